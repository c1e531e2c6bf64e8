//! What one entry says of another, the other may say as well.

use rustc_hash::FxHashSet;

use super::super::{Check, Context, Report, Rule};
use crate::diagnostic::{Code, Level};
use crate::fix;
use crate::model::Relation;
use crate::model::field::RELATIONSHIPS;
use crate::resolve::{Glossary, TermId};

/// See the page.
pub static RULE: Rule = Rule {
    code: Code::new("G206", "missing-inverse"),
    level: Level::Allow,
    since: "0.1.0",
    summary: "a relationship that the other term does not answer",
    docs: include_str!("missing_inverse.md"),
    check: Check::Glossary(check),
};

fn check(glossary: &Glossary, context: &Context<'_>, report: &mut Report<'_>) {
    let said: FxHashSet<(TermId, Relation, TermId)> = glossary.ids().flat_map(|id| said_by(glossary, id)).collect();
    for id in glossary.ids() {
        for link in &glossary.links(id).written {
            let Some(target) = link.target.filter(|&target| target != id) else { continue };
            let inverse = link.relation.inverse();
            if said.contains(&(target, inverse, id)) {
                continue;
            }
            let (name, field) = super::written(glossary, id, link);
            let (here, there) = (&glossary.term(id).name.value, &glossary.term(target).name.value);
            let message = format!("`{there}` does not name `{here}` as {}", inverse.key());
            let help = format!("add `- {here}` below `{}` in the entry `{there}`", inverse.key());
            let other = glossary.term(target).source;
            let keys = [RELATIONSHIPS.key, inverse.key()];
            let edit =
                report.fix_in(context.sources, other, || fix::insert_list_item(context.sources, other, &keys, here));
            let finding = report.at(name.span, message).field(field).help(help);
            report.push(finding.maybe_fix(format!("name `{here}` in the entry `{there}`"), edit));
        }
    }
}

fn said_by(glossary: &Glossary, id: TermId) -> impl Iterator<Item = (TermId, Relation, TermId)> {
    glossary.links(id).written.iter().filter_map(move |link| Some((id, link.relation, link.target?)))
}

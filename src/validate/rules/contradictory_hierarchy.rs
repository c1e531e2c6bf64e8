//! Nothing is more general and more specific than the same thing.

use super::super::{Check, Context, Report, Rule};
use crate::diagnostic::{Code, Level};
use crate::model::Relation;
use crate::resolve::Glossary;

/// See the page.
pub static RULE: Rule = Rule {
    code: Code::new("G204", "contradictory-hierarchy"),
    level: Level::Deny,
    since: "0.1.0",
    summary: "a term that is both broader and narrower than another",
    docs: include_str!("contradictory_hierarchy.md"),
    check: Check::Glossary(check),
};

fn check(glossary: &Glossary, _: &Context<'_>, report: &mut Report<'_>) {
    for id in glossary.ids() {
        let written = &glossary.links(id).written;
        let broader = || written.iter().filter(|link| link.relation == Relation::Broader && link.target.is_some());
        for link in written.iter().filter(|link| link.relation == Relation::Narrower && link.target != Some(id)) {
            let Some(other) = broader().find(|other| other.target == link.target) else { continue };
            let (name, field) = super::written(glossary, id, link);
            let (other, _) = super::written(glossary, id, other);
            let message =
                format!("`{}` is both broader and narrower than `{}`", name.value, glossary.term(id).name.value);
            let finding = report.at(name.span, message).field(field).other(other.span, "here it is broader");
            report.push(finding.label("here it is narrower").help("keep the one that is true, and remove the other"));
        }
    }
}

//! A ring of ever more general terms has no top, and no way through it ends.

use super::super::{Check, Context, Report, Rule};
use crate::diagnostic::{Code, Level};
use crate::model::Relation;
use crate::resolve::{Glossary, TermId};
use crate::source::{Span, Spanned};
use crate::validate::rings::rings;

/// See the page.
pub static RULE: Rule = Rule {
    code: Code::new("G203", "circular-hierarchy"),
    level: Level::Deny,
    since: "0.1.0",
    summary: "terms that are broader than each other in a ring",
    docs: include_str!("circular_hierarchy.md"),
    check: Check::Glossary(check),
};

fn check(glossary: &Glossary, _: &Context<'_>, report: &mut Report<'_>) {
    for ring in rings(glossary) {
        let name = |id: TermId| glossary.term(id).name.value.as_str();
        let way: Vec<String> =
            ring.iter().chain(ring.first()).take(MAX_SHOWN + 1).map(|&id| format!("`{}`", name(id))).collect();
        let rest = if ring.len() > MAX_SHOWN { " → …" } else { "" };
        let message = format!("each of these is broader than the one before, in a ring: {}{rest}", way.join(" → "));
        let steps = ring.iter().zip(ring.iter().cycle().skip(1));
        let mut places = steps.filter_map(|(&from, &to)| step(glossary, from, to));
        let Some((span, field)) = places.next() else { continue };
        let finding = report.at(span, message).field(field).help("find the line that is not true, and remove it");
        report.push(places.take(MAX_SHOWN).fold(finding, |finding, (span, _)| finding.other(span, "")));
    }
}

/// Most terms of a ring that a message names.
const MAX_SHOWN: usize = 8;

/// Where it is written that `to` is broader than `from`, in either of their files.
fn step(glossary: &Glossary, from: TermId, to: TermId) -> Option<(Span, String)> {
    let find = |owner: TermId, relation: Relation, target: TermId| {
        let links = glossary.links(owner).written.iter();
        let mut links = links.filter(|link| link.relation == relation && link.target == Some(target));
        let (name, field): (&Spanned<String>, String) = super::written(glossary, owner, links.next()?);
        Some((name.span, field))
    };
    find(from, Relation::Broader, to).or_else(|| find(to, Relation::Narrower, from))
}

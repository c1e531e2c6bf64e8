//! Where one term is above the other, `related` says nothing more (SKOS, integrity condition S27).

use super::super::{Check, Context, Report, Rule};
use std::collections::VecDeque;

use rustc_hash::FxHashSet;

use crate::diagnostic::{Code, Level};
use crate::model::Relation;
use crate::resolve::{Glossary, TermId};

/// See the page.
pub static RULE: Rule = Rule {
    code: Code::new("G207", "related-to-ancestor"),
    level: Level::Allow,
    since: "0.1.0",
    summary: "a related term that is also above or below in the hierarchy",
    docs: include_str!("related_to_ancestor.md"),
    check: Check::Glossary(check),
};

/// Most terms above one that are looked at; no hierarchy that people can read is larger.
const MAX_ANCESTORS: usize = 1_000;

fn check(glossary: &Glossary, _: &Context<'_>, report: &mut Report<'_>) {
    for id in glossary.ids() {
        let mut own = None;
        for link in glossary.links(id).written.iter().filter(|link| link.relation == Relation::Related) {
            let Some(target) = link.target.filter(|&target| target != id) else { continue };
            let relation = if own.get_or_insert_with(|| ancestors(glossary, id)).contains(&target) {
                "broader"
            } else if ancestors(glossary, target).contains(&id) {
                "narrower"
            } else {
                continue;
            };
            let (name, field) = super::written(glossary, id, link);
            let message = format!("`{}` is {relation} already, directly or by way of others", name.value);
            report.push(report.at(name.span, message).field(field).help("remove it from `related`"));
        }
    }
}

fn ancestors(glossary: &Glossary, id: TermId) -> FxHashSet<TermId> {
    let mut found = FxHashSet::default();
    let mut next = VecDeque::from([id]);
    while let Some(here) = next.pop_front().filter(|_| found.len() < MAX_ANCESTORS) {
        for &parent in glossary.links(here).targets(Relation::Broader) {
            if found.insert(parent) {
                next.push_back(parent);
            }
        }
    }
    found
}

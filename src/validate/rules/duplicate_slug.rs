//! Two terms with one address: one page would overwrite the other.

use rustc_hash::FxHashMap;

use super::super::{Check, Context, Report, Rule};
use crate::diagnostic::{Code, Level};
use crate::model::field::TERM;
use crate::resolve::{Glossary, TermId};

/// See the page.
pub static RULE: Rule = Rule {
    code: Code::new("G222", "duplicate-slug"),
    level: Level::Forbid,
    since: "0.1.0",
    summary: "two terms would have one page",
    docs: include_str!("duplicate_slug.md"),
    check: Check::Glossary(check),
};

fn check(glossary: &Glossary, context: &Context<'_>, report: &mut Report<'_>) {
    let mut owners: FxHashMap<String, Vec<TermId>> = FxHashMap::default();
    for id in glossary.ids() {
        owners.entry(glossary.term(id).slug.key()).or_default().push(id);
    }
    for id in glossary.ids() {
        let term = glossary.term(id);
        let Some(other) = owners[&term.slug.key()].iter().find(|&&other| other != id) else { continue };
        let other = glossary.term(*other);
        let message = format!("another file also makes the page `{}`", term.slug);
        let help =
            format!("join the two entries, or rename one (the other is `{}`)", context.sources.path(other.source));
        report.push(
            report.at(term.name.span, message).field(TERM.key).other(other.name.span, "the other one").help(help),
        );
    }
}

//! Some addresses belong to pages that glossbook writes itself.

use super::super::{Check, Context, Report, Rule};
use crate::diagnostic::{Code, Level};
use crate::model::Term;
use crate::model::field::TERM;

/// See the page.
pub static RULE: Rule = Rule {
    code: Code::new("G223", "reserved-slug"),
    level: Level::Forbid,
    since: "0.1.0",
    summary: "a term has the address of a page that the site already has",
    docs: include_str!("reserved_slug.md"),
    check: Check::Term(check),
};

/// `terms/index.md` is the list of all terms.
const RESERVED: [&str; 1] = ["index"];

fn check(term: &Term, _: &Context<'_>, report: &mut Report<'_>) {
    if RESERVED.contains(&term.slug.as_str()) {
        let message = format!("the page `{}` is the list of all terms", term.slug);
        report.push(report.at(term.name.span, message).field(TERM.key).help("add a word to the name: `search index`"));
    }
}

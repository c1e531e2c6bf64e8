//! The same category twice counts the entry twice.

use super::super::{Check, Context, Report, Rule};
use super::texts::repeats;
use crate::diagnostic::{Code, Level};
use crate::model::Term;
use crate::model::field::CATEGORIES;

/// See the page.
pub static RULE: Rule = Rule {
    code: Code::new("G122", "repeated-category"),
    level: Level::Warn,
    since: "0.1.0",
    summary: "a category that stands twice in its list",
    docs: include_str!("repeated_category.md"),
    check: Check::Term(check),
};

fn check(term: &Term, context: &Context<'_>, report: &mut Report<'_>) {
    repeats(&term.categories, CATEGORIES.key, context, report);
}

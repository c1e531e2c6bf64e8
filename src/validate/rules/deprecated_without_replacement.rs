//! Who is sent away should be told where to.

use super::super::{Check, Context, Report, Rule};
use crate::diagnostic::{Code, Level};
use crate::model::Term;
use crate::model::field::REPLACED_BY;

/// See the page.
pub static RULE: Rule = Rule {
    code: Code::new("G116", "deprecated-without-replacement"),
    level: Level::Warn,
    since: "0.1.0",
    summary: "a deprecated term that names no other term to use",
    docs: include_str!("deprecated_without_replacement.md"),
    check: Check::Term(check),
};

fn check(term: &Term, _: &Context<'_>, report: &mut Report<'_>) {
    let Some(status) = term.status.as_ref().filter(|_| term.is_deprecated() && term.replaced_by.is_none()) else {
        return;
    };
    let message = format!("`{}` is deprecated, and nothing says what to use instead", term.name.value);
    report.push(report.at(status.span, message).field(REPLACED_BY.key).help("add `replaced_by:` with the other term"));
}

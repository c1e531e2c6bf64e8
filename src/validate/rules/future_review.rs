//! A review that has not happened yet is a slip of the hand, or a promise.

use super::super::{Check, Context, Report, Rule};
use crate::diagnostic::{Code, Level};
use crate::model::Term;
use crate::model::field::LAST_REVIEWED;

/// See the page.
pub static RULE: Rule = Rule {
    code: Code::new("G110", "future-review"),
    level: Level::Warn,
    since: "0.1.0",
    summary: "a review date after today",
    docs: include_str!("future_review.md"),
    check: Check::Term(check),
};

fn check(term: &Term, context: &Context<'_>, report: &mut Report<'_>) {
    let Some(reviewed) = term.last_reviewed.as_ref().filter(|reviewed| reviewed.value > context.today) else { return };
    let message = format!("the review date {} lies in the future", reviewed.value);
    let help = format!("write the day of the last review; today is {}", context.today);
    report.push(report.at(reviewed.span, message).field(LAST_REVIEWED.key).help(help));
}

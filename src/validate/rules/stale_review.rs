//! What nobody has looked at for long may have become wrong meanwhile.

use super::super::{Check, Context, Report, Rule};
use crate::diagnostic::{Code, Level};
use crate::model::Term;
use crate::model::field::LAST_REVIEWED;

/// See the page.
pub static RULE: Rule = Rule {
    code: Code::new("G111", "stale-review"),
    level: Level::Allow,
    since: "0.1.0",
    summary: "a review older than the project allows",
    docs: include_str!("stale_review.md"),
    check: Check::Term(check),
};

fn check(term: &Term, context: &Context<'_>, report: &mut Report<'_>) {
    // Nobody reviews an entry that readers are sent away from.
    let Some(reviewed) = term.last_reviewed.as_ref().filter(|_| !term.is_deprecated()) else { return };
    let most = context.settings.max_age_days;
    let age = context.today.days_since(reviewed.value);
    if usize::try_from(age).is_ok_and(|age| age > most) {
        let message = format!("the last review is {age} days old, {most} are allowed");
        let help = "check the entry, then write today's date here";
        report.push(report.at(reviewed.span, message).field(LAST_REVIEWED.key).help(help));
    }
}

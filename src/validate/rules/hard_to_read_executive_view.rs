//! A decision maker reads it once, between two meetings.

use super::super::{Check, Context, Report, Rule};
use crate::diagnostic::{Code, Level};
use crate::model::Term;
use crate::validate::reading::grade;

/// See the page.
pub static RULE: Rule = Rule {
    code: Code::new("G307", "hard-to-read-executive-view"),
    level: Level::Allow,
    since: "0.1.0",
    summary: "`audiences.exec` asks for more than fourteen years of school",
    docs: include_str!("hard_to_read_executive_view.md"),
    check: Check::Term(check),
};

/// The Flesch-Kincaid grade beyond which a text is hard for a general reader: two years of college.
const MOST: f64 = 14.0;

fn check(term: &Term, context: &Context<'_>, report: &mut Report<'_>) {
    // The formula was made for English and says nothing about other languages.
    let Some(exec) = term.exec.as_ref().filter(|_| context.settings.language.starts_with("en")) else { return };
    let grade = grade(exec);
    if grade > MOST {
        let message = format!("the executive view is hard to read: grade {grade:.1}, {MOST:.0} is the limit");
        let help = "make two sentences of one, and take the shorter word";
        report.push(report.at(exec.span, message).field("audiences.exec").help(help));
    }
}

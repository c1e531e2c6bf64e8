//! A term's name becomes a file name and a part of a URL, on every system and server.

use super::super::{Check, Context, Report, Rule};
use crate::diagnostic::{Code, Level, printable};
use crate::model::Term;
use crate::model::characters::is_forbidden;
use crate::model::field::TERM;
use crate::model::slug::{MAX_SLUG, SlugProblem};

/// See the page.
pub static RULE: Rule = Rule {
    code: Code::new("G220", "invalid-slug"),
    level: Level::Forbid,
    since: "0.1.0",
    summary: "a name that cannot become a file name or a part of a URL",
    docs: include_str!("invalid_slug.md"),
    check: Check::Term(check),
};

fn check(term: &Term, _: &Context<'_>, report: &mut Report<'_>) {
    let Some(problem) = term.slug.problem() else { return };
    let (what, help) = match problem {
        SlugProblem::Empty => ("it is empty".to_owned(), "write the name of the concept"),
        SlugProblem::Edge(edge) => {
            (format!("its file would begin or end with `{edge}`"), "begin with a letter or a digit")
        }
        // Line breaks, tabs and what steers a terminal have rules of their own.
        SlugProblem::Character('\n' | '\t') => return,
        SlugProblem::Character(character) if is_forbidden(character) => return,
        SlugProblem::Character(character) => (
            format!("it holds `{}`", printable(&character.to_string())),
            "write the name in words; the other spelling can be an alias",
        ),
        SlugProblem::PercentEncoded => ("it holds an encoded `.` or `/`".to_owned(), "write the name in words"),
        SlugProblem::Device => ("Windows keeps this name for a device".to_owned(), "add a word to it"),
        SlugProblem::TooLong(bytes) => {
            (format!("it has {bytes} bytes, {MAX_SLUG} fit"), "use a shorter name, and the long one as an alias")
        }
    };
    report.push(
        report.at(term.name.span, format!("this name cannot be a page's address: {what}")).field(TERM.key).help(help),
    );
}

//! A name is one line, wherever it is written.

use super::super::{Check, Context, Report, Rule};
use crate::diagnostic::{Code, Level};
use crate::model::Term;
use crate::model::field::{ALIASES, TERM};
use crate::source::Spanned;

/// See the page.
pub static RULE: Rule = Rule {
    code: Code::new("G123", "line-break-in-name"),
    level: Level::Deny,
    since: "0.1.0",
    summary: "a tab or line break inside a name or alias",
    docs: include_str!("line_break_in_name.md"),
    check: Check::Term(check),
};

fn check(term: &Term, context: &Context<'_>, report: &mut Report<'_>) {
    find(&term.name, TERM.key.to_owned(), context, report);
    for (index, alias) in term.aliases.iter().enumerate() {
        find(alias, format!("{}[{index}]", ALIASES.key), context, report);
    }
}

fn find(name: &Spanned<String>, field: String, context: &Context<'_>, report: &mut Report<'_>) {
    let Some(at) = name.find(['\t', '\n']) else { return };
    let what = if name[at..].starts_with('\t') { "a tab" } else { "a line break" };
    let place = context.sources.place_of(name, at..at + 1);
    // A line break has no width in the file: then the whole name is shown.
    let span = if place.start == place.end { name.span } else { place };
    report.push(report.at(span, format!("{what} stands inside the name")).field(field).help("use a space"));
}

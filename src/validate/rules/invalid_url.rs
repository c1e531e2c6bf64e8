//! A citation that cannot be followed supports nothing.

use super::super::{Check, Context, Report, Rule};
use crate::diagnostic::{Code, Level, printable};
use crate::model::characters::is_forbidden;
use crate::model::field::{CITATIONS, URL};
use crate::model::url::{self, MAX_URL, UrlProblem};
use crate::model::{Citation, Term};

/// See the page.
pub static RULE: Rule = Rule {
    code: Code::new("G112", "invalid-url"),
    level: Level::Deny,
    since: "0.1.0",
    summary: "a citation whose address no browser can open",
    docs: include_str!("invalid_url.md"),
    check: Check::Term(check),
};

fn check(term: &Term, context: &Context<'_>, report: &mut Report<'_>) {
    for (index, citation) in term.citations.iter().enumerate() {
        check_citation(index, citation, context, report);
    }
}

fn check_citation(index: usize, citation: &Citation, context: &Context<'_>, report: &mut Report<'_>) {
    let Some(address) = &citation.url else { return };
    // Outer spaces have a rule of their own.
    let Some(problem) = url::problem(address.trim()) else { return };
    let mut span = address.span;
    let (message, help) = match problem {
        UrlProblem::Scheme => {
            (format!("`{}` is no web address", address.trim()), "write it in full, beginning with `https://`")
        }
        UrlProblem::NoHost => {
            ("the address names no website".to_owned(), "copy it from the address line of your browser")
        }
        // Reported already, by what it is.
        UrlProblem::Character(character) if is_forbidden(character) => return,
        UrlProblem::Character(character) => {
            let at = address.find(character).unwrap_or(0);
            span = context.sources.place_of(address, at..at + character.len_utf8());
            let shown = if character.is_whitespace() { "a space".to_owned() } else { format!("`{character}`") };
            (
                format!("a web address cannot hold {}", printable(&shown)),
                "copy it from the address line of your browser",
            )
        }
        UrlProblem::Percent => (
            "a `%` in a web address wants two digits or letters from `a` to `f` behind it".to_owned(),
            "write `%25` for the sign itself",
        ),
        UrlProblem::TooLong(characters) => (
            format!("the address has {characters} characters, {MAX_URL} fit"),
            "leave out what stands behind `?` or `#`, or use the short address of the page",
        ),
    };
    let field = format!("{}[{index}].{}", CITATIONS.key, URL.key);
    report.push(report.at(span, message).field(field).help(help));
}

//! A space that nobody sees makes two values of one.

use super::super::{Check, Context, Report, Rule};
use super::texts::{self, Text};
use crate::diagnostic::{Code, Level};
use crate::fix;
use crate::model::Term;
use crate::model::field::{LAST_REVIEWED, PART_OF_SPEECH, STATUS};
use crate::source::Span;

/// See the page.
pub static RULE: Rule = Rule {
    code: Code::new("G119", "outer-spaces"),
    level: Level::Deny,
    since: "0.1.0",
    summary: "a space before or behind a value that has to fit exactly",
    docs: include_str!("outer_spaces.md"),
    check: Check::Term(check),
};

/// Fields whose values are compared with a list, or stand in a link.
const EXACT: [&str; 5] = ["categories", "roles", "governance.nist_rmf_tags", "citations.url", "license"];

fn check(term: &Term, context: &Context<'_>, report: &mut Report<'_>) {
    let exact = |text: &Text<'_>| EXACT.contains(&text.key) && text.value.trim().len() != text.value.len();
    for text in texts::all(term).into_iter().filter(exact) {
        find(text.value.span, text.value.trim(), text.path(), context, report);
    }
    let part_of_speech = term.part_of_speech.as_ref().map(|part| (part.span, part.name().to_owned(), PART_OF_SPEECH));
    let status = term.status.as_ref().map(|status| (status.span, status.name().to_owned(), STATUS));
    let reviewed = term.last_reviewed.as_ref().map(|day| (day.span, day.value.to_string(), LAST_REVIEWED));
    for (span, value, field) in [part_of_speech, status, reviewed].into_iter().flatten() {
        // The value is read already; what stands around it shows only in the file, and only inside of quotes.
        let raw = context.sources.slice(span);
        let inside = raw.strip_prefix(['"', '\'']).and_then(|raw| raw.strip_suffix(['"', '\'']));
        if inside.is_some_and(|inside| inside != value && inside.trim() == value) {
            find(span, &value, field.key.to_owned(), context, report);
        }
    }
}

fn find(span: Span, trimmed: &str, field: String, context: &Context<'_>, report: &mut Report<'_>) {
    let message = format!("spaces or line breaks stand around `{trimmed}`");
    let edit = report.fix_in(context.sources, span.source, || fix::replace_scalar(context.sources, span, trimmed));
    let finding = report.at(span, message).field(field).help("remove them");
    report.push(finding.maybe_fix("remove the spaces around the value", edit));
}

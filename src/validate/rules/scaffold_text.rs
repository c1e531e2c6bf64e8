//! What a new file was filled with is no content yet.

use super::super::{Check, Context, Report, Rule};
use super::texts;
use crate::diagnostic::{Code, Level};
use crate::model::{Status, Term, url};

/// See the page.
pub static RULE: Rule = Rule {
    code: Code::new("G118", "scaffold-text"),
    level: Level::Deny,
    since: "0.1.0",
    summary: "text of a new file that nobody has replaced",
    docs: include_str!("scaffold_text.md"),
    check: Check::Term(check),
};

/// Words that stand in for others, in the spelling that nobody uses for anything else.
const PLACEHOLDERS: [&str; 4] = ["TODO", "TBD", "FIXME", "XXX"];
/// Websites that exist only to be written about (RFC 2606).
const EXAMPLE_SITES: [&str; 3] = ["example.com", "example.org", "example.net"];

fn check(term: &Term, context: &Context<'_>, report: &mut Report<'_>) {
    let is_draft = term.status.as_ref().is_some_and(|status| status.value == Status::Draft);
    for text in texts::all(term) {
        let found = if text.key == "citations.url" {
            is_example(text.value).then(|| (0..text.value.len(), "the address is only an example".to_owned()))
        } else {
            placeholder(text.value).map(|part| {
                let message = format!("`{}` still stands here", &text.value[part.clone()]);
                (part, message)
            })
        };
        let Some((part, message)) = found else { continue };
        let place = context.sources.place_of(text.value, part);
        let finding = report.at(place, message).field(text.path()).help("write what belongs here");
        report.push(if is_draft { finding.lesser() } else { finding });
    }
}

fn is_example(address: &str) -> bool {
    let host = url::host_of(address.trim()).to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    EXAMPLE_SITES.contains(&host)
}

fn placeholder(text: &str) -> Option<std::ops::Range<usize>> {
    let is_word_part = |character: char| character.is_alphanumeric() || character == '_';
    PLACEHOLDERS
        .iter()
        .flat_map(|word| text.match_indices(word))
        .map(|(at, word)| at..at + word.len())
        .find(|part| !text[..part.start].ends_with(is_word_part) && !text[part.end..].starts_with(is_word_part))
}

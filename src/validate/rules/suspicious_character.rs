//! Characters that nobody sees make words that no search finds.

use super::super::{Check, Context, Report, Rule};
use super::texts::{self, Text};
use crate::diagnostic::{Code, Level};
use crate::model::characters::{Suspicion, mixes_scripts, suspicion};
use crate::model::{Term, url};

/// See the page.
pub static RULE: Rule = Rule {
    code: Code::new("G115", "suspicious-character"),
    level: Level::Warn,
    since: "0.1.0",
    summary: "a character without width, or a letter of another script inside a word",
    docs: include_str!("suspicious_character.md"),
    check: Check::Term(check),
};

fn check(term: &Term, context: &Context<'_>, report: &mut Report<'_>) {
    for text in texts::all(term).into_iter().filter(|text| !text.value.is_ascii() && !is_refused(term, text)) {
        let Some((part, suspicion)) = suspicion(text.value) else { continue };
        let shown = &text.value[part.clone()];
        let (message, help) = match suspicion {
            Suspicion::Invisible(character) => {
                (format!("a character that nobody sees, {}", code_point(character)), "delete it, or type the word anew")
            }
            Suspicion::Lost => (
                "a letter was lost here and replaced by `\u{fffd}`".to_owned(),
                "look it up where the text came from, and type it anew",
            ),
            Suspicion::Private(character) => {
                (format!("no font shows the character {}", code_point(character)), "delete it, or use another one")
            }
            Suspicion::MixedScripts => {
                (format!("the word `{shown}` mixes letters of two scripts that look alike"), "type the word anew")
            }
        };
        let place = context.sources.place_of(text.value, part);
        report.push(report.at(place, message).field(text.path()).help(help));
    }
}

/// Whether another rule reports the text for its characters.
fn is_refused(term: &Term, text: &Text<'_>) -> bool {
    let address = text.value.trim();
    match text.key {
        "term" => term.slug.problem().is_some(),
        "citations.url" => url::problem(address).is_some() || url::host_of(address).split('.').any(mixes_scripts),
        _ => false,
    }
}

fn code_point(character: char) -> String {
    format!("U+{:04X}", u32::from(character))
}

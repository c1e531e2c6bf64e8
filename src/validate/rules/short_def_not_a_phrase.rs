//! A definition is one phrase that could stand in the place of the term.

use super::super::{Check, Context, Report, Rule};
use crate::diagnostic::{Code, Level};
use crate::model::Term;
use crate::model::field::SHORT_DEF;
use crate::validate::words::words;

/// See the page.
pub static RULE: Rule = Rule {
    code: Code::new("G305", "short-def-not-a-phrase"),
    level: Level::Warn,
    since: "0.1.0",
    summary: "`short_def` is not one phrase",
    docs: include_str!("short_def_not_a_phrase.md"),
    check: Check::Term(check),
};

/// Fewer words define nothing.
const LEAST_WORDS: usize = 3;

/// How sentences begin that say something *about* the term instead of what it is.
const OPENERS: [&str; 9] = ["is", "are", "it", "this", "these", "refers", "when", "where", "see"];

fn check(term: &Term, context: &Context<'_>, report: &mut Report<'_>) {
    let Some(short_def) = &term.short_def else { return };
    let text = short_def.trim();
    let words = words(text);
    let (message, help) = if words.len() < LEAST_WORDS {
        let help = "say what kind of thing it is, and what sets it apart from others of its kind";
        (format!("`{text}` is too short to define anything"), help)
    } else if text.ends_with('?') {
        ("the definition is a question".to_owned(), "answer it")
    } else if text.ends_with([',', ';', ':', '-', '–', '—', '(', '…']) || text.ends_with("...") {
        ("the definition breaks off".to_owned(), "finish the phrase")
    } else if opens_beside_the_point(&words[0].key, context) {
        let opener = &text[words[0].range.clone()];
        let message = format!("the definition begins with `{opener}`, which says nothing of what the term is");
        (message, "begin with the kind of thing that it is: \"Moment when ...\", \"Method of ...\"")
    } else {
        return;
    };
    report.push(report.at(short_def.span, message).field(SHORT_DEF.key).help(help));
}

fn opens_beside_the_point(word: &str, context: &Context<'_>) -> bool {
    context.settings.language.starts_with("en") && OPENERS.contains(&word)
}

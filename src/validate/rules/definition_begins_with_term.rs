//! `X is …` says the name twice where space is short.

use super::super::{Check, Context, Report, Rule};
use crate::diagnostic::{Code, Level};
use crate::model::Term;
use crate::model::field::SHORT_DEF;
use crate::validate::words::{Word, begins_with, words};

/// See the page.
pub static RULE: Rule = Rule {
    code: Code::new("G301", "definition-begins-with-term"),
    level: Level::Warn,
    since: "0.1.0",
    summary: "`short_def` begins with the term itself",
    docs: include_str!("definition_begins_with_term.md"),
    check: Check::Term(check),
};

const ARTICLES: [&str; 3] = ["a", "an", "the"];
/// What comes behind a name that is about to be explained.
const VERBS: [&str; 8] = ["is", "are", "means", "refers", "describes", "denotes", "stands", "was"];

fn check(term: &Term, context: &Context<'_>, report: &mut Report<'_>) {
    let Some(short_def) = &term.short_def else { return };
    let all = words(short_def);
    let skipped = usize::from(all.first().is_some_and(|word| ARTICLES.contains(&word.key.as_str())));
    let rest = &all[skipped..];
    let by_name = begins_with(rest, &term.name);
    // An alias may be a general word; it is the term itself where it is the subject of the sentence.
    let by_alias =
        || term.aliases.iter().filter_map(|alias| begins_with(rest, alias)).find(|&length| is_subject(rest, length));
    let Some(length) = by_name.or_else(by_alias) else { return };
    let place = context.sources.place_of(short_def, rest[0].range.start..rest[length - 1].range.end);
    let help = "begin with what it is: \"Moment when ...\", not \"A human handoff is the moment when ...\"";
    report.push(report.at(place, "the definition begins with the term itself").field(SHORT_DEF.key).help(help));
}

fn is_subject(words: &[Word], length: usize) -> bool {
    words.get(length).is_some_and(|word| VERBS.contains(&word.key.as_str()))
}

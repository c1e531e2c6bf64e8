//! One of the two is a copy that somebody meant to rewrite.

use super::super::{Check, Context, Report, Rule};
use std::hash::Hasher;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHasher};

use crate::diagnostic::{Code, Level};
use crate::model::field::{LONG_DEF, SHORT_DEF};
use crate::model::term::Text;
use crate::model::{Field, Term};
use crate::resolve::{Glossary, TermId};

/// See the page.
pub static RULE: Rule = Rule {
    code: Code::new("G306", "same-definition-twice"),
    level: Level::Warn,
    since: "0.1.0",
    summary: "two terms with the same definition",
    docs: include_str!("same_definition_twice.md"),
    check: Check::Glossary(check),
};

fn check(glossary: &Glossary, _: &Context<'_>, report: &mut Report<'_>) {
    find(glossary, &SHORT_DEF, |term| &term.short_def, report);
    find(glossary, &LONG_DEF, |term| &term.long_def, report);
}

fn find(glossary: &Glossary, field: &Field, text: fn(&Term) -> &Text, report: &mut Report<'_>) {
    let hashes: Vec<u64> =
        glossary.terms.par_iter().map(|term| text(term).as_ref().map_or(0, |text| hash(text))).collect();
    let mut owners: FxHashMap<u64, TermId> = FxHashMap::default();
    for (id, hash) in glossary.ids().zip(hashes).filter(|&(_, hash)| hash != 0) {
        let first = *owners.entry(hash).or_insert(id);
        let (Some(here), Some(there)) = (text(glossary.term(id)), text(glossary.term(first))) else { continue };
        // Two entries for one term are a mistake of their own.
        let is_same_term = glossary.term(id).slug.key() == glossary.term(first).slug.key();
        if first == id || is_same_term || !letters(here).eq(letters(there)) {
            continue;
        }
        let message = format!("`{}` has the same `{}`", glossary.term(first).name.value, field.key);
        let finding = report.at(here.span, message).field(field.key).other(there.span, "the same words");
        report.push(finding.help("say what sets this term apart, or join the two entries"));
    }
}

/// A number that texts of the same words share; 0 for a text without words.
fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    if text.is_ascii() {
        let letters = text.bytes().filter(u8::is_ascii_alphanumeric);
        letters.for_each(|letter| hasher.write_u32(u32::from(letter.to_ascii_lowercase())));
    } else {
        letters(text).for_each(|letter| hasher.write_u32(u32::from(letter)));
    }
    hasher.finish()
}

/// What counts when two texts are compared: no case, no punctuation, no spaces.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase)
}

//! Abbreviations that texts use and no entry explains: candidates for new entries.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::super::{Glossary, tree};
use super::words::words;
use crate::body::plain_text;
use crate::model::{Place, Section, TermId};

/// An abbreviation that nobody has as a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unexplained {
    /// How often texts use it.
    pub mentions: usize,
    /// The terms whose texts use it, by place.
    pub terms: Vec<TermId>,
}

/// Words of two capitals or more that stand in the texts of at least two terms and in no term's name, by word.
pub fn unexplained(glossary: &Glossary) -> BTreeMap<String, Unexplained> {
    let mut found: BTreeMap<String, Unexplained> = BTreeMap::new();
    let ids: Vec<TermId> = glossary.ids().collect();
    let by_term: Vec<Vec<String>> = ids.par_iter().map(|&id| abbreviations(glossary, id)).collect();
    for (id, words) in ids.into_iter().zip(by_term) {
        for word in words {
            let entry = found.entry(word).or_default();
            entry.mentions += 1;
            if entry.terms.last() != Some(&id) {
                entry.terms.push(id);
            }
        }
    }
    let named = named(glossary);
    found.retain(|word, entry| entry.terms.len() > 1 && !named.contains(word));
    found
}

/// The abbreviations in names: who knows the "EU AI Act" is not asked for the EU.
fn named(glossary: &Glossary) -> FxHashSet<String> {
    let names = glossary.terms.iter().flat_map(|term| std::iter::once(&term.name).chain(&term.aliases));
    let abbreviations = names.flat_map(|name| words(name).into_iter().map(|word| &name[word.range]));
    abbreviations.filter(|word| is_abbreviation(word)).map(str::to_owned).collect()
}

/// The abbreviations in the texts of a term that are no part of a mention.
fn abbreviations(glossary: &Glossary, id: TermId) -> Vec<String> {
    let mut found = Vec::new();
    for section in Section::ALL {
        for (item, text) in section.texts(glossary.term(id)).iter().enumerate() {
            let place = Place::new(section, item);
            if !may_have_capitals(text) {
                continue;
            }
            let plain = plain_text(&tree(place, text));
            if !has_capitals(&plain) {
                continue;
            }
            let mentions: Vec<_> = glossary.mentions(id).iter().filter(|mention| mention.place == place).collect();
            let is_free = |at: usize| mentions.iter().all(|mention| !mention.range().contains(&at));
            let words = words(&plain).into_iter().filter(|word| is_free(word.range.start));
            found.extend(words.map(|word| &plain[word.range]).filter(|word| is_abbreviation(word)).map(str::to_owned));
        }
    }
    found
}

/// Whether two capitals stand side by side, as they do in every abbreviation. Few texts have any.
fn has_capitals(text: &str) -> bool {
    let mut was_capital = false;
    text.chars().any(|character| std::mem::replace(&mut was_capital, character.is_uppercase()) && was_capital)
}

/// The same of a text with its markup, which may stand between the two: `false` is sure.
fn may_have_capitals(text: &str) -> bool {
    if !text.is_ascii() || text.contains("](") || text.contains(['<', '&']) {
        return true;
    }
    // What is neither a letter or digit nor a space may be markup, which readers do not see.
    let seen = text.bytes().filter(|byte| byte.is_ascii_alphanumeric() || byte.is_ascii_whitespace());
    let mut was_capital = false;
    seen.into_iter().any(|byte| std::mem::replace(&mut was_capital, byte.is_ascii_uppercase()) && was_capital)
}

fn is_abbreviation(word: &str) -> bool {
    word.chars().count() > 1 && word.chars().all(char::is_uppercase)
}

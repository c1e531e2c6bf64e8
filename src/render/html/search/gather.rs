//! Which word stands where: in names and aliases with its place, in texts by term.

use std::borrow::Cow;
use std::cmp::Ordering;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::labels::labels;
use super::words::each_word;
use crate::body::{parse_line, plain_line};
use crate::model::{Section, Term, TermId};
use crate::resolve::Glossary;
use crate::resolve::mentions::word_forms;

/// A word that stands in the texts of more than half of the terms says nothing about any of them.
const COMMON: usize = 2;
/// In a glossary of fewer terms nothing is common.
const LEAST_TERMS: usize = 8;
/// Terms that one thread reads at a time.
const CHUNK: usize = 64;
/// Chunks that are read side by side.
const AT_ONCE: usize = 32;

/// A word in a name or alias.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct InName {
    /// Whose.
    pub term: u32,
    /// Which: 0 is the name, others are aliases.
    pub label: u32,
    /// Which word of it, from 0.
    pub position: u32,
    /// Whether it is another form of the word that stands there.
    pub is_form: bool,
    /// How many words the name or alias has.
    pub length: u32,
}

/// The terms with a word, by place; each term once, in its best place.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InTexts {
    /// In the short definition.
    pub short: Vec<u32>,
    /// In any other text.
    pub rest: Vec<u32>,
}

impl InTexts {
    /// Adds a term with the word in `section`; no term with a higher number is there.
    fn add(&mut self, number: u32, section: Section) {
        let list = match section {
            Section::ShortDef => &mut self.short,
            _ if self.short.last() == Some(&number) => return,
            _ => &mut self.rest,
        };
        if list.last() != Some(&number) {
            list.push(number);
        }
    }

    fn count(&self) -> usize {
        self.short.len() + self.rest.len()
    }

    /// Whether no term has the word.
    pub fn is_empty(&self) -> bool {
        self.short.is_empty() && self.rest.is_empty()
    }

    /// Takes out terms, by their numbers.
    pub fn remove(&mut self, is_gone: &[bool]) {
        self.lists().into_iter().for_each(|list| list.retain(|&number| !is_gone.get(number as usize).unwrap_or(&true)));
    }

    /// Puts in terms that are not there yet.
    pub fn insert(&mut self, other: &Self) {
        for (list, new) in self.lists().into_iter().zip([&other.short, &other.rest]) {
            list.extend_from_slice(new);
            list.sort_unstable();
        }
    }

    fn lists(&mut self) -> [&mut Vec<u32>; 2] {
        [&mut self.short, &mut self.rest]
    }
}

/// Whether so many of `terms` terms have a word that it is looked up in names only.
pub fn is_common(found: &InTexts, terms: usize) -> bool {
    terms >= LEAST_TERMS && found.count() * COMMON > terms
}

/// The words of names and aliases that stand there as they are, and not in another form.
pub fn own_words(names: &[(String, Vec<InName>)]) -> Vec<String> {
    let own = |found: &[InName]| found.iter().any(|place| !place.is_form);
    names.iter().filter(|(_, found)| own(found)).map(|(word, _)| word.clone()).collect()
}

/// What a reader who mistypes may have meant: words of names, aliases and short definitions.
pub fn vocabulary<'a>(in_names: &'a [String], texts: &[&'a (String, InTexts)]) -> Vec<&'a str> {
    let in_short = texts.iter().filter(|(_, found)| !found.short.is_empty()).map(|(word, _)| word.as_str());
    let mut vocabulary: Vec<&str> = in_names.iter().map(String::as_str).chain(in_short).collect();
    vocabulary.sort_by(|one, other| order(one, other));
    vocabulary.dedup();
    vocabulary
}

/// As a script compares texts: by UTF-16.
pub fn order(one: &str, other: &str) -> Ordering {
    if one.is_ascii() || other.is_ascii() { one.cmp(other) } else { one.encode_utf16().cmp(other.encode_utf16()) }
}

/// Which word stands in which name or alias, in the order in which a script compares texts. Terms are counted in the order of `ids`.
pub fn names(glossary: &Glossary, ids: &[TermId]) -> Vec<(String, Vec<InName>)> {
    let numbered: Vec<(usize, &TermId)> = ids.iter().enumerate().collect();
    let found: Vec<Vec<(String, InName)>> =
        numbered.par_iter().map(|&(number, &id)| words_of_names(glossary.term(id), number)).collect();
    let mut all: Vec<(String, InName)> = found.into_iter().flatten().collect();
    all.par_sort_unstable_by(|(word, place), (other, there)| order(word, other).then(place.cmp(there)));
    let mut grouped: Vec<(String, Vec<InName>)> = Vec::new();
    for (word, place) in all {
        match grouped.last_mut() {
            Some((last, places)) if *last == word => places.push(place),
            _ => grouped.push((word, vec![place])),
        }
    }
    // The best place of a word in each name is enough: the first one, as it is written.
    for (_, places) in &mut grouped {
        places.sort_unstable_by_key(|place| (place.term, place.label, place.is_form, place.position));
        places.dedup_by_key(|place| (place.term, place.label));
    }
    grouped
}

fn words_of_names(term: &Term, number: usize) -> Vec<(String, InName)> {
    let mut found = Vec::new();
    for (label, text) in labels(term).into_iter().enumerate() {
        let words = super::words::words(text);
        let place = |position: usize, is_form| InName {
            term: number as u32,
            label: label as u32,
            position: position as u32,
            is_form,
            length: words.len() as u32,
        };
        for (position, word) in words.iter().enumerate() {
            found.extend(word_forms(word).into_iter().map(|form| (form, place(position, true))));
            found.push((word.clone(), place(position, false)));
        }
        found.extend(joined(text).map(|(position, word)| (word, place(position, true))));
    }
    found
}

/// `fine-tuning` as people also write it, `finetuning`, with the number of its first word.
fn joined(text: &str) -> impl Iterator<Item = (usize, String)> {
    let mut position = 0;
    text.split_whitespace().filter_map(move |part| {
        let first = position;
        let words = super::words::words(part);
        position += words.len();
        (words.len() > 1 && part.contains(['-', '\u{2010}', '\u{2011}'])).then(|| (first, words.concat()))
    })
}

/// Which word stands in the texts of which terms, common words too, in the same order.
pub fn texts(glossary: &Glossary, ids: &[TermId]) -> Vec<(String, InTexts)> {
    let mut words: Vec<FxHashMap<String, InTexts>> = (0..BEGINNINGS).map(|_| FxHashMap::default()).collect();
    // What was found in many chunks at once takes far more room than what comes of it.
    for (part, ids) in ids.chunks(AT_ONCE * CHUNK).enumerate() {
        let first = part * AT_ONCE * CHUNK;
        let chunks = ids.par_chunks(CHUNK).enumerate();
        let chunks: Vec<_> = chunks.map(|(chunk, ids)| in_chunk(glossary, first + chunk * CHUNK, ids)).collect();
        let mut beginnings: Vec<Vec<Found>> = (0..BEGINNINGS).map(|_| Vec::with_capacity(chunks.len())).collect();
        chunks.into_iter().for_each(|chunk| beginnings.iter_mut().zip(chunk).for_each(|(all, found)| all.push(found)));
        words.par_iter_mut().zip(beginnings).for_each(|(all, chunks)| merge(all, chunks));
    }
    let sorted: Vec<Found> = words.into_par_iter().map(sorted).collect();
    sorted.into_iter().flatten().collect()
}

/// The words of the terms from number `first` on.
fn in_chunk(glossary: &Glossary, first: usize, ids: &[TermId]) -> Vec<Found> {
    let mut found = FxHashMap::default();
    for (at, &id) in ids.iter().enumerate() {
        read_texts(glossary.term(id), (first + at) as u32, &mut found);
    }
    by_beginning(found)
}

/// Words, and where each stands.
type Found = Vec<(String, InTexts)>;

/// Words that begin alike are put together on one core: a list for each ASCII character, and one for all others, which come last.
const BEGINNINGS: usize = 129;

#[expect(clippy::iter_over_hash_type, reason = "each list is sorted once it is whole")]
fn by_beginning(found: FxHashMap<String, InTexts>) -> Vec<Found> {
    let mut lists: Vec<Found> = (0..BEGINNINGS).map(|_| Vec::new()).collect();
    for (word, places) in found {
        let first = word.bytes().next().map_or(0, usize::from);
        lists[first.min(BEGINNINGS - 1)].push((word, places));
    }
    lists
}

/// Adds the words of chunks, which come in the order of the terms, so that each list of terms stays sorted.
fn merge(all: &mut FxHashMap<String, InTexts>, chunks: Vec<Found>) {
    for (word, found) in chunks.into_iter().flatten() {
        let into = all.entry(word).or_default();
        into.short.extend(found.short);
        into.rest.extend(found.rest);
    }
}

fn sorted(words: FxHashMap<String, InTexts>) -> Found {
    let mut sorted: Found = words.into_iter().collect();
    sorted.sort_unstable_by(|(one, _), (other, _)| order(one, other));
    sorted
}

/// Adds the words of one term's texts; its number is higher than those that are there.
pub fn read_texts(term: &Term, number: u32, found: &mut FxHashMap<String, InTexts>) {
    for section in Section::ALL {
        for value in section.values(term) {
            each_word(&plain(&value.value), |word| match found.get_mut(word) {
                Some(places) => places.add(number, section),
                None => {
                    let mut places = InTexts::default();
                    places.add(number, section);
                    found.insert(word.to_owned(), places);
                }
            });
        }
    }
}

/// The text without markup. Only links hold words that readers do not see, and the rest of the markup divides no word.
fn plain(text: &str) -> Cow<'_, str> {
    let has_links = text.contains("](") || text.contains("://");
    if has_links { Cow::Owned(plain_line(&parse_line(text))) } else { Cow::Borrowed(text) }
}

//! What the index of the last build can tell the next one, so that an edit of one text reads that text alone.
//!
//! It is kept between builds of one run of the program, as in the preview, and never written down.

use std::sync::{Arc, Mutex};

use rustc_hash::FxHashMap;

use super::gather::{InTexts, order, read_texts};
use crate::digest::Digest;
use crate::model::{Term, TermId};
use crate::resolve::Glossary;

/// When more terms have changed than one in so many, and one more, all are read anew.
const FEW: usize = 16;

/// The index of the last build; empty where there was none.
#[derive(Debug, Default)]
pub struct KnownIndex {
    pub(super) texts: Mutex<Option<Texts>>,
    pub(super) shown: Mutex<Option<Arc<Shown>>>,
}

/// Which word stands in the texts of which terms, common words too.
#[derive(Debug)]
pub struct Texts {
    /// The terms, by their numbers.
    pub terms: Vec<Arc<Term>>,
    /// The words, sorted, with the numbers of the terms.
    pub words: Vec<(String, InTexts)>,
}

/// What the index is made from that stands on the cards of terms.
#[derive(Debug)]
pub struct Shown {
    /// Of all cards.
    pub cards: Digest,
    /// Whole files: names and contents.
    pub files: Vec<(String, String)>,
    /// The first word of each file of names.
    pub first_names: Vec<String>,
    /// The words of names and aliases as they are written, sorted.
    pub own_words: Vec<String>,
}

impl Texts {
    /// The words of a glossary, with as few terms read as possible. `ids` say how terms are counted.
    pub fn of(glossary: &Glossary, ids: &[TermId], before: Option<Self>) -> Self {
        let terms: Vec<Arc<Term>> = ids.iter().map(|id| glossary.terms[id.index()].clone()).collect();
        match before.and_then(|before| before.with(&terms)) {
            Some(words) => Self { terms, words },
            None => Self { terms, words: super::gather::texts(glossary, ids) },
        }
    }

    /// The words after some terms have changed; none where too many have.
    fn with(self, terms: &[Arc<Term>]) -> Option<Vec<(String, InTexts)>> {
        if self.terms.len() != terms.len() {
            return None;
        }
        let pairs = self.terms.iter().zip(terms).enumerate();
        let changed: Vec<_> = pairs.filter(|(_, (old, new))| !Arc::ptr_eq(old, new)).collect();
        if changed.len() > 1 + terms.len() / FEW {
            return None;
        }
        let mut words = self.words;
        for (number, (old, new)) in changed {
            replace(&mut words, number as u32, old, new);
        }
        words.retain(|(_, found)| !found.short.is_empty() || !found.rest.is_empty());
        Some(words)
    }
}

/// Takes the words of `old` out and puts those of `new` in.
fn replace(words: &mut Vec<(String, InTexts)>, number: u32, old: &Term, new: &Term) {
    let mut found: FxHashMap<String, InTexts> = FxHashMap::default();
    // A word that is gone has no place in what is found.
    read_texts(old, number, &mut found);
    found.values_mut().for_each(|places| *places = InTexts::default());
    read_texts(new, number, &mut found);
    found.into_iter().for_each(|(word, places)| {
        let at = match words.binary_search_by(|(other, _)| order(other, &word)) {
            Ok(at) => at,
            Err(at) => {
                words.insert(at, (word, InTexts::default()));
                at
            }
        };
        put(&mut words[at].1.short, number, !places.short.is_empty());
        put(&mut words[at].1.rest, number, !places.rest.is_empty());
    });
}

fn put(numbers: &mut Vec<u32>, number: u32, belongs: bool) {
    match (numbers.binary_search(&number), belongs) {
        (Ok(at), false) => _ = numbers.remove(at),
        (Err(at), true) => numbers.insert(at, number),
        _ => {}
    }
}

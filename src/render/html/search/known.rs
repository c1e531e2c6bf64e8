//! What the index of the last build can tell the next one, so that an edit of one text reads that text alone.

use std::sync::{Arc, Mutex};

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::gather::{InTexts, order, read_texts};
use crate::digest::Digest;
use crate::model::TermId;
use crate::resolve::Glossary;

/// When more terms have changed than one in so many, and one more, all are read anew.
const FEW: usize = 16;

/// The index of the last build; empty where there was none.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct KnownIndex {
    pub(super) texts: Mutex<Option<Texts>>,
    pub(super) shown: Mutex<Option<Arc<Shown>>>,
}

/// Which word stands in the texts of which terms, common words too.
#[derive(Debug, Serialize, Deserialize)]
pub struct Texts {
    /// The files of the terms, by their numbers; empty where nobody said.
    files: Vec<Digest>,
    /// The words, sorted, with the numbers of the terms.
    pub words: Vec<(String, InTexts)>,
}

/// What the index is made from that stands on the cards of terms.
#[derive(Debug, Serialize, Deserialize)]
pub struct Shown {
    /// Of all cards.
    pub cards: Digest,
    /// Whole files: names, and the digests of what is in them.
    pub files: Vec<(String, Digest)>,
    /// The first word of each file of names.
    pub first_names: Vec<String>,
    /// The words of names and aliases as they are written, sorted.
    pub own_words: Vec<String>,
}

impl Texts {
    /// The words of a glossary, with as few terms read as possible. `ids` say how terms are counted.
    pub fn of(glossary: &Glossary, ids: &[TermId], before: Option<Self>) -> Self {
        let files: Vec<Digest> = ids.iter().filter_map(|id| glossary.files().get(id.index()).copied()).collect();
        match before.and_then(|before| before.with(glossary, ids, &files)) {
            Some(words) => Self { files, words },
            None => Self { files, words: super::gather::texts(glossary, ids) },
        }
    }

    /// The words after some terms have changed; none where too many have.
    fn with(self, glossary: &Glossary, ids: &[TermId], files: &[Digest]) -> Option<Vec<(String, InTexts)>> {
        if self.files.len() != ids.len() || files.len() != ids.len() {
            return None;
        }
        let is_new: Vec<bool> = self.files.iter().zip(files).map(|(old, new)| old != new).collect();
        let new: Vec<u32> = (0..).zip(&is_new).filter(|(_, is_new)| **is_new).map(|(number, _)| number).collect();
        if new.len() > 1 + ids.len() / FEW {
            return None;
        }
        let mut words = self.words;
        if new.is_empty() {
            return Some(words);
        }
        words.par_iter_mut().for_each(|(_, found)| found.remove(&is_new));
        let mut found: FxHashMap<String, InTexts> = FxHashMap::default();
        new.iter().for_each(|&number| read_texts(glossary.term(ids[number as usize]), number, &mut found));
        let known = words.len();
        // In any order: they are sorted below.
        found.into_iter().for_each(|(word, places)| {
            match words[..known].binary_search_by(|(other, _)| order(other, &word)) {
                Ok(at) => words[at].1.insert(&places),
                Err(_) => words.push((word, places)),
            }
        });
        if words.len() > known {
            words.par_sort_unstable_by(|(one, _), (other, _)| order(one, other));
        }
        words.retain(|(_, found)| !found.is_empty());
        Some(words)
    }
}

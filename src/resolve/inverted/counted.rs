//! How often each term uses each word, counted on all cores.

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::{Rows, Weighted};
use crate::model::Term;

/// Terms that are counted with a word list of their own, before the lists are made one.
const CHUNK: usize = 512;
/// Chunks that are counted side by side; more would cost memory.
const AT_ONCE: usize = 32;

/// The words of all terms, numbered in the order of first occurrence whatever the threads did, and the count of each in each term,
/// sorted by word. `read` tells the words of one term.
pub fn count<'a>(terms: &'a [Arc<Term>], read: impl Fn(&'a Term, &mut Counted<'a>) + Sync) -> (Rows, Vec<Box<str>>) {
    let mut words = Numbers::default();
    let mut counts = Rows::from_iter([]);
    for terms in terms.chunks(CHUNK * AT_ONCE) {
        let chunks: Vec<Chunk> = terms.par_chunks(CHUNK).map(|terms| Chunk::of(terms, &read)).collect();
        let numbers: Vec<Vec<u32>> = chunks.iter().map(|chunk| words.all_of(&chunk.words)).collect();
        let renumbered = chunks.into_par_iter().zip(&numbers).map(|(chunk, numbers)| chunk.renumbered(numbers));
        counts.extend(renumbered.collect::<Vec<_>>().into_iter().flatten());
    }
    (counts, words.into_words())
}

/// The words of one term so far.
#[derive(Default)]
pub struct Counted<'a> {
    numbers: Numbers,
    /// What became of each word as it stands in the texts.
    known: FxHashMap<&'a str, Option<u32>>,
    /// By number of the word; 0.0 for words that the term does not have.
    counts: Vec<f64>,
    used: Vec<u32>,
}

impl<'a> Counted<'a> {
    /// Counts a word.
    pub fn add(&mut self, word: &str, count: f64) {
        let number = self.numbers.of(word);
        self.add_number(number, count);
    }

    /// Counts a word of a text under the name that `normalize` gives it, if it gives one. The same word has the same
    /// name, wherever it stands.
    pub fn add_as<'n>(&mut self, word: &'a str, count: f64, normalize: impl FnOnce(&'a str) -> Option<&'n str>) {
        let number = match self.known.get(word) {
            Some(&number) => number,
            None => {
                let number = normalize(word).map(|word| self.numbers.of(word));
                self.known.insert(word, number);
                number
            }
        };
        if let Some(number) = number {
            self.add_number(number, count);
        }
    }

    fn add_number(&mut self, number: u32, count: f64) {
        let place = number as usize;
        if place >= self.counts.len() {
            self.counts.resize(place + 1, 0.0);
        }
        if self.counts[place] == 0.0 {
            self.used.push(number);
        }
        self.counts[place] += count;
    }

    fn take(&mut self) -> Vec<Weighted> {
        self.used.drain(..).map(|number| (number, std::mem::take(&mut self.counts[number as usize]))).collect()
    }
}

/// Words by number, in the order of first occurrence.
#[derive(Default)]
struct Numbers(FxHashMap<Box<str>, u32>);

impl Numbers {
    fn of(&mut self, word: &str) -> u32 {
        if let Some(&number) = self.0.get(word) {
            return number;
        }
        let number = u32::try_from(self.0.len()).expect("fewer than 2^32 words");
        self.0.insert(word.into(), number);
        number
    }

    /// The number here of each word of `others`, by its number there.
    fn all_of(&mut self, others: &[Box<str>]) -> Vec<u32> {
        others.iter().map(|word| self.of(word)).collect()
    }

    fn into_words(self) -> Vec<Box<str>> {
        let mut words: Vec<(Box<str>, u32)> = self.0.into_iter().collect();
        words.sort_unstable_by_key(|&(_, number)| number);
        words.into_iter().map(|(word, _)| word).collect()
    }
}

/// Some terms, with how often each uses each word.
struct Chunk {
    words: Vec<Box<str>>,
    counts: Vec<Vec<Weighted>>,
}

impl Chunk {
    fn of<'a>(terms: &'a [Arc<Term>], read: &impl Fn(&'a Term, &mut Counted<'a>)) -> Self {
        let mut counted = Counted::default();
        let mut count = |term: &'a Arc<Term>| {
            read(term, &mut counted);
            counted.take()
        };
        let counts = terms.iter().map(&mut count).collect();
        Self { words: counted.numbers.into_words(), counts }
    }

    /// The counts, in the numbers of all words.
    fn renumbered(mut self, numbers: &[u32]) -> Vec<Vec<Weighted>> {
        for counts in &mut self.counts {
            counts.iter_mut().for_each(|(word, _)| *word = numbers[*word as usize]);
            counts.sort_unstable_by_key(|&(word, _)| word);
        }
        self.counts
    }
}

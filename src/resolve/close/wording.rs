//! Which terms use the same words: BM25F with fields, compared as a cosine.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::super::inverted::{Inverted, Rows, Search, Weighted};
use super::words::{StopWords, normalize, other_texts, words};
use super::{FieldWeights, Recipe};
use crate::model::Term;
use crate::model::term::trimmed;

/// Terms that are counted with a word list of their own, before the lists are made one.
const CHUNK: usize = 1024;
/// Chunks that are counted side by side; more would cost memory.
const AT_ONCE: usize = 16;
/// Before labels (categories, tags, roles), so that no word of a text is taken for one.
const LABEL: char = '\u{1}';

/// The words of all terms.
pub(super) struct Wording {
    /// Vectors of length 1.
    pub index: Inverted,
    /// By number of the word.
    words: Vec<Box<str>>,
}

impl Wording {
    /// Reads all texts.
    pub fn of(terms: &[Term], recipe: &Recipe, search: Search) -> Self {
        let stop_words = StopWords::new();
        let mut words = Numbers::default();
        let mut vectors = Rows::from_iter([]);
        for terms in terms.chunks(CHUNK * AT_ONCE) {
            let chunks: Vec<Chunk> =
                terms.par_chunks(CHUNK).map(|terms| Chunk::of(terms, &recipe.fields, &stop_words)).collect();
            // One list of words for all, numbered in the order of first occurrence, whatever the threads did.
            let numbers: Vec<Vec<u32>> = chunks.iter().map(|chunk| words.all_of(&chunk.words)).collect();
            let renumbered = chunks.into_par_iter().zip(&numbers).map(|(chunk, numbers)| chunk.renumbered(numbers));
            vectors.extend(renumbered.collect::<Vec<_>>().into_iter().flatten());
        }
        let words = words.into_words();
        let rarity = rarity(&vectors, words.len());
        // The tenth use of a word says less than the first.
        vectors.weigh(|word, count| count / (1.0 + count / recipe.saturation) * rarity[word as usize]);
        Self { index: Inverted::new(vectors, words.len(), search), words }
    }

    /// The normalized word; none for the label of a category, tag or role.
    pub fn word(&self, number: u32) -> Option<&str> {
        Some(self.words[number as usize].as_ref()).filter(|word| !word.starts_with(LABEL))
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

/// Some terms, with how often each uses each word, weighted by field.
struct Chunk {
    words: Vec<Box<str>>,
    vectors: Vec<Vec<Weighted>>,
}

impl Chunk {
    fn of(terms: &[Term], weights: &FieldWeights, stop_words: &StopWords) -> Self {
        let mut numbers = Numbers::default();
        let mut counted = |term| {
            let counts = FxHashMap::default();
            Counted { numbers: &mut numbers, stop_words, counts }.term(term, weights)
        };
        let vectors = terms.iter().map(&mut counted).collect();
        Self { words: numbers.into_words(), vectors }
    }

    /// The vectors, in the numbers of all words.
    fn renumbered(mut self, numbers: &[u32]) -> Vec<Vec<Weighted>> {
        for vector in &mut self.vectors {
            vector.iter_mut().for_each(|(word, _)| *word = numbers[*word as usize]);
            vector.sort_unstable_by_key(|&(word, _)| word);
        }
        self.vectors
    }
}

/// The words of one term so far.
struct Counted<'a> {
    numbers: &'a mut Numbers,
    stop_words: &'a StopWords,
    counts: FxHashMap<u32, f64>,
}

impl Counted<'_> {
    fn term(mut self, term: &Term, weights: &FieldWeights) -> Vec<Weighted> {
        self.text(&term.name, weights.name);
        term.aliases.iter().for_each(|alias| self.text(alias, weights.aliases));
        self.text(trimmed(&term.short_def), weights.short_def);
        self.text(trimmed(&term.long_def), weights.long_def);
        other_texts(term).for_each(|text| self.text(text, weights.other));
        term.categories.iter().for_each(|category| self.label("category", category, weights.categories));
        term.nist_rmf_tags.iter().for_each(|tag| self.label("tag", tag, weights.tags));
        term.roles.iter().for_each(|role| self.label("role", role, weights.roles));
        self.counts.into_iter().collect()
    }

    fn text(&mut self, text: &str, weight: f64) {
        let mut normalized = String::new();
        for word in words(text) {
            normalize(word, &mut normalized);
            if self.stop_words.let_pass(&normalized) {
                self.add(&normalized, weight);
            }
        }
    }

    fn label(&mut self, kind: &str, name: &str, weight: f64) {
        self.add(&format!("{LABEL}{kind} {name}"), weight);
    }

    fn add(&mut self, word: &str, weight: f64) {
        if weight > 0.0 {
            *self.counts.entry(self.numbers.of(word)).or_insert(0.0) += weight;
        }
    }
}

/// By word: ln((N + 1) / (terms with it + 1)) + 1, as in [`similar`](super::super::similar).
fn rarity(vectors: &Rows, words: usize) -> Vec<f64> {
    let all = vectors.count() as f64 + 1.0;
    vectors.frequencies(words).into_iter().map(|terms| (all / (f64::from(terms) + 1.0)).ln() + 1.0).collect()
}

//! Which terms use the same words: BM25F with fields, compared as a cosine.

use std::sync::Arc;

use super::super::inverted::{Before, Counted, Inverted, Ranks, Rows, Search, Tally, count};
use super::words::{StopWords, normalize, other_texts, words};
use super::{FieldWeights, Recipe};
use crate::digest::Digest;
use crate::model::Term;
use crate::model::term::trimmed;

/// Before labels (categories, tags, roles), so that no word of a text is taken for one.
const LABEL: char = '\u{1}';

/// The words of all terms.
pub(super) struct Wording {
    /// Vectors of length 1.
    pub index: Inverted,
    /// By number of the word.
    pub words: Vec<Box<str>>,
}

/// The words of all terms, after an earlier build.
pub(super) struct WordingAgain {
    /// Vectors of length 1.
    pub search: Search,
    /// By number of the word.
    pub words: Vec<Box<str>>,
    /// What each word counts.
    pub rarity: Vec<f64>,
    /// What the next build needs in order not to read the same terms again.
    pub tally: Option<Tally>,
    /// How far the words have moved from what was known.
    pub before: Option<Before>,
}

impl WordingAgain {
    /// Reads the texts of terms with these files, as far as they are not `known`.
    pub fn of(terms: &[Arc<Term>], recipe: &Recipe, files: &[Digest], known: Option<&Ranks>) -> Self {
        let stop_words = StopWords::new();
        let counts = count(terms, files, known, |term, counted| {
            Reader { counted, stop_words: &stop_words, normalized: String::new() }.term(term, &recipe.fields);
        });
        let rarity = rarity(&counts.rows, counts.words.len());
        // The tenth use of a word says less than the first.
        let weigh = |count: f64, rarity: f64| count / (1.0 + count / recipe.saturation) * rarity;
        let mut vectors = counts.rows.clone();
        vectors.weigh(|word, count| weigh(count, rarity[word as usize]));
        let before = known.and_then(|known| known.before(files, &counts, &vectors, weigh));
        let search = Search::new(vectors, counts.words.len(), before.as_ref());
        Self { search, words: counts.words, rarity, tally: counts.tally, before }
    }
}

impl Wording {
    /// Reads all texts.
    pub fn of(terms: &[Arc<Term>], recipe: &Recipe) -> Self {
        let WordingAgain { search, words, .. } = WordingAgain::of(terms, recipe, &[], None);
        Self { index: search.into_index(), words }
    }

    /// The normalized word; none for the label of a category, tag or role.
    pub fn word(&self, number: u32) -> Option<&str> {
        Some(self.words[number as usize].as_ref()).filter(|word| !word.starts_with(LABEL))
    }
}

/// Reads one term.
struct Reader<'r, 'a> {
    counted: &'r mut Counted<'a>,
    stop_words: &'r StopWords,
    normalized: String,
}

impl<'a> Reader<'_, 'a> {
    fn term(mut self, term: &'a Term, weights: &FieldWeights) {
        self.text(&term.name, weights.name);
        term.aliases.iter().for_each(|alias| self.text(alias, weights.aliases));
        self.text(trimmed(&term.short_def), weights.short_def);
        self.text(trimmed(&term.long_def), weights.long_def);
        other_texts(term).for_each(|text| self.text(text, weights.other));
        term.categories.iter().for_each(|category| self.label("category", category, weights.categories));
        term.nist_rmf_tags.iter().for_each(|tag| self.label("tag", tag, weights.tags));
        term.roles.iter().for_each(|role| self.label("role", role, weights.roles));
    }

    fn text(&mut self, text: &'a str, weight: f64) {
        if weight <= 0.0 {
            return;
        }
        let Self { counted, stop_words, normalized } = self;
        for word in words(text) {
            counted.add_as(word, weight, |word| {
                normalize(word, normalized);
                Some(normalized.as_str()).filter(|word| stop_words.let_pass(word))
            });
        }
    }

    fn label(&mut self, kind: &str, name: &str, weight: f64) {
        if weight > 0.0 {
            self.counted.add(&format!("{LABEL}{kind} {name}"), weight);
        }
    }
}

/// By word: ln((N + 1) / (terms with it + 1)) + 1, as in [`similar`](super::super::similar).
fn rarity(vectors: &Rows, words: usize) -> Vec<f64> {
    let all = vectors.count() as f64 + 1.0;
    vectors.frequencies(words).into_iter().map(|terms| (all / (f64::from(terms) + 1.0)).ln() + 1.0).collect()
}

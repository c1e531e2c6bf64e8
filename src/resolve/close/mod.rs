//! Which terms are close in meaning, for readers who look for the next page and editors who look for a missing relationship.
//!
//! Three signs of kinship are added up, and divided by their greatest sum, so that a score lies between 0.0 and 1.0:
//!
//! 1. the same words: BM25F, compared as a cosine. Stop words are left out, plurals folded; a word of the name or
//!    an alias counts four times, of a definition twice, elsewhere once (weight 1);
//! 2. one term's texts mention the other, in each direction; less, the more terms mention it (0.1 each);
//! 3. they mention each other (0.1 on top).
//!
//! The authors' own relationships are *not* used: they are what the ranking is measured by. **recall@8** is the share of
//! editors' links (`broader`, `narrower`, `related`, each term's own as written, resolved ones only) whose target stands
//! among the term's first eight. On the glossary of this repository (153 terms, 795 links) and on 25 terms of another
//! one (28 links, so that one link is 0.036), with the time for the first:
//!
//! | method | recall@8 | even, odd terms | of the other glossary | seconds |
//! |---|---|---|---|---|
//! | TF-IDF, as in `related.json` | 0.541 | 0.531, 0.551 | 0.857 | 0.004 |
//! | TF-IDF, stop words and plurals | 0.584 | 0.561, 0.606 | 0.893 | 0.012 |
//! | BM25F: names and texts | 0.624 | 0.602, 0.646 | 0.929 | 0.009 |
//! | BM25F: and categories | 0.626 | 0.607, 0.646 | 0.929 | 0.009 |
//! | BM25F: and tags and roles | 0.629 | 0.607, 0.652 | 0.929 | 0.009 |
//! | mentions | 0.658 | 0.652, 0.664 | 0.429 | 0.003 |
//! | BM25F, mentions | 0.722 | 0.702, 0.742 | 0.964 | 0.009 |
//! | **BM25F, mentions, mutual** | **0.727** | 0.709, 0.745 | 0.964 | 0.009 |
//! | the same, mentions at 0.05 | 0.696 | 0.677, 0.715 | 0.929 | 0.009 |
//! | the same, mentions at 0.2 | 0.718 | 0.709, 0.727 | 0.964 | 0.009 |
//! | the same, mentions at 0.4 | 0.707 | 0.697, 0.717 | 0.964 | 0.009 |
//!
//! The step from words to words and mentions is real; the last sign, and labels beside the texts, move a handful of links,
//! which may be chance. The weight of a mention was searched for, and 0.1 is the best on either half of the terms alone; field
//! weights and saturation are round numbers on a plateau, where others do as well. What gained nothing on top, and is left out:
//! being mentioned by the same terms (0.270 alone, 0.728 with all others), common mentions, stemming, pairs of
//! words, letter sequences, counting how often a term is mentioned, spreading scores along neighbours. To repeat the table:
//!
//! ```text
//! cargo run --release --example recall -- . [OTHER_PROJECT…]
//! ```
//!
//! Up to 20,000 terms the result is that of comparing all words of all terms. In larger glossaries light words only decide among terms that are
//! already near: 100,000 made-up terms take 19 s and, with the glossary itself, 1.3 GB; of the first eight of 20,000 terms
//! 99.6 % stay. Mentions are always counted in full. `examples/close_at_scale.rs` repeats this.
//!
//! Stop words and plurals are English. In other languages rarity alone tells words apart, and where no spaces stand between words,
//! only whole runs of letters are compared.

mod kinship;
mod recall;
mod suggest;
#[cfg(test)]
mod tests;
mod wording;
mod words;

use rayon::prelude::*;

use super::inverted::{Query, Ranks, Room, Scores, Task, Weighted, heaviest_first, keep_best};
use super::similar::{NEIGHBOURS, Similar};
use super::{Glossary, TermId};
use kinship::Kinship;
pub use recall::{Recall, recall};
pub use suggest::{Reasons, SHOWN, Suggestion, suggest};
use wording::{Wording, WordingAgain};

/// For each term, in the order of [`Glossary::terms`], the terms closest in meaning: at most [`NEIGHBOURS`], best first, of
/// equal scores the earlier first.
pub fn close(glossary: &Glossary) -> Vec<Vec<Similar>> {
    let (files, known) = (glossary.files(), glossary.known_ranks(|ranks| &ranks.close));
    let recipe = Recipe::default();
    let wording = WordingAgain::of(&glossary.terms, &recipe, files, known);
    let kinship = Kinship::of(glossary);
    let task = Task {
        search: &wording.search,
        share: recipe.wording,
        count: NEIGHBOURS,
        slack: recipe.total() / STEPS,
        besides: &|term, scores| kinship.scores(TermId::at(term as usize), &recipe, scores),
        finish: &|_, kin, found| ranked(&recipe, kin, found),
    };
    let (close, near) = task.run(wording.before.as_ref());
    let WordingAgain { words, rarity, tally, .. } = wording;
    glossary.remember_ranks(|ranks| &ranks.close, Ranks::new(files, words, tally, rarity, near));
    close
}

/// What counts how much. [`Recipe::default`] is what [`close`] uses; others are for measuring.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Recipe {
    /// The cosine of the words.
    pub wording: f64,
    /// What a word counts for, by where it stands.
    pub fields: FieldWeights,
    /// The weighted count at which a word has half of all the weight that it can ever have.
    pub saturation: f64,
    /// A mention, in each direction, less for terms that many mention.
    pub mention: f64,
    /// Mentions in both directions, on top.
    pub mutual: f64,
}

/// What a word counts for, by the field in which it stands; 0.0 for fields that are not read.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FieldWeights {
    /// The name.
    pub name: f64,
    /// Each alias.
    pub aliases: f64,
    /// The definition in one phrase.
    pub short_def: f64,
    /// The definition at length.
    pub long_def: f64,
    /// Audience views, examples and risk notes.
    pub other: f64,
    /// Each category, as one word.
    pub categories: f64,
    /// Each NIST AI RMF tag, as one word.
    pub tags: f64,
    /// Each role, as one word.
    pub roles: f64,
}

impl Default for Recipe {
    fn default() -> Self {
        let fields = FieldWeights {
            name: 4.0,
            aliases: 4.0,
            short_def: 2.0,
            long_def: 2.0,
            other: 1.0,
            categories: 1.0,
            tags: 0.0,
            roles: 0.0,
        };
        Self { wording: 1.0, fields, saturation: 4.0, mention: 0.1, mutual: 0.1 }
    }
}

impl Recipe {
    /// The score of two terms that have everything in common.
    fn total(&self) -> f64 {
        self.wording + 2.0 * self.mention + self.mutual
    }
}

/// A glossary whose texts were read for words and mentions.
pub struct Closeness<'a> {
    glossary: &'a Glossary,
    recipe: Recipe,
    wording: Wording,
    kinship: Kinship,
}

impl<'a> Closeness<'a> {
    /// Reads all texts.
    pub fn of(glossary: &'a Glossary) -> Self {
        Self::by(glossary, Recipe::default())
    }

    /// Reads all texts, to be ranked by another recipe.
    pub fn by(glossary: &'a Glossary, recipe: Recipe) -> Self {
        let wording = Wording::of(&glossary.terms, &recipe);
        Self { glossary, recipe, wording, kinship: Kinship::of(glossary) }
    }

    /// The neighbours of each term.
    pub fn all(&self) -> Vec<Vec<Similar>> {
        let ids = (0..self.glossary.terms.len()).into_par_iter().map(TermId::at);
        ids.map_init(|| self.room(), |room, term| nearest(self, term, room)).collect()
    }

    fn room(&self) -> (Scores, Room) {
        (Scores::new(self.glossary.terms.len()), self.wording.index.room())
    }
}

/// The neighbours of one term.
fn close_in(closeness: &Closeness<'_>, term: TermId) -> Vec<Similar> {
    nearest(closeness, term, &mut closeness.room())
}

fn nearest(closeness: &Closeness<'_>, term: TermId, (scores, room): &mut (Scores, Room)) -> Vec<Similar> {
    let Closeness { recipe, wording, kinship, .. } = closeness;
    let kin = kinship.scores(term, recipe, scores);
    let (share, slack) = (recipe.wording, recipe.total() / STEPS);
    let query = Query { term: term.number(), share, besides: &kin, count: NEIGHBOURS, slack };
    ranked(recipe, &kin, wording.index.nearest(&query, room))
}

/// The neighbours among those that were found, with the products of their words.
fn ranked(recipe: &Recipe, kin: &[Weighted], mut found: Vec<Weighted>) -> Vec<Similar> {
    for (other, score) in &mut found {
        *score = rounded((by_mentions(kin, *other) + recipe.wording * *score) / recipe.total());
    }
    found.retain(|&(_, score)| score > 0.0);
    keep_best(&mut found, NEIGHBOURS, heaviest_first);
    found.iter().map(|&(other, score)| Similar { term: TermId::at(other as usize), score }).collect()
}

fn by_mentions(kin: &[Weighted], other: u32) -> f64 {
    kin.binary_search_by_key(&other, |&(other, _)| other).map_or(0.0, |at| kin[at].1)
}

/// Scores are rounded to one part in so many, so that every machine ranks alike.
const STEPS: f64 = 10_000.0;

fn rounded(score: f64) -> f64 {
    (score * STEPS).round() / STEPS
}

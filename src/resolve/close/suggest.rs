//! Relationships that an editor may have forgotten, with the reasons for each.

use rustc_hash::FxHashMap;

use super::super::inverted::{heaviest_first, keep_best};
use super::super::{Glossary, TermId};
use super::words::{normalize, texts, words};
use super::{Closeness, close_in};

/// A term that is close to another one, and that no relationship joins with it yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// The term to relate to.
    pub term: TermId,
    /// As in the ranking, 0.0..=1.0.
    pub score: f64,
    /// Why.
    pub reasons: Reasons,
}

/// What two terms have in common.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reasons {
    /// How often the term's texts mention the suggested one.
    pub mentions: u32,
    /// How often the suggested term's texts mention the term.
    pub mentioned_by: u32,
    /// Terms that mention both, at most [`SHOWN`], by place.
    pub mentioned_together_by: Vec<TermId>,
    /// Words that both use, as the term's author wrote them but without case, the most telling first, at most [`SHOWN`].
    pub common_words: Vec<String>,
}

impl Reasons {
    fn is_mention(&self) -> bool {
        self.mentions > 0 || self.mentioned_by > 0
    }
}

/// So many terms and words are enough to see the reason.
pub const SHOWN: usize = 5;

/// Missing relationships of one term, best first: those of its neighbours in the ranking that are neither related in either
/// direction, nor above or below it, nor deprecated. Where no text mentions the other term, it must be at least half as close as the
/// nearest neighbour: an editor's time is worth more than a full list.
pub fn suggest(glossary: &Glossary, term: TermId) -> Vec<Suggestion> {
    Closeness::of(glossary).suggest(term)
}

impl Closeness<'_> {
    /// The same for one term after the other, without reading all texts again each time.
    pub fn suggest(&self, term: TermId) -> Vec<Suggestion> {
        let near = close_in(self, term);
        let enough = near.first().map_or(0.0, |nearest| nearest.score / 2.0);
        let suggestions = near.iter().filter(|similar| self.is_new(term, similar.term)).map(|similar| Suggestion {
            term: similar.term,
            score: similar.score,
            reasons: self.reasons(term, similar.term),
        });
        suggestions.filter(|found| found.score >= enough || found.reasons.is_mention()).collect()
    }

    fn is_new(&self, term: TermId, other: TermId) -> bool {
        !self.glossary.term(other).is_deprecated() && !self.glossary.are_related(term, other)
    }

    /// What makes two terms close.
    pub fn reasons(&self, term: TermId, other: TermId) -> Reasons {
        Reasons {
            mentions: self.kinship.count(term, other),
            mentioned_by: self.kinship.count(other, term),
            mentioned_together_by: self.kinship.mention_both(term, other).take(SHOWN).collect(),
            common_words: self.common_words(term, other),
        }
    }

    fn common_words(&self, term: TermId, other: TermId) -> Vec<String> {
        let mut common: Vec<_> = self.wording.index.common(term.number(), other.number()).collect();
        common.retain(|&(word, _)| self.wording.word(word).is_some());
        keep_best(&mut common, SHOWN, heaviest_first);
        let typed = self.typed(term);
        common.iter().filter_map(|&(word, _)| typed.get(self.wording.word(word)?).cloned()).collect()
    }

    /// By normalized word: how it is first typed in the term.
    fn typed(&self, id: TermId) -> FxHashMap<String, String> {
        let term = self.glossary.term(id);
        let names = std::iter::once(&term.name).chain(&term.aliases).map(|name| name.as_str());
        let mut typed = FxHashMap::default();
        let mut normalized = String::new();
        for word in names.chain(texts(term)).flat_map(words) {
            normalize(word, &mut normalized);
            typed.entry(normalized.clone()).or_insert_with(|| word.to_lowercase());
        }
        typed
    }
}

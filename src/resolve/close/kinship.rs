//! Which terms belong together because texts mention them.

use std::collections::BTreeMap;

use super::super::inverted::{Scores, Weighted};
use super::super::{Glossary, TermId};
use super::Recipe;
use crate::resolve::mentions::Mention;

/// The mentions of all terms, in both directions.
pub(super) struct Kinship {
    mentions: Vec<Vec<(TermId, u32)>>,
    mentioned_by: Vec<Vec<TermId>>,
    /// By term: from 1.0 when nobody mentions it down to 0.0 when all do.
    rarity: Vec<f64>,
}

impl Kinship {
    /// Reads all texts.
    pub fn of(glossary: &Glossary) -> Self {
        let mentions: Vec<_> = glossary.all_mentions().by_term.iter().map(|mentions| counted(mentions)).collect();
        let mut mentioned_by = vec![Vec::new(); mentions.len()];
        for (id, mentioned) in glossary.ids().zip(&mentions) {
            mentioned.iter().for_each(|(other, _)| mentioned_by[other.index()].push(id));
        }
        let all = (mentions.len() as f64 + 1.0).ln();
        let rarity = mentioned_by.iter().map(|by| 1.0 - (by.len() as f64 + 1.0).ln() / all).collect();
        Self { mentions, mentioned_by, rarity }
    }

    /// How close other terms are to `term` by mentions alone, by place. Costs no more than there are mentions
    /// around it, so nothing has to be left out in large glossaries.
    pub fn scores(&self, term: TermId, recipe: &Recipe, scores: &mut Scores) -> Vec<Weighted> {
        for &(other, _) in &self.mentions[term.index()] {
            scores.add(other.number(), recipe.mention * self.rarity[other.index()]);
            if self.count(other, term) > 0 {
                scores.add(other.number(), recipe.mutual);
            }
        }
        for &other in &self.mentioned_by[term.index()] {
            scores.add(other.number(), recipe.mention * self.rarity[term.index()]);
        }
        scores.take_all(term.number())
    }

    /// How often one term's texts mention the other.
    pub fn count(&self, term: TermId, other: TermId) -> u32 {
        let mentioned = &self.mentions[term.index()];
        mentioned.binary_search_by_key(&other, |&(id, _)| id).map_or(0, |at| mentioned[at].1)
    }

    /// The terms that mention both, by place.
    pub fn mention_both<'a>(&'a self, one: TermId, other: TermId) -> impl Iterator<Item = TermId> + 'a {
        let by = &self.mentioned_by[one.index()];
        by.iter().copied().filter(move |&id| id != other && self.count(id, other) > 0)
    }
}

/// The terms that are mentioned, by place, with how often.
fn counted(mentions: &[Mention]) -> Vec<(TermId, u32)> {
    let mut counts: BTreeMap<TermId, u32> = BTreeMap::new();
    for term in mentions.iter().filter_map(Mention::term) {
        *counts.entry(term).or_default() += 1;
    }
    counts.into_iter().collect()
}

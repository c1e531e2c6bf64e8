//! How good a ranking is: does it find what the editors wrote down as related?

use super::super::similar::{NEIGHBOURS, Similar};
use super::super::{Glossary, TermId};

/// How many of the editors' own links a ranking finds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Recall {
    /// Links whose target stands among the first [`NEIGHBOURS`].
    pub found: usize,
    /// All links.
    pub wanted: usize,
}

impl Recall {
    /// From 0.0 to 1.0; 1.0 where there was nothing to find.
    pub fn share(self) -> f64 {
        if self.wanted == 0 { 1.0 } else { self.found as f64 / self.wanted as f64 }
    }
}

/// Counts for the terms that `of` names. A link is a term in a term's own `broader`, `narrower` or `related`, once
/// however often it stands there; names that nobody has are left out.
pub fn recall(glossary: &Glossary, ranking: &[Vec<Similar>], of: impl Iterator<Item = TermId>) -> Recall {
    let mut recall = Recall::default();
    for id in of {
        let mut wanted: Vec<TermId> = glossary.links(id).written.iter().filter_map(|link| link.target).collect();
        wanted.sort_unstable();
        wanted.dedup();
        wanted.retain(|&target| target != id);
        let first = &ranking[id.index()][..NEIGHBOURS.min(ranking[id.index()].len())];
        recall.wanted += wanted.len();
        recall.found += first.iter().filter(|similar| wanted.contains(&similar.term)).count();
    }
    recall
}

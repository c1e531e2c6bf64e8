//! Which vectors of a large set are nearest to one of them, without measuring all against all.
//!
//! A vector is a list of words with weights. Rare words are looked up in lists of the terms that have them; what the common ones
//! add stands in a table, which is read block by block, and only where a term may still be among the best: what they can add at
//! most is known from the lengths of both vectors' common parts (the inequality of Cauchy and Schwarz). All this is in single
//! precision, with a margin. What comes first is measured again exactly, so that what is found is what a plain search finds.
//!
//! Above [`EXACT`] terms the search is pruned: of each word only the [`LIST`] terms in which it weighs most, of each term its heaviest
//! words until [`BUDGET`] entries were looked at. A score that is returned is exact all the same, only a neighbour that shares
//! no more than light words can be missed.

mod again;
mod counted;
mod rows;
mod scores;
mod table;

pub(super) use again::{Before, Ranks, Search, Task};
pub(super) use counted::{Counted, Counts, Tally, count};
pub(super) use rows::Rows;
pub(super) use scores::Scores;

use rows::Postings;
use scores::greatest;
use table::Table;

/// So many terms are compared without pruning.
const EXACT: usize = 20_000;
/// So many are worth measuring again after a pruned search.
const CANDIDATES: usize = 64;
const LIST: usize = 1024;
const BUDGET: usize = 32_768;
/// More than rounding can do to a sum of single precision.
const FUZZ: f64 = 1e-5;

/// A word and its weight, or a term and its score.
pub(super) type Weighted = (u32, f64);

/// Vectors by term, and terms by word.
pub(super) struct Inverted {
    vectors: Rows,
    /// The terms of each rare word; when pruned, those of every word, but not all of them.
    postings: Postings,
    /// What common words weigh; none when pruned.
    table: Option<Table>,
}

/// What a search asks for.
pub(super) struct Query<'a> {
    /// Whose neighbours.
    pub term: u32,
    /// What the product of two vectors counts.
    pub share: f64,
    /// What other terms score besides, by term.
    pub besides: &'a [Weighted],
    /// So many are wanted.
    pub count: usize,
    /// Those that fall short of the last one by no more than this are wanted too.
    pub slack: f64,
}

impl Inverted {
    /// The index of vectors with positive weights over the words `0..words`. Each row is sorted by word.
    pub fn new(vectors: Rows, words: usize) -> Self {
        let is_pruned = vectors.count() > EXACT;
        if is_pruned { Self::pruned(vectors, words) } else { Self::exact(vectors, words) }
    }

    fn exact(vectors: Rows, words: usize) -> Self {
        let frequencies = vectors.frequencies(words);
        let table = Table::new(&vectors, &frequencies);
        let postings = vectors.postings(&frequencies, |word| !table.holds(word));
        Self { vectors, postings, table: Some(table) }
    }

    fn pruned(vectors: Rows, words: usize) -> Self {
        let mut postings = vectors.postings(&vectors.frequencies(words), |_| true);
        postings.keep_heaviest(LIST);
        Self { vectors, postings, table: None }
    }

    /// Whether every search finds all that is wanted.
    fn is_exact(&self) -> bool {
        self.table.is_some()
    }

    /// Room for searches, to be used for one after the other.
    pub fn room(&self) -> Room {
        Room { sums: vec![0.0; self.vectors.count()], weights: vec![0.0; self.postings.count()] }
    }

    /// The terms that are wanted, and perhaps a few more: each with the product of the two vectors, without `share`.
    pub fn nearest(&self, query: &Query<'_>, room: &mut Room) -> Vec<Weighted> {
        self.vectors.row(query.term).for_each(|(word, weight)| room.weights[word as usize] = weight);
        query.besides.iter().for_each(|&(other, score)| room.sums[other as usize] += score as f32);
        let candidates = match &self.table {
            Some(table) => self.candidates(table, query, room),
            None => self.heavy_candidates(query, room),
        };
        let found = candidates.into_iter().map(|other| (other, self.measured(other, &room.weights))).collect();
        room.sums.fill(0.0);
        self.vectors.row(query.term).for_each(|(word, _)| room.weights[word as usize] = 0.0);
        found
    }

    /// Every term that may be among the wanted ones.
    fn candidates(&self, table: &Table, query: &Query<'_>, room: &mut Room) -> Vec<u32> {
        let words = self.vectors.row(query.term);
        words.for_each(|(word, weight)| self.add_word(word, query.share * weight, &mut room.sums));
        room.sums[query.term as usize] = f32::NEG_INFINITY;
        let least = (self.threshold(query, room) - query.slack - FUZZ) as f32;
        let common = table.common(self.vectors.row(query.term), query.share);
        let mut candidates = Vec::new();
        table.each_that_reaches(least, &common, &room.sums, |other, sum| candidates.push((other, sum)));
        without_stragglers(candidates, query)
    }

    /// What the last of `count` terms scores that are near by rare words: the last of the nearest ones scores no less.
    fn threshold(&self, query: &Query<'_>, room: &Room) -> f64 {
        let near = greatest(&room.sums, query.count);
        if near.len() < query.count {
            return 0.0;
        }
        let besides = |other: u32| {
            let place = query.besides.binary_search_by_key(&other, |&(other, _)| other);
            place.map_or(0.0, |at| query.besides[at].1)
        };
        let score = |other: u32| query.share * self.measured(other, &room.weights) + besides(other);
        near.into_iter().map(score).fold(f64::INFINITY, f64::min)
    }

    /// The best by heavy words.
    fn heavy_candidates(&self, query: &Query<'_>, room: &mut Room) -> Vec<u32> {
        let mut words: Vec<Weighted> = self.vectors.row(query.term).collect();
        words.sort_unstable_by(heaviest_first);
        let mut seen = 0;
        for (word, weight) in words {
            seen += self.postings.row(word).len();
            if seen > BUDGET {
                break;
            }
            self.add_word(word, query.share * weight, &mut room.sums);
        }
        room.sums[query.term as usize] = f32::NEG_INFINITY;
        greatest(&room.sums, CANDIDATES.max(query.count))
    }

    fn add_word(&self, word: u32, weight: f64, sums: &mut [f32]) {
        let weight = weight as f32;
        for &(other, other_weight) in self.postings.row(word) {
            sums[other as usize] += weight * other_weight;
        }
    }

    /// The product of a vector with one that stands in the room, over all words.
    fn measured(&self, other: u32, weights: &[f64]) -> f64 {
        self.vectors.row(other).map(|(word, weight)| weights[word as usize] * weight).sum()
    }

    /// The words of two terms, each with what it adds to their product.
    pub fn common(&self, one: u32, other: u32) -> impl Iterator<Item = Weighted> + '_ {
        let mut others = self.vectors.row(other).peekable();
        self.vectors.row(one).filter_map(move |(word, weight)| {
            while others.next_if(|&(other, _)| other < word).is_some() {}
            let (_, other_weight) = others.next_if(|&(other, _)| other == word)?;
            Some((word, weight * other_weight))
        })
    }
}

/// The candidates without those that fall short of what the last of the best scores.
fn without_stragglers(mut candidates: Vec<(u32, f32)>, query: &Query<'_>) -> Vec<u32> {
    if candidates.len() > query.count {
        let (_, last, _) = candidates.select_nth_unstable_by(query.count - 1, |a, b| b.1.total_cmp(&a.1));
        let least = last.1 - (query.slack + 2.0 * FUZZ) as f32;
        candidates.retain(|&(_, sum)| sum >= least);
    }
    candidates.into_iter().map(|(other, _)| other).collect()
}

/// What searches write on.
pub(super) struct Room {
    /// By term: its score by rare words.
    sums: Vec<f32>,
    /// By word: its weight in the term whose neighbours are wanted.
    weights: Vec<f64>,
}

/// The order that puts the greatest weight first; of equal ones the lower number.
pub(super) fn heaviest_first(a: &Weighted, b: &Weighted) -> std::cmp::Ordering {
    b.1.total_cmp(&a.1).then(a.0.cmp(&b.0))
}

/// Keeps the first `count` of `items` by `order`, sorted.
pub(super) fn keep_best<T>(items: &mut Vec<T>, count: usize, order: impl Fn(&T, &T) -> std::cmp::Ordering) {
    if items.len() > count {
        items.select_nth_unstable_by(count, &order);
        items.truncate(count);
    }
    items.sort_unstable_by(order);
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: u32 = 997;

    /// Many vectors: a few words that most have, and others that few have.
    fn vectors() -> Rows {
        let word = |number: u32| (number % WORDS, 1.0 + f64::from(number % 7));
        let vector = |term: u32| {
            let common = (0..6).map(|step| (step, 1.0 + f64::from(term * (step + 3) % 5)));
            distinct(common.chain((0..12).map(|step| word(term * 31 + step * step * 17))).collect())
        };
        let mut vectors: Rows = (0..500_u32).map(vector).collect();
        vectors.weigh(|_, weight| weight);
        vectors
    }

    fn distinct(mut vector: Vec<Weighted>) -> Vec<Weighted> {
        vector.sort_unstable_by_key(|&(word, _)| word);
        vector.dedup_by_key(|&mut (word, _)| word);
        vector
    }

    fn plain(index: &Inverted, term: u32, besides: &[Weighted]) -> Vec<Weighted> {
        let score = |other: u32| {
            let product: f64 = index.common(term, other).map(|(_, product)| product).sum();
            besides.iter().filter(|(term, _)| *term == other).map(|(_, score)| score).sum::<f64>() + product
        };
        let mut all: Vec<Weighted> =
            (0..500).filter(|&other| other != term).map(|other| (other, score(other))).collect();
        all.sort_unstable_by(heaviest_first);
        all
    }

    #[test]
    fn a_search_finds_what_measuring_all_against_all_finds() {
        let index = Inverted::exact(vectors(), WORDS as usize);
        let mut room = index.room();
        for term in 0..500 {
            let besides = [(7, 0.05), (term / 2 + 1, 0.4)];
            let besides = if besides[0].0 < besides[1].0 { &besides[..] } else { &besides[1..] };
            let query = Query { term, share: 1.0, besides, count: 8, slack: 0.0 };
            let mut found = index.nearest(&query, &mut room);
            assert!(found.len() < 50, "{} of 499 were measured", found.len());
            for (other, score) in &mut found {
                *score += besides.iter().filter(|(term, _)| term == other).map(|(_, score)| score).sum::<f64>();
            }
            keep_best(&mut found, 8, heaviest_first);
            let plain: Vec<u32> = plain(&index, term, besides).into_iter().map(|(other, _)| other).take(8).collect();
            assert_eq!(found.into_iter().map(|(other, _)| other).collect::<Vec<_>>(), plain, "{term}");
        }
    }

    #[test]
    fn a_pruned_search_of_a_small_set_finds_the_same() {
        let (exact, pruned) = (Inverted::exact(vectors(), WORDS as usize), Inverted::pruned(vectors(), WORDS as usize));
        for term in 0..500 {
            let query = Query { term, share: 1.0, besides: &[], count: 8, slack: 0.0 };
            let [exact, pruned] = [&exact, &pruned].map(|index| {
                let mut found = index.nearest(&query, &mut index.room());
                keep_best(&mut found, 8, heaviest_first);
                found
            });
            assert_eq!(exact, pruned, "{term}");
        }
    }

    #[test]
    fn where_fewer_are_near_than_wanted_all_of_them_are_found() {
        let vectors: Rows = [vec![(0, 1.0)], vec![(0, 0.6), (1, 0.8)], vec![(1, 1.0)]].into_iter().collect();
        let index = Inverted::new(vectors, 2);
        let query = Query { term: 0, share: 1.0, besides: &[], count: 8, slack: 0.0 };
        assert_eq!(index.nearest(&query, &mut index.room()), [(1, 0.6)]);
        let query = Query { term: 1, ..query };
        assert_eq!(index.nearest(&query, &mut index.room()), [(0, 0.6), (2, 0.8)]);
    }
}

//! Which vectors of a large set are nearest to one of them, without comparing all with all.
//!
//! A vector is a list of words with weights; terms that share no word never meet. Up to [`EXACT`] terms every shared word is
//! counted. Above that most of the time would go into words that half of the terms have and that tell nothing apart, so
//! the search is pruned: of each word only the [`LIST`] terms in which it weighs most, of each term its heaviest words until
//! [`BUDGET`] entries were looked at. What comes first is then measured again with all words: a score that is
//! returned is exact, only a neighbour that shares no more than light words can be missed.

mod rows;

pub(super) use rows::Rows;

/// So many terms are compared without pruning.
pub(super) const EXACT: usize = 20_000;
/// So many are worth measuring again after a pruned search.
pub(super) const CANDIDATES: usize = 64;
const LIST: usize = 1024;
const BUDGET: usize = 32_768;

/// A word and its weight, or a term and its score.
pub(super) type Weighted = (u32, f64);

/// Vectors by term, and terms by word.
pub(super) struct Inverted {
    vectors: Rows,
    postings: Rows,
    search: Search,
}

/// How thoroughly neighbours are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Search {
    /// All words of all terms.
    Exact,
    /// Heavy words first, and not all.
    Pruned,
}

impl Search {
    /// What is affordable for so many terms.
    pub fn for_terms(terms: usize) -> Self {
        if terms <= EXACT { Self::Exact } else { Self::Pruned }
    }
}

impl Inverted {
    /// The index of vectors with positive weights over the words `0..words`. Each row is sorted by word.
    pub fn new(vectors: Rows, words: usize, search: Search) -> Self {
        let mut postings = vectors.transposed(words);
        if search == Search::Pruned {
            postings.keep_heaviest(LIST);
        }
        Self { vectors, postings, search }
    }

    /// Whether scores have to be measured again.
    pub fn search(&self) -> Search {
        self.search
    }

    /// Adds to each term `share` times its product with `term`, itself included; when pruned, a part of it.
    pub fn add_products(&self, term: u32, share: f64, scores: &mut Scores) {
        match self.search {
            Search::Exact => {
                self.vectors.row(term).for_each(|(word, weight)| self.add_word(word, share * weight, scores));
            }
            Search::Pruned => self.add_heavy_words(term, share, scores),
        }
    }

    fn add_heavy_words(&self, term: u32, share: f64, scores: &mut Scores) {
        let mut words: Vec<Weighted> = self.vectors.row(term).collect();
        words.sort_unstable_by(heaviest_first);
        let mut seen = 0;
        for (word, weight) in words {
            seen += self.postings.len(word);
            if seen > BUDGET {
                break;
            }
            self.add_word(word, share * weight, scores);
        }
    }

    fn add_word(&self, word: u32, weight: f64, scores: &mut Scores) {
        for (other, other_weight) in self.postings.row(word) {
            scores.add(other, weight * other_weight);
        }
    }

    /// The product of two vectors, over all words.
    pub fn product(&self, one: u32, other: u32) -> f64 {
        self.common(one, other).map(|(_, product)| product).sum()
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

/// Room for one score a term, to be used again for the next search.
pub(super) struct Scores {
    by_term: Vec<f64>,
    touched: Vec<u32>,
}

impl Scores {
    /// No scores yet.
    pub fn new(terms: usize) -> Self {
        Self { by_term: vec![0.0; terms], touched: Vec::new() }
    }

    /// How many terms there is room for.
    pub fn terms(&self) -> u32 {
        u32::try_from(self.by_term.len()).expect("fewer than 2^32 terms")
    }

    /// Adds to the score of one term; nothing when `score` is not positive.
    pub fn add(&mut self, term: u32, score: f64) {
        let sum = &mut self.by_term[term as usize];
        if *sum == 0.0 && score > 0.0 {
            self.touched.push(term);
        }
        *sum += score;
    }

    /// The `count` best scores, but for that of `term` itself, best first. None are left.
    pub fn take_best(&mut self, term: u32, count: usize) -> Vec<Weighted> {
        self.by_term[term as usize] = 0.0;
        let mut best: Vec<Weighted> = Vec::with_capacity(4 * count);
        let mut least = 0.0;
        for other in self.touched.drain(..) {
            let score = std::mem::take(&mut self.by_term[other as usize]);
            if score > least || (score == least && score > 0.0) {
                best.push((other, score));
            }
            // What falls short of `count` others need not be sorted again and again.
            if best.len() == 4 * count {
                keep_best(&mut best, count, heaviest_first);
                least = best[count - 1].1;
            }
        }
        keep_best(&mut best, count, heaviest_first);
        best
    }

    /// All scores, but for that of `term` itself, by term. None are left.
    pub fn take_all(&mut self, term: u32) -> Vec<Weighted> {
        self.by_term[term as usize] = 0.0;
        let taken = self.touched.drain(..).map(|other| (other, std::mem::take(&mut self.by_term[other as usize])));
        let mut taken: Vec<Weighted> = taken.filter(|&(_, score)| score > 0.0).collect();
        taken.sort_unstable_by_key(|&(other, _)| other);
        taken
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Many vectors in which each word is rare enough for no list and no budget to be cut.
    fn vectors() -> Vec<Vec<Weighted>> {
        let word = |number: u32| (number % 997, 1.0 + f64::from(number % 7));
        (0..500_u32)
            .map(|term| (0..12).map(|step| word(term * 31 + step * step * 17)).collect())
            .map(distinct)
            .collect()
    }

    fn distinct(mut vector: Vec<Weighted>) -> Vec<Weighted> {
        vector.sort_unstable_by_key(|&(word, _)| word);
        vector.dedup_by_key(|&mut (word, _)| word);
        vector
    }

    fn sums(search: Search, term: u32) -> Vec<Weighted> {
        let index = Inverted::new(vectors().into_iter().collect(), 997, search);
        let mut scores = Scores::new(500);
        index.add_products(term, 1.0, &mut scores);
        scores.take_all(term)
    }

    #[test]
    fn a_search_finds_every_vector_with_a_common_word() {
        let index = Inverted::new(vectors().into_iter().collect(), 997, Search::Exact);
        let expected: Vec<Weighted> = (0..500)
            .filter(|&other| other != 7)
            .map(|other| (other, index.product(7, other)))
            .filter(|&(_, product)| product > 0.0)
            .collect();
        assert_eq!(sums(Search::Exact, 7), expected);
        assert!(expected.len() > 20);
    }

    #[test]
    fn a_pruned_search_of_a_small_set_misses_nothing() {
        assert_eq!(sums(Search::Pruned, 7), sums(Search::Exact, 7));
    }
}

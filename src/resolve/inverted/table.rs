//! What common words weigh in all terms: a table, since lists would hold nearly every term.

use std::cmp::Reverse;

use super::Weighted;
use super::rows::Rows;

/// Terms that stand side by side, so that the processor can add to several at once.
pub const BLOCK: usize = 16;
/// A word that a smaller part of all terms has is faster looked up in a list.
const ONE_IN: usize = 5;
/// The most words in the table.
const WORDS: usize = 128;

/// By block of terms: the weights of each common word in its terms.
pub struct Table {
    /// By word: its column, for words of the table.
    columns: Vec<Option<u16>>,
    width: usize,
    blocks: Vec<[f32; BLOCK]>,
    /// By term: how long the vector of its common words is.
    lengths: Vec<f32>,
}

/// The common words of one term.
pub struct Common {
    /// Columns with weights.
    words: Vec<(usize, f32)>,
    length: f32,
}

impl Table {
    /// The table for words with these `frequencies` in `vectors`.
    pub fn new(vectors: &Rows, frequencies: &[u32]) -> Self {
        let mut words: Vec<(Reverse<u32>, usize)> =
            (0..).zip(frequencies).map(|(word, &terms)| (Reverse(terms), word)).collect();
        words.retain(|(Reverse(terms), _)| *terms as usize > vectors.count() / ONE_IN);
        words.sort_unstable();
        words.truncate(WORDS);
        let mut columns = vec![None; frequencies.len()];
        for (column, (_, word)) in (0..).zip(&words) {
            columns[*word] = Some(column);
        }
        let width = words.len();
        let blocks = vec![[0.0; BLOCK]; vectors.count().div_ceil(BLOCK) * width];
        let mut table = Self { columns, width, blocks, lengths: Vec::with_capacity(vectors.count()) };
        vectors.numbers().for_each(|term| table.fill(term, vectors));
        table
    }

    fn fill(&mut self, term: u32, vectors: &Rows) {
        let common = self.common(vectors.row(term), 1.0);
        let (block, place) = (term as usize / BLOCK, term as usize % BLOCK);
        for (column, weight) in common.words {
            self.blocks[block * self.width + column][place] = weight;
        }
        self.lengths.push(common.length);
    }

    /// Whether the word has a column.
    pub fn holds(&self, word: u32) -> bool {
        self.columns[word as usize].is_some()
    }

    /// The common words of a vector, `share` times.
    pub fn common(&self, vector: impl Iterator<Item = Weighted>, share: f64) -> Common {
        let column =
            |(word, weight): Weighted| Some((usize::from(self.columns[word as usize]?), (share * weight) as f32));
        let words: Vec<(usize, f32)> = vector.filter_map(column).collect();
        let length = words.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
        Common { words, length }
    }

    /// Each term whose sum is at least `least`, and positive, once the products with the `common` words are added, with that sum.
    pub fn each_that_reaches(&self, least: f32, common: &Common, sums: &[f32], mut found: impl FnMut(u32, f32)) {
        let reaches = |sum: f32| (sum >= least) & (sum > 0.0);
        for (block, sums) in sums.chunks(BLOCK).enumerate() {
            let lengths = &self.lengths[block * BLOCK..][..sums.len()];
            let most = sums.iter().zip(lengths).map(|(sum, length)| sum + common.length * length);
            // Without a way out in between, so that the processor compares several at once.
            if most.fold(false, |any, most| any | reaches(most)) {
                let places = self.added(block, common, sums).into_iter().enumerate();
                let first = (block * BLOCK) as u32;
                places.filter(|&(_, sum)| reaches(sum)).for_each(|(place, sum)| found(first + place as u32, sum));
            }
        }
    }

    fn added(&self, block: usize, common: &Common, sums: &[f32]) -> [f32; BLOCK] {
        let mut added = [0.0; BLOCK];
        added[..sums.len()].copy_from_slice(sums);
        let columns = &self.blocks[block * self.width..][..self.width];
        for &(column, weight) in &common.words {
            added.iter_mut().zip(&columns[column]).for_each(|(sum, other)| *sum += weight * other);
        }
        added
    }
}

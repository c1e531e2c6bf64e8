//! Sparse vectors, many of them, in little memory.

use super::{Weighted, heaviest_first, keep_best};

/// Lists of numbered items with weights, one after the other in memory.
pub struct Rows {
    starts: Vec<usize>,
    items: Vec<u32>,
    weights: Vec<f64>,
}

impl FromIterator<Vec<Weighted>> for Rows {
    fn from_iter<I: IntoIterator<Item = Vec<Weighted>>>(lists: I) -> Self {
        let mut rows = Self { starts: vec![0], items: Vec::new(), weights: Vec::new() };
        rows.extend(lists);
        rows
    }
}

impl Extend<Vec<Weighted>> for Rows {
    fn extend<I: IntoIterator<Item = Vec<Weighted>>>(&mut self, lists: I) {
        for list in lists {
            self.items.extend(list.iter().map(|&(item, _)| item));
            self.weights.extend(list.iter().map(|&(_, weight)| weight));
            self.starts.push(self.items.len());
        }
    }
}

impl Rows {
    /// How many rows there are.
    pub fn count(&self) -> usize {
        self.starts.len() - 1
    }

    /// In how many rows each item `0..items` stands.
    pub fn frequencies(&self, items: usize) -> Vec<u32> {
        let mut frequencies = vec![0; items];
        for &item in &self.items {
            frequencies[item as usize] += 1;
        }
        frequencies
    }

    /// Replaces each weight by `weigh(item, weight)`, and brings each row to length 1.
    pub fn weigh(&mut self, weigh: impl Fn(u32, f64) -> f64) {
        for row in self.starts.windows(2) {
            let weights = &mut self.weights[row[0]..row[1]];
            for (weight, &item) in weights.iter_mut().zip(&self.items[row[0]..row[1]]) {
                *weight = weigh(item, *weight);
            }
            let length = weights.iter().map(|weight| weight * weight).sum::<f64>().sqrt();
            weights.iter_mut().for_each(|weight| *weight /= length);
        }
    }

    pub fn len(&self, row: u32) -> usize {
        self.starts[row as usize + 1] - self.starts[row as usize]
    }

    pub fn row(&self, row: u32) -> impl Iterator<Item = Weighted> + '_ {
        let range = self.starts[row as usize]..self.starts[row as usize + 1];
        self.items[range.clone()].iter().copied().zip(self.weights[range].iter().copied())
    }

    /// The rows in which each item `0..items` stands.
    pub fn transposed(&self, items: usize) -> Self {
        let mut starts = vec![0; items + 1];
        for (item, frequency) in self.frequencies(items).into_iter().enumerate() {
            starts[item + 1] = starts[item] + frequency as usize;
        }
        let mut next = starts.clone();
        let (mut rows, mut weights) = (vec![0; self.items.len()], vec![0.0; self.items.len()]);
        for row in 0..u32::try_from(self.count()).expect("fewer than 2^32 rows") {
            for (item, weight) in self.row(row) {
                let place = &mut next[item as usize];
                (rows[*place], weights[*place]) = (row, weight);
                *place += 1;
            }
        }
        Self { starts, items: rows, weights }
    }

    /// Cuts each row to its `count` greatest weights, and leaves it sorted by item.
    pub fn keep_heaviest(&mut self, count: usize) {
        let mut kept = Self::from_iter([]);
        for row in 0..u32::try_from(self.count()).expect("fewer than 2^32 rows") {
            let mut list: Vec<Weighted> = self.row(row).collect();
            if list.len() > count {
                keep_best(&mut list, count, heaviest_first);
                list.sort_unstable_by_key(|&(item, _)| item);
            }
            kept.extend([list]);
        }
        *self = kept;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lists_keep_what_weighs_most() {
        let lists = (0..5_u32).map(|term| vec![(0, f64::from((term * 2) % 5))]);
        let mut postings = lists.collect::<Rows>().transposed(1);
        postings.keep_heaviest(2);
        assert_eq!(postings.row(0).collect::<Vec<_>>(), [(2, 4.0), (4, 3.0)]);
    }
}

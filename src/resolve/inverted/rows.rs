//! Sparse vectors, many of them, in little memory.

use std::sync::Arc;

use rayon::prelude::*;

use super::Weighted;

/// Rows that one thread weighs at a time.
const SEVERAL: usize = 256;

/// Lists of numbered items with weights, one after the other in memory.
#[derive(Clone)]
pub struct Rows {
    starts: Arc<Vec<usize>>,
    items: Arc<Vec<u32>>,
    /// What a copy mostly wants to have otherwise.
    weights: Vec<f64>,
}

impl FromIterator<Vec<Weighted>> for Rows {
    fn from_iter<I: IntoIterator<Item = Vec<Weighted>>>(lists: I) -> Self {
        let mut rows = Self { starts: Arc::new(vec![0]), items: Arc::default(), weights: Vec::new() };
        rows.extend(lists);
        rows
    }
}

impl Extend<Vec<Weighted>> for Rows {
    fn extend<I: IntoIterator<Item = Vec<Weighted>>>(&mut self, lists: I) {
        let (starts, items) = (Arc::make_mut(&mut self.starts), Arc::make_mut(&mut self.items));
        for list in lists {
            items.extend(list.iter().map(|&(item, _)| item));
            self.weights.extend(list.iter().map(|&(_, weight)| weight));
            starts.push(items.len());
        }
    }
}

impl Rows {
    /// Rows of known lengths, which `fill` writes side by side: the items and weights of one row, in the order of the items.
    pub fn filled(lengths: impl Iterator<Item = usize>, fill: impl Fn(usize, &mut Vec<Weighted>) + Sync) -> Self {
        let mut starts = vec![0];
        lengths.for_each(|length| starts.push(starts[starts.len() - 1] + length));
        let all = starts[starts.len() - 1];
        let (mut items, mut weights) = (vec![0; all], vec![0.0; all]);
        let parts = parts(&starts, &mut items).into_par_iter().zip(parts(&starts, &mut weights));
        parts.enumerate().for_each_init(Vec::new, |row, (part, (items, weights))| {
            let (mut items, mut weights) = (items.iter_mut(), weights.iter_mut());
            for number in part * SEVERAL..starts.len().min((part + 1) * SEVERAL + 1) - 1 {
                row.clear();
                fill(number, row);
                for &(item, weight) in row.iter() {
                    *items.next().expect("rows are as long as was said") = item;
                    *weights.next().expect("rows are as long as was said") = weight;
                }
            }
        });
        Self { starts: Arc::new(starts), items: Arc::new(items), weights }
    }

    /// How many rows there are.
    pub fn count(&self) -> usize {
        self.starts.len() - 1
    }

    /// In how many rows each item `0..items` stands.
    pub fn frequencies(&self, items: usize) -> Vec<u32> {
        let mut frequencies = vec![0; items];
        for &item in self.items.iter() {
            frequencies[item as usize] += 1;
        }
        frequencies
    }

    /// Replaces each weight by `weigh(item, weight)`, and brings each row to length 1.
    pub fn weigh(&mut self, weigh: impl Fn(u32, f64) -> f64 + Sync) {
        self.each_row(|items, weights| weigh_row(items, weights, &weigh));
    }

    /// Changes the weights of each row, on all cores.
    fn each_row(&mut self, change: impl Fn(&[u32], &mut [f64]) + Sync) {
        let Self { starts, items, weights } = self;
        parts(starts, weights).into_par_iter().enumerate().for_each(|(part, weights)| {
            let starts = &starts[part * SEVERAL..starts.len().min((part + 1) * SEVERAL + 1)];
            for row in starts.windows(2) {
                change(&items[row[0]..row[1]], &mut weights[row[0] - starts[0]..row[1] - starts[0]]);
            }
        });
    }

    /// Divides each weight by the sum of its row.
    pub fn divide_by_sums(&mut self) {
        self.each_row(|_, weights| {
            let sum: f64 = weights.iter().sum();
            weights.iter_mut().for_each(|weight| *weight /= sum);
        });
    }

    /// How far each row is from what it would be if it were weighed otherwise. `counts` are its weights before that.
    pub fn distances(&self, counts: &Self, weigh: impl Fn(u32, f64) -> f64 + Sync) -> Vec<f64> {
        let distance = |other: &mut Vec<f64>, row: &[usize]| {
            let range = row[0]..row[1];
            other.clear();
            other.extend_from_slice(&counts.weights[range.clone()]);
            weigh_row(&counts.items[range.clone()], other, &weigh);
            let pairs = self.weights[range].iter().zip(other.iter());
            pairs.map(|(one, other)| (one - other) * (one - other)).sum::<f64>().sqrt()
        };
        self.starts.par_windows(2).map_init(Vec::new, distance).collect()
    }

    /// The numbers of all rows.
    pub fn numbers(&self) -> impl Iterator<Item = u32> + use<> {
        0..u32::try_from(self.count()).expect("fewer than 2^32 rows")
    }

    pub fn row(&self, row: u32) -> impl Iterator<Item = Weighted> + '_ {
        let range = self.starts[row as usize]..self.starts[row as usize + 1];
        self.items[range.clone()].iter().copied().zip(self.weights[range].iter().copied())
    }

    /// The rows in which each of the items stands that are `wanted`. `frequencies` are those of all items.
    pub fn postings(&self, frequencies: &[u32], wanted: impl Fn(u32) -> bool) -> Postings {
        let mut starts = vec![0; frequencies.len() + 1];
        for (item, &frequency) in (0..).zip(frequencies) {
            let room = if wanted(item) { frequency as usize } else { 0 };
            starts[item as usize + 1] = starts[item as usize] + room;
        }
        let mut next = starts.clone();
        let mut entries = vec![(0, 0.0); starts[frequencies.len()]];
        for row in self.numbers() {
            for (item, weight) in self.row(row).filter(|&(item, _)| wanted(item)) {
                let place = &mut next[item as usize];
                entries[*place] = (row, weight as f32);
                *place += 1;
            }
        }
        Postings { starts, entries }
    }
}

/// What belongs to each [`SEVERAL`] rows.
fn parts<'v, T>(starts: &[usize], mut values: &'v mut [T]) -> Vec<&'v mut [T]> {
    let last = starts.len() - 1;
    let mut parts = Vec::with_capacity(last / SEVERAL + 1);
    for first in (0..last).step_by(SEVERAL) {
        let (part, others) = values.split_at_mut(starts[last.min(first + SEVERAL)] - starts[first]);
        parts.push(part);
        values = others;
    }
    parts
}

fn weigh_row(items: &[u32], weights: &mut [f64], weigh: impl Fn(u32, f64) -> f64) {
    for (weight, &item) in weights.iter_mut().zip(items) {
        *weight = weigh(item, *weight);
    }
    let length = weights.iter().map(|weight| weight * weight).sum::<f64>().sqrt();
    weights.iter_mut().for_each(|weight| *weight /= length);
}

/// By item: the rows in which it stands, with weights of single precision, since most of a search's time goes into reading them.
pub struct Postings {
    starts: Vec<usize>,
    entries: Vec<(u32, f32)>,
}

impl Postings {
    /// How many items there are.
    pub fn count(&self) -> usize {
        self.starts.len() - 1
    }

    /// Cuts each list to its `count` greatest weights, and leaves it sorted by row.
    pub fn keep_heaviest(&mut self, count: usize) {
        let mut kept = Self { starts: vec![0], entries: Vec::new() };
        for item in self.starts.windows(2) {
            let list = &mut self.entries[item[0]..item[1]];
            let list = if list.len() > count {
                list.select_nth_unstable_by(count, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
                list[..count].sort_unstable_by_key(|&(row, _)| row);
                &list[..count]
            } else {
                list
            };
            kept.entries.extend_from_slice(list);
            kept.starts.push(kept.entries.len());
        }
        *self = kept;
    }

    pub fn row(&self, item: u32) -> &[(u32, f32)] {
        &self.entries[self.starts[item as usize]..self.starts[item as usize + 1]]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_are_filled_side_by_side_are_the_same() {
        let lists: Vec<Vec<Weighted>> = (0..3 * SEVERAL as u32 + 5)
            .map(|row| (0..row % 4).map(|item| (item, f64::from(row + item))).collect())
            .collect();
        let filled = Rows::filled(lists.iter().map(Vec::len), |row, out| out.extend_from_slice(&lists[row]));
        let rows: Vec<Vec<Weighted>> = filled.numbers().map(|row| filled.row(row).collect()).collect();
        assert_eq!(rows, lists);
        assert_eq!(Rows::filled([].into_iter(), |_, _| ()).count(), 0);
    }

    #[test]
    fn postings_hold_the_rows_of_each_wanted_item() {
        let rows: Rows = [vec![(0, 0.5), (2, 1.0)], vec![(2, 0.25)]].into_iter().collect();
        let postings = rows.postings(&rows.frequencies(3), |item| item > 0);
        assert_eq!(postings.row(2), [(0, 1.0), (1, 0.25)]);
        assert!(postings.row(0).is_empty() && postings.row(1).is_empty());
    }

    #[test]
    fn long_lists_keep_what_weighs_most() {
        let rows: Rows = (0..5_u32).map(|term| vec![(0, f64::from((term * 2) % 5))]).collect();
        let mut postings = rows.postings(&rows.frequencies(1), |_| true);
        postings.keep_heaviest(2);
        assert_eq!(postings.row(0), [(2, 4.0), (4, 3.0)]);
    }
}

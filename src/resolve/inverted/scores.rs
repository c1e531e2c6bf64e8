//! Scores by term, and the greatest of them.

use super::Weighted;
use super::table::BLOCK;

/// Room for one score a term, to be used again for the next term.
pub struct Scores {
    by_term: Vec<f64>,
    touched: Vec<u32>,
}

impl Scores {
    /// No scores yet.
    pub fn new(terms: usize) -> Self {
        Self { by_term: vec![0.0; terms], touched: Vec::new() }
    }

    /// Adds to the score of one term; nothing when `score` is not positive.
    pub fn add(&mut self, term: u32, score: f64) {
        let sum = &mut self.by_term[term as usize];
        if *sum == 0.0 && score > 0.0 {
            self.touched.push(term);
        }
        *sum += score;
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

/// Where the `count` greatest positive numbers stand, or all of them where there are fewer, in no order.
pub fn greatest(numbers: &[f32], count: usize) -> Vec<u32> {
    let mut best: Vec<(u32, f32)> = Vec::with_capacity(4 * count + BLOCK);
    let (mut least, mut first) = (0.0, 0);
    for several in numbers.chunks(BLOCK) {
        // Without a way out in between, so that the processor compares several at once.
        if several.iter().fold(false, |any, &number| any | (number > least)) {
            best.extend((first..).zip(several.iter().copied()).filter(|&(_, number)| number > least));
            // What falls short of `count` others need not be looked at again and again.
            if best.len() >= 4 * count {
                keep(&mut best, count);
                least = best.iter().map(|&(_, number)| number).fold(f32::INFINITY, f32::min);
            }
        }
        first += BLOCK as u32;
    }
    keep(&mut best, count);
    best.into_iter().map(|(place, _)| place).collect()
}

fn keep(best: &mut Vec<(u32, f32)>, count: usize) {
    if best.len() > count {
        best.select_nth_unstable_by(count, |a, b| b.1.total_cmp(&a.1));
        best.truncate(count);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_greatest_are_found_wherever_they_stand() {
        let numbers: Vec<f32> = (0..1000_u16).map(|place| f32::from(place * 7 % 1000)).collect();
        let mut places = greatest(&numbers, 3);
        places.sort_unstable_by_key(|&place| std::cmp::Reverse(numbers[place as usize] as u32));
        assert_eq!(places.iter().map(|&place| numbers[place as usize]).collect::<Vec<_>>(), [999.0, 998.0, 997.0]);
        assert_eq!(greatest(&[0.0, f32::NEG_INFINITY, 0.5], 8), [2]);
    }
}

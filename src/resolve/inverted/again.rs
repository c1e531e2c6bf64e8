//! The nearest of all terms, after a change of a few: most of them are as near as they were.
//!
//! Of each term a build remembers who was near, a little further down than is asked for, and what all others scored at most. One
//! edit moves every vector, since each word counts by how many terms have it; but most vectors move by next to nothing, and no
//! product of two vectors of length 1 changes by more than the two have moved. So it is enough to measure the remembered ones again,
//! and those that moved far: where the last of the wanted ones still scores more than any other term can, they are
//! exactly the ones that a search would find. Where that cannot be said, the term is searched for.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use super::{Inverted, Query, Room, Rows, Scores, Weighted};
use crate::digest::Digest;

/// So far below the last wanted term others are remembered too.
const WIDE: f64 = 0.01;
/// A vector that has moved further than this is measured against all others.
const FAR: f64 = 1e-3;
/// If more than one in so many vectors moved far, searching is cheaper.
const FEW: usize = 16;
/// More than rounding can do to a product.
const FUZZ: f64 = 1e-9;

/// What is asked for each term.
pub struct Task<'a, R> {
    /// The vectors.
    pub index: &'a Inverted,
    /// What the product of two vectors counts.
    pub share: f64,
    /// So many are wanted.
    pub count: usize,
    /// Those that fall short of the last one by no more than this are wanted too.
    pub slack: f64,
    /// What other terms score besides, by term; never less than nothing.
    pub besides: &'a (dyn Fn(u32, &mut Scores) -> Vec<Weighted> + Sync),
    /// Makes the answer of the term, what others score besides, and the wanted ones and perhaps a few more with their products.
    pub finish: &'a Finish<'a, R>,
}

/// What makes an answer.
pub type Finish<'a, R> = dyn Fn(u32, &[Weighted], Vec<Weighted>) -> R + Sync + 'a;

/// Who was near a term.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Near {
    /// The terms that scored most.
    pub terms: Vec<u32>,
    /// What any other one scored at most.
    pub rest: f64,
}

/// What is remembered of all vectors.
#[derive(Debug, Serialize, Deserialize)]
pub struct Ranks {
    /// By term: its file.
    files: Vec<Digest>,
    /// The words, and beside them what each counted.
    words: Vec<Box<str>>,
    rarity: Vec<f64>,
    near: Vec<Near>,
}

/// What is remembered, in the numbers that the terms have now.
pub struct Before {
    near: Vec<Near>,
    /// By term: how far its vector has moved; infinitely far where its text is another one.
    moved: Vec<f64>,
    far: Vec<u32>,
    /// How far the others have moved at most.
    most: f64,
}

impl Ranks {
    /// Remembers the terms with these files, of which these are near.
    pub fn new(files: &[Digest], words: Vec<Box<str>>, rarity: Vec<f64>, near: Vec<Near>) -> Option<Self> {
        (files.len() == near.len()).then(|| Self { files: files.to_vec(), words, rarity, near })
    }

    /// What is remembered of the terms with these files. `counts` are their vectors before they were weighed, `now` after it, and
    /// `weigh` says what a count weighs in a word that counts so much. None where too much has changed.
    pub fn before(
        &self,
        files: &[Digest],
        words: &[Box<str>],
        [counts, now]: [&Rows; 2],
        weigh: impl Fn(f64, f64) -> f64,
    ) -> Option<Before> {
        let rarity = self.rarity_of(words);
        let mut then = counts.clone();
        then.weigh(|word, count| weigh(count, rarity[word as usize]));
        let numbers: FxHashMap<Digest, u32> = files.iter().copied().zip(0..).collect();
        let new_number: Vec<Option<u32>> = self.files.iter().map(|file| numbers.get(file).copied()).collect();
        let mut near: Vec<Near> = vec![Near::default(); files.len()];
        let mut moved = vec![f64::INFINITY; files.len()];
        for (known, number) in self.near.iter().zip(&new_number) {
            let Some(number) = *number else { continue };
            let terms = known.terms.iter().filter_map(|&term| new_number[term as usize]).collect();
            near[number as usize] = Near { terms, rest: known.rest };
            moved[number as usize] = now.distance(&then, number);
        }
        let far: Vec<u32> = (0..).zip(&moved).filter(|(_, moved)| **moved > FAR).map(|(term, _)| term).collect();
        let most = moved.iter().copied().filter(|&moved| moved <= FAR).fold(0.0, f64::max);
        (far.len() * FEW <= files.len()).then_some(Before { near, moved, far, most })
    }

    /// What each word counted; nothing where nobody had it.
    fn rarity_of(&self, words: &[Box<str>]) -> Vec<f64> {
        if self.words == words {
            return self.rarity.clone();
        }
        let known: FxHashMap<&str, f64> =
            self.words.iter().map(AsRef::as_ref).zip(self.rarity.iter().copied()).collect();
        words.iter().map(|word| known.get(word.as_ref()).copied().unwrap_or_default()).collect()
    }
}

impl<R: Send> Task<'_, R> {
    /// The answers for all terms, and what is to be remembered of them.
    pub fn run(&self, before: Option<&Before>) -> (Vec<R>, Vec<Near>) {
        let terms = self.index.vectors.count();
        let before = before.filter(|_| self.index.is_exact());
        let numbers = 0..u32::try_from(terms).expect("fewer than 2^32 terms");
        let answer = |(scores, room): &mut (Scores, Room), term| {
            let besides = (self.besides)(term, scores);
            let measured = before.and_then(|before| self.measured(before, term, &besides, room));
            let (found, near) = measured.unwrap_or_else(|| self.searched(term, &besides, room));
            ((self.finish)(term, &besides, found), near)
        };
        numbers.into_par_iter().map_init(|| (Scores::new(terms), self.index.room()), answer).unzip()
    }

    fn searched(&self, term: u32, besides: &[Weighted], room: &mut Room) -> (Vec<Weighted>, Near) {
        let slack = if self.index.is_exact() { WIDE.max(self.slack) } else { self.slack };
        let query = Query { term, share: self.share, besides, count: self.count, slack };
        let found = self.index.nearest(&query, room);
        let rest = self.last(&found, besides).map_or(f64::INFINITY, |last| last - slack);
        let terms = found.iter().map(|&(other, _)| other).collect();
        (found, Near { terms, rest })
    }

    /// The wanted ones by those that are remembered; none where others may be nearer.
    fn measured(
        &self,
        before: &Before,
        term: u32,
        besides: &[Weighted],
        room: &mut Room,
    ) -> Option<(Vec<Weighted>, Near)> {
        let (near, moved) = (&before.near[term as usize], before.moved[term as usize]);
        let rest = near.rest + self.share * (moved + before.most) + FUZZ;
        if moved > FAR || rest == f64::INFINITY {
            return None;
        }
        let others = near.terms.iter().chain(besides.iter().map(|(other, _)| other)).chain(&before.far).copied();
        let others: FxHashSet<u32> = others.filter(|&other| other != term).collect();
        let mut others: Vec<u32> = others.into_iter().collect();
        others.sort_unstable();
        let found = self.index.measure(term, &others, room);
        if self.last(&found, besides)? - self.slack <= rest {
            return None;
        }
        let reaches = |&&(other, product): &&Weighted| self.total((other, product), besides) >= rest;
        let terms = found.iter().filter(reaches).map(|&(other, _)| other).collect();
        Some((found, Near { terms, rest }))
    }

    /// What the last of the wanted ones scores; none where there are fewer.
    fn last(&self, found: &[Weighted], besides: &[Weighted]) -> Option<f64> {
        let mut totals: Vec<f64> = found.iter().map(|&found| self.total(found, besides)).collect();
        let at = self.count.checked_sub(1).filter(|&at| at < totals.len())?;
        Some(*totals.select_nth_unstable_by(at, |a, b| b.total_cmp(a)).1)
    }

    fn total(&self, (other, product): Weighted, besides: &[Weighted]) -> f64 {
        let place = besides.binary_search_by_key(&other, |&(other, _)| other);
        self.share * product + place.map_or(0.0, |at| besides[at].1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TERMS: u32 = 1500;
    const WORDS: usize = 200;

    /// Counts of words in terms; `edited` terms have other words.
    fn counts(edited: &[u32]) -> Rows {
        let row = |term: u32| {
            let seed = if edited.contains(&term) { term + 7919 } else { term };
            let mut state = u64::from(seed).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
            let mut row: Vec<Weighted> = (0..40)
                .map(|_| {
                    state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    let uniform = (state >> 40) as f64 / (1_u64 << 24) as f64;
                    ((uniform * uniform * WORDS as f64) as u32, 1.0)
                })
                .collect();
            row.sort_unstable_by_key(|&(word, _)| word);
            row.dedup_by_key(|&mut (word, _)| word);
            row
        };
        (0..TERMS).map(row).collect()
    }

    fn files(edited: &[u32]) -> Vec<Digest> {
        (0..TERMS).map(|term| Digest::of(format!("{term} {}", edited.contains(&term)).as_bytes())).collect()
    }

    type Answers = Vec<Vec<Weighted>>;

    /// The three nearest of each term, and what is remembered.
    fn nearest(edited: &[u32], known: Option<&Ranks>) -> (Answers, Ranks) {
        let counts = counts(edited);
        let words: Vec<Box<str>> = (0..WORDS).map(|word| format!("w{word}").into()).collect();
        let idf = |df: u32| (f64::from(TERMS + 1) / f64::from(df + 1)).ln() + 1.0;
        let rarity: Vec<f64> = counts.frequencies(WORDS).into_iter().map(idf).collect();
        let mut vectors = counts.clone();
        vectors.weigh(|word, count| count * rarity[word as usize]);
        let weigh = |count: f64, rarity: f64| count * rarity;
        let before = known.and_then(|known| known.before(&files(edited), &words, [&counts, &vectors], weigh));
        let index = Inverted::new(vectors, WORDS);
        let task = Task {
            index: &index,
            share: 1.0,
            count: 3,
            slack: 0.0,
            besides: &|term, _| if term > 2 { vec![(1, 0.01), (2, 0.2)] } else { Vec::new() },
            finish: &|term, besides, mut found: Vec<Weighted>| {
                let besides =
                    |other| besides.iter().filter(|(term, _)| *term == other).map(|(_, score)| score).sum::<f64>();
                found.iter_mut().for_each(|(other, score)| *score += besides(*other));
                super::super::keep_best(&mut found, 3, super::super::heaviest_first);
                assert!(found.iter().all(|&(other, _)| other != term));
                found
            },
        };
        let (answers, near) = task.run(before.as_ref());
        (answers, Ranks::new(&files(edited), words, rarity, near).unwrap())
    }

    #[test]
    fn after_an_edit_the_nearest_are_those_that_a_search_finds() {
        let (_, mut ranks) = nearest(&[], None);
        for edited in [&[5][..], &[5, 17], &[17], &[], &[300, 301], &[599]] {
            let (again, next) = nearest(edited, Some(&ranks));
            let (anew, _) = nearest(edited, None);
            assert_eq!(again, anew, "{edited:?}");
            ranks = next;
        }
    }

    /// A term that is searched for gets its bound anew, one that is measured keeps a little less.
    fn measured(then: &Ranks, now: &Ranks) -> usize {
        then.near
            .iter()
            .zip(&now.near)
            .filter(|(then, now)| now.rest > then.rest && now.rest < then.rest + WIDE)
            .count()
    }

    #[test]
    fn without_an_edit_nothing_is_searched_for() {
        let (anew, ranks) = nearest(&[], None);
        let (again, next) = nearest(&[], Some(&ranks));
        assert_eq!(again, anew);
        assert_eq!(measured(&ranks, &next), TERMS as usize);
    }

    #[test]
    fn a_small_edit_leaves_most_terms_to_be_measured() {
        let (_, ranks) = nearest(&[], None);
        let (_, next) = nearest(&[5], Some(&ranks));
        assert!(measured(&ranks, &next) > TERMS as usize / 2, "{}", measured(&ranks, &next));
    }
}

//! The nearest of all terms, after a change of a few: most of them are as near as they were.
//!
//! Of each term a build remembers who was near, a little further down than is asked for, and what all others scored at most. One
//! edit moves every vector, since each word counts by how many terms have it; but most vectors move by next to nothing, and no
//! product of two vectors of length 1 changes by more than the two have moved. So it is enough to measure the remembered ones again,
//! and those that moved far: where the last of the wanted ones still scores more than any other term can, they are
//! exactly the ones that a search would find. Where that cannot be said, the term is measured against all others; an index
//! is only made where there are many such terms.

use std::sync::OnceLock;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::{Counts, EXACT, Inverted, Query, Room, Rows, Scores, Tally, Weighted};
use crate::digest::Digest;

/// So far below the last wanted term others are remembered too.
const WIDE: f64 = 0.01;
/// A vector that has moved further than this is measured against all others.
const FAR: f64 = 1e-3;
/// If more than one in so many vectors moved far, and one more, searching is cheaper.
const FEW: usize = 16;
/// For more searches than this an index pays.
const WITHOUT_INDEX: usize = 48;
/// Terms that one thread takes at least.
const SEVERAL: usize = 64;
/// More than rounding can do to a product.
const FUZZ: f64 = 1e-9;

/// What is asked for each term.
pub struct Task<'a, R> {
    /// The vectors.
    pub search: &'a Search,
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

/// Vectors in which something is looked for.
pub enum Search {
    /// Much.
    Indexed(Inverted),
    /// Perhaps nothing.
    Plain {
        /// The vectors.
        vectors: Rows,
        /// How many words there are.
        words: usize,
        /// Made where it pays.
        index: OnceLock<Inverted>,
    },
}

impl Search {
    /// Vectors over so many words, for most of which the answer is known before.
    pub fn new(vectors: Rows, words: usize, before: Option<&Before>) -> Self {
        if before.is_some() && vectors.count() <= EXACT {
            Self::Plain { vectors, words, index: OnceLock::new() }
        } else {
            Self::Indexed(Inverted::new(vectors, words))
        }
    }

    /// The index.
    pub fn into_index(self) -> Inverted {
        match self {
            Self::Indexed(index) => index,
            Self::Plain { vectors, words, .. } => Inverted::new(vectors, words),
        }
    }

    fn vectors(&self) -> &Rows {
        match self {
            Self::Indexed(index) => &index.vectors,
            Self::Plain { vectors, .. } => vectors,
        }
    }

    fn index(&self) -> &Inverted {
        match self {
            Self::Indexed(index) => index,
            Self::Plain { vectors, words, index } => index.get_or_init(|| Inverted::new(vectors.clone(), *words)),
        }
    }

    /// Room to measure in, but not to search with the index.
    fn small_room(&self) -> Room {
        let words = match self {
            Self::Indexed(index) => index.postings.count(),
            Self::Plain { words, .. } => *words,
        };
        Room { sums: Vec::new(), weights: vec![0.0; words] }
    }

    /// The products of a vector with others.
    fn measure(&self, term: u32, others: impl Iterator<Item = u32>, room: &mut Room) -> Vec<Weighted> {
        let vectors = self.vectors();
        vectors.row(term).for_each(|(word, weight)| room.weights[word as usize] = weight);
        let product = |other| vectors.row(other).map(|(word, weight)| room.weights[word as usize] * weight).sum();
        let found = others.map(|other| (other, product(other))).collect();
        vectors.row(term).for_each(|(word, _)| room.weights[word as usize] = 0.0);
        found
    }
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
    tally: Option<Tally>,
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
    pub fn new(
        files: &[Digest],
        words: Vec<Box<str>>,
        tally: Option<Tally>,
        rarity: Vec<f64>,
        near: Vec<Near>,
    ) -> Option<Self> {
        (files.len() == near.len()).then(|| Self { files: files.to_vec(), words, rarity, near, tally })
    }

    /// How often each term has each word.
    pub fn tally(&self) -> Option<&Tally> {
        self.tally.as_ref().filter(|tally| tally.fits(self.files.len()))
    }

    /// Which of the remembered terms has each of these files.
    pub fn places_of(&self, files: &[Digest]) -> Vec<Option<usize>> {
        places(files, &self.files)
    }

    /// What is remembered of the terms with these files. `counts` are their vectors before they were weighed, `now` after it, and
    /// `weigh` says what a count weighs in a word that counts so much. None where too much has changed.
    pub fn before(
        &self,
        files: &[Digest],
        counts: &Counts,
        now: &Rows,
        weigh: impl Fn(f64, f64) -> f64 + Sync,
    ) -> Option<Before> {
        let rarity = self.rarity_of(&counts.words);
        let distances = now.distances(&counts.rows, |word, count| weigh(count, rarity[word as usize]));
        let (place_of, number_of) = (places(files, &self.files), places(&self.files, files));
        let near = |place: &Option<usize>| {
            let known = place.and_then(|place| self.near.get(place))?;
            let terms = known.terms.iter().filter_map(|&term| *number_of.get(term as usize)?);
            Some(Near { terms: terms.map(|term| term as u32).collect(), rest: known.rest })
        };
        let near: Vec<Near> = place_of.par_iter().map(|place| near(place).unwrap_or_default()).collect();
        let moved = place_of.iter().zip(distances);
        let moved: Vec<f64> =
            moved.map(|(place, distance)| if place.is_some() { distance } else { f64::INFINITY }).collect();
        let far: Vec<u32> = (0..).zip(&moved).filter(|(_, moved)| **moved > FAR).map(|(term, _)| term).collect();
        let most = moved.iter().copied().filter(|&moved| moved <= FAR).fold(0.0, f64::max);
        (far.len() <= 1 + files.len() / FEW).then_some(Before { near, moved, far, most })
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

/// Where each of `files` stands among `others`. Mostly the lists are the same, but for a few.
fn places(files: &[Digest], others: &[Digest]) -> Vec<Option<usize>> {
    let map: OnceLock<FxHashMap<Digest, usize>> = OnceLock::new();
    let look_up = |file: &Digest| {
        let map = map.get_or_init(|| others.iter().copied().zip(0..).collect());
        map.get(file).copied()
    };
    let place = |(at, file)| if others.get(at) == Some(file) { Some(at) } else { look_up(file) };
    files.iter().enumerate().map(place).collect()
}

impl<R: Send> Task<'_, R> {
    /// The answers for all terms, and what is to be remembered of them.
    pub fn run(&self, before: Option<&Before>) -> (Vec<R>, Vec<Near>) {
        let terms = self.search.vectors().count();
        match before.filter(|_| terms <= EXACT) {
            Some(before) => self.again(before),
            None => self.each(&self.search.vectors().numbers().collect::<Vec<_>>()).into_iter().unzip(),
        }
    }

    /// The answers where most are known.
    fn again(&self, before: &Before) -> (Vec<R>, Vec<Near>) {
        let numbers: Vec<u32> = self.search.vectors().numbers().collect();
        let answer = |(scores, room): &mut (Scores, Room), &term: &u32| {
            let besides = (self.besides)(term, scores);
            let (found, near) = self.measured(before, term, &besides, room)?;
            Some(((self.finish)(term, &besides, found), near))
        };
        let rooms = || (Scores::new(numbers.len()), self.search.small_room());
        let known: Vec<Option<(R, Near)>> = numbers.par_iter().with_min_len(SEVERAL).map_init(rooms, answer).collect();
        let open = numbers.iter().zip(&known).filter(|(_, known)| known.is_none()).map(|(&term, _)| term);
        let mut found = self.each(&open.collect::<Vec<_>>()).into_iter();
        known
            .into_iter()
            .map(|known| known.unwrap_or_else(|| found.next().expect("each open term was searched")))
            .unzip()
    }

    /// The answers for some terms, of which nothing is known.
    fn each(&self, numbers: &[u32]) -> Vec<(R, Near)> {
        let terms = self.search.vectors().count();
        let is_plain = matches!(self.search, Search::Plain { .. }) && numbers.len() <= WITHOUT_INDEX;
        // Made before any thread waits for it.
        let index = (!is_plain).then(|| self.search.index());
        let room = || index.map_or_else(|| self.search.small_room(), Inverted::room);
        let answer = |(scores, room): &mut (Scores, Room), &term: &u32| {
            let besides = (self.besides)(term, scores);
            let (found, near) = match index {
                None => self.compared(term, &besides, room),
                Some(index) => self.searched(index, term, &besides, room),
            };
            ((self.finish)(term, &besides, found), near)
        };
        numbers.par_iter().map_init(|| (Scores::new(terms), room()), answer).collect()
    }

    /// The wanted ones by comparing all.
    fn compared(&self, term: u32, besides: &[Weighted], room: &mut Room) -> (Vec<Weighted>, Near) {
        let others = self.search.vectors().numbers().filter(|&other| other != term);
        let found = self.search.measure(term, others, room);
        let rest = self.last(&found, besides).map_or(f64::INFINITY, |last| last - WIDE.max(self.slack));
        let is_near = |&found: &Weighted| rest == f64::INFINITY || self.total(found, besides) >= rest;
        let found: Vec<Weighted> = found.into_iter().filter(is_near).collect();
        let terms = found.iter().map(|&(other, _)| other).collect();
        (found, Near { terms, rest })
    }

    fn searched(&self, index: &Inverted, term: u32, besides: &[Weighted], room: &mut Room) -> (Vec<Weighted>, Near) {
        let slack = if index.is_exact() { WIDE.max(self.slack) } else { self.slack };
        let query = Query { term, share: self.share, besides, count: self.count, slack };
        let found = index.nearest(&query, room);
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
        let mut others: Vec<u32> = others.filter(|&other| other != term).collect();
        others.sort_unstable();
        others.dedup();
        let found = self.search.measure(term, others.into_iter(), room);
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
        let counts = Counts { rows: counts, words, tally: None };
        let before = known.and_then(|known| known.before(&files(edited), &counts, &vectors, weigh));
        let search = Search::new(vectors, WORDS, before.as_ref());
        let task = Task {
            search: &search,
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
        (answers, Ranks::new(&files(edited), counts.words, None, rarity, near).unwrap())
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

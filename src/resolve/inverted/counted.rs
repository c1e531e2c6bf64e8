//! How often each term uses each word, counted on all cores. Terms that were counted for an earlier build are not read again.

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::{EXACT, Ranks, Rows, Weighted};
use crate::digest::Digest;
use crate::model::Term;

/// Terms that are counted with a word list of their own, before the lists are made one.
const CHUNK: usize = 512;
/// Chunks that are counted side by side; more would cost memory.
const AT_ONCE: usize = 32;

/// If more than one in so many terms is new, and one more, all are read.
const FEW: usize = 16;

/// The words of all terms, numbered in the order of first occurrence whatever the threads did, and how often each term has each.
pub struct Counts {
    /// By term, sorted by word.
    pub rows: Rows,
    /// By number.
    pub words: Vec<Box<str>>,
    /// What the next build needs in order not to read the same terms again; none where it would be too much, or nobody asks.
    pub tally: Option<Tally>,
}

/// The same in little room, in the order in which words first stand in each term: the next build numbers them anew.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Tally {
    /// By term: how many words it has.
    lengths: Vec<u32>,
    /// The numbers of all words of all terms, one term after the other.
    words: Vec<u32>,
    /// Beside them.
    counts: Vec<u32>,
}

/// Counts the words of terms with these files, but for those that are `known`. `read` tells the words of one term.
pub fn count<'a>(
    terms: &'a [Arc<Term>],
    files: &[Digest],
    known: Option<&Ranks>,
    read: impl Fn(&'a Term, &mut Counted<'a>) + Sync,
) -> Counts {
    known.and_then(|known| count_again(terms, files, known, &read)).unwrap_or_else(|| count_all(terms, files, &read))
}

fn count_all<'a>(
    terms: &'a [Arc<Term>],
    files: &[Digest],
    read: &(impl Fn(&'a Term, &mut Counted<'a>) + Sync),
) -> Counts {
    let mut words = Numbers::default();
    let mut rows = Rows::from_iter([]);
    let mut tally = (files.len() == terms.len() && terms.len() <= EXACT).then(Tally::default);
    for terms in terms.chunks(CHUNK * AT_ONCE) {
        let mut chunks: Vec<Chunk> = terms.par_chunks(CHUNK).map(|terms| Chunk::of(terms, &read)).collect();
        let numbers: Vec<Vec<u32>> = chunks.iter().map(|chunk| words.all_of(&chunk.words)).collect();
        chunks.par_iter_mut().zip(&numbers).for_each(|(chunk, numbers)| chunk.renumber(numbers));
        for counts in chunks.iter().flat_map(|chunk| &chunk.counts) {
            tally = tally.and_then(|tally| tally.with(counts));
        }
        rows.extend(chunks.into_par_iter().map(Chunk::sorted).collect::<Vec<_>>().into_iter().flatten());
    }
    Counts { rows, words: words.into_words(), tally }
}

/// The same, where most terms were counted before; none where too few were.
fn count_again<'a>(
    terms: &'a [Arc<Term>],
    files: &[Digest],
    known: &Ranks,
    read: &(impl Fn(&'a Term, &mut Counted<'a>) + Sync),
) -> Option<Counts> {
    let before = known.tally().filter(|_| files.len() == terms.len() && terms.len() <= EXACT)?;
    let places = known.places_of(files);
    let new: Vec<usize> = (0..terms.len()).filter(|&term| places[term].is_none()).collect();
    if new.len() > 1 + terms.len() / FEW {
        return None;
    }
    // Old words keep their numbers for a moment, and words that nobody had get numbers after them.
    let mut words = Numbers(known.words().iter().cloned().zip(0..).collect());
    let mut chunk = Chunk::of(new.iter().map(|&term| &terms[term]), read);
    chunk.renumber(&words.all_of(&chunk.words));
    let starts = before.starts();
    let mut fresh = chunk.counts.iter();
    let lists: Vec<List<'_>> = places
        .iter()
        .map(|place| match place {
            Some(place) => List::Before(before, starts[*place]..starts[place + 1]),
            None => List::New(fresh.next().expect("each new term was counted")),
        })
        .collect();
    let (numbers, order) = first_occurrences(&lists, words.0.len());
    let rows: Vec<Vec<Weighted>> = lists.par_iter().map(|list| list.renumbered(&numbers)).collect();
    let mut tally = Some(Tally::default());
    for list in &lists {
        tally = tally.and_then(|tally| tally.with_list(list, &numbers));
    }
    let all = words.into_words();
    let words = order.into_iter().map(|number| all[number as usize].clone()).collect();
    Some(Counts { rows: rows.into_iter().collect(), words, tally })
}

/// The words of a term in the order in which they first stand there.
enum List<'a> {
    Before(&'a Tally, std::ops::Range<usize>),
    New(&'a [Weighted]),
}

impl List<'_> {
    fn each(&self, mut take: impl FnMut(u32, f64)) {
        match self {
            Self::Before(tally, range) => {
                let counts = tally.counts[range.clone()].iter();
                tally.words[range.clone()].iter().zip(counts).for_each(|(&word, &count)| take(word, f64::from(count)));
            }
            Self::New(counts) => counts.iter().for_each(|&(word, count)| take(word, count)),
        }
    }

    /// Sorted by the new numbers.
    fn renumbered(&self, numbers: &[u32]) -> Vec<Weighted> {
        let mut row = Vec::new();
        self.each(|word, count| row.push((numbers[word as usize], count)));
        row.sort_unstable_by_key(|&(word, _)| word);
        row
    }
}

/// The new number of each word, and the words in the order of those.
fn first_occurrences(lists: &[List<'_>], words: usize) -> (Vec<u32>, Vec<u32>) {
    let mut numbers = vec![u32::MAX; words];
    let mut order: Vec<u32> = Vec::with_capacity(words);
    for list in lists {
        list.each(|word, _| {
            let number = &mut numbers[word as usize];
            if *number == u32::MAX {
                *number = u32::try_from(order.len()).expect("fewer than 2^32 words");
                order.push(word);
            }
        });
    }
    (numbers, order)
}

impl Tally {
    /// With one more term; none where a count is not a whole number, so that it cannot be kept in little room.
    fn with(mut self, counts: &[Weighted]) -> Option<Self> {
        self.lengths.push(u32::try_from(counts.len()).ok()?);
        for &(word, count) in counts {
            self.words.push(word);
            self.counts.push(Some(count as u32).filter(|&whole| f64::from(whole) == count)?);
        }
        Some(self)
    }

    fn with_list(mut self, list: &List<'_>, numbers: &[u32]) -> Option<Self> {
        match list {
            List::Before(tally, range) => {
                self.lengths.push(u32::try_from(range.len()).ok()?);
                self.words.extend(tally.words[range.clone()].iter().map(|&word| numbers[word as usize]));
                self.counts.extend_from_slice(&tally.counts[range.clone()]);
                Some(self)
            }
            List::New(counts) => {
                let counts: Vec<Weighted> =
                    counts.iter().map(|&(word, count)| (numbers[word as usize], count)).collect();
                self.with(&counts)
            }
        }
    }

    /// Where each term begins, and the end.
    fn starts(&self) -> Vec<usize> {
        let mut end = 0;
        let ends = self.lengths.iter().map(|&length| {
            end += length as usize;
            end
        });
        std::iter::once(0).chain(ends).collect()
    }

    /// Whether it can be what so many terms with so many words left: it may have been read from a disk.
    pub fn fits(&self, terms: usize, words: usize) -> bool {
        let all: u64 = self.lengths.iter().map(|&length| u64::from(length)).sum();
        self.lengths.len() == terms
            && all == self.words.len() as u64
            && all == self.counts.len() as u64
            && self.words.iter().all(|&word| (word as usize) < words)
    }
}

/// The words of one term so far.
#[derive(Default)]
pub struct Counted<'a> {
    numbers: Numbers,
    /// What became of each word as it stands in the texts.
    known: FxHashMap<&'a str, Option<u32>>,
    /// By number of the word; 0.0 for words that the term does not have.
    counts: Vec<f64>,
    used: Vec<u32>,
}

impl<'a> Counted<'a> {
    /// Counts a word.
    pub fn add(&mut self, word: &str, count: f64) {
        let number = self.numbers.of(word);
        self.add_number(number, count);
    }

    /// Counts a word of a text under the name that `normalize` gives it, if it gives one. The same word has the same
    /// name, wherever it stands.
    pub fn add_as<'n>(&mut self, word: &'a str, count: f64, normalize: impl FnOnce(&'a str) -> Option<&'n str>) {
        let number = match self.known.get(word) {
            Some(&number) => number,
            None => {
                let number = normalize(word).map(|word| self.numbers.of(word));
                self.known.insert(word, number);
                number
            }
        };
        if let Some(number) = number {
            self.add_number(number, count);
        }
    }

    fn add_number(&mut self, number: u32, count: f64) {
        let place = number as usize;
        if place >= self.counts.len() {
            self.counts.resize(place + 1, 0.0);
        }
        if self.counts[place] == 0.0 {
            self.used.push(number);
        }
        self.counts[place] += count;
    }

    fn take(&mut self) -> Vec<Weighted> {
        self.used.drain(..).map(|number| (number, std::mem::take(&mut self.counts[number as usize]))).collect()
    }
}

/// Words by number, in the order of first occurrence.
#[derive(Default)]
struct Numbers(FxHashMap<Box<str>, u32>);

impl Numbers {
    fn of(&mut self, word: &str) -> u32 {
        if let Some(&number) = self.0.get(word) {
            return number;
        }
        let number = u32::try_from(self.0.len()).expect("fewer than 2^32 words");
        self.0.insert(word.into(), number);
        number
    }

    /// The number here of each word of `others`, by its number there.
    fn all_of(&mut self, others: &[Box<str>]) -> Vec<u32> {
        others.iter().map(|word| self.of(word)).collect()
    }

    fn into_words(self) -> Vec<Box<str>> {
        let mut words: Vec<(Box<str>, u32)> = self.0.into_iter().collect();
        words.sort_unstable_by_key(|&(_, number)| number);
        words.into_iter().map(|(word, _)| word).collect()
    }
}

/// Some terms, with how often each uses each word.
struct Chunk {
    words: Vec<Box<str>>,
    counts: Vec<Vec<Weighted>>,
}

impl Chunk {
    fn of<'a>(terms: impl IntoIterator<Item = &'a Arc<Term>>, read: &impl Fn(&'a Term, &mut Counted<'a>)) -> Self {
        let mut counted = Counted::default();
        let mut count = |term: &'a Arc<Term>| {
            read(term, &mut counted);
            counted.take()
        };
        let counts = terms.into_iter().map(&mut count).collect();
        Self { words: counted.numbers.into_words(), counts }
    }

    /// Puts the counts into the numbers of all words.
    fn renumber(&mut self, numbers: &[u32]) {
        self.counts.iter_mut().flatten().for_each(|(word, _)| *word = numbers[*word as usize]);
    }

    /// The counts, sorted by word.
    fn sorted(mut self) -> Vec<Vec<Weighted>> {
        self.counts.iter_mut().for_each(|counts| counts.sort_unstable_by_key(|&(word, _)| word));
        self.counts
    }
}

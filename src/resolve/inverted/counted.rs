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
/// If there are so many times more words than terms have, all terms are read, and words that nobody has are forgotten.
const MOST_STALE: usize = 2;

/// The words of all terms, numbered in the order of first occurrence whatever the threads did, and how often each term has each.
pub struct Counts {
    /// By term, sorted by word.
    pub rows: Rows,
    /// By number.
    pub words: Vec<Box<str>>,
    /// What the next build needs in order not to read the same terms again; none where it would be too much, or nobody asks.
    pub tally: Option<Tally>,
}

/// The same, in the order in which words first stand in each term: the next build numbers them anew. Words keep their places
/// here as long as they can, so that a term that has not changed is the same here too.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Tally {
    /// Some may be in no term any more.
    words: Vec<Box<str>>,
    /// By term: the place of each word, and its count.
    terms: Vec<Arc<[(u32, u32)]>>,
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
    let mut kept = (files.len() == terms.len() && terms.len() <= EXACT).then(Vec::new);
    for terms in terms.chunks(CHUNK * AT_ONCE) {
        let mut chunks: Vec<Chunk> = terms.par_chunks(CHUNK).map(|terms| Chunk::of(terms, &read)).collect();
        let numbers: Vec<Vec<u32>> = chunks.iter().map(|chunk| words.all_of(&chunk.words)).collect();
        chunks.par_iter_mut().zip(&numbers).for_each(|(chunk, numbers)| chunk.renumber(numbers));
        if let Some(before) = kept.take() {
            let new: Vec<Option<Vec<_>>> =
                chunks.par_iter().map(|chunk| chunk.counts.iter().map(|counts| whole(counts)).collect()).collect();
            let new: Option<Vec<Vec<_>>> = new.into_iter().collect();
            kept = new.map(|new| before.into_iter().chain(new.into_iter().flatten()).collect());
        }
        rows.extend(chunks.into_par_iter().map(Chunk::sorted).collect::<Vec<_>>().into_iter().flatten());
    }
    let words = words.into_words();
    let tally = kept.map(|terms| Tally { words: words.clone(), terms });
    Counts { rows, words, tally }
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
    let mut words = Numbers(before.words.iter().cloned().zip(0..).collect());
    let mut chunk = Chunk::of(new.iter().map(|&term| &terms[term]), read);
    chunk.renumber(&words.all_of(&chunk.words));
    let mut fresh = chunk.counts.iter().map(|counts| whole(counts));
    let of_term = |place: &Option<usize>| match place {
        Some(place) => Some(before.terms[*place].clone()),
        None => fresh.next().expect("each new term was counted"),
    };
    let tally = Tally { terms: places.iter().map(of_term).collect::<Option<_>>()?, words: words.into_words() };
    let (numbers, order) = tally.first_occurrences();
    if tally.words.len() > MOST_STALE * order.len() + CHUNK {
        return None;
    }
    let lengths = tally.terms.iter().map(|counts| counts.len());
    let rows = Rows::filled(lengths, |term, row| renumber(&tally.terms[term], &numbers, row));
    let words = order.into_iter().map(|place| tally.words[place as usize].clone()).collect();
    Some(Counts { rows, words, tally: Some(tally) })
}

/// Counts in little room; none where one is not a whole number.
fn whole(counts: &[Weighted]) -> Option<Arc<[(u32, u32)]>> {
    let whole = |&(word, count): &Weighted| {
        Some(count as u32).filter(|&whole| f64::from(whole) == count).map(|whole| (word, whole))
    };
    counts.iter().map(whole).collect()
}

/// Writes a term's words, sorted by their new numbers.
fn renumber(counts: &[(u32, u32)], numbers: &[u32], row: &mut Vec<Weighted>) {
    row.extend(counts.iter().map(|&(word, count)| (numbers[word as usize], f64::from(count))));
    row.sort_unstable_by_key(|&(word, _)| word);
}

impl Tally {
    /// The number of each word by its place, and the places in the order of the numbers.
    fn first_occurrences(&self) -> (Vec<u32>, Vec<u32>) {
        let mut numbers = vec![u32::MAX; self.words.len()];
        let mut order: Vec<u32> = Vec::with_capacity(self.words.len());
        for &(word, _) in self.terms.iter().flat_map(|counts| counts.iter()) {
            let number = &mut numbers[word as usize];
            if *number == u32::MAX {
                *number = u32::try_from(order.len()).expect("fewer than 2^32 words");
                order.push(word);
            }
        }
        (numbers, order)
    }

    /// Whether it can be what so many terms left: it may have been read from a disk.
    pub fn fits(&self, terms: usize) -> bool {
        let is_word = |&(word, _): &(u32, u32)| (word as usize) < self.words.len();
        self.terms.len() == terms && self.terms.iter().all(|counts| counts.iter().all(is_word))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::parse::{parse_node, read_term};
    use crate::source::SourceId;

    fn term(text: &str) -> Arc<Term> {
        let text = format!("term: t\nshort_def: {text}\n");
        let node = parse_node(SourceId::default(), &text, &mut Diagnostics::default()).expect("YAML");
        Arc::new(read_term(&node, &mut Diagnostics::default()).expect("a term"))
    }

    fn read<'a>(term: &'a Term, counted: &mut Counted<'a>) {
        let text = term.short_definition();
        text.split(' ').for_each(|word| counted.add_as(word, 2.0, |word| Some(word).filter(|word| *word != "the")));
    }

    /// The counts, and what the next build gets.
    fn counted(texts: &[&str], known: Option<&Ranks>) -> (Counts, Ranks) {
        let terms: Vec<Arc<Term>> = texts.iter().map(|text| term(text)).collect();
        let files: Vec<Digest> = texts.iter().map(|text| Digest::of(text.as_bytes())).collect();
        let counts = count(&terms, &files, known, read);
        let near = vec![super::super::again::Near::default(); files.len()];
        let (words, tally) = (counts.words.clone(), counts.tally.clone());
        let rarity = vec![1.0; words.len()];
        let ranks = Ranks::new(&files, words, tally, rarity, near).expect("as many terms as files");
        (counts, ranks)
    }

    #[test]
    fn after_an_edit_words_have_the_numbers_that_they_would_have_anew() {
        let (_, mut ranks) = counted(&["snow falls", "the rain falls", "cold snow", "hot rain"], None);
        let edits: [&[&str]; 7] = [
            &["snow falls", "the rain falls", "cold new snow", "hot rain"],
            &["falls", "the rain falls", "cold new snow", "hot rain"],
            &["falls", "the rain falls", "hot rain"],
            &["hot hot summer", "falls", "the rain falls", "hot rain"],
            &["falls", "hot hot summer", "hot rain", "the rain falls"],
            &["x", "falls", "hot hot summer", "hot rain"],
            &["x", "the", "hot hot summer", "hot rain"],
        ];
        for texts in edits {
            let (again, next) = counted(texts, Some(&ranks));
            let (anew, _) = counted(texts, None);
            assert_eq!(again.words, anew.words, "{texts:?}");
            let rows = |counts: &Counts| -> Vec<Vec<Weighted>> {
                counts.rows.numbers().map(|row| counts.rows.row(row).collect()).collect()
            };
            assert_eq!(rows(&again), rows(&anew), "{texts:?}");
            ranks = next;
        }
    }

    #[test]
    fn words_that_nobody_has_any_more_are_forgotten_in_the_end() {
        let (_, mut ranks) = counted(&["one", "two"], None);
        for edit in 0..5 {
            let words: Vec<String> = (0..CHUNK).map(|word| format!("word{edit}x{word}")).collect();
            ranks = counted(&[&words.join(" "), "two"], Some(&ranks)).1;
        }
        assert!(ranks.tally().expect("whole counts").words.len() <= (MOST_STALE + 1) * (CHUNK + 1) + CHUNK);
    }

    #[test]
    fn counts_that_are_not_whole_are_not_kept() {
        assert_eq!(whole(&[(0, 2.0), (1, 0.5)]), None);
        assert_eq!(whole(&[(0, 2.0)]).as_deref(), Some(&[(0, 2)][..]));
    }
}

//! Which terms are close in wording, for readers who ask "what else is like this?".
//!
//! Each term's text becomes a TF-IDF vector of length 1; closeness is the cosine of two vectors, 0.0 to 1.0.
//! The authors' own relationships are *not* used here: see [`relations`](super::relations) for those. This is the
//! measure of the Python pipeline, kept exactly, since `related.json` promises it. For readers there is a better one:
//! [`close`](super::close).
//!
//! Up to 20,000 terms the neighbours are exactly those of the definition. In larger glossaries the search is
//! pruned: each score is still exact, but a neighbour may be missed that shares only common words with the term.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::inverted::{CANDIDATES, Inverted, Rows, Scores, Search, Weighted, keep_best};
use super::{Glossary, TermId};
use crate::model::Term;
use crate::model::term::trimmed;

/// A term that is close to another one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Similar {
    /// The other term.
    pub term: TermId,
    /// How close, 0.0..=1.0.
    pub score: f64,
}

/// How many neighbours a term gets.
pub const NEIGHBOURS: usize = 8;

/// For each term, in the order of [`Glossary::terms`], its nearest other terms: best first, of equal scores the later first.
pub fn similar(glossary: &Glossary) -> Vec<Vec<Similar>> {
    similar_by(glossary, Search::for_terms(glossary.terms.len()))
}

fn similar_by(glossary: &Glossary, search: Search) -> Vec<Vec<Similar>> {
    let terms = glossary.terms.len();
    let index = index(&glossary.terms, search);
    let numbers = 0..u32::try_from(terms).expect("fewer than 2^32 terms");
    numbers.into_par_iter().map_init(|| Scores::new(terms), |scores, term| nearest(&index, term, scores)).collect()
}

fn index(terms: &[Term], search: Search) -> Inverted {
    let mut words: FxHashMap<String, u32> = FxHashMap::default();
    let counts: Vec<Vec<(u32, u32)>> = terms.iter().map(|term| count(&text(term), &mut words)).collect();
    let mut vectors: Rows = counts.into_iter().map(frequencies).collect();
    let documents = terms.len() as f64;
    let idf = |df: u32| ((documents + 1.0) / (f64::from(df) + 1.0)).ln() + 1.0;
    let idf: Vec<f64> = vectors.frequencies(words.len()).into_iter().map(idf).collect();
    vectors.weigh(|word, frequency| frequency * idf[word as usize]);
    Inverted::new(vectors, words.len(), search)
}

/// The neighbours of one term.
fn nearest(index: &Inverted, term: u32, scores: &mut Scores) -> Vec<Similar> {
    index.add_products(term, 1.0, scores);
    let mut found = match index.search() {
        Search::Exact => scores.take_all(term),
        Search::Pruned => scores.take_best(term, CANDIDATES),
    };
    if index.search() == Search::Pruned {
        found.iter_mut().for_each(|(other, score)| *score = index.product(term, *other));
    }
    pad(term, scores.terms(), &mut found);
    keep_best(&mut found, NEIGHBOURS, |a, b| b.1.total_cmp(&a.1).then(b.0.cmp(&a.0)));
    // From a borrow: collecting the vector itself would keep its room for all terms.
    found.iter().map(|&(other, score)| Similar { term: TermId::at(other as usize), score }).collect()
}

/// Terms without a common word count as neighbours at 0.0 where there are too few others.
fn pad(term: u32, terms: u32, found: &mut Vec<Weighted>) {
    for other in (0..terms).rev() {
        if found.len() >= NEIGHBOURS {
            return;
        }
        if other != term && found.iter().all(|&(known, _)| known != other) {
            found.push((other, 0.0));
        }
    }
}

fn text(term: &Term) -> String {
    let mut text = format!("{} {} {}", term.name.value, trimmed(&term.short_def), trimmed(&term.long_def));
    for word in term.aliases.iter().chain(&term.categories) {
        text.push(' ');
        text.push_str(word);
    }
    text.to_lowercase()
}

/// The words of `text` with how often each occurs, in the order of first occurrence.
fn count(text: &str, words: &mut FxHashMap<String, u32>) -> Vec<(u32, u32)> {
    let mut counts: Vec<(u32, u32)> = Vec::new();
    let mut places: FxHashMap<u32, usize> = FxHashMap::default();
    for word in
        text.split(|character: char| !character.is_alphanumeric() && character != '_').filter(|word| !word.is_empty())
    {
        let next = u32::try_from(words.len()).expect("fewer than 2^32 words");
        let id = match words.get(word) {
            Some(&id) => id,
            None => *words.entry(word.to_owned()).or_insert(next),
        };
        let place = *places.entry(id).or_insert_with(|| {
            counts.push((id, 0));
            counts.len() - 1
        });
        counts[place].1 += 1;
    }
    counts
}

/// The share of each word in a text, by number of the word.
fn frequencies(mut counts: Vec<(u32, u32)>) -> Vec<Weighted> {
    let total: u32 = counts.iter().map(|(_, count)| count).sum();
    counts.sort_unstable_by_key(|&(word, _)| word);
    counts.into_iter().map(|(word, count)| (word, f64::from(count) / f64::from(total))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::parse::{parse_node, read_term};
    use crate::resolve::{Parsed, resolve};
    use crate::source::SourceId;

    fn glossary(definitions: &[&str]) -> Glossary {
        let read = |(number, definition): (usize, &&str)| {
            let text = format!("term: t{number}\nshort_def: {definition}\n");
            let node = parse_node(SourceId::default(), &text, &mut Diagnostics::default()).expect("YAML");
            read_term(&node, &mut Diagnostics::default()).expect("a term")
        };
        resolve(
            Parsed { terms: definitions.iter().enumerate().map(read).collect(), claimed: Vec::new() },
            &Default::default(),
        )
    }

    #[test]
    fn of_equal_scores_the_later_comes_first_and_strangers_fill_up() {
        let near = similar(&glossary(&["rain falls", "snow falls", "snow falls", "hot oven"]));
        assert_eq!(near[0].iter().map(|similar| similar.term.index()).collect::<Vec<_>>(), [2, 1, 3]);
        assert_eq!(near[0][2].score, 0.0);
    }

    #[test]
    fn a_pruned_search_of_a_small_glossary_gives_the_same_neighbours_and_scores() {
        let glossary =
            glossary(&["rain falls", "snow falls down", "the snow falls", "hot oven", "hot rain", "an oven falls"]);
        assert_eq!(similar_by(&glossary, Search::Pruned), similar_by(&glossary, Search::Exact));
    }
}

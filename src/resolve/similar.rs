//! Which terms are close in wording, for readers who ask "what else is like this?".
//!
//! Each term's text becomes a TF-IDF vector of length 1; closeness is the cosine of two vectors, 0.0 to 1.0.
//! The authors' own relationships are *not* used here: see [`relations`](super::relations) for those. This is the
//! measure of the Python pipeline, kept exactly, since `related.json` promises it. For readers there is a better one:
//! [`close`](super::close).
//!
//! Up to 20,000 terms the neighbours are exactly those of the definition. In larger glossaries the search is
//! pruned: each score is still exact, but a neighbour may be missed that shares only common words with the term.

use std::sync::Arc;

use super::inverted::{Before, Ranks, Search, Tally, Task, Weighted, count, keep_best};
use super::{Glossary, TermId};
use crate::digest::Digest;
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
    let (files, known) = (glossary.files(), glossary.known_ranks(|ranks| &ranks.similar));
    let Words { search, words, tally, idf, before } = read(&glossary.terms, files, known);
    let terms = u32::try_from(glossary.terms.len()).expect("fewer than 2^32 terms");
    let task = Task {
        search: &search,
        share: 1.0,
        count: NEIGHBOURS,
        slack: 0.0,
        besides: &|_, _| Vec::new(),
        finish: &|term, _, found| nearest(term, terms, found),
    };
    let (similar, near) = task.run(before.as_ref());
    glossary.remember_ranks(|ranks| &ranks.similar, Ranks::new(files, words, tally, idf, near));
    similar
}

/// The vectors of all terms.
struct Words {
    search: Search,
    words: Vec<Box<str>>,
    tally: Option<Tally>,
    idf: Vec<f64>,
    before: Option<Before>,
}

fn read(terms: &[Arc<Term>], files: &[Digest], known: Option<&Ranks>) -> Words {
    let mut counts = count(terms, files, known, |term, counted| {
        let text = text(term);
        let words = text.split(|character: char| !character.is_alphanumeric() && character != '_');
        words.filter(|word| !word.is_empty()).for_each(|word| counted.add(word, 1.0));
    });
    counts.rows.divide_by_sums();
    let documents = terms.len() as f64;
    let idf = |df: u32| ((documents + 1.0) / (f64::from(df) + 1.0)).ln() + 1.0;
    let idf: Vec<f64> = counts.rows.frequencies(counts.words.len()).into_iter().map(idf).collect();
    let weigh = |frequency: f64, idf: f64| frequency * idf;
    let mut vectors = counts.rows.clone();
    vectors.weigh(|word, frequency| weigh(frequency, idf[word as usize]));
    let before = known.and_then(|known| known.before(files, &counts, &vectors, weigh));
    let search = Search::new(vectors, counts.words.len(), before.as_ref());
    Words { search, words: counts.words, tally: counts.tally, idf, before }
}

/// The neighbours of one term.
fn nearest(term: u32, terms: u32, mut found: Vec<Weighted>) -> Vec<Similar> {
    found.retain(|&(_, score)| score > 0.0);
    pad(term, terms, &mut found);
    keep_best(&mut found, NEIGHBOURS, |a, b| b.1.total_cmp(&a.1).then(b.0.cmp(&a.0)));
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
            Parsed { terms: definitions.iter().enumerate().map(read).map(Into::into).collect(), ..Parsed::default() },
            &Default::default(),
        )
    }

    #[test]
    fn of_equal_scores_the_later_comes_first_and_strangers_fill_up() {
        let near = similar(&glossary(&["rain falls", "snow falls", "snow falls", "hot oven"]));
        assert_eq!(near[0].iter().map(|similar| similar.term.index()).collect::<Vec<_>>(), [2, 1, 3]);
        assert_eq!(near[0][2].score, 0.0);
    }
}

//! The backlog: words that look like terms and that no entry defines.
//!
//! Three things give a missing term away: a relationship names it, several definitions use its abbreviation, or several
//! definitions use the same phrase of two or three words. What is listed is a hint for editors and no finding: nothing is
//! wrong with an entry that uses a word nobody has explained yet. Phrases are looked for by English function words.

use rustc_hash::{FxHashMap, FxHashSet};

use super::acronyms;
use super::words::{Lexicon, Word, key, words};
use crate::model::Term;
use crate::resolve::{Glossary, TermId};
use crate::source::{SourceMap, Span, Spanned};

/// A term that somebody should write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingTerm {
    /// As a relationship or a definition writes it.
    pub name: String,
    /// What gives it away.
    pub evidence: Evidence,
    /// How many entries use it.
    pub entries: usize,
    /// Where, one place for each entry, at most [`MAX_PLACES`].
    pub places: Vec<Span>,
}

/// What gives a missing term away; the strongest evidence first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Evidence {
    /// A relationship names it.
    Relationship,
    /// Definitions use it as an abbreviation.
    Abbreviation,
    /// Definitions use it as a phrase.
    Phrase,
}

/// Most places that a [`MissingTerm`] carries.
pub const MAX_PLACES: usize = 10;

/// An abbreviation or a phrase counts from this many entries on.
const LEAST_ENTRIES: usize = 3;

/// The missing terms: those that most entries use first, then by evidence, then by name.
pub fn missing_terms(glossary: &Glossary, sources: &SourceMap) -> Vec<MissingTerm> {
    let lexicon = Lexicon::of(glossary);
    let mut candidates = Candidates::default();
    for id in glossary.ids() {
        add_relationships(glossary, id, &mut candidates);
        for acronym in acronyms::unexpanded(glossary.term(id), &lexicon) {
            let place = sources.place_of(acronym.text, acronym.part.clone());
            candidates.add(&acronym.text[acronym.part], Evidence::Abbreviation, id, place);
        }
    }
    add_phrases(glossary, sources, &lexicon, &mut candidates);
    candidates.into_rows()
}

fn add_relationships(glossary: &Glossary, id: TermId, candidates: &mut Candidates) {
    let term = glossary.term(id);
    for link in glossary.links(id).written.iter().filter(|link| link.target.is_none()) {
        let name = &term.targets(link.relation)[link.index];
        let is_unknown = glossary.names.meaning(name) == crate::resolve::Meaning::Missing;
        if is_unknown && !glossary.is_claimed(name) {
            candidates.add(name, Evidence::Relationship, id, name.span);
        }
    }
}

#[derive(Default)]
struct Candidates {
    by_key: FxHashMap<String, usize>,
    rows: Vec<MissingTerm>,
    last_entry: Vec<TermId>,
}

impl Candidates {
    /// Adds one use. Uses of one entry must come one after another, or they count twice.
    fn add(&mut self, name: &str, evidence: Evidence, entry: TermId, place: Span) {
        let key = key(&words(name));
        let next = self.rows.len();
        let at = *self.by_key.entry(key).or_insert(next);
        if at == next {
            self.rows.push(MissingTerm { name: name.to_owned(), evidence, entries: 1, places: vec![place] });
            self.last_entry.push(entry);
            return;
        }
        let row = &mut self.rows[at];
        // A phrase that began a sentence had a capital letter that was not its own.
        if row.evidence == Evidence::Phrase
            && row.name.contains(char::is_uppercase)
            && !name.contains(char::is_uppercase)
        {
            name.clone_into(&mut row.name);
        }
        if std::mem::replace(&mut self.last_entry[at], entry) != entry {
            row.entries += 1;
            if row.places.len() < MAX_PLACES {
                row.places.push(place);
            }
        }
    }

    fn into_rows(self) -> Vec<MissingTerm> {
        let mut rows = self.rows;
        rows.retain(|row| row.evidence == Evidence::Relationship || row.entries >= LEAST_ENTRIES);
        rows.sort_by(|a, b| (b.entries, a.evidence, &a.name).cmp(&(a.entries, b.evidence, &b.name)));
        rows
    }
}

/// Words by number; the third is 0 for a phrase of two.
type Gram = [u32; 3];

/// The phrases of one definition: the numbers of their words, and where in the words they stand.
struct Reader<'a> {
    lexicon: &'a Lexicon,
    function_words: FxHashSet<&'static str>,
    numbers: FxHashMap<String, u32>,
}

fn add_phrases(glossary: &Glossary, sources: &SourceMap, lexicon: &Lexicon, candidates: &mut Candidates) {
    let mut reader =
        Reader { lexicon, function_words: FUNCTION_WORDS.split_whitespace().collect(), numbers: FxHashMap::default() };
    let mut counts: FxHashMap<Gram, (TermId, u32)> = FxHashMap::default();
    for id in glossary.ids() {
        for text in definitions(glossary.term(id)) {
            for (gram, _) in reader.grams(text, &words(text)) {
                let count = counts.entry(gram).or_insert((id, 0));
                count.1 += u32::from(count.1 == 0 || count.0 != id);
                count.0 = id;
            }
        }
    }
    let frequent = frequent(&counts);
    for id in glossary.ids() {
        for text in definitions(glossary.term(id)) {
            let words = words(text);
            for (gram, at) in reader.grams(text, &words) {
                if frequent.contains(&gram) {
                    let length = if gram[2] == 0 { 2 } else { 3 };
                    let part = words[at].range.start..words[at + length - 1].range.end;
                    let place = sources.place_of(text, part.clone());
                    candidates.add(&text[part], Evidence::Phrase, id, place);
                }
            }
        }
    }
}

/// The phrases that enough entries use, without those that nearly always stand inside of a longer one.
fn frequent(counts: &FxHashMap<Gram, (TermId, u32)>) -> FxHashSet<Gram> {
    let count = |gram: &Gram| counts.get(gram).map_or(0, |&(_, count)| count);
    let mut frequent: FxHashSet<Gram> = FxHashSet::default();
    let mut inside: FxHashMap<Gram, u32> = FxHashMap::default();
    let mut grams: Vec<Gram> = counts.keys().copied().filter(|gram| count(gram) as usize >= LEAST_ENTRIES).collect();
    grams.sort_unstable();
    for gram in grams.iter().filter(|gram| gram[2] != 0) {
        for part in [[gram[0], gram[1], 0], [gram[1], gram[2], 0]] {
            let most = inside.entry(part).or_default();
            *most = (*most).max(count(gram));
        }
    }
    for gram in grams {
        let within = inside.get(&gram).copied().unwrap_or(0);
        if (count(&gram) - within.min(count(&gram))) as usize >= LEAST_ENTRIES || gram[2] != 0 {
            frequent.insert(gram);
        }
    }
    frequent
}

impl Reader<'_> {
    /// The phrases of two and three words, each with the place of its first word.
    fn grams(&mut self, text: &str, words: &[Word]) -> Vec<(Gram, usize)> {
        let mentions = self.lexicon.mentions(words);
        let in_mention = |word: &Word| mentions.iter().any(|(_, part)| part.contains(&word.range.start));
        let usable: Vec<bool> = words.iter().map(|word| self.is_content(text, word) && !in_mention(word)).collect();
        let joined = |at: usize| matches!(&text[words[at].range.end..words[at + 1].range.start], " " | "-");
        let mut grams = Vec::new();
        for at in 0..words.len() {
            let run =
                (at..words.len().min(at + 3)).take_while(|&next| usable[next] && (next == at || joined(next - 1)));
            let length = run.count();
            for length in 2..=length {
                if !ends_like_a_verb(&words[at + length - 1].key) {
                    grams.push((self.gram(&words[at..at + length]), at));
                }
            }
        }
        grams
    }

    /// Whether a word can be part of a term: no function word, no number, no word with an apostrophe.
    fn is_content(&self, text: &str, word: &Word) -> bool {
        let written = &text[word.range.clone()];
        written.chars().count() > 2
            && written.chars().all(char::is_alphabetic)
            && !word.key.ends_with("ly")
            && !self.function_words.contains(word.key.as_str())
    }

    fn gram(&mut self, part: &[Word]) -> Gram {
        let mut gram = [0; 3];
        for (place, word) in gram.iter_mut().zip(part) {
            let key = super::words::singular(&word.key);
            let next = u32::try_from(self.numbers.len() + 1).expect("fewer than 2^32 words");
            *place = *self.numbers.entry(key).or_insert(next);
        }
        gram
    }
}

fn definitions(term: &Term) -> impl Iterator<Item = &Spanned<String>> {
    [&term.short_def, &term.long_def].into_iter().filter_map(Option::as_ref)
}

fn ends_like_a_verb(word: &str) -> bool {
    word.ends_with("ed")
}

/// Words that hold sentences together, and verbs and adjectives that stand everywhere; white space between.
const FUNCTION_WORDS: &str = include_str!("missing/function_words.txt");

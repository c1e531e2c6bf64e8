//! Words as the rules about definitions see them, and which terms a text speaks of.
//!
//! A word is a run of letters and digits, with apostrophes inside of it; a hyphen parts words, since names are compared
//! without hyphens too. Only the plurals of English are known: elsewhere a plural is simply not recognized.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::name::fold;
use crate::resolve::{Glossary, TermId};

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where it stands in the text.
    pub range: Range<usize>,
    /// Without case.
    pub key: String,
}

/// The words of a text, in order.
pub fn words(text: &str) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::new();
    let mut start = None;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let goes_on = character.is_alphanumeric()
            || (start.is_some()
                && matches!(character, '\'' | '’')
                && characters.peek().is_some_and(|(_, next)| next.is_alphanumeric()));
        match (start, goes_on) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                found.push(word(text, from..at));
                start = None;
            }
            _ => {}
        }
    }
    found.extend(start.map(|from| word(text, from..text.len())));
    found
}

fn word(text: &str, range: Range<usize>) -> Word {
    Word { key: fold(&text[range.clone()]), range }
}

/// Where `name` stands in `text` for the first time as whole words, in singular or plural.
pub fn find_name(text: &[Word], name: &str) -> Option<Range<usize>> {
    let name = Phrase::of_name(name)?;
    let starts = 0..(text.len() + 1).saturating_sub(name.0.len());
    starts.map(|at| &text[at..at + name.0.len()]).find(|part| name.matches(part)).map(place)
}

/// Whether `text` begins with `name`, in singular or plural; if so, how many words it takes.
pub fn begins_with(text: &[Word], name: &str) -> Option<usize> {
    let name = Phrase::of_name(name)?;
    text.get(..name.0.len()).filter(|part| name.matches(part)).map(<[Word]>::len)
}

fn place(part: &[Word]) -> Range<usize> {
    part[0].range.start..part[part.len() - 1].range.end
}

/// The words of a name, the last one in the singular.
struct Phrase(Vec<String>);

impl Phrase {
    /// None for names such as `C++`, which cannot be told from `C` by their words.
    fn of_name(name: &str) -> Option<Self> {
        let mut keys: Vec<String> = words(name).into_iter().map(|word| word.key).collect();
        let length: usize = keys.iter().map(|key| key.chars().count()).sum();
        let last = keys.last_mut()?;
        *last = singular(last);
        (length > 1).then_some(Self(keys))
    }

    fn matches(&self, part: &[Word]) -> bool {
        let last = self.0.len() - 1;
        self.0[..last].iter().zip(part).all(|(key, word)| *key == word.key) && singular(&part[last].key) == self.0[last]
    }
}

/// A form that the singular and the plural of an English word share; it need not be a word itself.
pub fn singular(word: &str) -> String {
    let is_singular = ["ss", "us", "is", "ias"].iter().any(|ending| word.ends_with(ending)) || word.len() < 4;
    let stem = match word.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None if is_singular => word.to_owned(),
        None => word.strip_suffix('s').unwrap_or(word).to_owned(),
    };
    // `boxes` has an `e` that `box` has not, and `databases` one that `database` has: neither keeps it.
    let loses_e = ["se", "xe", "ze", "che", "she"].iter().any(|ending| stem.ends_with(ending));
    if loses_e { stem[..stem.len() - 1].to_owned() } else { stem }
}

/// The names and aliases of a glossary, to find them in texts.
pub struct Lexicon {
    owners: FxHashMap<String, TermId>,
    first_words: FxHashSet<String>,
    longest: usize,
}

impl Lexicon {
    /// The lexicon of a glossary; names that mean more than one term are left out.
    pub fn of(glossary: &Glossary) -> Self {
        let mut lexicon = Self { owners: FxHashMap::default(), first_words: FxHashSet::default(), longest: 0 };
        for id in glossary.ids() {
            let term = glossary.term(id);
            for name in std::iter::once(&term.name).chain(&term.aliases) {
                if let Some(owner) = glossary.names.meaning(name).term() {
                    lexicon.add(name, owner);
                }
            }
        }
        lexicon
    }

    fn add(&mut self, name: &str, owner: TermId) {
        let Some(Phrase(keys)) = Phrase::of_name(name) else { return };
        self.longest = self.longest.max(keys.len());
        // The last word of a phrase may stand in the text as a plural.
        self.first_words.insert(singular(&keys[0]));
        self.owners.entry(keys.join(" ")).or_insert(owner);
    }

    /// The terms that a text speaks of, longest names first at each place, without overlaps.
    pub fn mentions(&self, text: &[Word]) -> Vec<(TermId, Range<usize>)> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < text.len() {
            let may_begin = self.first_words.contains(&singular(&text[at].key));
            let longest = if may_begin { self.longest.min(text.len() - at) } else { 0 };
            let hit = (1..=longest).rev().find_map(|length| {
                let part = &text[at..at + length];
                Some((*self.owners.get(&key(part))?, part))
            });
            at += hit.as_ref().map_or(1, |(_, part)| part.len());
            found.extend(hit.map(|(owner, part)| (owner, place(part))));
        }
        found
    }
}

/// The words of a phrase in the form in which the lexicon keeps them.
pub fn key(part: &[Word]) -> String {
    let mut key = String::new();
    for (at, word) in part.iter().enumerate() {
        if at > 0 {
            key.push(' ');
        }
        if at + 1 == part.len() { key.push_str(&singular(&word.key)) } else { key.push_str(&word.key) }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        let text = "An AI-agent's F1 score: 'größe'.";
        let found: Vec<_> = words(text).into_iter().map(|word| text[word.range].to_owned()).collect();
        assert_eq!(found, ["An", "AI", "agent's", "F1", "score", "größe"]);
    }

    #[test]
    fn names_are_found_as_whole_words_in_singular_and_plural() {
        let text = "Storage of Vector databases, not of vectors.";
        let found = find_name(&words(text), "vector-database").map(|range| &text[range]);
        assert_eq!(found, Some("Vector databases"));
        assert_eq!(find_name(&words(text), "store"), None);
        assert_eq!(find_name(&words("written in C"), "C++"), None);
    }

    #[test]
    fn singular_and_plural_share_a_form() {
        for (one, many) in [
            ("agent", "agents"),
            ("policy", "policies"),
            ("box", "boxes"),
            ("batch", "batches"),
            ("database", "databases"),
            ("bias", "biases"),
            ("loss", "losses"),
            ("schema", "schemas"),
        ] {
            assert_eq!(singular(one), singular(many));
        }
        for (one, other) in [("bias", "bia"), ("corpus", "corpu"), ("its", "it"), ("analysis", "analysi")] {
            assert_ne!(singular(one), singular(other));
        }
    }
}

//! The words of a text, in the form in which they are compared.

use rustc_hash::FxHashSet;

use crate::model::Term;
use crate::model::name::fold;
use crate::model::term::trimmed;

/// Words that every English text has. In other languages the rarity of words has to do alone.
const STOP_WORDS: &str = include_str!("stop_words.txt");

/// The words of `text` as typed: runs of letters and digits.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Writes `word` to `out` without case and without the ending of the plural.
pub(super) fn normalize(word: &str, out: &mut String) {
    out.clear();
    if word.is_ascii() {
        out.extend(word.chars().map(|character| character.to_ascii_lowercase()));
    } else {
        out.push_str(&fold(word));
    }
    cut_plural(out);
}

/// `policies` and `policy`, `caches` and `cache` become the same; not always a word, since it is only compared.
fn cut_plural(word: &mut String) {
    let is_plural = word.ends_with('s') && !["ss", "us", "is"].iter().any(|ending| word.ends_with(ending));
    if word.len() > 3 && is_plural {
        word.pop();
        if word.len() > 3 && word.ends_with("ie") {
            word.truncate(word.len() - 2);
            word.push('y');
        }
    }
    // After these the plural adds `es`, so that only the form without `e` is common to both numbers.
    if word.len() > 3 && ["che", "she", "sse", "xe", "ze"].iter().any(|ending| word.ends_with(ending)) {
        word.pop();
    }
}

/// Tells words that say something from those that do not.
pub(super) struct StopWords(FxHashSet<String>);

impl StopWords {
    /// The built-in list, normalized like the words of a text.
    pub fn new() -> Self {
        let mut normalized = String::new();
        let stop_words = STOP_WORDS.lines().map(|word| {
            normalize(word, &mut normalized);
            normalized.clone()
        });
        Self(stop_words.collect())
    }

    /// Whether a normalized word can make terms alike: no stop word, no letter alone, no number.
    pub fn let_pass(&self, word: &str) -> bool {
        word.chars().nth(1).is_some() && !word.bytes().all(|byte| byte.is_ascii_digit()) && !self.0.contains(word)
    }
}

/// Everything beside the definitions that an author wrote as sentences.
pub(super) fn other_texts(term: &Term) -> impl Iterator<Item = &str> {
    let single = [&term.exec, &term.engineer, &term.risk_notes].into_iter().map(trimmed);
    single.chain(term.dos.iter().chain(&term.donts).map(|text| text.as_str()))
}

/// All sentences of a term.
pub(super) fn texts(term: &Term) -> impl Iterator<Item = &str> {
    [&term.short_def, &term.long_def].into_iter().map(trimmed).chain(other_texts(term))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn normalized(word: &str) -> String {
        let mut out = String::new();
        normalize(word, &mut out);
        out
    }

    #[test]
    fn singular_and_plural_are_one_word() {
        for (one, many) in [
            ("model", "Models"),
            ("policy", "policies"),
            ("cache", "caches"),
            ("batch", "batches"),
            ("size", "sizes"),
            ("class", "classes"),
            ("index", "indexes"),
            ("LLM", "LLMs"),
            ("Maß", "MASS"),
        ] {
            assert_eq!(normalized(one), normalized(many));
        }
        for word in ["loss", "status", "analysis", "gas"] {
            assert_eq!(normalized(word), word);
        }
    }

    #[test]
    fn stop_words_letters_and_numbers_say_nothing() {
        let stop_words = StopWords::new();
        for word in ["the", "uses", "because", "x", "2024"] {
            assert!(!stop_words.let_pass(&normalized(word)), "{word}");
        }
        for word in ["model", "f1", "検索"] {
            assert!(stop_words.let_pass(&normalized(word)), "{word}");
        }
    }
}

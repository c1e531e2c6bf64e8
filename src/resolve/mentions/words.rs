//! A text as words: where they begin and end, and what stands between them.
//!
//! Words are those of Unicode (UAX 29), so that scripts without spaces have them too. Punctuation counts as words of its own
//! ("A/B test" has four), but for white space and hyphens, which are only what joins two words, and for the `'s` of a
//! possessive, which is cut off: "the agent's tools" has the word "agent".

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::model::name::fold;

/// One word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// What stands between the word before and this one.
    pub before: Joint,
}

/// What joins two words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joint {
    /// Nothing at all: punctuation, or the possessive.
    Nothing,
    /// White space, a line break perhaps.
    Space,
    /// One hyphen, without spaces around it.
    Hyphen,
    /// More than that: the words do not belong together. So it is before the first word.
    Gap,
}

/// The words of a text.
pub fn words(text: &str) -> Vec<Word> {
    // What Unicode says of ASCII is soon said, and most texts are nothing else.
    if text.is_ascii() { joined(AsciiParts { text, at: 0 }) } else { joined(text.split_word_bound_indices()) }
}

/// The same words as those of the whole standard, for a text of ASCII.
struct AsciiParts<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Iterator for AsciiParts<'a> {
    type Item = (usize, &'a str);

    fn next(&mut self) -> Option<(usize, &'a str)> {
        let (bytes, start) = (self.text.as_bytes(), self.at);
        let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
        self.at += 1;
        if is_word(bytes.get(start)?) {
            while bytes.get(self.at).is_some_and(|byte| is_word(byte) || joins(&bytes[self.at - 1..])) {
                self.at += 1;
            }
        }
        Some((start, &self.text[start..self.at]))
    }
}

/// Whether the second byte joins the ones around it: `e.g`, `it's`, `3.14`.
fn joins(bytes: &[u8]) -> bool {
    match bytes {
        [before, b'.' | b'\'' | b':', after, ..] if before.is_ascii_alphabetic() => after.is_ascii_alphabetic(),
        [before, b'.' | b'\'' | b',' | b';', after, ..] if before.is_ascii_digit() => after.is_ascii_digit(),
        _ => false,
    }
}

fn joined<'a>(parts: impl Iterator<Item = (usize, &'a str)>) -> Vec<Word> {
    let mut words = Vec::new();
    let mut before = Joint::Gap;
    for (start, part) in parts {
        let first = part.chars().next().unwrap_or(' ');
        if first.is_whitespace() {
            before = if matches!(before, Joint::Nothing | Joint::Space) { Joint::Space } else { Joint::Gap };
            continue;
        }
        if is_hyphen(first) {
            before = if before == Joint::Nothing { Joint::Hyphen } else { Joint::Gap };
            continue;
        }
        let cut = part.len() - possessive(part);
        words.push(Word { range: start..start + cut, before });
        if cut < part.len() {
            words.push(Word { range: start + cut..start + part.len(), before: Joint::Nothing });
        }
        before = Joint::Nothing;
    }
    words
}

/// A word as it is looked up: without case, with one kind of apostrophe.
pub fn key(word: &str) -> String {
    fold(word).replace('\u{2019}', "'")
}

/// Whether a character joins the parts of a compound.
pub fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '\u{2010}' | '\u{2011}')
}

/// How many bytes at the end are a possessive `'s`.
fn possessive(word: &str) -> usize {
    ["'s", "\u{2019}s"].iter().find(|end| word.ends_with(**end) && word.len() > end.len()).map_or(0, |end| end.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn split(text: &str, expected: &[(&str, Joint)]) {
        let found: Vec<_> = words(text).into_iter().map(|word| (&text[word.range], word.before)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn spaces_and_hyphens_join_and_punctuation_is_a_word() {
        use Joint::*;
        split(
            "fine-tuning  an A/B",
            &[("fine", Gap), ("tuning", Hyphen), ("an", Space), ("A", Space), ("/", Nothing), ("B", Nothing)],
        );
        split("pre- and post", &[("pre", Gap), ("and", Gap), ("post", Space)]);
        split("a - b -- c", &[("a", Gap), ("b", Gap), ("c", Gap)]);
    }

    #[test]
    fn words_of_ascii_are_those_of_the_whole_standard() {
        let pieces =
            ["a", "Z", "7", "_", " ", "-", ".", ",", ":", ";", "'", "\"", "/", "\n", "\r\n", "\t", "(", "\u{b}", "'s"];
        for number in 0..pieces.len().pow(4) {
            let text: String = (0..4).map(|place| pieces[number / pieces.len().pow(place) % pieces.len()]).collect();
            assert_eq!(words(&text), joined(text.split_word_bound_indices()), "{text:?}");
        }
    }

    #[test]
    fn the_possessive_is_no_part_of_the_word() {
        use Joint::*;
        split("agent's tool", &[("agent", Gap), ("'s", Nothing), ("tool", Space)]);
        split(
            "agents\u{2019} and it\u{2019}s",
            &[("agents", Gap), ("\u{2019}", Nothing), ("and", Space), ("it", Space), ("\u{2019}s", Nothing)],
        );
    }
}

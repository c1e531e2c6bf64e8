//! Which words a text has for the search: one rule, here and in `site/assets/js/search.js`.
//!
//! Compatibility forms are one (`ﬁ` is `fi`), accents and the points of Hebrew and Arabic are left out, and case is folded
//! letter by letter. A word is a run of letters, digits and marks, with `+` and `#` at its end ("C++", "C#"); a possessive
//! `'s` is no part of it. A letter of a script without spaces is a word of its own. `tests/search/vectors.json` holds both
//! sides to this.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The words of `text`, in order.
pub fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    each_word(text, |word| words.push(word.to_owned()));
    words
}

/// Hands on the words of `text`, in order.
pub fn each_word(text: &str, mut take: impl FnMut(&str)) {
    let text = normalized(text);
    let (mut start, mut end, mut has_tail) = (0, 0, false);
    let mut rest = text.char_indices();
    while let Some((at, character)) = rest.next() {
        let next = at + character.len_utf8();
        let is_inside = end > start;
        if is_inside && !has_tail && is_letter(character) {
            end = next;
            continue;
        }
        if is_inside && is_tail(character) {
            (end, has_tail) = (next, true);
            continue;
        }
        if is_inside {
            take(&text[start..end]);
        }
        (start, end, has_tail) = (at, if is_letter(character) { next } else { at }, false);
        if is_whole_word(character) {
            take(&text[at..next]);
        } else if is_possessive(character, &text[next..]) {
            rest.next();
        }
    }
    if end > start {
        take(&text[start..end]);
    }
}

/// `text` without case and accents.
pub fn normalized(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        let has_capitals = text.bytes().any(|byte| byte.is_ascii_uppercase());
        return if has_capitals { Cow::Owned(text.to_ascii_lowercase()) } else { Cow::Borrowed(text) };
    }
    let bare = text.nfkd().filter(|&character| !is_accent(character));
    // Some letters meet only as capitals (`ς` and `σ`), and some capitals have no way there (`ẞ`).
    let folded = bare.flat_map(char::to_lowercase).flat_map(char::to_uppercase).flat_map(char::to_lowercase);
    Cow::Owned(folded.nfc().collect())
}

/// Marks that many writers leave out. In other scripts a mark is a vowel, and stays.
fn is_accent(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{652}' | '\u{670}')
}

fn is_letter(character: char) -> bool {
    let is_word = if character.is_ascii() {
        character.is_ascii_alphanumeric()
    } else {
        character.is_alphanumeric() || is_combining_mark(character)
    };
    is_word && !is_whole_word(character)
}

fn is_tail(character: char) -> bool {
    matches!(character, '+' | '#')
}

/// Chinese and Japanese put no spaces between words.
fn is_whole_word(character: char) -> bool {
    matches!(character, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn is_possessive(character: char, after: &str) -> bool {
    let mut after = after.chars();
    let is_possessive = matches!(character, '\'' | '\u{2019}') && after.next() == Some('s');
    is_possessive && after.next().is_none_or(|next| !is_letter(next) && !is_whole_word(next))
}

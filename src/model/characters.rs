//! Characters that do not say what they seem to say.
//!
//! Some steer the display of everything after them, some are not seen at all, and some look like a letter of another
//! script. The table of scripts holds only those whose letters are mistaken for each other; a project's text may be in
//! any script, and words such as `μs` or `kΩ` are fine.

use std::ops::Range;

use crate::diagnostic::is_unprintable;

/// Whether `character` may stand nowhere in a glossary: controls but tab and line break, bidirectional controls, tags.
pub fn is_forbidden(character: char) -> bool {
    is_unprintable(character) && !matches!(character, '\t' | '\n' | '\r') && !is_invisible(character)
}

/// Why a piece of text deserves a second look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suspicion {
    /// A character without width.
    Invisible(char),
    /// U+FFFD, which stands where a program lost a character.
    Lost,
    /// A character that every font draws differently, or not at all.
    Private(char),
    /// Letters of two scripts that look alike, inside one word.
    MixedScripts,
}

/// The first suspicious place in `text`.
pub fn suspicion(text: &str) -> Option<(Range<usize>, Suspicion)> {
    if text.is_ascii() {
        return None;
    }
    let character = text.char_indices().find_map(|(at, character)| {
        let suspicion = suspect(text, at, character)?;
        Some((at..at + character.len_utf8(), suspicion))
    });
    let word = mixed_word(text).map(|range| (range, Suspicion::MixedScripts));
    [character, word].into_iter().flatten().min_by_key(|(range, _)| range.start)
}

/// Whether a word holds letters of two scripts that are mistaken for each other.
pub fn mixes_scripts(word: &str) -> bool {
    let mut scripts = word.chars().filter_map(Script::of);
    let Some(first) = scripts.next() else { return false };
    let is_mixed = scripts.any(|script| script != first);
    // `μs` and `Δt` are usual; a Greek letter is suspicious where it could be read as a Latin one.
    is_mixed && word.chars().all(|letter| Script::of(letter) != Some(Script::Greek) || looks_latin(letter))
}

fn suspect(text: &str, at: usize, character: char) -> Option<Suspicion> {
    match character {
        '\u{200c}' | '\u{200d}' if joins(text, at, character) => None,
        '\u{fffd}' => Some(Suspicion::Lost),
        _ if is_invisible(character) => Some(Suspicion::Invisible(character)),
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' | '\u{fdd0}'..='\u{fdef}' => {
            Some(Suspicion::Private(character))
        }
        _ => None,
    }
}

fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2065}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
        | '\u{e0100}'..='\u{e01ef}')
}

/// Whether a joiner does what it is for: it joins emoji, or letters of a script that has joined forms.
fn joins(text: &str, at: usize, joiner: char) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at + joiner.len_utf8()..].chars().next();
    let (Some(before), Some(after)) = (before, after) else { return false };
    let both = |fits: fn(char) -> bool| fits(before) && fits(after);
    both(is_emoji_part) || both(has_joined_forms)
}

fn is_emoji_part(character: char) -> bool {
    matches!(character, '\u{fe0f}' | '\u{2190}'..='\u{21ff}' | '\u{2300}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}

/// Arabic, Syriac, the scripts of India and their neighbours, Mongolian.
fn has_joined_forms(character: char) -> bool {
    matches!(character, '\u{600}'..='\u{8ff}' | '\u{900}'..='\u{109f}' | '\u{1780}'..='\u{18af}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

fn mixed_word(text: &str) -> Option<Range<usize>> {
    let mut words = text.split(|character: char| !character.is_alphanumeric());
    let start = text.as_ptr() as usize;
    let word = words.find(|word| !word.is_ascii() && mixes_scripts(word))?;
    let at = word.as_ptr() as usize - start;
    Some(at..at + word.len())
}

/// Scripts whose letters look alike.
#[derive(Clone, Copy, PartialEq)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
    Armenian,
    Cherokee,
}

impl Script {
    fn of(letter: char) -> Option<Self> {
        match letter {
            'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' if letter.is_alphabetic() => {
                Some(Self::Latin)
            }
            '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' if letter.is_alphabetic() => Some(Self::Greek),
            '\u{400}'..='\u{52f}' | '\u{1c80}'..='\u{1c8f}' if letter.is_alphabetic() => Some(Self::Cyrillic),
            '\u{531}'..='\u{587}' => Some(Self::Armenian),
            '\u{13a0}'..='\u{13ff}' | '\u{ab70}'..='\u{abbf}' => Some(Self::Cherokee),
            _ => None,
        }
    }
}

fn looks_latin(greek: char) -> bool {
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧικνορυ".contains(greek)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str) -> Option<Suspicion> {
        suspicion(text).map(|(_, suspicion)| suspicion)
    }

    #[test]
    fn what_steers_or_hides_is_forbidden() {
        for character in ['\0', '\u{1b}', '\u{7f}', '\u{9b}', '\u{202e}', '\u{2066}', '\u{200f}', '\u{e0041}'] {
            assert!(is_forbidden(character), "{character:?}");
        }
        for character in ['\n', '\t', 'é', '\u{200b}', '\u{feff}', '\u{fffd}'] {
            assert!(!is_forbidden(character), "{character:?}");
        }
    }

    #[test]
    fn what_nobody_sees_is_suspicious() {
        assert_eq!(kind("a\u{200b}b"), Some(Suspicion::Invisible('\u{200b}')));
        assert_eq!(kind("soft\u{ad}hyphen"), Some(Suspicion::Invisible('\u{ad}')));
        assert_eq!(kind("caf\u{fffd}"), Some(Suspicion::Lost));
        assert_eq!(kind("\u{e001}"), Some(Suspicion::Private('\u{e001}')));
        assert_eq!(kind("a\u{200d}b"), Some(Suspicion::Invisible('\u{200d}')));
    }

    #[test]
    fn joiners_that_join_are_fine() {
        for text in ["👩\u{200d}💻", "🏳\u{fe0f}\u{200d}🌈", "👩🏽\u{200d}🚀", "می\u{200c}خواهم", "क\u{94d}\u{200d}ष"]
        {
            assert_eq!(kind(text), None, "{text}");
        }
    }

    #[test]
    fn letters_that_look_alike_inside_one_word() {
        assert_eq!(suspicion("see p\u{430}ypal now"), Some((4..11, Suspicion::MixedScripts)));
        assert_eq!(kind("m\u{3bf}del"), Some(Suspicion::MixedScripts));
        assert_eq!(kind("mo\u{585}del"), Some(Suspicion::MixedScripts));
    }

    #[test]
    fn scripts_side_by_side_are_fine() {
        for text in ["модель model", "5 μs", "kΩ", "Δt", "β-carotene", "AIモデル", "größe", "naïve", "λ-calculus"]
        {
            assert_eq!(kind(text), None, "{text}");
        }
    }
}

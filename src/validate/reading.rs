//! How hard an English text is to read: the Flesch–Kincaid grade level.
//!
//! `0.39 × words per sentence + 11.8 × syllables per word − 15.59` (Kincaid and others, 1975) gives the year of an
//! American school in which a text is understood: 8 reads easily, 12 is the end of school, 16 the end of college. A
//! sentence ends at `.`, `!`, `?`, `:` or `;` before a space; a syllable is a run of vowels, without a silent `e` at the end. The
//! formula counts and does not understand: it is a hint to shorten, and no more.

use super::words::words;

/// The grade level; 0.0 for a text without words.
pub fn grade(text: &str) -> f64 {
    let words = words(text);
    if words.is_empty() {
        return 0.0;
    }
    let ends = text.char_indices().filter(|&(at, character)| {
        matches!(character, '.' | '!' | '?' | ':' | ';') && text[at + 1..].starts_with(char::is_whitespace)
    });
    let sentences = ends.filter(|&(at, _)| text[at + 1..].contains(char::is_alphanumeric)).count() + 1;
    let syllables: usize = words.iter().map(|word| syllables(&word.key)).sum();
    let count = words.len() as f64;
    0.39 * count / sentences as f64 + 11.8 * syllables as f64 / count - 15.59
}

/// The syllables of a lower-case English word, as nearly as its spelling tells.
fn syllables(word: &str) -> usize {
    let is_vowel = |letter: char| "aeiouyäöüáéíóú".contains(letter);
    let mut runs = 0;
    let mut in_run = false;
    for letter in word.chars() {
        let vowel = is_vowel(letter);
        runs += usize::from(vowel && !in_run);
        in_run = vowel;
    }
    let silent_e = word.ends_with('e') && !word.ends_with("le") && !word.ends_with("ee") && runs > 1;
    (runs - usize::from(silent_e)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_counted_by_vowels() {
        for (word, count) in [("risk", 1), ("handoff", 2), ("governance", 3), ("table", 2), ("approve", 2), ("the", 1)]
        {
            assert_eq!(syllables(word), count, "{word}");
        }
    }

    #[test]
    fn short_sentences_of_short_words_read_easily() {
        assert!(grade("Ask who owns it. Then set a limit.") < 3.0);
        let hard = "Institutionalize multidisciplinary accountability mechanisms encompassing organizational, \
                    technological and jurisdictional interdependencies throughout operationalization.";
        assert!(grade(hard) > 20.0);
        assert_eq!(grade("..."), 0.0);
    }
}

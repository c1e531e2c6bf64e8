//! Abbreviations in capital letters, and whether a reader can find out what they stand for.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::words::{Lexicon, Word, words};
use crate::model::Term;
use crate::source::Spanned;

/// An abbreviation in a text.
pub struct Acronym<'a> {
    /// The text.
    pub text: &'a Spanned<String>,
    /// Where it stands in the text.
    pub part: Range<usize>,
    /// The text's field.
    pub field: &'static str,
}

/// Abbreviations that are words of their own by now, and units.
const COMMON: [&str; 46] = [
    "AI", "API", "APIS", "CEO", "CPU", "CSV", "DNA", "EU", "FAQ", "GB", "GPU", "HTML", "HTTP", "HTTPS", "IBM", "ID",
    "IDS", "IEC", "IEEE", "ISO", "IT", "JSON", "KB", "MB", "MIT", "NASA", "NIST", "OK", "PDF", "PC", "RAM", "SMS",
    "SQL", "TB", "TV", "UK", "UN", "URL", "URLS", "US", "USA", "USB", "UTC", "WHO", "XML", "YAML",
];

/// The first place of each abbreviation in the definitions that neither the entry nor the glossary explains.
pub fn unexpanded<'a>(term: &'a Term, lexicon: &Lexicon) -> Vec<Acronym<'a>> {
    let mut seen: FxHashSet<&str> = FxHashSet::default();
    let mut found = Vec::new();
    for (field, text) in definitions(term) {
        let words = words(text);
        let names = lexicon.mentions(&words);
        let in_name =
            |part: &Range<usize>| names.iter().any(|(_, name)| name.start <= part.start && part.end <= name.end);
        for Word { range: part, .. } in words {
            let letters = &text.value[part.clone()];
            if is_acronym(letters) && !in_name(&part) && !is_designation(text, &part) && seen.insert(letters) {
                found.push(Acronym { text, part, field });
            }
        }
    }
    found.retain(|acronym| !is_explained(term, &acronym.text[acronym.part.clone()]));
    found
}

/// Whether the letters are part of a name with a number: `GPT-4`, `SP 1270`, or a number themselves: `Annex III`.
fn is_designation(text: &str, part: &Range<usize>) -> bool {
    let after = text[part.end..].strip_prefix(['-', ' ', '\u{a0}']).unwrap_or_default();
    let is_roman = text[part.clone()].chars().all(|letter| matches!(letter, 'I' | 'V' | 'X'));
    is_roman || after.starts_with(|character: char| character.is_ascii_digit())
}

fn definitions(term: &Term) -> impl Iterator<Item = (&'static str, &Spanned<String>)> {
    [("short_def", &term.short_def), ("long_def", &term.long_def)]
        .into_iter()
        .filter_map(|(field, text)| Some((field, text.as_ref()?)))
}

/// Two to six letters, all but a plural `s` capitals.
fn is_acronym(word: &str) -> bool {
    let core = word.strip_suffix("'s").or_else(|| word.strip_suffix('s')).unwrap_or(word);
    let length = core.chars().count();
    (2..=6).contains(&length) && core.chars().all(char::is_uppercase) && !COMMON.contains(&core)
}

/// Whether the letters stand in brackets behind or before their long form, or are part of one of the term's names.
fn is_explained(term: &Term, letters: &str) -> bool {
    let core = letters.strip_suffix("'s").or_else(|| letters.strip_suffix('s')).unwrap_or(letters);
    let names = std::iter::once(&term.name).chain(&term.aliases);
    let in_name =
        || names.flat_map(|name| name.split(|letter: char| !letter.is_alphanumeric())).any(|word| word == core);
    let in_text = || definitions(term).any(|(_, text)| is_written_out(text, core));
    in_name() || in_text()
}

/// `large language model (LLM)`, `LLM (large language model)`, or the words one after another without brackets.
fn is_written_out(text: &str, letters: &str) -> bool {
    let in_brackets = text.contains(&format!("({letters})"))
        || text.contains(&format!("({letters}s)"))
        || text.match_indices(&format!("{letters} (")).any(|(at, opening)| {
            let inside = text[at + opening.len()..].split(')').next().unwrap_or_default();
            inside.split_whitespace().count() > 1
        });
    in_brackets || spells(text, letters)
}

fn spells(text: &str, letters: &str) -> bool {
    let wanted: Vec<String> = letters.chars().map(|letter| letter.to_lowercase().collect()).collect();
    let initials: Vec<String> =
        words(text).into_iter().filter_map(|word| word.key.chars().next()).map(String::from).collect();
    wanted.len() > 2 && initials.windows(wanted.len()).any(|window| window == wanted)
}

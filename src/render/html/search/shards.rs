//! The index in files that a page loads as it needs them.
//!
//! Each is a script that hands over one value, since a page in a folder on disk may load scripts and nothing else. The values
//! are text, and no word of a glossary ever becomes a key of an object: `__proto__` is a word like any other.

use rayon::prelude::*;

use super::gather::{InName, InTexts};
use super::numbers;

/// About how many bytes one file has. A reader needs one or two files for each word.
const BYTES: usize = 24_000;

/// A list of words in files: each covers the words from its first one up to the next file's.
pub struct Shards {
    /// The first word of each file.
    pub first: Vec<String>,
    /// What stands in each.
    pub texts: Vec<String>,
}

/// A script that hands `value` to the search under `name`.
pub fn script(name: &str, value: &impl serde::Serialize) -> String {
    let value = serde_json::to_string(value).expect("the index is plain text and lists");
    format!("glossbookSearch.put(\"{name}\",{value});\n")
}

/// The words of names: a line each, `word` and where it stands.
pub fn names(words: &[(String, Vec<InName>)]) -> Shards {
    split(words.par_iter().map(|(word, places)| (word, in_names(places))))
}

/// The words of texts: a line each, `word`, the terms with it in their short definition, and those with it elsewhere.
pub fn texts(words: &[&(String, InTexts)], terms: usize) -> Shards {
    split(words.par_iter().map(|(word, found)| {
        let (short, rest) = (numbers::set(&found.short, terms), numbers::set(&found.rest, terms));
        (word, if rest.is_empty() { short } else { format!("{short} {rest}") })
    }))
}

/// Sorted words, a line each: how many letters it shares with the one before, and the others.
pub fn vocabulary(words: &[&str]) -> String {
    let mut out = String::new();
    let mut before = "";
    for word in words {
        // A script counts in UTF-16, and a letter beyond its first plane takes two units of that.
        let shared = word.chars().zip(before.chars()).take_while(|(one, other)| one == other && one.len_utf16() == 1);
        let (count, bytes) =
            shared.take(31).fold((0, 0), |(count, bytes), (one, _)| (count + 1, bytes + one.len_utf8()));
        out.push_str(if out.is_empty() { "" } else { "\n" });
        numbers::push(&mut out, count);
        out.push_str(&word[bytes..]);
        before = word;
    }
    out
}

fn in_names(places: &[InName]) -> String {
    let mut out = String::with_capacity(4 * places.len());
    let mut before = 0;
    for place in places {
        numbers::push(&mut out, place.term - before);
        before = place.term;
        numbers::push(&mut out, place.label);
        numbers::push(&mut out, 2 * place.position + u32::from(place.is_form));
        numbers::push(&mut out, place.length);
    }
    out
}

fn split<'a>(lines: impl ParallelIterator<Item = (&'a String, String)>) -> Shards {
    let mut shards = Shards { first: Vec::new(), texts: Vec::new() };
    for (word, places) in lines.collect::<Vec<_>>() {
        match shards.texts.last_mut().filter(|text| text.len() + places.len() / 2 < BYTES) {
            Some(text) => ["\n", word, " ", &places].into_iter().for_each(|part| text.push_str(part)),
            None => {
                shards.first.push(word.clone());
                shards.texts.push(format!("{word} {places}"));
            }
        }
    }
    shards
}

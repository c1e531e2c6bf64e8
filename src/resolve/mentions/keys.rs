//! Under which words a name is found in a text: as it is written, joined, and inflected.

use super::forms::{noun_forms, verb_forms};
use super::words::{Joint, key, words};
use crate::model::PartOfSpeech;

/// One sequence of words that stands for a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// As they are looked up.
    pub words: Vec<String>,
    /// The one spelling that counts, for names of which the case matters.
    pub spelling: Option<Vec<String>>,
    /// Whether a rule made it from the name.
    pub is_derived: bool,
}

/// Words behind the noun that takes the plural: "mixtures of experts".
const PREPOSITIONS: &[&str] =
    &["of", "in", "to", "for", "with", "from", "under", "by", "on", "at", "as", "per", "over"];

/// A name of so few letters counts only in its own case: "DP", "F1", "rag".
const SHORT: usize = 3;

/// All keys of a name: first the name itself.
pub fn keys(name: &str, part_of_speech: Option<PartOfSpeech>) -> Vec<Key> {
    // In names an underscore is a space; in texts it is not, since there it stands in identifiers.
    let name = name.replace('_', " ");
    let found = words(&name);
    let written: Vec<&str> = found.iter().map(|word| &name[word.range.clone()]).collect();
    if written.is_empty() {
        return Vec::new();
    }
    if is_case_bound(&name) {
        return case_bound(&written);
    }
    let plain: Vec<String> = written.iter().map(|word| key(word)).collect();
    let hyphens: Vec<usize> = (1..found.len()).filter(|&at| found[at].before == Joint::Hyphen).collect();
    let mut keys = vec![Key { words: plain.clone(), spelling: None, is_derived: false }];
    keys.extend(inflected(&plain, first_phrase(&found), part_of_speech));
    if let [at] = hyphens[..] {
        let mut joined = plain;
        let second = joined.remove(at);
        joined[at - 1].push_str(&second);
        let end = first_phrase(&found).max(at) - 1;
        let forms = inflected(&joined, end.max(1), part_of_speech);
        keys.push(Key { words: joined, spelling: None, is_derived: true });
        keys.extend(forms);
    }
    keys
}

/// Whether a name counts only in its own case: few letters, or capitals alone.
pub fn is_case_bound(name: &str) -> bool {
    let mut letters = name.chars().filter(|character| character.is_alphabetic()).peekable();
    letters.peek().is_some()
        && (letters.clone().count() <= SHORT || letters.all(|letter| !letter.is_lowercase()) && has_case(name))
}

fn has_case(name: &str) -> bool {
    name.chars().any(char::is_uppercase)
}

fn case_bound(written: &[&str]) -> Vec<Key> {
    let make = |spelling: Vec<String>, is_derived| Key {
        words: spelling.iter().map(|word| key(word)).collect(),
        spelling: Some(spelling),
        is_derived,
    };
    let name: Vec<String> = written.iter().map(|word| (*word).to_owned()).collect();
    let mut plural = name.clone();
    plural.last_mut().expect("a name has words").push('s');
    vec![make(name, false), make(plural, true)]
}

/// How many words stand before the first space: one in "roll back", all in "fine-tune".
fn first_phrase(found: &[super::words::Word]) -> usize {
    found.iter().skip(1).position(|word| word.before == Joint::Space).map_or(found.len(), |at| at + 1)
}

fn inflected(plain: &[String], first_phrase: usize, part_of_speech: Option<PartOfSpeech>) -> Vec<Key> {
    let at = |at: usize, forms: Vec<String>| {
        let replace = move |form| {
            let mut words = plain.to_vec();
            words[at] = form;
            Key { words, spelling: None, is_derived: true }
        };
        forms.into_iter().map(replace).collect::<Vec<_>>()
    };
    match part_of_speech {
        Some(PartOfSpeech::Adjective) => Vec::new(),
        Some(PartOfSpeech::Verb) => {
            let (first, last) = (first_phrase.min(plain.len()) - 1, plain.len() - 1);
            let verbs = std::iter::once(first).chain((first != last).then_some(last));
            verbs.flat_map(|verb| at(verb, verb_forms(&plain[verb]))).collect()
        }
        _ => nouns(plain).flat_map(|noun| at(noun, noun_forms(&plain[noun]))).collect(),
    }
}

/// The words that may take the plural: the last one, and the one before a preposition.
fn nouns(plain: &[String]) -> impl Iterator<Item = usize> {
    let last = plain.len() - 1;
    let head = plain.iter().skip(1).position(|word| PREPOSITIONS.contains(&word.as_str()));
    head.into_iter().filter(move |&head| head != last).chain([last])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(name: &str, part_of_speech: PartOfSpeech) -> Vec<String> {
        keys(name, Some(part_of_speech)).into_iter().map(|key| key.words.join(" ")).collect()
    }

    #[test]
    fn the_noun_that_counts_takes_the_plural() {
        let keys = found("mixture of experts", PartOfSpeech::NounPhrase);
        assert!(keys.contains(&"mixtures of experts".to_owned()), "{keys:?}");
        assert!(found("fine-tuning", PartOfSpeech::Process).contains(&"finetuning".to_owned()));
        assert!(found("privacy policy", PartOfSpeech::NounPhrase).contains(&"privacy policies".to_owned()));
    }

    #[test]
    fn verbs_take_their_endings_and_adjectives_none() {
        assert!(found("fine-tune", PartOfSpeech::Verb).contains(&"fine tuned".to_owned()));
        assert!(found("roll back", PartOfSpeech::Verb).contains(&"rolled back".to_owned()));
        assert_eq!(found("multimodal", PartOfSpeech::Adjective), ["multimodal"]);
    }

    #[test]
    fn short_names_and_capitals_keep_their_case() {
        for name in ["RAG", "DP", "rag", "F1", "RLHF", "ROC AUC", "ISO/IEC 42001"] {
            assert!(is_case_bound(name), "{name}");
        }
        for name in ["LoRA", "privacy", "EU AI Act", "機械学習の評価"] {
            assert!(!is_case_bound(name), "{name}");
        }
        let spellings: Vec<_> =
            keys("LLM", None).into_iter().map(|key| key.spelling.expect("bound").join(" ")).collect();
        assert_eq!(spellings, ["LLM", "LLMs"]);
    }
}

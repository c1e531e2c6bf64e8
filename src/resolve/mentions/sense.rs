//! Whether the words of a name stand for the term where they were found.
//!
//! Three things are not mentions although the letters are the same: a part of a longer word ("self-attention",
//! "privacy-preserving"), a part of an address, and a verb ("benchmark the model", "to prompt a user"). What no rule can tell, such as
//! the recall of a product, an author marks in the text, see [`crate::body`].

use super::Reason;
use super::trie::Hit;
use super::words::{Joint, Word, is_hyphen};

/// A text in which names were found.
pub struct Found<'a> {
    /// The text.
    pub text: &'a str,
    /// Its words.
    pub words: &'a [Word],
    /// The names in it.
    pub hits: &'a [Hit],
    /// Whether the text begins with a command: "Benchmark the model before release".
    pub is_command: bool,
}

/// Words before a verb.
const BEFORE_VERB: &[&str] = &[
    "can", "could", "may", "might", "must", "shall", "should", "will", "would", "cannot", "not", "never", "don't",
    "we", "you", "they", "i", "who",
];
/// Words before a verb with an `s`.
const BEFORE_VERB_S: &[&str] =
    &["it", "he", "she", "who", "nobody", "somebody", "everybody", "everyone", "anyone", "someone", "one"];
/// Words that do not follow a verb as its object.
const NO_OBJECT: &[&str] = &[
    "and", "or", "but", "of", "in", "to", "for", "with", "from", "under", "by", "on", "at", "as", "per", "is", "are",
    "was", "were", "has", "have", "can", "may", "must", "should", "will", "than", "that", "which", "when", "while",
    "if",
];
/// Nouns with these ends are never verbs.
const NOUN_ENDS: &[&str] = &[
    "tion", "sion", "ment", "ness", "ity", "ance", "ence", "ing", "er", "or", "ism", "ure", "cy", "phy", "ics", "ty",
    "ations", "ings",
];

impl Found<'_> {
    /// Why the `index`-th name is no mention, if so.
    pub fn objection(&self, index: usize) -> Option<Reason> {
        if self.is_part_of_a_word(index) || self.is_in_an_address(&self.hits[index]) {
            Some(Reason::PartOfWord)
        } else if self.is_verb(&self.hits[index]) {
            Some(Reason::Verb)
        } else {
            None
        }
    }

    /// Whether a hyphen ties the name to another word that is no name itself: "precision-recall curve" has two names.
    fn is_part_of_a_word(&self, index: usize) -> bool {
        let hit = &self.hits[index];
        let (start, end) = (self.start(hit), self.end(hit));
        let hyphen_before = self.text[..start].chars().next_back().is_some_and(is_hyphen);
        let mut after = self.text[end..].chars();
        let hyphen_after = after.next().is_some_and(is_hyphen) && !after.next().is_some_and(is_hyphen);
        let tied_before = hyphen_before && self.words[hit.words.start].before == Joint::Hyphen;
        let touches = |other: Option<&Hit>, word: usize| other.is_some_and(|other| other.words.contains(&word));
        let before = index.checked_sub(1).and_then(|index| self.hits.get(index));
        let after = self.hits.get(index + 1);
        (tied_before && !touches(before, hit.words.start - 1))
            // "LLM-based" is about the LLM.
            || (hyphen_after && !hit.is_case_bound && !touches(after, hit.words.end))
    }

    fn is_in_an_address(&self, hit: &Hit) -> bool {
        let before = self.text[..self.start(hit)].rsplit(char::is_whitespace).next().unwrap_or_default();
        let after = self.text[self.end(hit)..].split(char::is_whitespace).next().unwrap_or_default();
        let has = |mark| before.contains(mark) || after.contains(mark);
        has("://") || has("@") || before.starts_with("www.")
    }

    fn is_verb(&self, hit: &Hit) -> bool {
        let word = self.word(hit.words.start);
        if hit.words.len() != 1 || hit.is_case_bound || NOUN_ENDS.iter().any(|end| word.ends_with(end)) {
            return false;
        }
        let before = match hit.words.start.checked_sub(1) {
            Some(at) if self.words[hit.words.start].before == Joint::Space => self.word(at),
            _ => String::new(),
        };
        if word.ends_with('s') {
            return BEFORE_VERB_S.contains(&before.as_str());
        }
        let begins_command = self.is_command && hit.words.start == 0;
        BEFORE_VERB.contains(&before.as_str()) || (before == "to" || begins_command) && self.has_object(hit)
    }

    /// Whether what follows may be what the verb acts on.
    fn has_object(&self, hit: &Hit) -> bool {
        let next = self.words.get(hit.words.end).filter(|word| word.before == Joint::Space);
        next.is_some() && !NO_OBJECT.contains(&self.word(hit.words.end).as_str())
    }

    fn word(&self, at: usize) -> String {
        self.text[self.words[at].range.clone()].to_lowercase()
    }

    /// Where the name begins.
    pub fn start(&self, hit: &Hit) -> usize {
        self.words[hit.words.start].range.start
    }

    /// Where it ends.
    pub fn end(&self, hit: &Hit) -> usize {
        self.words[hit.words.end - 1].range.end
    }
}

#[cfg(test)]
mod tests {
    use super::super::keys::keys;
    use super::super::trie::{Claim, Meaning, Trie};
    use super::*;
    use crate::model::TermId;

    /// The words that are mentions.
    fn mentions(text: &str, is_command: bool) -> Vec<String> {
        let mut trie = Trie::default();
        for name in ["attention", "benchmark", "LLM", "precision", "privacy", "prompt", "recall"] {
            keys(name, None).into_iter().for_each(|key| trie.insert(key, Claim::Name, Meaning::Term(TermId::at(0))));
        }
        let (words, hits) = trie.find(text);
        let found = Found { text, words: &words, hits: &hits, is_command };
        let mentions = hits.iter().enumerate().filter(|(index, _)| found.objection(*index).is_none());
        mentions.map(|(_, hit)| text[found.start(hit)..found.end(hit)].to_owned()).collect()
    }

    #[test]
    fn a_part_of_a_longer_word_is_no_mention() {
        assert!(mentions("self-attention, privacy-preserving, pre-prompt, prompt- and tool-level", false).is_empty());
        assert_eq!(
            mentions("LLM-based, a precision-recall curve, privacy -- recall", false),
            ["LLM", "precision", "recall", "privacy", "recall"]
        );
    }

    #[test]
    fn an_address_holds_no_mention() {
        assert!(mentions("see https://example.org/privacy/prompt or privacy@example.org", false).is_empty());
    }

    #[test]
    fn a_verb_is_no_mention() {
        assert!(mentions("It can recall facts, it recalls them; to prompt the model, we benchmark.", false).is_empty());
        assert!(mentions("Benchmark the index.", true).is_empty());
        assert_eq!(mentions("Benchmark recall", true), ["recall"]);
        assert_eq!(mentions("Recall of one class; from precision to recall, to prompts and benchmarks", true).len(), 5);
    }
}

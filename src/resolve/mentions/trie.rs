//! All names of a glossary as a tree of words, and the search for them in a text.
//!
//! Leftmost longest: of names that begin at one word the longest wins, and what it covers is not looked at again, so
//! that "privacy" is never found in "privacy budget". A search by bytes with word boundaries checked afterwards would lose
//! names here: it finds "agent ex" in "agent example", drops it, and has passed over "agent". A tree of words cannot.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::forms::other_spelling;
use super::keys::Key;
use super::words::{Joint, Word, key, words};
use crate::model::TermId;

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Meaning {
    /// Words that the settings keep from becoming a link.
    Never,
    /// A term.
    Term(TermId),
    /// A term that relationships name and nobody has written yet, by its place in a list.
    Undefined(u32),
}

/// How good a claim to its words a name has: the least wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Claim {
    /// The settings say so.
    Settings,
    /// A term's own name.
    Name,
    /// An alias.
    Alias,
    /// A form of a term's name that a rule made.
    NameForm,
    /// A form of an alias.
    AliasForm,
    /// No entry has it.
    Undefined,
}

/// A name found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Which words.
    pub words: Range<usize>,
    /// What they may stand for: one meaning, or several when none has the better claim.
    pub meanings: Vec<Meaning>,
    /// Whether the case of the name counted.
    pub is_case_bound: bool,
}

/// The names.
#[derive(Debug, Default)]
pub struct Trie {
    ids: FxHashMap<String, u32>,
    /// By word: where names that begin with it go on; 0 for none, since nothing leads back to the root.
    first: Vec<u32>,
    next: FxHashMap<(u32, u32), u32>,
    ends: Vec<Vec<End>>,
}

#[derive(Debug)]
struct End {
    claim: Claim,
    meaning: Meaning,
    spelling: Option<Vec<String>>,
}

impl Trie {
    /// Adds a name under one of its keys.
    pub fn insert(&mut self, key: Key, claim: Claim, meaning: Meaning) {
        let mut node = 0;
        for word in &key.words {
            let word = self.intern(word);
            node = self.step_or_add(node, word);
        }
        let ends = &mut self.ends[node as usize];
        if ends.iter().all(|end| (end.claim, end.meaning, &end.spelling) != (claim, meaning, &key.spelling)) {
            ends.push(End { claim, meaning, spelling: key.spelling });
        }
    }

    /// The number of a word, which British and American spelling share.
    fn intern(&mut self, word: &str) -> u32 {
        if let Some(&id) = self.ids.get(word) {
            return id;
        }
        let id = u32::try_from(self.first.len()).expect("fewer than 2^32 words");
        self.first.push(0);
        self.ids.insert(word.to_owned(), id);
        if let Some(other) = other_spelling(word) {
            self.ids.entry(other).or_insert(id);
        }
        id
    }

    fn step_or_add(&mut self, node: u32, word: u32) -> u32 {
        if let Some(next) = self.step(node, word) {
            return next;
        }
        if self.ends.is_empty() {
            self.ends.push(Vec::new());
        }
        let next = u32::try_from(self.ends.len()).expect("fewer than 2^32 nodes");
        self.ends.push(Vec::new());
        match node {
            0 => self.first[word as usize] = next,
            _ => _ = self.next.insert((node, word), next),
        }
        next
    }

    fn step(&self, node: u32, word: u32) -> Option<u32> {
        match node {
            0 => self.first.get(word as usize).copied().filter(|&next| next != 0),
            _ => self.next.get(&(node, word)).copied(),
        }
    }

    /// All names in a text, from left to right, with the words of the text.
    pub fn find(&self, text: &str) -> (Vec<Word>, Vec<Hit>) {
        let words = words(text);
        let search = Search::new(self, text, &words);
        let mut hits = Vec::new();
        let mut at = 0;
        while at < words.len() {
            match search.longest(at) {
                Some(hit) => {
                    at = hit.words.end;
                    hits.push(hit);
                }
                None => at += 1,
            }
        }
        (words, hits)
    }
}

/// A text with its words looked up.
struct Search<'a> {
    trie: &'a Trie,
    text: &'a str,
    words: &'a [Word],
    ids: Vec<Option<u32>>,
}

impl<'a> Search<'a> {
    fn new(trie: &'a Trie, text: &'a str, words: &'a [Word]) -> Self {
        let mut lower = String::new();
        let ids = words.iter().map(|word| look_up(trie, &text[word.range.clone()], &mut lower)).collect();
        Self { trie, text, words, ids }
    }

    /// The longest name that begins at the word `start`.
    fn longest(&self, start: usize) -> Option<Hit> {
        let mut best = None;
        self.follow(0, start, start, &mut best);
        best
    }

    fn follow(&self, node: u32, start: usize, at: usize, best: &mut Option<Hit>) {
        if node != 0 && best.as_ref().is_none_or(|hit| hit.words.end < at) {
            *best = self.hit(node, start..at).or(best.take());
        }
        if at == self.words.len() || (at > start && self.words[at].before == Joint::Gap) {
            return;
        }
        if let Some(next) = self.ids[at].and_then(|word| self.trie.step(node, word)) {
            self.follow(next, start, at + 1, best);
        }
        if let Some(next) = self.joined(at).and_then(|word| self.trie.step(node, word)) {
            self.follow(next, start, at + 2, best);
        }
    }

    /// "pre-training" is also looked up as "pretraining".
    fn joined(&self, at: usize) -> Option<u32> {
        let second = self.words.get(at + 1).filter(|word| word.before == Joint::Hyphen)?;
        let both = format!("{}{}", &self.text[self.words[at].range.clone()], &self.text[second.range.clone()]);
        self.trie.ids.get(&key(&both)).copied()
    }

    fn hit(&self, node: u32, words: Range<usize>) -> Option<Hit> {
        let ends = || self.trie.ends[node as usize].iter().filter(|end| self.is_spelled(end, &words));
        let claim = ends().map(|end| end.claim).min()?;
        let mut meanings: Vec<Meaning> = ends().filter(|end| end.claim == claim).map(|end| end.meaning).collect();
        meanings.sort_unstable();
        meanings.dedup();
        let is_case_bound = ends().any(|end| end.claim == claim && end.spelling.is_some());
        Some(Hit { words, meanings, is_case_bound })
    }

    fn is_spelled(&self, end: &End, words: &Range<usize>) -> bool {
        let Some(spelling) = &end.spelling else { return true };
        let written = self.words[words.clone()].iter().map(|word| &self.text[word.range.clone()]);
        spelling.len() == words.len() && written.zip(spelling).all(|(written, spelling)| written == spelling)
    }
}

/// The number of a word. `lower` is room for it in lower case.
fn look_up(trie: &Trie, word: &str, lower: &mut String) -> Option<u32> {
    if !word.is_ascii() {
        return trie.ids.get(&key(word)).copied();
    }
    lower.clear();
    lower.push_str(word);
    lower.make_ascii_lowercase();
    trie.ids.get(lower.as_str()).copied()
}

#[cfg(test)]
mod tests {
    use super::super::keys::keys;
    use super::*;
    use crate::model::PartOfSpeech;

    fn trie(names: &[&str]) -> Trie {
        let mut trie = Trie::default();
        for (index, name) in names.iter().enumerate() {
            for key in keys(name, Some(PartOfSpeech::NounPhrase)) {
                let claim = if key.is_derived { Claim::NameForm } else { Claim::Name };
                trie.insert(key, claim, Meaning::Term(TermId::at(index)));
            }
        }
        trie
    }

    #[track_caller]
    fn finds(names: &[&str], text: &str, expected: &[&str]) {
        let (words, hits) = trie(names).find(text);
        let found: Vec<&str> = hits
            .iter()
            .map(|hit| &text[words[hit.words.start].range.start..words[hit.words.end - 1].range.end])
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn the_longest_name_wins_and_no_shorter_one_is_lost() {
        finds(&["privacy", "privacy budget"], "privacy and a privacy budget", &["privacy", "privacy budget"]);
        finds(&["agent", "agent ex"], "an agent example", &["agent"]);
        finds(&["evaluation", "evaluation harness of steel"], "evaluation harness", &["evaluation"]);
    }

    #[test]
    fn case_hyphens_and_spaces_do_not_matter() {
        finds(&["fine-tuning"], "Fine-tuning, FINE TUNING, finetuning", &["Fine-tuning", "FINE TUNING", "finetuning"]);
        finds(&["pretraining"], "Pre-training", &["Pre-training"]);
        finds(&["multimodal model"], "a multi-modal\nmodel", &["multi-modal\nmodel"]);
        finds(&["Größe"], "GRO\u{308}SSE und größe", &["GRO\u{308}SSE", "größe"]);
    }

    #[test]
    fn short_and_capital_names_keep_their_case() {
        finds(&["RAG"], "RAG, rag, Rag, RAGs, RAGS", &["RAG", "RAGs"]);
        finds(&["ROC AUC"], "ROC AUC, roc auc, ROC-AUC", &["ROC AUC", "ROC-AUC"]);
    }

    #[test]
    fn plurals_possessives_and_spellings_are_found() {
        finds(&["privacy policy"], "Privacy policies' aim", &["Privacy policies"]);
        finds(&["agent"], "the agent's tool, agents\u{2019} tools", &["agent", "agents"]);
        finds(
            &["data labeling", "audio labelling"],
            "data labelling, audio labeling",
            &["data labelling", "audio labeling"],
        );
    }

    #[test]
    fn only_one_space_or_hyphen_joins_words() {
        finds(&["tool use"], "tool - use, tool. Use, tool, use, tool's use, tool use", &["tool use"]);
    }

    #[test]
    fn words_are_whole() {
        finds(&["prompt", "C++"], "prompting, promptly, prompt.txt, a_prompt, C++", &["C++"]);
    }

    #[test]
    fn two_owners_are_two_meanings_and_a_name_goes_before_an_alias() {
        let mut trie = trie(&["one thing", "other thing"]);
        for (term, claim, name) in
            [(0, Claim::Alias, "other thing"), (0, Claim::Alias, "shared"), (1, Claim::Alias, "shared")]
        {
            trie.insert(keys(name, None).remove(0), claim, Meaning::Term(TermId::at(term)));
        }
        let (_, hits) = trie.find("other thing shared");
        assert_eq!(hits[0].meanings, [Meaning::Term(TermId::at(1))]);
        assert_eq!(hits[1].meanings.len(), 2);
    }
}

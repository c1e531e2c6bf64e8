//! What the search should find, from the terms themselves: slow, and short enough to be read.

use std::collections::{BTreeMap, BTreeSet};

use glossbook::model::{Section, Term, name_key};
use glossbook::render::html::search::words::words;
use glossbook::resolve::Glossary;
use glossbook::resolve::mentions::word_forms;
use serde_json::{Value, json};

const EXACT: u32 = 4;
const BEGINS: u32 = 3;
const NEAR: u32 = 2;
const NEARLY_BEGINS: u32 = 1;
const FEW: usize = 3;

/// All words of all terms, in the order of names.
pub struct Reference<'a> {
    entries: Vec<Entry<'a>>,
    common: BTreeSet<String>,
    vocabulary: BTreeSet<String>,
}

struct Entry<'a> {
    term: &'a Term,
    labels: Vec<Label<'a>>,
    short: BTreeSet<String>,
    rest: BTreeSet<String>,
}

struct Label<'a> {
    text: &'a str,
    words: Vec<String>,
    /// Other forms of words, with the number of the word.
    forms: Vec<(usize, String)>,
}

/// A word of a query, and what counts as that word: itself, or words that are spelled almost like it.
struct Asked {
    word: String,
    near: Vec<(String, u32)>,
}

impl<'a> Reference<'a> {
    pub fn of(glossary: &'a Glossary) -> Self {
        let mut entries: Vec<Entry<'_>> =
            glossary.ids_by_name().iter().map(|&id| Entry::of(glossary.term(id))).collect();
        let mut counts: BTreeMap<&String, usize> = BTreeMap::new();
        for entry in &entries {
            for word in entry.short.union(&entry.rest) {
                *counts.entry(word).or_default() += 1;
            }
        }
        let is_common = |count: usize| entries.len() >= 8 && 2 * count > entries.len();
        let common: BTreeSet<String> =
            counts.iter().filter(|(_, count)| is_common(**count)).map(|(word, _)| (*word).clone()).collect();
        for entry in &mut entries {
            entry.short.retain(|word| !common.contains(word));
            entry.rest.retain(|word| !common.contains(word));
        }
        let names = entries.iter().flat_map(|entry| &entry.labels).flat_map(|label| &label.words);
        let vocabulary = names.chain(entries.iter().flat_map(|entry| &entry.short)).cloned().collect();
        Self { entries, common, vocabulary }
    }

    /// The answer as the vectors write it.
    pub fn answer(&self, query: &str) -> Value {
        let asked: Vec<Asked> = words(query).into_iter().take(10).map(|word| self.asked(word)).collect();
        let mut needed: Vec<bool> = asked.iter().map(|one| !self.common.contains(&one.word)).collect();
        if !needed.contains(&true) {
            needed.fill(true);
        }
        let mut found: Vec<Found> = self.entries.iter().filter_map(|entry| entry.found(&asked, &needed)).collect();
        let full = found.iter().filter(|one| one.is_full).count();
        found.retain(|one| one.is_full || full < FEW);
        // Stable: equal ones stay in the order of names.
        found.sort_by_key(|one| (!one.is_full, std::cmp::Reverse(one.score)));
        let shown: Vec<&str> = found.iter().map(|one| one.shown.as_str()).collect();
        json!({ "query": query, "full": full, "found": shown })
    }

    fn asked(&self, word: String) -> Asked {
        let asked = Asked { word, near: Vec::new() };
        let in_names = self.entries.iter().any(|entry| entry.labels.iter().any(|label| label.place(&asked).is_some()));
        let places = self.entries.iter().filter(|entry| entry.points(&asked) > 0).count();
        let length = asked.word.encode_utf16().count();
        if length < 4 || in_names || places >= FEW {
            return asked;
        }
        let most = if length >= 8 { 2 } else { 1 };
        let mut near: Vec<(usize, &String)> = Vec::new();
        for candidate in &self.vocabulary {
            let whole = distance(&asked.word, candidate);
            let begin = beginnings(candidate).map(|begin| distance(&asked.word, &begin)).min().unwrap_or(whole);
            let rank = if whole <= most { whole } else { 10 + begin };
            if whole.min(begin) <= most {
                near.push((rank, candidate));
            }
        }
        let best = near.iter().map(|(rank, _)| *rank).min();
        near.retain(|(rank, _)| Some(*rank) == best);
        let quality = |rank: usize| if rank < 10 { NEAR } else { NEARLY_BEGINS };
        let near = near.into_iter().take(12).map(|(rank, word)| (word.clone(), quality(rank))).collect();
        Asked { near, ..asked }
    }
}

/// A term that matches.
struct Found {
    shown: String,
    is_full: bool,
    score: u32,
}

impl<'a> Entry<'a> {
    fn of(term: &'a Term) -> Self {
        let aliases = term.aliases.iter().map(|alias| alias.value.as_str());
        let others = aliases.filter(|alias| name_key(alias) != name_key(&term.name));
        let labels = std::iter::once(term.name.value.as_str()).chain(others).map(Label::of).collect();
        let of = |section: Section| -> BTreeSet<String> {
            // The addresses of links are no words of a text.
            let texts = section
                .values(term)
                .into_iter()
                .map(|value| value.value.replace("(https://stories.test/handoff)", " "));
            texts.flat_map(|text| words(&text)).collect()
        };
        let short = of(Section::ShortDef);
        let rest = Section::ALL.into_iter().filter(|section| *section != Section::ShortDef).flat_map(of);
        let rest = rest.filter(|word| !short.contains(word)).collect();
        Self { term, labels, short, rest }
    }

    fn found(&self, asked: &[Asked], needed: &[bool]) -> Option<Found> {
        let points: Vec<u32> = asked.iter().map(|one| self.points(one)).collect();
        let wanted = || points.iter().zip(needed).filter(|(_, needed)| **needed).map(|(points, _)| *points);
        if !wanted().any(|points| points > 0) {
            return None;
        }
        let labels = self.labels.iter().enumerate();
        let best = labels
            .filter_map(|(at, label)| Some((label.rank(at, asked, needed)?, at)))
            .max_by_key(|(rank, at)| (*rank, std::cmp::Reverse(*at)));
        let (kind, length, label) = match best {
            Some((_, at)) => {
                let label = &self.labels[at];
                (2 * label.kind(asked) + u32::from(at == 0), label.words.len().min(31) as u32, at)
            }
            None => (0, 31, 0),
        };
        let score = (1_000 * kind + points.iter().sum::<u32>()) * 32 - length;
        let name = self.term.name.value.clone();
        Some(Found {
            shown: if label == 0 { name } else { format!("{} → {name}", self.labels[label].text) },
            is_full: wanted().all(|points| points > 0),
            score: if self.term.is_deprecated() { score / 4 } else { score },
        })
    }

    /// How much a word of the query counts here: its best place, times how well it matches.
    fn points(&self, asked: &Asked) -> u32 {
        let labels = self.labels.iter().enumerate();
        let in_labels = labels.filter_map(|(at, label)| Some(label.place(asked)?.1 * if at == 0 { 8 } else { 6 }));
        let may_go_on = asked.word.chars().count() >= 3;
        let in_text = |text: &BTreeSet<String>| {
            let qualities = text.iter().filter_map(|word| {
                let quality = asked.quality(word)?;
                (quality != BEGINS || may_go_on).then_some(quality)
            });
            qualities.max().unwrap_or(0)
        };
        in_labels.max().unwrap_or(0).max(2 * in_text(&self.short)).max(in_text(&self.rest))
    }
}

impl<'a> Label<'a> {
    fn of(text: &'a str) -> Self {
        let own = words(text);
        let mut forms: Vec<(usize, String)> = Vec::new();
        for (at, word) in own.iter().enumerate() {
            forms.extend(word_forms(word).into_iter().map(|form| (at, form)));
        }
        let mut position = 0;
        for part in text.split_whitespace() {
            let inside = words(part);
            if inside.len() > 1 && part.contains('-') {
                forms.push((position, inside.concat()));
            }
            position += inside.len();
        }
        Self { text, words: own, forms }
    }

    /// Where a word of the query stands, and how well it matches there.
    fn place(&self, asked: &Asked) -> Option<(usize, u32)> {
        let own = self.words.iter().enumerate().map(|(at, word)| (at, asked.quality(word)));
        let forms = self.forms.iter().map(|(at, form)| (*at, asked.quality(form).map(|quality| quality.min(BEGINS))));
        let mut best: Option<(usize, u32)> = None;
        let mut found: Vec<(&str, usize, u32)> = Vec::new();
        let texts = self.words.iter().map(String::as_str).chain(self.forms.iter().map(|(_, form)| form.as_str()));
        for ((at, quality), text) in own.chain(forms).zip(texts) {
            found.extend(quality.map(|quality| (text, at, quality)));
        }
        // As the index has them: the word itself first, then those that it begins, in the order of the alphabet; each once,
        // as it is written before any other form.
        found.sort_by_key(|(text, _, _)| *text);
        found.dedup_by_key(|(text, _, _)| *text);
        for (_, at, quality) in found {
            if best.is_none_or(|(_, known)| known < quality) {
                best = Some((at, quality));
            }
        }
        best
    }

    fn rank(&self, at: usize, asked: &[Asked], needed: &[bool]) -> Option<u32> {
        let places: Vec<_> = asked.iter().map(|one| self.place(one)).collect();
        if places.iter().zip(needed).any(|(place, needed)| place.is_none() && *needed) {
            return None;
        }
        let qualities: u32 = places.iter().flatten().map(|(_, quality)| quality).sum();
        let length = self.words.len().min(31) as u32;
        Some(((2 * self.kind(asked) + u32::from(at == 0)) * 1_000 + qualities) * 32 - length)
    }

    /// 3: the query is the whole label; 2: its beginning; 1: all words of the query stand in it.
    fn kind(&self, asked: &[Asked]) -> u32 {
        let places: Vec<_> = asked.iter().map(|one| self.place(one)).collect();
        let in_order = places.iter().enumerate().all(|(at, place)| place.is_some_and(|(position, _)| position == at));
        let qualities: Vec<u32> = places.iter().flatten().map(|(_, quality)| *quality).collect();
        let exact = |qualities: &[u32]| qualities.iter().all(|quality| *quality == EXACT);
        match qualities.split_last() {
            Some((last, others)) if in_order && exact(others) => match *last {
                EXACT if self.words.len() == asked.len() => 3,
                EXACT | BEGINS => 2,
                _ => 1,
            },
            _ => 1,
        }
    }
}

impl Asked {
    fn quality(&self, word: &str) -> Option<u32> {
        let itself = if word == self.word { Some(EXACT) } else { word.starts_with(&self.word).then_some(BEGINS) };
        itself.or_else(|| self.near.iter().find(|(near, _)| near == word).map(|(_, quality)| *quality))
    }
}

fn beginnings(word: &str) -> impl Iterator<Item = String> + '_ {
    word.char_indices().map(|(at, _)| word[..at].to_owned())
}

/// Edits, a swap of neighbours counting once, no letter edited twice.
fn distance(one: &str, other: &str) -> usize {
    let (one, other): (Vec<u16>, Vec<u16>) = (one.encode_utf16().collect(), other.encode_utf16().collect());
    let mut rows = vec![(0..=other.len()).collect::<Vec<usize>>()];
    for at in 1..=one.len() {
        let mut row = vec![at];
        for to in 1..=other.len() {
            let same = usize::from(one[at - 1] != other[to - 1]);
            let mut best = (rows[at - 1][to] + 1).min(row[to - 1] + 1).min(rows[at - 1][to - 1] + same);
            if at > 1 && to > 1 && one[at - 1] == other[to - 2] && one[at - 2] == other[to - 1] {
                best = best.min(rows[at - 2][to - 2] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows[one.len()][other.len()]
}

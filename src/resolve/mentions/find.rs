//! Reads every text and decides what becomes of each name in it.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::super::TermLinks;
use super::super::names::{self, Names};
use super::keys::keys;
use super::sense::Found;
use super::trie::{Claim, Hit, Meaning, Trie};
use super::{Mention, Outcome, Reason, Target};
use crate::body::{Inline, Kind, paragraphs, pieces};
use crate::digest::{Digest, Fingerprint};
use crate::model::{PartOfSpeech, Place, Section, Term, TermId};
use crate::settings::links::{Density, LinkSettings};
use crate::source::Spanned;

/// Finds the names of a glossary in its texts.
#[derive(Debug)]
pub struct Finder {
    /// Names that relationships use and nobody has.
    pub undefined: Vec<String>,
    /// Of everything that the names are made from.
    names: Digest,
    settings: LinkSettings,
    never: FxHashSet<TermId>,
    trie: Arc<OnceLock<Trie>>,
}

impl Finder {
    /// Looks for all names of `terms`.
    pub fn of(terms: &[Arc<Term>], links: &[TermLinks], names: &Names, settings: &LinkSettings) -> Self {
        let undefined = names::undefined(terms, links, names);
        let never = never_terms(names, settings);
        let names = digest(terms, &undefined, settings);
        Self { undefined, names, settings: settings.clone(), never, trie: Arc::default() }
    }

    /// What stands for all names: two finders with the same find the same in every text.
    pub fn names(&self) -> Digest {
        self.names
    }

    /// The same, with the work that a finder of the same names has done.
    pub fn with_work_of(self, other: &Self) -> Self {
        Self { trie: other.trie.clone(), ..self }
    }

    /// All mentions in the texts of `terms`, but for those that `known` has.
    pub fn find(
        &self,
        terms: &[Arc<Term>],
        known: impl Fn(TermId) -> Option<Vec<Mention>> + Sync,
    ) -> Vec<Vec<Mention>> {
        let known: Vec<Option<Vec<Mention>>> =
            (0..terms.len()).into_par_iter().map(|index| known(TermId::at(index))).collect();
        if known.iter().all(Option::is_some) {
            return known.into_iter().flatten().collect();
        }
        // The tree is made on many threads, and so before any of them waits for it.
        let trie = self.trie.get_or_init(|| trie(terms, &self.undefined, &self.settings));
        let search = Search { finder: self, trie };
        let find = |(index, known): (usize, Option<Vec<Mention>>)| {
            known.unwrap_or_else(|| search.term(TermId::at(index), &terms[index]))
        };
        known.into_par_iter().enumerate().map(find).collect()
    }
}

/// Everything that names are made from, in the order that gives the terms their numbers.
fn digest(terms: &[Arc<Term>], undefined: &[String], settings: &LinkSettings) -> Digest {
    let mut names = Fingerprint::default();
    names.add(format!("{settings:?}")).number(terms.len());
    for term in terms {
        names.add(&term.name.value).maybe(term.part_of_speech.as_ref().map(|part| part.value.name()));
        names.number(term.aliases.len());
        term.aliases.iter().for_each(|alias| _ = names.add(&alias.value));
    }
    undefined.iter().for_each(|name| _ = names.add(name));
    names.finish()
}

/// The entries of `links.never` in which nothing is found that could be a link.
pub fn idle_never<'a>(terms: &[Arc<Term>], settings: &'a LinkSettings) -> Vec<&'a Spanned<String>> {
    if settings.never.is_empty() {
        return Vec::new();
    }
    let trie = trie(terms, &[], &LinkSettings::default());
    settings.never.iter().filter(|words| trie.find(words).1.is_empty()).collect()
}

fn trie(terms: &[Arc<Term>], undefined: &[String], settings: &LinkSettings) -> Trie {
    let mut names = Vec::new();
    let mut insert = |name, part_of_speech, meaning, claims: [Claim; 2]| {
        names.push(Name { name, part_of_speech, meaning, claims });
    };
    for (index, term) in terms.iter().enumerate() {
        let part_of_speech = term.part_of_speech.as_ref().map(|part| part.value);
        let meaning = Meaning::Term(TermId::at(index));
        insert(&term.name, part_of_speech, meaning, [Claim::Name, Claim::NameForm]);
        for alias in &term.aliases {
            insert(alias, part_of_speech, meaning, [Claim::Alias, Claim::AliasForm]);
        }
    }
    for (index, name) in undefined.iter().enumerate() {
        let index = u32::try_from(index).expect("fewer than 2^32 names");
        insert(name, Some(PartOfSpeech::Noun), Meaning::Undefined(index), [Claim::Undefined; 2]);
    }
    for words in &settings.never {
        insert(words, Some(PartOfSpeech::Noun), Meaning::Never, [Claim::Settings; 2]);
    }
    of_names(&names)
}

/// A name, and what it stands for.
struct Name<'a> {
    name: &'a str,
    part_of_speech: Option<PartOfSpeech>,
    meaning: Meaning,
    /// As it is written, and in another form.
    claims: [Claim; 2],
}

fn of_names(names: &[Name<'_>]) -> Trie {
    let keys: Vec<_> = names.par_iter().map(|name| keys(name.name, name.part_of_speech)).collect();
    let mut trie = Trie::default();
    for (name, keys) in names.iter().zip(keys) {
        for key in keys {
            let [claim, form] = name.claims;
            let claim = if key.is_derived { form } else { claim };
            trie.insert(key, claim, name.meaning);
        }
    }
    trie
}

/// The terms whose own name is on the never list: none of their names is linked.
fn never_terms(names: &Names, settings: &LinkSettings) -> FxHashSet<TermId> {
    settings.never.iter().flat_map(|name| names.named(name)).copied().collect()
}

struct Search<'a> {
    finder: &'a Finder,
    trie: &'a Trie,
}

impl Search<'_> {
    fn term(&self, id: TermId, term: &Term) -> Vec<Mention> {
        let mut mentions = Vec::new();
        let mut linked: Vec<TermId> = Vec::new();
        for section in Section::ALL {
            if self.finder.settings.density == Density::FirstPerSection {
                linked.clear();
            }
            for (item, text) in section.texts(term).iter().enumerate() {
                let place = Place::new(section, item);
                let blocks = super::super::tree(place, text);
                for (at, parts) in paragraphs(&blocks) {
                    self.paragraph(id, place, at, parts, &mut linked, &mut mentions);
                }
            }
        }
        mentions
    }

    /// The names in one paragraph, which begins at byte `at` of the text without markup.
    fn paragraph(
        &self,
        own: TermId,
        place: Place,
        at: usize,
        parts: &[Inline],
        linked: &mut Vec<TermId>,
        mentions: &mut Vec<Mention>,
    ) {
        let text = crate::body::plain_line(parts);
        let (words, hits) = self.trie.find(&text);
        let is_command = place.section.holds_commands() && at == 0;
        let found = Found { text: &text, words: &words, hits: &hits, is_command };
        for (index, hit) in hits.iter().enumerate() {
            let range = found.start(hit)..found.end(hit);
            let target = target(hit);
            let reason = self
                .reason(own, place, &target)
                .or_else(|| found.objection(index))
                .or_else(|| objection_of_markup(parts, &range))
                .or_else(|| self.too_many(&target, linked));
            if let (Target::Term(term), None) = (&target, reason) {
                linked.push(*term);
            }
            let byte = |byte: usize| u32::try_from(at + byte).expect("texts are far below 4 GB");
            let (start, end) = (byte(range.start), byte(range.end));
            mentions.push(Mention {
                place,
                start,
                end,
                target,
                outcome: reason.map_or(Outcome::Linked, Outcome::Skipped),
            });
        }
    }

    /// Why nothing links to `target` from here, wherever the words stand.
    fn reason(&self, own: TermId, place: Place, target: &Target) -> Option<Reason> {
        match target {
            Target::Words => Some(Reason::Never),
            Target::Undefined(_) => Some(Reason::Undefined),
            Target::Several(_) => Some(Reason::Ambiguous),
            Target::Term(term) if *term == own => Some(Reason::OwnName),
            Target::Term(term) if self.finder.never.contains(term) => Some(Reason::Never),
            Target::Term(_) => {
                let is_off = self.finder.settings.density == Density::None
                    || !self.finder.settings.sections.contains(&place.section);
                is_off.then_some(Reason::SwitchedOff)
            }
        }
    }

    fn too_many(&self, target: &Target, linked: &[TermId]) -> Option<Reason> {
        let Target::Term(term) = target else { return None };
        let counts = self.finder.settings.density != Density::All;
        (counts && linked.contains(term)).then_some(Reason::Repeated)
    }
}

fn target(hit: &Hit) -> Target {
    match hit.meanings[..] {
        [Meaning::Never, ..] => Target::Words,
        [Meaning::Term(term)] => Target::Term(term),
        [Meaning::Undefined(name), ..] => Target::Undefined(name),
        _ => Target::Several(
            hit.meanings
                .iter()
                .filter_map(|meaning| match meaning {
                    Meaning::Term(term) => Some(*term),
                    _ => None,
                })
                .collect(),
        ),
    }
}

/// Why the markup around the words keeps them from becoming a link.
fn objection_of_markup(parts: &[Inline], range: &Range<usize>) -> Option<Reason> {
    let mut end = 0;
    for piece in pieces(parts) {
        let start = end;
        end += piece.text.len();
        if range.start < end {
            return match piece.kind {
                _ if range.end > end || range.start < start => Some(Reason::AcrossMarkup),
                Kind::Text => None,
                Kind::Code => Some(Reason::InCode),
                Kind::Link => Some(Reason::InLink),
                Kind::Unlinked => Some(Reason::OptedOut),
            };
        }
    }
    None
}

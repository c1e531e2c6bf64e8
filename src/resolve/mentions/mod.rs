//! Where the texts of terms mention other terms.
//!
//! The names and aliases of all terms form one `Trie` of words. Each paragraph of a text is read without its markup, and of
//! the names in it `find` decides which become links: the first mention of a term in a section, never a term's own
//! name, never inside of a link or of code, and nothing that `sense` takes for another word. Everything that was
//! found is kept with the reason, since editors ask "why is this no link?".
//!
//! How an editor decides otherwise:
//!
//! - `links:` in `glossary.yml` says how often, in which fields, and which words never;
//! - `[attention]()` in a text, a link that leads nowhere, keeps these words from becoming a link.
//!
//! A name that relationships use and no entry has counts as a name too: its words do not link to a shorter name ("privacy" in
//! "privacy impact assessment"), and the report lists it as still to be written.

mod find;
mod forms;
mod keys;
mod sense;
mod trie;
mod unexplained;
mod words;

use serde::{Deserialize, Serialize};
use std::ops::Range;

pub(super) use find::Finder;
pub use find::idle_never;
pub use unexplained::{Unexplained, unexplained};

use crate::body::Mark;
use crate::model::{Place, TermId};

/// Other forms of a word in lower case that readers may type for it: plural or singular, British or American spelling.
pub fn word_forms(word: &str) -> Vec<String> {
    let mut found = if word.len() > 2 { forms::noun_forms(word) } else { Vec::new() };
    found.extend(forms::other_spelling(word));
    found
}

/// A name found in a text of a term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// Which text.
    pub place: Place,
    /// First byte of the words in the text without markup, see [`plain_text`](crate::body::plain_text).
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
    /// What the words stand for.
    pub target: Target,
    /// What becomes of them.
    pub outcome: Outcome,
}

/// What the words of a mention stand for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Target {
    /// A term.
    Term(TermId),
    /// Several terms, none with the better claim.
    Several(Box<[TermId]>),
    /// A term that relationships name and that has no entry, by its place in [`Mentions::undefined`].
    Undefined(u32),
    /// Words of `links.never`.
    Words,
}

/// What becomes of a mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// It is a link.
    Linked,
    /// It stays text.
    Skipped(Reason),
}

/// Why a mention stays text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Reason {
    /// An earlier mention in the section, or on the page, is a link already.
    Repeated,
    /// It is the name of the term itself.
    OwnName,
    /// Several terms have the name.
    Ambiguous,
    /// No entry has the name yet.
    Undefined,
    /// `links.never` has the words or the term.
    Never,
    /// The author wrote `[words]()`.
    OptedOut,
    /// The words are part of a longer word or of an address.
    PartOfWord,
    /// The words are used as a verb.
    Verb,
    /// The author made the words a link to somewhere else.
    InLink,
    /// The words stand in code.
    InCode,
    /// Markup begins or ends inside of the words.
    AcrossMarkup,
    /// `links.density` or `links.sections` switches links off here.
    SwitchedOff,
}

impl Reason {
    /// As reports call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Repeated => "already linked",
            Self::OwnName => "own name",
            Self::Ambiguous => "name of several terms",
            Self::Undefined => "no entry yet",
            Self::Never => "on the never list",
            Self::OptedOut => "kept from linking in the text",
            Self::PartOfWord => "part of a longer word",
            Self::Verb => "used as a verb",
            Self::InLink => "inside of a link",
            Self::InCode => "inside of code",
            Self::AcrossMarkup => "markup inside of the words",
            Self::SwitchedOff => "links are off here",
        }
    }
}

impl Mention {
    /// The bytes of the words in the text without markup.
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The term that the words speak of, whether they are a link or not; none where they are no mention of a term.
    pub fn term(&self) -> Option<TermId> {
        let speaks = matches!(
            self.outcome,
            Outcome::Linked | Outcome::Skipped(Reason::Repeated | Reason::SwitchedOff | Reason::AcrossMarkup)
        );
        match self.target {
            Target::Term(term) if speaks => Some(term),
            _ => None,
        }
    }

    /// The link to make, where it is one.
    pub fn mark(&self) -> Option<Mark> {
        match self.target {
            Target::Term(target) if self.outcome == Outcome::Linked => Some(Mark { range: self.range(), target }),
            _ => None,
        }
    }
}

/// The mentions of all terms.
#[derive(Debug, Default)]
pub struct Mentions {
    /// By term, in the order of its texts.
    pub by_term: Vec<Vec<Mention>>,
    /// Names that relationships use and no entry has, in the order in which they first stand there.
    pub undefined: Vec<String>,
}

/// For each term, the terms whose texts mention it, by place.
pub(super) fn mentioned_by(mentions: &[Vec<Mention>]) -> Vec<Vec<TermId>> {
    let mut mentioned_by: Vec<Vec<TermId>> = vec![Vec::new(); mentions.len()];
    for (index, mentions) in mentions.iter().enumerate() {
        for target in mentions.iter().filter_map(Mention::term) {
            let by = &mut mentioned_by[target.index()];
            // Terms come one after the other, so a repetition is always the last one.
            if by.last() != Some(&TermId::at(index)) {
                by.push(TermId::at(index));
            }
        }
    }
    mentioned_by
}

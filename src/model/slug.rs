//! The part of a URL or file name that stands for a term.

use std::fmt;

use serde::{Deserialize, Serialize};

/// `retrieval-augmented-generation`: the term's name, lower-cased, with hyphens for spaces.
///
/// Letters of all scripts and most punctuation stay as they are; a slug that cannot safely be a file
/// name or a part of a URL has a [`SlugProblem`], which a rule reports. Made only by [`Slug::from_name`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Slug(String);

/// Longest slug, in bytes: file systems stop at 255, and `.yml` and some room are to spare.
pub const MAX_SLUG: usize = 200;

/// Why a slug cannot be a file name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SlugProblem {
    /// Nothing is left of the name.
    Empty,
    /// It begins with `.` or `-`, or ends with `.`.
    Edge(char),
    /// It holds a character that means something to paths, shells, HTML or terminals.
    Character(char),
    /// It holds `%2e` or `%2f`, which servers read as `.` or `/`.
    PercentEncoded,
    /// Windows keeps the name for a device: `con`, `nul`, `com1`.
    Device,
    /// More than [`MAX_SLUG`] bytes.
    TooLong(usize),
}

impl Slug {
    /// The slug of a term's name: trimmed, lower-cased, spaces and `_` as `-`, runs of `-` made one.
    pub fn from_name(name: &str) -> Self {
        let mut slug = String::with_capacity(name.len());
        for character in name.trim().to_lowercase().chars() {
            let character = if character == ' ' || character == '_' { '-' } else { character };
            if character != '-' || !slug.ends_with('-') {
                slug.push(character);
            }
        }
        Self(slug)
    }

    /// The slug as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What two slugs must not share: NFC, case folded.
    pub fn key(&self) -> String {
        super::name::fold(&self.0)
    }

    /// Why the slug cannot be used, if so.
    pub fn problem(&self) -> Option<SlugProblem> {
        let slug = self.0.as_str();
        if slug.is_empty() {
            return Some(SlugProblem::Empty);
        }
        if slug.len() > MAX_SLUG {
            return Some(SlugProblem::TooLong(slug.len()));
        }
        if let Some(first) = slug.chars().next().filter(|first| matches!(first, '.' | '-')) {
            return Some(SlugProblem::Edge(first));
        }
        if slug.ends_with('.') {
            return Some(SlugProblem::Edge('.'));
        }
        if let Some(bad) = slug.chars().find(|&character| is_unsafe(character)) {
            return Some(SlugProblem::Character(bad));
        }
        if slug.contains("%2e") || slug.contains("%2f") || slug.contains("%5c") {
            return Some(SlugProblem::PercentEncoded);
        }
        is_device(slug).then_some(SlugProblem::Device)
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn is_unsafe(character: char) -> bool {
    crate::diagnostic::is_unprintable(character) || matches!(character, '/' | '\\' | '<' | '>')
}

fn is_device(slug: &str) -> bool {
    let stem = slug.split('.').next().unwrap_or(slug).trim_end();
    let numbered = |prefix: &str| {
        stem.strip_prefix(prefix).is_some_and(|rest| {
            matches!(rest, "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³")
        })
    };
    matches!(stem, "con" | "prn" | "aux" | "nul" | "conin$" | "conout$") || numbered("com") || numbered("lpt")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_slugs() {
        for (name, slug) in [
            ("human handoff", "human-handoff"),
            ("  EU  AI_Act ", "eu-ai-act"),
            ("retrieval-augmented generation", "retrieval-augmented-generation"),
            ("F1 score", "f1-score"),
            ("C++", "c++"),
            ("größe", "größe"),
        ] {
            assert_eq!(Slug::from_name(name).as_str(), slug);
        }
    }

    #[test]
    fn unsafe_slugs_have_a_problem() {
        for (name, problem) in [
            ("", SlugProblem::Empty),
            (".hidden", SlugProblem::Edge('.')),
            ("-flag", SlugProblem::Edge('-')),
            ("dots.", SlugProblem::Edge('.')),
            ("a/b", SlugProblem::Character('/')),
            ("..\\x", SlugProblem::Edge('.')),
            ("a%2Fb", SlugProblem::PercentEncoded),
            ("<b>", SlugProblem::Character('<')),
            ("con", SlugProblem::Device),
            ("COM1.x", SlugProblem::Device),
        ] {
            assert_eq!(Slug::from_name(name).problem(), Some(problem), "{name}");
        }
        assert_eq!(Slug::from_name("a\tb").problem(), Some(SlugProblem::Character('\t')));
        assert_eq!(Slug::from_name("ISO 9001:2015, Q&A's").problem(), None);
        assert_eq!(Slug::from_name(&"x".repeat(300)).problem(), Some(SlugProblem::TooLong(300)));
    }

    #[test]
    fn slugs_that_differ_in_case_or_composition_share_a_key() {
        assert_eq!(Slug::from_name("Straße").key(), Slug::from_name("STRASSE").key());
        assert_eq!(Slug::from_name("cafe\u{301}").key(), Slug::from_name("café").key());
    }
}

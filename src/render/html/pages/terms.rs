//! All terms, A to Z, and between them the aliases, which say which term they mean.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::super::machines::linked_data;
use super::super::site::{Head, Site};
use super::print;
use crate::failure::Failure;
use crate::model::{Term, name_key};
use crate::render::links::{Base, Page};
use crate::render::templates::Shared;
use crate::render::view::Link;
use crate::render::view::terms::{Entry, Letter, TermsPage};
use crate::resolve::TermId;
use crate::source::Spanned;

pub const TEMPLATE: &str = "terms.html";

pub fn render(site: &Site<'_>) -> Result<(), Failure> {
    // The list shows of each term what stands on its card.
    let from = site.cards_fingerprint(&Page::Terms, TEMPLATE).finish();
    site.write_made(&Page::Terms, TEMPLATE, from, || {
        let description = format!("All terms of {}, A to Z, with their other names.", site.context.settings.title);
        (Head::new("Terms, A to Z", description).with_data(linked_data::term_set(site)), content(site))
    })
}

fn content(site: &Site<'_>) -> TermsPage {
    let base = site.base(&Page::Terms);
    let by_letter = by_letter(site);
    let alias_count = by_letter.values().flatten().filter(|name| name.is_alias).count();
    // Entry by entry, so that they never stand in memory as a view and as values of the engine.
    let entries = |names: Vec<Name<'_>>| names.iter().map(|name| Shared::new(&entry(site, &base, name))).collect();
    let letter =
        |(initial, names): (Initial, _)| Letter { title: initial.title(), id: initial.id(), entries: entries(names) };
    let letters: Vec<Letter> = by_letter.into_iter().map(letter).collect();
    let count = site.context.glossary.terms.len();
    TermsPage {
        count,
        alias_count,
        counts: site.counts(site.context.glossary.ids_by_name()),
        print: print::link(&base, &Page::Print, count),
        letters,
    }
}

/// The letters that have entries, as links to their places in the list.
pub fn letters(site: &Site<'_>, base: &Base) -> Vec<Link> {
    let list = base.page(&Page::Terms);
    let link = |initial: Initial| Link { title: initial.title(), href: Some(format!("{list}#{}", initial.id())) };
    let of_term = |term: &Arc<Term>| -> Vec<Initial> {
        let own = Initial::of(&term.name);
        let is_other = |alias: &Spanned<String>| name_key(alias) != name_key(&term.name);
        let aliases = term.aliases.iter().map(|alias| (alias, Initial::of(alias)));
        let others = aliases.filter(|&(alias, initial)| initial != own && is_other(alias));
        others.map(|(_, initial)| initial).chain([own]).collect()
    };
    let initials: Vec<Vec<Initial>> = site.context.glossary.terms.par_iter().map(of_term).collect();
    let initials: BTreeSet<Initial> = initials.into_iter().flatten().collect();
    initials.into_iter().map(link).collect()
}

/// A name or alias, and whose it is.
struct Name<'a> {
    text: &'a str,
    term: TermId,
    is_alias: bool,
}

fn entry(site: &Site<'_>, base: &Base, name: &Name<'_>) -> Entry {
    let text = name.text.to_owned();
    if name.is_alias {
        Entry { name: text, term: None, see: Some(site.term_link(base, name.term)), roles: site.role_keys(name.term) }
    } else {
        Entry { name: text, term: Some(site.row(base, name.term)), see: None, roles: String::new() }
    }
}

fn by_letter<'a>(site: &Site<'a>) -> BTreeMap<Initial, Vec<Name<'a>>> {
    let glossary = site.context.glossary;
    let mut names: Vec<Name<'a>> = Vec::new();
    for &id in glossary.ids_by_name() {
        let term = glossary.term(id);
        names.push(Name { text: &term.name, term: id, is_alias: false });
        let aliases = term.aliases.iter().filter(|alias| name_key(alias) != name_key(&term.name));
        names.extend(aliases.map(|alias| Name { text: alias, term: id, is_alias: true }));
    }
    names.sort_by_cached_key(|name| (name.text.to_lowercase(), name.is_alias));
    let mut letters: BTreeMap<Initial, Vec<Name<'a>>> = BTreeMap::new();
    for name in names {
        letters.entry(Initial::of(name.text)).or_default().push(name);
    }
    letters
}

/// Under which heading a name stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Initial {
    Digit,
    Letter(char),
    Other,
}

impl Initial {
    /// By the first letter or digit, without accents and case.
    fn of(name: &str) -> Self {
        let first = name.nfd().find(|character| character.is_alphanumeric());
        match first.and_then(|first| first.to_uppercase().next()) {
            None => Self::Other,
            Some(first) if first.is_numeric() => Self::Digit,
            Some(first) => Self::Letter(first),
        }
    }

    fn title(self) -> String {
        match self {
            Self::Digit => "0\u{2013}9".to_owned(),
            Self::Letter(letter) => letter.to_string(),
            Self::Other => "Other".to_owned(),
        }
    }

    fn id(self) -> String {
        match self {
            Self::Digit => "digits".to_owned(),
            Self::Letter(letter) => format!("letter-{}", letter.to_lowercase()),
            Self::Other => "other".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_under_their_first_letter_without_accents() {
        let title = |name: &str| Initial::of(name).title();
        assert_eq!(
            ["évaluation", "(very) small", "3D model", "***", "Я"].map(title),
            ["E", "V", "0\u{2013}9", "Other", "Я"]
        );
    }
}

//! Which terms pass a filter, looked up in lists that are made once per edition. Case never counts.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::question::Filters;
use crate::model::Term;
use crate::render::exports::api::routes::Filter;
use crate::source::Spanned;

/// What the filters look into.
#[derive(Debug)]
pub struct Index {
    /// By term: its name, aliases, short definition and categories in lower case, with [`BETWEEN`] them.
    words: Vec<Box<str>>,
    categories: Named,
    statuses: Named,
    aliases: Named,
    roles: Named,
}

/// Stands between texts that must not be read as one. No text of a term has it: control characters are errors.
const BETWEEN: char = '\0';

/// Terms by something they name, in lower case.
#[derive(Debug, Default)]
struct Named {
    terms: BTreeMap<String, Vec<usize>>,
    /// As written, sorted.
    names: BTreeSet<String>,
}

impl Index {
    /// The lists of these terms.
    pub fn new(terms: &[Arc<Term>]) -> Self {
        let statuses =
            terms.iter().map(|term| term.status.as_ref().map(|status| status.value.name()).into_iter().collect());
        Self {
            words: terms.par_iter().map(|term| words_of(term)).collect(),
            categories: Named::new(terms.iter().map(|term| texts(&term.categories))),
            statuses: Named::new(statuses),
            aliases: Named::new(terms.iter().map(|term| texts(&term.aliases))),
            roles: Named::new(terms.iter().map(|term| texts(&term.roles))),
        }
    }

    /// The categories that terms have, sorted.
    pub fn categories(&self) -> &BTreeSet<String> {
        &self.categories.names
    }

    /// The roles that terms have, sorted.
    pub fn roles(&self) -> &BTreeSet<String> {
        &self.roles.names
    }

    /// The places of the terms that pass every filter, in their order.
    pub fn select(&self, filters: &Filters) -> Vec<usize> {
        let mut kept = vec![true; self.words.len()];
        for (&filter, wanted) in &filters.0 {
            let wanted = wanted.to_lowercase();
            match filter {
                Filter::Words => self.keep_words(&mut kept, &wanted),
                Filter::Category => self.categories.keep(&mut kept, any_of(&wanted)),
                Filter::Status => self.statuses.keep(&mut kept, any_of(&wanted)),
                Filter::Role => self.roles.keep(&mut kept, any_of(&wanted)),
                // One whole name: an alias may have a comma in it.
                Filter::Alias => self.aliases.keep(&mut kept, BTreeSet::from([wanted.as_str()])),
            }
        }
        kept.iter().enumerate().filter_map(|(place, kept)| kept.then_some(place)).collect()
    }

    fn keep_words(&self, kept: &mut [bool], wanted: &str) {
        for (kept, words) in kept.iter_mut().zip(&self.words) {
            *kept &= !wanted.contains(BETWEEN) && words.contains(wanted);
        }
    }
}

impl Named {
    fn new<'a>(names_of_terms: impl Iterator<Item = Vec<&'a str>>) -> Self {
        let mut named = Self::default();
        for (place, names) in names_of_terms.enumerate() {
            for name in names {
                named.terms.entry(name.to_lowercase()).or_default().push(place);
                if !named.names.contains(name) {
                    named.names.insert(name.to_owned());
                }
            }
        }
        named
    }

    fn keep(&self, kept: &mut [bool], wanted: BTreeSet<&str>) {
        let mut named = vec![false; kept.len()];
        for &place in wanted.iter().filter_map(|name| self.terms.get(*name)).flatten() {
            named[place] = true;
        }
        kept.iter_mut().zip(named).for_each(|(kept, named)| *kept &= named);
    }
}

/// The names of a list with commas, and the whole of it: a category may have a comma in its name.
fn any_of(list: &str) -> BTreeSet<&str> {
    list.split(',').chain([list]).map(str::trim).filter(|name| !name.is_empty()).collect()
}

fn texts(values: &[Spanned<String>]) -> Vec<&str> {
    values.iter().map(|value| value.value.as_str()).collect()
}

fn words_of(term: &Term) -> Box<str> {
    let short_def = term.short_def.as_ref().map_or("", |text| text.value.as_str());
    let lists = term.aliases.iter().chain(&term.categories).map(|value| value.value.as_str());
    let mut words = term.name.to_lowercase();
    for text in std::iter::once(short_def).chain(lists) {
        words.push(BETWEEN);
        words.push_str(&text.to_lowercase());
    }
    words.into_boxed_str()
}

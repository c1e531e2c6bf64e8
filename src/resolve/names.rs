//! Which name means which term.

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{TermId, TermLinks};
use crate::model::{Term, name_key};

/// The names and aliases of all terms, compared by [`name_key`].
#[derive(Debug, Default)]
pub struct Names {
    by_key: FxHashMap<String, Owners>,
}

#[derive(Debug, Default)]
struct Owners {
    names: Vec<TermId>,
    aliases: Vec<TermId>,
}

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning<'a> {
    /// The name of this term.
    Name(TermId),
    /// An alias of this term alone, and no term's name.
    Alias(TermId),
    /// Several terms have it, and none has the better claim.
    Ambiguous(&'a [TermId]),
    /// Nobody has it.
    Missing,
}

impl Meaning<'_> {
    /// The term, when it is one.
    pub fn term(self) -> Option<TermId> {
        match self {
            Self::Name(term) | Self::Alias(term) => Some(term),
            Self::Ambiguous(_) | Self::Missing => None,
        }
    }
}

impl Names {
    pub(super) fn of(terms: &[Arc<Term>]) -> Self {
        let keys: Vec<(String, Vec<String>)> = terms.par_iter().map(|term| keys(term)).collect();
        let mut names = Self::default();
        for (index, (name, aliases)) in keys.into_iter().enumerate() {
            let id = TermId::at(index);
            names.by_key.entry(name).or_default().names.push(id);
            for alias in aliases {
                let owners = names.by_key.entry(alias).or_default();
                if owners.aliases.last() != Some(&id) {
                    owners.aliases.push(id);
                }
            }
        }
        names
    }

    /// What `name` stands for. A term's own name goes before another term's alias.
    pub fn meaning(&self, name: &str) -> Meaning<'_> {
        match self.by_key.get(&name_key(name)) {
            None => Meaning::Missing,
            Some(Owners { names, aliases }) => match (names.as_slice(), aliases.as_slice()) {
                ([term], _) => Meaning::Name(*term),
                ([], [term]) => Meaning::Alias(*term),
                ([], many) => Meaning::Ambiguous(many),
                (many, _) => Meaning::Ambiguous(many),
            },
        }
    }

    /// The terms whose name this is.
    pub fn named(&self, name: &str) -> &[TermId] {
        self.by_key.get(&name_key(name)).map_or(&[], |owners| &owners.names)
    }

    /// The terms that have this as an alias.
    pub fn with_alias(&self, name: &str) -> &[TermId] {
        self.by_key.get(&name_key(name)).map_or(&[], |owners| &owners.aliases)
    }
}

/// Names that relationships use and nobody has, each once, in the order in which they first stand there.
pub(super) fn undefined(terms: &[Arc<Term>], links: &[TermLinks], names: &Names) -> Vec<String> {
    let mut keys = FxHashSet::default();
    let targets = terms.iter().zip(links).flat_map(|(term, links)| {
        let unresolved = links.written.iter().filter(|link| link.target.is_none());
        unresolved.map(|link| &term.targets(link.relation)[link.index])
    });
    targets
        .filter(|name| names.meaning(name) == Meaning::Missing && keys.insert(name_key(name)))
        .map(|name| name.value.clone())
        .collect()
}

/// The terms to use instead of others.
pub(super) fn replacements(terms: &[Arc<Term>], names: &Names) -> Vec<Option<TermId>> {
    let replacement = |(index, term): (usize, &Arc<Term>)| {
        let replacement = names.meaning(term.replaced_by.as_ref()?).term();
        replacement.filter(|&other| other != TermId::at(index))
    };
    terms.iter().enumerate().map(replacement).collect()
}

/// The keys of a term's name and of its aliases.
fn keys(term: &Term) -> (String, Vec<String>) {
    (name_key(&term.name), term.aliases.iter().map(|alias| name_key(alias)).collect())
}

/// Terms by lower-cased name; of equal names, the earlier path first.
pub(super) fn sorted(terms: &[Arc<Term>]) -> Vec<TermId> {
    let mut ids: Vec<TermId> = (0..terms.len()).map(TermId::at).collect();
    ids.sort_by_cached_key(|id| terms[id.index()].name.to_lowercase());
    ids
}

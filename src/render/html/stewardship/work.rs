//! What somebody should do: reviews that are due, entries that lack something, names that nobody has defined.

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::site::Site;
use super::{current, is_due};
use crate::model::{Relation, Status, Term, name_key, term};
use crate::resolve::{Glossary, Meaning, TermId};

/// Lists of terms, each in the order in which somebody should go through it.
pub struct Work<'a> {
    /// Terms whose review is due: those that nobody ever checked, then the oldest review first.
    pub due: Vec<TermId>,
    /// Terms without risk notes, by name.
    pub without_risk: Vec<TermId>,
    /// Terms without tags, by name.
    pub without_tags: Vec<TermId>,
    /// Terms that nobody looks after, by name.
    pub without_owner: Vec<TermId>,
    /// Deprecated terms that name no term to use instead, or one that nobody has defined, by name.
    pub without_replacement: Vec<TermId>,
    /// Drafts, by name.
    pub drafts: Vec<TermId>,
    /// Names that relationships use and no term has, the most wanted first.
    pub wanted: Vec<Wanted<'a>>,
    /// Broader and narrower terms that do not answer.
    pub one_sided: Vec<OneSided>,
}

/// A name without a term.
pub struct Wanted<'a> {
    /// As the first relationship writes it.
    pub name: &'a str,
    /// Whether several terms have it, so that nobody can tell which one is meant.
    pub is_shared: bool,
    /// The terms that use it, by path.
    pub terms: Vec<TermId>,
}

/// A relationship that only one of its terms tells.
#[derive(Clone, Copy, Debug)]
pub struct OneSided {
    /// The term that tells it.
    pub from: TermId,
    /// What it says of the other.
    pub relation: Relation,
    /// The other.
    pub to: TermId,
}

impl<'a> Work<'a> {
    /// All that is to be done.
    pub fn of(site: &Site<'a>) -> Self {
        let those = |is_meant: fn(&Term) -> bool| -> Vec<TermId> {
            current(site).filter(|(_, term)| is_meant(term)).map(|(id, _)| id).collect()
        };
        Self {
            due: due(site),
            without_risk: those(|entry| term::trimmed(&entry.risk_notes).is_empty()),
            without_tags: those(|entry| entry.nist_rmf_tags.is_empty()),
            without_owner: those(|entry| super::owner(entry).is_empty()),
            without_replacement: without_replacement(site.context.glossary),
            drafts: those(|entry| entry.status.as_ref().is_some_and(|status| status.value == Status::Draft)),
            wanted: wanted(site.context.glossary),
            one_sided: one_sided(site.context.glossary),
        }
    }
}

fn due(site: &Site<'_>) -> Vec<TermId> {
    let mut due: Vec<_> = current(site)
        .filter(|(_, term)| is_due(site, term))
        .map(|(id, term)| (term.last_reviewed.as_ref().map(|date| date.value), id))
        .collect();
    // Stable: terms of one day stay in the order of their names.
    due.sort_by_key(|&(date, _)| date);
    due.into_iter().map(|(_, id)| id).collect()
}

fn without_replacement(glossary: &Glossary) -> Vec<TermId> {
    let is_meant = |id: &TermId| glossary.term(*id).is_deprecated() && glossary.replacement(*id).is_none();
    glossary.ids_by_name().iter().copied().filter(is_meant).collect()
}

fn wanted(glossary: &Glossary) -> Vec<Wanted<'_>> {
    let mut places: FxHashMap<String, usize> = FxHashMap::default();
    let mut wanted: Vec<Wanted<'_>> = Vec::new();
    for id in glossary.ids() {
        for link in glossary.links(id).written.iter().filter(|link| link.target.is_none()) {
            let name = &glossary.term(id).targets(link.relation)[link.index].value;
            let is_shared = matches!(glossary.names.meaning(name), Meaning::Ambiguous(_));
            if glossary.is_claimed(name) {
                continue;
            }
            let place = *places.entry(name_key(name)).or_insert(wanted.len());
            if place == wanted.len() {
                wanted.push(Wanted { name, is_shared, terms: Vec::new() });
            }
            let terms = &mut wanted[place].terms;
            if terms.last() != Some(&id) {
                terms.push(id);
            }
        }
    }
    wanted.sort_by_cached_key(|name| (std::cmp::Reverse(name.terms.len()), name_key(name.name)));
    wanted
}

fn one_sided(glossary: &Glossary) -> Vec<OneSided> {
    let written = |id: TermId| {
        let links = glossary.links(id).written.iter().filter(|link| link.relation != Relation::Related);
        links.filter_map(move |link| Some((id, link.relation, link.target.filter(|&target| target != id)?)))
    };
    let said: FxHashSet<(TermId, Relation, TermId)> = glossary.ids().flat_map(written).collect();
    let by_name = glossary.ids_by_name().iter().copied().flat_map(written);
    let alone = by_name.filter(|&(from, relation, to)| !said.contains(&(to, relation.inverse(), from)));
    alone.map(|(from, relation, to)| OneSided { from, relation, to }).collect()
}

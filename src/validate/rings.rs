//! Rings in the hierarchy: terms each of which is, by way of the others, broader than itself.
//!
//! Terms that reach each other by broader links form a group; of each group the shortest ring through its first term is
//! shown, since mending that one often mends the rest. The walks keep their own stacks: a hierarchy may be as deep as
//! there are terms.

use std::collections::VecDeque;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::Relation;
use crate::resolve::{Glossary, TermId};

/// One ring for each group of terms that are broader than each other, in the order of their first terms.
///
/// A term that names itself, and a pair that one term calls both broader and narrower, have rules of their own.
pub fn rings(glossary: &Glossary) -> Vec<Vec<TermId>> {
    let parents = Edges::broader(glossary);
    let mut groups = parents.groups(glossary);
    groups.sort();
    groups.iter().filter_map(|group| parents.shortest_ring(group)).collect()
}

/// For each term, the terms at the other ends of its edges.
struct Edges(Vec<Vec<TermId>>);

impl Edges {
    /// From each term to those that are broader, whoever wrote so.
    fn broader(glossary: &Glossary) -> Self {
        let contradicted: FxHashSet<(TermId, TermId)> =
            glossary.ids().flat_map(|id| contradicted(glossary, id)).flat_map(|(a, b)| [(a, b), (b, a)]).collect();
        let parents = |id: TermId| {
            let all = glossary.links(id).targets(Relation::Broader).iter().copied();
            all.filter(|&parent| !contradicted.contains(&(id, parent))).collect()
        };
        Self(glossary.ids().map(parents).collect())
    }

    fn reversed(&self, glossary: &Glossary) -> Self {
        let mut reversed = vec![Vec::new(); self.0.len()];
        for id in glossary.ids() {
            self.of(id).iter().for_each(|target| reversed[target.index()].push(id));
        }
        Self(reversed)
    }

    fn of(&self, id: TermId) -> &[TermId] {
        &self.0[id.index()]
    }

    /// The groups of two and more terms that reach each other (Kosaraju's algorithm), each sorted.
    fn groups(&self, glossary: &Glossary) -> Vec<Vec<TermId>> {
        let mut seen = vec![false; self.0.len()];
        let mut order = Vec::with_capacity(self.0.len());
        for id in glossary.ids() {
            self.finish_from(id, &mut seen, &mut order);
        }
        let reversed = self.reversed(glossary);
        seen.fill(false);
        let mut groups = Vec::new();
        for &id in order.iter().rev() {
            let mut group = Vec::new();
            reversed.finish_from(id, &mut seen, &mut group);
            if group.len() > 1 {
                group.sort();
                groups.push(group);
            }
        }
        groups
    }

    /// Adds what `start` reaches and nobody has seen, each term after those that it reaches.
    fn finish_from(&self, start: TermId, seen: &mut [bool], finished: &mut Vec<TermId>) {
        let mut open = Vec::new();
        if !std::mem::replace(&mut seen[start.index()], true) {
            open.push((start, 0));
        }
        while let Some((here, next)) = open.last_mut() {
            match self.of(*here).get(*next) {
                Some(&target) => {
                    *next += 1;
                    if !std::mem::replace(&mut seen[target.index()], true) {
                        open.push((target, 0));
                    }
                }
                None => {
                    finished.push(*here);
                    open.pop();
                }
            }
        }
    }

    /// The shortest way from the group's first term back to itself.
    fn shortest_ring(&self, group: &[TermId]) -> Option<Vec<TermId>> {
        let first = *group.first()?;
        let mut came_from: FxHashMap<TermId, TermId> = FxHashMap::default();
        let mut next = VecDeque::from([first]);
        while let Some(here) = next.pop_front() {
            for &target in self.of(here) {
                if target == first {
                    return Some(way(first, here, &came_from));
                }
                came_from.entry(target).or_insert_with(|| {
                    next.push_back(target);
                    here
                });
            }
        }
        None
    }
}

/// The terms from `first` to `last`, both included.
fn way(first: TermId, last: TermId, came_from: &FxHashMap<TermId, TermId>) -> Vec<TermId> {
    let mut way = vec![last];
    while let Some(&before) = way.last().filter(|&&here| here != first).and_then(|here| came_from.get(here)) {
        way.push(before);
    }
    way.reverse();
    way
}

/// Pairs that the term itself calls both broader and narrower.
fn contradicted(glossary: &Glossary, id: TermId) -> Vec<(TermId, TermId)> {
    let targets = |relation: Relation| {
        let links = glossary.links(id).written.iter().filter(move |link| link.relation == relation);
        links.filter_map(|link| link.target)
    };
    let broader: FxHashSet<TermId> = targets(Relation::Broader).collect();
    targets(Relation::Narrower).filter(|target| broader.contains(target)).map(|target| (id, target)).collect()
}

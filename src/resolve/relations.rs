//! Who points to whom: what authors wrote, and the same completed in both directions.

use std::sync::Arc;

use rayon::prelude::*;

use super::names::Names;
use super::{Meaning, TermId};
use crate::model::{Relation, Term};

/// One relationship as an author wrote it.
#[derive(Clone, Copy, Debug)]
pub struct Relationship {
    /// Which list it stands in.
    pub relation: Relation,
    /// Its place in that list.
    pub index: usize,
    /// The term that it means; none when nobody or more than one term has the name.
    pub target: Option<TermId>,
}

/// The relationships of one term.
#[derive(Debug, Default)]
pub struct TermLinks {
    /// As written, in the file's order, unresolved ones included.
    pub written: Vec<Relationship>,
    /// Terms with a relationship to this one, by place.
    pub used_by: Vec<TermId>,
    complete: [Vec<TermId>; 3],
}

impl TermLinks {
    /// The terms on the other end, whether this term's author or the other's wrote it: first the author's own, in
    /// their order, then the others', by place.
    pub fn targets(&self, relation: Relation) -> &[TermId] {
        &self.complete[relation as usize]
    }
}

/// The links of all terms.
pub(super) fn link(terms: &[Arc<Term>], names: &Names) -> Vec<TermLinks> {
    let mut links: Vec<TermLinks> = terms.par_iter().map(|term| written(term, names)).collect();
    let edges: Vec<(TermId, Relation, TermId)> = links
        .iter()
        .enumerate()
        .flat_map(|(index, links)| {
            let from = TermId::at(index);
            links.written.iter().filter_map(move |link| Some((from, link.relation, link.target?)))
        })
        .filter(|(from, _, to)| from != to)
        .collect();
    for &(from, relation, to) in &edges {
        let own = &mut links[from.index()].complete[relation as usize];
        if !own.contains(&to) {
            own.push(to);
        }
    }
    add_inverses(&mut links, &edges);
    links
}

/// What others wrote. Half a glossary may point to one general term, so its list must not be searched for each of them:
/// the edges of one author stand together, and only the last entry can be the same.
fn add_inverses(links: &mut [TermLinks], edges: &[(TermId, Relation, TermId)]) {
    let own: Vec<[usize; 3]> = links.iter().map(|links| links.complete.each_ref().map(Vec::len)).collect();
    for &(from, relation, to) in edges {
        let TermLinks { complete, used_by, .. } = &mut links[to.index()];
        let inverse = relation.inverse() as usize;
        let written_here = &complete[inverse][..own[to.index()][inverse]];
        if !written_here.contains(&from) && complete[inverse].last() != Some(&from) {
            complete[inverse].push(from);
        }
        if used_by.last() != Some(&from) {
            used_by.push(from);
        }
    }
}

fn written(term: &Term, names: &Names) -> TermLinks {
    let lists = Relation::ALL.into_iter().flat_map(|relation| {
        term.targets(relation).iter().enumerate().map(move |(index, name)| (relation, index, name))
    });
    let written = lists
        .map(|(relation, index, name)| {
            let target = match names.meaning(name) {
                Meaning::Name(target) | Meaning::Alias(target) => Some(target),
                Meaning::Ambiguous(_) | Meaning::Missing => None,
            };
            Relationship { relation, index, target }
        })
        .collect();
    TermLinks { written, ..TermLinks::default() }
}

//! How a term hangs together with others, as its page shows it: lists, a picture, who uses it, previews.

use std::collections::BTreeSet;

use super::super::super::neighbourhood::{self, Neighbour};
use super::super::super::previews;
use super::super::super::site::Site;
use super::Builder;
use crate::model::Relation;
use crate::render::templates::Shared;
use crate::render::view::Link;
use crate::render::view::picture::Picture;
use crate::render::view::term as view;
use crate::render::view::term::{Target, UsedBy};
use crate::resolve::{Meaning, Mention, TermId};

/// How many terms stand beside the text.
const READ_NEXT: usize = 5;

/// How many terms that nobody has related are offered.
const CLOSE: usize = 5;

/// How many terms that use this one are shown at once; the others wait to be unfolded.
const USED_BY: usize = 12;

/// How many of `users` are shown at once. A handful is not worth unfolding.
fn shown(users: &[TermId]) -> usize {
    if users.len() <= USED_BY + USED_BY / 4 { users.len() } else { USED_BY }
}

impl<'a> Builder<'a> {
    /// The term to use instead of another one, which may be this one.
    pub(super) fn replacement_of(&self, id: TermId) -> Option<Shared<Link>> {
        let glossary = self.site.context.glossary;
        let written = glossary.term(id).replaced_by.as_ref()?;
        Some(match glossary.replacement(id) {
            Some(replacement) => self.site.link_between_terms(replacement),
            None => Shared::new(&Link { title: written.value.clone(), href: None }),
        })
    }

    pub(super) fn relation(&self, relation: Relation) -> Option<view::Relation> {
        let (title, about) = match relation {
            Relation::Broader => ("Broader", "what it is part or a kind of"),
            Relation::Narrower => ("Narrower", "what is part or a kind of it"),
            Relation::Related => ("Related", "worth reading next"),
        };
        let links = self.links();
        let resolved = links.targets(relation).iter().map(|&id| self.target(id));
        let unresolved = links.written.iter().filter(|link| link.relation == relation && link.target.is_none());
        let unresolved = unresolved.map(|link| self.unresolved(&self.term.targets(relation)[link.index]));
        let targets: Vec<Shared<Target>> = resolved.chain(unresolved).collect();
        (!targets.is_empty()).then(|| view::Relation { key: relation.key(), title, about, targets })
    }

    pub(super) fn read_next(&self) -> Vec<Shared<Link>> {
        let order = [Relation::Related, Relation::Narrower, Relation::Broader];
        let targets = order.into_iter().flat_map(|relation| self.links().targets(relation));
        let usable = targets.filter(|id| !self.site.context.glossary.term(**id).is_deprecated());
        usable.take(READ_NEXT).map(|&id| self.site.link_between_terms(id)).collect()
    }

    fn target(&self, id: TermId) -> Shared<Target> {
        let term = self.site.context.glossary.term(id);
        let target = || Target {
            name: term.name.value.clone(),
            href: Some(self.site.term_address(&self.base, id)),
            short_html: self.site.short_html(id).to_owned(),
            is_deprecated: term.is_deprecated(),
            replacement: self.replacement_of(id),
            problem: "",
        };
        self.site.parts(id).target.get_or_init(|| Shared::new(&target())).clone()
    }

    fn unresolved(&self, name: &str) -> Shared<Target> {
        let problem = match self.site.context.glossary.names.meaning(name) {
            Meaning::Ambiguous(_) => "name of several terms",
            _ => "not defined yet",
        };
        let name = name.to_owned();
        let short_html = String::new();
        Shared::new(&Target { name, href: None, short_html, is_deprecated: false, replacement: None, problem })
    }

    pub(super) fn used_by(&self) -> Vec<UsedBy> {
        let groups = [("related-from", "In relationships"), ("mentioned-by", "In their texts")].into_iter();
        let present = groups.zip(self.users()).filter(|(_, ids)| !ids.is_empty());
        present
            .map(|((key, title), ids)| {
                let (shown, rest) = ids.split_at(shown(&ids));
                let links = |ids: &[TermId]| ids.iter().map(|&id| self.site.link_between_terms(id)).collect();
                UsedBy { key, title, links: links(shown), rest: links(rest) }
            })
            .collect()
    }

    /// Terms with a relationship to this one, and the others whose texts mention it.
    fn users(&self) -> [Vec<TermId>; 2] {
        let related = &self.links().used_by;
        let mentioning = self.site.context.glossary.mentioned_by(self.id).iter();
        [related.clone(), mentioning.filter(|id| !related.contains(id)).copied().collect()]
    }

    /// The term among its nearest neighbours.
    pub(super) fn picture(&self) -> Option<Picture> {
        let around = Relation::ALL.map(|relation| self.drawn(relation).map(|&id| self.neighbour(id)).collect());
        let middle = Neighbour { href: None, ..self.neighbour(self.id) };
        let drawing = neighbourhood::draw(middle, around)?;
        Some(Picture { drawing_html: drawing.to_svg(), caption: self.caption() })
    }

    fn drawn(&self, relation: Relation) -> impl Iterator<Item = &TermId> {
        self.links().targets(relation).iter().take(neighbourhood::limit(relation))
    }

    fn neighbour(&self, id: TermId) -> Neighbour<'a> {
        let term = self.site.context.glossary.term(id);
        let href = Some(self.site.term_address(&self.base, id));
        Neighbour { name: &term.name, href, is_deprecated: term.is_deprecated() }
    }

    fn caption(&self) -> String {
        let places = [(Relation::Broader, "above"), (Relation::Narrower, "below"), (Relation::Related, "beside")];
        let count = |relation| self.links().targets(relation).len();
        let shown = places.iter().filter(|(relation, _)| count(*relation) > 0);
        let shown: Vec<String> = shown.map(|(relation, place)| format!("{} terms {place}", relation.key())).collect();
        let left = places
            .iter()
            .map(|(relation, _)| (relation, count(*relation).saturating_sub(neighbourhood::limit(*relation))));
        let left: Vec<String> =
            left.filter(|(_, left)| *left > 0).map(|(relation, left)| format!("{left} {}", relation.key())).collect();
        let left = if left.is_empty() { String::new() } else { format!(" Not drawn: {} more.", left.join(" and ")) };
        format!("{} among its neighbours: {}.{left}", self.term.name.value, shown.join(", "))
    }

    /// Terms close in meaning that no relationship joins with this one: those that are at least half as close as the
    /// nearest of all, since readers take a list for advice.
    pub(super) fn close(site: &Site<'_>, id: TermId) -> Vec<TermId> {
        let glossary = site.context.glossary;
        let near = site.close(id);
        let enough = near.first().map_or(0.0, |nearest| nearest.score / 2.0);
        let near = near.iter().filter(move |near| near.score >= enough).map(|near| near.term);
        let is_new = |other: &TermId| !glossary.term(*other).is_deprecated() && !glossary.are_related(id, *other);
        near.filter(is_new).take(CLOSE).collect()
    }

    /// What the script shows beside the links of this page.
    pub(super) fn previews(&self) -> String {
        let glossary = self.site.context.glossary;
        let mut ids: BTreeSet<TermId> = glossary.ancestry(self.id).into_iter().collect();
        ids.extend(glossary.mentions(self.id).iter().filter_map(Mention::mark).map(|mark| mark.target));
        for users in self.users() {
            ids.extend(&users[..shown(&users)]);
        }
        ids.extend(glossary.replacement(self.id));
        ids.extend(&self.close);
        let defined: BTreeSet<TermId> =
            Relation::ALL.into_iter().flat_map(|relation| self.links().targets(relation)).copied().collect();
        ids.extend(&defined);
        ids.remove(&self.id);
        if ids.is_empty() { String::new() } else { previews::json(self.site, &ids, &defined) }
    }
}

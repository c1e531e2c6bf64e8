//! The whole glossary on one page: its categories and what runs between them, then all terms as an outline.
//!
//! Every term stands once, in its main category, below the first of its broader terms that is in the same one.

mod outline;
mod overview;

use std::collections::BTreeMap;

use super::super::site::{Head, Site};
use crate::failure::Failure;
use crate::model::{Category, Relation};
use crate::render::links::{Base, Page};
use crate::render::view::Link;
use crate::render::view::map::{Bridge, Entry, Group, MapPage};
use crate::resolve::TermId;

pub const TEMPLATE: &str = "map.html";

/// Up to this many terms, all categories are unfolded.
const OPEN: usize = 60;
/// Up to this many terms, each entry says what it is related to.
const WITH_RELATED: usize = 2_000;
/// The most entries of one category; its own page has all of them.
const ENTRIES: usize = 1_000;

pub fn render(site: &Site<'_>) -> Result<(), Failure> {
    let map = Map::of(site);
    let groups: Vec<Group> = (0..map.members.len()).filter_map(|index| map.group(index)).collect();
    let count = site.context.glossary.terms.len();
    let content = MapPage { count, is_open: count <= OPEN, overview: overview::draw(&map), groups };
    let description = format!("All terms of {} by category, from the most general down.", site.context.settings.title);
    site.write(&Page::Map, TEMPLATE, Head::new("Map", description), &content)
}

/// Terms by main category. The last group has those without one.
struct Map<'a> {
    site: &'a Site<'a>,
    base: Base,
    /// By term: its group.
    home: Vec<usize>,
    /// By group: its terms, by name.
    members: Vec<Vec<TermId>>,
    /// By two groups, the first before the second: links between their terms.
    bridges: BTreeMap<(usize, usize), usize>,
}

impl<'a> Map<'a> {
    fn of(site: &'a Site<'a>) -> Self {
        let glossary = site.context.glossary;
        let without = site.categories.iter().count();
        let home = |term: &crate::model::Term| {
            term.categories.iter().find_map(|name| site.categories.position(name)).unwrap_or(without)
        };
        let home: Vec<usize> = glossary.terms.iter().map(|term| home(term)).collect();
        let mut members = vec![Vec::new(); without + 1];
        for &id in glossary.ids_by_name() {
            members[home[id.index()]].push(id);
        }
        let mut map = Self { site, base: site.base(&Page::Map), home, members, bridges: BTreeMap::new() };
        map.bridges = map.count_bridges();
        map
    }

    fn count_bridges(&self) -> BTreeMap<(usize, usize), usize> {
        let mut bridges = BTreeMap::new();
        for id in self.site.context.glossary.ids() {
            let mut others: Vec<TermId> =
                Relation::ALL.into_iter().flat_map(|relation| self.targets(id, relation)).copied().collect();
            others.sort_unstable();
            others.dedup();
            // Both ends know of a link, and the first of them counts it.
            for other in others.into_iter().filter(|&other| other > id) {
                let (one, two) = (self.home[id.index()], self.home[other.index()]);
                if one != two {
                    *bridges.entry((one.min(two), one.max(two))).or_default() += 1;
                }
            }
        }
        bridges
    }

    fn targets(&self, id: TermId, relation: Relation) -> &'a [TermId] {
        self.site.context.glossary.links(id).targets(relation)
    }

    /// A group with its terms; none without any.
    fn group(&self, index: usize) -> Option<Group> {
        let members = self.members.get(index).filter(|members| !members.is_empty())?;
        let entries = outline::of(members, |id| self.parent(id), ENTRIES);
        let page = self.site.categories.iter().nth(index).and_then(|group| group.page.as_ref());
        Some(Group {
            id: self.id(index),
            title: self.title(index),
            href: page.map(|page| self.base.page(page)),
            count: members.len(),
            bridges: self.bridges_of(index),
            rest: members.len() - entries.len(),
            entries: entries.into_iter().map(|line| self.entry(line)).collect(),
        })
    }

    /// The broader term below which this one stands: the first in the same group.
    fn parent(&self, id: TermId) -> Option<TermId> {
        let is_near = |other: &&TermId| self.home[other.index()] == self.home[id.index()];
        self.targets(id, Relation::Broader).iter().find(is_near).copied()
    }

    fn entry(&self, line: outline::Line) -> Entry {
        let glossary = self.site.context.glossary;
        let term = glossary.term(line.term);
        let broader = self.targets(line.term, Relation::Broader).first();
        let above = broader.filter(|_| self.parent(line.term).is_none());
        let related = Some(self.targets(line.term, Relation::Related)).filter(|_| glossary.terms.len() <= WITH_RELATED);
        let link = |id: &TermId| self.site.term_link(&self.base, *id);
        Entry {
            name: term.name.value.clone(),
            href: self.site.term_address(&self.base, line.term),
            is_deprecated: term.is_deprecated(),
            above: above.map(link),
            related: related.into_iter().flatten().map(link).collect::<Vec<Link>>(),
            opens: line.opens,
            closes: line.closes,
        }
    }

    fn title(&self, index: usize) -> String {
        let group = self.site.categories.iter().nth(index);
        group.map_or_else(|| "Without a category".to_owned(), |group| group.key.to_owned())
    }

    fn id(&self, index: usize) -> String {
        match self.site.categories.iter().nth(index) {
            Some(group) if group.page.is_some() => format!("category-{}", Category::slug(group.key)),
            _ => format!("group-{index}"),
        }
    }

    fn bridges_of(&self, index: usize) -> Vec<Bridge> {
        let other = |(one, two): (usize, usize)| match index {
            index if index == one => Some(two),
            index if index == two => Some(one),
            _ => None,
        };
        let found = self.bridges.iter().filter_map(|(&pair, &count)| Some((other(pair)?, count)));
        let mut found: Vec<(usize, usize)> = found.collect();
        found.sort_by_key(|&(other, count)| (std::cmp::Reverse(count), other));
        let bridge = |(other, count)| Bridge { title: self.title(other), href: format!("#{}", self.id(other)), count };
        found.into_iter().map(bridge).collect()
    }
}

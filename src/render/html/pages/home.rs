//! The first page: where to begin, by letter, role and category, and what is new.

use std::cmp::Reverse;

use super::super::machines::linked_data;
use super::super::site::{Head, Site, describe};
use super::{print, terms};
use crate::failure::Failure;
use crate::model::{Relation, Status};
use crate::render::links::{Base, Page};
use crate::render::view::home::{HomePage, Number, StatusCount};
use crate::resolve::TermId;

pub const TEMPLATE: &str = "home.html";

/// How many terms the list of recent reviews shows.
const RECENT: usize = 8;

pub fn render(site: &Site<'_>) -> Result<(), Failure> {
    let settings = site.context.settings;
    let base = site.base(&Page::Home);
    let recent = recent(site);
    let count = site.context.glossary.terms.len();
    let content = HomePage {
        letters: terms::letters(site, &base),
        count,
        statuses: statuses(site),
        categories: site.category_cards(&base),
        roles: site.role_cards(&base),
        recent: site.rows(&base, &recent),
        counts: site.counts(&recent),
        numbers: numbers(site, &base),
        terms: base.page(&Page::Terms),
        print: print::link(&base, &Page::Print, count),
    };
    let head = Head::new(&settings.title, &settings.description).with_data(linked_data::website(site));
    site.write(&Page::Home, TEMPLATE, head, &content)
}

fn statuses(site: &Site<'_>) -> Vec<StatusCount> {
    let has = |status: Status| {
        let terms = site.context.glossary.terms.iter();
        terms.filter(|term| term.status.as_ref().is_some_and(|own| own.value == status)).count()
    };
    // The most reliable first: that is what a reader looks for.
    let order = [Status::Approved, Status::Reviewed, Status::Draft, Status::Deprecated];
    let counts = order.map(|status| StatusCount { status: describe(status), count: has(status) });
    counts.into_iter().filter(|status| status.count > 0).collect()
}

/// The glossary in numbers; what it has none of is left out.
fn numbers(site: &Site<'_>, base: &Base) -> Vec<Number> {
    let terms = &site.context.glossary.terms;
    let links =
        terms.iter().map(|term| Relation::ALL.iter().map(|&relation| term.targets(relation).len()).sum::<usize>());
    let list = |page: &Page| Some(base.page(page));
    let all = [
        (terms.len(), ["term", "terms"], list(&Page::Terms)),
        (terms.iter().map(|term| term.aliases.len()).sum(), ["other name", "other names"], list(&Page::Terms)),
        (site.categories.iter().count(), ["category", "categories"], list(&Page::Categories)),
        (site.roles.iter().count(), ["role", "roles"], list(&Page::Roles)),
        (site.tags.iter().count(), ["governance tag", "governance tags"], list(&Page::Tags)),
        (links.sum(), ["relationship", "relationships"], list(&Page::Map)),
        (terms.iter().map(|term| term.citations.len()).sum(), ["citation", "citations"], None),
    ];
    let shown = all.into_iter().filter(|(count, ..)| *count > 0);
    shown.map(|(count, titles, href)| Number { count, title: titles[usize::from(count != 1)], href }).collect()
}

fn recent(site: &Site<'_>) -> Vec<TermId> {
    let glossary = site.context.glossary;
    let mut dated: Vec<_> = glossary
        .ids_by_name()
        .iter()
        .filter(|&&id| !glossary.term(id).is_deprecated())
        .filter_map(|&id| Some((glossary.term(id).last_reviewed.as_ref()?.value, id)))
        .collect();
    // Stable: terms of one day stay in the order of their names.
    dated.sort_by_key(|&(date, _)| Reverse(date));
    dated.iter().take(RECENT).map(|&(_, id)| id).collect()
}

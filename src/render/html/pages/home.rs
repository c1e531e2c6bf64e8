//! The first page: where to begin, by letter, role and category, and what is new.

use std::cmp::Reverse;

use super::super::machines::linked_data;
use super::super::site::{Head, Site, describe};
use super::terms;
use crate::failure::Failure;
use crate::model::Status;
use crate::render::links::{Base, Page};
use crate::render::view::Row;
use crate::render::view::home::{HomePage, StatusCount};

pub const TEMPLATE: &str = "home.html";

/// How many terms the list of recent reviews shows.
const RECENT: usize = 8;

pub fn render(site: &Site<'_>) -> Result<(), Failure> {
    let settings = site.context.settings;
    let base = site.base(&Page::Home);
    let content = HomePage {
        letters: terms::letters(site, &base),
        count: site.context.glossary.terms.len(),
        statuses: statuses(site),
        categories: site.category_cards(&base),
        roles: site.role_cards(&base),
        recent: recent(site, &base),
        terms: base.page(&Page::Terms),
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

fn recent(site: &Site<'_>, base: &Base) -> Vec<Row> {
    let glossary = site.context.glossary;
    let mut dated: Vec<_> = glossary
        .ids_by_name()
        .iter()
        .filter(|&&id| !glossary.term(id).is_deprecated())
        .filter_map(|&id| Some((glossary.term(id).last_reviewed.as_ref()?.value, id)))
        .collect();
    // Stable: terms of one day stay in the order of their names.
    dated.sort_by_key(|&(date, _)| Reverse(date));
    dated.iter().take(RECENT).map(|&(_, id)| site.row(base, id)).collect()
}

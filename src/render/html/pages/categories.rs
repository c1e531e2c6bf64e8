//! The list of categories, and a page for each.

use std::cmp::Reverse;

use rayon::prelude::*;

use super::super::groups::Group;
use super::super::site::{Head, Site};
use super::print;
use crate::failure::Failure;
use crate::model;
use crate::render::body::{line_to_html, line_to_plain};
use crate::render::links::{Base, Page};
use crate::render::templates::Shared;
use crate::render::view::category::{CategoriesPage, Category, CategoryPage, Share};
use crate::resolve::TermId;

pub const LIST: &str = "categories.html";
pub const ONE: &str = "category.html";

/// How many terms a category says to begin with. A list that is hardly longer needs no such help.
const BEGIN: usize = 5;

pub fn render_list(site: &Site<'_>) -> Result<(), Failure> {
    let content = CategoriesPage { categories: site.category_cards(&site.base(&Page::Categories)) };
    let description = format!("The terms of {} by subject.", site.context.settings.title);
    site.write(&Page::Categories, LIST, Head::new("Categories", description), &content)
}

pub fn render_each(site: &Site<'_>) -> Result<(), Failure> {
    let groups: Vec<&Group<'_, model::Category>> = site.categories.iter().collect();
    groups.par_iter().try_for_each(|group| group.page.as_ref().map_or(Ok(()), |page| render_one(site, group, page)))
}

/// Of each term the page shows what stands on its card, and texts decide which ones come first.
fn render_one(site: &Site<'_>, group: &Group<'_, model::Category>, page: &Page) -> Result<(), Failure> {
    let begin = begin(site, &group.terms);
    let mut from = site.cards_fingerprint(page, ONE);
    from.add(group.key).number(begin.len());
    begin.iter().for_each(|id| _ = from.number(id.index()));
    site.write_made(page, ONE, from.finish(), || {
        let description = group.entry.map_or("", |category| category.description.as_str());
        let category = view(site, group, page, &begin);
        (Head::new(group.key, line_to_plain(description)), CategoryPage { category })
    })
}

fn view(site: &Site<'_>, group: &Group<'_, model::Category>, page: &Page, begin: &[TermId]) -> Category {
    let base = site.base(page);
    let description = group.entry.map_or("", |category| category.description.as_str());
    let practice = group.entry.map_or(&[][..], |category| category.practice.as_slice());
    Category {
        title: group.key.to_owned(),
        up: base.page(&Page::Categories),
        about_html: line_to_html(description),
        practice_html: practice.iter().map(|text| line_to_html(text)).collect(),
        begin: begin.iter().map(|&id| Shared::new(&site.term_link(&base, id))).collect(),
        roles: shares(site, &base, &group.terms),
        terms: site.rows(&base, &group.terms),
        counts: site.counts(&group.terms),
        print: print::link(&base, &Page::CategoryPrint(group.key.to_owned()), group.terms.len()),
    }
}

/// The terms that other entries use most: who knows them can read the others.
fn begin(site: &Site<'_>, terms: &[TermId]) -> Vec<TermId> {
    let glossary = site.context.glossary;
    if terms.len() <= BEGIN + 1 {
        return Vec::new();
    }
    let uses = |id: TermId| glossary.links(id).used_by.len() + glossary.mentioned_by(id).len();
    let usable = terms.iter().filter(|&&id| !glossary.term(id).is_deprecated());
    let mut used: Vec<(usize, TermId)> = usable.map(|&id| (uses(id), id)).filter(|(uses, _)| *uses > 0).collect();
    // Stable: terms that are used alike stay in the order of their names.
    used.sort_by_key(|&(uses, _)| Reverse(uses));
    used.into_iter().take(BEGIN).map(|(_, id)| id).collect()
}

/// The roles of these terms, most terms first.
fn shares(site: &Site<'_>, base: &Base, terms: &[TermId]) -> Vec<Share> {
    let roles = site.roles.iter().zip(site.by_role(terms)).filter(|(_, count)| *count > 0);
    let share = |(group, count): (&Group<'_, model::Role>, usize)| {
        let link = site.group_link(base, group, &group.entry?.title);
        Some(Share { title: link.title, href: link.href, count })
    };
    let mut shares: Vec<Share> = roles.filter_map(share).collect();
    shares.sort_by_key(|share| Reverse(share.count));
    shares
}

//! The list of roles, and a starter pack for each: where to begin, what to do, what to read.

use std::cmp::Reverse;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::super::groups::Group;
use super::super::lens;
use super::super::site::{Head, Site};
use super::print;
use crate::failure::Failure;
use crate::model;
use crate::render::body::{line_to_html, line_to_plain};
use crate::render::links::{Base, Page};
use crate::render::view::role::{Area, Role, RolePage, RolesPage};
use crate::resolve::TermId;

pub const LIST: &str = "roles.html";
pub const ONE: &str = "role.html";

pub fn render_list(site: &Site<'_>) -> Result<(), Failure> {
    let content = RolesPage { roles: site.role_cards(&site.base(&Page::Roles)) };
    let description = format!("{} by role: where to begin, and what to do next.", site.context.settings.title);
    site.write(&Page::Roles, LIST, Head::new("Roles", description), &content)
}

pub fn render_each(site: &Site<'_>) -> Result<(), Failure> {
    let groups: Vec<&Group<'_, model::Role>> = site.roles.iter().collect();
    groups.par_iter().try_for_each(|group| match (&group.page, group.entry) {
        (Some(page), Some(role)) => render_one(site, group, role, page),
        _ => Ok(()),
    })
}

/// Of each term the page shows what stands on its card.
fn render_one(site: &Site<'_>, group: &Group<'_, model::Role>, role: &model::Role, page: &Page) -> Result<(), Failure> {
    let from = site.cards_fingerprint(page, ONE).add(group.key).finish();
    site.write_made(page, ONE, from, || {
        (Head::new(&role.title, line_to_plain(&role.summary)), RolePage { role: view(site, group, role, page) })
    })
}

fn view(site: &Site<'_>, group: &Group<'_, model::Role>, role: &model::Role, page: &Page) -> Role {
    let base = site.base(page);
    let lines = |texts: &[String]| texts.iter().map(|text| line_to_html(text)).collect();
    Role {
        key: lens::key(role),
        title: role.title.clone(),
        up: base.page(&Page::Roles),
        about_html: line_to_html(&role.summary),
        takeaway_html: line_to_html(&role.takeaway),
        learning_path_html: lines(&role.learning_path),
        practice_html: lines(&role.practice),
        count: group.terms.len(),
        areas: areas(site, &base, &group.terms),
        print: print::link(&base, &Page::RolePrint(group.key.to_owned()), group.terms.len()),
    }
}

/// The role's terms by category, most terms first, then by name. Each term counts in each of its categories and is
/// listed under its main one.
fn areas(site: &Site<'_>, base: &Base, terms: &[TermId]) -> Vec<Area> {
    let mut counts: FxHashMap<usize, (usize, Vec<TermId>)> = FxHashMap::default();
    for &id in terms {
        let categories = &site.context.glossary.term(id).categories;
        let mut places: Vec<usize> = categories.iter().filter_map(|name| site.categories.position(name)).collect();
        let main = places.first().copied();
        places.sort_unstable();
        places.dedup();
        for place in places {
            let (count, listed) = counts.entry(place).or_default();
            *count += 1;
            if main == Some(place) {
                listed.push(id);
            }
        }
    }
    let mut areas: Vec<Area> = site
        .categories
        .iter()
        .enumerate()
        .filter_map(|(place, group)| {
            let (count, listed) = counts.remove(&place)?;
            let link = site.group_link(base, group, group.key);
            let id = if listed.is_empty() { String::new() } else { format!("area-{}", place + 1) };
            Some(Area { title: link.title, href: link.href, id, count, terms: site.rows(base, &listed) })
        })
        .collect();
    areas.sort_by_cached_key(|area| (Reverse(area.count), area.title.to_lowercase()));
    areas
}

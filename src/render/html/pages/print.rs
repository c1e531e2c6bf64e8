//! Many terms on one page, for paper: the whole glossary, one category, one role.
//!
//! An entry holds what a reader without a link needs, about a kilobyte of it. Names lead to other entries of the same page.

use std::sync::OnceLock;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::super::lens;
use super::super::site::{Head, Site, day};
use crate::digest::{Digest, Fingerprint};
use crate::failure::Failure;
use crate::model::{Relation, Role, Section};
use crate::render::RenderContext;
use crate::render::body::{line_to_html, linked_text_to_html};
use crate::render::facts::Neighbourhood;
use crate::render::links::{Base, Page};
use crate::render::templates::Shared;
use crate::render::view::Link;
use crate::render::view::print::{Entry, PrintPage};
use crate::resolve::TermId;

pub const TEMPLATE: &str = "print.html";

/// More terms than anybody prints: this many fill some 500 sheets, and a browser lays them out in a few seconds.
const LIMIT: usize = 2_000;

/// The link to the page on paper for so many terms.
pub fn link(base: &Base, page: &Page, terms: usize) -> Option<String> {
    fits(terms).then(|| base.page(page))
}

fn fits(terms: usize) -> bool {
    (1..=LIMIT).contains(&terms)
}

/// What goes on one page.
struct Selection<'a> {
    page: Page,
    title: String,
    up: (String, Page),
    about: &'a str,
    role: Option<&'a Role>,
    terms: &'a [TermId],
}

pub fn render(site: &Site<'_>) -> Result<(), Failure> {
    let selections: Vec<Selection<'_>> =
        selections(site).into_iter().filter(|selection| fits(selection.terms.len())).collect();
    if selections.is_empty() {
        return Ok(());
    }
    let mut is_shown = vec![false; site.context.glossary.terms.len()];
    selections.iter().flat_map(|selection| selection.terms).for_each(|id| is_shown[id.index()] = true);
    let ids: Vec<TermId> = site.context.glossary.ids().collect();
    let entry = |id: TermId| is_shown[id.index()].then(|| around(site, id).digest());
    let entries: Vec<Option<Digest>> = ids.into_par_iter().map(entry).collect();
    let texts: Vec<OnceLock<Texts>> = entries.iter().map(|_| OnceLock::new()).collect();
    selections.par_iter().try_for_each(|selection| write(site, selection, from(site, selection, &entries), &texts))
}

/// The texts of a term, which are the same on every page that the term stands on.
struct Texts {
    short: Shared<String>,
    long: Shared<String>,
}

impl Texts {
    fn of(site: &Site<'_>, id: TermId) -> Self {
        let long = linked_text_to_html(&site.context.glossary.long_definition(id), &|_| None);
        Self { short: Shared::new(&site.short_html(id).to_owned()), long: Shared::new(&long) }
    }
}

/// All that the entry of a term is made from, but for the places of other entries.
fn around<'a>(site: &Site<'a>, id: TermId) -> Neighbourhood<'a> {
    let RenderContext { glossary, facts, .. } = *site.context;
    Neighbourhood::of(glossary, facts, id, TEMPLATE)
}

/// All that a page is made from: its entries in their order, which say the places too, and what stands above them.
/// A group's own words are in the project's lists, under its name.
fn from(site: &Site<'_>, selection: &Selection<'_>, entries: &[Option<Digest>]) -> Digest {
    let mut from = Fingerprint::default();
    from.digest(site.context.facts.surroundings()).add(TEMPLATE).digest(site.frame_fingerprint(&selection.page));
    from.add(&selection.title).add(&selection.up.0).add(selection.about).add(site.context.today.to_string());
    from.number(selection.terms.len());
    selection.terms.iter().filter_map(|id| entries[id.index()]).for_each(|entry| _ = from.digest(entry));
    from.finish()
}

fn selections<'a>(site: &'a Site<'_>) -> Vec<Selection<'a>> {
    let settings = site.context.settings;
    let mut all = vec![Selection {
        page: Page::Print,
        title: settings.title.clone(),
        up: ("Terms, A to Z".to_owned(), Page::Terms),
        about: &settings.description,
        role: None,
        terms: site.context.glossary.ids_by_name(),
    }];
    let categories = site.categories.iter().filter_map(|group| Some((group, group.page.as_ref()?)));
    all.extend(categories.map(|(group, page)| Selection {
        page: Page::CategoryPrint(group.key.to_owned()),
        title: group.key.to_owned(),
        up: (group.key.to_owned(), page.clone()),
        about: group.entry.map_or("", |category| category.description.as_str()),
        role: None,
        terms: &group.terms,
    }));
    let roles = site.roles.iter().filter_map(|group| Some((group, group.entry?, group.page.as_ref()?)));
    all.extend(roles.map(|(group, role, page)| Selection {
        page: Page::RolePrint(group.key.to_owned()),
        title: role.title.clone(),
        up: (role.title.clone(), page.clone()),
        about: &role.summary,
        role: Some(role),
        terms: &group.terms,
    }));
    all
}

fn write(site: &Site<'_>, selection: &Selection<'_>, from: Digest, texts: &[OnceLock<Texts>]) -> Result<(), Failure> {
    site.write_made(&selection.page, TEMPLATE, from, || {
        let description = format!("{} on one page, to print or to read offline.", selection.title);
        (Head::new(&selection.title, description), content(site, selection, texts))
    })
}

fn content(site: &Site<'_>, selection: &Selection<'_>, texts: &[OnceLock<Texts>]) -> PrintPage {
    let base = site.base(&selection.page);
    let places: FxHashMap<TermId, usize> = selection.terms.iter().enumerate().map(|(place, &id)| (id, place)).collect();
    let texts = |id: TermId| texts[id.index()].get_or_init(|| Texts::of(site, id));
    let entry = |&id: &TermId| around(site, id).within(|| entry(site, selection, &places, id, texts(id)));
    PrintPage {
        up: Link { title: selection.up.0.clone(), href: Some(base.page(&selection.up.1)) },
        about_html: line_to_html(selection.about),
        takeaway_html: selection.role.map_or_else(String::new, |role| line_to_html(&role.takeaway)),
        today: day(site.context.today),
        count: selection.terms.len(),
        entries: selection.terms.par_iter().map(entry).collect(),
    }
}

fn entry(
    site: &Site<'_>,
    selection: &Selection<'_>,
    places: &FxHashMap<TermId, usize>,
    id: TermId,
    texts: &Texts,
) -> Entry {
    let term = site.context.glossary.term(id);
    let view = |role| match lens::view(role) {
        Section::Engineer => term.engineer.as_ref(),
        _ => term.exec.as_ref(),
    };
    Entry {
        id: place_id(places[&id]),
        name: term.name.value.clone(),
        aliases: term.aliases.iter().map(|alias| alias.value.clone()).collect(),
        status: term.status.as_ref().map(|status| site.status(status.value)),
        reviewed: term.last_reviewed.as_ref().map(|date| day(date.value)),
        is_deprecated: term.is_deprecated(),
        short_html: texts.short.clone(),
        long_html: texts.long.clone(),
        view_html: selection.role.and_then(view).map_or_else(String::new, |text| line_to_html(text)),
        see: see(site, places, id),
    }
}

/// The terms to look up next: those on the page as links, the others by name.
fn see(site: &Site<'_>, places: &FxHashMap<TermId, usize>, id: TermId) -> Vec<Link> {
    let glossary = site.context.glossary;
    let targets = Relation::ALL.into_iter().flat_map(|relation| glossary.links(id).targets(relation));
    let link = |other: &TermId| {
        let href = places.get(other).map(|&place| format!("#{}", place_id(place)));
        Link { title: glossary.term(*other).name.value.clone(), href }
    };
    targets.map(link).collect()
}

fn place_id(place: usize) -> String {
    format!("t{}", place + 1)
}

//! The search: a form, and the lists by which readers narrow down. The index beside it is what the script reads.

use super::super::search::{self, Facet, facets};
use super::super::site::{Head, Site};
use crate::failure::Failure;
use crate::render::links::Page;
use crate::render::view;
use crate::render::view::search::{FacetValue, SearchPage};

pub const TEMPLATE: &str = "search.html";

pub fn render(site: &Site<'_>) -> Result<(), Failure> {
    let facets = facets(site, &search::numbers(site));
    search::render(site, &facets)?;
    let content = SearchPage {
        count: site.context.glossary.terms.len(),
        facets: facets.into_iter().map(shown).collect(),
        terms: site.base(&Page::Search).page(&Page::Terms),
    };
    let description =
        format!("Find a term of {} by its name, by another name, or by what it is.", site.context.settings.title);
    site.write(&Page::Search, TEMPLATE, Head::new("Search", description), &content)
}

fn shown(facet: Facet) -> view::search::Facet {
    let values = facet.values.into_iter().map(|value| FacetValue {
        id: value.id,
        title: value.title,
        count: value.terms.len(),
        status: value.status,
    });
    view::search::Facet { name: facet.name, title: facet.title, values: values.collect() }
}

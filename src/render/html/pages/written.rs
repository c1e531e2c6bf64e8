//! Hand-written pages, and the page for addresses that lead nowhere.

use rayon::prelude::*;

use super::super::prose;
use super::super::routes::Written;
use super::super::site::{Head, Site};
use super::terms;
use crate::failure::Failure;
use crate::parse;
use crate::render::links::Page;
use crate::render::view::Link;
use crate::render::view::written::{NotFoundPage, WrittenPage};

pub const PAGE: &str = "page.html";
pub const NOT_FOUND: &str = "404.html";

pub fn render_each(site: &Site<'_>) -> Result<(), Failure> {
    site.context.pages.par_iter().try_for_each(|page| render_one(site, page))
}

fn render_one(site: &Site<'_>, written: &parse::page::Page) -> Result<(), Failure> {
    let page = Page::Written(written.stem.clone());
    let sources = &site.context.inputs.sources;
    let links = Written { site, base: site.base(&page), stem: &written.stem };
    // Headings of the first two levels of the text: both are sections of the page.
    let sections = written.headings.iter().filter(|heading| heading.level <= 2);
    let source_file = sources.path(written.source).to_owned();
    let content = WrittenPage {
        text_html: prose::blocks(sources.slice(written.body), &written.headings, &links),
        contents: sections
            .map(|heading| Link { title: heading.text.clone(), href: Some(format!("#{}", heading.id)) })
            .collect(),
        edit: site.edit_link(&source_file),
        source_file,
    };
    site.write(&page, PAGE, Head::new(&written.title, &written.description), &content)
}

pub fn render_not_found(site: &Site<'_>) -> Result<(), Failure> {
    let content = NotFoundPage { letters: terms::letters(site, &site.base(&Page::NotFound)) };
    site.write(&Page::NotFound, NOT_FOUND, Head::new("No page here", ""), &content)
}

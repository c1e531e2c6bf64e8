//! The NIST AI RMF tags: by function and by characteristic, and a page for each.

use rayon::prelude::*;

use super::super::groups::Group;
use super::super::site::{Head, Site};
use crate::failure::Failure;
use crate::model::{self, url, vocabulary};
use crate::render::links::{Base, Page};
use crate::render::view::Card;
use crate::render::view::tag::{Tag, TagGroup, TagPage, TagsPage};

pub const LIST: &str = "tags.html";
pub const ONE: &str = "tag.html";

pub fn render_list(site: &Site<'_>) -> Result<(), Failure> {
    let base = site.base(&Page::Tags);
    let content = TagsPage { functions: functions(site, &base), characteristics: characteristics(site, &base) };
    let description =
        format!("The terms of {} by topic of the NIST AI Risk Management Framework.", site.context.settings.title);
    site.write(&Page::Tags, LIST, Head::new("Governance tags", description), &content)
}

pub fn render_each(site: &Site<'_>) -> Result<(), Failure> {
    let groups: Vec<&Group<'_, model::Tag>> = site.tags.iter().collect();
    groups.par_iter().try_for_each(|group| group.page.as_ref().map_or(Ok(()), |page| render_one(site, group, page)))
}

/// What readers see for a tag.
pub fn title(group: &Group<'_, model::Tag>) -> String {
    group.entry.map_or_else(|| group.key.replace('_', " "), |tag| tag.title.clone())
}

fn render_one(site: &Site<'_>, group: &Group<'_, model::Tag>, page: &Page) -> Result<(), Failure> {
    let base = site.base(page);
    let text = |of: fn(&model::Tag) -> &String| group.entry.map_or_else(String::new, |tag| of(tag).clone());
    let address = text(|tag| &tag.url);
    let tag = Tag {
        title: title(group),
        up: base.page(&Page::Tags),
        function: text(|tag| &tag.function),
        characteristic: text(|tag| &tag.characteristic),
        url: url::problem(&address).is_none().then_some(address),
        terms: site.rows(&base, &group.terms),
        counts: site.counts(&group.terms),
    };
    let description =
        format!("Terms that touch {} in the NIST AI Risk Management Framework.", tag.title.to_lowercase());
    site.write(page, ONE, Head::new(tag.title.clone(), description), &TagPage { tag })
}

fn functions(site: &Site<'_>, base: &Base) -> Vec<TagGroup> {
    let about = |function: &str| match function {
        "GOVERN" => "Who decides, by which rules, and who answers for it",
        "MAP" => "What the system is for, in which setting, and whom it touches",
        "MEASURE" => "How risks are tested, counted and tracked",
        "MANAGE" => "What is done about them, and in which order",
        _ => "",
    };
    let names = vocabulary::FUNCTIONS.iter().copied().chain([""]);
    let groups = names.map(|function| {
        let tags = cards(site, base, |tag| tag.map_or("", |tag| tag.function.as_str()) == function);
        let title = if function.is_empty() { "Other tags".to_owned() } else { capitalised(function) };
        TagGroup { title, about: about(function), tags }
    });
    let mut groups: Vec<TagGroup> = groups.filter(|group| !group.tags.is_empty()).collect();
    if let [only] = groups.as_mut_slice()
        && only.about.is_empty()
    {
        only.title = "All tags".to_owned();
    }
    groups
}

fn characteristics(site: &Site<'_>, base: &Base) -> Vec<TagGroup> {
    let mut names: Vec<&str> = Vec::new();
    for tag in site.tags.iter().filter_map(|group| group.entry).filter(|tag| !tag.characteristic.is_empty()) {
        if !names.contains(&tag.characteristic.as_str()) {
            names.push(&tag.characteristic);
        }
    }
    let group = |name: &&str| TagGroup {
        title: (*name).to_owned(),
        about: "",
        tags: cards(site, base, |tag| tag.is_some_and(|tag| tag.characteristic == *name)),
    };
    names.iter().map(group).collect()
}

fn cards(site: &Site<'_>, base: &Base, belongs: impl Fn(Option<&model::Tag>) -> bool) -> Vec<Card> {
    let groups = site.tags.iter().filter(|group| belongs(group.entry));
    groups
        .map(|group| Card {
            title: title(group),
            href: group.page.as_ref().map(|page| base.page(page)),
            about_html: String::new(),
            count: group.terms.len(),
        })
        .collect()
}

fn capitalised(word: &str) -> String {
    let mut characters = word.chars();
    let first = characters.next().into_iter();
    first.chain(characters.flat_map(char::to_lowercase)).collect()
}

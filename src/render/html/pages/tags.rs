//! The NIST AI RMF tags: by function and by characteristic, and a page for each.

mod areas;

pub use areas::area_id;

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
    let content = TagsPage {
        up: base.page(&Page::Governance),
        functions: functions(site, &base),
        characteristics: characteristics(site, &base),
    };
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

/// Of each term the page shows what stands on its card.
fn render_one(site: &Site<'_>, group: &Group<'_, model::Tag>, page: &Page) -> Result<(), Failure> {
    let from = site.cards_fingerprint(page, ONE).add(group.key).finish();
    site.write_made(page, ONE, from, || {
        let tag = view(site, group, page);
        let description =
            format!("Terms that touch {} in the NIST AI Risk Management Framework.", tag.title.to_lowercase());
        (Head::new(tag.title.clone(), description), TagPage { tag })
    })
}

fn view(site: &Site<'_>, group: &Group<'_, model::Tag>, page: &Page) -> Tag {
    let base = site.base(page);
    let text = |of: fn(&model::Tag) -> &String| group.entry.map_or_else(String::new, |tag| of(tag).clone());
    let address = text(|tag| &tag.url);
    let (function, characteristic) = (text(|tag| &tag.function), text(|tag| &tag.characteristic));
    let (areas, gaps) = areas::areas(site, &base, &group.terms);
    Tag {
        title: title(group),
        governance: base.page(&Page::Governance),
        up: base.page(&Page::Tags),
        function_about: about_function(&function),
        function: capitalised(&function),
        characteristic_about: about_characteristic(&characteristic),
        characteristic,
        url: url::problem(&address).is_none().then_some(address),
        count: group.terms.len(),
        of: site.context.glossary.terms.len(),
        areas,
        gaps,
        counts: site.counts(&group.terms),
    }
}

fn functions(site: &Site<'_>, base: &Base) -> Vec<TagGroup> {
    let names = vocabulary::FUNCTIONS.iter().copied().chain([""]);
    let groups = names.map(|function| {
        let tags = cards(site, base, |tag| tag.map_or("", |tag| tag.function.as_str()) == function);
        let title = if function.is_empty() { "Other tags".to_owned() } else { capitalised(function) };
        TagGroup { title, about: about_function(function), tags }
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
        about: about_characteristic(name),
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

/// What a function of the framework is (NIST AI 100-1, section 5).
pub fn about_function(function: &str) -> &'static str {
    match function {
        "GOVERN" => "Who decides, by which rules, and who answers for it",
        "MAP" => "What the system is for, in which setting, and whom it touches",
        "MEASURE" => "How risks are tested, counted and tracked",
        "MANAGE" => "What is done about risks, and in which order",
        _ => "",
    }
}

/// What a characteristic of trustworthy AI is (NIST AI 100-1, section 3); empty for names that the framework does not have.
fn about_characteristic(name: &str) -> &'static str {
    let words: String = name.chars().filter(|character| character.is_alphabetic()).collect();
    match words.to_lowercase().as_str() {
        "validandreliable" => "It does what it is for, and goes on doing it in the conditions it meets",
        "safe" => "It does not put life, health, property or the environment at risk",
        "secureandresilient" => "It withstands attacks and surprises, and recovers when it cannot",
        "accountableandtransparent" => "People can see how it came about and what it does, and somebody answers for it",
        "explainableandinterpretable" => "People can learn how it works, and what its output means for them",
        "privacyenhanced" => "It protects what people have a right to keep to themselves",
        "fairwithharmfulbiasmanaged" => {
            "It treats people alike where they should be, and harmful bias is looked for and dealt with"
        }
        _ => "",
    }
}

/// A function of the framework as readers see it: `GOVERN` as Govern.
pub fn capitalised(word: &str) -> String {
    let mut characters = word.chars();
    let first = characters.next().into_iter();
    first.chain(characters.flat_map(char::to_lowercase)).collect()
}

//! What a page is about, in the words of schema.org (JSON-LD), for search engines and other programs.
//!
//! `DefinedTerm` has no licence, date or citation, so those stand on the `WebPage` around it. Broader and narrower are no words of
//! schema.org. Only properties that the vocabulary gives to a type are written; a test holds the list.

use serde::Serialize;

use crate::model::ReviewDate;
use crate::render::html::routes;
use crate::render::html::site::Site;
use crate::render::links::Page;
use crate::render::view::Link;
use crate::render::view::term::Term;
use crate::resolve::TermId;

/// A set with more members leaves them to the pages of its terms, each of which names the set.
const MEMBERS: usize = 2_000;

const CONTEXT: &str = "https://schema.org";

/// The first page: the site.
pub fn website(site: &Site<'_>) -> String {
    let settings = site.context.settings;
    block(&WebSite {
        context: Some(CONTEXT),
        description: text(&settings.description),
        in_language: text(&settings.language),
        ..the_site(site)
    })
}

/// The list of all terms: the set that they belong to.
pub fn term_set(site: &Site<'_>) -> String {
    let settings = site.context.settings;
    let address = site.absolute(&Page::Terms);
    let ids = site.context.glossary.ids_by_name();
    let members = || ids.iter().map(|&id| reference(site, &site.term_page(id))).collect();
    block(&DefinedTermSet {
        context: CONTEXT,
        kind: "DefinedTermSet",
        id: address.as_deref(),
        name: text(&settings.title),
        description: text(&settings.description),
        url: address.as_deref(),
        in_language: text(&settings.language),
        license: routes::license(&settings.license).href,
        date_modified: newest(site).map(|day| day.to_string()),
        has_defined_term: if ids.len() <= MEMBERS { members() } else { None },
    })
}

/// A term, as its page shows it; `description` is its short definition without markup.
pub fn term(site: &Site<'_>, id: TermId, view: &Term, description: &str) -> String {
    let address = site.absolute(&site.term_page(id));
    block(&WebPage {
        context: CONTEXT,
        kind: "WebPage",
        name: &view.name,
        url: address.as_deref(),
        in_language: text(&site.context.settings.language),
        last_reviewed: view.reviewed.as_ref().map(|day| day.iso.as_str()),
        license: view.license.as_ref().and_then(|license| license.href.as_deref()),
        citation: view.citations.iter().map(citation).collect(),
        is_part_of: the_site(site),
        breadcrumb: trail(site, id),
        main_entity: DefinedTerm {
            kind: "DefinedTerm",
            id: address.as_deref(),
            name: text(&view.name),
            alternate_name: &view.aliases,
            description: text(description),
            term_code: text(&view.slug),
            url: address.as_deref(),
            in_defined_term_set: reference(site, &Page::Terms),
        },
    })
}

/// What has no value is left out.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct WebSite<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(rename = "@context")]
    context: Option<&'static str>,
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    in_language: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct DefinedTermSet<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(rename = "@id")]
    id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    in_language: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    license: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    has_defined_term: Option<Vec<Reference>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct WebPage<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    in_language: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_reviewed: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    license: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    citation: Vec<CreativeWork<'a>>,
    is_part_of: WebSite<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    breadcrumb: Option<BreadcrumbList<'a>>,
    main_entity: DefinedTerm<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct DefinedTerm<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(rename = "@id")]
    id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    alternate_name: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    term_code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    in_defined_term_set: Option<Reference>,
}

#[derive(Serialize)]
struct CreativeWork<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct BreadcrumbList<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    item_list_element: Vec<ListItem<'a>>,
}

#[derive(Serialize)]
struct ListItem<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    position: usize,
    name: &'a str,
    item: String,
}

/// Something that another page says more about.
#[derive(Serialize)]
struct Reference {
    #[serde(rename = "@id")]
    id: String,
}

fn the_site<'a>(site: &Site<'a>) -> WebSite<'a> {
    let (name, url) = (site.context.settings.title.as_str(), site.absolute(&Page::Home));
    WebSite { context: None, kind: "WebSite", name, url, description: None, in_language: None }
}

fn citation(citation: &Link) -> CreativeWork<'_> {
    CreativeWork { kind: "CreativeWork", name: &citation.title, url: citation.href.as_deref() }
}

/// The way down to the term: each step needs an address in full.
fn trail<'a>(site: &Site<'a>, id: TermId) -> Option<BreadcrumbList<'a>> {
    let glossary = site.context.glossary;
    let main = glossary.term(id).categories.iter().find_map(|name| site.categories.get(name));
    let main = main.and_then(|group| Some((group.key, group.page.clone()?)));
    let terms = glossary.ancestry(id).into_iter().chain([id]);
    let terms = terms.map(|id| (glossary.term(id).name.as_str(), site.term_page(id)));
    let steps = std::iter::once(("Categories", Page::Categories)).chain(main).chain(terms);
    let items: Option<Vec<ListItem<'_>>> = steps
        .zip(1..)
        .map(|((name, page), position)| {
            Some(ListItem { kind: "ListItem", position, name, item: site.absolute(&page)? })
        })
        .collect();
    Some(BreadcrumbList { kind: "BreadcrumbList", item_list_element: items? })
}

fn newest(site: &Site<'_>) -> Option<ReviewDate> {
    let dates = site.context.glossary.terms.iter().filter_map(|term| Some(term.last_reviewed.as_ref()?.value));
    dates.filter(|date| *date <= site.context.today).max()
}

fn reference(site: &Site<'_>, page: &Page) -> Option<Reference> {
    site.absolute(page).map(|id| Reference { id })
}

fn text(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

/// JSON that is safe between the tags of a data block: `<` opens a tag even there, and in JSON it stands only in texts.
fn block(data: &impl Serialize) -> String {
    let json = serde_json::to_string(data).expect("plain values with text keys");
    if json.contains('<') { json.replace('<', "\\u003c") } else { json }
}

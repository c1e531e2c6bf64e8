//! What a page is about, in the words of schema.org (JSON-LD), for search engines and other programs.
//!
//! `DefinedTerm` has no licence, date or citation, so those stand on the `WebPage` around it. Broader and narrower are no words of
//! schema.org. Only properties that the vocabulary gives to a type are written; a test holds the list.

use serde_json::{Map, Value, json};

use crate::model::ReviewDate;
use crate::render::html::routes;
use crate::render::html::site::Site;
use crate::render::links::Page;
use crate::render::view::Link;
use crate::render::view::term::Term;
use crate::resolve::TermId;

/// A set with more members leaves them to the pages of its terms, each of which names the set.
const MEMBERS: usize = 2_000;

/// The first page: the site.
pub fn website(site: &Site<'_>) -> String {
    let mut data = object(json!({"@context": "https://schema.org"}));
    data.extend(object(the_site(site)));
    put(&mut data, "description", text(&site.context.settings.description));
    put(&mut data, "inLanguage", text(&site.context.settings.language));
    block(data)
}

/// The list of all terms: the set that they belong to.
pub fn term_set(site: &Site<'_>) -> String {
    let settings = site.context.settings;
    let mut data = object(json!({"@context": "https://schema.org", "@type": "DefinedTermSet"}));
    let address = site.absolute(&Page::Terms);
    put(&mut data, "@id", address.clone().map(Value::from));
    put(&mut data, "name", text(&settings.title));
    put(&mut data, "description", text(&settings.description));
    put(&mut data, "url", address.map(Value::from));
    put(&mut data, "inLanguage", text(&settings.language));
    put(&mut data, "license", routes::license(&settings.license).href.map(Value::from));
    put(&mut data, "dateModified", newest(site).map(|day| day.to_string().into()));
    let ids = site.context.glossary.ids_by_name();
    let members: Option<Vec<Value>> = ids.iter().map(|&id| reference(site, &site.term_page(id))).collect();
    put(&mut data, "hasDefinedTerm", members.filter(|_| ids.len() <= MEMBERS).map(Value::from));
    block(data)
}

/// A term, as its page shows it; `description` is its short definition without markup.
pub fn term(site: &Site<'_>, id: TermId, view: &Term, description: &str) -> String {
    let address = site.absolute(&site.term_page(id));
    let mut data = object(json!({"@context": "https://schema.org", "@type": "WebPage", "name": view.name}));
    put(&mut data, "url", address.clone().map(Value::from));
    put(&mut data, "inLanguage", text(&site.context.settings.language));
    put(&mut data, "lastReviewed", view.reviewed.as_ref().map(|day| day.iso.clone().into()));
    put(&mut data, "license", view.license.as_ref().and_then(|license| license.href.clone()).map(Value::from));
    let citations: Vec<Value> = view.citations.iter().map(citation).collect();
    put(&mut data, "citation", Some(citations).filter(|all| !all.is_empty()).map(Value::from));
    put(&mut data, "isPartOf", Some(the_site(site)));
    put(&mut data, "breadcrumb", trail(site, id));
    put(&mut data, "mainEntity", Some(defined_term(site, view, description, address)));
    block(data)
}

fn defined_term(site: &Site<'_>, view: &Term, description: &str, address: Option<String>) -> Value {
    let mut term = object(json!({"@type": "DefinedTerm"}));
    put(&mut term, "@id", address.clone().map(Value::from));
    put(&mut term, "name", text(&view.name));
    put(&mut term, "alternateName", Some(view.aliases.clone()).filter(|names| !names.is_empty()).map(Value::from));
    put(&mut term, "description", text(description));
    put(&mut term, "termCode", text(&view.slug));
    put(&mut term, "url", address.map(Value::from));
    put(&mut term, "inDefinedTermSet", reference(site, &Page::Terms));
    Value::Object(term)
}

fn the_site(site: &Site<'_>) -> Value {
    let mut data = object(json!({"@type": "WebSite", "name": site.context.settings.title}));
    put(&mut data, "url", site.absolute(&Page::Home).map(Value::from));
    Value::Object(data)
}

fn citation(citation: &Link) -> Value {
    let mut work = object(json!({"@type": "CreativeWork", "name": citation.title}));
    put(&mut work, "url", citation.href.clone().map(Value::from));
    Value::Object(work)
}

/// The way down to the term: each step needs an address in full.
fn trail(site: &Site<'_>, id: TermId) -> Option<Value> {
    let glossary = site.context.glossary;
    let main = glossary.term(id).categories.iter().find_map(|name| site.categories.get(name));
    let main = main.and_then(|group| Some((group.key.to_owned(), group.page.clone()?)));
    let terms = glossary.ancestry(id).into_iter().chain([id]);
    let terms = terms.map(|id| (glossary.term(id).name.value.clone(), site.term_page(id)));
    let steps = std::iter::once(("Categories".to_owned(), Page::Categories)).chain(main).chain(terms);
    let items: Option<Vec<Value>> = steps
        .enumerate()
        .map(|(index, (name, page))| {
            Some(json!({"@type": "ListItem", "position": index + 1, "name": name, "item": site.absolute(&page)?}))
        })
        .collect();
    Some(json!({"@type": "BreadcrumbList", "itemListElement": items?}))
}

fn newest(site: &Site<'_>) -> Option<ReviewDate> {
    let dates = site.context.glossary.terms.iter().filter_map(|term| Some(term.last_reviewed.as_ref()?.value));
    dates.filter(|date| *date <= site.context.today).max()
}

fn reference(site: &Site<'_>, page: &Page) -> Option<Value> {
    site.absolute(page).map(|address| json!({"@id": address}))
}

fn text(text: &str) -> Option<Value> {
    Some(text).filter(|text| !text.is_empty()).map(Value::from)
}

fn put(object: &mut Map<String, Value>, key: &str, value: Option<Value>) {
    if let Some(value) = value {
        object.insert(key.to_owned(), value);
    }
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(object) => object,
        _ => Map::new(),
    }
}

/// JSON that is safe between the tags of a data block: `<` opens a tag even there, and in JSON it stands only in texts.
fn block(data: Map<String, Value>) -> String {
    Value::Object(data).to_string().replace('<', "\\u003c")
}

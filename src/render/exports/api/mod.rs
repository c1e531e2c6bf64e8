//! `site/api/v1/`: the glossary as a tree of small JSON files, for programs that read it from any web server.
//!
//! A term's file is what a running server answers for the term ([`routes`]); lists by role, category, tag and status
//! point to these files. `schema.json` says what each file looks like. Links are relative to the file that they stand in.

pub mod record;
pub mod routes;
pub mod schema;

use std::cell::OnceCell;

use rayon::prelude::*;
use serde::Serialize;

use super::super::html::groups::{self, Group, Groups};
use super::super::links::Page;
use super::super::links::api::ApiFile;
use super::super::{Place, RenderContext, Sink};
use super::pretty;
use crate::digest::Digest;
use crate::failure::Failure;
use crate::model::{Category, Role, Slug, Status, Tag, Term};
use crate::resolve::{Glossary, TermId};

/// Writes the tree.
///
/// # Errors
/// Those of the sink.
pub fn render(context: &RenderContext<'_>, sink: &dyn Sink) -> Result<(), Failure> {
    let glossary = context.glossary;
    let (settings, surroundings) = (context.settings, context.facts.surroundings());
    make(sink, &ApiFile::Schema, surroundings, &|| pretty(&schema::schema(settings)))?;
    make(sink, &ApiFile::OpenApi, surroundings, &|| pretty(&routes::openapi(settings)))?;
    let lists = lists(context);
    render_lists(context, sink, &lists)?;
    let ids: Vec<TermId> = glossary.ids().collect();
    ids.par_iter().try_for_each(|&id| {
        let file = ApiFile::Term(glossary.term(id).slug.clone());
        make(sink, &file, context.facts.of_file("api term", id), &|| glossary.within(&[id], || term(context, id)))
    })
}

/// Makes one file of the tree from `from`.
fn make(sink: &dyn Sink, file: &ApiFile, from: Digest, render: &dyn Fn() -> Vec<u8>) -> Result<(), Failure> {
    sink.make(Place::Output, format!("site/{}", file.file()), from, &mut || Ok(render())).map(drop)
}

/// The index and the lists: all that they say of a term stands on its card.
fn render_lists(context: &RenderContext<'_>, sink: &dyn Sink, lists: &[Vec<List>; 4]) -> Result<(), Failure> {
    let cards = context.facts.of_cards("api list");
    make(sink, &ApiFile::Index, cards, &|| index(context, lists))?;
    // All lists stand one folder deep, so a row is the same in each of them. Most builds need none.
    let rows = OnceCell::new();
    let rows = || rows.get_or_init(|| self::rows(context.glossary, &ApiFile::Status("")));
    for list in lists.iter().flatten() {
        let Some(file) = &list.file else { continue };
        make(sink, file, cards, &|| with_terms(&list.head, list.terms.iter().map(|id| rows()[id.index()].as_str())))?;
    }
    Ok(())
}

fn term(context: &RenderContext<'_>, id: TermId) -> Vec<u8> {
    let term = context.glossary.term(id);
    let mut json = record::record(term, context.inputs.sources.path(term.source));
    json.push('\n');
    json.into_bytes()
}

/// The terms of one role, category, tag or status.
struct List {
    /// None where the name cannot be part of an address.
    file: Option<ApiFile>,
    head: Head,
    terms: Vec<TermId>,
}

/// What a list says of itself, before its terms.
#[derive(Serialize)]
struct Head {
    kind: &'static str,
    id: String,
    title: String,
    #[serde(flatten)]
    about: About,
    count: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<String>,
}

/// The project's own words on a group. What it does not say is left out.
#[derive(Default, Serialize)]
struct About {
    #[serde(skip_serializing_if = "String::is_empty")]
    description: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    function: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    characteristic: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    url: String,
}

/// Roles, categories, tags and statuses, in this order.
fn lists(context: &RenderContext<'_>) -> [Vec<List>; 4] {
    let (glossary, vocabulary) = (context.glossary, context.vocabulary);
    [
        each(&groups::by_role(glossary, vocabulary), &role),
        each(&groups::by_category(glossary, vocabulary), &category),
        each(&groups::by_tag(glossary, vocabulary), &tag),
        Status::ALL.iter().map(|&wanted| status(glossary, wanted)).collect(),
    ]
}

fn each<T>(groups: &Groups<'_, T>, list: &dyn Fn(&Group<'_, T>) -> (ApiFile, Head)) -> Vec<List> {
    let with_file = |group: &Group<'_, T>| {
        let (file, mut head) = list(group);
        head.page = group.page.as_ref().map(|page| file.link_to_page(page));
        List { file: group.page.is_some().then_some(file), head, terms: group.terms.clone() }
    };
    groups.iter().map(with_file).collect()
}

fn role(group: &Group<'_, Role>) -> (ApiFile, Head) {
    let title = group.entry.map_or(group.key, |role| &role.title);
    let about =
        About { description: group.entry.map_or_else(String::new, |role| role.summary.clone()), ..About::default() };
    (ApiFile::Role(Slug::from_name(group.key)), head("role", group, title, about))
}

fn category(group: &Group<'_, Category>) -> (ApiFile, Head) {
    let description = group.entry.map_or_else(String::new, |category| category.description.clone());
    let about = About { description, ..About::default() };
    (ApiFile::Category(Category::slug(group.key)), head("category", group, group.key, about))
}

fn tag(group: &Group<'_, Tag>) -> (ApiFile, Head) {
    let title = group.entry.map_or(group.key, |tag| &tag.title);
    let about = group.entry.map_or_else(About::default, |tag| About {
        description: String::new(),
        function: tag.function.clone(),
        characteristic: tag.characteristic.clone(),
        url: tag.url.clone(),
    });
    (ApiFile::Tag(Slug::from_name(group.key)), head("tag", group, title, about))
}

fn head<T>(kind: &'static str, group: &Group<'_, T>, title: &str, about: About) -> Head {
    Head { kind, id: group.key.to_owned(), title: title.to_owned(), about, count: group.terms.len(), page: None }
}

fn status(glossary: &Glossary, wanted: Status) -> List {
    let has = |term: &Term| term.status.as_ref().is_some_and(|status| status.value == wanted);
    let terms: Vec<TermId> = glossary.ids_by_name().iter().copied().filter(|&id| has(glossary.term(id))).collect();
    let head = Head {
        kind: "status",
        id: wanted.name().to_owned(),
        title: wanted.title().to_owned(),
        about: About::default(),
        count: terms.len(),
        page: None,
    };
    List { file: Some(ApiFile::Status(wanted.name())), head, terms }
}

#[derive(Serialize)]
struct Index<'a> {
    version: u32,
    name: &'a str,
    description: &'a str,
    language: &'a str,
    license: &'a str,
    count: usize,
    schema: String,
    openapi: String,
    roles: Vec<Entry<'a>>,
    categories: Vec<Entry<'a>>,
    tags: Vec<Entry<'a>>,
    statuses: Vec<Entry<'a>>,
}

/// A list, as the index names it.
#[derive(Serialize)]
struct Entry<'a> {
    id: &'a str,
    title: &'a str,
    count: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
}

fn index(context: &RenderContext<'_>, lists: &[Vec<List>; 4]) -> Vec<u8> {
    let (glossary, settings) = (context.glossary, context.settings);
    let entry = |list| Entry::of(list);
    let [roles, categories, tags, statuses] = lists.each_ref().map(|lists| lists.iter().map(entry).collect());
    let head = Index {
        version: 1,
        name: &settings.title,
        description: &settings.description,
        language: &settings.language,
        license: &settings.license,
        count: glossary.terms.len(),
        schema: ApiFile::Index.link_to(&ApiFile::Schema),
        openapi: ApiFile::Index.link_to(&ApiFile::OpenApi),
        roles,
        categories,
        tags,
        statuses,
    };
    let rows = rows(glossary, &ApiFile::Index);
    with_terms(&head, glossary.ids_by_name().iter().map(|id| rows[id.index()].as_str()))
}

impl<'a> Entry<'a> {
    fn of(list: &'a List) -> Self {
        let Head { id, title, count, .. } = &list.head;
        Self { id, title, count: *count, file: list.file.as_ref().map(|file| ApiFile::Index.link_to(file)) }
    }
}

/// A term in a list.
#[derive(Serialize)]
struct Row<'a> {
    term: &'a str,
    slug: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
    short_def: &'a str,
    file: String,
    page: String,
}

/// By term: its row in `from`, as JSON. Made once, since each term stands in many lists.
fn rows(glossary: &Glossary, from: &ApiFile) -> Vec<String> {
    let row = |term: &Term| {
        let row = Row {
            term: &term.name,
            slug: term.slug.as_str(),
            status: term.status.as_ref().map(|status| status.name()),
            short_def: term.short_definition(),
            file: from.link_to(&ApiFile::Term(term.slug.clone())),
            page: from.link_to_page(&Page::Term(term.slug.clone())),
        };
        json(&row)
    };
    glossary.terms.par_iter().map(|term| row(term)).collect()
}

/// The keys of `head`, then `terms` with these rows, in one line.
fn with_terms<'a>(head: &impl Serialize, rows: impl Iterator<Item = &'a str>) -> Vec<u8> {
    let mut out = json(head);
    assert_eq!(out.pop(), Some('}'), "a head is an object with keys");
    out.push_str(",\"terms\":[");
    for (index, row) in rows.enumerate() {
        out.push_str(if index == 0 { "" } else { "," });
        out.push_str(row);
    }
    out.push_str("]}\n");
    out.into_bytes()
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("plain values with text keys")
}

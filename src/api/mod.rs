//! The answers of the JSON API to questions about one edition: what a web server hands on, without the web server.
//!
//! Paths, parameters, answers and refusals are those of the Python pipeline's FastAPI application. Where it could say nothing
//! sensible, this one does: `HEAD` is answered like `GET`, `status` takes several values as `category` and `role` do, and
//! `_source_file` starts at the project's root. Every parameter is text, so nothing is ever refused with 422.
//!
//! Everything is computed once per edition; an answer then only looks up and copies. Questions come from anywhere, so no
//! question costs more than a look at every term, and none fails.

mod index;
mod question;

use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde_json::{Value, json};

use self::index::Index;
use self::question::{Asked, Filters, MAX_QUERY};
use crate::render::exports::api::record::record;
use crate::render::exports::api::routes::{self, Question};
use crate::resolve::Glossary;
use crate::settings::Settings;
use crate::source::SourceMap;

pub use crate::render::exports::api::routes::PREFIX;

/// The answers to every question about one edition.
#[derive(Debug)]
pub struct Answers {
    root: Body,
    categories: Body,
    roles: Body,
    openapi: Body,
    /// A JSON list of all terms.
    terms: Arc<Vec<u8>>,
    /// By term: its part of the list.
    parts: Vec<Range<usize>>,
    by_slug: FxHashMap<String, usize>,
    index: Index,
}

/// What to do with a question.
#[derive(Clone, Debug)]
pub enum Reply {
    /// Send this.
    Answer(Answer),
    /// Read the files again. Then send what the new edition's [`Answers::refreshed`] says, or [`not_refreshed`].
    Refresh,
}

/// One answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The value of `Content-Type`.
    pub content_type: &'static str,
    /// One more header, where the status wants it: `Allow` or `Location`.
    pub header: Option<(&'static str, String)>,
    /// What it says. A server leaves it out when the method is `HEAD`.
    pub body: Body,
}

/// Bytes that many answers may share.
#[derive(Clone, Debug)]
pub struct Body {
    // A vector, since a slice would be copied once more to be shared.
    whole: Arc<Vec<u8>>,
    part: Range<usize>,
}

impl AsRef<[u8]> for Body {
    fn as_ref(&self) -> &[u8] {
        &self.whole[self.part.clone()]
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Self { part: 0..bytes.len(), whole: Arc::new(bytes) }
    }
}

impl Answers {
    /// Prepares the answers about an edition.
    pub fn new(glossary: &Glossary, settings: &Settings, sources: &SourceMap) -> Self {
        let records: Vec<String> =
            glossary.terms.par_iter().map(|term| record(term, sources.path(term.source))).collect();
        let (terms, parts) = list(records.iter().map(String::as_bytes));
        let index = Index::new(&glossary.terms);
        let (categories, roles) = (index.categories(), index.roles());
        let root = json!({
            "name": settings.title,
            "description": settings.description,
            "count": glossary.terms.len(),
            "categories": categories,
            "roles": roles,
        });
        let slugs = glossary.terms.iter().enumerate();
        Self {
            root: body(&root),
            categories: body(&json!({ "categories": categories })),
            roles: body(&json!({ "roles": roles })),
            openapi: body(&routes::openapi(settings)),
            terms: Arc::new(terms),
            parts,
            by_slug: slugs.map(|(place, term)| (term.slug.as_str().to_owned(), place)).collect(),
            index,
        }
    }

    /// Answers a question. `path` is what follows [`PREFIX`] in the address, `query` what follows `?`, both as they came.
    pub fn answer(&self, method: &str, path: &str, query: &str) -> Reply {
        Reply::Answer(match question::read(method, path, query) {
            Asked::Question(Question::Refresh, _) => return Reply::Refresh,
            Asked::Question(question, slug) => self.say(question, &slug, query),
            Asked::Elsewhere(location) => {
                Answer { header: Some(("Location", location)), ..refusal(307, "Temporary Redirect") }
            }
            Asked::Otherwise(allowed) => {
                Answer { header: Some(("Allow", allowed.to_owned())), ..refusal(405, "Method Not Allowed") }
            }
            Asked::Nothing => refusal(404, "Not Found"),
        })
    }

    /// The answer to `POST /refresh`, once these are the answers of the new edition.
    pub fn refreshed(&self) -> Answer {
        answer(body(&json!({ "refreshed": self.parts.len() })))
    }

    fn say(&self, question: Question, slug: &str, query: &str) -> Answer {
        match question {
            Question::Root => answer(self.root.clone()),
            Question::Categories => answer(self.categories.clone()),
            Question::Roles => answer(self.roles.clone()),
            Question::OpenApi => answer(self.openapi.clone()),
            Question::Term => match self.by_slug.get(slug) {
                Some(&place) => answer(Body { whole: self.terms.clone(), part: self.parts[place].clone() }),
                None => refusal(404, "Term not found"),
            },
            Question::Terms if query.len() > MAX_QUERY => refusal(414, "URI Too Long"),
            Question::Terms => answer(self.select(&Filters::read(query))),
            Question::Refresh => self.refreshed(),
        }
    }

    fn select(&self, filters: &Filters) -> Body {
        let found = self.index.select(filters);
        if found.len() == self.parts.len() {
            return Body { whole: self.terms.clone(), part: 0..self.terms.len() };
        }
        let (list, _) = list(found.iter().map(|&place| &self.terms[self.parts[place].clone()]));
        list.into()
    }
}

/// The answer to `POST /refresh` when the glossary has this many errors, and the last whole edition stays.
pub fn not_refreshed(errors: usize) -> Answer {
    let errors = if errors == 1 { "1 error".to_owned() } else { format!("{errors} errors") };
    refusal(500, &format!("the glossary has {errors}, and the last whole edition stays"))
}

/// The answer to every question as long as there is no edition to answer from.
pub fn unavailable() -> Answer {
    refusal(503, "there is no whole edition yet")
}

/// The answer to a question that another website asks through a reader's browser.
pub fn forbidden() -> Answer {
    refusal(403, "Forbidden")
}

/// A JSON list of these values, and where each stands in it.
fn list<'a>(values: impl Iterator<Item = &'a [u8]> + Clone) -> (Vec<u8>, Vec<Range<usize>>) {
    let mut list = Vec::with_capacity(values.clone().map(|value| value.len() + 1).sum::<usize>() + 2);
    list.push(b'[');
    let mut parts = Vec::new();
    for value in values {
        list.extend_from_slice(if parts.is_empty() { b"" } else { b"," });
        parts.push(list.len()..list.len() + value.len());
        list.extend_from_slice(value);
    }
    list.push(b']');
    (list, parts)
}

fn answer(body: Body) -> Answer {
    Answer { status: 200, content_type: "application/json", header: None, body }
}

fn refusal(status: u16, detail: &str) -> Answer {
    Answer { status, ..answer(body(&json!({ "detail": detail }))) }
}

fn body(value: &Value) -> Body {
    value.to_string().into_bytes().into()
}

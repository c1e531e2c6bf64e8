//! `data/search-index.json`: what a search needs to know of each term.

use serde::Serialize;

use super::super::{RenderContext, Sink};
use super::{make, pretty, texts};
use crate::failure::Failure;
use crate::model::Term;

const NAME: &str = "search-index.json";

/// Writes the file.
///
/// # Errors
/// Those of the sink.
pub fn render(context: &RenderContext<'_>, sink: &dyn Sink) -> Result<(), Failure> {
    make(sink, NAME, context.facts.of_cards(NAME), || index(context))
}

/// The index as JSON, which the Markdown output also hands to the pages that it writes.
pub fn index(context: &RenderContext<'_>) -> Vec<u8> {
    pretty(&context.glossary.terms.iter().map(|term| Row::of(term)).collect::<Vec<_>>())
}

#[derive(Serialize)]
struct Row<'a> {
    term: &'a str,
    aliases: Vec<&'a str>,
    categories: Vec<&'a str>,
    roles: Vec<&'a str>,
    short_def: &'a str,
    nist_rmf_tags: Vec<&'a str>,
    status: Option<&'static str>,
    last_reviewed: Option<String>,
    slug: &'a str,
}

impl<'a> Row<'a> {
    fn of(term: &'a Term) -> Self {
        Self {
            term: &term.name,
            aliases: texts(&term.aliases),
            categories: texts(&term.categories),
            roles: texts(&term.roles),
            short_def: term.short_def.as_ref().map_or("", |text| text.value.as_str()),
            nist_rmf_tags: texts(&term.nist_rmf_tags),
            status: term.status.as_ref().map(|status| status.name()),
            last_reviewed: term.last_reviewed.as_ref().map(|date| date.value.to_string()),
            slug: term.slug.as_str(),
        }
    }
}

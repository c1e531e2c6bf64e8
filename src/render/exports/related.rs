//! `data/related.json`: for each term, the terms closest in wording.

use serde::Serialize;
use serde_json::{Map, Value};

use super::super::{Artifact, RenderContext, Sink};
use super::pretty;
use crate::failure::Failure;
use crate::resolve::Glossary;
use crate::resolve::similar::{Similar, similar};

#[derive(Serialize)]
struct Row<'a> {
    slug: &'a str,
    title: &'a str,
    score: f64,
}

/// Writes the file.
///
/// # Errors
/// Those of the sink.
pub fn render(context: &RenderContext<'_>, sink: &dyn Sink) -> Result<(), Failure> {
    let glossary = context.glossary;
    let neighbours = similar(glossary);
    let rows = glossary.terms.iter().zip(&neighbours).map(|(term, near)| (term.slug.to_string(), rows(glossary, near)));
    sink.take(Artifact::output("data/related.json", pretty(&rows.collect::<Map<String, Value>>())))
}

fn rows(glossary: &Glossary, near: &[Similar]) -> Value {
    let row = |similar: &Similar| {
        let term = glossary.term(similar.term);
        Row { slug: term.slug.as_str(), title: &term.name, score: (similar.score * 1000.0).round() / 1000.0 }
    };
    serde_json::to_value(near.iter().map(row).collect::<Vec<_>>()).expect("rows are plain values")
}

//! `data/related.json`: for each term, the terms closest in wording.

use rayon::prelude::*;
use serde::Serialize;

use super::super::{RenderContext, Sink};
use super::{indented, make};
use crate::failure::Failure;
use crate::resolve::Glossary;
use crate::resolve::similar::{Similar, similar};

#[derive(Serialize)]
struct Row<'a> {
    slug: &'a str,
    title: &'a str,
    score: f64,
}

const NAME: &str = "related.json";

/// Writes the file.
///
/// # Errors
/// Those of the sink.
pub fn render(context: &RenderContext<'_>, sink: &dyn Sink) -> Result<(), Failure> {
    make(sink, NAME, context.facts.of_everything(NAME), || document(context.glossary))
}

fn document(glossary: &Glossary) -> Vec<u8> {
    let neighbours = similar(glossary);
    if neighbours.is_empty() {
        return b"{}\n".to_vec();
    }
    // Rows under their keys, written side by side.
    let rows = glossary.terms.par_iter().zip(&neighbours).map(|(term, near)| {
        let (key, rows) = (indented(&term.slug.as_str(), 1), indented(&rows(glossary, near), 1));
        format!("{key}: {rows}")
    });
    format!("{{\n  {}\n}}\n", rows.collect::<Vec<_>>().join(",\n  ")).into_bytes()
}

fn rows<'a>(glossary: &'a Glossary, near: &[Similar]) -> Vec<Row<'a>> {
    let row = |similar: &Similar| {
        let term = glossary.term(similar.term);
        Row { slug: term.slug.as_str(), title: &term.name, score: (similar.score * 1000.0).round() / 1000.0 }
    };
    near.iter().map(row).collect()
}

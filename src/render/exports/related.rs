//! `data/related.json`: for each term, the terms closest in wording.

use serde::{Serialize, Serializer};

use super::super::{RenderContext, Sink};
use super::{make, pretty};
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
    let rows = glossary.terms.iter().zip(&neighbours).map(|(term, near)| (term.slug.as_str(), rows(glossary, near)));
    pretty(&Map(rows))
}

/// Rows under their keys, made as they are written.
struct Map<I>(I);

impl<'a, I: Iterator<Item = (&'a str, Vec<Row<'a>>)> + Clone> Serialize for Map<I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.clone())
    }
}

fn rows<'a>(glossary: &'a Glossary, near: &[Similar]) -> Vec<Row<'a>> {
    let row = |similar: &Similar| {
        let term = glossary.term(similar.term);
        Row { slug: term.slug.as_str(), title: &term.name, score: (similar.score * 1000.0).round() / 1000.0 }
    };
    near.iter().map(row).collect()
}

//! `data/glossary.json`: every term with the keys and values of its file, in the file's order.

use serde_json::Value;

use super::super::{Artifact, RenderContext, Sink};
use super::pretty;
use crate::failure::Failure;

/// Writes the file.
///
/// # Errors
/// Those of the sink.
pub fn render(context: &RenderContext<'_>, sink: &dyn Sink) -> Result<(), Failure> {
    let terms = context.glossary.terms.iter().map(|term| {
        let mut record: Value = serde_json::from_str(&term.record).expect("the reader wrote it as JSON");
        record["slug"] = term.slug.as_str().into();
        record["_source_file"] = context.inputs.sources.path(term.source).into();
        record
    });
    let document = serde_json::json!({ "terms": terms.collect::<Vec<_>>() });
    sink.take(Artifact::output("data/glossary.json", pretty(&document)))
}

//! `data/glossary.json`: every term with the keys and values of its file, in the file's order.

use super::super::{RenderContext, Sink};
use super::api::record::with_place;
use super::lay_out::lay_out;
use super::{make, pretty};
use crate::failure::Failure;
use crate::model::Term;
use rayon::prelude::*;

/// Terms that are turned into text side by side.
const AT_ONCE: usize = 1024;

const NAME: &str = "glossary.json";

/// Writes the file.
///
/// # Errors
/// Those of the sink.
pub fn render(context: &RenderContext<'_>, sink: &dyn Sink) -> Result<(), Failure> {
    make(sink, NAME, context.facts.of_everything(NAME), || document(context))
}

/// The terms are written one by one: as values, all of them take ten times the room of the file.
fn document(context: &RenderContext<'_>) -> Vec<u8> {
    let terms = &context.glossary.terms;
    if terms.is_empty() {
        return pretty(&serde_json::json!({ "terms": [] }));
    }
    // With room for all of it: a text of this size that grows stands in memory twice for a while.
    let mut json = Vec::with_capacity(terms.iter().map(|term| room(term.record.len())).sum());
    json.extend_from_slice(b"{\n  \"terms\": [");
    for several in terms.chunks(AT_ONCE) {
        let records: Vec<Vec<u8>> = several.par_iter().map(|term| record(context, term)).collect();
        for record in records {
            json.extend_from_slice(if json.ends_with(b"[") { b"\n    " } else { b",\n    " });
            json.extend_from_slice(&record);
        }
    }
    json.extend_from_slice(b"\n  ]\n}\n");
    json
}

/// One term, as deep as it stands in the file.
fn record(context: &RenderContext<'_>, term: &Term) -> Vec<u8> {
    let json = with_place(&term.record, term.slug.as_str(), context.inputs.sources.path(term.source));
    let mut out = Vec::with_capacity(room(json.len()));
    lay_out(&json, 2, &mut out);
    out
}

/// About how many bytes a record of this length has once it is laid out.
fn room(length: usize) -> usize {
    length * 4 / 3 + 256
}

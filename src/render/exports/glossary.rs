//! `data/glossary.json`: every term with the keys and values of its file, in the file's order.

use rayon::prelude::*;
use serde_json::Value;

use super::super::{RenderContext, Sink};
use super::{make, pretty};
use crate::failure::Failure;
use crate::model::Term;

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
    let mut json = b"{\n  \"terms\": [".to_vec();
    for several in terms.chunks(AT_ONCE) {
        let records: Vec<String> = several.par_iter().map(|term| record(context, term)).collect();
        for record in records {
            json.extend_from_slice(if json.ends_with(b"[") { b"\n    " } else { b",\n    " });
            json.extend_from_slice(record.as_bytes());
        }
    }
    json.extend_from_slice(b"\n  ]\n}\n");
    json
}

/// One term, as deep as it stands in the file.
fn record(context: &RenderContext<'_>, term: &Term) -> String {
    let mut record: Value = serde_json::from_str(&term.record).expect("the reader wrote it as JSON");
    record["slug"] = term.slug.as_str().into();
    record["_source_file"] = context.inputs.sources.path(term.source).into();
    // JSON has line breaks only between values.
    serde_json::to_string_pretty(&record).expect("a record is plain values").replace('\n', "\n    ")
}

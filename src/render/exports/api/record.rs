//! One term as JSON: every key and value of its file, in the file's order, and what readers of JSON need beside them.

use serde_json::Value;

use crate::model::Term;

/// The lists that every record has, even where the project lets an author leave them out.
const LISTS: [&str; 3] = ["aliases", "categories", "roles"];

/// The record of a term whose file stands at `path`, as JSON without spaces: its own keys, `slug`, `_source_file`.
pub fn record(term: &Term, path: &str) -> String {
    let is_whole = ![&term.aliases, &term.categories, &term.roles].iter().any(|list| list.is_empty());
    let is_free = !term.record.contains("\"slug\":") && !term.record.contains("\"_source_file\":");
    match term.record.strip_suffix('}') {
        // The reader's own JSON is spliced: reading and writing it again would cost ten times as much.
        Some(own) if is_whole && is_free => {
            format!("{own},\"slug\":{},\"_source_file\":{}}}", json(term.slug.as_str()), json(path))
        }
        _ => rebuilt(term, path).to_string(),
    }
}

fn rebuilt(term: &Term, path: &str) -> Value {
    let mut record: Value = serde_json::from_str(&term.record).expect("the reader wrote it as JSON");
    record["slug"] = term.slug.as_str().into();
    for list in LISTS.iter().filter(|list| !term.record.contains(&format!("\"{list}\":["))) {
        record[*list] = Value::Array(Vec::new());
    }
    record["_source_file"] = path.into();
    record
}

fn json(text: &str) -> Value {
    Value::from(text)
}

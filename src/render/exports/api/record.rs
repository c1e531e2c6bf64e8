//! One term as JSON: every key and value of its file, in the file's order, and what readers of JSON need beside them.

use serde_json::Value;

use crate::model::Term;

/// The lists that every record has, even where the project lets an author leave them out.
const LISTS: [&str; 3] = ["aliases", "categories", "roles"];

/// The record of a term whose file stands at `path`, as JSON without spaces: its own keys, the lists that every record has, `slug`,
/// `_source_file`.
pub fn record(term: &Term, path: &str) -> String {
    let is_whole = ![&term.aliases, &term.categories, &term.roles].iter().any(|list| list.is_empty());
    if is_whole {
        return with_place(&term.record, term.slug.as_str(), path);
    }
    let mut record = read(&term.record);
    record["slug"] = term.slug.as_str().into();
    for list in LISTS.iter().filter(|list| !term.record.contains(&format!("\"{list}\":["))) {
        record[*list] = Value::Array(Vec::new());
    }
    record["_source_file"] = path.into();
    record.to_string()
}

/// What the reader made of a file, and where it stands, in the same form.
pub fn with_place(own: &str, slug: &str, path: &str) -> String {
    let is_free = !own.contains("\"slug\":") && !own.contains("\"_source_file\":");
    match own.strip_suffix('}') {
        // The reader's own JSON is spliced: reading and writing it again would cost ten times as much.
        Some(own) if is_free => format!("{own},\"slug\":{},\"_source_file\":{}}}", json(slug), json(path)),
        _ => {
            let mut record = read(own);
            record["slug"] = slug.into();
            record["_source_file"] = path.into();
            record.to_string()
        }
    }
}

fn read(record: &str) -> Value {
    serde_json::from_str(record).expect("the reader wrote it as JSON")
}

fn json(text: &str) -> Value {
    Value::from(text)
}

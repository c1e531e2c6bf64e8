//! Data files for other programs: one format, one file.

pub mod api;
pub mod glossary;
pub mod links;
pub mod related;
pub mod schema;
pub mod search_index;

use serde::Serialize;

use crate::source::Spanned;

/// `value` as JSON for people and programs: two spaces a level, a line break at the end.
fn pretty(value: &impl Serialize) -> Vec<u8> {
    let mut json = serde_json::to_vec_pretty(value).expect("exports hold plain values with text keys");
    json.push(b'\n');
    json
}

fn texts(values: &[Spanned<String>]) -> Vec<&str> {
    values.iter().map(|value| value.value.as_str()).collect()
}

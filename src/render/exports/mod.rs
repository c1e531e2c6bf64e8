//! Data files for other programs: one format, one file.

pub mod api;
pub mod glossary;
mod lay_out;
pub mod links;
pub mod related;
pub mod schema;
pub mod search_index;

use serde::Serialize;

use super::{Place, Sink};
use crate::digest::Digest;
use crate::failure::Failure;
use crate::source::Spanned;

/// A value as [`pretty`] writes it so deep inside of another one.
fn indented(value: &impl Serialize, depth: usize) -> String {
    let text = serde_json::to_string_pretty(value).expect("exports are plain values with text keys");
    // JSON has line breaks only between values.
    text.replace('\n', &format!("\n{}", "  ".repeat(depth)))
}

/// `value` as JSON for people and programs: two spaces a level, a line break at the end.
fn pretty(value: &impl Serialize) -> Vec<u8> {
    let mut json = serde_json::to_vec_pretty(value).expect("exports hold plain values with text keys");
    json.push(b'\n');
    json
}

/// Makes one file of `data/` from `from`.
fn make(sink: &dyn Sink, name: &str, from: Digest, render: impl Fn() -> Vec<u8>) -> Result<(), Failure> {
    sink.make(Place::Output, format!("data/{name}"), from, &mut || Ok(render())).map(drop)
}

fn texts(values: &[Spanned<String>]) -> Vec<&str> {
    values.iter().map(|value| value.value.as_str()).collect()
}

//! The search, held to `tests/search/vectors.json` from the side that writes: words, index, and the order of what is found.
//!
//! [`reference`] answers queries straight from the terms, without index, in the plainest way. The script is held to the same
//! answers by `tests/browser/search-engine.test.js`, with the index that stands in `tests/search/index.js`. After a change of the index
//! or the ranking: `SNAPSHOTS=overwrite cargo test --test it search`, then read the diff.

mod reference;

use std::fs;
use std::path::PathBuf;

use glossbook::pipeline;
use glossbook::render::MemorySink;
use glossbook::render::html::search::words::{normalized, words};
use serde_json::Value;

use crate::project::Project;
use reference::Reference;

fn file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/search").join(name)
}

fn vectors() -> Value {
    let text = fs::read_to_string(file("vectors.json")).expect("the vectors are there");
    serde_json::from_str(&text).expect("the vectors are JSON")
}

fn list<'a>(vectors: &'a Value, name: &str) -> &'a [Value] {
    vectors[name].as_array().unwrap_or_else(|| panic!("`{name}` is a list"))
}

fn text(value: &Value) -> &str {
    value.as_str().expect("text")
}

/// The glossary of the vectors; JSON is YAML too.
fn project(vectors: &Value) -> Project {
    let mut project = Project::new().file("data/glossary.yml", "title: Words\n");
    for term in list(vectors, "terms") {
        let fields: Vec<String> =
            term.as_object().unwrap().iter().map(|(key, value)| format!("{key}: {value}")).collect();
        project = project.term(text(&term["term"]), &fields.join("\n"));
    }
    project
}

fn is_overwriting() -> bool {
    std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite")
}

#[test]
fn texts_are_normalized_as_the_vectors_say() {
    for pair in list(&vectors(), "normalized") {
        assert_eq!(normalized(text(&pair[0])), text(&pair[1]), "{pair}");
    }
}

#[test]
fn texts_have_the_words_that_the_vectors_say() {
    for pair in list(&vectors(), "words") {
        let expected: Vec<&str> = pair[1].as_array().unwrap().iter().map(text).collect();
        assert_eq!(words(text(&pair[0])), expected, "{pair}");
    }
}

#[test]
fn the_index_is_the_one_that_the_script_is_tested_with() {
    let checked = project(&vectors()).checked();
    let sink = MemorySink::default();
    pipeline::build(&checked, Some(&["site".to_owned()]), &sink).expect("a site");
    let files = sink.into_artifacts();
    let index = files.iter().filter(|file| file.path.starts_with("site/search/data/"));
    let index: String = index.map(|file| str::from_utf8(&file.bytes).expect("scripts are UTF-8")).collect();
    if is_overwriting() {
        fs::write(file("index.js"), &index).expect("the file can be written");
    }
    let expected = fs::read_to_string(file("index.js")).expect("the index is there");
    assert!(index == expected, "the index has changed: {index}");
}

#[test]
fn each_query_finds_what_the_vectors_say() {
    let mut vectors = vectors();
    let checked = project(&vectors).checked();
    let reference = Reference::of(&checked.glossary);
    let queries = list(&vectors, "queries").iter();
    let answers: Vec<Value> = queries.map(|query| reference.answer(text(&query["query"]))).collect();
    if is_overwriting() {
        vectors["queries"] = answers.clone().into();
        let pretty = serde_json::to_string_pretty(&vectors).expect("values are JSON");
        fs::write(file("vectors.json"), pretty + "\n").expect("the file can be written");
    }
    for (expected, answer) in list(&vectors, "queries").iter().zip(&answers) {
        assert_eq!(answer, expected);
    }
}

#[test]
fn the_index_of_a_glossary_without_terms_is_empty() {
    let checked = Project::new().file("data/glossary.yml", "title: Words\n").folder("data/terms").checked();
    let sink = MemorySink::default();
    pipeline::build(&checked, Some(&["site".to_owned()]), &sink).expect("a site");
    let start = sink.into_artifacts().into_iter().find(|file| file.path == "site/search/data/start.js");
    let start = String::from_utf8(start.expect("the index begins").bytes).expect("UTF-8");
    assert!(start.contains("\"terms\":0"), "{start}");
}

//! What the JSON of the API looks like, as JSON Schema (2020-12): written from the table of fields, so that it cannot lag behind.
//!
//! Objects are open: a later version may add keys, and readers skip those that they do not know. What a term must have is what
//! the rules ask of it; a project that moves these rules down in its settings may publish terms that lack something.

use serde_json::{Map, Value, json};

use crate::model::field::Choices;
use crate::model::{FIELDS, Field, Kind, Status};
use crate::render::links::api::ApiFile;
use crate::settings::Settings;

/// The schema of every file of the tree, itself and `openapi.json` left out.
pub fn schema(settings: &Settings) -> Value {
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": format!("The JSON files of {}", settings.title),
        "anyOf": [reference(DEFINITIONS, "Term"), reference(DEFINITIONS, "Group"), reference(DEFINITIONS, "Index")],
        "$defs": {
            "Term": term(),
            "Row": row(),
            "Group": group(DEFINITIONS),
            "Index": index(DEFINITIONS),
        },
    });
    if !settings.base_url.is_empty() {
        schema["$id"] = format!("{}{}", settings.base_url, ApiFile::Schema.file()).into();
    }
    schema
}

/// Where a JSON Schema keeps its parts.
const DEFINITIONS: &str = "#/$defs/";

/// A pointer to a part of the same document.
pub fn reference(home: &str, name: &str) -> Value {
    json!({ "$ref": format!("{home}{name}") })
}

/// One term: the keys of its file, `slug` and `_source_file`.
pub fn term() -> Value {
    let mut term = object_of(FIELDS);
    term["description"] = json!("One term: every key of its file, in the file's order, and where it comes from.");
    term["properties"]["slug"] = text("The part of an address that stands for the term.");
    term["properties"]["_source_file"] = text("The term's file, from the project's root.");
    for key in ["slug", "_source_file"] {
        term["required"].as_array_mut().expect("terms have required fields").push(key.into());
    }
    term
}

fn row() -> Value {
    let properties = json!({
        "term": text("The term's name."),
        "slug": text("The part of an address that stands for the term."),
        "status": { "description": "How far readers may rely on it.", "enum": Status::NAMES },
        "short_def": text("The definition in one phrase."),
        "file": link("The whole term."),
        "page": link("The term's page on the website."),
    });
    object("A term in a list.", &properties, &["term", "slug", "short_def", "file", "page"])
}

fn group(home: &str) -> Value {
    let properties = json!({
        "kind": { "description": "What the terms share.", "enum": ["role", "category", "tag", "status"] },
        "id": text("As term files name it."),
        "title": text("As readers see it."),
        "description": text("What belongs in it."),
        "function": text("Of a tag: the function of the NIST AI RMF that it belongs to."),
        "characteristic": text("Of a tag: the characteristic of trustworthy AI that it belongs to."),
        "url": text("Of a tag: where the framework speaks of it."),
        "count": count("How many terms it has."),
        "page": link("Its page on the website."),
        "terms": list("Its terms, by name.", reference(home, "Row")),
    });
    object("Terms that have something in common.", &properties, &["kind", "id", "title", "count", "terms"])
}

fn index(home: &str) -> Value {
    let entry = object(
        "A group.",
        &json!({
            "id": text("As term files name it."),
            "title": text("As readers see it."),
            "count": count("How many terms it has."),
            "file": link("Its terms. Left out where the name cannot be part of an address."),
        }),
        &["id", "title", "count"],
    );
    let properties = json!({
        "version": { "description": "The version of this layout of files.", "const": 1 },
        "name": text("The glossary's name."),
        "description": text("What it is."),
        "language": text("The language of the content, as a BCP 47 tag."),
        "license": text("The licence of new terms; each term names its own."),
        "count": count("How many terms there are."),
        "schema": link("What each file looks like."),
        "openapi": link("The API of a running server."),
        "roles": list("In the project's order.", entry.clone()),
        "categories": list("In the project's order.", entry.clone()),
        "tags": list("In the project's order.", entry.clone()),
        "statuses": list("In the order of a term's life.", entry),
        "terms": list("All terms, by name.", reference(home, "Row")),
    });
    let required: Vec<&str> = properties.as_object().into_iter().flatten().map(|(key, _)| key.as_str()).collect();
    object("What there is.", &properties, &required)
}

/// An object with these properties.
pub fn object(about: &str, properties: &Value, required: &[&str]) -> Value {
    json!({ "description": about, "type": "object", "properties": properties, "required": required })
}

/// A list of `items`.
pub fn list(about: &str, items: Value) -> Value {
    json!({ "description": about, "type": "array", "items": items })
}

/// Text.
pub fn text(about: &str) -> Value {
    json!({ "description": about, "type": "string" })
}

/// A whole number from 0.
pub fn count(about: &str) -> Value {
    json!({ "description": about, "type": "integer", "minimum": 0 })
}

fn link(about: &str) -> Value {
    json!({ "description": format!("{about} Relative to the file that it stands in."), "type": "string", "format": "uri-reference" })
}

fn object_of(fields: &[Field]) -> Value {
    let properties: Map<String, Value> = fields.iter().map(|field| (field.key.to_owned(), property(field))).collect();
    let required: Vec<&str> = fields.iter().filter(|field| field.required).map(|field| field.key).collect();
    json!({ "type": "object", "properties": properties, "required": required })
}

fn property(field: &Field) -> Value {
    let mut property = value(field.kind);
    property["description"] = field.about.into();
    property
}

fn value(kind: Kind) -> Value {
    match kind {
        Kind::Line | Kind::Text | Kind::Url => json!({ "type": "string" }),
        Kind::Date => json!({ "type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" }),
        Kind::Number => json!({ "type": "integer", "minimum": 0 }),
        Kind::OneOf(Choices::Fixed(names)) => json!({ "enum": names }),
        Kind::OneOf(_) => json!({ "type": "string" }),
        Kind::List(item) => json!({ "type": "array", "items": value(*item) }),
        Kind::Mapping(fields) => object_of(fields),
        Kind::Mappings(fields) => json!({ "type": "array", "items": object_of(fields) }),
        Kind::Open(item) => json!({ "type": "object", "additionalProperties": value(*item) }),
    }
}

//! A JSON Schema (2020-12) of a term file, for the YAML language server: it completes and marks while an editor types.
//!
//! Written from [`FIELDS`], with the project's own names in it, so it is made anew whenever the glossary changes. It says
//! no more than `check` does: what `check` accepts must not be marked. Hence:
//!
//! - Names of terms are *offered* as they are written, from an `enum`, with their short definitions. They are *judged* by
//!   a pattern beside it that takes every spelling that `check` takes: case, spaces, `-` and `_` do not count. A pattern
//!   of more than [`MAX_JUDGED`] names would make typing slow, so in a very large glossary names are offered only.
//! - Categories and tags are open where the project has no list of them.
//! - Numbers of words, and everything that needs more than one file, are left to `check`.
//!
//! `enumDescriptions`, `errorMessage` and `patternErrorMessage` are keywords of the language server; validators skip them.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::super::{RenderContext, Sink};
use super::{make, pretty};
use crate::failure::Failure;
use crate::model::field::{Choices, FIELDS, SHORT_DEF};
use crate::model::url::MAX_URL;
use crate::model::vocabulary::LICENSES;
use crate::model::{Field, Kind, Vocabulary, name_key};
use crate::resolve::Glossary;
use crate::settings::Settings;

/// Most names of terms, aliases counted, that the schema judges. A match then takes a few thousandths of a second.
pub const MAX_JUDGED: usize = 5_000;

const NAME: &str = "term.schema.json";

/// Writes the schema.
///
/// # Errors
/// Those of the sink.
pub fn render(context: &RenderContext<'_>, sink: &dyn Sink) -> Result<(), Failure> {
    make(sink, NAME, context.facts.of_cards(NAME), || {
        pretty(&term_schema(context.glossary, context.vocabulary, context.settings))
    })
}

/// The schema of one term file of this project.
pub fn term_schema(glossary: &Glossary, vocabulary: &Vocabulary, settings: &Settings) -> Value {
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": format!("A term of {}", settings.title),
    });
    merge(&mut schema, object(FIELDS, settings));
    schema["$defs"] = json!({
        "term": term_names(glossary),
        "role": described(vocabulary.roles.iter().map(|role| (role.id.as_str(), role.title.as_str()))),
        "category": vocabulary.categories.as_ref().map_or_else(text, |categories| {
            described(categories.iter().map(|category| (category.name.as_str(), category.description.as_str())))
        }),
        "tag": vocabulary.tags.as_ref().map_or_else(text, |tags| {
            described(tags.iter().map(|tag| (tag.id.as_str(), tag.title.as_str())))
        }),
        "license": { "enum": licenses(settings) },
    });
    schema
}

fn object(fields: &[Field], settings: &Settings) -> Value {
    let properties: Map<String, Value> =
        fields.iter().map(|field| (field.key.to_owned(), property(field, settings))).collect();
    let required: Vec<&str> = fields.iter().filter(|field| field.required).map(|field| field.key).collect();
    let mut object = json!({ "type": "object", "properties": properties, "additionalProperties": false });
    if !required.is_empty() {
        object["required"] = json!(required);
    }
    object
}

fn property(field: &Field, settings: &Settings) -> Value {
    let mut property = json!({ "description": field.about });
    if !field.example.is_empty() {
        let is_list = matches!(field.kind, Kind::List(_));
        property["examples"] = if is_list { json!([[field.example]]) } else { json!([field.example]) };
    }
    merge(&mut property, value(field.kind, settings));
    if field.required && matches!(field.kind, Kind::List(_) | Kind::Mappings(_)) {
        property["minItems"] = json!(1);
    }
    if field.key == SHORT_DEF.key {
        // One more for the line break that ends a block (`>`), which does not count.
        property["maxLength"] = json!(settings.limits.short_def_characters + 1);
    }
    property
}

fn value(kind: Kind, settings: &Settings) -> Value {
    match kind {
        Kind::Line | Kind::Text => text(),
        Kind::Date => json!({
            "type": "string",
            "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
            "patternErrorMessage": "write year, month and day: 2026-11-22",
        }),
        Kind::Url => json!({
            "type": "string",
            "pattern": r"^[hH][tT][tT][pP][sS]?://[^\s/?#.:][^\s]*$",
            "patternErrorMessage": "write the whole address, beginning with https://",
            "maxLength": MAX_URL,
        }),
        Kind::Number => json!({ "type": "integer", "minimum": 0 }),
        Kind::OneOf(choices) => choice(choices),
        Kind::List(item) => json!({ "type": "array", "items": value(*item, settings), "uniqueItems": true }),
        Kind::Mapping(fields) => object(fields, settings),
        Kind::Mappings(fields) => json!({ "type": "array", "items": object(fields, settings) }),
        Kind::Open(item) => json!({ "type": "object", "additionalProperties": value(*item, settings) }),
    }
}

fn choice(choices: Choices) -> Value {
    let reference = |name: &str| json!({ "$ref": format!("#/$defs/{name}") });
    match choices {
        Choices::Fixed(names) => json!({ "enum": names }),
        Choices::Roles => reference("role"),
        Choices::Categories => reference("category"),
        Choices::Tags => reference("tag"),
        Choices::Terms => reference("term"),
        Choices::Licenses => reference("license"),
    }
}

fn text() -> Value {
    json!({ "type": "string", "minLength": 1 })
}

/// Names of which one must stand there, with what the editor shows beside each.
fn described<'a>(names: impl Iterator<Item = (&'a str, &'a str)>) -> Value {
    let (names, descriptions): (Vec<&str>, Vec<&str>) = names.unzip();
    // An empty `enum` would refuse everything.
    if names.is_empty() { text() } else { json!({ "enum": names, "enumDescriptions": descriptions }) }
}

fn licenses(settings: &Settings) -> Vec<&str> {
    let own = settings.license.as_str();
    std::iter::once(own).chain(LICENSES.iter().copied().filter(|&license| license != own)).collect()
}

/// The names and aliases of all terms: each name once, the first one to have it.
fn term_names(glossary: &Glossary) -> Value {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut offered: Vec<(&str, String)> = Vec::new();
    let terms = || glossary.ids_by_name().iter().map(|&id| glossary.term(id));
    for term in terms().filter(|term| seen.insert(&term.name)) {
        offered.push((&term.name, one_line(term.short_definition())));
    }
    for term in terms() {
        for alias in term.aliases.iter().filter(|alias| seen.insert(alias)) {
            offered.push((alias, format!("another name of `{}`", term.name.value)));
        }
    }
    if offered.is_empty() {
        return text();
    }
    let mut names = described(offered.iter().map(|(name, about)| (*name, about.as_str())));
    // Else the editor would list every name there is.
    names["errorMessage"] = json!(NO_SUCH_NAME);
    json!({ "anyOf": [names, spellings(&seen)] })
}

const NO_SUCH_NAME: &str = "no term or alias has this name";

/// Every spelling of `names` that `check` takes.
fn spellings(names: &BTreeSet<&str>) -> Value {
    if names.len() > MAX_JUDGED {
        return text();
    }
    // The folded form of `ß` is `ss`: both are typed.
    let as_typed = |name: &str| -> Vec<char> { words(&name.to_lowercase()).chars().collect() };
    let folded = |name: &str| -> Vec<char> { name_key(name).chars().collect() };
    let keys: BTreeSet<Vec<char>> = names.iter().flat_map(|name| [as_typed(name), folded(name)]).collect();
    let keys: Vec<&[char]> = keys.iter().map(Vec::as_slice).filter(|key| !key.is_empty()).collect();
    let mut pattern = format!("^{GAP}*(?:");
    push_alternatives(&keys, 0, &mut pattern);
    pattern.extend([")", GAP, "*$"]);
    json!({
        "type": "string",
        "pattern": pattern,
        "patternErrorMessage": NO_SUCH_NAME,
    })
}

/// What may stand between the words of a name.
const GAP: &str = r"[\s_-]";

fn words(name: &str) -> String {
    let words = name.split(|character: char| character.is_whitespace() || matches!(character, '-' | '_'));
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Adds a pattern for what follows the first `at` characters, which all `keys` share. They are sorted and distinct.
///
/// A tree and not a list: alternatives that begin alike would be tried one after the other.
fn push_alternatives(keys: &[&[char]], at: usize, out: &mut String) {
    let ends_here = keys.first().is_some_and(|key| key.len() == at);
    let mut branches = keys[usize::from(ends_here)..].chunk_by(|one, next| one[at] == next[at]).peekable();
    let Some(first) = branches.next() else { return };
    let is_one_of_several = ends_here || branches.peek().is_some();
    out.push_str(if is_one_of_several { "(?:" } else { "" });
    push_branch(first, at, out);
    for branch in branches {
        out.push('|');
        push_branch(branch, at, out);
    }
    out.push_str(if is_one_of_several { ")" } else { "" });
    out.push_str(if ends_here { "?" } else { "" });
}

/// Keys that share one more character.
fn push_branch(keys: &[&[char]], at: usize, out: &mut String) {
    push_letter(keys[0][at], out);
    push_alternatives(keys, at + 1, out);
}

/// Adds a pattern for one character of a folded name.
fn push_letter(character: char, out: &mut String) {
    let mut upper = character.to_uppercase();
    match (character, upper.next(), upper.next()) {
        (' ', ..) => out.extend([GAP, "+"]),
        (_, Some(upper), None) if upper != character => out.extend(['[', character, upper, ']']),
        _ if r"^$\.*+?()[]{}|/".contains(character) => out.extend(['\\', character]),
        _ => out.push(character),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Adds the keys of `more`, which are not there yet.
fn merge(object: &mut Value, more: Value) {
    if let (Value::Object(object), Value::Object(more)) = (object, more) {
        object.extend(more);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_begin_alike_share_their_beginning() {
        let keys = ["ab", "abc", "abd", "c+"].map(|key| key.chars().collect::<Vec<_>>());
        let keys: Vec<&[char]> = keys.iter().map(Vec::as_slice).collect();
        let mut pattern = String::new();
        push_alternatives(&keys, 0, &mut pattern);
        assert_eq!(pattern, r"(?:[aA][bB](?:[cC]|[dD])?|[cC]\+)");
    }
}

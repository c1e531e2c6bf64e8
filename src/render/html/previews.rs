//! What the script shows beside a link to a term: name, status and short definition, as data on the page itself.
//!
//! A page holds only the terms that it links to, so that it stays small in a glossary of any size, and works from a
//! folder on disk, where a script cannot fetch files.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::site::{Site, describe};
use crate::render::body::line_to_plain;
use crate::render::links::{Base, TermLink};
use crate::resolve::TermId;

/// The terms by slug as a JSON object, safe between the tags of a data block. The page itself says what those of `defined`
/// are called and mean.
pub fn json(site: &Site<'_>, base: &Base, ids: &BTreeSet<TermId>, defined: &BTreeSet<TermId>) -> String {
    let glossary = site.context.glossary;
    let entry = |&id: &TermId| match defined.contains(&id) {
        true => Value::from(status(site, base, id)),
        false => preview(site, base, id),
    };
    let entries = ids.iter().map(|id| (glossary.term(*id).slug.to_string(), entry(id)));
    let object = Value::Object(entries.collect::<Map<String, Value>>());
    // `<` opens a tag even inside of a data block; in JSON it stands only in texts, where it may be written like this.
    object.to_string().replace('<', "\\u003c")
}

/// Name, status in words (may be empty), short definition.
fn preview(site: &Site<'_>, base: &Base, id: TermId) -> Value {
    let term = site.context.glossary.term(id);
    Value::from(vec![term.name.value.clone(), status(site, base, id), line_to_plain(term.short_definition())])
}

fn status(site: &Site<'_>, base: &Base, id: TermId) -> String {
    let term = site.context.glossary.term(id);
    let warning = TermLink::new(site.context.glossary, id, base.page(&site.term_page(id))).warning;
    warning.unwrap_or_else(|| term.status.as_ref().map_or("", |status| describe(status.value).title).to_owned())
}

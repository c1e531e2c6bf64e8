//! What the script shows beside a link to a term: name, status and short definition, as data on the page itself.
//!
//! A page holds only the terms that it links to, so that it stays small in a glossary of any size, and works from a
//! folder on disk, where a script cannot fetch files.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde::{Serialize, Serializer};

use super::site::{Site, describe};
use crate::render::body::line_to_plain;
use crate::render::links::{Base, TermLink};
use crate::resolve::TermId;

/// What the script shows of one term. Status in words; it may be empty.
#[derive(Serialize)]
#[serde(untagged)]
enum Preview<'a> {
    /// Name, status, short definition.
    Whole(&'a str, Cow<'static, str>, String),
    /// The status alone: the page itself has the rest.
    Status(Cow<'static, str>),
}

/// The terms by slug as a JSON object, safe between the tags of a data block. The page itself says what those of `defined`
/// are called and mean.
pub fn json(site: &Site<'_>, base: &Base, ids: &BTreeSet<TermId>, defined: &BTreeSet<TermId>) -> String {
    let mut json = Vec::with_capacity(200 * ids.len());
    let entries = ids.iter().map(|&id| {
        let (term, status) = (site.context.glossary.term(id), status(site, base, id));
        let preview = match defined.contains(&id) {
            true => Preview::Status(status),
            false => Preview::Whole(term.name.as_str(), status, line_to_plain(term.short_definition())),
        };
        (term.slug.as_str(), preview)
    });
    serde_json::Serializer::new(&mut json).collect_map(entries).expect("texts under texts");
    let json = String::from_utf8(json).expect("JSON is text");
    // `<` opens a tag even inside of a data block; in JSON it stands only in texts, where it may be written like this.
    if json.contains('<') { json.replace('<', "\\u003c") } else { json }
}

fn status(site: &Site<'_>, base: &Base, id: TermId) -> Cow<'static, str> {
    let term = site.context.glossary.term(id);
    let title = || term.status.as_ref().map_or("", |status| describe(status.value).title);
    let status = match term.is_deprecated() {
        true => TermLink::new(site.context.glossary, id, site.term_address(base, id)).warning.map(Cow::Owned),
        false => None,
    };
    status.unwrap_or_else(|| title().into())
}

//! What the script shows beside a link to a term: name, status and short definition, as data on the page itself.
//!
//! A page holds only the terms that it links to, so that it stays small in a glossary of any size, and works from a
//! folder on disk, where a script cannot fetch files.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde::Serialize;

use super::site::{Site, describe};
use crate::render::body::line_to_plain;
use crate::render::links::TermLink;
use crate::resolve::TermId;

/// The terms by slug as a JSON object, safe between the tags of a data block. The page itself says what those of `defined`
/// are called and mean.
pub fn json(site: &Site<'_>, ids: &BTreeSet<TermId>, defined: &BTreeSet<TermId>) -> String {
    let mut json = String::with_capacity(200 * ids.len());
    for &id in ids {
        json.push(if json.is_empty() { '{' } else { ',' });
        let parts = site.parts(id);
        json.push_str(match defined.contains(&id) {
            true => parts.status.get_or_init(|| entry(site, id, &[&status(site, id)])),
            false => parts.preview.get_or_init(|| whole(site, id)),
        });
    }
    json.push('}');
    json
}

/// Name, status in words, which may be empty, and short definition.
fn whole(site: &Site<'_>, id: TermId) -> String {
    let term = site.context.glossary.term(id);
    let list = [term.name.as_str(), &status(site, id), &line_to_plain(term.short_definition())];
    entry(site, id, &list)
}

/// One entry of the object: the slug, and what the script shows. Of a term that the page itself defines, the status alone.
fn entry(site: &Site<'_>, id: TermId, shown: &[&str]) -> String {
    let slug = to_json(site.context.glossary.term(id).slug.as_str());
    let shown = if let [status] = shown { to_json(status) } else { to_json(shown) };
    // `<` opens a tag even inside of a data block; in JSON it stands only in texts, where it may be written like this.
    format!("{slug}:{shown}").replace('<', "\\u003c")
}

fn to_json<T: Serialize + ?Sized>(value: &T) -> String {
    serde_json::to_string(value).expect("texts")
}

fn status<'a>(site: &Site<'a>, id: TermId) -> Cow<'a, str> {
    let term = site.context.glossary.term(id);
    let title = || term.status.as_ref().map_or("", |status| describe(status.value).title);
    let warning = TermLink::new(site.context.glossary, id, String::new()).warning;
    warning.map_or_else(|| title().into(), Cow::Owned)
}

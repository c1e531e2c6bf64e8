//! The index of the search, which a reader's browser loads piece by piece, and the facts that results show.
//!
//! Terms are counted in the order of their names. Files below `search/data/`:
//!
//! | file | holds | wanted |
//! |---|---|---|
//! | `start.js` | how many terms, where each list of words is cut, common words, deprecated terms | always |
//! | `names-N.js` | words of names and aliases, with their place in the name | for each word typed |
//! | `texts-N.js` | words of short definitions and other texts, with the terms that have them | for each word of three letters |
//! | `words.js` | what a mistyped word may have meant | for a word that (almost) nothing has |
//! | `facets.js` | the terms of each category, role, status and tag | to count and to narrow down |
//! | `days.js` | the day of each term's review | to sort by it |
//! | `facts-N.js` | what a result shows, sixteen terms a file | for the results in sight |
//!
//! How a query is answered stands in `site/assets/js/search.js`.

mod description;
mod facets;
mod gather;
mod known;
mod labels;
mod numbers;
mod shards;
pub mod words;

use std::sync::{Arc, Mutex, MutexGuard};

pub use facets::{Facet, facets};
pub use known::KnownIndex;
use rayon::prelude::*;
use serde::Serialize;

use super::site::Site;
use crate::digest::Digest;
use crate::failure::Failure;
use crate::model::{ReviewDate, TermId};
use crate::render::body::line_to_plain;
use crate::render::{Place, links};
use known::{Shown, Texts};

/// Terms whose facts stand in one file.
const BLOCK: usize = 16;
/// Characters for the day of a review.
const DAY_WIDTH: u32 = 3;

/// What the search needs to know before anything else.
#[derive(Serialize)]
struct Start<'a> {
    terms: usize,
    block: usize,
    version: String,
    names: &'a [String],
    texts: &'a [String],
    common: &'a [&'a str],
    deprecated: String,
}

/// What a result shows: name, address, short definition, other names, status, when last reviewed, and for a deprecated term the
/// name and address of the one to use instead. A list, since its keys would be longer than what they name.
#[derive(Serialize)]
struct Facts<'a>(&'a str, String, String, Vec<&'a str>, &'static str, String, &'a str, String);

/// The number of each term, by its id.
pub fn numbers(site: &Site<'_>) -> Vec<u32> {
    let ids = site.context.glossary.ids_by_name();
    let mut numbers = vec![0; ids.len()];
    for (number, id) in ids.iter().enumerate() {
        numbers[id.index()] = number as u32;
    }
    numbers
}

/// Writes all files of the index.
pub fn render(site: &Site<'_>, facets: &[Facet]) -> Result<(), Failure> {
    if let Some(text) = description::description(site.context.settings) {
        site.hand_over(links::OPEN_SEARCH, text)?;
    }
    let (glossary, known) = (site.context.glossary, site.context.known_index);
    let ids = glossary.ids_by_name();
    let shown = shown(site, facets)?;
    let before = locked(&known.texts).take();
    let found = Texts::of(glossary, ids, before);
    let (common, words): (Vec<_>, Vec<_>) =
        found.words.iter().partition(|(_, found)| gather::is_common(found, ids.len()));
    let common: Vec<&str> = common.into_iter().map(|(word, _)| word.as_str()).collect();
    let texts = shards::texts(&words, ids.len());
    let mut files = numbered("texts", &texts.texts);
    files.push(file("words", &shards::vocabulary(&gather::vocabulary(&shown.own_words, &words))));
    let mut all = shown.files.clone();
    all.extend(hand_over(site, files)?);
    let start = Start {
        terms: ids.len(),
        block: BLOCK,
        version: version(&all),
        names: &shown.first_names,
        texts: &texts.first,
        common: &common,
        deprecated: numbers::set(&deprecated(site, ids), ids.len()),
    };
    hand_over(site, vec![file("start", &start)])?;
    *locked(&known.texts) = Some(found);
    Ok(())
}

/// Hands files on, and says what they are.
fn hand_over(site: &Site<'_>, files: Vec<(String, String)>) -> Result<Vec<(String, Digest)>, Failure> {
    let hand_over = |(name, text): (String, String)| {
        let digest = Digest::of(text.as_bytes());
        site.hand_over(&links::search_data(&name), text)?;
        Ok((name, digest))
    };
    files.into_par_iter().map(hand_over).collect()
}

/// Hands on what stands on the cards of terms; the files of the last build where no card has changed.
fn shown(site: &Site<'_>, facets: &[Facet]) -> Result<Arc<Shown>, Failure> {
    let (known, cards) = (&site.context.known_index.shown, site.context.facts.of_cards("search index"));
    let before = locked(known).clone().filter(|before| before.cards == cards);
    if let Some(before) = before
        && is_kept(site, &before)?
    {
        return Ok(before);
    }
    let ids = site.context.glossary.ids_by_name();
    let words = gather::names(site.context.glossary, ids);
    let names = shards::names(&words);
    let mut files = numbered("names", &names.texts);
    files.extend(numbered("facts", &facts(site, ids)));
    files.push(file("facets", &members(facets, ids.len())));
    files.push(file("days", &days(site, ids)));
    let (files, first_names) = (hand_over(site, files)?, names.first);
    let shown = Arc::new(Shown { cards, files, first_names, own_words: gather::own_words(&words) });
    *locked(known) = Some(shown.clone());
    Ok(shown)
}

/// Whether all files of the last build still stand.
fn is_kept(site: &Site<'_>, shown: &Shown) -> Result<bool, Failure> {
    let keep = |(name, digest): &(String, Digest)| {
        site.sink().keep(Place::Output, &format!("site/{}", links::search_data(name)), *digest)
    };
    let kept: Vec<bool> = shown.files.par_iter().map(keep).collect::<Result<_, Failure>>()?;
    Ok(kept.into_iter().all(|kept| kept))
}

fn locked<T>(known: &Mutex<T>) -> MutexGuard<'_, T> {
    known.lock().expect("no thread panics while it holds the lock")
}

fn numbered(kind: &str, values: &[impl Serialize + Sync]) -> Vec<(String, String)> {
    values.par_iter().enumerate().map(|(number, value)| file(&format!("{kind}-{number}"), value)).collect()
}

fn file(name: &str, value: &impl Serialize) -> (String, String) {
    (name.to_owned(), shards::script(name, value))
}

/// Stands in the addresses of the files, so that a browser that has kept older ones asks anew.
fn version(files: &[(String, Digest)]) -> String {
    let digests: String = files.iter().map(|(_, digest)| String::from(*digest)).collect();
    String::from(Digest::of(digests.as_bytes()))[..12].to_owned()
}

/// Of each facet: the terms of each of its values.
fn members(facets: &[Facet], terms: usize) -> Vec<(&'static str, Vec<(&str, String)>)> {
    let value = |value: &'_ facets::Value| numbers::set(&value.terms, terms);
    facets
        .iter()
        .map(|facet| (facet.name, facet.values.iter().map(|one| (one.id.as_str(), value(one))).collect()))
        .collect()
}

/// The day of each term's review, counted from 1970; 0 for none.
fn days(site: &Site<'_>, ids: &[TermId]) -> String {
    let epoch = ReviewDate::from_unix_seconds(0).expect("1970 is in every calendar");
    let day = |id: &TermId| {
        let reviewed = site.context.glossary.term(*id).last_reviewed.as_ref()?;
        u32::try_from(reviewed.value.days_since(epoch)).ok()
    };
    let most = (1 << (6 * DAY_WIDTH)) - 1;
    ids.iter().map(|id| numbers::fixed(day(id).unwrap_or(0).min(most), DAY_WIDTH)).collect()
}

fn deprecated(site: &Site<'_>, ids: &[TermId]) -> Vec<u32> {
    let is_deprecated = |number: &u32| site.context.glossary.term(ids[*number as usize]).is_deprecated();
    (0..ids.len() as u32).filter(is_deprecated).collect()
}

fn facts<'a>(site: &Site<'a>, ids: &[TermId]) -> Vec<Vec<Facts<'a>>> {
    ids.par_chunks(BLOCK).map(|block| block.iter().map(|&id| facts_of(site, id)).collect()).collect()
}

fn facts_of<'a>(site: &Site<'a>, id: TermId) -> Facts<'a> {
    let glossary = site.context.glossary;
    let term = glossary.term(id);
    let address = |id: TermId| site.term_page(id).address();
    let replacement = glossary.replacement(id).filter(|_| term.is_deprecated());
    Facts(
        &term.name,
        address(id),
        line_to_plain(term.short_definition()),
        labels::labels(term).split_off(1),
        term.status.as_ref().map_or("", |status| status.name()),
        term.last_reviewed.as_ref().map_or_else(String::new, |date| date.value.to_string()),
        replacement.map_or("", |other| &glossary.term(other).name),
        replacement.map_or_else(String::new, address),
    )
}

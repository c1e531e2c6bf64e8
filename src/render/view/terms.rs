//! All terms, A to Z, with their aliases.

use serde::Serialize;

use super::{Counts, Link, Row};
use crate::render::templates::Shared;

/// The values of `terms.html`.
#[derive(Debug, Serialize)]
pub struct TermsPage {
    /// How many terms there are.
    pub count: usize,
    /// How many aliases lead to them.
    pub alias_count: usize,
    /// The letters, in order.
    pub letters: Vec<Letter>,
    /// How many of the terms each role has.
    pub counts: Counts,
    /// All of it on one page, for paper; none where there are too many terms for one.
    pub print: Option<String>,
}

/// A letter with its entries.
#[derive(Debug, Serialize)]
pub struct Letter {
    /// The letter as a heading.
    pub title: String,
    /// The id of its heading.
    pub id: String,
    /// Names and aliases, in order.
    pub entries: Vec<Shared<Entry>>,
}

/// A name in the list.
#[derive(Debug, Serialize)]
pub struct Entry {
    /// The name or alias.
    pub name: String,
    /// The term, when the name is its own.
    pub term: Option<Row>,
    /// The term that an alias means.
    pub see: Option<Link>,
    /// The keys of the term's roles, with spaces between: the value of `data-roles`, by which the script filters; empty for a
    /// term, whose row has them.
    pub roles: String,
}

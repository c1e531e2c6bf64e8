//! The first page.

use serde::Serialize;

use super::{Card, Counts, Link, Row};
use crate::render::templates::Shared;

/// The values of `home.html`.
#[derive(Debug, Serialize)]
pub struct HomePage {
    /// The letters of the A–Z list.
    pub letters: Vec<Link>,
    /// How many terms there are.
    pub count: usize,
    /// How many there are of each status, those with none left out.
    pub statuses: Vec<StatusCount>,
    /// The categories, in the project's order.
    pub categories: Vec<Card>,
    /// The roles, in the project's order.
    pub roles: Vec<Card>,
    /// The terms that were checked last, newest first.
    pub recent: Vec<Shared<Row>>,
    /// How many of these each role has.
    pub counts: Counts,
    /// The glossary in numbers.
    pub numbers: Vec<Number>,
    /// The A–Z list.
    pub terms: String,
    /// All of it on one page, for paper; none where there are too many terms for one.
    pub print: Option<String>,
}

/// How many terms have a status.
#[derive(Debug, Serialize)]
pub struct StatusCount {
    /// The status.
    pub status: super::Status,
    /// How many terms have it.
    pub count: usize,
}

/// A number that says how large the glossary is.
#[derive(Debug, Serialize)]
pub struct Number {
    /// How many there are.
    pub count: usize,
    /// Of what, as the words after the number.
    pub title: &'static str,
    /// Where they are listed; none where they have no list of their own.
    pub href: Option<String>,
}

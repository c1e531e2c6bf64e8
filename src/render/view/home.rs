//! The first page.

use serde::Serialize;

use super::{Card, Link, Row};

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
    pub recent: Vec<Row>,
    /// The A–Z list.
    pub terms: String,
}

/// How many terms have a status.
#[derive(Debug, Serialize)]
pub struct StatusCount {
    /// The status.
    pub status: super::Status,
    /// How many terms have it.
    pub count: usize,
}

//! The list of NIST AI RMF tags, and the page of one.

use serde::Serialize;

use super::{Card, Counts, Row};

/// The values of `tags.html`.
#[derive(Debug, Serialize)]
pub struct TagsPage {
    /// The tags by function of the framework; those without one come last.
    pub functions: Vec<TagGroup>,
    /// The tags by characteristic of trustworthy AI, where the project names any.
    pub characteristics: Vec<TagGroup>,
}

/// Tags that belong together.
#[derive(Debug, Serialize)]
pub struct TagGroup {
    /// The function or characteristic.
    pub title: String,
    /// What it is, in one phrase; may be empty.
    pub about: &'static str,
    /// The tags, in the project's order.
    pub tags: Vec<Card>,
}

/// The values of `tag.html`.
#[derive(Debug, Serialize)]
pub struct TagPage {
    /// The tag.
    pub tag: Tag,
}

/// A tag with its terms.
#[derive(Debug, Serialize)]
pub struct Tag {
    /// As readers see it.
    pub title: String,
    /// The list of tags.
    pub up: String,
    /// The function of the framework; may be empty.
    pub function: String,
    /// The characteristic of trustworthy AI; may be empty.
    pub characteristic: String,
    /// Where the framework speaks of it.
    pub url: Option<String>,
    /// Its terms, by name.
    pub terms: Vec<Row>,
    /// How many of its terms each role has.
    pub counts: Counts,
}

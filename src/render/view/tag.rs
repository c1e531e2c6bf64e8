//! The list of NIST AI RMF tags, and the page of one.

use serde::Serialize;

use super::{Card, Counts, Link, Row};
use crate::render::templates::Shared;

/// The values of `tags.html`.
#[derive(Debug, Serialize)]
pub struct TagsPage {
    /// The governance page.
    pub up: String,
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
    /// The governance page.
    pub governance: String,
    /// The list of tags.
    pub up: String,
    /// The function of the framework; may be empty.
    pub function: String,
    /// What that function is, in one phrase; may be empty.
    pub function_about: &'static str,
    /// The characteristic of trustworthy AI; may be empty.
    pub characteristic: String,
    /// What that characteristic is, in one phrase; may be empty.
    pub characteristic_about: &'static str,
    /// Where the framework speaks of it.
    pub url: Option<String>,
    /// How many terms it has.
    pub count: usize,
    /// How many terms the glossary has.
    pub of: usize,
    /// How many of its terms each role has.
    pub counts: Counts,
    /// Its terms by category, in the project's order.
    pub areas: Vec<Area>,
    /// Categories in which no term has it.
    pub gaps: Vec<Link>,
}

/// The terms of a tag in one category.
#[derive(Debug, Serialize)]
pub struct Area {
    /// The id of its place on the page.
    pub id: String,
    /// The category, or "Other terms" for those without one.
    pub title: String,
    /// Its page; none where no page stands for it.
    pub href: Option<String>,
    /// How many of the tag's terms it has.
    pub count: usize,
    /// The terms whose main category it is, by name.
    pub terms: Vec<Shared<Row>>,
    /// The others, which this page lists in their main category.
    pub also: Vec<Shared<Link>>,
}

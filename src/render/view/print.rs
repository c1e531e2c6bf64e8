//! Many terms on one page, for paper.

use serde::Serialize;

use super::link::Day;
use super::{Link, Status};
use crate::render::templates::Shared;

/// The values of `print.html`.
#[derive(Debug, Serialize)]
pub struct PrintPage {
    /// The page that these terms come from.
    pub up: Link,
    /// What they have in common, inline; may be empty.
    pub about_html: String,
    /// What every one of them asks of the role, inline; empty where the page is not about a role.
    pub takeaway_html: String,
    /// The day of the build.
    pub today: Day,
    /// How many terms there are.
    pub count: usize,
    /// The terms, by name.
    pub entries: Vec<Entry>,
}

/// A term on paper.
#[derive(Debug, Serialize)]
pub struct Entry {
    /// The id of its place on the page.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// How far readers may rely on it.
    pub status: Option<Shared<Status>>,
    /// When somebody last checked it.
    pub reviewed: Option<Day>,
    /// Whether another term should be used.
    pub is_deprecated: bool,
    /// The definition in one phrase, inline.
    pub short_html: Shared<String>,
    /// The definition at length, in blocks.
    pub long_html: Shared<String>,
    /// What the role should take from it, inline; empty where the page is not about a role.
    pub view_html: String,
    /// Broader, narrower and related terms; linked where they stand on this page.
    pub see: Vec<Link>,
}

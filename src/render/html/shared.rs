//! What pages show of a term or a group wherever they show it: made once for all pages that stand as deep as a term's page.
//!
//! A term stands in the lists of several categories, roles and tags, and is linked from the pages of many terms. All of those
//! stand two folders deep, so links to it are the same on each of them.

use std::sync::OnceLock;

use super::super::templates::Shared;
use super::super::view::term::Target;
use super::super::view::{Link, Row};

/// The parts of views that stand for one term. Each is made when a page first asks for it.
#[derive(Default)]
pub struct TermParts {
    /// A link to the term.
    pub link: OnceLock<Shared<Link>>,
    /// The term in a list.
    pub row: OnceLock<Shared<Row>>,
    /// The term on the other end of a relation.
    pub target: OnceLock<Shared<Target>>,
    /// What the script shows beside a link to it, with its key, as JSON.
    pub preview: OnceLock<String>,
    /// The same where the page itself says what the term is called and means.
    pub status: OnceLock<String>,
}

//! What pages show of a term wherever they show it, made once.
//!
//! A term is linked from the pages of many terms, which are its neighbours in one folder, and stands in the lists of several
//! categories, roles and tags, which stand equally deep. So links to it are the same on all of the former, and on all of the latter.

use std::sync::OnceLock;

use super::super::templates::Shared;
use super::super::view::term::Target;
use super::super::view::{Link, Row};

/// The parts of views that stand for one term. Each is made when a page first asks for it.
#[derive(Default)]
pub struct TermParts {
    /// A link to the term, from the page of another one.
    pub link: OnceLock<Shared<Link>>,
    /// The term in the list of a group.
    pub row: OnceLock<Shared<Row>>,
    /// The term on the other end of a relation, on the page of another one.
    pub target: OnceLock<Shared<Target>>,
    /// What the script shows beside a link to it, with its key, as JSON.
    pub preview: OnceLock<String>,
    /// The same where the page itself says what the term is called and means.
    pub status: OnceLock<String>,
}

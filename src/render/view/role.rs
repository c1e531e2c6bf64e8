//! The list of roles, and the starter pack of one.

use serde::Serialize;

use super::{Card, Row};
use crate::render::templates::Shared;

/// The values of `roles.html`.
#[derive(Debug, Serialize)]
pub struct RolesPage {
    /// The roles, in the project's order.
    pub roles: Vec<Card>,
}

/// The values of `role.html`.
#[derive(Debug, Serialize)]
pub struct RolePage {
    /// The role.
    pub role: Role,
}

/// A role with where to begin and what to read.
#[derive(Debug, Serialize)]
pub struct Role {
    /// The id as one word, as `?role=` and `data-roles` say it.
    pub key: String,
    /// As readers see it.
    pub title: String,
    /// The list of roles.
    pub up: String,
    /// What it cares for, inline; may be empty.
    pub about_html: String,
    /// What every term of the role asks of it, inline; may be empty.
    pub takeaway_html: String,
    /// Where to begin, step by step, inline.
    pub learning_path_html: Vec<String>,
    /// What to do with what was learned, inline.
    pub practice_html: Vec<String>,
    /// How many terms it has.
    pub count: usize,
    /// Its terms by category, most terms first.
    pub areas: Vec<Area>,
    /// The same terms on one page, for paper; none where there are too many for one.
    pub print: Option<String>,
}

/// The terms of a role in one category.
#[derive(Debug, Serialize)]
pub struct Area {
    /// The category.
    pub title: String,
    /// Its page; none where no page stands for it.
    pub href: Option<String>,
    /// The id of the area's heading on this page; empty when no term is listed under it.
    pub id: String,
    /// How many of the role's terms it has.
    pub count: usize,
    /// The terms whose main category it is, by name.
    pub terms: Vec<Shared<Row>>,
}

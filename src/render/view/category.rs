//! The list of categories, and the page of one.

use serde::Serialize;

use super::{Card, Counts, Link, Row};
use crate::render::templates::Shared;

/// The values of `categories.html`.
#[derive(Debug, Serialize)]
pub struct CategoriesPage {
    /// The categories, in the project's order.
    pub categories: Vec<Card>,
}

/// The values of `category.html`.
#[derive(Debug, Serialize)]
pub struct CategoryPage {
    /// The category.
    pub category: Category,
}

/// A category with its terms.
#[derive(Debug, Serialize)]
pub struct Category {
    /// Its name.
    pub title: String,
    /// The list of categories.
    pub up: String,
    /// What belongs in it, inline; may be empty.
    pub about_html: String,
    /// What to do with a term of it, inline.
    pub practice_html: Vec<String>,
    /// Where to begin: the terms of it that other entries use most, most used first.
    pub begin: Vec<Shared<Link>>,
    /// The roles that its terms matter to, most terms first.
    pub roles: Vec<Share>,
    /// Its terms, by name.
    pub terms: Vec<Shared<Row>>,
    /// How many of its terms each role has.
    pub counts: Counts,
    /// The same terms on one page, for paper; none where there are too many for one.
    pub print: Option<String>,
}

/// How much of a category matters to one role.
#[derive(Debug, Serialize)]
pub struct Share {
    /// The role.
    pub title: String,
    /// Its page; none where no page stands for it.
    pub href: Option<String>,
    /// How many of the category's terms it has.
    pub count: usize,
}

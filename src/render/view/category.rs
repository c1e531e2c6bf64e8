//! The list of categories, and the page of one.

use serde::Serialize;

use super::{Card, Row};

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
    /// Its terms, by name.
    pub terms: Vec<Row>,
}

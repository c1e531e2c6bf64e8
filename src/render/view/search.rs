//! The search.

use serde::Serialize;

use super::Status;

/// The values of `search.html`. What was found is put there by the script.
#[derive(Debug, Serialize)]
pub struct SearchPage {
    /// How many terms there are.
    pub count: usize,
    /// The lists by which readers narrow down.
    pub facets: Vec<Facet>,
    /// The list of all terms, for browsers without script.
    pub terms: String,
}

/// One way to narrow down.
#[derive(Debug, Serialize)]
pub struct Facet {
    /// As the address calls it: `category`.
    pub name: &'static str,
    /// As readers see it.
    pub title: &'static str,
    /// What can be chosen, in the project's order.
    pub values: Vec<FacetValue>,
}

/// One choice.
#[derive(Debug, Serialize)]
pub struct FacetValue {
    /// As the address calls it.
    pub id: String,
    /// As readers see it.
    pub title: String,
    /// How many terms have it.
    pub count: usize,
    /// The status that it is, in the list of those.
    pub status: Option<Status>,
}

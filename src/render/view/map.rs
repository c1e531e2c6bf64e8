//! The whole glossary on one page.

use serde::Serialize;

use super::Link;

/// The values of `map.html`.
#[derive(Debug, Serialize)]
pub struct MapPage {
    /// How many terms there are.
    pub count: usize,
    /// Whether the outline is short enough to be unfolded from the start.
    pub is_open: bool,
    /// The categories and what runs between them; none where nothing does.
    pub overview: Option<Overview>,
    /// The terms by their main category, in the project's order.
    pub groups: Vec<Group>,
}

/// Categories one below the other, and an arc for each two that have links between their terms.
#[derive(Debug, Serialize)]
pub struct Overview {
    /// Of the drawing, in its own units.
    pub width: i32,
    /// Of the drawing, in its own units.
    pub height: i32,
    /// One a category.
    pub rows: Vec<Row>,
    /// The heaviest last, so that it lies on top.
    pub arcs: Vec<Arc>,
    /// How many categories are left out.
    pub rest: usize,
}

/// A category of the overview.
#[derive(Debug, Serialize)]
pub struct Row {
    /// Its name, shortened to its room.
    pub title: String,
    /// Its place on the page.
    pub href: String,
    /// The right edge of its name.
    pub label: i32,
    /// The middle of its dot.
    pub x: i32,
    /// The middle of its dot.
    pub y: i32,
    /// Of its dot, by the number of terms.
    pub radius: i32,
}

/// Links between two categories.
#[derive(Debug, Serialize)]
pub struct Arc {
    /// The data of an SVG path.
    pub path: String,
    /// How thick it is, by the number of links.
    pub width: i32,
}

/// A category with its terms.
#[derive(Debug, Serialize)]
pub struct Group {
    /// The id of its place on the page.
    pub id: String,
    /// Its name.
    pub title: String,
    /// Its page; none where no page stands for it.
    pub href: Option<String>,
    /// How many terms have it as their main category.
    pub count: usize,
    /// Other categories with links to this one, the most first.
    pub bridges: Vec<Bridge>,
    /// Its terms from the most general one down.
    pub entries: Vec<Entry>,
    /// How many terms are left out.
    pub rest: usize,
}

/// Links from one category to another.
#[derive(Debug, Serialize)]
pub struct Bridge {
    /// The other category.
    pub title: String,
    /// Its place on the page.
    pub href: String,
    /// How many links there are.
    pub count: usize,
}

/// A term of the outline. An entry opens a list item, and its list of narrower terms where it has any.
#[derive(Debug, Serialize)]
pub struct Entry {
    /// Its name.
    pub name: String,
    /// Its page.
    pub href: String,
    /// Whether another term should be used.
    pub is_deprecated: bool,
    /// The broader term, where that one stands in another category.
    pub above: Option<Link>,
    /// Related terms; none in a large glossary.
    pub related: Vec<Link>,
    /// Whether narrower terms follow, one level deeper.
    pub opens: bool,
    /// How many levels end after this entry.
    pub closes: usize,
}

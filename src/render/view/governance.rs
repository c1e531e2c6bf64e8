//! How the glossary stands, for those who look after it.

use serde::Serialize;

use super::link::Day;
use super::{Link, Status};

/// The values of `governance.html`.
#[derive(Debug, Serialize)]
pub struct GovernancePage {
    /// The stylesheet of this page alone.
    pub stylesheet: String,
    /// The day on which everything was counted.
    pub today: Day,
    /// How many terms there are.
    pub count: usize,
    /// After how many days a review is old.
    pub max_age_days: usize,
    /// How many terms have each status.
    pub statuses: Vec<StatusBar>,
    /// How many terms were reviewed how long ago.
    pub ages: Vec<AgeBar>,
    /// Who looks after how much; empty where no term names an owner.
    pub owners: Vec<Owner>,
    /// How many owners are left out.
    pub more_owners: usize,
    /// Tags by category; none where the glossary has no tags or no categories.
    pub coverage: Option<Coverage>,
    /// Functions of the NIST AI RMF by status; empty where no tag belongs to one.
    pub functions: Vec<FunctionRow>,
    /// What somebody should do; each list has at least one row.
    pub tasks: Vec<Task>,
    /// What is in order, as sentences.
    pub in_order: Vec<&'static str>,
    /// The list of tags.
    pub tags: Option<String>,
    /// Everything on this page and what it leaves out, as JSON.
    pub report: String,
    /// A table of all terms for a spreadsheet, as CSV.
    pub table: String,
}

/// How many terms have a status.
#[derive(Debug, Serialize)]
pub struct StatusBar {
    /// The status; none for terms without one.
    pub status: Option<Status>,
    /// How many terms.
    pub count: usize,
    /// The share of all terms, in hundredths.
    pub share: usize,
}

/// How many terms were reviewed about as long ago.
#[derive(Debug, Serialize)]
pub struct AgeBar {
    /// How long ago.
    pub title: String,
    /// Whether that is longer ago than the project allows.
    pub is_due: bool,
    /// How many terms.
    pub count: usize,
    /// The share of all terms that are not deprecated, in hundredths.
    pub share: usize,
}

/// Somebody who looks after terms.
#[derive(Debug, Serialize)]
pub struct Owner {
    /// A role by its title, others as term files name them; "No owner" for terms that nobody looks after.
    pub owner: Link,
    /// How many terms, deprecated ones left out.
    pub count: usize,
    /// How many of them are due for review.
    pub due: usize,
    /// The oldest review among them.
    pub oldest: Option<Day>,
}

/// How many terms have a tag and stand in a category.
#[derive(Debug, Serialize)]
pub struct Coverage {
    /// The categories, in the project's order.
    pub columns: Vec<Link>,
    /// The tags by function.
    pub rows: Vec<CoverageRow>,
    /// How many pairs have no term.
    pub gaps: usize,
    /// How many pairs there are.
    pub pairs: usize,
    /// How many categories are left out.
    pub more_columns: usize,
    /// How many tags are left out.
    pub more_rows: usize,
}

/// A tag across all categories.
#[derive(Debug, Serialize)]
pub struct CoverageRow {
    /// The tag.
    pub tag: Link,
    /// The function that it belongs to; may be empty.
    pub function: String,
    /// One a category.
    pub cells: Vec<Cell>,
    /// How many terms have the tag.
    pub count: usize,
}

/// A tag in a category.
#[derive(Debug, Serialize)]
pub struct Cell {
    /// How many terms.
    pub count: usize,
    /// Where they are listed; none where there are none.
    pub href: Option<String>,
    /// How dark the cell is: 0 for a gap, 1 to 4 by the number of terms.
    pub level: usize,
}

/// A function of the framework by status.
#[derive(Debug, Serialize)]
pub struct FunctionRow {
    /// The function, or what the terms have instead of one.
    pub title: String,
    /// What it is, in one phrase; may be empty.
    pub about: &'static str,
    /// How many terms are approved, reviewed, drafts, deprecated.
    pub counts: [usize; 4],
    /// How many terms touch it.
    pub count: usize,
}

/// A list of what somebody should do.
#[derive(Debug, Serialize)]
pub struct Task {
    /// The id of its place on the page.
    pub id: &'static str,
    /// The heading.
    pub title: &'static str,
    /// What to do, as a sentence.
    pub about: &'static str,
    /// How many rows there are in all.
    pub count: usize,
    /// The rows, by owner where that matters; else one group without a title.
    pub groups: Vec<TaskGroup>,
    /// How many rows are on none of the groups.
    pub more: usize,
    /// Whether the list is too long to be open from the start.
    pub is_folded: bool,
    /// Whether readers help by asking for these names.
    pub is_backlog: bool,
}

/// Rows of a list that belong together.
#[derive(Debug, Serialize)]
pub struct TaskGroup {
    /// Who should do it; none where nobody is meant more than others.
    pub owner: Option<Link>,
    /// How many rows there are in all.
    pub count: usize,
    /// Those that are shown.
    pub rows: Vec<TaskRow>,
    /// How many are left out.
    pub more: usize,
}

/// One thing to do.
#[derive(Debug, Serialize)]
pub struct TaskRow {
    /// The term, or the name that nobody has defined.
    pub name: Link,
    /// What is known of it; may be empty.
    pub note: String,
    /// Other terms that it is about.
    pub links: Vec<Link>,
    /// How many of those are left out.
    pub more: usize,
}

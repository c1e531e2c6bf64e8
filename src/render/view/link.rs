//! What several kinds of pages show: links, cards, rows of a list of terms, statuses.

use serde::Serialize;

use crate::render::templates::Shared;

/// Words that lead somewhere, if there is somewhere to lead to.
#[derive(Clone, Debug, Serialize)]
pub struct Link {
    /// The words.
    pub title: String,
    /// Where they lead; none where no page stands for them.
    pub href: Option<String>,
}

/// A group of terms as a list of groups shows it.
#[derive(Debug, Serialize)]
pub struct Card {
    /// The group's name.
    pub title: String,
    /// Its page; none where no page stands for it.
    pub href: Option<String>,
    /// What it is, inline; may be empty.
    pub about_html: String,
    /// How many terms it has.
    pub count: usize,
}

/// A term in a list.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// Its page.
    pub href: String,
    /// The definition in one phrase, inline; may be empty.
    pub short_html: String,
    /// How far readers may rely on it.
    pub status: Option<Shared<Status>>,
    /// When somebody last checked it.
    pub reviewed: Option<Day>,
    /// Whether another term should be used.
    pub is_deprecated: bool,
    /// The keys of its roles, with spaces between: the value of `data-roles`, by which the script filters.
    pub roles: String,
}

/// How much of a list each role would see: what the script says above a list that it filters.
#[derive(Debug, Serialize)]
pub struct Counts {
    /// How many terms the list has.
    pub total: usize,
    /// `product:109 policy:62`: the key of each role, and how many of the terms it has.
    pub by_role: String,
}

/// How far readers may rely on an entry.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Status {
    /// As term files name it: `approved`.
    pub name: &'static str,
    /// As readers see it: `Approved`.
    pub title: &'static str,
    /// What it means for them, as the rest of a sentence.
    pub meaning: &'static str,
}

/// A day of the calendar.
#[derive(Clone, Debug, Serialize)]
pub struct Day {
    /// `2026-11-22`
    pub iso: String,
    /// `22 November 2026`
    pub words: String,
}

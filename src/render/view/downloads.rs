//! The data files that readers can take with them.

use serde::Serialize;

/// The values of `downloads.html`.
#[derive(Debug, Serialize)]
pub struct DownloadsPage {
    /// The files that this project makes.
    pub files: Vec<Download>,
    /// The whole glossary on one page, for paper; none where there are too many terms for one.
    pub print: Option<String>,
    /// How many terms the files hold.
    pub count: usize,
}

/// A data file.
#[derive(Debug, Serialize)]
pub struct Download {
    /// What it is, in a few words.
    pub title: &'static str,
    /// What is in it and what it is good for.
    pub about: &'static str,
    /// The file's name.
    pub name: String,
    /// The file.
    pub href: String,
    /// How large it is: `312 kB`.
    pub size: String,
}

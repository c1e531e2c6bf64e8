//! Hand-written pages, and the page that a server shows when there is none.

use serde::Serialize;

use super::Link;

/// The values of `page.html`.
#[derive(Debug, Serialize)]
pub struct WrittenPage {
    /// The text, in blocks.
    pub text_html: String,
    /// Its sections.
    pub contents: Vec<Link>,
    /// The file, relative to the project's root.
    pub source_file: String,
    /// Where the file can be edited.
    pub edit: Option<String>,
}

/// The values of `404.html`.
#[derive(Debug, Serialize)]
pub struct NotFoundPage {
    /// The letters of the A–Z list.
    pub letters: Vec<Link>,
}

//! What every page gets as `site` and `page`: the site around it, and what it is called.

use serde::Serialize;

use super::Link;

/// The site around a page.
#[derive(Debug, Serialize)]
pub struct Site<'a> {
    /// The glossary's name.
    pub title: &'a str,
    /// One sentence on what it is; may be empty.
    pub description: &'a str,
    /// BCP 47 tag of the content's language.
    pub language: &'a str,
    /// `ltr` or `rtl`.
    pub direction: &'static str,
    /// The licence of new entries, linked where it is a known one.
    pub license: Link,
    /// The first page.
    pub home: String,
    /// The stylesheets: ours, then those that the project adds.
    pub stylesheets: Vec<String>,
    /// The script for the theme.
    pub script: String,
    /// The script for previews.
    pub previews: String,
    /// The picture in the browser's tab.
    pub icon: String,
    /// The sections of the glossary.
    pub sections: Vec<Place>,
    /// The hand-written pages.
    pub pages: Vec<Place>,
    /// The list of the checker's rules.
    pub rules: Place,
    /// The page on which readers ask for terms.
    pub request: Option<String>,
}

/// One entry of the navigation.
#[derive(Debug, Serialize)]
pub struct Place {
    /// The words.
    pub title: String,
    /// Where it leads.
    pub href: String,
    /// `page` on the page itself, `true` on a page below it, empty elsewhere: the value of `aria-current`.
    pub current: &'static str,
}

/// The page itself.
#[derive(Debug, Serialize)]
pub struct Page {
    /// The heading, and the first part of the browser's title.
    pub title: String,
    /// One or two sentences of plain text for search engines; may be empty.
    pub description: String,
    /// The page's address in full, where the project has a `base_url`.
    pub canonical: Option<String>,
}

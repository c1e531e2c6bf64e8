//! What every page gets: the site around it, and what it is called.

use serde::Serialize;

use super::Link;

/// `site` and `page`, and beside them the values of the page's own kind.
#[derive(Debug, Serialize)]
pub struct Whole<'a, T> {
    /// The same on every page, except for links.
    pub site: Site<'a>,
    /// This page.
    pub page: Page,
    /// The values of the page's kind.
    #[serde(flatten)]
    pub content: &'a T,
}

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
    /// The script of every page: the theme, the role that a reader reads as.
    pub script: String,
    /// The script for previews.
    pub previews: String,
    /// The script for checklists.
    pub checklist: String,
    /// The picture in the browser's tab.
    pub icon: String,
    /// The sections of the glossary.
    pub sections: Vec<Place>,
    /// The hand-written pages.
    pub pages: Vec<Place>,
    /// The list of the checker's rules.
    pub rules: Place,
    /// The data files.
    pub downloads: Place,
    /// The page that answers a search, as the action of a form.
    pub search: String,
    /// The roles that a reader can choose to read as.
    pub roles: Vec<Reader>,
    /// The page on which readers ask for terms.
    pub request: Option<String>,
}

/// A role that a reader can choose to read as.
#[derive(Debug, Serialize)]
pub struct Reader {
    /// The role's id as one word: what `?role=` and `data-roles` say.
    pub key: String,
    /// As readers see it.
    pub title: String,
    /// The role's page; none where no page stands for it.
    pub href: Option<String>,
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

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
    /// The language with its territory, as Open Graph writes it: `en_GB`; none where the project names no territory.
    pub locale: Option<String>,
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
    /// The script that every page holds itself, since it runs before anything is painted.
    pub early: Early,
    /// The picture in the browser's tab: its address, which holds the picture itself where it is small.
    pub icon: String,
    /// The search, from every page.
    pub search: Search,
    /// The sections of the glossary.
    pub sections: Vec<Place>,
    /// The hand-written pages.
    pub pages: Vec<Place>,
    /// The list of the checker's rules.
    pub rules: Place,
    /// What templates may use, for those who change them.
    pub templates: Place,
    /// The data files.
    pub downloads: Place,
    /// The roles that a reader can choose to read as.
    pub roles: Vec<Reader>,
    /// The page on which readers ask for terms.
    pub request: Option<String>,
}

/// The script that stands in every page and brings [`script`](Site::script) once the page has been painted.
#[derive(Clone, Debug, Serialize)]
pub struct Early {
    /// What stands between its tags; `data-site` on the tag says where `site.script` is.
    pub script_html: String,
    /// The SHA-256 of just these bytes in Base64, by which a Content-Security-Policy allows them.
    pub sha256: String,
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

/// The search, and what its form on a page needs to know.
#[derive(Debug, Serialize)]
pub struct Search {
    /// The search page.
    pub page: String,
    /// Whether the page has a form of its own, as the search and the first page do.
    pub is_here: bool,
    /// The way to the root of the site; may be empty.
    pub root: String,
    /// The folder of the index.
    pub data: String,
    /// The script that finds terms.
    pub engine: String,
    /// The script of the form in the header.
    pub box_script: String,
    /// The script of the search page.
    pub page_script: String,
    /// The description of the search for browsers, where the project has a `base_url`.
    pub description: Option<String>,
    /// The stylesheet of the search page.
    pub stylesheet: String,
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
    /// As Open Graph calls it: `article` for terms and hand-written pages, else `website`.
    pub kind: &'static str,
    /// Whether search engines should list it.
    pub is_listed: bool,
    /// What the page is about, for programs, as JSON-LD; may be empty.
    pub linked_data_json: String,
}

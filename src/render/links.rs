//! The only maker of addresses: where a page stands, and how another page links to it.
//!
//! Pages of the website stand in folders of their own (`terms/human-handoff/index.html`), so that their addresses never
//! change. Links are relative and name the file, so that the site works from any sub-path and from `file://`.

pub mod api;

use crate::model::{Category, Slug, TermId};
use crate::resolve::Glossary;

/// A page of the website.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Page {
    /// The first page.
    Home,
    /// All terms, A to Z.
    Terms,
    /// One term.
    Term(Slug),
    /// The search.
    Search,
    /// The whole glossary by category.
    Map,
    /// All categories.
    Categories,
    /// One category, by name.
    Category(String),
    /// All terms of one category on one page, for paper.
    CategoryPrint(String),
    /// All roles.
    Roles,
    /// One role, by id.
    Role(String),
    /// How the glossary stands, for those who look after it.
    Governance,
    /// All terms of one role on one page, for paper.
    RolePrint(String),
    /// All NIST AI RMF tags.
    Tags,
    /// One tag, by id.
    Tag(String),
    /// All rules of the checker.
    Rules,
    /// One rule, by code.
    Rule(String),
    /// What templates may use, for those who change them.
    Templates,
    /// The whole glossary on one page, for paper.
    Print,
    /// The data files.
    Downloads,
    /// A hand-written page, by the stem of its file.
    Written(String),
    /// What a server shows when there is no such page.
    NotFound,
}

impl Page {
    /// The page's folder below the site, without slashes at either end; empty for the first page.
    fn folder(&self) -> String {
        match self {
            Self::Home | Self::NotFound => String::new(),
            Self::Terms => "terms".to_owned(),
            Self::Term(slug) => format!("terms/{slug}"),
            Self::Search => "search".to_owned(),
            Self::Map => "graph".to_owned(),
            Self::Categories => "categories".to_owned(),
            Self::Category(name) => format!("categories/{}", Category::slug(name)),
            Self::CategoryPrint(name) => format!("{}/print", Self::Category(name.clone()).folder()),
            Self::Roles => "roles".to_owned(),
            Self::Role(id) => format!("roles/{}", Slug::from_name(id)),
            Self::Governance => "governance".to_owned(),
            Self::RolePrint(id) => format!("{}/print", Self::Role(id.clone()).folder()),
            Self::Tags => "tags".to_owned(),
            Self::Tag(id) => format!("tags/{}", Slug::from_name(id)),
            Self::Rules => "rules".to_owned(),
            Self::Rule(code) => format!("rules/{}", code.to_lowercase()),
            Self::Templates => "templates".to_owned(),
            Self::Print => "print".to_owned(),
            Self::Downloads => "downloads".to_owned(),
            Self::Written(stem) => format!("pages/{stem}"),
        }
    }

    /// The file of the page, relative to the site, as it is called on disk.
    pub fn file(&self) -> String {
        match self {
            Self::NotFound => "404.html".to_owned(),
            page => match page.folder() {
                folder if folder.is_empty() => "index.html".to_owned(),
                folder => format!("{folder}/index.html"),
            },
        }
    }

    /// The stable address of the page below `base_url`, percent-encoded: `terms/human-handoff/`.
    pub fn address(&self) -> String {
        match self {
            Self::NotFound => "404.html".to_owned(),
            page => match page.folder() {
                folder if folder.is_empty() => String::new(),
                folder => format!("{}/", encode(&folder)),
            },
        }
    }

    /// Whether search engines should know the page: it has an address of its own, and says what no other page says.
    pub fn is_listed(&self) -> bool {
        !matches!(self, Self::NotFound | Self::Print | Self::CategoryPrint(_) | Self::RolePrint(_))
    }

    /// The way from this page to the root of the site: empty, or `../` as often as needed.
    pub fn to_root(&self) -> String {
        "../".repeat(self.file().matches('/').count())
    }
}

/// Where links start: the page that they stand on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base {
    /// The way to the root of the site.
    to_root: String,
    /// Whether it is the page of a term, where most links lead to other terms: these are neighbours.
    is_term: bool,
}

impl Base {
    /// Relative links from `page`. The page that a server shows in place of any missing one gets links from the root
    /// of the server, where `base_url` says what that is.
    pub fn of(page: &Page, base_url: &str) -> Self {
        match page {
            Page::NotFound => Self { to_root: server_path(base_url), is_term: false },
            page => Self { to_root: page.to_root(), is_term: matches!(page, Page::Term(_)) },
        }
    }

    /// The link to a page.
    pub fn page(&self, page: &Page) -> String {
        match page {
            Page::Term(slug) => self.term(slug),
            page => self.file(&page.file()),
        }
    }

    /// The link to the page of a term: [`page`](Self::page) of the most frequent kind, without detours.
    pub fn term(&self, slug: &Slug) -> String {
        let mut link = String::with_capacity(self.to_root.len() + slug.as_str().len() + 24);
        if self.is_term {
            link.push_str("../");
        } else {
            link.push_str(&self.to_root);
            link.push_str("terms/");
        }
        encode_into(slug.as_str(), &mut link);
        link.push_str("/index.html");
        link
    }

    /// The link to a file of the site, such as a stylesheet.
    pub fn file(&self, file: &str) -> String {
        format!("{}{}", self.to_root, encode(file))
    }
}

/// The path of a web address without query, with a slash at both ends; empty without an address.
fn server_path(base_url: &str) -> String {
    let address = base_url.split(['?', '#']).next().unwrap_or_default();
    let Some((_, rest)) = address.split_once("://") else { return String::new() };
    let path = rest.split_once('/').map_or("", |(_, path)| path).trim_matches('/');
    if path.is_empty() { "/".to_owned() } else { format!("/{path}/") }
}

/// A link to a term, with what readers should know before they follow it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermLink {
    /// Relative to the page that it stands on, percent-encoded.
    pub address: String,
    /// That the term is deprecated, and what to use instead.
    pub warning: Option<String>,
}

impl TermLink {
    /// The link to `target`, whose page stands at `address`.
    pub fn new(glossary: &Glossary, target: TermId, address: String) -> Self {
        let advice = || match glossary.replacement(target) {
            Some(replacement) => format!("Deprecated: use {} instead", glossary.term(replacement).name.value),
            None => "Deprecated: this name is no longer used".to_owned(),
        };
        Self { address, warning: glossary.term(target).is_deprecated().then(advice) }
    }
}

/// The address that holds a file itself, given in Base64.
pub fn data(media_type: &str, base64: &str) -> String {
    format!("data:{media_type};base64,{base64}")
}

/// A file of the search's index, relative to the site.
pub fn search_data(name: &str) -> String {
    format!("{SEARCH_DATA}{name}.js")
}

/// The description of the search for browsers, relative to the site.
pub const OPEN_SEARCH: &str = "opensearch.xml";

/// The folder of the search's index, relative to the site.
pub const SEARCH_DATA: &str = "search/data/";

/// The link from one Markdown page to another, both relative to the Markdown folder.
pub fn markdown_link(from: &str, to: &str) -> String {
    match (from.rsplit_once('/'), to.rsplit_once('/')) {
        (Some((folder, _)), Some((same, name))) if folder == same => encode(name),
        (from_folder, _) => {
            let depth = from_folder.map_or(0, |(folder, _)| folder.split('/').count());
            format!("{}{}", "../".repeat(depth), encode(to))
        }
    }
}

/// `path` as it may stand in a link: everything but unreserved characters and slashes percent-encoded (RFC 3986).
pub fn encode(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    encode_into(path, &mut out);
    out
}

fn encode_into(path: &str, out: &mut String) {
    let stays = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'/');
    if path.bytes().all(stays) {
        return out.push_str(path);
    }
    for byte in path.bytes() {
        match byte {
            byte if stays(byte) => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_relative_and_name_the_file() {
        let term = Page::Term(Slug::from_name("human handoff"));
        let (home, neighbour) = (Base::of(&Page::Home, ""), Base::of(&term, ""));
        assert_eq!(neighbour.page(&Page::Home), "../../index.html");
        assert_eq!(neighbour.page(&Page::Terms), "../../terms/index.html");
        assert_eq!(neighbour.file("assets/site.css"), "../../assets/site.css");
        assert_eq!(home.page(&term), "terms/human-handoff/index.html");
        assert_eq!(home.file("assets/site.css"), "assets/site.css");
        for slug in ["human handoff", "C#", "größe"].map(Slug::from_name) {
            let page = Page::Term(slug.clone());
            assert_eq!(home.page(&page), encode(&page.file()));
            assert_eq!(neighbour.page(&page), home.term(&slug).replace("terms/", "../"));
            assert_eq!(Base::of(&Page::Terms, "").page(&page), format!("../{}", home.term(&slug)));
        }
    }

    #[test]
    fn the_page_for_missing_pages_links_from_the_root_of_the_server() {
        let home = |base_url: &str| Base::of(&Page::NotFound, base_url).page(&Page::Home);
        assert_eq!(home(""), "index.html");
        assert_eq!(home("https://example.org"), "/index.html");
        assert_eq!(home("https://example.org/a/b/?c"), "/a/b/index.html");
        assert_eq!(Base::of(&Page::Terms, "https://example.org/a/").page(&Page::Home), "../index.html");
    }

    #[test]
    fn addresses_are_stable() {
        assert_eq!(Page::Term(Slug::from_name("EU AI Act")).address(), "terms/eu-ai-act/");
        assert_eq!(Page::Category("Retrieval & RAG".to_owned()).address(), "categories/retrieval-and-rag/");
        assert_eq!(Page::Role("data_science".to_owned()).address(), "roles/data-science/");
        assert_eq!(Page::CategoryPrint("Retrieval & RAG".to_owned()).address(), "categories/retrieval-and-rag/print/");
        assert_eq!(Page::RolePrint("policy".to_owned()).address(), "roles/policy/print/");
        assert_eq!(Page::Home.address(), "");
    }

    #[test]
    fn markdown_pages_link_to_their_neighbours_by_name() {
        assert_eq!(markdown_link("terms/a.md", "terms/b c.md"), "b%20c.md");
        assert_eq!(markdown_link("terms/a.md", "roles.md"), "../roles.md");
        assert_eq!(markdown_link("roles.md", "terms/a.md"), "terms/a.md");
    }
}

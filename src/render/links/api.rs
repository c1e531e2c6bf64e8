//! Where the files of the JSON tree stand, and how they point to each other and to pages.
//!
//! The version is part of the address: a tree that clients would have to read otherwise gets another one.

use super::{Page, encode};
use crate::model::Slug;

/// The folder of the tree below the site.
pub const TREE: &str = "api/v1";

/// A file of the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApiFile {
    /// What there is.
    Index,
    /// What each file of the tree looks like.
    Schema,
    /// The API of a running server.
    OpenApi,
    /// One term.
    Term(Slug),
    /// The terms of one role, by the slug of its id.
    Role(Slug),
    /// The terms of one category, by the slug of its name.
    Category(Slug),
    /// The terms of one tag, by the slug of its id.
    Tag(Slug),
    /// The terms of one status, by its name.
    Status(&'static str),
}

impl ApiFile {
    /// The file, relative to the site, as it is called on disk.
    pub fn file(&self) -> String {
        format!("{TREE}/{}", self.inside())
    }

    /// The link from this file to another one of the tree.
    pub fn link_to(&self, other: &ApiFile) -> String {
        format!("{}{}", self.to_tree(), encode(&other.inside()))
    }

    /// The link from this file to a page of the website.
    pub fn link_to_page(&self, page: &Page) -> String {
        format!("{}../../{}", self.to_tree(), encode(&page.file()))
    }

    fn inside(&self) -> String {
        match self {
            Self::Index => "index.json".to_owned(),
            Self::Schema => "schema.json".to_owned(),
            Self::OpenApi => "openapi.json".to_owned(),
            Self::Term(slug) => format!("terms/{slug}.json"),
            Self::Role(slug) => format!("roles/{slug}.json"),
            Self::Category(slug) => format!("categories/{slug}.json"),
            Self::Tag(slug) => format!("tags/{slug}.json"),
            Self::Status(name) => format!("statuses/{name}.json"),
        }
    }

    fn to_tree(&self) -> &'static str {
        match self {
            Self::Index | Self::Schema | Self::OpenApi => "",
            Self::Term(_) | Self::Role(_) | Self::Category(_) | Self::Tag(_) | Self::Status(_) => "../",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_the_tree_find_each_other_and_the_pages() {
        let term = ApiFile::Term(Slug::from_name("C# & co"));
        assert_eq!(term.file(), "api/v1/terms/c#-&-co.json");
        assert_eq!(ApiFile::Index.link_to(&term), "terms/c%23-%26-co.json");
        assert_eq!(ApiFile::Status("draft").link_to(&term), "../terms/c%23-%26-co.json");
        assert_eq!(ApiFile::Index.link_to_page(&Page::Terms), "../../terms/index.html");
        assert_eq!(ApiFile::Status("draft").link_to_page(&Page::Home), "../../../index.html");
    }
}

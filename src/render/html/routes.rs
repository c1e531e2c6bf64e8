//! Where the links that people write lead on the website.
//!
//! Hand-written pages say `term:`, `site:` and `other-page.md`. A call to action was written for the Markdown output and
//! speaks of its files (`../categories.md#llm-core`), which stand elsewhere on the website, or nowhere.

use super::super::links::{Base, Page};
use super::super::view::Link;
use super::prose::Links;
use super::site::Site;
use crate::model::{Category, Slug};
use crate::parse::page::{Section, Target};

/// Links of a hand-written page.
pub struct Written<'a> {
    /// The site.
    pub site: &'a Site<'a>,
    /// Links from this page.
    pub base: Base,
    /// The page's path below `site/pages`, without `.md`.
    pub stem: &'a str,
}

impl Links for Written<'_> {
    fn link(&self, destination: &str) -> Option<String> {
        let page = match Target::of_link(destination, self.stem) {
            Target::Outside(address) => return Some(address),
            Target::Anchor(id) => return Some(format!("#{id}")),
            Target::Page { stem, anchor } => {
                let page = self.site.context.pages.iter().find(|page| page.stem == stem)?;
                let anchor = anchor.filter(|anchor| !anchor.is_empty()).map_or_else(String::new, |id| format!("#{id}"));
                return Some(format!("{}{anchor}", self.base.page(&Page::Written(page.stem.clone()))));
            }
            Target::Term(name) => self.site.term_page(self.site.context.glossary.names.meaning(&name).term()?),
            Target::Section(section) => page_of(section),
            Target::Picture(_) | Target::Spaced | Target::Unknown => return None,
        };
        Some(self.base.page(&page))
    }

    fn picture(&self, destination: &str) -> Option<String> {
        match Target::of_picture(destination) {
            Target::Picture(path) => Some(self.base.file(&format!("assets/{path}"))),
            _ => None,
        }
    }
}

fn page_of(section: Section) -> Page {
    match section {
        Section::Home => Page::Home,
        Section::Terms => Page::Terms,
        Section::Search => Page::Search,
        Section::Map => Page::Map,
        Section::Categories => Page::Categories,
        Section::Roles => Page::Roles,
        Section::Governance => Page::Governance,
        Section::Tags => Page::Tags,
        Section::Rules => Page::Rules,
        Section::Downloads => Page::Downloads,
        Section::Templates => Page::Templates,
    }
}

/// Links of a text that was written for a term page of the Markdown output.
pub struct FromMarkdown<'a> {
    /// The site.
    pub site: &'a Site<'a>,
    /// Links from the term's page.
    pub base: &'a Base,
}

impl Links for FromMarkdown<'_> {
    fn link(&self, destination: &str) -> Option<String> {
        // Term pages of the Markdown output stand in `terms/`, hand-written ones above them.
        let page = match Target::of_link(destination, "terms/term") {
            Target::Outside(address) => return Some(address),
            Target::Term(name) => self.site.term_page(self.site.context.glossary.names.meaning(&name).term()?),
            Target::Section(section) => page_of(section),
            Target::Page { stem, anchor } => self.page(&stem, anchor.as_deref().unwrap_or_default())?,
            Target::Anchor(_) | Target::Picture(_) | Target::Spaced | Target::Unknown => return None,
        };
        Some(self.base.page(&page))
    }

    fn picture(&self, _: &str) -> Option<String> {
        None
    }
}

impl FromMarkdown<'_> {
    fn page(&self, stem: &str, anchor: &str) -> Option<Page> {
        match stem {
            "categories" => Some(self.category(anchor).unwrap_or(Page::Categories)),
            "roles" => Some(self.role(anchor).unwrap_or(Page::Roles)),
            "terms/index" => Some(Page::Terms),
            "index" => Some(Page::Home),
            _ => match stem.strip_prefix("terms/") {
                Some(slug) => self.site.context.glossary.names.meaning(slug).term().map(|id| self.site.term_page(id)),
                None => {
                    let written = self.site.context.pages.iter().find(|page| page.stem == stem)?;
                    Some(Page::Written(written.stem.clone()))
                }
            },
        }
    }

    fn category(&self, anchor: &str) -> Option<Page> {
        self.site.categories.iter().find(|group| is_anchor_of(group.key, anchor))?.page.clone()
    }

    fn role(&self, anchor: &str) -> Option<Page> {
        let title = |role: &crate::model::Role| is_anchor_of(&role.title, anchor);
        self.site.roles.iter().find(|group| group.entry.is_some_and(title))?.page.clone()
    }
}

// MkDocs drops `&` and keeps the hyphens on both sides, other programs make them one.
fn is_anchor_of(heading: &str, anchor: &str) -> bool {
    let words = |text: &str| Category::slug(&text.replace('&', " ")).to_string();
    !anchor.is_empty() && words(heading) == words(anchor)
}

/// A licence, linked to its text where it is one that everybody knows.
pub fn license(name: &str) -> Link {
    let key = Slug::from_name(name);
    let path = match key.as_str() {
        "cc-by-sa-4.0" => "licenses/by-sa/4.0/",
        "cc-by-4.0" => "licenses/by/4.0/",
        "cc-by-nc-4.0" => "licenses/by-nc/4.0/",
        "cc-by-nc-sa-4.0" => "licenses/by-nc-sa/4.0/",
        "cc-by-nd-4.0" => "licenses/by-nd/4.0/",
        "cc0-1.0" => "publicdomain/zero/1.0/",
        _ => return Link { title: name.to_owned(), href: None },
    };
    Link { title: name.to_owned(), href: Some(format!("https://creativecommons.org/{path}")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_of_any_markdown_program_find_their_heading() {
        for anchor in ["retrieval--rag", "retrieval-rag"] {
            assert!(is_anchor_of("Retrieval & RAG", anchor), "{anchor}");
        }
        assert!(!is_anchor_of("Retrieval & RAG", "retrieval"));
        assert!(!is_anchor_of("???", ""));
    }

    #[test]
    fn known_licences_lead_to_their_text() {
        assert_eq!(license("CC BY-SA 4.0").href.as_deref(), Some("https://creativecommons.org/licenses/by-sa/4.0/"));
        assert_eq!(license("CC-BY-SA-4.0").href, license("CC BY-SA 4.0").href);
        assert_eq!(license("Our own").href, None);
    }
}

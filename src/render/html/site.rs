//! What many pages need, computed once: groups, short definitions as HTML, the frame of a page.

use std::sync::OnceLock;

use rayon::prelude::*;
use serde::Serialize;

use super::super::links::{Base, Page};
use super::super::templates::Prepared;
use super::super::view::link::Day;
use super::super::view::{Card, Link, Row, Status, frame};
use super::super::{Place, RenderContext, Sink, body};
use super::assets;
use super::groups::{Group, Groups, Kind, Names};
use crate::digest::{Digest, Fingerprint};
use crate::failure::Failure;
use crate::model::{self, Category, ReviewDate, Role, Slug, Tag};
use crate::resolve::TermId;
use crate::resolve::close::close;
use crate::resolve::similar::Similar;

/// All that a page is made from, and where it goes.
pub struct Site<'a> {
    /// The glossary and everything around it.
    pub context: &'a RenderContext<'a>,
    /// The categories.
    pub categories: Groups<'a, Category>,
    /// The roles.
    pub roles: Groups<'a, Role>,
    /// The NIST AI RMF tags.
    pub tags: Groups<'a, Tag>,
    /// By term: the definition in one phrase.
    short_html: Vec<String>,
    /// By term: the terms that are close in meaning, best first.
    close: Vec<Vec<Similar>>,
    stylesheets: Vec<String>,
    /// The frame of a term's page, which is the same for all terms: they stand equally deep, and none is in the navigation.
    term_frame: OnceLock<Prepared>,
    sink: &'a dyn Sink,
}

/// What a page is called.
pub struct Head {
    /// The heading.
    pub title: String,
    /// For search engines: plain text, may be empty.
    pub description: String,
}

impl Head {
    /// A page with this title.
    pub fn new(title: impl Into<String>, description: impl Into<String>) -> Self {
        Self { title: title.into(), description: description.into() }
    }
}

const CATEGORY: Kind = Kind { slug: Category::slug, page: Page::Category };
const ROLE: Kind = Kind { slug: Slug::from_name, page: Page::Role };
const TAG: Kind = Kind { slug: Slug::from_name, page: Page::Tag };

impl<'a> Site<'a> {
    /// Gathers what the pages share.
    pub fn new(context: &'a RenderContext<'a>, sink: &'a dyn Sink) -> Self {
        let (glossary, vocabulary) = (context.glossary, context.vocabulary);
        let by_name = || glossary.ids_by_name().iter().copied();
        let known_categories = vocabulary.categories.iter().flatten().map(|entry| (entry.name.value.as_str(), entry));
        let known_roles = vocabulary.roles.iter().map(|entry| (entry.id.value.as_str(), entry));
        let known_tags = vocabulary.tags.iter().flatten().map(|entry| (entry.id.value.as_str(), entry));
        let categories = Groups::new(&CATEGORY, known_categories)
            .with_names(&CATEGORY, by_name().flat_map(|id| categories_of(glossary, id)))
            .filled(glossary, categories_of);
        let roles = Groups::new(&ROLE, known_roles).filled(glossary, roles_of);
        let tags = Groups::new(&TAG, known_tags)
            .with_names(&TAG, by_name().flat_map(|id| tags_of(glossary, id)))
            .filled(glossary, tags_of);
        let short_html = glossary.terms.par_iter().map(|term| body::line_to_html(term.short_definition())).collect();
        let stylesheets = assets::stylesheets(context);
        let term_frame = OnceLock::new();
        Self { context, categories, roles, tags, short_html, close: close(glossary), stylesheets, term_frame, sink }
    }

    /// Renders one page with `template` and hands it on; it is made from all that the template may see.
    pub fn write(&self, page: &Page, template: &str, head: Head, content: &impl Serialize) -> Result<(), Failure> {
        let (frame, head) = (self.frame(page), self.head(page, head));
        let mut from = Fingerprint::default();
        from.digest(self.context.facts.surroundings()).add(template).value(&(&frame, &head, content));
        self.make(page, from.finish(), || {
            self.context.templates.render(template, &Prepared::new(&frame), &head, content)
        })
    }

    /// Renders the page of a term where it is made from other things than before, which `from` stands for; the frame of such pages
    /// is one of them.
    pub fn write_from<T: Serialize>(
        &self,
        page: &Page,
        template: &str,
        from: Digest,
        view: impl Fn() -> (Head, T),
    ) -> Result<(), Failure> {
        self.make(page, from, || {
            let (head, content) = view();
            let frame = self.term_frame.get_or_init(|| Prepared::new(&self.frame(page)));
            self.context.templates.render(template, frame, &self.head(page, head), &content)
        })
    }

    /// What stands around a page, which is the same for the pages of all terms.
    pub fn frame_fingerprint(&self, page: &Page) -> Digest {
        Fingerprint::default().value(&self.frame(page)).finish()
    }

    fn make(&self, page: &Page, from: Digest, render: impl Fn() -> Result<String, Failure>) -> Result<(), Failure> {
        let path = format!("site/{}", page.file());
        self.sink.make(Place::Output, path, from, &mut || render().map(String::into_bytes))
    }

    /// Links from `page`.
    pub fn base(&self, page: &Page) -> Base {
        Base::of(page, &self.context.settings.base_url)
    }

    /// The definition in one phrase, inline.
    pub fn short_html(&self, id: TermId) -> &str {
        &self.short_html[id.index()]
    }

    /// The terms that are close to one in meaning, best first.
    pub fn close(&self, id: TermId) -> &[Similar] {
        &self.close[id.index()]
    }

    /// The page of a term.
    pub fn term_page(&self, id: TermId) -> Page {
        Page::Term(self.context.glossary.term(id).slug.clone())
    }

    /// Where a term's page stands.
    pub fn term_address(&self, base: &Base, id: TermId) -> String {
        base.term(&self.context.glossary.term(id).slug)
    }

    /// A link to a term.
    pub fn term_link(&self, base: &Base, id: TermId) -> Link {
        let title = self.context.glossary.term(id).name.value.clone();
        Link { title, href: Some(self.term_address(base, id)) }
    }

    /// A term in a list.
    pub fn row(&self, base: &Base, id: TermId) -> Row {
        let term = self.context.glossary.term(id);
        Row {
            name: term.name.value.clone(),
            href: self.term_address(base, id),
            short_html: self.short_html(id).to_owned(),
            status: term.status.as_ref().map(|status| describe(status.value)),
            reviewed: term.last_reviewed.as_ref().map(|date| day(date.value)),
            is_deprecated: term.is_deprecated(),
        }
    }

    /// Terms in a list.
    pub fn rows(&self, base: &Base, ids: &[TermId]) -> Vec<Row> {
        ids.iter().map(|&id| self.row(base, id)).collect()
    }

    /// A link to a group, by the name that term files give it.
    pub fn group_link<T>(&self, base: &Base, group: &Group<'_, T>, title: &str) -> Link {
        Link { title: title.to_owned(), href: group.page.as_ref().map(|page| base.page(page)) }
    }

    /// The categories as a list of groups shows them.
    pub fn category_cards(&self, base: &Base) -> Vec<Card> {
        let about = |category: &&Category| body::line_to_html(&category.description);
        self.categories.iter().map(|group| card(base, group, group.key, group.entry.as_ref().map(about))).collect()
    }

    /// The roles as a list of groups shows them.
    pub fn role_cards(&self, base: &Base) -> Vec<Card> {
        let about = |role: &&Role| body::line_to_html(&role.summary);
        let title =
            |group: &Group<'_, Role>| group.entry.map_or_else(|| group.key.to_owned(), |role| role.title.clone());
        self.roles.iter().map(|group| card(base, group, &title(group), group.entry.as_ref().map(about))).collect()
    }

    /// Where a file of the project can be edited.
    pub fn edit_link(&self, path: &str) -> Option<String> {
        let repository = &self.context.settings.repository;
        (!repository.is_empty()).then(|| format!("{repository}{}", super::super::links::encode(path)))
    }

    fn head(&self, page: &Page, head: Head) -> frame::Page {
        let base_url = &self.context.settings.base_url;
        let has_address = !base_url.is_empty() && *page != Page::NotFound;
        let canonical = has_address.then(|| format!("{base_url}{}", page.address()));
        frame::Page { title: head.title, description: head.description, canonical }
    }

    fn frame(&self, page: &Page) -> frame::Site<'a> {
        let settings = self.context.settings;
        let base = self.base(page);
        frame::Site {
            title: &settings.title,
            description: &settings.description,
            language: &settings.language,
            direction: direction(&settings.language),
            license: super::routes::license(&settings.license),
            home: base.page(&Page::Home),
            stylesheets: self.stylesheets.iter().map(|path| base.file(path)).collect(),
            script: base.file(&format!("assets/{}", assets::SCRIPT)),
            previews: base.file(&format!("assets/{}", assets::PREVIEWS)),
            icon: base.file(&format!("assets/{}", assets::ICON)),
            sections: self.sections(&base, page),
            pages: self.written(&base, page),
            rules: place(&base, page, "Checks", &Page::Rules, matches!(page, Page::Rule(_))),
            request: self.request(&base),
        }
    }

    fn sections(&self, base: &Base, page: &Page) -> Vec<frame::Place> {
        let mut sections = vec![place(base, page, "Terms", &Page::Terms, matches!(page, Page::Term(_)))];
        if self.categories.iter().next().is_some() {
            sections.push(place(base, page, "Categories", &Page::Categories, matches!(page, Page::Category(_))));
        }
        sections.push(place(base, page, "Roles", &Page::Roles, matches!(page, Page::Role(_))));
        if self.tags.iter().next().is_some() {
            sections.push(place(base, page, "Governance", &Page::Tags, matches!(page, Page::Tag(_))));
        }
        sections.push(place(base, page, "Map", &Page::Map, false));
        sections
    }

    fn written(&self, base: &Base, page: &Page) -> Vec<frame::Place> {
        let written = self.context.pages.iter();
        written.map(|other| place(base, page, &other.title, &Page::Written(other.stem.clone()), false)).collect()
    }

    fn request(&self, base: &Base) -> Option<String> {
        let stem = self.context.settings.request_page.trim_end_matches(".md");
        let page = self.context.pages.iter().find(|page| page.stem == stem)?;
        Some(base.page(&Page::Written(page.stem.clone())))
    }
}

fn card<T>(base: &Base, group: &Group<'_, T>, title: &str, about_html: Option<String>) -> Card {
    Card {
        title: title.to_owned(),
        href: group.page.as_ref().map(|page| base.page(page)),
        about_html: about_html.unwrap_or_default(),
        count: group.terms.len(),
    }
}

fn place(base: &Base, here: &Page, title: &str, there: &Page, is_above: bool) -> frame::Place {
    let current = if here == there {
        "page"
    } else if is_above {
        "true"
    } else {
        ""
    };
    frame::Place { title: title.to_owned(), href: base.page(there), current }
}

/// A day as pages show it.
pub fn day(date: ReviewDate) -> Day {
    Day { iso: date.to_string(), words: date.in_words() }
}

/// A status in words that say what it means for readers.
pub fn describe(status: model::Status) -> Status {
    let meaning = match status {
        model::Status::Draft => "still being written: check before you rely on it",
        model::Status::Reviewed => "checked by someone who knows the field",
        model::Status::Approved => "agreed by those who answer for it",
        model::Status::Deprecated => "no longer used: see what replaces it",
    };
    Status { name: status.name(), title: status.title(), meaning }
}

/// Which way the content's language is written.
fn direction(language: &str) -> &'static str {
    const RIGHT_TO_LEFT: [&str; 12] = ["ar", "he", "iw", "fa", "ur", "yi", "ps", "sd", "ug", "dv", "ckb", "syr"];
    let primary = language.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    if RIGHT_TO_LEFT.contains(&primary.as_str()) { "rtl" } else { "ltr" }
}

fn categories_of(glossary: &crate::resolve::Glossary, id: TermId) -> Names<'_> {
    Box::new(glossary.term(id).categories.iter().map(|name| name.value.trim()))
}

fn roles_of(glossary: &crate::resolve::Glossary, id: TermId) -> Names<'_> {
    Box::new(glossary.term(id).roles.iter().map(|name| name.value.trim()))
}

fn tags_of(glossary: &crate::resolve::Glossary, id: TermId) -> Names<'_> {
    Box::new(glossary.term(id).nist_rmf_tags.iter().map(|name| name.value.trim()))
}

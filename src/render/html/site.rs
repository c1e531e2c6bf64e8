//! What many pages need, computed once: groups, short definitions as HTML, the frame of a page.

use std::sync::{Mutex, OnceLock};

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::super::links::{self, Base, Page};
use super::super::templates::{Prepared, Shared};
use super::super::view::link::Day;
use super::super::view::{Card, Link, Row, Status, frame};
use super::super::{Artifact, Place, RenderContext, Sink, body};
use super::groups::{self, Group, Groups};
use super::pages::Copies;
use super::shared::TermParts;
use super::{assets, early};
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
    /// The data files that readers can download, once they are made.
    pub copies: Copies,
    /// By term: the definition in one phrase, as soon as somebody asks for it.
    short_html: Vec<OnceLock<String>>,
    /// By term: the terms that are close in meaning, best first.
    close: Vec<Vec<Similar>>,
    /// The project's own sentences, which stand on many pages, inline.
    sentences: FxHashMap<&'a str, Shared<String>>,
    /// By status: what readers see of it.
    statuses: Vec<Shared<Status>>,
    /// By term: what many pages show of it.
    parts: Vec<TermParts>,
    /// Links from the pages of terms.
    from_term: Base,
    /// Links from the pages of categories, roles and tags.
    from_group: Base,
    stylesheets: Vec<String>,
    early: frame::Early,
    /// The icon as an address that holds it, where it is small.
    icon: Option<String>,
    /// The pages so far, in any order.
    written: Mutex<Vec<Page>>,
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
    /// What the page is about, for programs; may be empty.
    pub linked_data: String,
}

impl Head {
    /// A page with this title.
    pub fn new(title: impl Into<String>, description: impl Into<String>) -> Self {
        Self { title: title.into(), description: description.into(), linked_data: String::new() }
    }

    /// The same page with data for programs, as [`linked_data`](super::machines::linked_data) makes it.
    pub fn with_data(self, linked_data: String) -> Self {
        Self { linked_data, ..self }
    }
}

impl<'a> Site<'a> {
    /// Gathers what the pages share.
    pub fn new(context: &'a RenderContext<'a>, sink: &'a dyn Sink) -> Self {
        let (glossary, vocabulary) = (context.glossary, context.vocabulary);
        let groups = || {
            let by_role = || groups::by_role(glossary, vocabulary);
            let by_tag = || groups::by_tag(glossary, vocabulary);
            rayon::join(|| groups::by_category(glossary, vocabulary), || rayon::join(by_role, by_tag))
        };
        let (close, (categories, (roles, tags))) = rayon::join(|| close(glossary), groups);
        let short_html = vec![OnceLock::new(); glossary.terms.len()];
        let (stylesheets, early, icon) = (assets::stylesheets(context), early::script(), early::icon(context));
        let takeaways = vocabulary.roles.iter().map(|role| role.takeaway.as_str());
        let practice = vocabulary.categories.iter().flatten().flat_map(|category| &category.practice);
        let sentences = takeaways.chain(practice.map(String::as_str));
        Self {
            context,
            categories,
            roles,
            tags,
            copies: Copies::default(),
            short_html,
            close,
            sentences: sentences.map(|text| (text, sentence(text))).collect(),
            statuses: model::Status::ALL.iter().map(|&status| Shared::new(&describe(status))).collect(),
            parts: glossary.terms.iter().map(|_| TermParts::default()).collect(),
            from_term: Base::of(&Page::Term(Slug::from_name("any")), &context.settings.base_url),
            from_group: Base::of(&Page::Category("any".to_owned()), &context.settings.base_url),
            stylesheets,
            early,
            icon,
            written: Mutex::default(),
            term_frame: OnceLock::new(),
            sink,
        }
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

    /// Renders a page where it is made from other things than before, which `from` stands for; its frame is one of them.
    pub fn write_made<T: Serialize>(
        &self,
        page: &Page,
        template: &str,
        from: Digest,
        view: impl Fn() -> (Head, T),
    ) -> Result<(), Failure> {
        self.make(page, from, || {
            let (head, content) = view();
            let prepared = || Prepared::new(&self.frame(page));
            let frame = match page {
                Page::Term(_) => self.term_frame.get_or_init(prepared),
                _ => &prepared(),
            };
            self.context.templates.render(template, frame, &self.head(page, head), &content)
        })
    }

    /// What a page is made from that shows of terms no more than their cards; what else it shows can be added.
    pub fn cards_fingerprint(&self, page: &Page, template: &str) -> Fingerprint {
        let mut from = Fingerprint::default();
        from.digest(self.context.facts.of_cards(template)).digest(self.frame_fingerprint(page));
        from
    }

    /// What stands around a page, which is the same for the pages of all terms.
    pub fn frame_fingerprint(&self, page: &Page) -> Digest {
        Fingerprint::default().value(&self.frame(page)).finish()
    }

    fn make(&self, page: &Page, from: Digest, render: impl Fn() -> Result<String, Failure>) -> Result<(), Failure> {
        self.written.lock().expect("no thread panics while it holds the lock").push(page.clone());
        let path = format!("site/{}", page.file());
        self.sink.make(Place::Output, path, from, &mut || render().map(String::into_bytes)).map(drop)
    }

    /// The pages that were written so far, in any order.
    pub fn pages(&self) -> Vec<Page> {
        self.written.lock().expect("no thread panics while it holds the lock").clone()
    }

    /// The address of a page in full, where the project has a `base_url` and the page an address of its own.
    pub fn absolute(&self, page: &Page) -> Option<String> {
        let base_url = &self.context.settings.base_url;
        (!base_url.is_empty() && *page != Page::NotFound).then(|| format!("{base_url}{}", page.address()))
    }

    /// The address of a file of the site in full, where the project has a `base_url`.
    pub fn absolute_file(&self, file: &str) -> Option<String> {
        let base_url = &self.context.settings.base_url;
        (!base_url.is_empty()).then(|| format!("{base_url}{}", super::super::links::encode(file)))
    }

    /// Hands on a file of the site that is no page. `path` is relative to the site.
    pub fn hand_over(&self, path: &str, text: impl Into<Vec<u8>>) -> Result<(), Failure> {
        self.sink.take(Artifact::output(format!("site/{path}"), text))
    }

    /// The same, where the file is made from other things than before, which `from` stands for.
    pub fn hand_over_made(&self, path: &str, from: Digest, render: impl Fn() -> Vec<u8>) -> Result<(), Failure> {
        self.sink.make(Place::Output, format!("site/{path}"), from, &mut || Ok(render())).map(drop)
    }

    /// Where files go.
    pub fn sink(&self) -> &'a dyn Sink {
        self.sink
    }

    /// Links from `page`.
    pub fn base(&self, page: &Page) -> Base {
        Base::of(page, &self.context.settings.base_url)
    }

    /// The definition in one phrase, inline.
    pub fn short_html(&self, id: TermId) -> &str {
        let short_html = || body::line_to_html(self.context.glossary.term(id).short_definition());
        self.short_html[id.index()].get_or_init(short_html)
    }

    /// A sentence of the vocabulary, inline.
    pub fn sentence(&self, text: &str) -> Shared<String> {
        self.sentences.get(text).cloned().unwrap_or_else(|| sentence(text))
    }

    /// A status in words that say what it means for readers.
    pub fn status(&self, status: model::Status) -> Shared<Status> {
        self.statuses[status as usize].clone()
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

    /// What many pages show of a term.
    pub fn parts(&self, id: TermId) -> &TermParts {
        // Whoever shows a part of a term looks at the term, whether or not the part is there already.
        self.context.glossary.term(id);
        &self.parts[id.index()]
    }

    /// A link to a term, from the page of another one.
    pub fn link_between_terms(&self, id: TermId) -> Shared<Link> {
        self.parts(id).link.get_or_init(|| Shared::new(&self.term_link(&self.from_term, id))).clone()
    }

    /// A term in a list.
    pub fn row(&self, base: &Base, id: TermId) -> Row {
        let term = self.context.glossary.term(id);
        Row {
            name: term.name.value.clone(),
            href: self.term_address(base, id),
            short_html: self.short_html(id).to_owned(),
            status: term.status.as_ref().map(|status| self.status(status.value)),
            reviewed: term.last_reviewed.as_ref().map(|date| day(date.value)),
            is_deprecated: term.is_deprecated(),
            roles: self.role_keys(id),
        }
    }

    /// Terms in a list.
    pub fn rows(&self, base: &Base, ids: &[TermId]) -> Vec<Shared<Row>> {
        let row = |id: TermId| Shared::new(&self.row(base, id));
        let is_group = *base == self.from_group;
        let shared = |&id: &TermId| if is_group { self.parts(id).row.get_or_init(|| row(id)).clone() } else { row(id) };
        ids.iter().map(shared).collect()
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
        frame::Page {
            title: head.title,
            description: head.description,
            canonical: self.absolute(page).filter(|_| page.is_listed()),
            kind: if matches!(page, Page::Term(_) | Page::Written(_)) { "article" } else { "website" },
            is_listed: page.is_listed(),
            linked_data_json: head.linked_data,
        }
    }

    fn frame(&self, page: &Page) -> frame::Site<'a> {
        let settings = self.context.settings;
        let base = self.base(page);
        frame::Site {
            title: &settings.title,
            description: &settings.description,
            language: &settings.language,
            direction: direction(&settings.language),
            locale: locale(&settings.language),
            license: super::routes::license(&settings.license),
            home: base.page(&Page::Home),
            stylesheets: self
                .stylesheets
                .iter()
                .filter(|path| assets::is_needed(path, page))
                .map(|path| base.file(path))
                .collect(),
            script: base.file(&format!("assets/{}", assets::SCRIPT)),
            previews: base.file(&format!("assets/{}", assets::PREVIEWS)),
            checklist: base.file(&format!("assets/{}", assets::CHECKLIST)),
            early: self.early.clone(),
            icon: self.icon.clone().unwrap_or_else(|| base.file(&format!("assets/{}", assets::ICON))),
            search: self.search(&base, page),
            sections: self.sections(&base, page),
            pages: self.written(&base, page),
            rules: place(&base, page, "Checks", &Page::Rules, matches!(page, Page::Rule(_))),
            templates: place(&base, page, "Templates", &Page::Templates, false),
            downloads: place(&base, page, "Downloads", &Page::Downloads, false),
            roles: self.readers(&base),
            request: self.request(&base),
        }
    }

    fn sections(&self, base: &Base, page: &Page) -> Vec<frame::Place> {
        let mut sections = vec![place(base, page, "Terms", &Page::Terms, matches!(page, Page::Term(_) | Page::Print))];
        if self.categories.iter().next().is_some() {
            sections.push(place(
                base,
                page,
                "Categories",
                &Page::Categories,
                matches!(page, Page::Category(_) | Page::CategoryPrint(_)),
            ));
        }
        sections.push(place(base, page, "Roles", &Page::Roles, matches!(page, Page::Role(_))));
        let is_below_governance = matches!(page, Page::Tags | Page::Tag(_));
        sections.push(place(base, page, "Governance", &Page::Governance, is_below_governance));
        sections.push(place(base, page, "Map", &Page::Map, false));
        sections
    }

    fn written(&self, base: &Base, page: &Page) -> Vec<frame::Place> {
        let written = self.context.pages.iter();
        written.map(|other| place(base, page, &other.title, &Page::Written(other.stem.clone()), false)).collect()
    }

    fn search(&self, base: &Base, page: &Page) -> frame::Search {
        let asset = |path: &str| base.file(&format!("assets/{path}"));
        frame::Search {
            page: base.page(&Page::Search),
            is_here: matches!(page, Page::Search | Page::Home),
            root: base.file(""),
            data: base.file(links::SEARCH_DATA),
            engine: asset(assets::SEARCH),
            box_script: asset(assets::SEARCH_BOX),
            page_script: asset(assets::SEARCH_PAGE),
            description: (!self.context.settings.base_url.is_empty()).then(|| base.file(links::OPEN_SEARCH)),
            stylesheet: asset(assets::SEARCH_STYLESHEET),
        }
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

fn sentence(text: &str) -> Shared<String> {
    Shared::new(&body::line_to_html(text))
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

/// The language with its territory, as Open Graph writes it: `en_GB`. Without a territory there is nothing that it could say.
fn locale(language: &str) -> Option<String> {
    let (primary, rest) = language.split_once('-')?;
    let territory = rest.split('-').find(|part| part.len() == 2)?;
    Some(format!("{}_{}", primary.to_lowercase(), territory.to_uppercase()))
}

/// Which way the content's language is written.
pub fn direction(language: &str) -> &'static str {
    const RIGHT_TO_LEFT: [&str; 12] = ["ar", "he", "iw", "fa", "ur", "yi", "ps", "sd", "ug", "dv", "ckb", "syr"];
    let primary = language.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    if RIGHT_TO_LEFT.contains(&primary.as_str()) { "rtl" } else { "ltr" }
}

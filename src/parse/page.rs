//! `site/pages/*.md`: pages that people write by hand.
//!
//! A page begins with its title between two lines of `---`; the rest is CommonMark with tables, footnotes and alerts. Its
//! links say what they mean (`term:human handoff`, `site:terms`, `other-page.md#anchor`), and [`check_links`] reports those
//! that lead nowhere, so that `build` never meets one.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use rustc_hash::FxHashSet;

use super::table::Table;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{SourceId, Span, Spanned};

mod links;
pub use links::{PageLink, Reachable, Section, Target, check_links};

/// A link of a page that leads nowhere.
pub const BROKEN_PAGE_LINK: Code = Code::new("G411", "broken-page-link");
/// A page that does not say what it is called.
pub const PAGE_WITHOUT_TITLE: Code = Code::new("G412", "page-without-title");

/// The folder of the pages.
const FOLDER: &str = "site/pages/";

/// The keys at the top of a page.
pub mod fields {
    #![allow(missing_docs, reason = "each row says what it is for")]

    use crate::model::{Field, Kind};

    pub const TITLE: Field = Field {
        key: "title",
        kind: Kind::Line,
        // A page without it has a rule of its own.
        required: false,
        about: "The page's heading, and its name in the navigation.",
        example: "How we review entries",
    };
    pub const DESCRIPTION: Field = Field {
        key: "description",
        kind: Kind::Line,
        required: false,
        about: "What the page is about, in one sentence; search engines show it.",
        example: "Who reads an entry before it is approved, and how often.",
    };
    pub const ORDER: Field = Field {
        key: "order",
        kind: Kind::Number,
        required: false,
        about: "The place in the navigation: small numbers first, pages without one last.",
        example: "1",
    };
    /// Every key at the top of a page.
    pub const PAGE: &[Field] = &[TITLE, DESCRIPTION, ORDER];
}

/// A hand-written page.
#[derive(Clone, Debug)]
pub struct Page {
    /// The file.
    pub source: SourceId,
    /// The path below `site/pages`, without `.md`.
    pub stem: String,
    /// The heading.
    pub title: String,
    /// What it is about; may be empty.
    pub description: String,
    /// The place in the navigation.
    pub order: Option<usize>,
    /// The Markdown below the front matter.
    pub body: Span,
    /// The headings of the body, in its order.
    pub headings: Vec<Heading>,
    /// The links and pictures of the body, in its order.
    pub links: Vec<PageLink>,
}

/// A heading of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6, as written.
    pub level: u8,
    /// What a link to it says after `#`; no other heading of the text has it.
    pub id: String,
    /// Its words, without markup.
    pub text: String,
}

/// The page of one file; `path` is relative to the project's root.
///
/// None when there is no title to call it by, which is reported.
pub fn read_page(source: SourceId, path: &str, text: &str, out: &mut Diagnostics) -> Option<Page> {
    let (matter, start) = front_matter(text);
    let mut found = Diagnostics::default();
    let node = matter.and_then(|matter| super::parse_node(source, matter, &mut found)).filter(|node| !node.is_null());
    let table = node.as_ref().and_then(|node| Table::open(node, fields::PAGE, &mut found));
    let is_unreadable = table.is_none() && !found.is_empty();
    out.append(found);
    let title = table.as_ref().and_then(|table| read_title(table, out));
    if table.is_none() && !is_unreadable {
        out.push(without_title(Span::file(source)));
    }
    let description = table.as_ref().and_then(|table| table.text(&fields::DESCRIPTION, out));
    let description = description.map_or_else(String::new, |text| text.value.trim().to_owned());
    let order = table.as_ref().and_then(|table| table.number(&fields::ORDER, out)).map(|order| order.value);
    let body = Span::new(source, start..text.len());
    let stem = stem_of(path).to_owned();
    let (headings, links) = (headings(&text[start..]), links::find(&stem, body, &text[start..]));
    Some(Page { source, stem, title: title?, description, order, body, headings, links })
}

/// The part of a page's path that names it in links and addresses.
pub fn stem_of(path: &str) -> &str {
    let path = path.strip_prefix(FOLDER).unwrap_or(path);
    path.strip_suffix(".md").unwrap_or(path)
}

/// The pages in the order of the navigation.
pub fn sort(pages: &mut [Page]) {
    pages.sort_by(|a, b| {
        let place = |page: &Page| (page.order.is_none(), page.order);
        place(a).cmp(&place(b)).then_with(|| a.title.to_lowercase().cmp(&b.title.to_lowercase()))
    });
}

/// What the Markdown of a page understands beyond CommonMark.
pub fn markdown_options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_GFM
}

/// The headings of a Markdown text, in its order, each with an id of its own.
pub fn headings(markdown: &str) -> Vec<Heading> {
    // The frame of a page has ids too.
    let mut taken: FxHashSet<String> = ["main", "menu", "on-this-page"].map(str::to_owned).into_iter().collect();
    let mut headings = Vec::new();
    let mut open: Option<(u8, String)> = None;
    for event in Parser::new_ext(markdown, markdown_options()) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => open = Some((level as u8, String::new())),
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => {
                if let Some((_, words)) = &mut open {
                    words.push_str(&text);
                }
            }
            Event::SoftBreak | Event::HardBreak => {
                if let Some((_, words)) = &mut open {
                    words.push(' ');
                }
            }
            Event::End(TagEnd::Heading(_)) => {
                if let Some((level, text)) = open.take() {
                    headings.push(Heading { level, id: id_of(&text, &mut taken), text });
                }
            }
            _ => {}
        }
    }
    headings
}

/// `text` as an id: letters and digits in lower case, one hyphen for everything between.
fn id_of(text: &str, taken: &mut FxHashSet<String>) -> String {
    let lower = text.to_lowercase();
    let words = lower.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty());
    let words = words.collect::<Vec<_>>().join("-");
    let base = if words.is_empty() { "section".to_owned() } else { words };
    let numbered = (2..).map(|number| format!("{base}-{number}"));
    let id = std::iter::once(base.clone()).chain(numbered).find(|id| !taken.contains(id)).expect("numbers do not end");
    taken.insert(id.clone());
    id
}

/// The front matter with the line that opens it, so that its places are those of the file, and where the body begins.
fn front_matter(text: &str) -> (Option<&str>, usize) {
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut at = start;
    for (number, line) in text[start..].split_inclusive('\n').enumerate() {
        let is_fence = line.trim_end() == "---";
        if number == 0 && !is_fence {
            return (None, start);
        }
        if number > 0 && is_fence {
            return (Some(&text[..at]), at + line.len());
        }
        at += line.len();
    }
    (None, start)
}

fn read_title(table: &Table<'_>, out: &mut Diagnostics) -> Option<String> {
    let mut found = Diagnostics::default();
    let title = table.text(&fields::TITLE, &mut found).map(|title| title.value.trim().to_owned());
    let is_missing = found.is_empty() && title.as_ref().is_none_or(String::is_empty);
    if is_missing {
        found.push(without_title(table.head()));
    }
    out.append(found);
    title.filter(|_| !is_missing)
}

fn without_title(span: Span) -> Diagnostic {
    Diagnostic::new(PAGE_WITHOUT_TITLE, span, "the page has no title")
        .field(fields::TITLE.key)
        .help("begin the file with three lines: `---`, then `title: ...`, then `---`")
}

/// A destination together with the place where it stands.
type Destination = Spanned<String>;

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Option<Page>, Vec<Diagnostic>) {
        let mut out = Diagnostics::default();
        let page = read_page(SourceId::default(), "site/pages/about.md", text, &mut out);
        (page, out.into_vec())
    }

    #[test]
    fn title_description_and_order_come_from_the_front_matter() {
        let (page, found) = read("---\ntitle: About\ndescription: What this is.\norder: 2\n---\n\n# Hello\n");
        let page = page.expect("a page");
        assert!(found.is_empty(), "{found:?}");
        assert_eq!((page.title.as_str(), page.order, page.stem.as_str()), ("About", Some(2), "about"));
        assert_eq!(page.headings[0].id, "hello");
    }

    #[test]
    fn a_page_without_a_title_is_reported_and_left_out() {
        for text in ["Just text.\n", "---\ndescription: x\n---\n", "---\n---\n", "---\ntitle: ''\n---\n", ""] {
            let (page, found) = read(text);
            assert!(page.is_none(), "{text:?}");
            assert_eq!(found.iter().map(|found| found.code).collect::<Vec<_>>(), [PAGE_WITHOUT_TITLE], "{text:?}");
        }
    }

    #[test]
    fn an_unknown_key_is_reported_at_its_place() {
        let (_, found) = read("---\ntitle: About\ntitel: x\n---\n");
        assert_eq!((found[0].code.id, found[0].span.range()), ("G016", 17..22));
    }

    #[test]
    fn equal_headings_get_ids_of_their_own() {
        let ids: Vec<String> =
            headings("# A & B\n## A, b!\n## a-b-2\n## ???\n## Main\n").into_iter().map(|heading| heading.id).collect();
        assert_eq!(ids, ["a-b", "a-b-2", "a-b-2-2", "section", "main-2"]);
    }

    #[test]
    fn pages_are_sorted_by_order_then_title() {
        let page = |front: &str| read(&format!("---\n{front}\n---\n")).0.expect("a page");
        let mut pages = [page("title: b"), page("title: A"), page("title: z\norder: 1")];
        sort(&mut pages);
        assert_eq!(pages.map(|page| page.title), ["z", "A", "b"]);
    }
}

//! Where the links of a page lead, and which of them lead nowhere.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag};

use super::{BROKEN_PAGE_LINK, Destination, Page, markdown_options};
use crate::diagnostic::suggest::did_you_mean;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{Span, Spanned};

/// A link or picture of a page.
#[derive(Clone, Debug)]
pub struct PageLink {
    /// The destination as written, and where.
    pub written: Destination,
    /// What it means.
    pub target: Target,
}

/// What a link means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A web or mail address, to be used as it is.
    Outside(String),
    /// The page of the term with this name or alias.
    Term(String),
    /// A section of the site.
    Section(Section),
    /// A hand-written page, and perhaps a heading of it.
    Page {
        /// Its path below `site/pages`, without `.md`.
        stem: String,
        /// The heading's id.
        anchor: Option<String>,
    },
    /// A heading of the same page.
    Anchor(String),
    /// A picture below `site/assets`.
    Picture(String),
    /// Meant as a link, but a space in it makes it plain text.
    Spaced,
    /// None of these.
    Unknown,
}

/// What `site:` links name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// The first page.
    Home,
    /// All terms, A to Z.
    Terms,
    /// The search.
    Search,
    /// The whole glossary by category.
    Map,
    /// All categories.
    Categories,
    /// All roles.
    Roles,
    /// How the glossary stands.
    Governance,
    /// All NIST AI RMF tags.
    Tags,
    /// All rules of the checker.
    Rules,
    /// The data files.
    Downloads,
    /// What templates may use.
    Templates,
}

impl Section {
    /// Every section, by the name that stands after `site:`.
    pub const ALL: &'static [(&'static str, Self)] = &[
        ("home", Self::Home),
        ("terms", Self::Terms),
        ("search", Self::Search),
        ("map", Self::Map),
        ("categories", Self::Categories),
        ("roles", Self::Roles),
        ("governance", Self::Governance),
        ("tags", Self::Tags),
        ("rules", Self::Rules),
        ("downloads", Self::Downloads),
        ("templates", Self::Templates),
    ];

    /// The names that stand after `site:`.
    pub fn names() -> impl Iterator<Item = &'static str> {
        Self::ALL.iter().map(|(name, _)| *name)
    }

    fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, section)| *section)
    }
}

impl Target {
    /// What `destination` means in the page with this stem.
    pub fn of_link(destination: &str, stem: &str) -> Self {
        let destination = decode(destination);
        let scheme = destination.split_once(':').filter(|(scheme, _)| !scheme.contains(['/', '.', '#']));
        match scheme.map(|(scheme, rest)| (scheme.to_ascii_lowercase(), rest)) {
            Some((scheme, rest)) => Self::of_scheme(&scheme, rest, &destination),
            None => match destination.strip_prefix('#') {
                Some(anchor) => Self::Anchor(anchor.to_owned()),
                None => Self::of_path(&destination, stem),
            },
        }
    }

    /// What the address of a picture means in the page with this stem.
    pub fn of_picture(destination: &str) -> Self {
        let destination = decode(destination);
        let path = destination.trim_start_matches("../").trim_start_matches("./");
        path.strip_prefix("assets/").map_or(Self::Unknown, |path| Self::Picture(path.to_owned()))
    }

    fn of_scheme(scheme: &str, rest: &str, whole: &str) -> Self {
        match scheme {
            "http" | "https" if crate::model::url::problem(whole).is_none() => Self::Outside(whole.to_owned()),
            "mailto" if rest.contains('@') && !whole.contains(char::is_whitespace) => Self::Outside(whole.to_owned()),
            "term" => Self::Term(rest.trim().to_owned()),
            "site" => Section::from_name(rest.trim()).map_or(Self::Unknown, Self::Section),
            _ => Self::Unknown,
        }
    }

    fn of_path(path: &str, stem: &str) -> Self {
        let (path, anchor) = match path.split_once('#') {
            Some((path, anchor)) => (path, Some(anchor.to_owned())),
            None => (path, None),
        };
        let Some(path) = path.strip_suffix(".md") else { return Self::Unknown };
        let mut parts: Vec<&str> = stem.split('/').collect();
        parts.pop();
        for part in path.split('/') {
            match part {
                "." => {}
                ".." if parts.pop().is_none() => return Self::Unknown,
                ".." => {}
                part => parts.push(part),
            }
        }
        Self::Page { stem: parts.join("/"), anchor }
    }
}

/// Spaces and other characters of a destination may be written `%20`.
fn decode(destination: &str) -> String {
    let mut bytes = Vec::with_capacity(destination.len());
    let mut rest = destination.as_bytes();
    // An address outside keeps its own spelling.
    let is_ours = !destination.contains("//") && !destination.to_ascii_lowercase().starts_with("mailto:");
    while let Some((&byte, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.filter(|_| is_ours && byte == b'%').and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(decoded) => (bytes.push(decoded), rest = &after[2..]).1,
            None => (bytes.push(byte), rest = after).1,
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| destination.to_owned())
}

/// The links and pictures of a page's body.
pub(super) fn find(stem: &str, body: Span, markdown: &str) -> Vec<PageLink> {
    let at = |range: Range<usize>| {
        Span::new(body.source, body.start as usize + range.start..body.start as usize + range.end)
    };
    let mut links = Vec::new();
    let mut understood: Vec<Range<usize>> = Vec::new();
    for (event, range) in Parser::new_ext(markdown, markdown_options()).into_offset_iter() {
        let (destination, target) = match event {
            Event::Code(_) | Event::Start(Tag::CodeBlock(_)) => {
                understood.push(range);
                continue;
            }
            Event::Start(Tag::Link { link_type: LinkType::Email, dest_url, .. }) => {
                let address = format!("mailto:{dest_url}");
                (dest_url, Target::of_link(&address, stem))
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                let target = Target::of_link(&dest_url, stem);
                (dest_url, target)
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                let target = Target::of_picture(&dest_url);
                (dest_url, target)
            }
            _ => continue,
        };
        let place = place_of(&destination, markdown, range.clone());
        understood.push(range);
        links.push(PageLink { written: Spanned::new(destination.to_string(), at(place)), target });
    }
    for range in spaced(markdown).filter(|range| understood.iter().all(|known| !known.contains(&range.start))) {
        let written = Spanned::new(markdown[range.clone()].to_owned(), at(range));
        links.push(PageLink { written, target: Target::Spaced });
    }
    links
}

/// `](term:human handoff)`: Markdown ends a destination at a space, and then there is no link at all.
fn spaced(markdown: &str) -> impl Iterator<Item = Range<usize>> {
    markdown.match_indices("](term:").filter_map(|(at, _)| {
        let start = at + "](".len();
        let end = markdown[start..].find([')', '\n']).map(|end| start + end)?;
        markdown[start..end].contains(' ').then_some(start..end)
    })
}

/// The destination inside the link, or the link where the destination stands elsewhere or is spelled otherwise.
fn place_of(destination: &str, markdown: &str, link: Range<usize>) -> Range<usize> {
    let at = markdown[link.clone()].rfind(destination).filter(|_| !destination.is_empty());
    at.map_or(link.clone(), |at| link.start + at..link.start + at + destination.len())
}

/// What pages may link to, beside each other.
pub struct Reachable<'a> {
    /// Whether a term has this name or alias.
    pub is_term: &'a dyn Fn(&str) -> bool,
    /// The names and aliases of all terms, for suggestions.
    pub names: &'a [&'a str],
    /// Whether a page has this stem, although it could not be read.
    pub is_unread: &'a dyn Fn(&str) -> bool,
    /// Whether `site/assets` has this file.
    pub is_asset: &'a dyn Fn(&str) -> bool,
}

/// Reports the links of `pages` that lead nowhere.
pub fn check_links(pages: &[Page], reachable: &Reachable<'_>, out: &mut Diagnostics) {
    for page in pages {
        for link in &page.links {
            if let Some((message, help)) = problem(link, page, pages, reachable) {
                let diagnostic = Diagnostic::new(BROKEN_PAGE_LINK, link.written.span, message);
                out.push(help.into_iter().flatten().fold(diagnostic, Diagnostic::help));
            }
        }
    }
}

type Problem = (String, [Option<String>; 2]);

fn problem(link: &PageLink, page: &Page, pages: &[Page], reachable: &Reachable<'_>) -> Option<Problem> {
    match &link.target {
        Target::Outside(_) | Target::Section(_) => None,
        Target::Term(name) => (!(reachable.is_term)(name)).then(|| missing_term(name, reachable)),
        Target::Page { stem, anchor } => match pages.iter().find(|other| other.stem == *stem) {
            None => (!(reachable.is_unread)(stem)).then(|| missing_page(stem, pages)),
            Some(other) => missing_anchor(anchor.as_deref()?, other),
        },
        Target::Anchor(anchor) => missing_anchor(anchor, page),
        Target::Picture(path) => (!(reachable.is_asset)(path)).then(|| missing_picture(path)),
        Target::Spaced => Some(with_space(&link.written.value)),
        Target::Unknown => Some(unknown(&link.written.value)),
    }
}

fn missing_term(name: &str, reachable: &Reachable<'_>) -> Problem {
    let guess = did_you_mean(name, reachable.names.iter().copied());
    let help = "correct the name, or write the term that it speaks of".to_owned();
    (format!("no term has the name or alias `{name}`"), [guess, Some(help)])
}

fn missing_page(stem: &str, pages: &[Page]) -> Problem {
    let guess = did_you_mean(stem, pages.iter().map(|page| page.stem.as_str()));
    (format!("no page `{stem}.md` stands in `site/pages`"), [guess, None])
}

fn missing_anchor(anchor: &str, page: &Page) -> Option<Problem> {
    let ids = || page.headings.iter().map(|heading| heading.id.as_str());
    if anchor.is_empty() || ids().any(|id| id == anchor) {
        return None;
    }
    let list = ids().map(|id| format!("`#{id}`")).collect::<Vec<_>>().join(", ");
    let list = if list.is_empty() { "the page has no headings".to_owned() } else { format!("its headings are {list}") };
    let message = format!("`{}` has no heading `#{anchor}`", page.title);
    Some((message, [did_you_mean(anchor, ids()), Some(list)]))
}

fn missing_picture(path: &str) -> Problem {
    let help = format!("put the picture there, as `site/assets/{path}`, or remove it from the page");
    (format!("no picture `{path}` stands in `site/assets`"), [Some(help), None])
}

fn with_space(written: &str) -> Problem {
    let help = format!("write `{}`, with hyphens for the spaces", written.trim().replace(' ', "-"));
    (format!("`{written}` is no link, since a space ends it"), [Some(help), None])
}

fn unknown(written: &str) -> Problem {
    let ways =
        "pages link to `https://...`, `mailto:...`, `term:NAME`, `other-page.md`, `#heading`, or `site:` and one of";
    let sections = Section::names().collect::<Vec<_>>().join(", ");
    if let Some(name) = written.strip_prefix("site:") {
        let guess = did_you_mean(name, Section::names()).unwrap_or_else(|| "name one of them".to_owned());
        return (format!("`site:` has no page `{name}`"), [Some(guess), Some(format!("the pages are {sections}"))]);
    }
    let help = format!("{ways} {sections}");
    let pictures = "a picture stands in `site/assets` and is written `assets/img/NAME`".to_owned();
    (format!("`{written}` is no link that the site knows"), [Some(help), Some(pictures)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn destinations_say_what_they_mean() {
        let page = |stem: &str, anchor: Option<&str>| Target::Page {
            stem: stem.to_owned(),
            anchor: anchor.map(str::to_owned),
        };
        for (destination, target) in [
            ("https://example.org/a%20b", Target::Outside("https://example.org/a%20b".to_owned())),
            ("mailto:a@example.org", Target::Outside("mailto:a@example.org".to_owned())),
            ("term:human%20handoff", Target::Term("human handoff".to_owned())),
            ("site:tags", Target::Section(Section::Tags)),
            ("site:nowhere", Target::Unknown),
            ("#top", Target::Anchor("top".to_owned())),
            ("b.md", page("guide/b", None)),
            ("../b.md#x", page("b", Some("x"))),
            ("../../b.md", Target::Unknown),
            ("javascript:alert(1)", Target::Unknown),
            ("JavaScript:alert(1)", Target::Unknown),
            ("data:text/html,x", Target::Unknown),
            ("//example.org", Target::Unknown),
            ("https://", Target::Unknown),
        ] {
            assert_eq!(Target::of_link(destination, "guide/a"), target, "{destination}");
        }
    }

    #[test]
    fn a_space_in_a_link_does_not_go_unnoticed() {
        let markdown = "[a](term:human handoff) [b](<term:human handoff>) `[c](term:human handoff)`\n";
        let found = find("a", Span::new(crate::source::SourceId::default(), 0..markdown.len()), markdown);
        let spaced: Vec<_> = found.iter().filter(|link| link.target == Target::Spaced).collect();
        assert_eq!((found.len(), spaced.len(), spaced[0].written.span.range()), (2, 1, 4..22));
    }

    #[test]
    fn links_know_their_places() {
        let markdown = "See [a](term:x) and <mailto:b@c.d>.\n\n[r]: b.md\n\n[r]\n";
        let found = find("a", Span::new(crate::source::SourceId::default(), 10..10 + markdown.len()), markdown);
        let spans: Vec<_> = found.iter().map(|link| link.written.span.range()).collect();
        assert_eq!(spans[0], 18..24);
        assert_eq!(found.len(), 3);
        assert_eq!(&markdown[spans[2].start - 10..spans[2].end - 10], "[r]");
    }
}

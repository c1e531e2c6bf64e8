//! The page of one term.

use serde::Serialize;

use super::link::Day;
use super::picture::Picture;
use super::{Link, Status};
use crate::render::templates::Shared;

/// The values of `term.html`.
#[derive(Debug, Serialize)]
pub struct TermPage {
    /// The term.
    pub term: Term,
    /// What the script shows beside links; empty where the page links to no term.
    pub previews_json: String,
}

/// One term with everything that its page shows. Lists and texts that the author left out are empty.
#[derive(Debug, Serialize)]
pub struct Term {
    /// The name.
    pub name: String,
    /// The part of the address that stands for it.
    pub slug: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// The way from the list of categories down to this term, without it.
    pub trail: Vec<Shared<Link>>,
    /// How far readers may rely on it.
    pub status: Option<Shared<Status>>,
    /// When somebody last checked it.
    pub reviewed: Option<Day>,
    /// Whether that is longer ago than the project allows.
    pub is_review_due: bool,
    /// Whether another term should be used.
    pub is_deprecated: bool,
    /// The term to use instead.
    pub replacement: Option<Shared<Link>>,
    /// The definition in one phrase, inline.
    pub short_html: String,
    /// The definition at length, in blocks.
    pub long_html: String,
    /// The same for different readers.
    pub audiences: Vec<Audience>,
    /// What it asks of each role.
    pub takeaways: Vec<Shared<Takeaway>>,
    /// The keys of its roles, with spaces between.
    pub roles: String,
    /// What to do with it, inline.
    pub practice_html: Vec<Shared<String>>,
    /// Good practice, inline.
    pub dos_html: Vec<String>,
    /// Bad practice, inline.
    pub donts_html: Vec<String>,
    /// NIST AI RMF tags.
    pub tags: Vec<Shared<Link>>,
    /// The risk, and who bears it, inline; may be empty.
    pub risk_html: String,
    /// Broader, narrower and related terms, each group with at least one.
    pub relations: Vec<Relation>,
    /// The term among its neighbours.
    pub picture: Option<Picture>,
    /// Terms close in meaning that nobody has related to it.
    pub close: Vec<Shared<Link>>,
    /// The few terms to read next: related ones first, then narrower and broader ones.
    pub read_next: Vec<Shared<Link>>,
    /// Terms that point to this one, and terms whose texts mention it, each group with at least one.
    pub used_by: Vec<UsedBy>,
    /// What the entry rests on.
    pub citations: Vec<Link>,
    /// A sentence that sends readers on, inline; may be empty.
    pub call_to_action_html: String,
    /// How the term is used in a sentence; may be empty.
    pub part_of_speech: &'static str,
    /// Its categories, the main one first.
    pub categories: Vec<Shared<Link>>,
    /// The licence.
    pub license: Option<Link>,
    /// Who looks after the entry.
    pub owner: Option<Link>,
    /// The file, relative to the project's root.
    pub source_file: String,
    /// Where the file can be edited.
    pub edit: Option<String>,
}

/// What one kind of reader should take from the term.
#[derive(Debug, Serialize)]
pub struct Audience {
    /// The key in the term file: `exec` or `engineer`.
    pub key: &'static str,
    /// The reader.
    pub title: &'static str,
    /// The view, inline.
    pub text_html: String,
    /// The view without markup.
    pub text: String,
    /// The keys of the roles that read it first, with spaces between.
    pub roles: Shared<String>,
}

/// What the term asks of one role.
#[derive(Debug, Serialize)]
pub struct Takeaway {
    /// The role.
    pub role: Link,
    /// The role's id as one word, as `?role=` and `data-roles` say it.
    pub key: String,
    /// What it asks, inline.
    pub text_html: Shared<String>,
}

/// Terms to which this one has the same relation.
#[derive(Debug, Serialize)]
pub struct Relation {
    /// `broader`, `narrower` or `related`.
    pub key: &'static str,
    /// The heading.
    pub title: &'static str,
    /// What the relation says, as a short phrase.
    pub about: &'static str,
    /// The other terms: those that there are, then those that nobody has defined yet.
    pub targets: Vec<Shared<Target>>,
}

/// A term on the other end of a relation.
#[derive(Debug, Serialize)]
pub struct Target {
    /// Its name.
    pub name: String,
    /// Its page; none when it is not defined yet.
    pub href: Option<String>,
    /// Its definition in one phrase, inline; may be empty.
    pub short_html: String,
    /// Whether another term should be used.
    pub is_deprecated: bool,
    /// The term to use instead.
    pub replacement: Option<Shared<Link>>,
    /// Why there is no page for the name; empty where there is one.
    pub problem: &'static str,
}

/// Terms that use this one in the same way.
#[derive(Debug, Serialize)]
pub struct UsedBy {
    /// `related-from` or `mentioned-by`.
    pub key: &'static str,
    /// The heading.
    pub title: &'static str,
    /// The terms that are shown at once.
    pub links: Vec<Shared<Link>>,
    /// The others of a long list.
    pub rest: Vec<Shared<Link>>,
}

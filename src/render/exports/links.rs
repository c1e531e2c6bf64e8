//! `data/links.json`: which mentions of terms became links, which did not and why, and what is left to do.
//!
//! `glossbook links` prints the same report.

use std::borrow::Cow;

use rayon::prelude::*;
use serde::Serialize;

use super::super::{RenderContext, Sink};
use super::{indented, make, pretty};
use crate::body::{locate, plain_text};
use crate::failure::Failure;
use crate::model::{Place, TermId, name_key};
use crate::resolve::mentions::{Outcome, Target, unexplained};
use crate::resolve::{Glossary, Meaning, Mention, tree};
use crate::source::{Position, SourceMap, Spanned, source_range};

/// The whole report.
#[derive(Debug, Serialize)]
pub struct LinkReport<'a> {
    /// Each term, by path of its file.
    pub terms: Vec<TermReport<'a>>,
    /// Names that several terms have.
    pub shared: Vec<SharedName<'a>>,
    /// Terms that no other term's text mentions.
    pub unmentioned: Vec<&'a str>,
    /// Names that relationships use and no entry has.
    pub undefined: Vec<UndefinedName<'a>>,
    /// Abbreviations that the texts of several terms use and no entry has as a name.
    pub unexplained: Vec<UndefinedName<'a>>,
}

/// The mentions in the texts of one term.
#[derive(Debug, Serialize)]
pub struct TermReport<'a> {
    /// The slug.
    pub term: &'a str,
    /// Mentions that are links.
    pub linked: Vec<MentionRow<'a>>,
    /// Mentions that are not.
    pub skipped: Vec<MentionRow<'a>>,
    /// Slugs of the terms whose texts mention this one.
    pub mentioned_by: Vec<&'a str>,
}

/// One mention.
#[derive(Debug, Serialize)]
pub struct MentionRow<'a> {
    /// The field, as diagnostics call it.
    pub field: String,
    /// The line of the file, from 1.
    pub line: usize,
    /// The column, in characters from 1.
    pub column: usize,
    /// The words.
    pub text: String,
    /// Slugs of the terms that the words may stand for; several when the name is shared, none when no entry has it.
    pub targets: Vec<&'a str>,
    /// Whether the target is deprecated, and so the link is marked.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub deprecated: bool,
    /// Why it is no link.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<&'static str>,
}

/// A name that several terms have.
#[derive(Debug, Serialize)]
pub struct SharedName<'a> {
    /// The name.
    pub name: &'a str,
    /// Slugs of the terms that have it.
    pub terms: Vec<&'a str>,
    /// The one that mentions link to: a term's own name goes before another's alias.
    pub links_to: Option<&'a str>,
    /// How often texts use it, where it links to nobody.
    pub mentions: usize,
}

/// A name that no entry has.
#[derive(Debug, Serialize)]
pub struct UndefinedName<'a> {
    /// The name.
    pub name: Cow<'a, str>,
    /// How often texts use it.
    pub mentions: usize,
    /// Slugs of the terms whose texts use it.
    pub terms: Vec<&'a str>,
}

const NAME: &str = "links.json";

/// Writes the file.
///
/// # Errors
/// Those of the sink.
pub fn render(context: &RenderContext<'_>, sink: &dyn Sink) -> Result<(), Failure> {
    make(sink, NAME, context.facts.of_everything(NAME), || document(report(context.glossary, &context.inputs.sources)))
}

/// As [`pretty`] writes a report, with the terms written side by side.
fn document(mut report: LinkReport<'_>) -> Vec<u8> {
    let terms: Vec<String> = std::mem::take(&mut report.terms).par_iter().map(|term| indented(term, 2)).collect();
    let rest = pretty(&report);
    let (Some(rest), false) = (rest.strip_prefix(NO_TERMS.as_bytes()), terms.is_empty()) else { return rest };
    let begin = NO_TERMS.strip_suffix(']').expect("it is a list");
    [begin.as_bytes(), b"\n    ", terms.join(",\n    ").as_bytes(), b"\n  ]", rest].concat()
}

/// How a report without terms begins.
const NO_TERMS: &str = "{\n  \"terms\": []";

/// The report on a glossary. `sources` are its files, for the places of mentions in them.
pub fn report<'a>(glossary: &'a Glossary, sources: &SourceMap) -> LinkReport<'a> {
    let unmentioned = glossary.ids().filter(|&id| glossary.mentioned_by(id).iter().all(|&other| other == id));
    LinkReport {
        terms: glossary
            .ids()
            .collect::<Vec<_>>()
            .into_par_iter()
            .map(|id| term_report(glossary, sources, id))
            .collect(),
        shared: shared(glossary),
        unmentioned: unmentioned.map(|id| slug(glossary, id)).collect(),
        undefined: undefined(glossary),
        unexplained: abbreviations(glossary),
    }
}

/// The report on one term.
pub fn term_report<'a>(glossary: &'a Glossary, sources: &SourceMap, id: TermId) -> TermReport<'a> {
    let (mut linked, mut skipped) = (Vec::new(), Vec::new());
    let mentions = glossary.mentions(id);
    for same_place in mentions.chunk_by(|a, b| a.place == b.place) {
        let text = TermText::new(glossary, id, same_place[0].place);
        for mention in same_place {
            let list = if mention.outcome == Outcome::Linked { &mut linked } else { &mut skipped };
            list.push(row(glossary, mention, &text, sources));
        }
    }
    let mentioned_by = glossary.mentioned_by(id).iter().map(|&other| slug(glossary, other)).collect();
    TermReport { term: slug(glossary, id), linked, skipped, mentioned_by }
}

fn row<'a>(glossary: &'a Glossary, mention: &Mention, text: &TermText<'_>, sources: &SourceMap) -> MentionRow<'a> {
    let targets = match &mention.target {
        Target::Term(term) => std::slice::from_ref(term),
        Target::Several(terms) => terms,
        Target::Undefined(_) | Target::Words => &[],
    };
    let Position { line, column } = text.position(mention, sources);
    MentionRow {
        field: mention.place.path(),
        line,
        column,
        text: text.plain[mention.range()].split_whitespace().collect::<Vec<_>>().join(" "),
        targets: targets.iter().map(|&target| slug(glossary, target)).collect(),
        deprecated: matches!(targets, [target] if glossary.term(*target).is_deprecated()),
        why: match mention.outcome {
            Outcome::Linked => None,
            Outcome::Skipped(reason) => Some(reason.name()),
        },
    }
}

/// One text of a term: as typed, and as readers see it.
struct TermText<'a> {
    typed: &'a Spanned<String>,
    plain: String,
}

impl<'a> TermText<'a> {
    fn new(glossary: &'a Glossary, id: TermId, place: Place) -> Self {
        let term = glossary.term(id);
        let item = usize::from(place.item);
        let typed = place.section.values(term)[item];
        Self { typed, plain: plain_text(&tree(place, &place.section.texts(term)[item])) }
    }

    /// Where a mention stands in its file; the beginning of the text where that cannot be told.
    fn position(&self, mention: &Mention, sources: &SourceMap) -> Position {
        let span = self.typed.span;
        let start = locate(self.typed, &self.plain, mention.start as usize);
        let inside = start.and_then(|start| source_range(sources.slice(span), self.typed, start..start + 1));
        let offset = inside.map_or(0, |range| u32::try_from(range.start).unwrap_or_default());
        sources.position(span.source, span.start + offset)
    }
}

fn shared(glossary: &Glossary) -> Vec<SharedName<'_>> {
    let names = glossary.terms.iter().flat_map(|term| std::iter::once(&term.name).chain(&term.aliases));
    let mut shared: Vec<(String, SharedName<'_>)> = names
        .filter_map(|name| {
            let (named, with_alias) = (glossary.names.named(name), glossary.names.with_alias(name));
            let mut owners = [named, with_alias].concat();
            owners.sort_unstable();
            owners.dedup();
            (owners.len() > 1).then(|| {
                let links_to = match glossary.names.meaning(name) {
                    Meaning::Name(term) | Meaning::Alias(term) => Some(slug(glossary, term)),
                    Meaning::Ambiguous(_) | Meaning::Missing => None,
                };
                let terms = owners.iter().map(|&owner| slug(glossary, owner)).collect();
                let mentions = if links_to.is_none() { count_shared(glossary, &owners) } else { 0 };
                (name_key(name), SharedName { name, terms, links_to, mentions })
            })
        })
        .collect();
    shared.sort_by(|a, b| a.0.cmp(&b.0));
    shared.dedup_by(|a, b| a.0 == b.0);
    shared.into_iter().map(|(_, shared)| shared).collect()
}

fn count_shared(glossary: &Glossary, owners: &[TermId]) -> usize {
    let is_meant = |mention: &&Mention| matches!(&mention.target, Target::Several(terms) if **terms == *owners);
    glossary.all_mentions().by_term.iter().flatten().filter(is_meant).count()
}

/// Names without an entry, the most used first.
fn undefined(glossary: &Glossary) -> Vec<UndefinedName<'_>> {
    let names = &glossary.all_mentions().undefined;
    let mut rows: Vec<UndefinedName<'_>> =
        names.iter().map(|name| UndefinedName { name: name.into(), mentions: 0, terms: Vec::new() }).collect();
    for id in glossary.ids() {
        for mention in glossary.mentions(id) {
            let Target::Undefined(name) = mention.target else { continue };
            let row = &mut rows[name as usize];
            row.mentions += 1;
            if row.terms.last() != Some(&slug(glossary, id)) {
                row.terms.push(slug(glossary, id));
            }
        }
    }
    rows.retain(|row| !glossary.is_claimed(&row.name));
    rows.sort_by_key(|row| std::cmp::Reverse(row.mentions));
    rows
}

/// Abbreviations without an entry, the most used first.
fn abbreviations(glossary: &Glossary) -> Vec<UndefinedName<'_>> {
    let slugs = |terms: &[TermId]| terms.iter().map(|&id| slug(glossary, id)).collect();
    let mut rows: Vec<UndefinedName<'_>> = unexplained(glossary)
        .into_iter()
        .map(|(name, used)| UndefinedName { name: name.into(), mentions: used.mentions, terms: slugs(&used.terms) })
        .collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.terms.len()));
    rows
}

fn slug(glossary: &Glossary, id: TermId) -> &str {
    glossary.term(id).slug.as_str()
}

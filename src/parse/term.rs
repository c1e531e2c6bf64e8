//! From a tree to a [`Term`]: every mistake reported, everything else kept.

use super::node::{Node, Value};
use super::table::Table;
use crate::diagnostic::suggest::did_you_mean;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Edit};
use crate::model::date::DateProblem;
use crate::model::field::{self, FIELDS};
use crate::model::{Citation, LineBreaks, PartOfSpeech, ReviewDate, Slug, Status, Term};
use crate::source::Spanned;

/// A part of speech that is none.
pub const UNKNOWN_PART_OF_SPEECH: Code = Code::new("G104", "unknown-part-of-speech");
/// A status that is none.
pub const UNKNOWN_STATUS: Code = Code::new("G105", "unknown-status");
/// A review date that no calendar has.
pub const INVALID_DATE: Code = Code::new("G109", "invalid-date");

/// The term of one file.
///
/// None only when the file has no name to call the term by; whatever else is missing or wrong is reported
/// in `out` and left empty in the term.
pub fn read_term(node: &Node, out: &mut Diagnostics) -> Option<Term> {
    let table = Table::open(node, FIELDS, out)?;
    let name = table.text(&field::TERM, out).map(trim);
    let aliases = table.list(&field::ALIASES, out).into_iter().map(trim).collect();
    let categories = table.list(&field::CATEGORIES, out);
    let roles = table.list(&field::ROLES, out);
    let part_of_speech =
        choose(table.text(&field::PART_OF_SPEECH, out), PART_OF_SPEECH_CHOICE, PartOfSpeech::from_name, out);
    let short_def = table.text(&field::SHORT_DEF, out);
    let long_def = table.text(&field::LONG_DEF, out);
    let long_def_breaks = if table.is_literal(&field::LONG_DEF) { LineBreaks::Lines } else { LineBreaks::Paragraphs };
    let audiences = table.table(&field::AUDIENCES, out);
    let exec = audiences.as_ref().and_then(|audiences| audiences.text(&field::EXEC, out));
    let engineer = audiences.as_ref().and_then(|audiences| audiences.text(&field::ENGINEER, out));
    let examples = table.table(&field::EXAMPLES, out);
    let dos = examples.as_ref().map_or_else(Vec::new, |examples| examples.list(&field::DO, out));
    let donts = examples.as_ref().map_or_else(Vec::new, |examples| examples.list(&field::DONT, out));
    let governance = table.table(&field::GOVERNANCE, out);
    let nist_rmf_tags =
        governance.as_ref().map_or_else(Vec::new, |governance| governance.list(&field::NIST_RMF_TAGS, out));
    let risk_notes = governance.as_ref().and_then(|governance| governance.text(&field::RISK_NOTES, out));
    let relationships = table.table(&field::RELATIONSHIPS, out);
    let mut targets = |field| {
        let names = relationships.as_ref().map_or_else(Vec::new, |relationships| relationships.list(field, out));
        names.into_iter().map(trim).collect()
    };
    let (broader, narrower, related) = (targets(&field::BROADER), targets(&field::NARROWER), targets(&field::RELATED));
    let citations = table.tables(&field::CITATIONS, out).iter().map(|citation| read_citation(citation, out)).collect();
    let license = table.text(&field::LICENSE, out);
    let status = choose(table.text(&field::STATUS, out), STATUS_CHOICE, Status::from_name, out);
    let last_reviewed = table.text(&field::LAST_REVIEWED, out).and_then(|day| read_date(&day, out));
    let replaced_by = table.text(&field::REPLACED_BY, out).map(trim);
    let owner = table.text(&field::OWNER, out);
    let name = name?;
    Some(Term {
        source: node.span.source,
        head: table.head(),
        slug: Slug::from_name(&name),
        record: serde_json::to_string(node).expect("every key is text").into_boxed_str(),
        name,
        aliases,
        categories,
        roles,
        part_of_speech,
        short_def,
        long_def,
        long_def_breaks,
        exec,
        engineer,
        dos,
        donts,
        nist_rmf_tags,
        risk_notes,
        broader,
        narrower,
        related,
        citations,
        license,
        status,
        last_reviewed,
        replaced_by,
        owner,
    })
}

/// The names that a file claims although no term could be read from it: relationships to them are not reported as broken.
pub fn claimed_names(node: &Node) -> Vec<String> {
    let Value::Mapping(entries) = &node.value else { return Vec::new() };
    let named = entries.iter().filter(|entry| matches!(entry.key.value.as_str(), "term" | "aliases"));
    named
        .flat_map(|entry| match &entry.value.value {
            Value::Scalar(scalar) => vec![scalar.text.clone()],
            Value::List(items) => items
                .iter()
                .filter_map(|item| match &item.value {
                    Value::Scalar(scalar) => Some(scalar.text.clone()),
                    _ => None,
                })
                .collect(),
            Value::Mapping(_) => Vec::new(),
        })
        .collect()
}

fn read_citation(citation: &Table<'_>, out: &mut Diagnostics) -> Citation {
    Citation { source: citation.text(&field::SOURCE, out), url: citation.text(&field::URL, out) }
}

fn read_date(day: &Spanned<String>, out: &mut Diagnostics) -> Option<Spanned<ReviewDate>> {
    // Outer spaces have a rule of their own.
    match ReviewDate::parse(day.trim()) {
        Ok(date) => Some(Spanned::new(date, day.span)),
        Err(problem) => {
            let (message, help) = match problem {
                DateProblem::Shape => {
                    (format!("`{}` is not a date", day.value), "write year, month and day: `2026-11-22`")
                }
                DateProblem::WithTime => {
                    (format!("`{}` is a date with a time", day.value), "keep the day alone: `2026-11-22`")
                }
                DateProblem::NoSuchDay => (format!("no calendar has the day `{}`", day.value), "check month and day"),
            };
            out.push(Diagnostic::new(INVALID_DATE, day.span, message).field(field::LAST_REVIEWED.key).help(help));
            None
        }
    }
}

/// A field with a fixed list of values, as its diagnostics speak of it.
struct Choice {
    code: Code,
    key: &'static str,
    names: &'static [&'static str],
}

impl Choice {
    /// The value of the list that `text` is but for case and for spaces or hyphens in place of `_`.
    fn respell(&self, text: &Spanned<String>) -> Option<Edit> {
        let plain = text.trim().to_lowercase().replace([' ', '-'], "_");
        let name = self.names.iter().find(|&&name| name == plain)?;
        Some(Edit { span: text.span, text: (*name).to_owned() })
    }
}

const PART_OF_SPEECH_CHOICE: Choice =
    Choice { code: UNKNOWN_PART_OF_SPEECH, key: field::PART_OF_SPEECH.key, names: PartOfSpeech::NAMES };
const STATUS_CHOICE: Choice = Choice { code: UNKNOWN_STATUS, key: field::STATUS.key, names: Status::NAMES };

fn choose<T>(
    text: Option<Spanned<String>>,
    choice: Choice,
    from_name: fn(&str) -> Option<T>,
    out: &mut Diagnostics,
) -> Option<Spanned<T>> {
    let text = text?;
    let value = from_name(text.trim());
    if value.is_none() {
        let help = did_you_mean(&text, choice.names.iter().copied());
        let list = choice.names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let message = format!("`{}` is no value of `{}`", text.value, choice.key);
        out.push(
            Diagnostic::new(choice.code, text.span, message)
                .field(choice.key)
                .maybe_help(help)
                .help(format!("the values are {list}"))
                .maybe_fix("write the value as in the list", choice.respell(&text)),
        );
    }
    value.map(|value| Spanned::new(value, text.span))
}

fn trim(text: Spanned<String>) -> Spanned<String> {
    let trimmed = text.value.trim();
    if trimmed.len() == text.value.len() { text } else { Spanned::new(trimmed.to_owned(), text.span) }
}

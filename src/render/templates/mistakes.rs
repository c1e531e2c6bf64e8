//! What the template engine says is wrong, as diagnostics at the place in the project's own file, with the names that there are.

use std::ops::Range;

use tera::ErrorKind;

use super::reference::{self, Kind};
use super::{BROKEN_TEMPLATE, BUILT_IN, Own};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::suggest::did_you_mean;
use crate::source::Span;

/// The filters of the engine, which does not list them itself; a test holds the list.
const FILTERS: &[&str] = &[
    "abs",
    "capitalize",
    "default",
    "escape",
    "escape_html",
    "escape_xml",
    "first",
    "float",
    "get",
    "group_by",
    "indent",
    "int",
    "join",
    "keys",
    "last",
    "length",
    "lower",
    "newlines_to_br",
    "nth",
    "pairs",
    "pluralize",
    "replace",
    "reverse",
    "round",
    "safe",
    "sort",
    "split",
    "str",
    "title",
    "trim",
    "trim_end",
    "trim_start",
    "truncate",
    "unique",
    "upper",
    "values",
    "wordcount",
];

/// A mistake as the engine tells it.
struct Mistake<'a> {
    /// The template in which it shows.
    name: &'a str,
    /// The bytes of it, where the engine knows them.
    range: Option<Range<usize>>,
    message: String,
}

/// What is wrong with templates that cannot be read.
pub fn of_compilation(error: &tera::Error, own: &[Own]) -> Vec<Diagnostic> {
    if let ErrorKind::Msg(reports) = error.kind() {
        // Names that nobody has (filters, blocks, other templates) come all at once, as text.
        let found: Vec<Diagnostic> = reports.split("\n\n").filter_map(|report| of_report(report, own)).collect();
        if !found.is_empty() {
            return found;
        }
    }
    vec![of_rendering(error, own)]
}

/// What is wrong with a template that failed while it rendered.
pub fn of_rendering(error: &tera::Error, own: &[Own]) -> Diagnostic {
    let mistake = |name, range, message: &str| Mistake { name, range, message: message.to_owned() };
    let mistake = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            mistake(report.filename(), Some(report.span().range.clone()), report.message())
        }
        ErrorKind::MissingParent { current, parent } => {
            let quoted = format!("\"{parent}\"");
            let text = text_of(current, own);
            let range = text.and_then(|text| text.find(&quoted)).map(|start| start..start + quoted.len());
            mistake(current, range, &format!("unknown template `{parent}`"))
        }
        ErrorKind::CircularExtend { tpl, .. } => mistake(tpl, None, "it extends itself"),
        ErrorKind::CircularInclude { tpl, .. } => mistake(tpl, None, "it includes itself"),
        other => mistake("", None, first_line(&other.to_string())),
    };
    at(mistake, own)
}

/// `error: WHAT`, ` --> NAME:LINE:COLUMN`, and the line with the place underlined.
fn of_report(report: &str, own: &[Own]) -> Option<Diagnostic> {
    let (_, place) = report.lines().nth(1)?.split_once("--> ")?;
    let mut parts = place.rsplitn(3, ':');
    let (column, line, name) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?);
    let width = report.lines().last()?.matches('^').count();
    let range = text_of(name, own).and_then(|text| range(text, line, column, width));
    Some(at(Mistake { name, range, message: first_line(report).to_owned() }, own))
}

/// The text of one of the project's templates.
fn text_of<'a>(name: &str, own: &'a [Own]) -> Option<&'a str> {
    own.iter().find(|own| own.name == name).map(|own| own.text.as_str())
}

fn first_line(report: &str) -> &str {
    let line = report.lines().next().unwrap_or_default();
    line.strip_prefix("error: ").unwrap_or(line)
}

/// The bytes of `width` characters from a line and column, both from 1.
fn range(text: &str, line: usize, column: usize, width: usize) -> Option<Range<usize>> {
    let line_start: usize = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
    let rest = &text[line_start..];
    let byte = |characters: usize| rest.char_indices().nth(characters).map_or(rest.len(), |(at, _)| at);
    let (start, end) = (byte(column.checked_sub(1)?), byte(column - 1 + width));
    Some(line_start + start..line_start + end)
}

/// The diagnostic for a mistake. One that shows in a built-in template comes from an own one that it uses.
fn at(mistake: Mistake<'_>, own: &[Own]) -> Diagnostic {
    let message = begins_small(&mistake.message).replace("Available ", "available ");
    let diagnostic = match own.iter().find(|own| own.name == mistake.name) {
        Some(one) => {
            let ways = way_out(&mistake, &one.text, own);
            let span = mistake.range.map_or_else(|| Span::file(one.source), |range| Span::new(one.source, range));
            let message = format!("the template cannot be used: {message}");
            Diagnostic::new(BROKEN_TEMPLATE, span, message).maybe_help(ways)
        }
        None => {
            let base = own.iter().find(|own| own.name == "base.html").or_else(|| own.first());
            let source = base.map(|own| own.source).unwrap_or_default();
            let name = mistake.name;
            let message = format!("the built-in template `{name}` cannot be used with this one: {message}");
            Diagnostic::new(BROKEN_TEMPLATE, Span::file(source), message)
        }
    };
    diagnostic
        .help("the page `templates/` of the website lists all templates, their blocks and the values that they see")
        .help("mend it, or delete the file to get the built-in template back")
}

/// The engine begins its sentences with a capital, we do not; names keep theirs.
fn begins_small(message: &str) -> String {
    let mut letters = message.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// The name that was probably meant, or those that there are.
fn way_out(mistake: &Mistake<'_>, text: &str, own: &[Own]) -> Option<String> {
    let message = mistake.message.to_lowercase();
    let typed = mistake.message.split('`').nth(1)?;
    if message.starts_with("unknown filter") {
        return did_you_mean(typed, FILTERS.iter().copied());
    }
    if message.starts_with("unknown template") {
        let (folder, typed) = typed.strip_prefix("builtin/").map_or(("", typed), |name| ("builtin/", name));
        let names = BUILT_IN.iter().map(|(name, _)| *name).chain(own.iter().map(|own| own.name.as_str()));
        let guess = did_you_mean(typed, names)?;
        return Some(guess.replacen('`', &format!("`{folder}"), 1));
    }
    if message.starts_with("block ") {
        let templates = reference::templates(&[]);
        return did_you_mean(typed, templates.iter().flat_map(|template| template.blocks.iter().copied()));
    }
    // The engine lists what there is where it looks up one field, not where it goes on with what it did not find.
    if message.contains("`undefined`") { fields_at(text.get(mistake.range.clone()?.start..)?) } else { None }
}

/// What the value that begins an expression has: for `term.sources`, the fields of `term`.
fn fields_at(expression: &str) -> Option<String> {
    let path = expression.split(|letter: char| !letter.is_alphanumeric() && letter != '_' && letter != '.').next()?;
    let (value, _) = path.split_once('.')?;
    let types = reference::types();
    // Templates see the values of a page at once, and those of other sets inside of them.
    let (at_once, inside): (Vec<_>, Vec<_>) = types.iter().partition(|one| one.about.starts_with("The values of"));
    let fields = at_once.into_iter().chain(inside).flat_map(|one| &one.fields).filter(|field| field.name == value);
    let place = fields.filter_map(|field| type_of(&field.kind)).next()?;
    let names: Vec<&str> = types[place].fields.iter().map(|field| field.name).collect();
    Some(format!("there is no `{path}`; `{value}` has the fields {}", names.join(", ")))
}

fn type_of(kind: &Kind) -> Option<usize> {
    match kind {
        Kind::Type(place) => Some(*place),
        Kind::Maybe(inner) => type_of(inner),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_engine_has_the_filters_that_are_offered() {
        for filter in FILTERS {
            let template = format!("{{{{ x | {filter} }}}}");
            let mut tera = tera::Tera::new();
            let error = tera.add_raw_templates([("a.html", template.as_str())]).err().map(|error| error.to_string());
            assert!(!error.unwrap_or_default().contains("Unknown filter"), "{filter}");
        }
    }
}

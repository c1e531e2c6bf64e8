//! What the template engine says is wrong, as diagnostics at the place in the project's own file.

use tera::ErrorKind;

use super::BROKEN_TEMPLATE;
use crate::diagnostic::Diagnostic;
use crate::source::{SourceId, SourceMap, Span};

/// The project's own templates: names and files.
type Own = [(String, SourceId)];

/// What is wrong with templates that cannot be read.
pub fn of_compilation(error: &tera::Error, own: &Own, sources: &SourceMap) -> Vec<Diagnostic> {
    if let ErrorKind::Msg(reports) = error.kind() {
        // Names that nobody has (filters, blocks, other templates) come all at once, as text.
        let found: Vec<Diagnostic> =
            reports.split("\n\n").filter_map(|report| of_report(report, own, sources)).collect();
        if !found.is_empty() {
            return found;
        }
    }
    vec![of_rendering(error, own)]
}

/// What is wrong with a template that failed while it rendered.
pub fn of_rendering(error: &tera::Error, own: &Own) -> Diagnostic {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            at(report.filename(), Some(report.span().range.clone()), report.message(), own)
        }
        ErrorKind::MissingParent { current, parent } => {
            at(current, None, &format!("it extends `{parent}`, and no template is called so"), own)
        }
        ErrorKind::CircularExtend { tpl, .. } => at(tpl, None, "it extends itself", own),
        ErrorKind::CircularInclude { tpl, .. } => at(tpl, None, "it includes itself", own),
        other => at("", None, first_line(&other.to_string()), own),
    }
}

/// `error: WHAT`, ` --> NAME:LINE:COLUMN`, and the line with the place underlined.
fn of_report(report: &str, own: &Own, sources: &SourceMap) -> Option<Diagnostic> {
    let message = first_line(report);
    let (_, place) = report.lines().nth(1)?.split_once("--> ")?;
    let mut parts = place.rsplitn(3, ':');
    let (column, line, name) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?);
    let width = report.lines().last()?.matches('^').count();
    let source = own.iter().find(|(other, _)| other == name).map(|(_, source)| *source);
    let range = source.and_then(|source| range(sources.text(source), line, column, width));
    Some(at(name, range, message, own))
}

fn first_line(report: &str) -> &str {
    let line = report.lines().next().unwrap_or_default();
    line.strip_prefix("error: ").unwrap_or(line)
}

/// The bytes of `width` characters from a line and column, both from 1.
fn range(text: &str, line: usize, column: usize, width: usize) -> Option<std::ops::Range<usize>> {
    let line_start: usize = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
    let rest = &text[line_start..];
    let byte = |characters: usize| rest.char_indices().nth(characters).map_or(rest.len(), |(at, _)| at);
    let (start, end) = (byte(column.checked_sub(1)?), byte(column - 1 + width));
    Some(line_start + start..line_start + end)
}

/// A mistake in the template `name`. One that shows in a built-in template comes from an own one that it uses.
fn at(name: &str, range: Option<std::ops::Range<usize>>, message: &str, own: &Own) -> Diagnostic {
    let help = "mend it, or delete the file to get the built-in template back";
    match own.iter().find(|(other, _)| other == name) {
        Some((_, source)) => {
            let span = range.map_or_else(|| Span::file(*source), |range| Span::new(*source, range));
            Diagnostic::new(BROKEN_TEMPLATE, span, format!("the template cannot be used: {message}")).help(help)
        }
        None => {
            let base = own.iter().find(|(other, _)| other == "base.html").or_else(|| own.first());
            let source = base.map(|(_, source)| *source).unwrap_or_default();
            let message = format!("the built-in template `{name}` cannot be used with this one: {message}");
            Diagnostic::new(BROKEN_TEMPLATE, Span::file(source), message).help(help)
        }
    }
}

//! For people: the source line with the place marked, in the form that rustc made familiar.

use std::collections::BTreeSet;
use std::io::{self, Write};

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use super::excerpt::excerpt;
use super::{Report, visible};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::{SourceId, Span};

pub fn print(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let renderer = if report.style.colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(report.style.width);
    let mut explained: BTreeSet<Code> = BTreeSet::new();
    for diagnostic in report.diagnostics {
        // Once a run is enough: fifty dangling relationships need not say fifty times where to read more.
        let more = format!("`glossbook explain {}` says more", diagnostic.code.id);
        let more = explained.insert(diagnostic.code).then_some(more);
        writeln!(out, "{}\n", renderer.render(&[group(report, diagnostic, more)]))?;
    }
    Ok(())
}

fn group<'a>(report: &Report<'a>, diagnostic: &'a Diagnostic, more: Option<String>) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let width = report.style.width;
    // `warning[G201]: ` before the message, `    = help: ` before what follows.
    let title = level.primary_title(wrapped(&diagnostic.message, width.saturating_sub(16))).id(diagnostic.code.id);
    let wrapped = |text: &str| wrapped(text, width.saturating_sub(14));
    let help = diagnostic.help.iter().map(|text| Level::HELP.message(wrapped(text)));
    let more = more.map(|text| Level::NOTE.message(text));
    title
        .elements(files(diagnostic).into_iter().flat_map(|file| lines(report, diagnostic, file)))
        .elements(help)
        .elements(more)
}

/// The diagnostic's own file first, then those of the other places.
fn files(diagnostic: &Diagnostic) -> Vec<SourceId> {
    let mut files = vec![diagnostic.source()];
    for other in &diagnostic.others {
        if !files.contains(&other.span.source) {
            files.push(other.span.source);
        }
    }
    files
}

/// The places of one file: where they are, and the lines themselves.
fn lines<'a>(report: &Report<'a>, diagnostic: &'a Diagnostic, file: SourceId) -> Vec<Element<'a>> {
    let own =
        (diagnostic.source() == file).then_some((diagnostic.span, diagnostic.label.as_str(), AnnotationKind::Primary));
    let others = diagnostic.others.iter().filter(|other| other.span.source == file);
    let places: Vec<(Span, &str, AnnotationKind)> =
        own.into_iter().chain(others.map(|other| (other.span, other.text.as_str(), AnnotationKind::Context))).collect();

    let spans: Vec<_> = places.iter().map(|(span, ..)| span.range()).collect();
    let excerpt = excerpt(report.sources.text(file), &spans);
    let annotations = places
        .iter()
        .zip(excerpt.places)
        .map(|(&(_, label, kind), place)| kind.span(place).label((!label.is_empty()).then_some(label)));
    let snippet = Snippet::source(excerpt.text).line_start(excerpt.first_line).annotations(annotations);
    let path = visible(report.sources.path(file));
    if !excerpt.is_cut {
        return vec![snippet.path(path).into()];
    }
    // The renderer counts columns in the text it gets, which here begins in the middle of a line.
    let start = report.place(places[0].0).start;
    vec![Origin::path(path).line(start.line).char_column(start.column).into(), snippet.into()]
}

/// `text` in lines of at most `width` characters, broken between words. Every message is one line before this.
fn wrapped(text: &str, width: usize) -> String {
    let mut out = String::with_capacity(text.len());
    let mut length = 0;
    for word in text.split(' ') {
        let word_length = word.chars().count();
        if length > 0 {
            let fits = length + 1 + word_length <= width;
            out.push(if fits { ' ' } else { '\n' });
            length = if fits { length + 1 } else { 0 };
        }
        out.push_str(word);
        length += word_length;
    }
    out
}

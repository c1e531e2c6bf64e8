//! What holds for any text in the place of a term file. The fuzz targets in `fuzz/` start here as well, so this uses
//! nothing but the library.

use glossbook::diagnostic::print::{Format, Report, Style};
use glossbook::diagnostic::{Diagnostic, Diagnostics, Level, is_unprintable};
use glossbook::discover::Inputs;
use glossbook::model::{ReviewDate, characters};
use glossbook::parse::{parse_node, read_term};
use glossbook::pipeline::{self, Checked};
use glossbook::render::{Artifact, MemorySink};
use glossbook::source::{SourceMap, Span};
use glossbook::validate::RULES;

/// Longer files are refused before anything is parsed.
const MAX_BYTES: usize = 1_000_000;

/// Reads `text` as a term.
pub fn parse(text: &str) {
    let mut sources = SourceMap::default();
    let source = sources.add("data/terms/term.yml", cut(text));
    let mut found = Diagnostics::default();
    if let Some(node) = parse_node(source, sources.text(source), &mut found) {
        read_term(&node, &mut found);
    }
    found.iter().for_each(|diagnostic| places_are_inside(&sources, diagnostic));
}

/// Checks a project of one term by every rule, prints what was found, and mends what can be mended.
pub fn check(text: &str) -> Checked {
    let inputs = one_term(cut(text));
    let checked = pipeline::check_inputs(inputs.clone(), today());
    for diagnostic in &checked.diagnostics {
        places_are_inside(&checked.inputs.sources, diagnostic);
    }
    for &(name, format) in Format::ALL {
        let report = printed(&checked, format);
        let steering = report.chars().find(|&character| character != '\n' && is_unprintable(character));
        assert_eq!(steering, None, "{name} prints it");
    }
    if checked.diagnostics.iter().all(|found| found.fix.is_none()) {
        return checked;
    }
    let (_, mended) = pipeline::mend(&inputs, today(), |_| true);
    let (changes, _) = pipeline::mend(&mended.inputs, today(), |_| true);
    assert!(changes.is_empty(), "mending twice changes more: {}", changes[0].diff());
    mended
}

/// Builds every output of a project of one term, where no mistake stops the build. How many files came.
pub fn render(text: &str) -> usize {
    let checked = check(text);
    if checked.has_errors() {
        return 0;
    }
    let sink = MemorySink::default();
    pipeline::build(&checked, None, &sink).expect("memory can be written to, and the built-in templates hold");
    let artifacts = sink.into_artifacts();
    artifacts.iter().for_each(is_harmless);
    artifacts.len()
}

fn cut(text: &str) -> &str {
    let end = (0..=text.len().min(MAX_BYTES)).rev().find(|&at| text.is_char_boundary(at));
    &text[..end.unwrap_or_default()]
}

fn today() -> ReviewDate {
    ReviewDate::parse("2026-11-22").expect("a date")
}

/// A project of one term, in which no rule is off.
fn one_term(text: &str) -> Inputs {
    let mut inputs = Inputs::default();
    let off = RULES.iter().filter(|rule| rule.level == Level::Allow);
    let on: String = off.map(|rule| format!("  {}: warn\n", rule.code.name)).collect();
    inputs.settings = Some(inputs.sources.add("data/glossary.yml", format!("title: Any\nrules:\n{on}")));
    inputs.terms.push(inputs.sources.add("data/terms/term.yml", text));
    inputs
}

fn places_are_inside(sources: &SourceMap, diagnostic: &Diagnostic) {
    let edits = diagnostic.fix.iter().flat_map(|fix| &fix.edits).map(|edit| edit.span);
    let others = diagnostic.others.iter().map(|other| other.span);
    for span in [diagnostic.span].into_iter().chain(others).chain(edits) {
        let Span { source, .. } = span;
        assert!(sources.text(source).get(span.range()).is_some(), "{span:?} of {diagnostic:?}");
    }
}

fn printed(checked: &Checked, format: Format) -> String {
    let report = Report {
        diagnostics: &checked.diagnostics,
        sources: &checked.inputs.sources,
        terms: checked.inputs.terms.len(),
        rules: &[],
        style: Style::default(),
    };
    let mut out = Vec::new();
    format.print(&report, &mut out).expect("memory can be written to");
    String::from_utf8(out).expect("a report is text")
}

/// Nothing that came out of a term steers, leaves its folder or runs.
fn is_harmless(artifact: &Artifact) {
    let path = &artifact.path;
    let is_plain = |part: &str| !matches!(part, "" | "." | "..") && !part.chars().any(is_unprintable);
    assert!(path.split('/').all(is_plain), "{path:?}");
    let is_page = path.ends_with(".html");
    if !(is_page || path.ends_with(".md") || path.ends_with(".json")) {
        return;
    }
    let text = std::str::from_utf8(&artifact.bytes).expect("pages are text");
    let steering = text.chars().find(|&character| character == '\r' || characters::is_forbidden(character));
    assert_eq!(steering, None, "in {path}");
    let lowered = text.to_ascii_lowercase();
    if is_page {
        let data = lowered.matches("<script type=\"application/ld+json\">").count();
        assert!(data <= 1, "a page says once what it is about: {path}");
        let scripts = lowered.matches("<script").count() - data;
        // The search page has the scripts of the search besides.
        let own = if path == "site/search/index.html" { 3 } else { 1 };
        assert_eq!(scripts, own, "every page of the website has one script, its own: {path}");
        let early = text.matches("<script data-site=\"").count();
        assert_eq!(early, 1, "the script that the policy allows by its hash: {path}");
    } else if path.ends_with(".md") {
        let mut scripts = lowered.match_indices("<script").map(|(at, _)| lowered[..at].lines().last());
        assert!(scripts.all(|before| before.is_some_and(|before| before.contains('`'))), "not as code: {path}");
    }
}

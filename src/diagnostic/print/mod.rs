//! One report, many readers: a printer a file.

mod concise;
mod escape;
mod excerpt;
mod github;
mod gitlab;
mod human;
mod json;
mod junit;
mod sarif;

pub use escape::visible;

use std::collections::BTreeMap;
use std::io::{self, Write};

use rustc_hash::FxHashMap;

use super::{Code, Diagnostic, Level, Severity};
use crate::digest::Digest;
use crate::source::{Position, SourceMap, Span};

/// What a printer gets: the findings of one run and what is needed to show them.
pub struct Report<'a> {
    /// Sorted by file, then by place.
    pub diagnostics: &'a [Diagnostic],
    /// The texts that they point into.
    pub sources: &'a SourceMap,
    /// How many term files were read.
    pub terms: usize,
    /// Every rule there is, for formats that describe them.
    pub rules: &'a [RuleInfo],
    /// Terminal or plain.
    pub style: Style,
}

/// What a report may say of a rule.
#[derive(Clone, Copy, Debug)]
pub struct RuleInfo {
    /// The stable name.
    pub code: Code,
    /// The level before any project's switches.
    pub level: Level,
    /// The problem in one line.
    pub summary: &'static str,
    /// The rule's page, in Markdown.
    pub docs: &'static str,
}

/// How a report for people may look.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Whether colours are wanted.
    pub colour: bool,
    /// Columns of the terminal.
    pub width: usize,
}

impl Default for Style {
    fn default() -> Self {
        Self { colour: false, width: 80 }
    }
}

/// The formats of `check --format`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// With the source line, for people.
    Human,
    /// One line each, for people in a hurry and for editors.
    Concise,
    /// One JSON object a line, for programs.
    Json,
    /// Workflow commands of GitHub Actions: annotations in a pull request.
    Github,
    /// SARIF 2.1.0: for code scanning and editors.
    Sarif,
    /// The Code Quality report of GitLab.
    Gitlab,
    /// JUnit XML, a test for each file.
    Junit,
}

impl Format {
    /// All formats, by the names the command line knows.
    pub const ALL: &'static [(&'static str, Format)] = &[
        ("human", Format::Human),
        ("concise", Format::Concise),
        ("json", Format::Json),
        ("github", Format::Github),
        ("sarif", Format::Sarif),
        ("gitlab", Format::Gitlab),
        ("junit", Format::Junit),
    ];

    /// Writes `report` in this format.
    ///
    /// # Errors
    /// Only those of `out`.
    pub fn print(self, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Format::Human => human::print(report, out),
            Format::Concise => concise::print(report, out),
            Format::Json => json::print(report, out),
            Format::Github => github::print(report, out),
            Format::Sarif => sarif::print(report, out),
            Format::Gitlab => gitlab::print(report, out),
            Format::Junit => junit::print(report, out),
        }
    }
}

impl Report<'_> {
    /// How many diagnostics have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }

    /// `25 terms, 1 error, 2 warnings`.
    pub fn summary(&self) -> String {
        let terms = counted(self.terms, "term");
        let errors = counted(self.count(Severity::Error), "error");
        let warnings = counted(self.count(Severity::Warning), "warning");
        format!("{terms}, {errors}, {warnings}")
    }

    /// How often each rule found something: most first, of equal numbers by code.
    pub fn by_rule(&self) -> Vec<(Code, usize)> {
        let mut counts: BTreeMap<Code, usize> = BTreeMap::new();
        for diagnostic in self.diagnostics {
            *counts.entry(diagnostic.code).or_default() += 1;
        }
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
        counts
    }

    /// A line for each rule that found something, numbers under one another: `3 × G201 relationship-to-missing-term`.
    ///
    /// For the end of a report for people; empty when nothing was found.
    pub fn rule_summary(&self) -> String {
        let counts = self.by_rule();
        let width = counts.first().map_or(0, |(_, most)| most.to_string().len());
        counts.iter().map(|(code, count)| format!("{count:>width$} × {} {}\n", code.id, code.name)).collect()
    }

    /// For each diagnostic a text that stays the same as long as its rule, file, field and message do, wherever it
    /// stands in the file. No two are equal: of equal mistakes each has its number in it.
    fn fingerprints(&self) -> Vec<String> {
        let mut seen: FxHashMap<Digest, usize> = FxHashMap::default();
        let fingerprint = |diagnostic: &Diagnostic| {
            let file = self.sources.path(diagnostic.source());
            let field = diagnostic.field.as_deref().unwrap_or_default();
            let parts = [diagnostic.code.id, file, field, &diagnostic.message];
            let hash = Digest::of(parts.join("\0").as_bytes());
            let number = seen.entry(hash).or_default();
            *number += 1;
            format!("{}-{number}", &String::from(hash)[..32])
        };
        self.diagnostics.iter().map(fingerprint).collect()
    }

    fn place(&self, span: Span) -> Place<'_> {
        Place {
            file: self.sources.path(span.source),
            start: self.sources.position(span.source, span.start),
            end: self.sources.position(span.source, span.end.max(span.start)),
        }
    }
}

/// Where a span stands, as people count.
struct Place<'a> {
    file: &'a str,
    start: Position,
    end: Position,
}

/// The message, and below it each way out on a line of its own.
fn help_lines(diagnostic: &Diagnostic) -> String {
    let help = diagnostic.help.iter().map(String::as_str);
    std::iter::once(diagnostic.message.as_str()).chain(help).collect::<Vec<_>>().join("\n")
}

/// `1 term`, `2 terms`: for words whose plural takes an `s`.
pub fn counted(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// Where a rule's page stands, relative to the website that glossbook builds.
pub fn rule_url(code: Code) -> String {
    format!("rules/{}/", code.id.to_lowercase())
}

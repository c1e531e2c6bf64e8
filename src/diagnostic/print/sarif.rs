//! SARIF 2.1.0, the exchange format of static analysis (OASIS standard): for code scanning and for editors.
//!
//! What the log says and why so:
//! - All rules are described, also those that found nothing, with their pages as `help`. A rule's page has an address
//!   only on the project's own website, and `helpUri` must be absolute: it is left out.
//! - Files are relative to `%SRCROOT%`, the project's root, which is described but not located: no path of this machine
//!   stands in the log.
//! - Fingerprints hang on rule, file, field and message, not on lines: an edit above keeps them.
//!
//! The objects themselves are in [`log`].

use std::io::{self, Write};

use rustc_hash::FxHashMap;

use super::{Place, Report, RuleInfo, help_lines};
use crate::diagnostic::{Diagnostic, Edit, Fix, Level, Severity};
use crate::source::Span;

mod log;
use log::{
    ArtifactChange, ArtifactLocation, Configuration, Driver, Fingerprints, Location, Log, LogicalLocation, Message,
    PhysicalLocation, Region, Replacement, Rule, RuleResult, Run, SuggestedFix, Text, Tool, UriBase, UriBases,
};

pub fn print(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let driver = Driver {
        name: "glossbook",
        semantic_version: env!("CARGO_PKG_VERSION"),
        rules: report.rules.iter().map(rule).collect(),
    };
    let root = UriBase { description: Text::new("the folder that holds `data/`") };
    let run = Run {
        tool: Tool { driver },
        language: "en",
        column_kind: "unicodeCodePoints",
        original_uri_base_ids: UriBases { root },
        results: results(report),
    };
    let log = Log {
        schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        version: "2.1.0",
        runs: [run],
    };
    writeln!(out, "{}", super::escape::json(&log))
}

fn rule(rule: &RuleInfo) -> Rule<'_> {
    Rule {
        id: rule.code.id,
        name: rule.code.name,
        short_description: Text::new(rule.summary),
        full_description: Text::new(first_paragraph(rule.docs).unwrap_or_else(|| rule.summary.to_owned())),
        help: Message { text: rule.docs, markdown: rule.docs },
        default_configuration: Configuration {
            enabled: rule.level != Level::Allow,
            level: if matches!(rule.level, Level::Allow | Level::Warn) { "warning" } else { "error" },
        },
    }
}

/// What stands below the heading of a rule's page, on one line.
fn first_paragraph(docs: &str) -> Option<String> {
    let is_text = |paragraph: &&str| !paragraph.is_empty() && !paragraph.starts_with('#');
    let paragraph = docs.split("\n\n").map(str::trim).find(is_text)?;
    Some(paragraph.lines().map(str::trim).collect::<Vec<_>>().join(" "))
}

fn results<'a>(report: &'a Report<'a>) -> Vec<RuleResult<'a>> {
    let indexes: FxHashMap<_, _> = report.rules.iter().enumerate().map(|(index, rule)| (rule.code, index)).collect();
    let result = |(diagnostic, fingerprint): (&'a Diagnostic, String)| RuleResult {
        rule_id: diagnostic.code.id,
        rule_index: indexes.get(&diagnostic.code).copied(),
        level: match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        message: Text::new(help_lines(diagnostic)),
        locations: [location(report, diagnostic)],
        related_locations: related(report, diagnostic),
        partial_fingerprints: Fingerprints { mistake: fingerprint },
        fixes: diagnostic.fix.iter().filter_map(|fix| suggested(report, fix)).collect(),
    };
    report.diagnostics.iter().zip(report.fingerprints()).map(result).collect()
}

fn location<'a>(report: &Report<'_>, diagnostic: &'a Diagnostic) -> Location<'a> {
    let field = diagnostic.field.as_deref();
    Location {
        id: None,
        physical_location: physical(report, diagnostic.span),
        logical_locations: field
            .map(|name| LogicalLocation { fully_qualified_name: name, kind: "member" })
            .into_iter()
            .collect(),
        message: (!diagnostic.label.is_empty()).then(|| Text::new(&diagnostic.label)),
    }
}

fn related<'a>(report: &Report<'_>, diagnostic: &'a Diagnostic) -> Vec<Location<'a>> {
    let location = |(index, other): (usize, &'a crate::diagnostic::Label)| Location {
        id: Some(index + 1),
        physical_location: physical(report, other.span),
        logical_locations: Vec::new(),
        message: (!other.text.is_empty()).then(|| Text::new(&other.text)),
    };
    diagnostic.others.iter().enumerate().map(location).collect()
}

fn physical(report: &Report<'_>, span: Span) -> PhysicalLocation {
    let place = report.place(span);
    PhysicalLocation { artifact_location: artifact(&place), region: region(&place) }
}

fn artifact(place: &Place<'_>) -> ArtifactLocation {
    ArtifactLocation { uri: uri(place.file), uri_base_id: log::ROOT }
}

fn region(place: &Place<'_>) -> Region {
    Region {
        start_line: place.start.line,
        start_column: place.start.column,
        end_line: place.end.line,
        end_column: place.end.column,
    }
}

/// A fix as SARIF knows it: changes of text. Another name for a file cannot be said.
fn suggested<'a>(report: &Report<'_>, fix: &'a Fix) -> Option<SuggestedFix<'a>> {
    let source = fix.edits.first()?.span.source;
    let replacement = |edit: &'a Edit| Replacement {
        deleted_region: region(&report.place(edit.span)),
        inserted_content: Text::new(&edit.text),
    };
    let change = ArtifactChange {
        artifact_location: artifact(&report.place(Span::file(source))),
        replacements: fix.edits.iter().map(replacement).collect(),
    };
    Some(SuggestedFix { description: Text::new(&fix.title), artifact_changes: [change] })
}

/// A relative path as a URI reference (RFC 3986): what is not a letter, digit, `-`, `.`, `_`, `~` or `/` is percent-encoded.
fn uri(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'/');
    path.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uri_references() {
        assert_eq!(uri("data/terms/größe 1%.yml"), "data/terms/gr%C3%B6%C3%9Fe%201%25.yml");
        assert_eq!(uri("a:b"), "a%3Ab");
    }

    #[test]
    fn a_rule_is_described_by_the_paragraph_below_its_heading() {
        assert_eq!(first_paragraph("# G1 x\n\nOne\ntwo.\n\n## Why\n").as_deref(), Some("One two."));
        assert_eq!(first_paragraph("# G1 x\n"), None);
    }
}

//! The Code Quality report of GitLab: a JSON list, shown in a merge request.

use std::io::{self, Write};

use serde::Serialize;

use super::{Report, help_lines};
use crate::diagnostic::Severity;

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'a str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

pub fn print(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let fingerprints = report.fingerprints();
    let issues = report.diagnostics.iter().zip(fingerprints).map(|(diagnostic, fingerprint)| {
        let place = report.place(diagnostic.span);
        Issue {
            description: help_lines(diagnostic).replace('\n', "; "),
            check_name: diagnostic.code.name,
            fingerprint,
            severity: match diagnostic.severity {
                Severity::Error => "major",
                Severity::Warning => "minor",
            },
            location: Location { path: place.file, lines: Lines { begin: place.start.line, end: place.end.line } },
        }
    });
    writeln!(out, "{}", super::escape::json(&issues.collect::<Vec<_>>()))
}

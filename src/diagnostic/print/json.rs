//! One JSON object a line, the last one the summary: for programs.

use std::io::{self, Write};

use serde::Serialize;

use super::Report;
use super::escape::json;
use crate::diagnostic::{Diagnostic, Severity};

#[derive(Serialize)]
struct Line<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    code: &'a str,
    name: &'a str,
    severity: &'a str,
    message: &'a str,
    help: &'a [String],
    url: String,
    field: Option<&'a str>,
}

#[derive(Serialize)]
struct Last {
    summary: Summary,
}

#[derive(Serialize)]
struct Summary {
    terms: usize,
    errors: usize,
    warnings: usize,
}

pub fn print(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    for diagnostic in report.diagnostics {
        writeln!(out, "{}", json(&line(report, diagnostic)))?;
    }
    let summary = Summary {
        terms: report.terms,
        errors: report.count(Severity::Error),
        warnings: report.count(Severity::Warning),
    };
    writeln!(out, "{}", json(&Last { summary }))
}

fn line<'a>(report: &Report<'a>, diagnostic: &'a Diagnostic) -> Line<'a> {
    let place = report.place(diagnostic.span);
    Line {
        file: report.sources.path(diagnostic.source()),
        line: place.start.line,
        column: place.start.column,
        end_line: place.end.line,
        end_column: place.end.column,
        code: diagnostic.code.id,
        name: diagnostic.code.name,
        severity: diagnostic.severity.name(),
        message: &diagnostic.message,
        help: &diagnostic.help,
        url: super::rule_url(diagnostic.code),
        field: diagnostic.field.as_deref(),
    }
}

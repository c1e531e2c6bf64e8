//! Workflow commands of GitHub Actions, one a line: they become annotations beside the changed lines of a pull request.
//!
//! The form is that of GitHub's "Workflow commands for GitHub Actions". A `%`, a line break and, in properties,
//! `:` and `,` are percent-encoded, so that no text can end its command or begin another one.

use std::io::{self, Write};

use super::{Report, help_lines};
use crate::diagnostic::{Diagnostic, printable};

pub fn print(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    for diagnostic in report.diagnostics {
        let properties = properties(report, diagnostic).map(|(name, value)| format!("{name}={}", property(&value)));
        let message = data(&help_lines(diagnostic));
        writeln!(out, "::{} {}::{message}", diagnostic.severity.name(), properties.collect::<Vec<_>>().join(","))?;
    }
    Ok(())
}

fn properties(report: &Report<'_>, diagnostic: &Diagnostic) -> impl Iterator<Item = (&'static str, String)> {
    let place = report.place(diagnostic.span);
    // GitHub takes columns only for what begins and ends in one line.
    let columns = (place.start.line == place.end.line)
        .then(|| [("col", place.start.column.to_string()), ("endColumn", place.end.column.to_string())]);
    let lines = [
        ("file", printable(place.file)),
        ("line", place.start.line.to_string()),
        ("endLine", place.end.line.to_string()),
    ];
    let title = ("title", format!("{} {}", diagnostic.code.id, diagnostic.code.name));
    lines.into_iter().chain(columns.into_iter().flatten()).chain([title])
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

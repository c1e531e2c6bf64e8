//! `file:line:column: error[G101]: message`, one line each: what editors and scripts can jump to.

use std::io::{self, Write};

use super::{Report, visible};

pub fn print(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    for diagnostic in report.diagnostics {
        let place = report.place(diagnostic.span);
        let (file, line, column) = (visible(place.file), place.start.line, place.start.column);
        let (severity, code, message) = (diagnostic.severity.name(), diagnostic.code.id, &diagnostic.message);
        writeln!(out, "{file}:{line}:{column}: {severity}[{code}]: {message}")?;
    }
    Ok(())
}

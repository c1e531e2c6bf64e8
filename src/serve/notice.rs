//! What editors have to know about the state of their files, as open pages show it.

use serde::Serialize;

use crate::diagnostic::print::{Format, Report, Style, counted};
use crate::diagnostic::{Diagnostic, Severity};
use crate::failure::Failure;
use crate::pipeline::Checked;

/// More than this nobody reads on a web page.
const MOST: usize = 20;

/// The findings of the last look at the files.
#[derive(Clone, Debug, Default, Serialize, PartialEq, Eq)]
pub struct Notice {
    /// How many mistakes keep the files from being built.
    pub errors: usize,
    /// How many other findings there are.
    pub warnings: usize,
    /// `2 errors, 1 warning`.
    pub summary: String,
    /// The errors as `check` prints them; the warnings where there are no errors.
    pub report: String,
}

impl Notice {
    /// What a check found.
    pub fn of(checked: &Checked) -> Self {
        let count = |severity| checked.diagnostics.iter().filter(|found| found.severity == severity).count();
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        let shown = if errors > 0 { Severity::Error } else { Severity::Warning };
        let number = |number: usize, noun: &str| (number > 0).then(|| counted(number, noun));
        let summary: Vec<_> = number(errors, "error").into_iter().chain(number(warnings, "warning")).collect();
        Self { errors, warnings, summary: summary.join(", "), report: report(checked, shown) }
    }

    /// The tool's own trouble.
    pub fn of_failure(failure: &Failure) -> Self {
        Self { errors: 1, warnings: 0, summary: "1 error".to_owned(), report: format!("error: {failure}\n") }
    }
}

/// The first findings of a severity, in the words of `check`.
fn report(checked: &Checked, severity: Severity) -> String {
    let all: Vec<&Diagnostic> = checked.diagnostics.iter().filter(|found| found.severity == severity).collect();
    let diagnostics: Vec<Diagnostic> = all.iter().take(MOST).copied().cloned().collect();
    let report = Report {
        diagnostics: &diagnostics,
        sources: &checked.inputs.sources,
        terms: checked.inputs.terms.len(),
        rules: &[],
        style: Style::default(),
    };
    let mut out = Vec::new();
    Format::Human.print(&report, &mut out).expect("memory can be written to");
    let mut text = String::from_utf8(out).expect("a report is text");
    if all.len() > MOST {
        text.push_str(&format!("{} more are not shown; `glossbook check` shows all\n", all.len() - MOST));
    }
    text.truncate(text.trim_end().len());
    text
}

//! `glossbook check`

use super::args::Check;
use super::selection::Selection;
use super::terminal::Terminal;
use super::today::today;
use super::{Outcome, fix, layout, missing};
use crate::diagnostic::Severity;
use crate::diagnostic::print::{Format, Report, Style};
use crate::failure::Failure;
use crate::pipeline::{self, Checked};
use crate::validate::RULES;

/// Checks the project and reports.
pub fn run(check: &Check, terminal: &Terminal) -> Result<Outcome, Failure> {
    let layout = layout(check.project.root.clone())?;
    let today = today(check.project.today.as_deref())?;
    let mut selection = Selection::of(&check.paths, &layout)?;
    let mut checked = match check.fix {
        true => fix::run(check, &layout, today, &mut selection, terminal)?,
        false => pipeline::check(&layout, today)?,
    };
    if check.missing {
        return missing::run(&checked, terminal);
    }
    let sources = &checked.inputs.sources;
    checked.diagnostics.retain(|found| selection.includes(sources.path(found.source())));
    if check.deny_warnings {
        deny_warnings(&mut checked);
    }
    let format = format_named(&check.format);
    report(&checked, format, check.max_diagnostics, terminal)?;
    if format == Format::Human {
        terminal.line(&format!("checked {}", with_rules(&checked, |report| report.summary())))?;
    }
    let outcome = outcome(&checked);
    // The process ends here. To give its memory back piece by piece would take longer than resolving all names.
    std::mem::forget(checked);
    Ok(outcome)
}

/// Warnings count as errors.
pub fn deny_warnings(checked: &mut Checked) {
    checked.diagnostics.iter_mut().for_each(|diagnostic| diagnostic.severity = Severity::Error);
}

/// Prints the findings of a run, at most `most` of them.
pub fn report(checked: &Checked, format: Format, most: Option<usize>, terminal: &Terminal) -> Result<(), Failure> {
    let all = &checked.diagnostics;
    let shown = &all[..most.unwrap_or(all.len()).min(all.len())];
    with_rules(checked, |report| {
        let style = terminal.style();
        terminal.report(format, &Report { diagnostics: shown, style, ..*report })?;
        // One rule that found one thing has been read already.
        if format == Format::Human && all.len() > 1 {
            terminal.note(report.rule_summary().trim_end());
        }
        if shown.len() < all.len() {
            terminal.note(&format!("{} more are not shown", all.len() - shown.len()));
        }
        Ok(())
    })
}

/// Hands the whole report of a run to `look`.
fn with_rules<T>(checked: &Checked, look: impl FnOnce(&Report<'_>) -> T) -> T {
    let rules: Vec<_> = RULES.iter().map(|rule| rule.info()).collect();
    look(&Report {
        diagnostics: &checked.diagnostics,
        sources: &checked.inputs.sources,
        terms: checked.inputs.terms.len(),
        rules: &rules,
        style: Style::default(),
    })
}

/// Whether the findings stop a build.
pub fn outcome(checked: &Checked) -> Outcome {
    if checked.has_errors() { Outcome::Mistakes } else { Outcome::Clean }
}

fn format_named(name: &str) -> Format {
    let found = Format::ALL.iter().find(|(known, _)| *known == name);
    found.map(|(_, format)| *format).expect("the command line takes only names of the table")
}

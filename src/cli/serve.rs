//! `glossbook serve`

use std::process::{Command, Stdio};
use std::sync::Arc;

use super::args::Serve;
use super::terminal::Terminal;
use super::today::today;
use super::{Outcome, layout};
use crate::diagnostic::print::{Format, Report, counted};
use crate::diagnostic::{Diagnostic, Severity};
use crate::failure::Failure;
use crate::pipeline::Checked;
use crate::serve::{self, Attention, LOOPBACK, News, Observer, PORT, Place, Port};

/// Shows the website and follows the files until Ctrl-C.
pub fn run(serve: &Serve, terminal: &Terminal) -> Result<Outcome, Failure> {
    let layout = layout(serve.project.root.clone())?;
    let place = Place {
        host: serve.host.clone().unwrap_or_else(|| LOOPBACK.to_owned()),
        port: serve.port.map_or(Port::Preferably(PORT), Port::Exactly),
    };
    let attention = if serve.poll { Attention::Polling } else { Attention::Told };
    let day = serve.project.today.clone();
    // A day that is none should stop the command, and not become a page.
    today(day.as_deref())?;
    let (opens, terminal) = (serve.open, terminal.clone());
    let observer: Observer = Arc::new(move |news| {
        tell(&news, &terminal);
        if let (News::Serving { address, .. }, true) = (&news, opens) {
            open(address, &terminal);
        }
    });
    serve::run(layout, &place, attention, Box::new(move || today(day.as_deref())), &observer)?;
    Ok(Outcome::Clean)
}

fn tell(news: &News<'_>, terminal: &Terminal) {
    match news {
        News::Serving { address, is_private } => {
            // Whoever started this may not read what it says, and the preview is of use all the same.
            let _ = terminal.line(&format!("serving {address} (Ctrl-C ends it)"));
            if !is_private {
                let warning = terminal.paint("warning:", "1;33");
                terminal.note(&format!("{warning} everybody on the network can read this preview"));
            }
        }
        News::Built { checked, differences, took } => {
            let files = counted(*differences, "file");
            let milliseconds = took.as_millis();
            terminal.note(&format!("built in {milliseconds} ms, {files} changed{}", warnings(checked)));
        }
        News::Mistakes(checked) => {
            let errors = report_errors(checked, terminal);
            let stopped = terminal.paint("stopped:", "1;31");
            terminal.note(&format!("{stopped} {}, so the preview stays as it was", counted(errors, "error")));
        }
        News::Failed(failure) => terminal.failure(failure),
        News::Polling(reason) => {
            let warning = terminal.paint("warning:", "1;33");
            terminal.note(&format!("{warning} changes are looked for each second: {reason}"));
        }
    }
}

/// Prints the errors as `check` does, and how many there are. Warnings would hide them.
fn report_errors(checked: &Checked, terminal: &Terminal) -> usize {
    let is_error = |found: &&Diagnostic| found.severity == Severity::Error;
    let errors: Vec<Diagnostic> = checked.diagnostics.iter().filter(is_error).cloned().collect();
    let report = Report {
        diagnostics: &errors,
        sources: &checked.inputs.sources,
        terms: checked.inputs.terms.len(),
        rules: &[],
        style: terminal.style(),
    };
    // Nobody to read it is no reason to stop.
    let _ = terminal.report(Format::Human, &report);
    errors.len()
}

fn warnings(checked: &Checked) -> String {
    match count(checked, Severity::Warning) {
        0 => String::new(),
        number => format!("; {}, see `glossbook check`", counted(number, "warning")),
    }
}

fn count(checked: &Checked, severity: Severity) -> usize {
    checked.diagnostics.iter().filter(|found| found.severity == severity).count()
}

/// Opens the address in the browser that the system prefers.
fn open(address: &str, terminal: &Terminal) {
    let (program, arguments): (&str, &[&str]) = match std::env::consts::OS {
        "macos" => ("open", &[]),
        "windows" => ("cmd", &["/c", "start", ""]),
        _ => ("xdg-open", &[]),
    };
    let mut command = Command::new(program);
    command.args(arguments).arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    match command.spawn() {
        // Waited for, so that it does not stay as a process without parents' attention.
        Ok(mut child) => drop(std::thread::spawn(move || child.wait())),
        Err(_) => terminal.note(&format!("`{program}` is not there to open a browser: go to {address} yourself")),
    }
}

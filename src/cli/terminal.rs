//! What people see: where text goes, and whether it may have colours.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use anstream::{AutoStream, ColorChoice};

use crate::diagnostic::print::{Format, Report, Style};
use crate::diagnostic::printable;
use crate::failure::Failure;

/// Standard output for results, standard error for everything else.
#[derive(Clone)]
pub struct Terminal {
    choice: ColorChoice,
}

impl Terminal {
    /// `color` is `auto`, `always` or `never`; `auto` looks at the terminal and at `NO_COLOR`.
    pub fn new(color: impl AsRef<str>) -> Self {
        let choice = match color.as_ref() {
            "always" => ColorChoice::Always,
            "never" => ColorChoice::Never,
            _ => ColorChoice::Auto,
        };
        Self { choice }
    }

    /// Writes a result.
    ///
    /// # Errors
    /// When standard output is closed or full.
    pub fn result(&self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
        let mut out = io::BufWriter::new(AutoStream::new(io::stdout().lock(), self.choice));
        write(&mut out).and_then(|()| out.flush()).map_err(Failure::write(Path::new("standard output")))
    }

    /// One line of a result.
    ///
    /// # Errors
    /// When standard output is closed or full.
    pub fn line(&self, line: &str) -> Result<(), Failure> {
        self.result(|out| writeln!(out, "{line}"))
    }

    /// A remark for people. What standard error does not take is not worth stopping for.
    pub fn note(&self, line: &str) {
        let _ = writeln!(AutoStream::new(io::stderr().lock(), self.choice), "{line}");
    }

    /// Says why the tool cannot go on.
    pub fn failure(&self, failure: &Failure) {
        for (index, line) in failure.to_string().lines().enumerate() {
            let line = printable(line);
            self.note(&if index == 0 { format!("{} {line}", self.paint("error:", "1;31")) } else { line });
        }
    }

    /// Prints diagnostics: for people on standard error, for programs on standard output.
    ///
    /// # Errors
    /// When standard output is closed or full.
    pub fn report(&self, format: Format, report: &Report<'_>) -> Result<(), Failure> {
        if format == Format::Human {
            let mut out = io::BufWriter::new(AutoStream::new(io::stderr().lock(), self.choice));
            let _ = format.print(report, &mut out).and_then(|()| out.flush());
            return Ok(());
        }
        self.result(|out| format.print(report, out))
    }

    /// How a report on standard error may look.
    pub fn style(&self) -> Style {
        let colour = match self.choice {
            ColorChoice::Auto => AutoStream::choice(&io::stderr()) != ColorChoice::Never,
            choice => choice != ColorChoice::Never,
        };
        Style { colour, width: self.width() }
    }

    /// Columns of the terminal; 80 where there is none.
    pub fn width(&self) -> usize {
        terminal_size::terminal_size_of(io::stderr()).map_or(80, |(width, _)| usize::from(width.0).max(40))
    }

    /// Whether somebody is looking at standard error.
    pub fn is_watched(&self) -> bool {
        io::stderr().is_terminal()
    }

    /// `text` in a colour; the stream takes the colour out where it is not wanted.
    pub fn paint(&self, text: &str, code: &str) -> String {
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }
}

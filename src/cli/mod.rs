//! The command line: the only user of clap, the only place that prints, and the one that asks clock and environment.
//!
//! Results go to standard output; progress and diagnostics for people go to standard error. Exit code 0: clean; 1: mistakes in the
//! content; 2: the tool cannot go on.

mod args;
mod build;
mod check;
mod explain;
mod fix;
mod generate;
mod init;
mod links;
mod missing;
mod new;
mod schema;
mod selection;
mod serve;
mod suggest;
mod terminal;
mod today;

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;

pub use args::{Args, Command};
use terminal::Terminal;

use crate::diagnostic::suggest::did_you_mean;
use crate::discover::Layout;
use crate::failure::Failure;
use crate::resolve::{Glossary, TermId};

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing is wrong.
    Clean,
    /// There are mistakes in the content.
    Mistakes,
}

/// Runs the program with the arguments of this process.
pub fn main() -> ExitCode {
    let args = Args::parse();
    let terminal = Terminal::new(&args.color);
    match run(args, &terminal) {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Mistakes) => ExitCode::from(1),
        Err(Failure::Write(_, error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(failure) => {
            terminal.failure(&failure);
            ExitCode::from(2)
        }
    }
}

/// Runs one command.
///
/// # Errors
/// The tool's own trouble: bad usage, a disk that cannot be read or written.
pub fn run(args: Args, terminal: &Terminal) -> Result<Outcome, Failure> {
    match args.command {
        Command::Build(build) => build::run(&build, terminal),
        Command::Check(check) => check::run(&check, terminal),
        Command::Serve(serve) => serve::run(&serve, terminal),
        Command::New(new) => new::run(&new, terminal),
        Command::Links(links) => links::run(&links, terminal),
        Command::Explain(explain) => explain::run(&explain, terminal),
        Command::Suggest(suggest) => suggest::run(&suggest, terminal),
        Command::Schema(schema) => schema::run(&schema, terminal),
        Command::Init(init) => init::run(&init, terminal),
        Command::Completions { shell } => generate::completions(shell, terminal),
        Command::Man => generate::man_page(terminal),
    }
}

/// The layout of the project that a command works on.
fn layout(root: Option<PathBuf>) -> Result<Layout, Failure> {
    if let Some(root) = root {
        let is_project = root.join(crate::discover::SETTINGS).is_file() || root.join(crate::discover::TERMS).is_dir();
        return if is_project { Ok(Layout::new(root)) } else { Err(no_project(&format!("in `{}`", root.display()))) };
    }
    let here = std::env::current_dir().map_err(Failure::read(&PathBuf::from(".")))?;
    match Layout::find_root(&here) {
        // Paths in messages are short when the project is where the reader is.
        Some(root) if root == here => Ok(Layout::new(".")),
        Some(root) => Ok(Layout::new(root)),
        None => Err(no_project("here or in any folder above")),
    }
}

/// The term that a name on the command line means.
fn one_term(glossary: &Glossary, name: &str) -> Result<TermId, Failure> {
    if let Some(id) = glossary.names.meaning(name).term() {
        return Ok(id);
    }
    let names = glossary.terms.iter().flat_map(|term| std::iter::once(&term.name).chain(&term.aliases));
    let guess = did_you_mean(name, names.map(|name| name.value.as_str()));
    let guess = guess.map_or_else(String::new, |guess| format!("\n  {guess}"));
    Err(Failure::Usage(format!("no single term is called `{name}`{guess}")))
}

/// A path as people write it: without the `./` in front.
fn shown(path: &Path) -> String {
    path.strip_prefix(".").unwrap_or(path).display().to_string()
}

fn no_project(place: &str) -> Failure {
    Failure::Usage(format!(
        "there is no glossary {place}: neither `{}` nor `{}`\n  start one with `glossbook init DIR`, or name one with `--root DIR`",
        crate::discover::SETTINGS,
        crate::discover::TERMS
    ))
}

//! What may stand on the command line. Help, completions and the man page are made from these types.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Parser, Subcommand};

use crate::diagnostic::print::Format;
use crate::render::OUTPUTS;

/// A compiler for glossaries: YAML terms in, checked, Markdown, website and data out.
#[derive(Debug, Parser)]
#[command(name = "glossbook", version, propagate_version = true, max_term_width = 100)]
#[command(after_help = "Start with `glossbook init my-glossary`, then `cd my-glossary` and `glossbook build`.")]
pub struct Args {
    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", value_parser = ["auto", "always", "never"], hide_possible_values = false)]
    pub color: String,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check the glossary, then write the website, the Markdown and the data files
    Build(Build),
    /// Look for mistakes in the glossary and explain them
    Check(Check),
    /// Show the website in a browser and follow every change of the files, until Ctrl-C
    Serve(Serve),
    /// Begin a new term: writes its file, with a TODO in each field
    New(New),
    /// Show which mentions of terms became links, and why others did not
    Links(Links),
    /// Propose relationships that a term may lack: terms close in meaning that it is not related to yet
    Suggest(Suggest),
    /// Show the page of a rule, or list all rules
    Explain(Explain),
    /// Print the JSON Schema of term files, with the names of this glossary, for editors that complete YAML
    Schema(Schema),
    /// Begin a new glossary: a folder with two terms that builds at once
    Init(Init),
    /// Print a script that completes commands in your shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
}

/// Which project, and which day it is.
#[derive(Debug, clap::Args)]
pub struct Project {
    /// The folder that holds `data/` [default: the nearest one from here upwards]
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// The day by which reviews are judged, as 2026-11-22 [default: SOURCE_DATE_EPOCH, else today]
    #[arg(long, value_name = "DATE")]
    pub today: Option<String>,
}

/// `glossbook build`
#[derive(Debug, clap::Args)]
pub struct Build {
    #[command(flatten)]
    pub project: Project,
    /// Where the output goes [default: ROOT/build]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Make only these outputs
    #[arg(long, value_name = "NAME", value_delimiter = ',', value_parser = PossibleValuesParser::new(OUTPUTS.iter().map(|output| output.name)))]
    pub only: Option<Vec<String>>,
    /// Take over an output folder that holds other files; nothing in it is deleted
    #[arg(long)]
    pub force: bool,
    /// Render everything anew, whatever is remembered of earlier builds
    #[arg(long)]
    pub fresh: bool,
    /// Stop at warnings too
    #[arg(long)]
    pub deny_warnings: bool,
}

/// `glossbook check`
#[derive(Debug, clap::Args)]
pub struct Check {
    #[command(flatten)]
    pub project: Project,
    /// How to report what was found
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = PossibleValuesParser::new(Format::ALL.iter().map(|(name, _)| *name)))]
    pub format: String,
    /// Treat warnings as errors
    #[arg(long)]
    pub deny_warnings: bool,
    /// Show at most so many findings; the summary still counts all
    #[arg(long, value_name = "N")]
    pub max_diagnostics: Option<usize>,
    /// Mend what can be mended without changing what is meant
    #[arg(long)]
    pub fix: bool,
    /// With --fix: show the changes, and write nothing
    #[arg(long, requires = "fix")]
    pub dry_run: bool,
    /// List words that look like terms and that no entry defines
    #[arg(long, conflicts_with_all = ["fix", "paths"])]
    pub missing: bool,
    /// Report on these files and folders alone, and mend no other; the whole glossary is read all the same
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
}

/// `glossbook serve`
#[derive(Debug, clap::Args)]
pub struct Serve {
    #[command(flatten)]
    pub project: Project,
    /// The port to listen on, 0 for any free one [default: 4711, or a free one where that is taken]
    #[arg(long, value_name = "N")]
    pub port: Option<u16>,
    /// The name or address to listen on; with one that others can reach, they can read everything [default: 127.0.0.1]
    #[arg(long, value_name = "HOST")]
    pub host: Option<String>,
    /// Open the website in a browser
    #[arg(long)]
    pub open: bool,
    /// Look at the files each second, for network folders, of which the system does not tell when they change
    #[arg(long)]
    pub poll: bool,
}

/// `glossbook new`
#[derive(Debug, clap::Args)]
pub struct New {
    #[command(flatten)]
    pub project: Project,
    /// The name of the term, as in "human handoff"
    pub name: String,
}

/// `glossbook links`
#[derive(Debug, clap::Args)]
pub struct Links {
    #[command(flatten)]
    pub project: Project,
    /// Only the texts of this term, by name or alias, with every mention in them
    pub term: Option<String>,
}

/// `glossbook explain`
#[derive(Debug, clap::Args)]
pub struct Explain {
    /// A rule's code or name: `G201`, `relationship-to-missing-term`
    pub rule: Option<String>,
}

/// `glossbook suggest`
#[derive(Debug, clap::Args)]
pub struct Suggest {
    #[command(flatten)]
    pub project: Project,
    /// The name or an alias of a term
    pub term: String,
}

/// `glossbook schema`
#[derive(Debug, clap::Args)]
pub struct Schema {
    #[command(flatten)]
    pub project: Project,
}

/// `glossbook init`
#[derive(Debug, clap::Args)]
pub struct Init {
    /// The folder to begin in; it is made if it is not there
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
}

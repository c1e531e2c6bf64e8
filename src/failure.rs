//! The tool's own trouble: what no edit of the glossary would mend.
//!
//! An author's mistake is a [`Diagnostic`]; a disk that cannot be read is a [`Failure`]. The one thing between
//! the two, a project's template that breaks while it renders, is carried here to the pipeline, which
//! reports it as the diagnostic that it is.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostic;

/// Why the tool cannot go on.
#[derive(Debug)]
pub enum Failure {
    /// A folder or file could not be read.
    Read(PathBuf, io::Error),
    /// A folder or file could not be written.
    Write(PathBuf, io::Error),
    /// The command line asks for something that cannot be, in words for the person who typed it.
    Usage(String),
    /// The output folder must not be used, and why.
    Output(PathBuf, String),
    /// A template failed while it rendered.
    Template(Box<Diagnostic>),
}

impl Failure {
    /// For `map_err`: trouble while reading `path`.
    pub fn read(path: &Path) -> impl FnOnce(io::Error) -> Self + '_ {
        |error| Self::Read(path.to_owned(), error)
    }

    /// For `map_err`: trouble while writing `path`.
    pub fn write(path: &Path) -> impl FnOnce(io::Error) -> Self + '_ {
        |error| Self::Write(path.to_owned(), error)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(path, error) => write!(f, "cannot read `{}`: {error}", path.display()),
            Self::Write(path, error) => write!(f, "cannot write `{}`: {error}", path.display()),
            Self::Usage(message) => f.write_str(message),
            Self::Output(path, reason) => write!(f, "cannot build into `{}`: {reason}", path.display()),
            Self::Template(diagnostic) => f.write_str(&diagnostic.message),
        }
    }
}

impl std::error::Error for Failure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Read(_, error) | Self::Write(_, error) => Some(error),
            Self::Usage(_) | Self::Output(..) | Self::Template(_) => None,
        }
    }
}

//! The files that a command is about: those named on the command line, or all.

use std::path::{Path, PathBuf};

use crate::discover::{Layout, relative};
use crate::failure::Failure;
use crate::fix::Change;

/// Files and folders of the project; all of it when none is named.
pub struct Selection(Vec<String>);

impl Selection {
    /// The files and folders at `paths`.
    ///
    /// # Errors
    /// [`Failure::Read`] for a path that is not there, [`Failure::Usage`] for one outside of the project.
    pub fn of(paths: &[PathBuf], layout: &Layout) -> Result<Self, Failure> {
        paths.iter().map(|path| in_project(path, layout)).collect::<Result<_, _>>().map(Self)
    }

    /// Whether the file at `path`, as it is called in the project, is one of them.
    pub fn includes(&self, path: &str) -> bool {
        let is_in = |wanted: &str| path.strip_prefix(wanted).is_some_and(|rest| rest.starts_with('/'));
        self.0.is_empty() || self.0.iter().any(|wanted| wanted.is_empty() || path == wanted || is_in(wanted))
    }

    /// Goes on to select a file that gets another name.
    pub fn follow(&mut self, change: &Change) {
        if !self.includes(&change.path) {
            self.0.push(change.path.clone());
        }
    }
}

/// A path from the command line as it is called in the project.
fn in_project(path: &Path, layout: &Layout) -> Result<String, Failure> {
    let root = layout.root.canonicalize().map_err(Failure::read(&layout.root))?;
    let full = path.canonicalize().map_err(Failure::read(path))?;
    match full.strip_prefix(&root) {
        Ok(inside) => Ok(relative(Path::new(""), inside)),
        Err(_) => Err(Failure::Usage(format!(
            "`{}` is not in the glossary's folder `{}`",
            path.display(),
            layout.root.display()
        ))),
    }
}

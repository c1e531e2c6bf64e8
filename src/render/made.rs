//! What earlier builds made, and from what, so that a build renders only what has changed.
//!
//! A file is made anew unless two things hold: everything that it is made from has the digest that it had, and the sink
//! still has the bytes that came of it. Nothing here looks at dates. Who names the things that a file is made from is
//! in [`facts`](super::facts).

use std::sync::Mutex;

use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap};

use super::{Artifact, Place, Sink};
use crate::digest::Digest;
use crate::failure::Failure;

/// The files of a build.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Made {
    output: FxHashMap<String, MadeFile>,
    project: FxHashMap<String, MadeFile>,
}

/// One file of a build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MadeFile {
    /// Of everything that it was made from; none where nobody said what that is.
    pub from: Option<Digest>,
    /// Of its bytes.
    pub bytes: Digest,
    /// How many bytes it has.
    pub length: usize,
}

impl Made {
    /// No files, with room for so many in the output folder and in the project.
    pub fn with_room(output: usize, project: usize) -> Self {
        let room = |files| FxHashMap::with_capacity_and_hasher(files, FxBuildHasher);
        Self { output: room(output), project: room(project) }
    }

    /// The file at a path.
    pub fn get(&self, place: Place, path: &str) -> Option<MadeFile> {
        match place {
            Place::Output => self.output.get(path).copied(),
            Place::Project => self.project.get(path).copied(),
        }
    }

    /// Adds a file.
    pub fn insert(&mut self, place: Place, path: String, file: MadeFile) {
        match place {
            Place::Output => self.output.insert(path, file),
            Place::Project => self.project.insert(path, file),
        };
    }

    /// All files, by place and path.
    pub fn sorted(&self) -> Vec<(Place, &str, MadeFile)> {
        let output = self.output.iter().map(|(path, file)| (Place::Output, path.as_str(), *file));
        let project = self.project.iter().map(|(path, file)| (Place::Project, path.as_str(), *file));
        let mut files: Vec<_> = output.chain(project).collect();
        files.sort_unstable_by_key(|&(place, path, _)| (place, path));
        files
    }
}

/// Passes files on to a sink, makes only those that it must, and writes down what came of it.
pub struct Ledger<'a> {
    before: &'a Made,
    sink: &'a dyn Sink,
    now: Mutex<Made>,
}

impl<'a> Ledger<'a> {
    /// A build after the one that made `before`.
    pub fn after(before: &'a Made, sink: &'a dyn Sink) -> Self {
        let now = Made::with_room(before.output.len(), before.project.len());
        Self { before, sink, now: Mutex::new(now) }
    }

    /// What this build made and kept.
    pub fn into_made(self) -> Made {
        self.now.into_inner().expect("no thread panics while it holds the lock")
    }

    /// Keeps all files of the build before, if the sink still has them all.
    ///
    /// # Errors
    /// Those of [`Sink::keep`].
    pub fn keep_all(&self) -> Result<bool, Failure> {
        let files = self.before.sorted();
        let keep = |&(place, path, file): &(Place, &str, MadeFile)| self.keep(place, path, file.bytes);
        let kept: Vec<bool> = files.par_iter().map(keep).collect::<Result<_, _>>()?;
        Ok(kept.into_iter().all(|kept| kept))
    }

    fn has(&self, place: Place, path: &str) -> Option<MadeFile> {
        self.now.lock().expect("no thread panics while it holds the lock").get(place, path)
    }

    fn write_down(&self, place: Place, path: String, file: MadeFile) {
        self.now.lock().expect("no thread panics while it holds the lock").insert(place, path, file);
    }

    fn take_made(&self, artifact: Artifact, from: Option<Digest>) -> Result<usize, Failure> {
        let (place, path) = (artifact.place, artifact.path.clone());
        let length = artifact.bytes.len();
        let file = MadeFile { from, bytes: Digest::of(&artifact.bytes), length };
        // The whole build was to be kept, and then one of its files was not there any more.
        if self.has(place, &path).is_none_or(|kept| kept.bytes != file.bytes) {
            self.sink.take_known(artifact, file.bytes)?;
        }
        self.write_down(place, path, file);
        Ok(length)
    }
}

impl Sink for Ledger<'_> {
    fn take(&self, artifact: Artifact) -> Result<(), Failure> {
        self.take_made(artifact, None).map(drop)
    }

    fn keep(&self, place: Place, path: &str, digest: Digest) -> Result<bool, Failure> {
        if let Some(kept) = self.has(place, path) {
            return Ok(kept.bytes == digest);
        }
        let is_kept = self.sink.keep(place, path, digest)?;
        if is_kept {
            let before = self.before.get(place, path).filter(|before| before.bytes == digest);
            let file = before.unwrap_or(MadeFile { from: None, bytes: digest, length: 0 });
            self.write_down(place, path.to_owned(), file);
        }
        Ok(is_kept)
    }

    fn wants_pages_first(&self) -> bool {
        self.sink.wants_pages_first()
    }

    fn pages_are_made(&self) {
        self.sink.pages_are_made();
    }

    fn make(&self, place: Place, path: String, from: Digest, render: Render<'_>) -> Result<usize, Failure> {
        let before = self.before.get(place, &path).filter(|before| before.from == Some(from));
        match before {
            Some(before) if self.keep(place, &path, before.bytes)? => Ok(before.length),
            _ => self.take_made(Artifact { place, path, bytes: render()? }, Some(from)),
        }
    }
}

/// Makes the bytes of one file; called at most once.
pub type Render<'a> = &'a mut dyn FnMut() -> Result<Vec<u8>, Failure>;

//! What is about to happen, written down before it does, so that a later build can finish what a killed one began.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::disk::{Disk, Kind};
use super::manifest;
use super::workshop::Workshop;
use crate::digest::Digest;
use crate::failure::Failure;

/// The steps that follow the exchange of the two output folders.
#[derive(Debug, Serialize, Deserialize)]
pub struct Journal {
    /// The hash of the new edition's list of files. While the output folder has another list, nothing has happened yet.
    pub edition: Digest,
    /// Files of the project that get new bytes, sorted.
    pub replace: Vec<Replace>,
    /// Files of the project that are no longer made, sorted.
    pub remove: Vec<Remove>,
}

/// A file of the project that is replaced, if nobody has changed it since.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Replace {
    /// From the project's root.
    pub path: String,
    /// What stood there when the new file was made; nothing for a new file.
    pub old: Option<Digest>,
    /// What happens to the old file.
    pub fate: Fate,
}

/// What happens to the file that stands where a new one goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fate {
    /// It goes: a build wrote it, or writes it again.
    Replaced,
    /// Its bytes matter to people, who wrote most of them: the new file is flushed to the disk first.
    Shared,
    /// It is not ours, and is kept under another name.
    SetAside,
}

/// A file of the project that is removed, if nobody has changed it since.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Remove {
    /// From the project's root.
    pub path: String,
    /// What we wrote there.
    pub old: Digest,
}

impl Journal {
    /// Puts it into the workshop.
    pub fn write(&self, workshop: &Workshop) -> Result<(), Failure> {
        let bytes = serde_json::to_vec(self).expect("paths and hashes are JSON");
        let path = workshop.journal();
        workshop.disk().write_new(&path, &bytes).map_err(Failure::write(&path))
    }

    /// The journal of a killed build. One that was cut short says nothing: the exchange comes only after it.
    pub fn read(workshop: &Workshop) -> Result<Option<Self>, Failure> {
        let bytes = read_plain(workshop.disk(), &workshop.journal())?;
        Ok(bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
    }

    /// Whether the new edition stands in the output folder.
    pub fn is_under_way(&self, disk: &dyn Disk, out: &Path) -> Result<bool, Failure> {
        let list = read_plain(disk, &out.join(manifest::NAME))?;
        Ok(list.is_some_and(|bytes| Digest::of(&bytes) == self.edition))
    }
}

/// The bytes of a regular file; none when nothing or something else is there.
pub fn read_plain(disk: &dyn Disk, path: &Path) -> Result<Option<Vec<u8>>, Failure> {
    match disk.stat(path).map_err(Failure::read(path))? {
        Some(stat) if stat.kind == Kind::File => disk.read(path).map(Some).map_err(Failure::read(path)),
        _ => Ok(None),
    }
}

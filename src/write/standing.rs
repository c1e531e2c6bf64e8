//! What stands in a folder and below it, and how to look again without listing every folder.
//!
//! A folder's own times change when a name in it comes, goes or gets another file. So where they are as they were, its names
//! are too, and lead to the same files: the system is asked once a folder, and not once a name.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::disk::{Disk, Kind, Stat, Time};
use crate::failure::Failure;

/// Everything below a folder, by relative path. Links are not followed.
#[derive(Debug, Default)]
pub struct Standing {
    /// Sorted by path; the folder itself, whose path is empty, is the first.
    folders: Vec<Folder>,
    places: FxHashMap<PathBuf, usize>,
}

/// One folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder {
    /// From the folder that was listed.
    pub path: PathBuf,
    /// As it was before its names were read.
    pub stat: Stat,
    /// Whether a name that came after the look would show in the folder's times.
    pub is_settled: bool,
    /// Sorted by name.
    pub entries: Vec<Entry>,
}

/// A name in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The last part of the path.
    pub name: OsString,
    /// What the name stands for.
    pub stat: Stat,
    /// A file that has, as its times tell, the bytes which the list of files says. Others must be read.
    pub is_known: bool,
}

/// What is done with the names of a folder that has not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Files {
    /// Each file is looked at: its bytes may have changed.
    Asked,
    /// They lead to the same files: that is all that matters.
    Remembered,
}

impl Standing {
    /// From folders in any order.
    pub fn new(mut folders: Vec<Folder>) -> Self {
        folders.par_sort_unstable_by(|a, b| a.path.cmp(&b.path));
        let places = folders.iter().enumerate().map(|(at, folder)| (folder.path.clone(), at)).collect();
        Self { folders, places }
    }

    /// Lists everything below a folder that may be missing, with the help of an earlier look, which may be empty.
    pub fn look_again(&self, disk: &dyn Disk, base: &Path, files: Files) -> Result<Self, Failure> {
        let seen = disk.now();
        match disk.stat(base).map_err(Failure::read(base))? {
            Some(stat) if stat.kind == Kind::Folder => {
                let look = Look { disk, base, remembered: self, files, seen };
                Ok(Self::new(look.folder(PathBuf::new(), stat)?))
            }
            _ => Ok(Self::default()),
        }
    }

    /// Whether nothing stands there.
    pub fn is_empty(&self) -> bool {
        self.folders.iter().all(|folder| folder.entries.is_empty())
    }

    /// What stands at a path.
    pub fn get(&self, path: &Path) -> Option<&Entry> {
        self.folder(path.parent()?)?.entry(path.file_name()?)
    }

    /// The folder at a path.
    pub fn folder(&self, path: &Path) -> Option<&Folder> {
        self.places.get(path).map(|&at| &self.folders[at])
    }

    /// All folders, the listed one first, each before those inside.
    pub fn folders(&self) -> &[Folder] {
        &self.folders
    }

    /// The same, with another opinion on which files are known.
    pub fn with_known(&self, is_known: impl Fn(&Path, &Entry) -> bool + Sync) -> Self {
        let folders = self.folders.par_iter().map(|folder| {
            let entries = folder.entries.iter();
            let entries = entries
                .map(|entry| Entry { is_known: is_known(&folder.path.join(&entry.name), entry), ..entry.clone() });
            Folder { entries: entries.collect(), ..folder.clone() }
        });
        Self::new(folders.collect())
    }

    /// Everything but folders.
    pub fn files(&self) -> impl Iterator<Item = (PathBuf, &Entry)> {
        self.folders.iter().flat_map(|folder| {
            let files = folder.entries.iter().filter(|entry| entry.stat.kind != Kind::Folder);
            files.map(|entry| (folder.path.join(&entry.name), entry))
        })
    }
}

impl Folder {
    /// What a name stands for.
    pub fn entry(&self, name: &OsStr) -> Option<&Entry> {
        let at = self.entries.binary_search_by(|entry| entry.name.as_os_str().cmp(name)).ok()?;
        Some(&self.entries[at])
    }

    /// Lists one folder anew. What stood there and is untouched is as known as it was.
    pub fn list(disk: &dyn Disk, base: &Path, path: PathBuf, stat: Stat, seen: Time) -> Result<Self, Failure> {
        let here = base.join(&path);
        let entries = disk.list(&here).map_err(Failure::read(&here))?;
        let entries = entries.into_iter().map(|(name, stat)| Entry { name, stat, is_known: false }).collect();
        Ok(Self { path, stat, is_settled: stat.is_settled(seen), entries })
    }
}

/// One look at everything.
struct Look<'a> {
    disk: &'a dyn Disk,
    base: &'a Path,
    remembered: &'a Standing,
    files: Files,
    seen: Time,
}

impl Look<'_> {
    fn folder(&self, path: PathBuf, stat: Stat) -> Result<Vec<Folder>, Failure> {
        let folder = match self.as_remembered(&path, stat)? {
            Some(folder) => folder,
            None => self.anew(path, stat)?,
        };
        let inside = folder.entries.par_iter().filter(|entry| entry.stat.kind == Kind::Folder);
        let inside = inside.map(|entry| self.folder(folder.path.join(&entry.name), entry.stat));
        let inside: Vec<Vec<Folder>> = inside.collect::<Result<_, _>>()?;
        Ok(std::iter::once(folder).chain(inside.into_iter().flatten()).collect())
    }

    /// The folder with the names that it had, if it is as it was.
    fn as_remembered(&self, path: &Path, stat: Stat) -> Result<Option<Folder>, Failure> {
        let is_as_it_was = |folder: &&Folder| {
            // To change places with another one is no change of its names, but of its times.
            !folder.path.as_os_str().is_empty() && folder.is_settled && folder.stat.is_untouched(&stat)
        };
        let Some(folder) = self.remembered.folder(path).filter(is_as_it_was) else { return Ok(None) };
        let here = self.base.join(path);
        let mut entries = Vec::with_capacity(folder.entries.len());
        for entry in &folder.entries {
            match self.entry(&here, entry)? {
                Some(entry) => entries.push(entry),
                None => return Ok(None),
            }
        }
        Ok(Some(Folder { path: path.to_owned(), stat, is_settled: true, entries }))
    }

    fn entry(&self, here: &Path, entry: &Entry) -> Result<Option<Entry>, Failure> {
        if self.files == Files::Remembered && entry.stat.kind != Kind::Folder {
            return Ok(Some(entry.clone()));
        }
        let file = here.join(&entry.name);
        let stat = self.disk.stat(&file).map_err(Failure::read(&file))?;
        Ok(stat.map(|stat| Entry {
            name: entry.name.clone(),
            stat,
            is_known: entry.is_known && entry.stat.is_untouched(&stat),
        }))
    }

    fn anew(&self, path: PathBuf, stat: Stat) -> Result<Folder, Failure> {
        let before = self.remembered.folder(&path);
        let mut folder = Folder::list(self.disk, self.base, path, stat, self.seen)?;
        for entry in &mut folder.entries {
            let known = before.and_then(|before| before.entry(&entry.name));
            entry.is_known = known.is_some_and(|known| known.is_known && known.stat.is_untouched(&entry.stat));
        }
        Ok(folder)
    }
}

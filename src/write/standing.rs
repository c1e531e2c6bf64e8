//! What stands in a folder and below it, and how to look again without listing every folder.
//!
//! A folder's own times change when a name in it comes, goes or gets another file. So where they are as they were, its names
//! are too, and lead to the same files: the system is asked once a folder, and not once a name.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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

/// What came of looking again.
#[derive(Debug, Default)]
pub struct Look {
    /// What stands there now.
    pub standing: Standing,
    /// The folders that had to be listed, as they were remembered; those that were not remembered are empty.
    pub listed: Vec<Folder>,
}

impl Standing {
    /// From folders, best in order of their paths.
    pub fn new(mut folders: Vec<Folder>) -> Self {
        // Mostly they are in order, and this sort sees that.
        folders.sort_by(|a, b| a.path.cmp(&b.path));
        let places = folders.iter().enumerate().map(|(at, folder)| (folder.path.clone(), at)).collect();
        Self { folders, places }
    }

    /// Lists everything below a folder that may be missing, with the help of an earlier look, which may be empty.
    pub fn look_again(self, disk: &dyn Disk, base: &Path, files: Files) -> Result<Look, Failure> {
        let look = Looking { disk, base, files, seen: disk.now() };
        let stat = disk.stat(base).map_err(Failure::read(base))?;
        let Some(stat) = stat.filter(|stat| stat.kind == Kind::Folder) else { return Ok(Look::default()) };
        if self.folders.is_empty() {
            let folders = look.list_below(PathBuf::new(), stat)?;
            let listed = folders.iter().map(|folder| Folder { entries: Vec::new(), ..folder.clone() }).collect();
            return Ok(Look { standing: Self::new(folders), listed });
        }
        look.again(self)
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

    /// Takes folders out of the others' place.
    pub fn with_folders(self, changed: Vec<Folder>) -> Self {
        let Self { mut folders, places } = self;
        for folder in changed {
            match places.get(&folder.path) {
                Some(&at) => folders[at] = folder,
                None => folders.push(folder),
            }
        }
        Self::new(folders)
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

    /// Lists one folder. Nothing in it is known yet.
    pub fn list(disk: &dyn Disk, base: &Path, path: PathBuf, stat: Stat, seen: Time) -> Result<Self, Failure> {
        let here = base.join(&path);
        let entries = disk.list(&here).map_err(Failure::read(&here))?;
        let entries = entries.into_iter().map(|(name, stat)| Entry { name, stat, is_known: false }).collect();
        Ok(Self { path, stat, is_settled: stat.is_settled(seen), entries })
    }

    /// The folders in it.
    fn folders(&self) -> impl Iterator<Item = PathBuf> {
        let folders = self.entries.iter().filter(|entry| entry.stat.kind == Kind::Folder);
        folders.map(|entry| self.path.join(&entry.name))
    }
}

/// One look at everything.
struct Looking<'a> {
    disk: &'a dyn Disk,
    base: &'a Path,
    files: Files,
    seen: Time,
}

/// A remembered folder, looked at again.
enum Again {
    /// It has the same names, for the same files.
    Same(Folder),
    /// It is another one, or other names stand in it: here is what was remembered.
    Changed(Folder, Stat),
    /// It has gone.
    Gone,
}

impl Looking<'_> {
    fn again(&self, remembered: Standing) -> Result<Look, Failure> {
        let Standing { folders, places } = remembered;
        let looked: Vec<Again> = folders.into_par_iter().map(|folder| self.folder(folder)).collect::<Result<_, _>>()?;
        let mut look = Look::default();
        let (mut found, mut gone) = (Vec::with_capacity(looked.len()), FxHashSet::default());
        for again in looked {
            match again {
                Again::Same(folder) => found.push(folder),
                Again::Gone => {}
                Again::Changed(before, stat) => {
                    let now = self.list_anew(&before, stat)?;
                    let new: Vec<PathBuf> = now.folders().filter(|path| !places.contains_key(path)).collect();
                    let names: FxHashSet<PathBuf> = now.folders().collect();
                    gone.extend(before.folders().filter(|path| !names.contains(path)));
                    found.push(now);
                    look.listed.push(before);
                    for path in new {
                        self.list_new(path, &mut found, &mut look.listed)?;
                    }
                }
            }
        }
        if !gone.is_empty() {
            let is_gone = |folder: &Folder| folder.path.ancestors().any(|path| gone.contains(path));
            found.retain(|folder| !is_gone(folder));
            look.listed.retain(|folder| !is_gone(folder));
        }
        look.standing = Standing::new(found);
        Ok(look)
    }

    fn folder(&self, mut folder: Folder) -> Result<Again, Failure> {
        let here = self.base.join(&folder.path);
        let stat = match self.stat(&here)? {
            Some(stat) if stat.kind == Kind::Folder => stat,
            _ => return Ok(Again::Gone),
        };
        // To change places with another folder is no change of its names, but of its times.
        let is_top = folder.path.as_os_str().is_empty();
        if is_top || !folder.is_settled || !folder.stat.is_untouched(&stat) {
            return Ok(Again::Changed(folder, stat));
        }
        if self.files == Files::Asked {
            for entry in folder.entries.iter_mut().filter(|entry| entry.stat.kind != Kind::Folder) {
                match self.stat(&here.join(&entry.name))? {
                    Some(now) => entry.look(now),
                    None => return Ok(Again::Changed(folder, stat)),
                }
            }
        }
        Ok(Again::Same(folder))
    }

    fn stat(&self, path: &Path) -> Result<Option<Stat>, Failure> {
        self.disk.stat(path).map_err(Failure::read(path))
    }

    /// Lists a remembered folder. What stood there and is untouched is as known as it was.
    fn list_anew(&self, before: &Folder, stat: Stat) -> Result<Folder, Failure> {
        let mut now = Folder::list(self.disk, self.base, before.path.clone(), stat, self.seen)?;
        for entry in &mut now.entries {
            if let Some(known) = before.entry(&entry.name) {
                entry.is_known = known.is_known && known.stat.is_untouched(&entry.stat);
            }
        }
        Ok(now)
    }

    /// A folder that was not remembered, and those in it.
    fn list_new(&self, path: PathBuf, found: &mut Vec<Folder>, listed: &mut Vec<Folder>) -> Result<(), Failure> {
        let Some(stat) = self.stat(&self.base.join(&path))?.filter(|stat| stat.kind == Kind::Folder) else {
            return Ok(());
        };
        let new = self.list_below(path, stat)?;
        listed.extend(new.iter().map(|folder| Folder { entries: Vec::new(), ..folder.clone() }));
        found.extend(new);
        Ok(())
    }

    fn list_below(&self, path: PathBuf, stat: Stat) -> Result<Vec<Folder>, Failure> {
        let folder = Folder::list(self.disk, self.base, path, stat, self.seen)?;
        let inside = folder.entries.par_iter().filter(|entry| entry.stat.kind == Kind::Folder);
        let inside = inside.map(|entry| self.list_below(folder.path.join(&entry.name), entry.stat));
        let inside: Vec<Vec<Folder>> = inside.collect::<Result<_, _>>()?;
        Ok(std::iter::once(folder).chain(inside.into_iter().flatten()).collect())
    }
}

impl Entry {
    /// What the name stands for now.
    fn look(&mut self, now: Stat) {
        self.is_known = self.is_known && self.stat.is_untouched(&now);
        self.stat = now;
    }
}

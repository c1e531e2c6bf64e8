//! What a commit will do, settled before anything is touched.

use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::sync::PoisonError;

use rayon::prelude::*;

use super::disk::{Kind, Stat};
use super::journal::{Fate, Journal, Remove, Replace, read_plain};
use super::manifest::{self, Manifest};
use super::{Change, Edition, Made, WriteReport, in_the_way, project, tree};
use crate::digest::Digest;
use crate::failure::Failure;
use crate::render::Place;

/// What a commit will do.
pub struct Plan {
    list: Vec<u8>,
    /// Files that stay, from the old edition to the new one.
    carried: Vec<Carried>,
    /// Empty folders, and folders of other people's files.
    folders: Vec<PathBuf>,
    /// What follows the exchange.
    pub journal: Journal,
    /// Whether there is an exchange at all.
    pub changes_output: bool,
    /// What will have been done.
    pub report: WriteReport,
}

/// A file that stays.
struct Carried {
    from: PathBuf,
    to: PathBuf,
    /// Not ours: if it has gone meanwhile, so be it.
    is_foreign: bool,
}

impl Plan {
    /// Compares what was made with what stands.
    pub fn of(edition: &Edition) -> Result<Self, Failure> {
        let all = edition.made.lock().unwrap_or_else(PoisonError::into_inner);
        let made = |wanted: Place| -> BTreeMap<&str, Made> {
            let there = all.iter().filter(|((place, _), _)| *place == wanted);
            there.map(|((_, path), made)| (path.as_str(), *made)).collect()
        };
        let (output, project) = (made(Place::Output), made(Place::Project));
        let mut draft = Draft { edition, manifest: Manifest::default(), carried: Vec::new(), report: count(&all) };
        draft.output(&output)?;
        let folders = draft.folders(&output);
        let remove = draft.project(&project)?;
        Ok(draft.finish(&output, folders, replacements(&project), remove))
    }

    /// Whether the disk is as it should be.
    pub fn changes_nothing(&self) -> bool {
        !self.changes_output && self.journal.replace.is_empty() && self.journal.remove.is_empty()
    }

    /// Completes the new edition in the workshop.
    pub fn stage(&self, edition: &Edition) -> Result<(), Failure> {
        let (workshop, next) = (&edition.workshop, edition.workshop.next());
        workshop.make_folders(&next)?;
        let parents = self.carried.iter().filter_map(|file| file.to.parent());
        let folders: BTreeSet<&Path> = self.folders.iter().map(PathBuf::as_path).chain(parents).collect();
        folders.iter().try_for_each(|folder| workshop.make_folders(&next.join(folder)))?;
        self.carried.par_iter().try_for_each(|file| carry(edition, file))?;
        let list = next.join(manifest::NAME);
        workshop.disk().write_new(&list, &self.list).map_err(Failure::write(&list))?;
        keep_modes(edition, &next)
    }
}

/// A plan in the making.
struct Draft<'a> {
    edition: &'a Edition,
    manifest: Manifest,
    carried: Vec<Carried>,
    report: WriteReport,
}

impl Draft<'_> {
    fn output(&mut self, made: &BTreeMap<&str, Made>) -> Result<(), Failure> {
        self.manifest.output = made.iter().map(|(path, made)| ((*path).to_owned(), made.digest)).collect();
        let edition = self.edition;
        for (path, stat) in edition.standing.iter().filter(|(_, stat)| stat.kind != Kind::Folder) {
            let text = path.to_str();
            if path == Path::new(manifest::NAME) {
                continue;
            }
            match text.and_then(|text| made.get(text)) {
                Some(Made { change: Change::Unchanged, .. }) => self.carry(path, path.clone(), false),
                Some(Made { change: Change::Staged { fate: Fate::SetAside, .. }, .. }) => self.set_aside(made, path),
                Some(_) => {}
                None => match text.and_then(|text| Some((text, *edition.last.output.get(text)?))) {
                    Some((text, digest)) => self.no_longer_made(made, text, digest, stat)?,
                    None => self.foreign(made, path)?,
                },
            }
        }
        Ok(())
    }

    /// A file that the last build made and this one did not.
    fn no_longer_made(
        &mut self,
        made: &BTreeMap<&str, Made>,
        path: &str,
        digest: Digest,
        stat: &Stat,
    ) -> Result<(), Failure> {
        let bytes = || read_plain(self.edition.workshop.disk(), &self.edition.ground.out.join(path));
        if self.edition.options.keep_others && stat.kind == Kind::File && blocker(made, Path::new(path)).is_none() {
            self.manifest.output.insert(path.to_owned(), digest);
            self.carry(Path::new(path), path.into(), false);
        } else if bytes()?.is_some_and(|bytes| Digest::of(&bytes) == digest) {
            self.report.removed += 1;
        } else {
            self.foreign(made, Path::new(path))?;
        }
        Ok(())
    }

    /// A file that is not ours.
    fn foreign(&mut self, made: &BTreeMap<&str, Made>, path: &Path) -> Result<(), Failure> {
        match blocker(made, path) {
            None => self.carry(path, path.to_owned(), true),
            Some(_) if self.edition.options.force => self.set_aside(made, path),
            Some(_) => return Err(in_the_way(&self.edition.ground.out.join(path))),
        }
        Ok(())
    }

    /// Carries a file that is not ours out of the way of one that is.
    fn set_aside(&mut self, made: &BTreeMap<&str, Made>, path: &Path) {
        let blocked = blocker(made, path).unwrap_or(path);
        let rest = path.strip_prefix(blocked).unwrap_or(Path::new(""));
        let is_taken = |free: &Path| {
            blocker(made, free).is_some()
                || free.to_str().is_some_and(|free| made.contains_key(free))
                || self
                    .edition
                    .standing
                    .get(free)
                    .is_some_and(|stat| rest == Path::new("") || stat.kind != Kind::Folder)
        };
        let free = tree::free_name(blocked, is_taken);
        let to = if rest == Path::new("") { free } else { free.join(rest) };
        self.report.set_aside += 1;
        self.carry(path, to, true);
    }

    fn carry(&mut self, from: &Path, to: PathBuf, is_foreign: bool) {
        self.carried.push(Carried { from: from.to_owned(), to, is_foreign });
    }

    /// Folders that no file of ours was in.
    fn folders(&self, made: &BTreeMap<&str, Made>) -> Vec<PathBuf> {
        let standing = self.edition.standing.iter().filter(|(_, stat)| stat.kind == Kind::Folder).map(|(path, _)| path);
        let is_foreign = |path: &Path| match path.to_str() {
            Some(text) => first_below(&self.edition.last.output, text).is_none() && !made.contains_key(text),
            None => true,
        };
        standing.filter(|path| is_foreign(path) && blocker(made, path).is_none()).cloned().collect()
    }

    fn project(&mut self, made: &BTreeMap<&str, Made>) -> Result<Vec<Remove>, Failure> {
        let edition = self.edition;
        let listed = made.iter().filter(|(_, made)| !made.is_shared);
        self.manifest.project = listed.map(|(path, made)| ((*path).to_owned(), made.digest)).collect();
        let mut remove = Vec::new();
        for (path, &old) in edition.last.project.iter().filter(|(path, _)| !made.contains_key(path.as_str())) {
            if edition.options.keep_others {
                self.manifest.project.insert(path.clone(), old);
            } else if project::is_ours(&edition.ground, edition.workshop.disk(), path, old)? {
                remove.push(Remove { path: path.clone(), old });
            }
        }
        Ok(remove)
    }

    fn finish(
        mut self,
        output: &BTreeMap<&str, Made>,
        folders: Vec<PathBuf>,
        replace: Vec<Replace>,
        remove: Vec<Remove>,
    ) -> Plan {
        let list = self.manifest.to_bytes();
        let is_staged = output.values().any(|made| made.change != Change::Unchanged);
        // A removed file, too, makes another list.
        let changes_output = is_staged || self.edition.last_list.as_ref() != Some(&list);
        let journal = Journal { edition: Digest::of(&list), replace, remove };
        self.report.removed += journal.remove.len();
        Plan { list, carried: self.carried, folders, journal, changes_output, report: self.report }
    }
}

fn count(made: &BTreeMap<(Place, String), Made>) -> WriteReport {
    let unchanged = made.values().filter(|made| made.change == Change::Unchanged).count();
    let is_aside = |place: Place, made: &Made| {
        place == Place::Project && matches!(made.change, Change::Staged { fate: Fate::SetAside, .. })
    };
    let set_aside = made.iter().filter(|((place, _), made)| is_aside(*place, made)).count();
    WriteReport { written: made.len() - unchanged, unchanged, removed: 0, set_aside }
}

fn replacements(made: &BTreeMap<&str, Made>) -> Vec<Replace> {
    let staged = made.iter().filter_map(|(path, made)| match made.change {
        Change::Staged { old, fate } => Some(Replace { path: (*path).to_owned(), old, fate }),
        Change::Unchanged => None,
    });
    staged.collect()
}

/// The part of `path` that cannot stand beside what was made: a folder of it that is a file now, or itself, where it would be a folder.
fn blocker<'p>(made: &BTreeMap<&str, Made>, path: &'p Path) -> Option<&'p Path> {
    let folder = path.ancestors().skip(1).find(|folder| folder.to_str().is_some_and(|text| made.contains_key(text)));
    let is_folder_now = || path.to_str().is_some_and(|text| first_below(made, text).is_some());
    folder.or_else(|| is_folder_now().then_some(path))
}

/// The first key below a folder.
fn first_below<'m, K, V>(map: &'m BTreeMap<K, V>, folder: &str) -> Option<&'m K>
where
    K: std::borrow::Borrow<str> + Ord,
{
    let inside = format!("{folder}/");
    let (key, _) = map.range::<str, _>((Bound::Excluded(inside.as_str()), Bound::Unbounded)).next()?;
    key.borrow().starts_with(&inside).then_some(key)
}

fn carry(edition: &Edition, file: &Carried) -> Result<(), Failure> {
    let disk = edition.workshop.disk();
    let (from, to) = (edition.ground.out.join(&file.from), edition.workshop.next().join(&file.to));
    // Some disks have no links, and some systems allow none to other people's files.
    match disk.link(&from, &to).or_else(|_| disk.copy(&from, &to)) {
        Err(error) if file.is_foreign && error.kind() == ErrorKind::NotFound => Ok(()),
        done => done.map_err(Failure::write(&to)),
    }
}

/// Gives folders the permissions that they had, innermost first: one that is closed can no longer be filled.
fn keep_modes(edition: &Edition, next: &Path) -> Result<(), Failure> {
    let disk = edition.workshop.disk();
    let mode = |path: &Path| -> Result<Option<u32>, Failure> {
        Ok(disk.stat(path).map_err(Failure::read(path))?.map(|stat| stat.mode))
    };
    let (Some(usual), Some(old)) = (mode(next)?, mode(&edition.ground.out)?) else { return Ok(()) };
    let folders = edition.standing.iter().rev().filter(|(_, stat)| stat.kind == Kind::Folder && stat.mode != usual);
    for (path, stat) in folders {
        let folder = next.join(path);
        if mode(&folder)?.is_some() {
            disk.set_mode(&folder, stat.mode).map_err(Failure::write(&folder))?;
        }
    }
    if old != usual { disk.set_mode(next, old).map_err(Failure::write(next)) } else { Ok(()) }
}

//! What a commit will do, settled before anything is touched.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::disk::{Kind, Stat, Time};
use super::journal::{Fate, Journal, Remove, Replace, read_plain};
use super::manifest::{self, Manifest};
use super::standing::Entry;
use super::{Change, Edition, Files, Made, WriteReport, in_the_way, project, tree};
use crate::digest::Digest;
use crate::failure::Failure;

/// What a commit will do.
pub struct Plan {
    /// The new list of files.
    pub list: Vec<u8>,
    /// The files of the new edition, without the list.
    pub pieces: Vec<Piece>,
    /// Empty folders, and folders of other people's files.
    pub folders: Vec<PathBuf>,
    /// What follows the exchange.
    pub journal: Journal,
    /// Whether there is an exchange at all.
    pub changes_output: bool,
    /// What will have been done.
    pub report: WriteReport,
    /// What became of each artifact.
    pub made: Files,
}

/// A file of the new edition.
pub struct Piece {
    /// Where it goes, from the output folder.
    pub to: PathBuf,
    /// Where it comes from.
    pub source: Source,
}

/// Where a file of the new edition comes from.
pub enum Source {
    /// From the output folder, where it stays too.
    Live {
        /// From the output folder.
        path: PathBuf,
        /// Not ours: if it has gone meanwhile, so be it.
        is_foreign: bool,
    },
    /// It is new, and waits by its number.
    Numbered(usize),
    /// It is new, and stands in the next edition already.
    InPlace,
}

impl Plan {
    /// Compares what was made with what stands.
    pub fn of(edition: &Edition, all: Files) -> Result<Self, Failure> {
        let mut draft = Draft { edition, manifest: Manifest::default(), pieces: Vec::new(), report: all.count() };
        let (output, project) = (sorted(&all.output), sorted(&all.project));
        draft.output(&output)?;
        let folders = draft.folders(&output);
        let remove = draft.project(&project)?;
        let replace = replacements(&project);
        let is_staged = output.values().any(|made| made.change != Change::Unchanged);
        let list = draft.manifest.to_bytes();
        // A removed file, too, makes another list.
        let changes_output = is_staged || edition.last_list.as_ref() != Some(&list);
        let journal = Journal { edition: Digest::of(&list), replace, remove };
        draft.report.removed += journal.remove.len();
        let Draft { pieces, report, .. } = draft;
        Ok(Plan { list, pieces, folders, journal, changes_output, report, made: all })
    }

    /// Whether a file of the new edition has, for sure, the bytes that the list says. `stat` is what a look that began at `seen`
    /// says of it, and `live` what stood in the output folder.
    pub fn is_known(&self, path: &Path, live: Option<&Entry>, stat: &Stat, seen: Time) -> bool {
        let change = path.to_str().and_then(|path| self.made.output.get(path)).map(|made| made.change);
        match (live, change) {
            (Some(live), _) if live.is_known && live.stat.is_untouched(stat) => true,
            (_, Some(Change::Staged { .. })) => stat.is_settled(seen),
            (Some(live), change) if live.stat.has_same_bytes(stat) => {
                (live.is_known || change.is_some()) && stat.is_settled(seen)
            }
            _ => false,
        }
    }

    /// Whether the disk is as it should be.
    pub fn changes_nothing(&self) -> bool {
        !self.changes_output && self.journal.replace.is_empty() && self.journal.remove.is_empty()
    }
}

/// A plan in the making.
struct Draft<'a> {
    edition: &'a Edition,
    manifest: Manifest,
    pieces: Vec<Piece>,
    report: WriteReport,
}

impl Draft<'_> {
    fn output(&mut self, made: &BTreeMap<&str, Made>) -> Result<(), Failure> {
        self.manifest.output = made.iter().map(|(path, made)| ((*path).to_owned(), made.digest)).collect();
        let edition = self.edition;
        for (path, made) in made {
            match made.change {
                Change::Staged { number: Some(number), .. } => self.piece(path.into(), Source::Numbered(number)),
                Change::Staged { number: None, .. } => self.piece(path.into(), Source::InPlace),
                Change::Unchanged => {}
            }
        }
        for (path, entry) in edition.standing.files() {
            let (path, text) = (path.as_path(), path.to_str());
            if path == Path::new(manifest::NAME) {
                continue;
            }
            match text.and_then(|text| made.get(text)) {
                Some(Made { change: Change::Unchanged, .. }) => self.carry(path, path.to_owned(), false),
                Some(Made { change: Change::Staged { fate: Fate::SetAside, .. }, .. }) => self.set_aside(made, path),
                Some(_) => {}
                None => match text.and_then(|text| Some((text, *edition.last.output.get(text)?))) {
                    Some((text, digest)) => self.no_longer_made(made, text, digest, entry)?,
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
        entry: &Entry,
    ) -> Result<(), Failure> {
        let is_ours = || -> Result<bool, Failure> {
            let bytes = || read_plain(self.edition.workshop.disk(), &self.edition.ground.out.join(path));
            Ok(entry.is_known || bytes()?.is_some_and(|bytes| Digest::of(&bytes) == digest))
        };
        if self.edition.options.keep_others && entry.stat.kind == Kind::File && blocker(made, Path::new(path)).is_none()
        {
            self.manifest.output.insert(path.to_owned(), digest);
            self.carry(Path::new(path), path.into(), false);
        } else if is_ours()? {
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
                    .is_some_and(|entry| rest == Path::new("") || entry.stat.kind != Kind::Folder)
        };
        let free = tree::free_name(blocked, is_taken);
        let to = if rest == Path::new("") { free } else { free.join(rest) };
        self.report.set_aside += 1;
        self.carry(path, to, true);
    }

    fn carry(&mut self, from: &Path, to: PathBuf, is_foreign: bool) {
        self.piece(to, Source::Live { path: from.to_owned(), is_foreign });
    }

    fn piece(&mut self, to: PathBuf, source: Source) {
        self.pieces.push(Piece { to, source });
    }

    /// Folders that no file of ours was in.
    fn folders(&self, made: &BTreeMap<&str, Made>) -> Vec<PathBuf> {
        let standing = self.edition.standing.folders().iter().skip(1).map(|folder| &folder.path);
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
}

fn sorted(made: &rustc_hash::FxHashMap<String, Made>) -> BTreeMap<&str, Made> {
    let mut made: Vec<(&str, Made)> = made.iter().map(|(path, made)| (path.as_str(), *made)).collect();
    made.par_sort_unstable_by_key(|&(path, _)| path);
    made.into_iter().collect()
}

fn replacements(made: &BTreeMap<&str, Made>) -> Vec<Replace> {
    let staged = made.iter().filter_map(|(path, made)| match made.change {
        Change::Staged { old, fate, .. } => Some(Replace { path: (*path).to_owned(), old, fate }),
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

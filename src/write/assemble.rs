//! The next edition, completed in the workshop: what is new, and what stays, as second names of the files that stand.
//!
//! Where an edition stands by, only what differs is done to it; else everything is put together anew. Either way each
//! name is judged by the file that it leads to now, so it does not matter how the edition that stands by came to be.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::disk::{Disk, Kind, OWNER_MAY_ALL, Time};
use super::plan::{Piece, Plan, Source};
use super::standing::{Entry, Folder, Standing};
use super::{Edition, manifest, tree};
use crate::failure::Failure;

/// A whole edition in the workshop.
pub struct Assembled {
    /// What stands in it.
    pub standing: Standing,
    /// Whether files that stay are shared with the edition before, so that to keep both costs next to nothing.
    pub is_shared: bool,
}

/// Completes the next edition, on the base of what lies in its folder already.
pub fn assemble(edition: &Edition, plan: &Plan, base: Standing) -> Result<Assembled, Failure> {
    let assembly = Assembly::of(edition, plan, base);
    assembly.clear()?;
    assembly.make_folders()?;
    assembly.missing.par_iter().try_for_each(|piece| assembly.put(piece))?;
    let list = assembly.next.join(manifest::NAME);
    assembly.disk().write_new(&list, &plan.list).map_err(Failure::write(&list))?;
    let seen = edition.workshop.disk().now();
    let changed_modes = assembly.keep_modes()?;
    let standing = assembly.look(seen, &changed_modes)?;
    Ok(Assembled { standing, is_shared: assembly.is_shared.into_inner() })
}

struct Assembly<'a> {
    edition: &'a Edition,
    plan: &'a Plan,
    next: PathBuf,
    base: Standing,
    /// What the base does not have yet.
    missing: Vec<&'a Piece>,
    /// What the base has, and the edition does not.
    stale: Vec<PathBuf>,
    /// Every folder of the edition, outer ones first.
    folders: Vec<PathBuf>,
    /// Folders of the base that the edition does not have, inner ones first.
    stale_folders: Vec<PathBuf>,
    /// Folders whose names change.
    touched: FxHashSet<PathBuf>,
    is_shared: AtomicBool,
}

impl<'a> Assembly<'a> {
    fn of(edition: &'a Edition, plan: &'a Plan, base: Standing) -> Self {
        let is_there = |piece: &Piece| match &piece.source {
            Source::Live { .. } if base.is_empty() => false,
            Source::Live { path, .. } => {
                let (wanted, there) = (edition.standing.get(path), base.get(&piece.to));
                wanted.zip(there).is_some_and(|(wanted, there)| wanted.stat.is_same_file(&there.stat))
            }
            Source::InPlace => true,
            Source::Numbered(_) => false,
        };
        let (there, missing): (Vec<&Piece>, Vec<&Piece>) = plan.pieces.par_iter().partition(|piece| is_there(piece));
        let there: FxHashSet<&Path> = there.into_iter().map(|piece| piece.to.as_path()).collect();
        let stale: Vec<_> = base.files().map(|(path, _)| path).filter(|path| !there.contains(path.as_path())).collect();
        let folders = folders_of(plan, &base);
        let stale_folders: Vec<PathBuf> = {
            let wanted: FxHashSet<&Path> = folders.iter().map(PathBuf::as_path).collect();
            let folders = base.folders().iter().rev().filter(|folder| !wanted.contains(folder.path.as_path()));
            folders.map(|folder| folder.path.clone()).collect()
        };
        let new_folders = folders.iter().filter(|folder| base.folder(folder).is_none());
        let changed = missing.iter().map(|piece| &piece.to).chain(&stale).chain(&stale_folders).chain(new_folders);
        let mut touched: FxHashSet<PathBuf> = changed.filter_map(|path| path.parent().map(Path::to_owned)).collect();
        // The list is always new.
        touched.insert(PathBuf::new());
        let next = edition.workshop.next();
        let is_shared = AtomicBool::new(true);
        Self { edition, plan, next, base, missing, stale, folders, stale_folders, touched, is_shared }
    }

    fn disk(&self) -> &'a dyn Disk {
        self.edition.workshop.disk()
    }

    /// Takes from the base what does not belong to the edition.
    fn clear(&self) -> Result<(), Failure> {
        let closed =
            self.base.folders().iter().filter(|folder| {
                folder.stat.mode & OWNER_MAY_ALL != OWNER_MAY_ALL && self.touched.contains(&folder.path)
            });
        for folder in closed {
            let folder = self.next.join(&folder.path);
            self.disk().set_mode(&folder, OWNER_MAY_ALL).map_err(Failure::write(&folder))?;
        }
        self.stale.par_iter().try_for_each(|path| {
            let file = self.next.join(path);
            self.disk().remove_file(&file).or_else(tree::is_gone).map_err(Failure::write(&file))
        })?;
        self.stale_folders.iter().try_for_each(|path| {
            let folder = self.next.join(path);
            self.disk().remove_folder(&folder).or_else(tree::is_gone).map_err(Failure::write(&folder))
        })
    }

    fn make_folders(&self) -> Result<(), Failure> {
        let missing = self.folders.iter().filter(|path| self.base.folder(path).is_none());
        for path in missing {
            self.edition.workshop.make_folders(&self.next.join(path))?;
        }
        Ok(())
    }

    fn put(&self, piece: &Piece) -> Result<(), Failure> {
        let to = self.next.join(&piece.to);
        let disk = self.disk();
        let done = match &piece.source {
            Source::InPlace => Ok(()),
            Source::Numbered(number) => disk.rename(&self.edition.workshop.new_files().join(number.to_string()), &to),
            Source::Live { path, is_foreign } => {
                let from = self.edition.ground.out.join(path);
                // Some disks have no links, and some systems allow none to other people's files.
                let done = disk.link(&from, &to).or_else(|_| {
                    self.is_shared.fetch_and(*is_foreign, Ordering::Relaxed);
                    disk.copy(&from, &to)
                });
                // Not ours: if it has gone meanwhile, so be it.
                let is_gone = |error: &std::io::Error| *is_foreign && error.kind() == ErrorKind::NotFound;
                done.or_else(|error| if is_gone(&error) { Ok(()) } else { Err(error) })
            }
        };
        done.map_err(Failure::write(&to))
    }

    /// Gives folders the permissions that they had, innermost first: one that is closed can no longer be filled.
    fn keep_modes(&self) -> Result<FxHashSet<PathBuf>, Failure> {
        let mut changed = FxHashSet::default();
        let usual = self.mode(Path::new(""))?;
        for live in self.edition.standing.folders().iter().rev() {
            let now = match self.base.folder(&live.path) {
                Some(folder) if !self.touched.contains(&live.path) => Some(folder.stat.mode),
                _ if live.stat.mode == usual && self.base.is_empty() => continue,
                _ => self.mode_if_there(&live.path)?,
            };
            if now.is_some_and(|now| now != live.stat.mode) {
                let folder = self.next.join(&live.path);
                let done = self.disk().set_mode(&folder, live.stat.mode);
                done.or_else(tree::is_gone).map_err(Failure::write(&folder))?;
                changed.insert(live.path.clone());
            }
        }
        Ok(changed)
    }

    fn mode(&self, path: &Path) -> Result<u32, Failure> {
        Ok(self.mode_if_there(path)?.unwrap_or(OWNER_MAY_ALL))
    }

    fn mode_if_there(&self, path: &Path) -> Result<Option<u32>, Failure> {
        let folder = self.next.join(path);
        Ok(self.disk().stat(&folder).map_err(Failure::read(&folder))?.map(|stat| stat.mode))
    }

    /// What stands in the finished edition. Only folders that changed are listed.
    fn look(&self, seen: Time, changed_modes: &FxHashSet<PathBuf>) -> Result<Standing, Failure> {
        let folders = self.folders.par_iter().map(|path| {
            let is_new = self.touched.contains(path) || changed_modes.contains(path);
            match self.base.folder(path).filter(|_| !is_new) {
                Some(folder) => Ok(self.as_it_was(folder)),
                None => self.list(path, seen),
            }
        });
        Ok(Standing::new(folders.collect::<Result<_, Failure>>()?))
    }

    /// A folder of the base: its names lead to the files that stand in the output folder, and what is known of those holds.
    fn as_it_was(&self, folder: &Folder) -> Folder {
        let live = self.edition.standing.folder(&folder.path);
        let entries = folder.entries.iter().map(|entry| {
            let live = live.and_then(|live| live.entry(&entry.name)).filter(|live| live.stat.kind != Kind::Folder);
            let Some(live) = live else { return entry.clone() };
            let path = || folder.path.join(&entry.name);
            let is_known = live.is_known || self.plan.is_known(&path(), Some(live), &live.stat, self.edition.seen);
            Entry { is_known, ..live.clone() }
        });
        Folder { entries: entries.collect(), ..folder.clone() }
    }

    fn list(&self, path: &Path, seen: Time) -> Result<Folder, Failure> {
        let here = self.next.join(path);
        let stat = self.disk().stat(&here).map_err(Failure::read(&here))?;
        let stat = stat.ok_or_else(|| Failure::Read(here.clone(), ErrorKind::NotFound.into()))?;
        let mut folder = Folder::list(self.disk(), &self.next, path.to_owned(), stat, seen)?;
        for entry in folder.entries.iter_mut().filter(|entry| entry.stat.kind == Kind::File) {
            let file = path.join(&entry.name);
            entry.is_known = self.plan.is_known(&file, self.edition.standing.get(&file), &entry.stat, seen);
        }
        Ok(folder)
    }
}

/// Every folder that the edition needs, outer ones first.
fn folders_of(plan: &Plan, base: &Standing) -> Vec<PathBuf> {
    let mut found: FxHashSet<&Path> = FxHashSet::default();
    let parents = plan.pieces.iter().filter_map(|piece| piece.to.parent());
    for folder in parents.chain(plan.folders.iter().map(PathBuf::as_path)).chain([Path::new("")]) {
        for path in folder.ancestors() {
            if !found.insert(path) {
                break;
            }
        }
    }
    // Those of the base are in order already, so that few are left to sort.
    let old = base.folders().iter().map(|folder| &*folder.path).filter(|path| found.contains(path));
    let mut folders: Vec<PathBuf> = old.map(Path::to_owned).collect();
    let new = found.into_iter().filter(|path| base.folder(path).is_none());
    folders.extend(new.map(Path::to_owned));
    folders.sort();
    folders
}

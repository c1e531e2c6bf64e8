//! After the exchange, and after a kill: the same steps lead from every state on disk to a settled one.

use std::path::Path;

use super::disk::{Disk, Kind};
use super::ground::Ground;
use super::journal::Journal;
use super::manifest::{self, Manifest};
use super::workshop::Workshop;
use super::{project, swap, tree};
use crate::failure::Failure;

/// Whether the new edition stands in the output folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Not yet: what lies in the workshop is of no use.
    Before,
    /// Yes: what lies in the workshop is the edition before.
    After,
}

/// Settles what a killed build left: finishes it where the new edition stands already, else undoes it.
///
/// Files of the project are finished as far as they can be; this build makes them again anyway.
pub fn recover(ground: &Ground, workshop: &Workshop) -> Result<(), Failure> {
    swap::restore(workshop, &ground.out)?;
    let progress = match Journal::read(workshop)? {
        Some(journal) if journal.is_under_way(workshop.disk(), &ground.out)? => {
            project::finish(ground, workshop, &journal);
            Progress::After
        }
        _ => Progress::Before,
    };
    clear(ground, workshop, progress)?;
    forget(workshop)
}

/// Removes the editions that do not stand in the output folder.
pub fn clear(ground: &Ground, workshop: &Workshop, progress: Progress) -> Result<(), Failure> {
    if progress == Progress::After {
        rescue(ground, workshop, &workshop.next())?;
    }
    rescue(ground, workshop, &workshop.last())?;
    tree::remove(workshop.disk(), &workshop.next())?;
    tree::remove(workshop.disk(), &workshop.last())
}

/// Removes the new files of the project, and then the journal: until it goes, all this can be begun again.
pub fn forget(workshop: &Workshop) -> Result<(), Failure> {
    tree::remove(workshop.disk(), &workshop.project())?;
    tree::remove(workshop.disk(), &workshop.journal())
}

/// Moves what is not ours from an edition that goes into the one that stands: a file that somebody put there in
/// the instant between the listing and the exchange.
fn rescue(ground: &Ground, workshop: &Workshop, edition: &Path) -> Result<(), Failure> {
    let disk = workshop.disk();
    let list = super::journal::read_plain(disk, &edition.join(manifest::NAME))?;
    let manifest = list.and_then(|bytes| Manifest::from_bytes(&bytes)).unwrap_or_default();
    let is_ours = |path: &Path| {
        path == Path::new(manifest::NAME) || path.to_str().is_some_and(|path| manifest.output.contains_key(path))
    };
    for (path, stat) in tree::list(disk, edition)? {
        let kept = ground.out.join(&path);
        if stat.kind == Kind::Folder || is_ours(&path) || is_taken(disk, &ground.out, &path)? {
            continue;
        }
        tree::create_folders(disk, &ground.out, kept.parent().expect("it lies in the output folder"))?;
        disk.rename(&edition.join(&path), &kept).map_err(Failure::write(&kept))?;
    }
    Ok(())
}

/// Whether something stands at a path, or a file where one of its folders would be.
fn is_taken(disk: &dyn Disk, out: &Path, path: &Path) -> Result<bool, Failure> {
    let mut here = out.to_owned();
    for name in path {
        here.push(name);
        match disk.stat(&here).map_err(Failure::read(&here))?.map(|stat| stat.kind) {
            None => return Ok(false),
            Some(Kind::Folder) => {}
            Some(_) => return Ok(true),
        }
    }
    Ok(true)
}

//! After the exchange, and after a kill: the same steps lead from every state on disk to a settled one.

use std::path::Path;

use super::disk::{Disk, Kind};
use super::ground::Ground;
use super::journal::{Journal, read_plain};
use super::manifest::{self, Manifest};
use super::standing::{Files, Look, Standing};
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
    let disk = workshop.disk();
    for (edition, may_be_old) in [(workshop.next(), progress == Progress::After), (workshop.last(), true)] {
        if disk.stat(&edition).map_err(Failure::read(&edition))?.is_none() {
            continue;
        }
        if may_be_old {
            let list = read_plain(disk, &edition.join(manifest::NAME))?;
            let manifest = list.and_then(|bytes| Manifest::from_bytes(&bytes)).unwrap_or_default();
            rescue(ground, workshop, &edition, &manifest, Standing::default())?;
        }
        tree::remove(disk, &edition)?;
    }
    Ok(())
}

/// Removes the new files, and then the journal: until it goes, all this can be begun again.
pub fn forget(workshop: &Workshop) -> Result<(), Failure> {
    tree::remove(workshop.disk(), &workshop.new_files())?;
    tree::remove(workshop.disk(), &workshop.project())?;
    tree::remove(workshop.disk(), &workshop.journal())
}

/// Moves what is not ours from an edition that goes into the one that stands: a file that somebody put there in
/// the instant between the listing and the exchange. Says what stands in the edition that goes.
pub fn rescue(
    ground: &Ground,
    workshop: &Workshop,
    edition: &Path,
    manifest: &Manifest,
    remembered: Standing,
) -> Result<Standing, Failure> {
    let disk = workshop.disk();
    let is_ours = |path: &Path| {
        path == Path::new(manifest::NAME) || path.to_str().is_some_and(|path| manifest.output.contains_key(path))
    };
    let Look { standing, listed } = remembered.look_again(disk, edition, Files::Remembered)?;
    // In the other folders stands what was carried over.
    for before in listed {
        let now = standing.folder(&before.path).expect("it was listed");
        for entry in now.entries.iter().filter(|entry| entry.stat.kind != Kind::Folder) {
            let path = now.path.join(&entry.name);
            let is_carried = || before.entry(&entry.name).is_some_and(|before| before.stat.is_same_file(&entry.stat));
            if is_carried() || is_ours(&path) || is_taken(disk, &ground.out, &path)? {
                continue;
            }
            let kept = ground.out.join(&path);
            tree::create_folders(disk, &ground.out, kept.parent().expect("it lies in the output folder"))?;
            disk.rename(&edition.join(&path), &kept).map_err(Failure::write(&kept))?;
        }
    }
    Ok(standing)
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

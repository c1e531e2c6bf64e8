//! Files that a build makes among files that people write: each is whole, old or new, and replaced only when it differs.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::disk::{Disk, Kind};
use super::ground::{Ground, refuse};
use super::journal::{Fate, Journal, Remove, Replace, read_plain};
use super::tree;
use super::workshop::Workshop;
use crate::digest::Digest;
use crate::failure::Failure;

/// Puts the staged files in their places and removes those that are no longer made. One that fails does not stop the
/// others; what failed is returned, in the journal's order.
pub fn finish(ground: &Ground, workshop: &Workshop, journal: &Journal) -> Vec<Failure> {
    let replaced: Vec<_> = journal.replace.par_iter().map(|file| replace(ground, workshop, file)).collect();
    // New pages first: until the old ones go, no link leads nowhere.
    let removed: Vec<_> = journal.remove.par_iter().map(|file| remove(ground, workshop.disk(), file)).collect();
    replaced.into_iter().chain(removed).filter_map(Result::err).collect()
}

fn replace(ground: &Ground, workshop: &Workshop, file: &Replace) -> Result<(), Failure> {
    let disk = workshop.disk();
    let staged = workshop.project().join(&file.path);
    let target = ground.resolve_project_file(disk, &file.path)?;
    remove_left_over(disk, &target)?;
    if disk.stat(&staged).map_err(Failure::read(&staged))?.is_none() {
        // A build that was killed later than here has done it.
        return Ok(());
    }
    if digest(disk, &target)? != file.old {
        return Err(refuse(&target, "somebody changed it while the build ran; build again"));
    }
    tree::create_folders(disk, &ground.root, target.parent().expect("the project is a folder"))?;
    match file.fate {
        Fate::Replaced => {}
        Fate::Shared => disk.flush(&staged).map_err(Failure::write(&staged))?,
        Fate::SetAside => set_aside(disk, &target)?,
    }
    keep_mode(disk, &target, &staged)?;
    put(disk, &staged, &target).map_err(Failure::write(&target))
}

/// One rename. Where the workshop stands on another disk, the file is copied beside its place first.
fn put(disk: &dyn Disk, staged: &Path, target: &Path) -> std::io::Result<()> {
    match disk.rename(staged, target) {
        Err(error) if error.kind() == ErrorKind::CrossesDevices => {
            let beside = beside(target);
            disk.copy(staged, &beside)?;
            disk.flush(&beside)?;
            disk.rename(&beside, target)?;
            disk.remove_file(staged)
        }
        done => done,
    }
}

fn beside(target: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(target.file_name().expect("a file has a name"));
    name.push(".glossbook-new");
    target.with_file_name(name)
}

// It is there only while the staged file and the journal are, which prove it ours.
fn remove_left_over(disk: &dyn Disk, target: &Path) -> Result<(), Failure> {
    tree::remove(disk, &beside(target))
}

fn set_aside(disk: &dyn Disk, target: &Path) -> Result<(), Failure> {
    let is_taken = |path: &Path| disk.stat(path).is_ok_and(|stat| stat.is_some());
    disk.rename(target, &tree::free_name(target, is_taken)).map_err(Failure::write(target))
}

fn keep_mode(disk: &dyn Disk, target: &Path, staged: &Path) -> Result<(), Failure> {
    let mode = |path: &Path| Ok(disk.stat(path).map_err(Failure::read(path))?.map(|stat| stat.mode));
    match (mode(target)?, mode(staged)?) {
        (Some(old), Some(new)) if old != new => disk.set_mode(staged, old).map_err(Failure::write(staged)),
        _ => Ok(()),
    }
}

fn remove(ground: &Ground, disk: &dyn Disk, file: &Remove) -> Result<(), Failure> {
    let target = ground.resolve_project_file(disk, &file.path)?;
    if digest(disk, &target)? != Some(file.old) {
        return Ok(());
    }
    disk.remove_file(&target).or_else(tree::is_gone).map_err(Failure::write(&target))
}

/// Whether a file stands there that still has the bytes which we wrote.
pub fn is_ours(ground: &Ground, disk: &dyn Disk, path: &str, written: Digest) -> Result<bool, Failure> {
    match ground.resolve_project_file(disk, path) {
        // Not a place that we would write to today: whatever it is, it stays.
        Err(Failure::Output(..)) => Ok(false),
        Err(failure) => Err(failure),
        Ok(target) => Ok(digest(disk, &target)? == Some(written)),
    }
}

fn digest(disk: &dyn Disk, path: &Path) -> Result<Option<Digest>, Failure> {
    Ok(read_plain(disk, path)?.map(|bytes| Digest::of(&bytes)))
}

/// The bytes that stand at the place of a file of the project.
pub fn before(disk: &dyn Disk, target: &Path) -> Result<Option<Vec<u8>>, Failure> {
    match disk.stat(target).map_err(Failure::read(target))?.map(|stat| stat.kind) {
        None => Ok(None),
        Some(Kind::File) => disk.read(target).map(Some).map_err(Failure::read(target)),
        Some(_) => Err(refuse(target, "a file belongs there, and something else is in the way; move it away")),
    }
}

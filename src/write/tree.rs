//! Folders: making them, and removing them with everything in them.

use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::disk::{Disk, Kind, OWNER_MAY_ALL, Stat};
use super::manifest;
use crate::failure::Failure;

/// Removes a folder and everything below it, or a file, or a link itself. Nothing there is fine.
///
/// The list of files goes last, so that what is left after a kill can still be told apart.
pub fn remove(disk: &dyn Disk, path: &Path) -> Result<(), Failure> {
    match disk.stat(path).map_err(Failure::read(path))? {
        None => Ok(()),
        Some(stat) => remove_entry(disk, path, stat),
    }
}

fn remove_entry(disk: &dyn Disk, path: &Path, stat: Stat) -> Result<(), Failure> {
    if stat.kind != Kind::Folder {
        return disk.remove_file(path).or_else(is_gone).map_err(Failure::write(path));
    }
    if stat.mode & OWNER_MAY_ALL != OWNER_MAY_ALL {
        disk.set_mode(path, OWNER_MAY_ALL).map_err(Failure::write(path))?;
    }
    let entries = disk.list(path).map_err(Failure::read(path))?;
    let (last, first): (Vec<_>, Vec<_>) = entries.into_iter().partition(|(name, _)| name == manifest::NAME);
    first.par_iter().try_for_each(|(name, stat)| remove_entry(disk, &path.join(name), *stat))?;
    last.iter().try_for_each(|(name, stat)| remove_entry(disk, &path.join(name), *stat))?;
    disk.remove_folder(path).or_else(is_gone).map_err(Failure::write(path))
}

/// Makes a folder, and those above it down from `base`, which is there. Folders that stand already are fine.
pub fn create_folders(disk: &dyn Disk, base: &Path, folder: &Path) -> Result<(), Failure> {
    let inside = folder.strip_prefix(base).expect("the folder lies below the base");
    let mut path = base.to_owned();
    for name in inside {
        path.push(name);
        create_folder(disk, &path)?;
    }
    Ok(())
}

/// Makes a folder, which may stand already.
pub fn create_folder(disk: &dyn Disk, path: &Path) -> Result<(), Failure> {
    match disk.create_folder(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        done => done.map_err(Failure::write(path)),
    }
}

/// For `or_else`: what is gone needs no removing.
pub fn is_gone(error: io::Error) -> io::Result<()> {
    if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) }
}

/// A name beside `path` that is free: the same with a `~`, as editors name their backups.
pub fn free_name(path: &Path, is_taken: impl Fn(&Path) -> bool) -> PathBuf {
    let mut name = path.to_owned().into_os_string();
    loop {
        name.push("~");
        if !is_taken(Path::new(&name)) {
            return name.into();
        }
    }
}

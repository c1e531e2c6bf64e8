//! The one step: a whole edition takes the output folder's place.
//!
//! Linux and macOS exchange two folders in one step. Elsewhere, and on disks that cannot, the old folder is first renamed into
//! the workshop: for the time between two renames there is no output folder, and a build killed just there is
//! put right by the next one, see [`restore`].

use std::io::{self, ErrorKind};
use std::path::Path;

use super::disk::Kind;
use super::ground::{IN_ONE_STEP, refuse};
use super::workshop::Workshop;
use crate::failure::Failure;

/// Puts the staged edition in the output folder's place. The edition before lies in the workshop afterwards.
pub fn swap(workshop: &Workshop, out: &Path) -> Result<(), Failure> {
    let disk = workshop.disk();
    let next = workshop.next();
    let is_first = disk.stat(out).map_err(Failure::read(out))?.is_none();
    let done = if is_first { disk.rename(&next, out) } else { disk.exchange(&next, out) };
    let done = match done {
        Err(error) if error.kind() == ErrorKind::Unsupported => swap_in_two_steps(workshop, out),
        done => done,
    };
    done.map_err(|error| match error.kind() {
        ErrorKind::CrossesDevices | ErrorKind::ResourceBusy => refuse(out, IN_ONE_STEP),
        _ => Failure::Write(out.to_owned(), error),
    })
}

fn swap_in_two_steps(workshop: &Workshop, out: &Path) -> io::Result<()> {
    let disk = workshop.disk();
    disk.rename(out, &workshop.last())?;
    disk.rename(&workshop.next(), out).inspect_err(|_| {
        // If this fails too, the next build does it.
        let _ = disk.rename(&workshop.last(), out);
    })
}

/// Brings back the edition before, when a swap in two steps ended after the first.
pub fn restore(workshop: &Workshop, out: &Path) -> Result<(), Failure> {
    let disk = workshop.disk();
    let last = workshop.last();
    let is_there = |path: &Path| disk.stat(path).map_err(Failure::read(path));
    let is_halfway = is_there(out)?.is_none() && is_there(&last)?.is_some_and(|stat| stat.kind == Kind::Folder);
    if is_halfway { disk.rename(&last, out).map_err(Failure::write(out)) } else { Ok(()) }
}

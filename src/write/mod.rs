//! Files to disk: a build puts a whole edition in its place in one step, or leaves everything as it was.
//!
//! An [`Edition`] takes [`Artifact`]s from many threads. What is equal to the file on disk is only noted; what is new or
//! changed is written into a folder beside the output folder, the workshop (`.build.glossbook` for `build`).
//! [`Edition::commit`] adds to it, as hard links, what stays: unchanged files, and files that are not ours. Then the
//! finished folder and the output folder change places.
//!
//! # The states on disk
//!
//! A build can be killed between any two of these steps, and no state needs cleaning up by hand:
//!
//! | | Output folder | Workshop | The next build |
//! |---|---|---|---|
//! | 0 | old edition | none | |
//! | 1 | old edition | lock, a part of the new edition | removes the workshop's files |
//! | 2 | old edition | lock, the whole new edition, the journal | removes the workshop's files |
//! | 3 | **new edition** | lock, journal, the old edition, new files of the project | finishes what the journal says |
//! | 4 | new edition | lock, journal, a part of the old edition | removes the workshop's files |
//! | 5 | new edition | none | |
//!
//! From 2 to 3 is one system call. Where the system has no such call, the old edition is renamed into the workshop first, and a
//! build killed between two renames leaves no output folder; the next build then puts the old one back.
//!
//! **Files of the project** (Markdown among hand-written pages, the navigation in `mkdocs.yml`) have no folder of their own that
//! could change places. Each is replaced by one rename, after the exchange: the list of files that goes with the new
//! edition then names them already, so that whatever a kill leaves is known to be ours, and the journal says
//! what is still to be done. A failure that could be foreseen (a full disk, a hand-written file in the way) comes before
//! the exchange, because the new bytes are all staged by then (where project and output are on two disks, they are copied
//! once more after it). A file that somebody edits meanwhile is left alone.
//!
//! **Nothing else is removed.** The list of files, `.glossbook.json` in the output folder, has a hash for each. A file that is no longer
//! made goes only if it still has the bytes that we wrote.
//!
//! **The lock** is the operating system's, on a file in the workshop, and ends with the process. A second build waits up to
//! ten seconds, then ends with a message. Begin an edition before you read the inputs if a build that had to
//! wait must not be older than the one it waited for.
//!
//! A power cut is not a kill: the disk may lose bytes that it had not stored yet. The next build compares bytes, not dates,
//! and mends that; files that people wrote most of are flushed before they are replaced.
//!
//! Each build with changes makes the output folder anew: a program that stands *in* it must open it again.

mod disk;
mod ground;
mod journal;
mod manifest;
mod plan;
mod project;
mod recover;
mod swap;
#[cfg(test)]
mod tests;
mod tree;
mod workshop;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use self::disk::{Disk, Kind, RealDisk};
use self::ground::{Ground, refuse};
use self::journal::{Fate, read_plain};
use self::manifest::Manifest;
use self::plan::Plan;
use self::recover::Progress;
use self::tree::Standing;
use self::workshop::Workshop;
use crate::digest::Digest;
use crate::discover::Layout;
use crate::failure::Failure;
use crate::render::{Artifact, Place, Sink};

/// How long a build waits for another one.
const PATIENCE: Duration = Duration::from_secs(10);

/// What an edition may do.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Take over an output folder, and the places of files, that no earlier build wrote. What stands in the way and was not made by a
    /// program is kept under its name with a `~`.
    pub force: bool,
    /// Keep files of the last build that this one does not make, because it makes only some of the outputs.
    pub keep_others: bool,
}

/// What a build did to the disk. The list of files itself is not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WriteReport {
    /// Files that are new or have new bytes.
    pub written: usize,
    /// Files that stand as they stood.
    pub unchanged: usize,
    /// Files of an earlier build that are no longer made.
    pub removed: usize,
    /// Files of somebody else that stood in the way and have a `~` at their end now.
    pub set_aside: usize,
}

/// A build on its way to the disk. Dropped without [`commit`](Self::commit), it leaves everything as it was.
pub struct Edition {
    ground: Ground,
    options: Options,
    /// What the last build wrote.
    last: Manifest,
    /// The bytes of that list, where there is one.
    last_list: Option<Vec<u8>>,
    /// What stands in the output folder.
    standing: Standing,
    made: Mutex<BTreeMap<(Place, String), Made>>,
    // Dropped last, since it holds the lock.
    workshop: Workshop,
}

/// What became of one artifact.
#[derive(Clone, Copy, Debug)]
struct Made {
    digest: Digest,
    change: Change,
    /// A file in which builds only keep a block: it is never listed, so never removed.
    is_shared: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    Unchanged,
    /// The new bytes wait in the workshop.
    Staged {
        old: Option<Digest>,
        fate: Fate,
    },
}

impl Edition {
    /// Looks at the place where the edition goes, locks it, and settles what a killed build left.
    ///
    /// # Errors
    /// [`Failure::Output`] when the output folder must not be used (it endangers what people write, it is a link, it holds files that
    /// no build wrote) or another build is at work; [`Failure::Read`] and [`Failure::Write`] when the disk refuses.
    pub fn begin(layout: &Layout, options: Options) -> Result<Self, Failure> {
        Self::begin_on(Arc::new(RealDisk), layout, options, PATIENCE)
    }

    fn begin_on(disk: Arc<dyn Disk>, layout: &Layout, options: Options, patience: Duration) -> Result<Self, Failure> {
        let ground = Ground::survey(&*disk, layout)?;
        let mut workshop = Workshop::open(disk, &ground.out, patience)?;
        workshop.unsettled();
        recover::recover(&ground, &workshop)?;
        workshop.settled();
        let standing = tree::list(workshop.disk(), &ground.out)?;
        let last_list = read_plain(workshop.disk(), &ground.out.join(manifest::NAME))?;
        let last = read_list(&ground, &standing, last_list.as_deref(), options)?;
        Ok(Self { ground, options, last, last_list, standing, made: Mutex::default(), workshop })
    }

    /// Puts the edition in its place. Where nothing has changed, nothing is touched.
    ///
    /// # Errors
    /// [`Failure::Write`] and [`Failure::Read`] when the disk refuses, and [`Failure::Output`] when files that no build wrote are in
    /// the way: the edition before stands as it stood. Only a failure in a file of the project may come after the
    /// new edition stands; the other files are then finished all the same.
    pub fn commit(mut self) -> Result<WriteReport, Failure> {
        let plan = Plan::of(&self)?;
        if plan.changes_nothing() {
            return Ok(plan.report);
        }
        if plan.changes_output {
            plan.stage(&self)?;
        }
        self.workshop.unsettled();
        let swapped = plan.journal.write(&self.workshop).and_then(|()| match plan.changes_output {
            true => swap::swap(&self.workshop, &self.ground.out),
            false => Ok(()),
        });
        if let Err(failure) = swapped {
            if recover::recover(&self.ground, &self.workshop).is_ok() {
                self.workshop.settled();
            }
            return Err(failure);
        }
        let troubles = project::finish(&self.ground, &self.workshop, &plan.journal);
        // The edition stands. What cannot be cleared away now, or was not to be done in the project, the next build takes up.
        let cleared = recover::clear(&self.ground, &self.workshop, Progress::After);
        if troubles.is_empty() && cleared.and_then(|()| recover::forget(&self.workshop)).is_ok() {
            self.workshop.settled();
        }
        troubles.into_iter().next().map_or(Ok(plan.report), Err)
    }

    fn take_output(&self, path: &str, bytes: &[u8]) -> Result<Change, Failure> {
        let file = self.ground.out.join(path);
        let fate = match self.standing.get(Path::new(path)) {
            Some(stat) if stat.kind == Kind::File => match self.compare(path, &file, stat.len, bytes)? {
                None => return Ok(Change::Unchanged),
                Some(fate) => fate,
            },
            // A folder may hold only what is no longer made: the plan looks into it.
            Some(stat) if stat.kind == Kind::Folder => Fate::Replaced,
            Some(_) => self.fate(&file, false)?,
            None => Fate::Replaced,
        };
        self.workshop.stage(&self.workshop.next(), Path::new(path), bytes)?;
        Ok(Change::Staged { old: None, fate })
    }

    /// What happens to the file that stands in the output folder; nothing, when it is the same.
    fn compare(&self, path: &str, file: &Path, len: u64, bytes: &[u8]) -> Result<Option<Fate>, Failure> {
        let is_known = self.last.output.contains_key(path);
        if is_known && len != bytes.len() as u64 {
            return Ok(Some(Fate::Replaced));
        }
        let old = read_plain(self.workshop.disk(), file)?;
        if old.as_deref() == Some(bytes) {
            return Ok(None);
        }
        self.fate(file, is_known || is_generated(path, old.as_deref())).map(Some)
    }

    fn take_project(&self, path: &str, bytes: &[u8]) -> Result<Change, Failure> {
        let disk = self.workshop.disk();
        let target = self.ground.resolve_project_file(disk, path)?;
        let old = project::before(disk, &target)?;
        if old.as_deref() == Some(bytes) {
            return Ok(Change::Unchanged);
        }
        let is_known = old.is_none() || self.last.project.contains_key(path) || is_generated(path, old.as_deref());
        let fate = if is_shared(path) { Fate::Shared } else { self.fate(&target, is_known)? };
        self.workshop.stage(&self.workshop.project(), Path::new(path), bytes)?;
        Ok(Change::Staged { old: old.as_deref().map(Digest::of), fate })
    }

    /// What happens to a file that differs from the one which we made.
    fn fate(&self, file: &Path, is_known: bool) -> Result<Fate, Failure> {
        match (is_known, self.options.force) {
            (true, _) => Ok(Fate::Replaced),
            (false, true) => Ok(Fate::SetAside),
            (false, false) => Err(in_the_way(file)),
        }
    }
}

impl Sink for Edition {
    fn take(&self, artifact: Artifact) -> Result<(), Failure> {
        let (place, path) = self.ground.place(artifact.place, &artifact.path)?;
        let change = match place {
            Place::Output => self.take_output(path, &artifact.bytes),
            Place::Project => self.take_project(path, &artifact.bytes),
        }?;
        let is_shared = place == Place::Project && is_shared(path);
        let made = Made { digest: Digest::of(&artifact.bytes), change, is_shared };
        // A thread that panics here has not touched the map yet.
        let mut all = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        match all.insert((place, path.to_owned()), made) {
            None => Ok(()),
            Some(_) => Err(refuse(Path::new(path), "two pages of this build have that name")),
        }
    }
}

/// The list of the last build. A folder with files and without a list is somebody else's.
fn read_list(ground: &Ground, standing: &Standing, list: Option<&[u8]>, options: Options) -> Result<Manifest, Failure> {
    match list.map(Manifest::from_bytes) {
        Some(Some(manifest)) => Ok(manifest),
        _ if standing.is_empty() || options.force => Ok(Manifest::default()),
        Some(None) => Err(refuse(
            &ground.out,
            "glossbook cannot read its list of files there, `.glossbook.json`; take the folder over with `--force`, or name \
             another one",
        )),
        None => Err(refuse(
            &ground.out,
            "it holds files that glossbook did not write; name another folder, or take this one over with `--force`",
        )),
    }
}

fn in_the_way(file: &Path) -> Failure {
    refuse(file, "a file that glossbook did not write stands there; move it away, or replace it with `--force`")
}

/// Whether a file of the project is one that people write and in which builds only keep a block: the navigation.
///
/// What builds make as a whole is Markdown and JSON.
fn is_shared(path: &str) -> bool {
    !path.ends_with(".md") && !path.ends_with(".json")
}

/// Whether a program made what stands here, by what it says of itself: the comment on top, or being data.
fn is_generated(path: &str, bytes: Option<&[u8]>) -> bool {
    const HEAD: usize = 1024;
    let head = String::from_utf8_lossy(bytes.map_or(&[], |bytes| &bytes[..bytes.len().min(HEAD)])).to_lowercase();
    let comment = head.split_once("<!--").map_or("", |(_, rest)| rest.split("-->").next().unwrap_or(rest));
    path.ends_with(".json") || comment.contains("auto-generated") || comment.contains("glossbook")
}

//! Files to disk: a build puts a whole edition in its place in one step, or leaves everything as it was.
//!
//! An [`Edition`] takes [`Artifact`]s from many threads. What is equal to the file on disk is only noted; what is new or
//! changed is written into a folder beside the output folder, the workshop (`.build.glossbook` for `build`).
//! [`Edition::commit`] makes a whole folder of it there: unchanged files, and files that are not ours, come in as hard links. Then the
//! finished folder and the output folder change places.
//!
//! # What a change costs
//!
//! **The edition before stands by.** After the exchange it stays in the workshop, and the next build brings it up to date:
//! names come, go, or get another file, and then it is the next edition. So an edition with one new page costs a few
//! operations, and not a new name for every file. Of the edition that stands by only names are used, and each only when it
//! leads to the very file that stands in the output folder; nothing that somebody does to it is published. What we did not
//! put there is moved to the folder `kept`. The first change after a build from nothing has no edition to start from and makes
//! all names anew. The two editions share their files, so the second one takes room for names, and for what has just changed.
//!
//! **What is known is not read.** Beside it lies a record of both editions: number, length and times of each file and folder. A
//! file that is as the record says has the bytes that the list says. Only the system sets the time of the last change, so a page
//! that was edited and given its old date is found out; and what changed less than a step of the clock before it was written down
//! counts as unknown, and is read. A folder that is as the record says holds the same names, so it need not be listed.
//!
//! **What others remember.** [`Edition::commit_with`] keeps some bytes beside the edition, and [`Edition::remembered`] gives
//! them back while exactly that edition stands.
//!
//! All of this only saves work: where a part of it is missing, damaged or of another edition, the build does without, and the
//! workshop may be removed whenever no build runs.
//!
//! # The states on disk
//!
//! A build can be killed between any two of these steps, and no state needs cleaning up by hand:
//!
//! | | Output folder | Workshop: `lock`, perhaps `memory` and `live.record`, and | The next build |
//! |---|---|---|---|
//! | 0 | old edition | perhaps `standby`, the edition before, with `standby.record` | |
//! | 1 | old edition | the same, and in `new` some new files | removes `new` |
//! | 2 | old edition | in `next` the edition that stood by, changed in part, without its record; or a part of a new folder | removes `next` |
//! | 3 | old edition | in `next` the whole new edition, the journal, no memory | removes `next` |
//! | 4 | **new edition** | in `next` the old edition; the journal, new files of the project | finishes what the journal says, moves what came late from `next` to the output folder, removes it |
//! | 5 | new edition | the old edition as `standby`, records or parts of them, the journal | finishes what the journal says |
//! | 6 | new edition | `standby`, both records, `memory` | |
//!
//! From 3 to 4 is one system call. Where the system has no such call, the old edition is renamed into the workshop first, as `last`, and a
//! build killed between two renames leaves no output folder; the next build then puts the old one back. Where the
//! system has no hard links, or files without numbers, nothing stands by, and each changed edition is copied.
//!
//! Only a finished edition is ever called `standby`, and its record is removed before anything else happens to it. Files with
//! a name in both editions are never written to.
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
//! **The lock** is the operating system's, on a file in the workshop, and ends with the process. A second build waits; when
//! nothing has moved in the workshop for ten seconds, it ends with a message. Begin an edition before you read the inputs if
//! a build that had to wait must not be older than the one it waited for.
//!
//! A power cut is not a kill: the disk may lose bytes that it had not stored yet. The next build compares bytes, not dates,
//! and mends that; files that people wrote most of are flushed before they are replaced.
//!
//! Each build with changes makes the output folder anew: a program that stands *in* it must open it again.

mod assemble;
mod disk;
mod ground;
mod journal;
mod manifest;
mod plan;
mod project;
mod record;
mod recover;
mod standby;
mod standing;
mod swap;
#[cfg(test)]
mod tests;
mod tree;
mod workshop;

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rustc_hash::{FxBuildHasher, FxHashMap};

use self::assemble::Assembled;
use self::disk::{Disk, Kind, RealDisk, Time};
use self::ground::{Ground, refuse};
use self::journal::{Fate, read_plain};
use self::manifest::Manifest;
use self::plan::Plan;
use self::record::Sealed;
use self::standing::{Entry, Standing};
use self::workshop::Workshop;
use crate::digest::Digest;
use crate::discover::Layout;
use crate::failure::Failure;
use crate::render::{Artifact, Place, Sink};

/// How long a build waits for another one in which nothing moves.
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
    /// Whether that list is the one that we wrote, byte for byte.
    is_recorded: bool,
    /// What stands in the output folder.
    standing: Standing,
    /// When the look at it began.
    seen: Time,
    /// Whether new files wait by number for the edition that stands by; else they go straight into the next one.
    has_standby: bool,
    made: Mutex<Files>,
    /// How many files had to be read to see that they are as they were.
    reads: AtomicUsize,
    // Dropped last, since it holds the lock.
    workshop: Workshop,
}

/// What became of each artifact.
#[derive(Debug, Default)]
struct Files {
    /// In the output folder, by path.
    output: FxHashMap<String, Made>,
    /// In the project, by path.
    project: FxHashMap<String, Made>,
}

/// What became of one artifact.
#[derive(Clone, Copy, Debug)]
struct Made {
    digest: Digest,
    change: Change,
    /// The last list says the same of it.
    is_listed: bool,
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
        /// Where they wait, see [`Workshop::stage_numbered`]; nothing where they are in their place.
        number: Option<usize>,
    },
}

/// More files than this are not read twice: what was found out is written down.
const MANY_READS: usize = 64;

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
        let disk = workshop.disk();
        let last_list = read_plain(disk, &ground.out.join(manifest::NAME))?;
        let recorded =
            last_list.as_deref().and_then(|list| record::read(disk, &workshop.live_record(), Digest::of(list)));
        let is_recorded = recorded.is_some();
        let seen = disk.now();
        let look = || recorded.unwrap_or_default().look_again(disk, &ground.out, standing::Files::Asked);
        let (look, last) = rayon::join(look, || last_list.as_deref().map(Manifest::from_bytes));
        let standing = look?.standing;
        let last = the_list(&ground, &standing, last, options)?;
        let has_standby = standby::is_there(&workshop)?;
        let room = FxHashMap::with_capacity_and_hasher(last.output.len(), FxBuildHasher);
        let made = Mutex::new(Files { output: room, project: FxHashMap::default() });
        let reads = AtomicUsize::new(0);
        Ok(Self { ground, options, last, last_list, is_recorded, standing, seen, has_standby, made, reads, workshop })
    }

    /// What was given to [`commit_with`](Self::commit_with) for exactly the edition that stands now; nothing where that is
    /// not sure, or it is damaged.
    pub fn remembered(&self) -> Option<Vec<u8>> {
        let list = Digest::of(self.last_list.as_deref()?);
        record::read_sealed(self.workshop.disk(), &self.workshop.memory(), list)
    }

    /// Puts the edition in its place. Where nothing has changed, nothing is touched.
    ///
    /// # Errors
    /// [`Failure::Write`] and [`Failure::Read`] when the disk refuses, and [`Failure::Output`] when files that no build wrote are in
    /// the way: the edition before stands as it stood. Only a failure in a file of the project may come after the
    /// new edition stands; the other files are then finished all the same.
    pub fn commit(self) -> Result<WriteReport, Failure> {
        self.commit_with(Vec::new)
    }

    /// The same, and keeps some bytes that the next build gets back from [`remembered`](Self::remembered), as long as this
    /// edition stands. They are made meanwhile. That they cannot be kept is no failure.
    ///
    /// # Errors
    /// Those of [`commit`](Self::commit).
    pub fn commit_with(self, memory: impl FnOnce() -> Vec<u8> + Send) -> Result<WriteReport, Failure> {
        self.commit_and(Some(memory))
    }

    /// The same, and keeps what was [`remembered`](Self::remembered), if this edition is the one that it was kept with.
    ///
    /// # Errors
    /// Those of [`commit`](Self::commit).
    pub fn commit_as_remembered(self) -> Result<WriteReport, Failure> {
        self.commit_and(None::<fn() -> Vec<u8>>)
    }

    fn commit_and(mut self, memory: Option<impl FnOnce() -> Vec<u8> + Send>) -> Result<WriteReport, Failure> {
        let made = std::mem::take(&mut self.made).into_inner().unwrap_or_else(PoisonError::into_inner);
        if self.is_as_it_was(&made) {
            self.keep_record(&made);
            memory.map_or(Ok(()), |memory| self.remember(self.last_digest(), Sealed::of(memory())))?;
            return Ok(made.count());
        }
        let memory = || memory.map(|memory| Sealed::of(memory()));
        let (prepared, memory) = rayon::join(|| self.prepared(made), memory);
        let (plan, assembled) = prepared?;
        if plan.changes_nothing() {
            self.keep_record(&plan.made);
            memory.map_or(Ok(()), |memory| self.remember(plan.journal.edition, memory))?;
            return Ok(plan.report);
        }
        self.put(&plan, assembled, memory)?;
        Ok(plan.report)
    }

    /// What is to be done, and the next edition, where there is to be one.
    fn prepared(&self, made: Files) -> Result<(Plan, Option<Assembled>), Failure> {
        let plan = Plan::of(self, made)?;
        if !plan.changes_output {
            return Ok((plan, None));
        }
        let base = if self.has_standby { standby::take(self)? } else { Standing::default() };
        let assembled = assemble::assemble(self, &plan, base)?;
        Ok((plan, Some(assembled)))
    }

    fn put(&mut self, plan: &Plan, assembled: Option<Assembled>, memory: Option<Sealed>) -> Result<(), Failure> {
        // What was remembered with the edition before must not be taken for a part of this one.
        tree::remove(self.workshop.disk(), &self.workshop.memory())?;
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
        // The edition stands. What cannot be tidied up now, or was not to be done in the project, the next build takes up.
        let tidied = assembled.map_or(Ok(()), |assembled| standby::retire(self, plan, &assembled));
        if troubles.is_empty() && tidied.and_then(|()| recover::forget(&self.workshop)).is_ok() {
            self.workshop.settled();
            let _ = memory.map(|memory| self.remember(plan.journal.edition, memory));
        }
        troubles.into_iter().next().map_or(Ok(()), Err)
    }

    /// Whether every file that the last build made was made again, and stands as it stood.
    fn is_as_it_was(&self, made: &Files) -> bool {
        let is_same = |made: &Made| made.change == Change::Unchanged && (made.is_listed || made.is_shared);
        let listed = made.all().filter(|made| !made.is_shared).count();
        let is_all = listed == self.last.output.len() + self.last.project.len();
        self.is_recorded && is_all && self.last.is_of_this_version() && made.all().all(is_same)
    }

    /// Writes down what was found out by reading, so that the next build need not read it again. If that fails, it reads.
    fn keep_record(&self, made: &Files) {
        if self.reads.load(Ordering::Relaxed) <= MANY_READS {
            return;
        }
        let is_made = |path: &Path| path.to_str().is_some_and(|path| made.output.contains_key(path));
        let standing = self
            .standing
            .with_known(|path, entry| entry.is_known || (entry.stat.is_settled(self.seen) && is_made(path)));
        let _ = record::write(self.workshop.disk(), &self.workshop.live_record(), self.last_digest(), &standing);
        self.workshop.explain();
    }

    fn last_digest(&self) -> Digest {
        Digest::of(self.last_list.as_deref().unwrap_or_default())
    }

    /// Keeps the memory of an edition that stands.
    fn remember(&self, list: Digest, memory: Sealed) -> Result<(), Failure> {
        let (disk, file) = (self.workshop.disk(), self.workshop.memory());
        if !memory.is_empty() && record::write_sealed(disk, &file, list, memory).is_ok() {
            self.workshop.explain();
            return Ok(());
        }
        tree::remove(disk, &file)
    }

    fn take_output(&self, path: &str, bytes: &[u8], digest: Digest) -> Result<Change, Failure> {
        let file = self.ground.out.join(path);
        let fate = match self.standing.get(Path::new(path)) {
            Some(entry) if entry.stat.kind == Kind::File => match self.compare(path, &file, entry, bytes, digest)? {
                None => return Ok(Change::Unchanged),
                Some(fate) => fate,
            },
            // A folder may hold only what is no longer made: the plan looks into it.
            Some(entry) if entry.stat.kind == Kind::Folder => Fate::Replaced,
            Some(_) => self.fate(&file, false)?,
            None => Fate::Replaced,
        };
        let number = if self.has_standby {
            Some(self.workshop.stage_numbered(bytes)?)
        } else {
            self.workshop.stage(&self.workshop.next(), Path::new(path), bytes)?;
            None
        };
        Ok(Change::Staged { old: None, fate, number })
    }

    /// What happens to the file that stands in the output folder; nothing, when it is the same.
    fn compare(
        &self,
        path: &str,
        file: &Path,
        entry: &Entry,
        bytes: &[u8],
        digest: Digest,
    ) -> Result<Option<Fate>, Failure> {
        let listed = self.last.output.get(path);
        let is_listed = listed.is_some();
        if is_listed && (entry.is_known || entry.stat.len != bytes.len() as u64) {
            return Ok(if entry.is_known && listed == Some(&digest) { None } else { Some(Fate::Replaced) });
        }
        let old = self.read(file)?;
        if old.as_deref() == Some(bytes) {
            return Ok(None);
        }
        self.fate(file, is_listed || is_generated(path, old.as_deref())).map(Some)
    }

    fn read(&self, file: &Path) -> Result<Option<Vec<u8>>, Failure> {
        self.reads.fetch_add(1, Ordering::Relaxed);
        read_plain(self.workshop.disk(), file)
    }

    /// Whether a file of the last build stands in the output folder with these bytes.
    fn stands(&self, path: &str, digest: Digest) -> Result<bool, Failure> {
        match self.standing.get(Path::new(path)) {
            Some(entry) if entry.stat.kind != Kind::File || self.last.output.get(path) != Some(&digest) => Ok(false),
            Some(entry) if entry.is_known => Ok(true),
            Some(_) => Ok(self.read(&self.ground.out.join(path))?.is_some_and(|bytes| Digest::of(&bytes) == digest)),
            None => Ok(false),
        }
    }

    /// The same of a file in the project. People write there too, so it is always read.
    fn stands_in_project(&self, path: &str, digest: Digest) -> Result<bool, Failure> {
        Ok(self.last.project.get(path) == Some(&digest)
            && project::is_ours(&self.ground, self.workshop.disk(), path, digest)?)
    }

    /// Notes what became of an artifact.
    fn note(&self, place: Place, path: &str, made: Made) -> Result<(), Failure> {
        // A thread that panics here has not touched the map yet.
        let mut all = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        let files = if place == Place::Output { &mut all.output } else { &mut all.project };
        match files.insert(path.to_owned(), made) {
            None => Ok(()),
            Some(_) => Err(refuse(Path::new(path), "two pages of this build have that name")),
        }
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
        Ok(Change::Staged { old: old.as_deref().map(Digest::of), fate, number: None })
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
        let digest = Digest::of(&artifact.bytes);
        self.take_known(artifact, digest)
    }

    fn take_known(&self, artifact: Artifact, digest: Digest) -> Result<(), Failure> {
        let (place, path) = self.ground.place(artifact.place, &artifact.path)?;
        let change = match place {
            Place::Output => self.take_output(path, &artifact.bytes, digest),
            Place::Project => self.take_project(path, &artifact.bytes),
        }?;
        let last = if place == Place::Output { &self.last.output } else { &self.last.project };
        self.note(
            place,
            path,
            Made {
                digest,
                change,
                is_listed: last.get(path) == Some(&digest),
                is_shared: place == Place::Project && is_shared(path),
            },
        )
    }

    fn keep(&self, place: Place, path: &str, digest: Digest) -> Result<bool, Failure> {
        let (place, path) = self.ground.place(place, path)?;
        let stands = match place {
            Place::Output => self.stands(path, digest),
            Place::Project => self.stands_in_project(path, digest),
        }?;
        if stands {
            // It stands only if it is listed, and what is shared with people is not.
            self.note(place, path, Made { digest, change: Change::Unchanged, is_listed: true, is_shared: false })?;
        }
        Ok(stands)
    }
}

impl Files {
    fn all(&self) -> impl Iterator<Item = &Made> {
        self.output.values().chain(self.project.values())
    }

    fn count(&self) -> WriteReport {
        let all = self.all().count();
        let unchanged = self.all().filter(|made| made.change == Change::Unchanged).count();
        let is_aside = |made: &&Made| matches!(made.change, Change::Staged { fate: Fate::SetAside, .. });
        let set_aside = self.project.values().filter(is_aside).count();
        WriteReport { written: all - unchanged, unchanged, removed: 0, set_aside }
    }
}

/// The list of the last build, which may not be there, or not be readable. A folder with files and without a list is somebody else's.
fn the_list(
    ground: &Ground,
    standing: &Standing,
    list: Option<Option<Manifest>>,
    options: Options,
) -> Result<Manifest, Failure> {
    match list {
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

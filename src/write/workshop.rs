//! The folder beside the output folder in which an edition is made, and the lock that keeps a second build out.
//!
//! For `build` it is `.build.glossbook`, on the same disk, so that a finished edition only needs to be renamed. Between builds
//! it holds what makes the next one quick, above all the edition before; a build makes everything it needs where
//! the folder is missing, so people may remove it while no build runs. What proves that it is ours is the mark in its lock
//! file: a folder of that name without the mark is left alone, and refused.

use std::fs::File;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::sleep;
use std::time::{Duration, Instant};

use rustc_hash::FxHashSet;

use super::disk::{Disk, Kind, Lock, Stat};
use super::ground::refuse;
use super::record::DRAFT;
use super::tree;
use crate::failure::Failure;

const LOCK: &str = "lock";
/// Backup programs leave out a folder with this file, see <https://bford.info/cachedir/>.
const TAG: &str = "CACHEDIR.TAG";
const TAG_TEXT: &str = "\
Signature: 8a477f597d28d172789f06886806bc55
# glossbook keeps here what makes the next build quick: the edition before, mostly as second names of files in the output
# folder, and notes on them. It is safe to remove this folder while no build runs. Do not keep anything here:
# what glossbook finds here and did not write, it moves to `kept`.
";
/// Git leaves out a folder whose own list says so, whatever the project's list says.
const IGNORE: &str = ".gitignore";
const IGNORE_TEXT: &str = "*\n";
const MARK: &[u8] = b"glossbook makes the next edition here; remove this folder only while no build runs\n";

/// How often a waiting build looks again.
const PAUSE: Duration = Duration::from_millis(10);

/// How often a folder that seems to be somebody else's is looked at.
const LOOKS: usize = 5;

/// The folder, and the lock on it.
pub struct Workshop {
    disk: Arc<dyn Disk>,
    folder: PathBuf,
    /// Folders above the workshop that were missing, outermost first.
    made: Vec<PathBuf>,
    /// Staging folders that are known to stand.
    standing: Mutex<FxHashSet<PathBuf>>,
    /// How many new files have a number.
    numbers: AtomicUsize,
    /// Whether the next build has to settle what lies here.
    is_unsettled: bool,
    lock: Option<File>,
}

impl Workshop {
    /// Opens the workshop of an output folder. While other builds are in it, waits until nothing has moved there for as long as
    /// `patience`: however many builds wait, each gets its turn.
    ///
    /// # Errors
    /// [`Failure::Output`] when another build does not end, or the folder is not ours.
    pub fn open(disk: Arc<dyn Disk>, out: &Path, patience: Duration) -> Result<Self, Failure> {
        let mut workshop = Self {
            disk,
            folder: folder_beside(out),
            made: Vec::new(),
            standing: Mutex::default(),
            numbers: AtomicUsize::new(0),
            is_unsettled: false,
            lock: None,
        };
        let (mut traces, mut since) = ([None; 3], Instant::now());
        loop {
            workshop.enter()?;
            if workshop.lock.is_some() {
                return Ok(workshop);
            }
            let now = workshop.traces();
            if now != traces {
                (traces, since) = (now, Instant::now());
            }
            if since.elapsed() >= patience {
                return Err(refuse(out, "another build is writing there; wait until it is done, or stop it"));
            }
            sleep(PAUSE);
        }
    }

    /// What changes while another build gets on: names come and go at each of its steps.
    fn traces(&self) -> [Option<Stat>; 3] {
        // What cannot be looked at gives no patience.
        [self.folder.clone(), self.new_files(), self.next()].map(|folder| self.disk.stat(&folder).unwrap_or_default())
    }

    /// Asks once for the lock.
    fn enter(&mut self) -> Result<(), Failure> {
        let disk = Arc::clone(&self.disk);
        make_folders_above(&*disk, &self.folder, &mut self.made)?;
        let lock = self.folder.join(LOCK);
        let asked = match tree::create_folder(&*disk, &self.folder) {
            Ok(()) => {
                self.refuse_what_is_not_ours()?;
                disk.lock(&lock, MARK).map_err(Failure::write(&lock))
            }
            Err(failure) => Err(failure),
        };
        match asked {
            Ok(Lock::Held(file)) => self.lock = Some(file),
            Ok(Lock::Busy | Lock::Stale) => {}
            // The other build has just ended, and cleared its workshop away.
            Err(Failure::Write(_, error)) if error.kind() == ErrorKind::NotFound => {}
            Err(failure) => return Err(failure),
        }
        Ok(())
    }

    /// Other builds come and go meanwhile, so what looks foreign is looked at again before it is called so.
    fn refuse_what_is_not_ours(&self) -> Result<(), Failure> {
        for look in 0..LOOKS {
            if look > 0 {
                sleep(PAUSE);
            }
            if self.is_ours().map_err(|error| Failure::Read(self.folder.clone(), error))? {
                return Ok(());
            }
        }
        Err(refuse(&self.folder, "glossbook works there, and did not make this folder; move it away"))
    }

    fn is_ours(&self) -> io::Result<bool> {
        match self.disk.stat(&self.folder)? {
            Some(stat) if stat.kind != Kind::Folder => return Ok(false),
            Some(_) => {}
            None => return Ok(true),
        }
        // The entries come before the mark: a build sets its mark before it makes anything else.
        let entries = match self.disk.list(&self.folder) {
            Ok(entries) => entries,
            Err(error) => return is_missing(error).map(|()| true),
        };
        let lock = self.folder.join(LOCK);
        let mark = match self.disk.stat(&lock)? {
            Some(stat) if stat.kind != Kind::File => return Ok(false),
            Some(_) => self.disk.read(&lock).or_else(|error| is_missing(error).map(|()| MARK.to_vec()))?,
            None => Vec::new(),
        };
        // A build that began this instant, or was killed before it had set its mark, leaves no more than a part of it.
        let is_fresh = || entries.iter().all(|(name, _)| name == LOCK);
        Ok(mark == MARK || (MARK.starts_with(&mark) && is_fresh()))
    }

    /// The disk that it stands on.
    pub fn disk(&self) -> &dyn Disk {
        &*self.disk
    }

    /// New files of the output folder, by number, where they go into the edition that stands by.
    pub fn new_files(&self) -> PathBuf {
        self.folder.join("new")
    }

    /// The edition before, kept to become the next one.
    pub fn standby(&self) -> PathBuf {
        self.folder.join("standby")
    }

    /// What is known of the files of the edition that stands by.
    pub fn standby_record(&self) -> PathBuf {
        self.folder.join("standby.record")
    }

    /// What is known of the files in the output folder.
    pub fn live_record(&self) -> PathBuf {
        self.folder.join("live.record")
    }

    /// What the rest of the program wants to remember with the edition.
    pub fn memory(&self) -> PathBuf {
        self.folder.join("memory")
    }

    /// Files that somebody put into the workshop.
    pub fn kept(&self) -> PathBuf {
        self.folder.join("kept")
    }

    /// The next edition; after the exchange, the one before.
    pub fn next(&self) -> PathBuf {
        self.folder.join("next")
    }

    /// The edition before, where two folders cannot be exchanged in one step.
    pub fn last(&self) -> PathBuf {
        self.folder.join("last")
    }

    /// New files of the project, each at its path.
    pub fn project(&self) -> PathBuf {
        self.folder.join("project")
    }

    /// What is going to happen, see [`Journal`](super::journal::Journal).
    pub fn journal(&self) -> PathBuf {
        self.folder.join("journal.json")
    }

    /// Writes a file into a staging folder, from any thread.
    pub fn stage(&self, tree: &Path, path: &Path, bytes: &[u8]) -> Result<(), Failure> {
        let file = tree.join(path);
        self.make_folders(file.parent().expect("a file lies in a folder"))?;
        self.disk.write_new(&file, bytes).map_err(Failure::write(&file))
    }

    /// Writes a file into the folder of new files, from any thread, and says which number it has.
    pub fn stage_numbered(&self, bytes: &[u8]) -> Result<usize, Failure> {
        let number = self.numbers.fetch_add(1, Ordering::Relaxed);
        self.stage(&self.new_files(), Path::new(&number.to_string()), bytes)?;
        Ok(number)
    }

    /// Makes a folder in the workshop, and those above it. Each is made once, however many files go into it.
    pub fn make_folders(&self, folder: &Path) -> Result<(), Failure> {
        if folder == self.folder || self.standing().contains(folder) {
            return Ok(());
        }
        self.make_folders(folder.parent().expect("the folder lies in the workshop"))?;
        tree::create_folder(&*self.disk, folder)?;
        self.standing().insert(folder.to_owned());
        Ok(())
    }

    fn standing(&self) -> MutexGuard<'_, FxHashSet<PathBuf>> {
        // Another thread's panic leaves at most a folder out of the set, and making it again does no harm.
        self.standing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// From now on only [`settled`](Self::settled) allows the workshop to be cleared away.
    pub fn unsettled(&mut self) {
        self.is_unsettled = true;
    }

    /// Everything that lies here is of no more use.
    pub fn settled(&mut self) {
        self.is_unsettled = false;
    }

    /// Says to people and programs what the folder is. It works without.
    pub fn explain(&self) {
        for (name, text) in [(TAG, TAG_TEXT), (IGNORE, IGNORE_TEXT)] {
            let file = self.folder.join(name);
            if matches!(self.disk.stat(&file), Ok(None)) {
                let _ = self.disk.write_new(&file, text.as_bytes());
            }
        }
    }

    /// Removes what only this build needed; and the mark, when nothing is left that helps the next one.
    fn clear_away(&self) -> Result<(), Failure> {
        for tree in [self.new_files(), self.next(), self.project(), self.folder.join(DRAFT), self.journal()] {
            tree::remove(&*self.disk, &tree)?;
        }
        // While anything else is there, so is the mark that proves it ours.
        let entries = self.disk.list(&self.folder).map_err(Failure::read(&self.folder))?;
        if entries.iter().all(|(name, _)| [LOCK, TAG, IGNORE].iter().any(|ours| name == ours)) {
            for name in [TAG, IGNORE, LOCK] {
                tree::remove(&*self.disk, &self.folder.join(name))?;
            }
        }
        Ok(())
    }

    /// Removes the folders that we made, as far as they are empty: the output folder may stand in them by now.
    fn leave(&self) -> io::Result<()> {
        self.disk.remove_folder(&self.folder)?;
        self.made.iter().rev().try_for_each(|folder| self.disk.remove_folder(folder))
    }
}

impl Drop for Workshop {
    fn drop(&mut self) {
        if self.is_unsettled {
            return;
        }
        // What cannot be removed now, the next build removes, or says why not.
        if self.lock.is_none() || self.clear_away().is_ok() {
            let _ = self.leave();
        }
    }
}

fn folder_beside(out: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(out.file_name().expect("the ground was surveyed: the output folder has a name"));
    name.push(".glossbook");
    out.with_file_name(name)
}

fn make_folders_above(disk: &dyn Disk, path: &Path, made: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let Some(parent) = path.parent() else { return Ok(()) };
    if disk.stat(parent).map_err(Failure::read(parent))?.is_some() {
        return Ok(());
    }
    make_folders_above(disk, parent, made)?;
    tree::create_folder(disk, parent)?;
    made.push(parent.to_owned());
    Ok(())
}

fn is_missing(error: io::Error) -> io::Result<()> {
    tree::is_gone(error)
}

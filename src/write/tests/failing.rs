//! A disk that fails at the n-th operation, in the ways in which disks do.

use std::ffi::OsString;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::super::disk::{Disk, Lock, RealDisk, Stat, Time};

/// What happens at the n-th operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It fails; the others work.
    Once(ErrorKind),
    /// From here on, whatever needs space fails.
    Full,
    /// From here on, whatever changes something fails.
    ReadOnly,
    /// The process ends: from here on, nothing works, not even cleaning up.
    Crash,
}

/// What a disk cannot do at all.
#[derive(Clone, Copy, Debug, Default)]
pub struct Poor {
    pub no_exchange: bool,
    pub no_links: bool,
    /// The workshop and the project stand on different disks.
    pub two_disks: bool,
}

#[derive(Debug)]
pub struct FailingDisk {
    at: usize,
    trouble: Trouble,
    poor: Poor,
    count: AtomicUsize,
    changes: AtomicUsize,
    reads: Mutex<Vec<PathBuf>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Effect {
    Reads,
    Changes,
    NeedsSpace,
}

impl FailingDisk {
    pub fn new(at: usize, trouble: Trouble, poor: Poor) -> Self {
        Self { at, trouble, poor, count: AtomicUsize::new(0), changes: AtomicUsize::new(0), reads: Mutex::default() }
    }

    pub fn sound() -> Self {
        Self::new(usize::MAX, Trouble::Full, Poor::default())
    }

    /// Whether the trouble came before the work was done.
    pub fn has_failed(&self) -> bool {
        self.count.load(Ordering::SeqCst) >= self.at
    }

    /// How many operations changed something.
    pub fn changes(&self) -> usize {
        self.changes.load(Ordering::SeqCst)
    }

    /// How many files of this name were read.
    pub fn reads_of(&self, name: &str) -> usize {
        self.reads.lock().unwrap().iter().filter(|file| file.ends_with(name)).count()
    }

    fn gate(&self, effect: Effect) -> io::Result<()> {
        let count = self.count.fetch_add(1, Ordering::SeqCst) + 1;
        self.changes.fetch_add(usize::from(effect != Effect::Reads), Ordering::SeqCst);
        match self.trouble {
            Trouble::Once(kind) if count == self.at => Err(kind.into()),
            Trouble::Full if count >= self.at && effect == Effect::NeedsSpace => Err(ErrorKind::StorageFull.into()),
            Trouble::ReadOnly if count >= self.at && effect != Effect::Reads => {
                Err(ErrorKind::ReadOnlyFilesystem.into())
            }
            Trouble::Crash if count >= self.at => Err(io::Error::other("the process has ended")),
            _ => Ok(()),
        }
    }
}

impl Disk for FailingDisk {
    fn stat(&self, path: &Path) -> io::Result<Option<Stat>> {
        self.gate(Effect::Reads)?;
        RealDisk.stat(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<(OsString, Stat)>> {
        self.gate(Effect::Reads)?;
        RealDisk.list(folder)
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        self.gate(Effect::Reads)?;
        RealDisk.resolve(path)
    }

    fn read(&self, file: &Path) -> io::Result<Vec<u8>> {
        self.gate(Effect::Reads)?;
        self.reads.lock().unwrap().push(file.to_owned());
        RealDisk.read(file)
    }

    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        self.gate(Effect::NeedsSpace)?;
        RealDisk.create_folder(folder)
    }

    fn write_new(&self, file: &Path, bytes: &[u8]) -> io::Result<()> {
        let is_dead = self.trouble == Trouble::Crash && self.has_failed();
        self.gate(Effect::NeedsSpace).inspect_err(|_| {
            if !is_dead {
                let _ = RealDisk.write_new(file, &bytes[..bytes.len() / 2]);
            }
        })?;
        RealDisk.write_new(file, bytes)
    }

    fn flush(&self, _: &Path) -> io::Result<()> {
        // No power is cut here.
        self.gate(Effect::NeedsSpace)
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.gate(Effect::NeedsSpace)?;
        if self.poor.no_links {
            return Err(ErrorKind::PermissionDenied.into());
        }
        RealDisk.link(from, to)
    }

    fn copy(&self, from: &Path, to: &Path) -> io::Result<()> {
        let is_dead = self.trouble == Trouble::Crash && self.has_failed();
        self.gate(Effect::NeedsSpace).inspect_err(|_| {
            if !is_dead && let Ok(bytes) = RealDisk.read(from) {
                let _ = RealDisk.write_new(to, &bytes[..bytes.len() / 2]);
            }
        })?;
        RealDisk.copy(from, to)
    }

    fn set_mode(&self, path: &Path, mode: u32) -> io::Result<()> {
        self.gate(Effect::Changes)?;
        RealDisk.set_mode(path, mode)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.gate(Effect::Changes)?;
        let inside = |path: &Path| path.to_str().is_some_and(|path| path.contains(".build.glossbook/project/"));
        if self.poor.two_disks && inside(from) != inside(to) {
            return Err(ErrorKind::CrossesDevices.into());
        }
        RealDisk.rename(from, to)
    }

    fn exchange(&self, a: &Path, b: &Path) -> io::Result<()> {
        self.gate(Effect::Changes)?;
        if self.poor.no_exchange { Err(ErrorKind::Unsupported.into()) } else { RealDisk.exchange(a, b) }
    }

    fn remove_file(&self, file: &Path) -> io::Result<()> {
        self.gate(Effect::Changes)?;
        RealDisk.remove_file(file)
    }

    fn remove_folder(&self, folder: &Path) -> io::Result<()> {
        self.gate(Effect::Changes)?;
        RealDisk.remove_folder(folder)
    }

    fn now(&self) -> Time {
        RealDisk.now()
    }

    fn lock(&self, file: &Path, mark: &[u8]) -> io::Result<Lock> {
        self.gate(Effect::NeedsSpace)?;
        RealDisk.lock(file, mark)
    }
}

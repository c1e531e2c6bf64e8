//! What the writer asks of a disk: the seam at which the tests make it fail.

use std::ffi::OsString;
use std::fs::{self, File, Metadata, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

/// What stands at a path. Links are not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stat {
    /// File, folder or something else.
    pub kind: Kind,
    /// Bytes in it, of a file.
    pub len: u64,
    /// Permission bits; [`OWNER_MAY_ALL`] where the system has none.
    pub mode: u32,
    /// Which disk it stands on; 0 where the system does not say.
    pub device: u64,
    /// The number of the file or folder itself, whatever its names; 0 where the system has none.
    pub inode: u64,
    /// When the bytes or the entries last changed, as programs may set it; see [`Time`].
    pub modified: Time,
    /// When anything about it last changed, names and permissions too. Only the system sets it.
    pub changed: Time,
}

/// Nanoseconds since 1970; 0 where the system does not say.
pub type Time = i64;

impl Stat {
    /// Whether both are names of one and the same file.
    pub fn is_same_file(&self, other: &Self) -> bool {
        self.inode != 0 && (self.inode, self.device, self.kind) == (other.inode, other.device, other.kind)
    }

    /// Whether nothing has happened to the file between the two looks, not even a new name.
    pub fn is_untouched(&self, other: &Self) -> bool {
        self.has_same_bytes(other) && self.changed == other.changed
    }

    /// Whether it is the same file with the same bytes, as far as its length and date tell. It may have got another name.
    pub fn has_same_bytes(&self, other: &Self) -> bool {
        self.is_same_file(other) && (self.len, self.modified) == (other.len, other.modified)
    }

    /// Whether a change after the look, which began at `seen`, would show in [`changed`](Self::changed).
    ///
    /// Systems count time in steps. What changed in the step of the look may change in it again.
    pub fn is_settled(&self, seen: Time) -> bool {
        let is_coarse = self.changed % SECOND == 0;
        self.changed != 0 && self.changed < seen - if is_coarse { COARSE_STEP } else { STEP }
    }
}

const SECOND: Time = 1_000_000_000;
/// Longer than the steps of any system that counts parts of a second: 10 ms at most.
const STEP: Time = SECOND / 20;
/// Longer than the steps of file systems that count seconds: 2 s at most.
const COARSE_STEP: Time = 3 * SECOND;

/// Permission bits with which the owner may read, write and enter a folder.
pub const OWNER_MAY_ALL: u32 = 0o700;

/// What kind of thing stands at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link.
    Link,
    /// A pipe, socket or device.
    Other,
}

/// What came of asking for a lock. It is held until the file is dropped, or the process ends in whatever way.
#[derive(Debug)]
pub enum Lock {
    /// We have it.
    Held(File),
    /// Another process has it.
    Busy,
    /// We have it, and the file was removed in between: it no longer keeps anybody out.
    Stale,
}

/// The operations. Each does one thing, and leaves nothing half done but [`write_new`](Disk::write_new) and
/// [`copy`](Disk::copy), which may leave a part of the file.
pub trait Disk: Send + Sync {
    /// What stands at a path, without following a link in its last part.
    fn stat(&self, path: &Path) -> io::Result<Option<Stat>>;
    /// What stands in a folder, sorted by name.
    fn list(&self, folder: &Path) -> io::Result<Vec<(OsString, Stat)>>;
    /// The path without links.
    fn resolve(&self, path: &Path) -> io::Result<PathBuf>;
    /// All bytes of a file.
    fn read(&self, file: &Path) -> io::Result<Vec<u8>>;
    /// Makes a folder in one that is there.
    fn create_folder(&self, folder: &Path) -> io::Result<()>;
    /// Makes a file that is not there yet.
    fn write_new(&self, file: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Waits until a file's bytes are on the disk itself.
    fn flush(&self, file: &Path) -> io::Result<()>;
    /// Gives a file, or a link itself, a second name.
    fn link(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Copies a file, or a link itself.
    fn copy(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Sets permission bits, where the system has them.
    fn set_mode(&self, path: &Path, mode: u32) -> io::Result<()>;
    /// Renames; a file takes the place of a file.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Lets two paths change places in one step; [`io::ErrorKind::Unsupported`] where that is not to be had.
    fn exchange(&self, a: &Path, b: &Path) -> io::Result<()>;
    /// Removes anything but a folder.
    fn remove_file(&self, file: &Path) -> io::Result<()>;
    /// Removes an empty folder.
    fn remove_folder(&self, folder: &Path) -> io::Result<()>;
    /// The time of day.
    fn now(&self) -> Time;
    /// Asks for the lock on a file, which is made where it is missing and then holds `mark`.
    fn lock(&self, file: &Path, mark: &[u8]) -> io::Result<Lock>;
}

/// Names in a folder that one thread looks at.
const SEVERAL: usize = 128;

/// The machine's own disk.
#[derive(Debug)]
pub struct RealDisk;

impl Disk for RealDisk {
    fn stat(&self, path: &Path) -> io::Result<Option<Stat>> {
        match fs::symlink_metadata(path) {
            Ok(metadata) => Ok(Some(stat(&metadata))),
            // A file in the place of a folder has nothing below it.
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<(OsString, Stat)>> {
        let names: Vec<fs::DirEntry> = fs::read_dir(folder)?.collect::<io::Result<_>>()?;
        let look = |entry: &fs::DirEntry| match entry.metadata() {
            Ok(metadata) => Ok(Some((entry.file_name(), stat(&metadata)))),
            // It went between the two calls.
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        };
        let looked: Vec<_> = names.par_iter().with_min_len(SEVERAL).map(look).collect();
        let mut entries: Vec<(OsString, Stat)> =
            looked.into_iter().filter_map(Result::transpose).collect::<io::Result<_>>()?;
        entries.sort_by(|(a, _), (b, _)| a.cmp(b));
        Ok(entries)
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        fs::canonicalize(path)
    }

    fn read(&self, file: &Path) -> io::Result<Vec<u8>> {
        fs::read(file)
    }

    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        fs::create_dir(folder)
    }

    fn write_new(&self, file: &Path, bytes: &[u8]) -> io::Result<()> {
        File::create_new(file)?.write_all(bytes)
    }

    fn flush(&self, file: &Path) -> io::Result<()> {
        File::open(file)?.sync_all()
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::hard_link(from, to)
    }

    fn copy(&self, from: &Path, to: &Path) -> io::Result<()> {
        let metadata = fs::symlink_metadata(from)?;
        match stat(&metadata).kind {
            // A copy is as old as what it was made of: web servers tell browsers so.
            Kind::File => {
                fs::copy(from, to).and_then(|_| match (metadata.modified(), File::options().append(true).open(to)) {
                    (Ok(time), Ok(file)) => file.set_modified(time),
                    _ => Ok(()),
                })
            }
            Kind::Link => system::link_like(from, to),
            Kind::Folder | Kind::Other => Err(io::ErrorKind::Unsupported.into()),
        }
    }

    fn set_mode(&self, path: &Path, mode: u32) -> io::Result<()> {
        system::set_mode(path, mode)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn exchange(&self, a: &Path, b: &Path) -> io::Result<()> {
        system::exchange(a, b)
    }

    fn remove_file(&self, file: &Path) -> io::Result<()> {
        fs::remove_file(file)
    }

    fn remove_folder(&self, folder: &Path) -> io::Result<()> {
        fs::remove_dir(folder)
    }

    fn now(&self) -> Time {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        Time::try_from(since.as_nanos()).unwrap_or(Time::MAX)
    }

    fn lock(&self, path: &Path, mark: &[u8]) -> io::Result<Lock> {
        let mut file = File::options().read(true).write(true).create(true).truncate(false).open(path)?;
        match file.try_lock() {
            Ok(()) if !system::is_at(&file, path)? => Ok(Lock::Stale),
            Ok(()) => {
                mark_file(&mut file, mark)?;
                Ok(Lock::Held(file))
            }
            Err(TryLockError::WouldBlock) => Ok(Lock::Busy),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }
}

fn mark_file(file: &mut File, mark: &[u8]) -> io::Result<()> {
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    if bytes != mark {
        file.set_len(0)?;
        file.rewind()?;
        file.write_all(mark)?;
    }
    Ok(())
}

fn stat(metadata: &Metadata) -> Stat {
    let kind = match metadata.file_type() {
        kind if kind.is_symlink() => Kind::Link,
        kind if kind.is_dir() => Kind::Folder,
        kind if kind.is_file() => Kind::File,
        _ => Kind::Other,
    };
    Stat {
        kind,
        len: metadata.len(),
        mode: system::mode(metadata),
        device: system::device(metadata),
        inode: system::inode(metadata),
        modified: system::modified(metadata),
        changed: system::changed(metadata),
    }
}

#[cfg(unix)]
mod system {
    use std::fs::{self, File, Metadata, Permissions};
    use std::io;
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::path::Path;

    use super::{SECOND, Time};

    pub fn mode(metadata: &Metadata) -> u32 {
        metadata.mode() & 0o7777
    }

    pub fn device(metadata: &Metadata) -> u64 {
        metadata.dev()
    }

    pub fn inode(metadata: &Metadata) -> u64 {
        metadata.ino()
    }

    pub fn modified(metadata: &Metadata) -> Time {
        time(metadata.mtime(), metadata.mtime_nsec())
    }

    pub fn changed(metadata: &Metadata) -> Time {
        time(metadata.ctime(), metadata.ctime_nsec())
    }

    fn time(seconds: i64, nanoseconds: i64) -> Time {
        seconds.saturating_mul(SECOND).saturating_add(nanoseconds)
    }

    pub fn set_mode(path: &Path, mode: u32) -> io::Result<()> {
        fs::set_permissions(path, Permissions::from_mode(mode))
    }

    pub fn link_like(from: &Path, to: &Path) -> io::Result<()> {
        std::os::unix::fs::symlink(fs::read_link(from)?, to)
    }

    /// Whether an open file is still the one that its path names.
    pub fn is_at(file: &File, path: &Path) -> io::Result<bool> {
        let (open, named) = (file.metadata()?, fs::symlink_metadata(path));
        Ok(named.is_ok_and(|named| (named.dev(), named.ino()) == (open.dev(), open.ino())))
    }

    #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
    pub fn exchange(a: &Path, b: &Path) -> io::Result<()> {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        use rustix::io::Errno;
        // Some file systems say "invalid" where they mean "not here", and old kernels do not know the call.
        renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE).map_err(|errno| match errno {
            Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP => io::ErrorKind::Unsupported.into(),
            errno => errno.into(),
        })
    }

    #[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
    pub fn exchange(_: &Path, _: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

#[cfg(not(unix))]
mod system {
    use std::fs::{File, Metadata};
    use std::io;
    use std::path::Path;

    pub fn mode(_: &Metadata) -> u32 {
        super::OWNER_MAY_ALL
    }

    pub fn device(_: &Metadata) -> u64 {
        0
    }

    pub fn inode(_: &Metadata) -> u64 {
        0
    }

    pub fn modified(_: &Metadata) -> super::Time {
        0
    }

    pub fn changed(_: &Metadata) -> super::Time {
        0
    }

    pub fn set_mode(_: &Path, _: u32) -> io::Result<()> {
        Ok(())
    }

    pub fn link_like(_: &Path, _: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    // An open file cannot be removed here, so it is where it was.
    pub fn is_at(_: &File, _: &Path) -> io::Result<bool> {
        Ok(true)
    }

    pub fn exchange(_: &Path, _: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

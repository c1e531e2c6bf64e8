//! What an edition looked like on disk when it was made: so that the next build need not read what has not changed.
//!
//! The record lies in the workshop, not in the edition: it holds times and numbers of files, which differ on every machine. It
//! only saves work. One that is damaged, or of another edition, counts as none.

use std::path::Path;

use super::disk::Disk;
use super::journal::read_plain;
use super::standing::{Folder, Standing};
use super::tree;
use crate::digest::Digest;
use crate::failure::Failure;

const FORMAT: &[u8] = b"glossbook record 3\n";
/// What is only half written, in the same folder.
pub const DRAFT: &str = "draft";
/// Hexadecimal digits of a digest.
const DIGITS: usize = 64;
/// Bytes of a seal.
const SEAL: usize = FORMAT.len() + 2 * DIGITS;

/// Writes down what stands in an edition with this list of files.
pub fn write(disk: &dyn Disk, file: &Path, list: Digest, standing: &Standing) -> Result<(), Failure> {
    // A folder whose path is no text is not written down, so it must be listed again.
    let folders: Vec<&Folder> = standing.folders().iter().filter(|folder| folder.path.to_str().is_some()).collect();
    let bytes = postcard::to_stdvec(&folders).expect("names and numbers, and every path is text");
    write_sealed(disk, file, list, Sealed::of(bytes))
}

/// Bytes whose digest is known.
pub struct Sealed {
    bytes: Vec<u8>,
    digest: Digest,
}

impl Sealed {
    /// Makes the digest.
    pub fn of(bytes: Vec<u8>) -> Self {
        Self { digest: Digest::of_many(&bytes), bytes }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }
}

/// What stood in the edition with this list of files. Trouble with the disk means as little as a damaged record: work.
pub fn read(disk: &dyn Disk, file: &Path, list: Digest) -> Option<Standing> {
    let bytes = read_sealed(disk, file, list)?;
    Some(Standing::new(postcard::from_bytes(&bytes).ok()?))
}

/// Writes some bytes that belong to the edition with this list of files, whole or not at all. The seal comes last, so that
/// megabytes need not be moved for it.
pub fn write_sealed(disk: &dyn Disk, file: &Path, list: Digest, sealed: Sealed) -> Result<(), Failure> {
    let Sealed { mut bytes, digest } = sealed;
    let draft = file.with_file_name(DRAFT);
    tree::remove(disk, &draft)?;
    bytes.extend([FORMAT, String::from(list).as_bytes(), String::from(digest).as_bytes()].concat());
    let written = disk.write_new(&draft, &bytes).and_then(|()| disk.rename(&draft, file));
    written.map_err(Failure::write(file))
}

/// The bytes that were written for the edition with this list of files.
pub fn read_sealed(disk: &dyn Disk, file: &Path, list: Digest) -> Option<Vec<u8>> {
    let mut bytes = read_plain(disk, file).ok()??;
    let (content, seal) = bytes.split_at_checked(bytes.len().checked_sub(SEAL)?)?;
    let (edition, seal) = seal.strip_prefix(FORMAT)?.split_at_checked(DIGITS)?;
    let is = |digits: &[u8], digest: Digest| digits == String::from(digest).as_bytes();
    let is_whole = is(edition, list) && is(seal, Digest::of_many(content));
    bytes.truncate(content.len());
    is_whole.then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::super::disk::RealDisk;
    use super::super::standing::Files;
    use super::*;

    fn recorded() -> (tempfile::TempDir, Standing) {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("site/terms")).unwrap();
        std::fs::write(folder.path().join("site/index.html"), "home").unwrap();
        let standing =
            Standing::default().look_again(&RealDisk, &folder.path().join("site"), Files::Asked).unwrap().standing;
        write(&RealDisk, &folder.path().join("record"), Digest::of(b"list"), &standing).unwrap();
        (folder, standing)
    }

    #[test]
    fn record_reads_back_as_it_was_written() {
        let (folder, standing) = recorded();
        let read = read(&RealDisk, &folder.path().join("record"), Digest::of(b"list")).unwrap();
        assert_eq!(read.folders(), standing.folders());
    }

    #[test]
    fn record_of_another_edition_is_none() {
        let (folder, _) = recorded();
        assert!(read(&RealDisk, &folder.path().join("record"), Digest::of(b"other")).is_none());
    }

    #[test]
    fn damaged_record_is_none() {
        let (folder, _) = recorded();
        let file = folder.path().join("record");
        let bytes = std::fs::read(&file).unwrap();
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            std::fs::write(&file, &damaged).unwrap();
            assert!(read(&RealDisk, &file, Digest::of(b"list")).is_none(), "byte {at}");
            std::fs::write(&file, &bytes[..at]).unwrap();
            assert!(read(&RealDisk, &file, Digest::of(b"list")).is_none(), "{at} bytes");
        }
    }
}

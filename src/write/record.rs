//! What an edition looked like on disk when it was made: so that the next build need not read what has not changed.
//!
//! The record lies in the workshop, not in the edition: it holds times and numbers of files, which differ on every machine. It
//! only saves work. One that is damaged, or of another edition, counts as none.

use std::path::{Path, PathBuf};

use super::disk::{Disk, Kind, Stat};
use super::journal::read_plain;
use super::standing::{Entry, Folder, Standing};
use super::tree;
use crate::digest::Digest;
use crate::failure::Failure;

const FORMAT: &[u8] = b"glossbook record 1\n";
/// What is only half written, in the same folder.
pub const DRAFT: &str = "draft";
/// Hexadecimal digits of a digest.
const DIGITS: usize = 64;

/// Writes down what stands in an edition with this list of files.
pub fn write(disk: &dyn Disk, file: &Path, list: Digest, standing: &Standing) -> Result<(), Failure> {
    let mut out = Vec::with_capacity(1 << 16);
    // What has a name that is no text is not written down, so it must be listed again.
    let folders = standing.folders().iter().filter_map(|folder| Some((folder.path.to_str()?, folder)));
    folders.for_each(|(path, folder)| put_folder(&mut out, path, folder));
    write_sealed(disk, file, list, out)
}

/// What stood in the edition with this list of files. Trouble with the disk means as little as a damaged record: work.
pub fn read(disk: &dyn Disk, file: &Path, list: Digest) -> Option<Standing> {
    let bytes = read_sealed(disk, file, list)?;
    let mut reader = Reader(&bytes);
    let mut folders = Vec::new();
    while !reader.0.is_empty() {
        folders.push(reader.folder()?);
    }
    Some(Standing::new(folders))
}

/// Writes some bytes that belong to the edition with this list of files, whole or not at all.
pub fn write_sealed(disk: &dyn Disk, file: &Path, list: Digest, mut bytes: Vec<u8>) -> Result<(), Failure> {
    let draft = file.with_file_name(DRAFT);
    tree::remove(disk, &draft)?;
    let head = [FORMAT, String::from(list).as_bytes(), String::from(Digest::of(&bytes)).as_bytes()].concat();
    bytes.splice(0..0, head);
    let written = disk.write_new(&draft, &bytes).and_then(|()| disk.rename(&draft, file));
    written.map_err(Failure::write(file))
}

/// The bytes that were written for the edition with this list of files.
pub fn read_sealed(disk: &dyn Disk, file: &Path, list: Digest) -> Option<Vec<u8>> {
    let mut bytes = read_plain(disk, file).ok()??;
    let rest = bytes.strip_prefix(FORMAT)?;
    let (edition, rest) = rest.split_at_checked(DIGITS)?;
    let (seal, rest) = rest.split_at_checked(DIGITS)?;
    let is = |digits: &[u8], digest: Digest| digits == String::from(digest).as_bytes();
    let is_whole = is(edition, list) && is(seal, Digest::of(rest));
    bytes.drain(..FORMAT.len() + 2 * DIGITS);
    is_whole.then_some(bytes)
}

fn put_number(out: &mut Vec<u8>, number: u64) {
    out.extend_from_slice(&number.to_le_bytes());
}

fn put_text(out: &mut Vec<u8>, text: &str) {
    put_number(out, text.len() as u64);
    out.extend_from_slice(text.as_bytes());
}

fn put_folder(out: &mut Vec<u8>, path: &str, folder: &Folder) {
    let entries: Vec<_> = folder.entries.iter().filter_map(|entry| Some((entry.name.to_str()?, entry))).collect();
    put_text(out, path);
    put_stat(out, &folder.stat, folder.is_settled && entries.len() == folder.entries.len());
    put_number(out, entries.len() as u64);
    for (name, entry) in entries {
        put_text(out, name);
        put_stat(out, &entry.stat, entry.is_known);
    }
}

/// A stat, and the one thing that is known besides.
fn put_stat(out: &mut Vec<u8>, stat: &Stat, flag: bool) {
    let kind = match stat.kind {
        Kind::File => 0,
        Kind::Folder => 1,
        Kind::Link => 2,
        Kind::Other => 3,
    };
    out.extend_from_slice(&[kind, u8::from(flag)]);
    out.extend_from_slice(&stat.mode.to_le_bytes());
    for number in [stat.len, stat.device, stat.inode] {
        put_number(out, number);
    }
    for time in [stat.modified, stat.changed] {
        out.extend_from_slice(&time.to_le_bytes());
    }
}

/// What is left to read.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn bytes(&mut self, length: usize) -> Option<&'a [u8]> {
        let (bytes, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(bytes)
    }

    fn number(&mut self) -> Option<u64> {
        Some(u64::from_le_bytes(self.bytes(8)?.try_into().ok()?))
    }

    fn time(&mut self) -> Option<i64> {
        Some(i64::from_le_bytes(self.bytes(8)?.try_into().ok()?))
    }

    fn text(&mut self) -> Option<&'a str> {
        let length = usize::try_from(self.number()?).ok()?;
        std::str::from_utf8(self.bytes(length)?).ok()
    }

    fn folder(&mut self) -> Option<Folder> {
        let path = PathBuf::from(self.text()?);
        let (stat, is_settled) = self.stat()?;
        let count = usize::try_from(self.number()?).ok()?;
        // Not more room than the bytes can fill, whatever they say.
        let mut entries = Vec::with_capacity(count.min(self.0.len()));
        for _ in 0..count {
            let name = self.text()?.into();
            let (stat, is_known) = self.stat()?;
            entries.push(Entry { name, stat, is_known });
        }
        Some(Folder { path, stat, is_settled, entries })
    }

    fn stat(&mut self) -> Option<(Stat, bool)> {
        let &[kind, flag] = self.bytes(2)? else { return None };
        let kind = match kind {
            0 => Kind::File,
            1 => Kind::Folder,
            2 => Kind::Link,
            _ => Kind::Other,
        };
        let mode = u32::from_le_bytes(self.bytes(4)?.try_into().ok()?);
        let (len, device, inode) = (self.number()?, self.number()?, self.number()?);
        let (modified, changed) = (self.time()?, self.time()?);
        Some((Stat { kind, len, mode, device, inode, modified, changed }, flag == 1))
    }
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

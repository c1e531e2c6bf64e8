//! What the last build wrote, so that only that is ever removed.
//!
//! The list lies in the output folder as `.glossbook.json` and changes places with it. It names each file with the hash of its
//! bytes: a file that somebody has edited since is theirs, not ours. It holds no times and no absolute paths, so
//! the same input gives the same list on every machine.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::ground::check_path;
use crate::digest::Digest;

/// The file's name, in the output folder.
pub const NAME: &str = ".glossbook.json";

const GENERATOR: &str = "glossbook";
const FORMAT: u32 = 1;

/// The files of one edition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    generator: String,
    version: String,
    format: u32,
    /// In the output folder, by path.
    pub output: BTreeMap<String, Digest>,
    /// In the project, by path. Files that people and builds share, such as `mkdocs.yml`, are not listed.
    pub project: BTreeMap<String, Digest>,
}

impl Default for Manifest {
    fn default() -> Self {
        Self {
            generator: GENERATOR.to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            format: FORMAT,
            output: BTreeMap::new(),
            project: BTreeMap::new(),
        }
    }
}

impl Manifest {
    /// Reads a list; none when it is damaged, from a later format, or names a file outside its folder.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let manifest: Self = serde_json::from_slice(bytes).ok()?;
        let is_known = manifest.generator == GENERATOR && manifest.format == FORMAT;
        let mut paths = manifest.output.keys().chain(manifest.project.keys());
        (is_known && paths.all(|path| check_path(path).is_ok())).then_some(manifest)
    }

    /// Whether this version of the tool would write such a list.
    pub fn is_of_this_version(&self) -> bool {
        self.version == env!("CARGO_PKG_VERSION")
    }

    /// The list as it lies on the disk.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self).expect("paths and hashes are JSON");
        bytes.push(b'\n');
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn list_reads_back_as_it_was_written() {
        let mut manifest = Manifest::default();
        manifest.output.insert("site/index.html".into(), Digest::of(b"home"));
        manifest.project.insert("docs/roles.md".into(), Digest::of(b"roles"));
        assert_eq!(Manifest::from_bytes(&manifest.to_bytes()), Some(manifest));
    }

    #[test]
    fn list_that_names_a_file_outside_is_no_list() {
        let mut manifest = Manifest::default();
        manifest.project.insert("../other/roles.md".into(), Digest::of(b""));
        assert_eq!(Manifest::from_bytes(&manifest.to_bytes()), None);
    }

    #[test]
    fn list_of_a_later_format_is_no_list() {
        let text = String::from_utf8(Manifest::default().to_bytes()).unwrap();
        assert_eq!(Manifest::from_bytes(text.replace("\"format\": 1", "\"format\": 2").as_bytes()), None);
    }

    #[test]
    fn torn_list_is_no_list() {
        let bytes = Manifest::default().to_bytes();
        assert_eq!(Manifest::from_bytes(&bytes[..bytes.len() / 2]), None);
    }
}

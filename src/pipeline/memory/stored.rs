//! A memory as bytes, to be kept beside the edition that it is about.
//!
//! A head says which program wrote it and what the digest of the rest is. Whatever does not fit exactly is no memory: the next
//! build is then made anew, and nobody has to be told.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Memory, ReadFile, ReadFiles};
use crate::diagnostic::Diagnostics;
use crate::digest::Digest;
use crate::model::Term;
use crate::render::Place;
use crate::render::html::search::KnownIndex;
use crate::render::made::{Made, MadeFile};
use crate::resolve::Known;

/// The first bytes of a memory. The number goes up when the form of the rest changes within one build of the program, which it
/// cannot; it is for people who look at the file.
const HEAD: &str = "glossbook memory 1\n";

#[derive(Serialize, Deserialize)]
struct Stored {
    whole: Option<[u8; 32]>,
    files: Vec<StoredFile>,
    conditions: Option<Digest>,
    /// Term files in which nothing was found, by digest of the file; others are read again, since findings are of many kinds.
    terms: Vec<(Digest, Arc<Term>)>,
    known: Option<Known>,
}

#[derive(Serialize, Deserialize)]
struct StoredFile {
    is_output: bool,
    path: String,
    from: Option<[u8; 32]>,
    bytes: [u8; 32],
    length: usize,
}

impl Memory {
    /// The memory as bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let stored = Stored {
            whole: self.whole.map(Digest::to_bytes),
            files: files_of(&self.made),
            conditions: self.files.conditions,
            terms: terms_of(&self.files),
            known: self.known.clone(),
        };
        // The head's place is kept free, since tens of megabytes are not to stand in memory twice.
        let length = head(&[]).len();
        let mut bytes = postcard::to_extend(&stored, vec![0; length]).expect("plain values can be written to memory");
        let head = head(&bytes[length..]);
        bytes[..length].copy_from_slice(&head);
        bytes
    }

    /// The memory that was written as these bytes; none when they are damaged or another program wrote them.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let length = head(&[]).len();
        let content = bytes.get(length..)?;
        if bytes[..length] != head(content) {
            return None;
        }
        let stored: Stored = postcard::from_bytes(content).ok()?;
        let (whole, made) = (stored.whole.map(Digest::from_bytes), made_of(stored.files));
        let files = read_files_of(stored.conditions, stored.terms);
        Some(Self { whole, made, files, known: stored.known, has_learnt: false, index: KnownIndex::default() })
    }
}

/// What stands before this content.
fn head(content: &[u8]) -> Vec<u8> {
    format!("{HEAD}{}\n{}\n", crate::BUILD, String::from(Digest::of(content))).into_bytes()
}

fn terms_of(files: &ReadFiles) -> Vec<(Digest, Arc<Term>)> {
    let plain = files.by_digest.iter().filter(|(_, file)| file.found.is_empty());
    let mut terms: Vec<_> =
        plain.filter_map(|(digest, file)| Some((*digest, file.term.as_ref().ok()?.clone()))).collect();
    terms.sort_unstable_by_key(|(_, term)| term.source);
    terms
}

fn read_files_of(conditions: Option<Digest>, terms: Vec<(Digest, Arc<Term>)>) -> ReadFiles {
    let file = |(digest, term): (Digest, Arc<Term>)| {
        (digest, Arc::new(ReadFile { source: term.source, term: Ok(term), found: Diagnostics::default() }))
    };
    ReadFiles { conditions, by_digest: terms.into_iter().map(file).collect() }
}

fn files_of(made: &Made) -> Vec<StoredFile> {
    let file = |(place, path, file): (Place, &str, MadeFile)| StoredFile {
        is_output: place == Place::Output,
        path: path.to_owned(),
        from: file.from.map(Digest::to_bytes),
        bytes: file.bytes.to_bytes(),
        length: file.length,
    };
    made.sorted().into_iter().map(file).collect()
}

fn made_of(files: Vec<StoredFile>) -> Made {
    let mut made = Made::default();
    for file in files {
        let place = if file.is_output { Place::Output } else { Place::Project };
        let from = file.from.map(Digest::from_bytes);
        let (bytes, length) = (Digest::from_bytes(file.bytes), file.length);
        made.insert(place, file.path, MadeFile { from, bytes, length });
    }
    made
}

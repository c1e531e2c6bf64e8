//! A memory as bytes, to be kept beside the edition that it is about.
//!
//! A head says which program wrote it and what the digest of the rest is. Whatever does not fit exactly is no memory: the next
//! build is then made anew, and nobody has to be told. The rest is many parts, which are written and read side by side, since
//! a build waits for them.

use std::sync::Arc;

use postcard::ser_flavors::Size;
use postcard::serialize_with_flavor;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Memory, ReadFile, ReadFiles};
use crate::diagnostic::Diagnostics;
use crate::digest::Digest;
use crate::model::Term;
use crate::render::Place;
use crate::render::html::search::KnownIndex;
use crate::render::made::{Made, MadeFile};
use crate::resolve::{Known, Part};

/// The first bytes of a memory. The number goes up when the form of the rest changes within one build of the program, which it
/// cannot; it is for people who look at the file.
const HEAD: &str = "glossbook memory 2\n";
/// Terms, or files, of one part.
const SEVERAL: usize = 1024;

/// Room that is left for a seal at the end.
const ROOM: usize = 256;

/// What is not in parts.
#[derive(Default, Serialize, Deserialize)]
struct Stored {
    whole: Option<Digest>,
    conditions: Option<Digest>,
}

/// A part with its kind.
#[derive(Clone, Copy, Serialize)]
enum Written<'a> {
    Stored(&'a Stored),
    Files(&'a [StoredFile<'a>]),
    Terms(&'a [(Digest, &'a Term)]),
    Known(&'a Part),
    Index(&'a KnownIndex),
}

/// The same, read: in the same order.
#[derive(Deserialize)]
enum Read<'a> {
    Stored(Stored),
    #[serde(borrow)]
    Files(Vec<StoredFile<'a>>),
    /// Term files in which nothing was found, by digest of the file; others are read again, since findings are of many kinds.
    Terms(Vec<(Digest, Arc<Term>)>),
    Known(Part),
    Index(KnownIndex),
}

#[derive(Serialize, Deserialize)]
struct StoredFile<'a> {
    is_output: bool,
    path: &'a str,
    from: Option<Digest>,
    bytes: Digest,
    length: usize,
}

impl Memory {
    /// The memory as bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let stored = Stored { whole: self.whole, conditions: self.files.conditions };
        let (files, terms) = (files_of(&self.made), terms_of(&self.files));
        let known = self.known.as_ref().map(Known::parts).unwrap_or_default();
        // The longest ones first, so that no core has to wait for them.
        let mut parts: Vec<Written<'_>> = known.iter().map(Written::Known).collect();
        parts.extend([Written::Stored(&stored), Written::Index(&self.index)]);
        parts.extend(files.chunks(SEVERAL).map(Written::Files));
        parts.extend(terms.chunks(SEVERAL).map(Written::Terms));
        assembled(&parts)
    }

    /// The memory that was written as these bytes; none when they are damaged or another program wrote them.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let length = head(&[]).len();
        let content = bytes.get(length..)?;
        if bytes[..length] != head(content) {
            return None;
        }
        let read = divided(content)?.into_par_iter().map(|part| postcard::from_bytes(part).ok());
        let read: Vec<Read<'_>> = read.collect::<Option<_>>()?;
        let (mut memory, mut known) = (Self::default(), Vec::new());
        let files = read.iter().map(|part| if let Read::Files(files) = part { files.len() } else { 0 });
        memory.made = Made::with_room(files.sum(), 0);
        for part in read {
            match part {
                Read::Stored(stored) => (memory.whole, memory.files.conditions) = (stored.whole, stored.conditions),
                Read::Files(files) => files.into_iter().for_each(|file| file.put(&mut memory.made)),
                Read::Terms(terms) => memory.files.by_digest.extend(terms.into_iter().map(read_file)),
                Read::Known(part) => known.push(part),
                Read::Index(index) => memory.index = index,
            }
        }
        memory.known = Known::of_parts(known);
        Some(memory)
    }
}

/// Parts with the head and their lengths before them. They are measured first and written side by side into one buffer, since
/// tens of megabytes are not to stand in memory twice.
fn assembled(parts: &[Written<'_>]) -> Vec<u8> {
    let measured = |part| serialize_with_flavor(part, Size::default()).expect("plain values have a size");
    let lengths: Vec<usize> = parts.par_iter().map(measured).collect();
    let table = postcard::to_stdvec(&lengths).expect("plain values can be written to memory");
    let start = head(&[]).len();
    let length = start + table.len() + lengths.iter().sum::<usize>();
    let mut bytes = vec![0; length + ROOM];
    bytes.truncate(length);
    let (first, rest) = bytes.split_at_mut(start + table.len());
    first[start..].copy_from_slice(&table);
    let rooms: Vec<(&Written<'_>, &mut [u8])> = parts.iter().zip(divided_by(rest, &lengths)).collect();
    rooms.into_par_iter().for_each(|(part, room)| {
        postcard::to_slice(part, room).expect("a part is as long as it was measured");
    });
    let head = head(&bytes[start..]);
    bytes[..start].copy_from_slice(&head);
    bytes
}

fn divided_by<'a>(mut rest: &'a mut [u8], lengths: &[usize]) -> Vec<&'a mut [u8]> {
    let mut room = |&length: &usize| rest.split_off_mut(..length).expect("there is room for all parts");
    lengths.iter().map(&mut room).collect()
}

/// The parts again.
fn divided(content: &[u8]) -> Option<Vec<&[u8]>> {
    let (lengths, mut rest): (Vec<usize>, &[u8]) = postcard::take_from_bytes(content).ok()?;
    let mut part = |length: usize| {
        let (part, others) = rest.split_at_checked(length)?;
        rest = others;
        Some(part)
    };
    lengths.into_iter().map(&mut part).collect()
}

/// What stands before this content.
fn head(content: &[u8]) -> Vec<u8> {
    format!("{HEAD}{}\n{}\n", crate::BUILD, String::from(Digest::of_many(content))).into_bytes()
}

fn terms_of(files: &ReadFiles) -> Vec<(Digest, &Term)> {
    let plain = files.by_digest.iter().filter(|(_, file)| file.found.is_empty());
    let mut terms: Vec<_> =
        plain.filter_map(|(digest, file)| Some((*digest, file.term.as_ref().ok()?.as_ref()))).collect();
    terms.sort_unstable_by_key(|(_, term)| term.source);
    terms
}

fn read_file((digest, term): (Digest, Arc<Term>)) -> (Digest, Arc<ReadFile>) {
    (digest, Arc::new(ReadFile { source: term.source, term: Ok(term), found: Diagnostics::default() }))
}

fn files_of(made: &Made) -> Vec<StoredFile<'_>> {
    let file = |(place, path, file): (Place, _, MadeFile)| {
        let MadeFile { from, bytes, length } = file;
        StoredFile { is_output: place == Place::Output, path, from, bytes, length }
    };
    made.sorted().into_iter().map(file).collect()
}

impl StoredFile<'_> {
    fn put(self, made: &mut Made) {
        let Self { is_output, path, from, bytes, length } = self;
        let place = if is_output { Place::Output } else { Place::Project };
        made.insert(place, path.to_owned(), MadeFile { from, bytes, length });
    }
}

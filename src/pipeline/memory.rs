//! What a build remembers of the ones before it, so that only what has changed is read, resolved and rendered again.
//!
//! Everything is known by the digest of what it was made from, never by a date, and what is not exactly known is made anew:
//! a build with a memory gives the same bytes as one without. The memory may be lost at any time, and costs time then, no more.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::diagnostic::Diagnostics;
use crate::digest::Digest;
use crate::model::Term;
use crate::render::html::search::KnownIndex;
use crate::render::made::Made;
use crate::resolve::Known;
use crate::source::SourceId;

mod stored;

/// What earlier builds of a project found out and made.
#[derive(Debug, Default)]
pub struct Memory {
    pub(super) files: ReadFiles,
    pub(super) known: Option<Known>,
    pub(super) made: Made,
    /// Of everything that the last build was made from.
    pub(super) whole: Option<Digest>,
    /// Whether a build had something to make since this was stored.
    pub(super) has_learnt: bool,
    /// What the index of the search is made from.
    pub(super) index: KnownIndex,
}

impl Memory {
    /// Whether there is more to store than what was stored: a build had something to make.
    pub fn has_learnt(&self) -> bool {
        self.has_learnt
    }
}

/// Term files that were read, and what the rules found in each alone.
#[derive(Debug, Default)]
pub(super) struct ReadFiles {
    /// Of what the rules look at beside the file.
    pub conditions: Option<Digest>,
    pub by_digest: FxHashMap<Digest, Arc<ReadFile>>,
}

/// One term file.
#[derive(Debug)]
pub(super) struct ReadFile {
    pub source: SourceId,
    /// The term; or the names that the file claims, where no term could be read from it.
    pub term: Result<Arc<Term>, Vec<String>>,
    pub found: Diagnostics,
}

impl ReadFiles {
    /// What is known of a file under these conditions, if it stands at the same place among the sources, or can be moved there.
    pub fn get(&self, conditions: Digest, file: Digest, source: SourceId) -> Option<Arc<ReadFile>> {
        let known = self.by_digest.get(&file).filter(|_| self.conditions == Some(conditions))?;
        if known.source == source {
            return Some(known.clone());
        }
        // Findings have places of many kinds; files with any are few, and are read again.
        let term = known.term.as_ref().ok().filter(|_| known.found.is_empty())?;
        let term = Ok(Arc::new(term.moved_to(source)));
        Some(Arc::new(ReadFile { source, term, found: Diagnostics::default() }))
    }
}

//! One term among all terms.

use serde::{Deserialize, Serialize};

/// One term of a glossary, by its place among the terms, which stand in the order of their files' paths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TermId(u32);

impl TermId {
    /// The term at `index`.
    pub fn at(index: usize) -> Self {
        Self(u32::try_from(index).expect("fewer than 2^32 terms"))
    }

    /// The place among the terms, as short as it is kept.
    pub fn number(self) -> u32 {
        self.0
    }

    /// The place among the terms.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

//! What the graph of an earlier build can tell the next one.
//!
//! A text mentions the same terms as before where the text is the same and so are all names, in the same order; then even the
//! numbers of the terms are the same.

use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use super::inverted::Ranks;
use super::mentions::{self, Finder, Mention, Mentions};
use super::{Glossary, TermId};
use crate::digest::Digest;

/// What was found out about a glossary.
#[derive(Clone, Debug)]
pub struct Known {
    /// By term: its file. Empty where nobody said.
    files: Vec<Digest>,
    /// Of all names, see [`Finder::names`].
    names: Digest,
    texts: Arc<Texts>,
    ranks: AllRanks,
}

/// Who is near whom, as far as anybody asked.
#[derive(Clone, Debug, Default)]
pub(super) struct AllRanks {
    /// In wording, see [`similar`](super::similar).
    pub similar: OnceLock<Arc<Ranks>>,
    /// In meaning, see [`close`](super::close).
    pub close: OnceLock<Arc<Ranks>>,
}

/// What the texts say of other terms.
#[derive(Debug)]
pub(super) struct Texts {
    pub mentions: Mentions,
    pub mentioned_by: Vec<Vec<TermId>>,
    /// None where the texts were read by an earlier run of the program.
    finder: Option<Finder>,
}

impl Known {
    /// What a glossary found out, as far as anybody asked it.
    pub fn of(glossary: &Glossary) -> Option<Self> {
        let texts = glossary.texts.get()?.clone();
        let ranks = glossary.ranks.clone();
        // What nobody asked for this time was true of an earlier glossary, and that it says itself.
        if let Some(known) = &glossary.known {
            known.ranks.similar.get().map(|known| ranks.similar.get_or_init(|| known.clone()));
            known.ranks.close.get().map(|known| ranks.close.get_or_init(|| known.clone()));
        }
        let names = texts.finder.as_ref()?.names();
        Some(Self { files: glossary.files.clone(), names, texts, ranks })
    }

    fn mentions(&self, id: TermId, file: Digest) -> Option<&[Mention]> {
        let is_same = self.files.get(id.index()) == Some(&file);
        is_same.then(|| self.texts.mentions.by_term[id.index()].as_slice())
    }
}

impl Glossary {
    /// By term: the digest of its file. Empty where nothing is to be remembered.
    pub fn files(&self) -> &[Digest] {
        &self.files
    }

    pub(super) fn known_ranks(&self, which: fn(&AllRanks) -> &OnceLock<Arc<Ranks>>) -> Option<&Ranks> {
        which(&self.known.as_ref()?.ranks).get().map(AsRef::as_ref)
    }

    pub(super) fn remember_ranks(&self, which: fn(&AllRanks) -> &OnceLock<Arc<Ranks>>, ranks: Option<Ranks>) {
        if let Some(ranks) = ranks {
            which(&self.ranks).get_or_init(|| Arc::new(ranks));
        }
    }
}

impl Texts {
    /// Reads the texts of a glossary, but for those of which the mentions are known.
    pub fn of(glossary: &Glossary) -> Self {
        let Glossary { terms, names, links, settings, files, known, .. } = glossary;
        let finder = Finder::of(terms, links, names, settings);
        let known = known.as_ref().filter(|known| known.names == finder.names());
        let finder = match known.and_then(|known| known.texts.finder.as_ref()) {
            Some(other) => finder.with_work_of(other),
            None => finder,
        };
        let by_term = finder.find(terms, |id| {
            let file = files.get(id.index())?;
            known?.mentions(id, *file).map(<[Mention]>::to_vec)
        });
        let mentions = Mentions { by_term, undefined: finder.undefined.clone() };
        Self { mentioned_by: mentions::mentioned_by(&mentions.by_term), mentions, finder: Some(finder) }
    }
}

/// One of the parts of what is known, which can be written down and read side by side.
#[derive(Debug, Serialize, Deserialize)]
pub struct Part(Content);

#[derive(Debug, Serialize, Deserialize)]
enum Content {
    Texts(Vec<Digest>, Digest, Vec<Vec<Mention>>),
    Similar(Arc<Ranks>),
    Close(Arc<Ranks>),
}

impl Known {
    /// What can be written down of it.
    pub fn parts(&self) -> Vec<Part> {
        let texts = Content::Texts(self.files.clone(), self.names, self.texts.mentions.by_term.clone());
        let similar = self.ranks.similar.get().cloned().map(Content::Similar);
        let close = self.ranks.close.get().cloned().map(Content::Close);
        std::iter::once(texts).chain(similar).chain(close).map(Part).collect()
    }

    /// What was written down as these parts; none where the first of them is missing.
    pub fn of_parts(parts: Vec<Part>) -> Option<Self> {
        let mut parts = parts.into_iter();
        let Content::Texts(files, names, by_term) = parts.next()?.0 else { return None };
        let ranks = AllRanks::default();
        for Part(content) in parts {
            match content {
                Content::Texts(..) => return None,
                Content::Similar(known) => _ = ranks.similar.set(known),
                Content::Close(known) => _ = ranks.close.set(known),
            }
        }
        let mentions = Mentions { by_term, undefined: Vec::new() };
        let texts = Arc::new(Texts { mentions, mentioned_by: Vec::new(), finder: None });
        Some(Self { files, names, texts, ranks })
    }
}

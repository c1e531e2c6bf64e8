//! From the graph to files: Markdown, the website, data. No disk, no clock.
//!
//! An [`Output`] hands each [`Artifact`] to a [`Sink`] as soon as it is rendered, from many threads, so that a large
//! glossary never stands in memory as pages.

pub mod body;
pub mod exports;
pub mod facts;
pub mod html;
pub mod links;
pub mod made;
pub mod markdown;
mod memory_sink;
pub mod templates;
pub mod view;

pub use memory_sink::MemorySink;

use crate::digest::Digest;
use crate::discover::Inputs;
use crate::failure::Failure;
use crate::model::{ReviewDate, Vocabulary};
use crate::parse::page::Page;
use crate::resolve::Glossary;
use crate::settings::Settings;

/// Where a file belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// In the output folder, which holds nothing else.
    Output,
    /// In the project itself, among files that people write.
    Project,
}

/// One file that a build makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Artifact {
    /// Whether [`path`](Self::path) starts in the output folder or at the project's root.
    pub place: Place,
    /// Relative, with forward slashes, without `.` or `..`.
    pub path: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl Artifact {
    /// A file in the output folder.
    pub fn output(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { place: Place::Output, path: path.into(), bytes: bytes.into() }
    }
}

/// Takes files as they are made, from many threads, in any order.
pub trait Sink: Sync {
    /// Takes one file. A path comes at most once in a build.
    ///
    /// # Errors
    /// [`Failure::Write`] when it cannot be kept.
    fn take(&self, artifact: Artifact) -> Result<(), Failure>;

    /// The same for a caller that knows the digest of the bytes, so that nobody makes it twice.
    ///
    /// # Errors
    /// Those of [`take`](Self::take).
    fn take_known(&self, artifact: Artifact, _digest: Digest) -> Result<(), Failure> {
        self.take(artifact)
    }

    /// Whether the file that an earlier build made at `path` still stands with exactly the bytes of `digest`, and belongs to this
    /// build from now on as if they had been taken again. Where it does not, the caller renders and hands it over.
    ///
    /// # Errors
    /// [`Failure::Write`] when it cannot be kept.
    fn keep(&self, _place: Place, _path: &str, _digest: Digest) -> Result<bool, Failure> {
        Ok(false)
    }

    /// Whether pages are to be made before data files, and not beside them, since somebody waits for pages.
    fn wants_pages_first(&self) -> bool {
        false
    }

    /// Told once all pages are made but those that wait for data files, where pages come first.
    fn pages_are_made(&self) {}

    /// Takes a file that is made from `from` alone, whatever else changes: what a build remembers of it may do, and then `render` is
    /// not called. Where nobody remembers anything, it is the same as [`take`](Self::take). Says how many bytes the file has.
    ///
    /// # Errors
    /// Those of `take` and `keep`, and of `render`.
    fn make(&self, place: Place, path: String, _from: Digest, render: made::Render<'_>) -> Result<usize, Failure> {
        let bytes = render()?;
        let length = bytes.len();
        self.take(Artifact { place, path, bytes })?;
        Ok(length)
    }
}

/// What an output may look at.
pub struct RenderContext<'a> {
    /// The terms and how they hang together.
    pub glossary: &'a Glossary,
    /// The project's lists.
    pub vocabulary: &'a Vocabulary,
    /// The project's settings.
    pub settings: &'a Settings,
    /// The project's texts: hand-written pages, templates, the navigation.
    pub inputs: &'a Inputs,
    /// The hand-written pages, in the order of the navigation.
    pub pages: &'a [Page],
    /// The templates, compiled.
    pub templates: &'a templates::Templates,
    /// The day of this run.
    pub today: ReviewDate,
    /// What files are made from, as digests.
    pub facts: &'a facts::Facts,
    /// The search index of the last build.
    pub known_index: &'a html::search::KnownIndex,
    /// What this build makes.
    pub outputs: &'a [&'a Output],
}

impl RenderContext<'_> {
    /// Whether this build makes the output with this name.
    pub fn makes(&self, output: &str) -> bool {
        self.outputs.iter().any(|made| made.name == output)
    }
}

/// Something that `build` makes.
pub struct Output {
    /// As `--only` and `outputs:` call it.
    pub name: &'static str,
    /// What it is, in one line.
    pub about: &'static str,
    /// Makes it.
    ///
    /// # Errors
    /// Those of the sink, and [`Failure::Template`] when a project's own template breaks.
    pub render: fn(&RenderContext<'_>, &dyn Sink) -> Result<(), Failure>,
}

/// Every output, in the order in which they are made.
pub static OUTPUTS: &[Output] = &[
    Output { name: html::NAME, about: "the website, in OUT/site", render: html::render },
    Output {
        name: "markdown",
        about: "the Markdown pages, and the navigation in mkdocs.yml",
        render: markdown::render,
    },
    Output {
        name: "glossary",
        about: "OUT/data/glossary.json: every term with every field",
        render: exports::glossary::render,
    },
    Output {
        name: "search-index",
        about: "OUT/data/search-index.json: what a search needs to know",
        render: exports::search_index::render,
    },
    Output {
        name: "related",
        about: "OUT/data/related.json: terms close in wording",
        render: exports::related::render,
    },
    Output {
        name: "schema",
        about: "OUT/data/term.schema.json: the JSON Schema of term files, for editors that complete YAML",
        render: exports::schema::render,
    },
    Output {
        name: "links",
        about: "OUT/data/links.json: which mentions of terms became links, and why others did not",
        render: exports::links::render,
    },
    Output {
        name: "api",
        about: "OUT/site/api/v1: each term, role, category, tag and status as a small JSON file",
        render: exports::api::render,
    },
];

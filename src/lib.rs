//! A compiler for glossaries: YAML terms in, checked, Markdown, website and data out.
//!
//! This page is the tour. The whole flow stands in [`pipeline`], and each stage is a module, below in the order in which
//! they depend on each other: a module uses only those before it.
//!
//! 1. **[`discover`]** reads every file of a project once: [`Layout`](discover::Layout) says where,
//!    [`Inputs`](discover::Inputs) is what was found. After it nothing reads the disk until `write`.
//! 2. **[`parse`]** makes a [`Node`](parse::Node) tree of each file in which every key and value has a
//!    [`Span`](source::Span), and from that a [`Term`](model::Term), with *all* mistakes of the file. [`settings`] does the same
//!    for `glossary.yml`. Which keys there are stands in one table, [`FIELDS`](model::FIELDS). What an author wrote in a text becomes a
//!    tree in [`body`].
//! 3. **[`validate`]** looks at each term alone, and later at all together. [`RULES`](validate::RULES) lists what it looks for; each
//!    rule is a file with a page beside it, and the page's examples are tests.
//!    What can be mended safely carries a fix, and [`fix`] applies it to the texts.
//! 4. **[`resolve`]** makes a [`Glossary`](resolve::Glossary) of the terms: names, relationships in both directions, mentions in
//!    texts, what is close in wording. It cannot fail; what it cannot resolve stays in the graph for a rule to report.
//! 5. **[`render`]** turns the graph into [`Artifact`](render::Artifact)s, path and bytes, without touching the disk.
//!    [`OUTPUTS`](render::OUTPUTS) lists what can be made.
//!    [`api`] answers questions about one edition, as a web server hands them on.
//! 6. **[`write`](mod@write)** puts them on disk as one whole [`Edition`](write::Edition), or leaves everything as it was.
//!    A build may remember the ones before it: [`Memory`](pipeline::Memory) knows every file that was read and made by digests, and
//!    [`facts`](render::facts) says what each page is made from, so that only what has changed is made again, to the same bytes.
//! 7. **[`serve`](mod@serve)** is the same way from files to artifacts, again at each change, kept in memory and shown in a browser.
//! 8. **[`cli`]** is the command line, the only place that prints and that asks clock and environment.
//!
//! An author's mistake is a [`Diagnostic`](diagnostic::Diagnostic), the tool's own trouble a [`Failure`](failure::Failure), and nothing
//! is both.
//!
//! ```no_run
//! use glossbook::{discover::Layout, model::ReviewDate, pipeline, render::MemorySink};
//!
//! # fn main() -> Result<(), glossbook::failure::Failure> {
//! let today = ReviewDate::parse("2026-11-22").expect("a date");
//! let checked = pipeline::check(&Layout::new("my-glossary"), today)?;
//! for diagnostic in &checked.diagnostics {
//!     println!("{}", diagnostic.message);
//! }
//! let sink = MemorySink::default();
//! pipeline::build(&checked, None, &sink)?;
//! println!("{} files", sink.into_artifacts().len());
//! # Ok(())
//! # }
//! ```

/// Which program this is: its version, and a name for the sources that it was built from. What one build of the program
/// remembers means nothing to another.
pub const BUILD: &str = concat!(env!("CARGO_PKG_VERSION"), " ", env!("GLOSSBOOK_SOURCES"));

pub mod source;

pub mod digest;

pub mod diagnostic;

pub mod failure;

pub mod model;

pub mod discover;

pub mod parse;

pub mod settings;

pub mod fix;

pub mod scaffold;

pub mod body;

pub mod resolve;

pub mod validate;

pub mod render;

pub mod api;

pub mod write;

pub mod pipeline;

pub mod serve;

pub mod cli;

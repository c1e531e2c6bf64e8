//! The data files that readers can take with them.
//!
//! A build puts its data files beside the site, not into it. What is deployed is the site alone, so it gets copies of those
//! files that are of use to readers, as far as the project makes them. Each is rendered once, for both places.

use std::collections::BTreeMap;
use std::sync::Mutex;

use rayon::prelude::*;

use super::super::site::{Head, Site};
use super::print;
use crate::digest::Digest;
use crate::failure::Failure;
use crate::render::links::Page;
use crate::render::made::Render;
use crate::render::view::downloads::{Download, DownloadsPage};
use crate::render::{Artifact, OUTPUTS, Place, RenderContext, Sink};

pub const TEMPLATE: &str = "downloads.html";

/// What readers see of one output.
struct Offer {
    /// As [`OUTPUTS`] calls it.
    output: &'static str,
    title: &'static str,
    about: &'static str,
}

const OFFERS: &[Offer] = &[
    Offer {
        output: "glossary",
        title: "All terms",
        about: "Every term with every field, as the term files have them: for your own tools, or as a record of what stood here on a day.",
    },
    Offer {
        output: "search-index",
        title: "Search index",
        about: "Names, other names and short definitions, small enough to search in a page of your own.",
    },
    Offer {
        output: "related",
        title: "Close in wording",
        about: "For each term the terms that are closest to it, with a score from 0 to 1.",
    },
    Offer {
        output: "schema",
        title: "Schema of a term file",
        about: "JSON Schema: what a term file may hold, for editors that complete YAML and for checks of your own.",
    },
];

/// The files that were made, with their sizes.
#[derive(Default)]
pub struct Copies(Vec<(&'static Offer, BTreeMap<String, usize>)>);

/// Makes the files. They need nothing that the pages share, so they are made beside all that.
pub fn copies(context: &RenderContext<'_>, sink: &dyn Sink) -> Result<Copies, Failure> {
    let offers: Vec<&Offer> = OFFERS.iter().filter(|offer| is_offered(context, offer.output)).collect();
    let made: Vec<_> = offers.par_iter().map(|offer| make(context, sink, offer)).collect::<Result<_, _>>()?;
    Ok(Copies(offers.into_iter().zip(made).collect()))
}

/// Writes the page, once its files are made.
pub fn render(site: &Site<'_>) -> Result<(), Failure> {
    let base = site.base(&Page::Downloads);
    let mut files = Vec::new();
    for (offer, made) in &site.copies.0 {
        for (name, &size) in made {
            let (name, href) = (name.clone(), base.file(&format!("downloads/{name}")));
            files.push(Download { title: offer.title, about: offer.about, name, href, size: in_words(size) });
        }
    }
    let count = site.context.glossary.terms.len();
    let content = DownloadsPage { files, print: print::link(&base, &Page::Print, count), count };
    let description = format!("{} as data, and on one page for paper.", site.context.settings.title);
    site.write(&Page::Downloads, TEMPLATE, Head::new("Downloads", description), &content)
}

/// Whether readers can download the output. The settings decide, and not what one build was asked for: the same project always has
/// the same site.
pub fn is_offered(context: &RenderContext<'_>, output: &str) -> bool {
    let wanted = context.settings.outputs.as_ref();
    OFFERS.iter().any(|offer| offer.output == output)
        && wanted.is_none_or(|names| names.iter().any(|name| name.value == output))
}

/// Makes the files of an output: names and sizes.
fn make(context: &RenderContext<'_>, sink: &dyn Sink, offer: &Offer) -> Result<BTreeMap<String, usize>, Failure> {
    let output = OUTPUTS.iter().find(|output| output.name == offer.output).expect("an offer names an output");
    let original = context.makes(offer.output).then_some(sink);
    let both = Both { original, copy: sink, sizes: Mutex::default() };
    (output.render)(context, &both)?;
    Ok(both.sizes.into_inner().expect("no thread panics while it holds the lock"))
}

/// Passes files on to `data/`, where this build makes those, and to the site.
struct Both<'a> {
    original: Option<&'a dyn Sink>,
    copy: &'a dyn Sink,
    sizes: Mutex<BTreeMap<String, usize>>,
}

impl Both<'_> {
    fn count(&self, name: String, length: usize) {
        self.sizes.lock().expect("no thread panics while it holds the lock").insert(name, length);
    }
}

fn name(path: &str) -> String {
    path.strip_prefix("data/").unwrap_or(path).to_owned()
}

fn copy_of(name: &str) -> String {
    format!("site/downloads/{name}")
}

impl Sink for Both<'_> {
    fn take(&self, artifact: Artifact) -> Result<(), Failure> {
        let (name, length) = (name(&artifact.path), artifact.bytes.len());
        if let Some(original) = self.original {
            original.take(artifact.clone())?;
        }
        self.copy.take(Artifact::output(copy_of(&name), artifact.bytes))?;
        self.count(name, length);
        Ok(())
    }

    fn make(&self, place: Place, path: String, from: Digest, render: Render<'_>) -> Result<usize, Failure> {
        let name = name(&path);
        let mut rendered = None;
        if let Some(original) = self.original {
            original.make(place, path, from, &mut || {
                let bytes = render()?;
                rendered = Some(bytes.clone());
                Ok(bytes)
            })?;
        }
        let length = self.copy.make(place, copy_of(&name), from, &mut || match rendered.take() {
            Some(bytes) => Ok(bytes),
            None => render(),
        })?;
        self.count(name, length);
        Ok(length)
    }
}

/// A size as people read it, in steps of a thousand.
fn in_words(bytes: usize) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", (bytes + 500) / 1_000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_rounded_for_people() {
        assert_eq!([999, 1_499, 312_600, 1_250_000].map(in_words), ["999 bytes", "1 kB", "313 kB", "1.2 MB"]);
    }

    #[test]
    fn every_offer_names_an_output() {
        assert!(OFFERS.iter().all(|offer| OUTPUTS.iter().any(|output| output.name == offer.output)));
    }
}

//! The Markdown pages, and the navigation in `mkdocs.yml`.
//!
//! Two flavours of the same pages: `render-docs` is byte for byte what the Python pipeline wrote, `mkdocs` is repaired for
//! readers. What they share, the blocks and their order, stands in the page files; what tells them apart stands in
//! `dialect`.

mod categories;
mod dialect;
mod index;
mod navigation;
mod roles;
mod term;

use rayon::prelude::*;

use self::dialect::Dialect;
use super::exports::search_index;
use super::facts::Neighbourhood;
use super::{Artifact, Place, RenderContext, Sink};
use crate::digest::Digest;
use crate::failure::Failure;
use crate::resolve::{Glossary, TermId};

/// Writes all pages, the search index beside them, and the navigation.
///
/// # Errors
/// Those of the sink.
pub fn render(context: &RenderContext<'_>, sink: &dyn Sink) -> Result<(), Failure> {
    let dialect = Dialect::of(context);
    let (glossary, facts) = (context.glossary, context.facts);
    let make = |path: &str, from: Digest, text: &dyn Fn() -> String| {
        let (place, path) = place_of(context, path);
        sink.make(place, path, from, &mut || Ok(text().into_bytes())).map(drop)
    };
    glossary.ids().collect::<Vec<_>>().into_par_iter().try_for_each(|id| {
        let around = Neighbourhood::of(glossary, facts, id, "terms.md");
        make(&term_path(glossary, id), around.digest(), &|| around.within(|| term::page(&dialect, id)))
    })?;
    make("terms/index.md", facts.of_cards("index.md"), &|| index::page(&dialect))?;
    make("roles.md", facts.of_cards("roles.md"), &|| roles::page(&dialect))?;
    make("categories.md", facts.of_cards("categories.md"), &|| categories::page(&dialect))?;
    let (place, path) = place_of(context, "assets/glossary-search.json");
    sink.make(place, path, facts.of_cards("search.json"), &mut || Ok(search_index::index(context)))?;
    match navigation::file(&dialect) {
        Some((path, text)) => sink.take(Artifact { place: Place::Project, path, bytes: text.into_bytes() }),
        None => Ok(()),
    }
}

/// The page of a term, relative to the Markdown folder.
fn term_path(glossary: &Glossary, id: TermId) -> String {
    format!("terms/{}.md", glossary.term(id).slug)
}

/// Where a page stands that is called so in the Markdown folder.
fn place_of(context: &RenderContext<'_>, path: &str) -> (Place, String) {
    match &context.settings.markdown.directory {
        Some(directory) => (Place::Project, format!("{}/{path}", directory.value)),
        None => (Place::Output, format!("markdown/{path}")),
    }
}

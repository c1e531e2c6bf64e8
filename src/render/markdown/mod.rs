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
use super::{Artifact, Place, RenderContext, Sink};
use crate::failure::Failure;
use crate::resolve::{Glossary, TermId};

/// Writes all pages, the search index beside them, and the navigation.
///
/// # Errors
/// Those of the sink.
pub fn render(context: &RenderContext<'_>, sink: &dyn Sink) -> Result<(), Failure> {
    let dialect = Dialect::of(context);
    let take = |path: &str, text: String| sink.take(page(context, path, text.into_bytes()));
    context
        .glossary
        .ids()
        .collect::<Vec<_>>()
        .into_par_iter()
        .try_for_each(|id| take(&term_path(context.glossary, id), term::page(&dialect, id)))?;
    take("terms/index.md", index::page(&dialect))?;
    take("roles.md", roles::page(&dialect))?;
    take("categories.md", categories::page(&dialect))?;
    sink.take(page(context, "assets/glossary-search.json", search_index::index(context)))?;
    match navigation::file(&dialect) {
        Some((path, text)) => sink.take(Artifact { place: Place::Project, path, bytes: text.into_bytes() }),
        None => Ok(()),
    }
}

/// The page of a term, relative to the Markdown folder.
fn term_path(glossary: &Glossary, id: TermId) -> String {
    format!("terms/{}.md", glossary.term(id).slug)
}

fn page(context: &RenderContext<'_>, path: &str, bytes: Vec<u8>) -> Artifact {
    match &context.settings.markdown.directory {
        Some(directory) => Artifact { place: Place::Project, path: format!("{}/{path}", directory.value), bytes },
        None => Artifact::output(format!("markdown/{path}"), bytes),
    }
}

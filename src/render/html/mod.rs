//! The website: one page a term, and lists by letter, category, role and tag.
//!
//! `Site` holds what many pages need, computed once. Each kind of page is a file in `pages` that turns the
//! graph into a view, and a row in [`PAGES`]; its look is a template of the same name. [`search`] writes what the search in the
//! reader's browser reads.

mod assets;
pub(super) mod groups;
mod lens;
mod machines;
mod neighbourhood;
mod pack;
pub mod pages;
mod previews;
mod prose;
mod routes;
pub mod search;
mod shared;
mod site;
mod stewardship;
mod wrap;

pub use pages::{PAGES, PageKind};

use rayon::prelude::*;

use super::{RenderContext, Sink};
use crate::failure::Failure;

/// Writes the whole site below `site/`.
///
/// # Errors
/// Those of the sink, and [`Failure::Template`] when a template of the project breaks.
pub fn render(context: &RenderContext<'_>, sink: &dyn Sink) -> Result<(), Failure> {
    assets::render(context, sink)?;
    let site = site::Site::new(context, sink);
    // Long lists take one thread each, so the kinds are made side by side; the first failure is the same on any number of threads.
    let results: Vec<_> = PAGES.par_iter().map(|kind| (kind.render)(&site)).collect();
    results.into_iter().collect::<Result<(), Failure>>()?;
    machines::render(&site)
}

//! The website: one page a term, and lists by letter, category, role and tag.
//!
//! `Site` holds what many pages need, computed once. Each kind of page is a file in `pages` that turns the
//! graph into a view, and a row in [`PAGES`]; its look is a template of the same name. [`search`] writes what the search in the
//! reader's browser reads.

mod assets;
mod early;
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

use super::{Output, RenderContext, Sink};
use crate::failure::Failure;

/// As [`OUTPUTS`](super::OUTPUTS) calls the website.
pub(super) const NAME: &str = "site";

/// Whether making the site makes this output too, since readers can download it there.
pub fn renders_too(context: &RenderContext<'_>, output: &Output) -> bool {
    context.makes(NAME) && pages::is_offered(context, output.name)
}

/// Writes the whole site below `site/`.
///
/// # Errors
/// Those of the sink, and [`Failure::Template`] when a template of the project breaks.
pub fn render(context: &RenderContext<'_>, sink: &dyn Sink) -> Result<(), Failure> {
    assets::render(context, sink)?;
    let (site, copies) = if sink.wants_pages_first() {
        let site = render_pages(context, sink)?;
        sink.pages_are_made();
        (Ok(site), pages::copies(context, sink))
    } else {
        rayon::join(|| render_pages(context, sink), || pages::copies(context, sink))
    };
    let mut site = site?;
    site.copies = copies?;
    PAGES.iter().filter(|kind| kind.template == pages::DOWNLOADS).try_for_each(|kind| (kind.render)(&site))?;
    machines::render(&site)
}

/// Writes all pages but the one that waits for the data files.
fn render_pages<'a>(context: &'a RenderContext<'a>, sink: &'a dyn Sink) -> Result<site::Site<'a>, Failure> {
    let site = site::Site::new(context, sink);
    // Long lists take one thread each, so the kinds are made side by side; the first failure is the same on any number of threads.
    // The search comes first: it has more than others that is done by one thread.
    let kinds = PAGES.iter().filter(|kind| kind.template != pages::DOWNLOADS);
    let (search, others): (Vec<_>, Vec<_>) = kinds.partition(|kind| kind.template == pages::SEARCH);
    let kinds: Vec<&PageKind> = search.into_iter().chain(others).collect();
    let results: Vec<_> = kinds.par_iter().map(|kind| (kind.render)(&site)).collect();
    results.into_iter().collect::<Result<(), Failure>>()?;
    Ok(site)
}

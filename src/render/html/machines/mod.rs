//! What programs read beside the pages: structured data, the list of pages, a guide for language models, a web manifest.
//!
//! Addresses in full need `base_url`; without it, what cannot do without them is left out.

mod guide;
pub mod linked_data;
mod manifest;
mod robots;
mod sitemap;

use super::site::Site;
use crate::failure::Failure;

/// Writes the files. All pages have been written, so that their list is whole.
pub fn render(site: &Site<'_>) -> Result<(), Failure> {
    let files = [manifest::file(site), robots::file(site), guide::file(site)];
    let files = files.into_iter().chain(sitemap::files(site));
    files.into_iter().try_for_each(|(path, text)| site.hand_over(&path, text))
}

//! `robots.txt`: everything may be read, and where the list of pages is.

use super::sitemap;
use crate::render::html::site::Site;

pub fn file(site: &Site<'_>) -> (String, String) {
    let mut text = "User-agent: *\nAllow: /\n".to_owned();
    if let Some(address) = site.absolute_file(sitemap::FILE) {
        text.push_str(&format!("\nSitemap: {address}\n"));
    }
    ("robots.txt".to_owned(), text)
}

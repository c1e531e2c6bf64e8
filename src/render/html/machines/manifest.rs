//! `site.webmanifest`: what a phone calls the site on its home screen.

use serde_json::json;

use crate::render::html::assets::ICON;
use crate::render::html::site::{Site, direction};

/// Below the site. The script links to it, since browsers complain about a manifest in a folder on disk.
const FILE: &str = "site.webmanifest";

pub fn file(site: &Site<'_>) -> (String, String) {
    let settings = site.context.settings;
    let manifest = json!({
        "name": settings.title,
        "short_name": settings.title,
        "description": settings.description,
        "lang": settings.language,
        "dir": direction(&settings.language),
        "id": "./",
        "start_url": "./",
        "scope": "./",
        "display": "browser",
        // The paper and the accent of the stylesheet.
        "background_color": "#fdfcfa",
        "theme_color": "#0b5f63",
        "icons": [{"src": format!("assets/{ICON}"), "sizes": "any", "type": "image/svg+xml"}],
    });
    (FILE.to_owned(), format!("{manifest:#}\n"))
}

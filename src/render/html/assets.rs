//! Stylesheet, script and icon: ours, with the project's own files on top of them.

use super::super::links::Page;
use super::super::{Artifact, RenderContext, Sink};
use super::pack::pack;
use crate::failure::Failure;

/// Our own files, relative to `assets/`.
static BUILT_IN: &[(&str, &str)] = &[
    (STYLESHEET, include_str!("../../../site/assets/css/site.css")),
    (GOVERNANCE, include_str!("../../../site/assets/css/governance.css")),
    (SEARCH, include_str!("../../../site/assets/js/search.js")),
    (SEARCH_BOX, include_str!("../../../site/assets/js/search-box.js")),
    (SEARCH_PAGE, include_str!("../../../site/assets/js/search-page.js")),
    (SEARCH_STYLESHEET, include_str!("../../../site/assets/css/search.css")),
    (PAGES, include_str!("../../../site/assets/css/pages.css")),
    (SCRIPT, include_str!("../../../site/assets/js/site.js")),
    (PREVIEWS, include_str!("../../../site/assets/js/preview.js")),
    (CHECKLIST, include_str!("../../../site/assets/js/checklist.js")),
    (ICON, include_str!("../../../site/assets/img/favicon.svg")),
];

/// What every page needs of the stylesheet.
const STYLESHEET: &str = "css/site.css";
/// What only the governance page needs.
pub const GOVERNANCE: &str = "css/governance.css";
/// The script that finds terms.
pub const SEARCH: &str = "js/search.js";
/// The script of the form in the header.
pub const SEARCH_BOX: &str = "js/search-box.js";
/// The script of the search page.
pub const SEARCH_PAGE: &str = "js/search-page.js";
/// The stylesheet of the search page.
pub const SEARCH_STYLESHEET: &str = "css/search.css";
/// The rest of it, which term pages do without: they are what most readers see first.
const PAGES: &str = "css/pages.css";
/// The script of every page: the theme, the role that a reader reads as.
pub const SCRIPT: &str = "js/site.js";
/// The script for previews of terms.
pub const PREVIEWS: &str = "js/preview.js";
/// The script for checklists.
pub const CHECKLIST: &str = "js/checklist.js";
/// The picture in the browser's tab.
pub const ICON: &str = "img/favicon.svg";

/// Writes our files and the project's. A file of the project takes the place of ours at the same path.
pub fn render(context: &RenderContext<'_>, sink: &dyn Sink) -> Result<(), Failure> {
    let own = &context.inputs.assets;
    for (path, text) in BUILT_IN.iter().filter(|(path, _)| own.iter().all(|asset| asset.path != *path)) {
        sink.take(Artifact::output(format!("site/assets/{path}"), pack(path, text)))?;
    }
    own.iter().try_for_each(|asset| {
        // A copy of ours, as in our own repository, goes out as ours does.
        let ours = BUILT_IN.iter().find(|(path, text)| *path == asset.path && text.as_bytes() == asset.bytes);
        let bytes = ours.map_or_else(|| asset.bytes.clone(), |(path, text)| pack(path, text).into_bytes());
        sink.take(Artifact::output(format!("site/assets/{}", asset.path), bytes))
    })
}

/// What goes out at `path`, which is one of ours: the project's file where it has one.
pub fn bytes(context: &RenderContext<'_>, path: &str) -> Vec<u8> {
    let (_, text) = BUILT_IN.iter().find(|(ours, _)| *ours == path).expect("one of ours");
    let own = context.inputs.assets.iter().find(|asset| asset.path == path);
    match own.filter(|asset| asset.bytes != text.as_bytes()) {
        Some(asset) => asset.bytes.clone(),
        None => pack(path, text).into_bytes(),
    }
}

/// The stylesheets that pages link to: ours, then what the project adds in `site/assets/css`.
pub fn stylesheets(context: &RenderContext<'_>) -> Vec<String> {
    let is_added = |path: &str| path.starts_with("css/") && path.ends_with(".css") && !is_built_in(path);
    let added = context.inputs.assets.iter().map(|asset| asset.path.as_str()).filter(|path| is_added(path));
    [STYLESHEET, PAGES].into_iter().chain(added).map(|path| format!("assets/{path}")).collect()
}

/// Whether `page` needs this stylesheet.
pub fn is_needed(stylesheet: &str, page: &Page) -> bool {
    !(matches!(page, Page::Term(_)) && stylesheet.strip_prefix("assets/") == Some(PAGES))
}

/// Whether a file at this path takes the place of one of ours.
fn is_built_in(path: &str) -> bool {
    BUILT_IN.iter().any(|(ours, _)| *ours == path)
}

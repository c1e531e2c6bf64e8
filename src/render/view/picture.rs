//! Pictures drawn at build time.

use serde::Serialize;

/// A term among its neighbours.
#[derive(Debug, Serialize)]
pub struct Picture {
    /// The drawing as SVG, with its links and with classes for its parts.
    pub drawing_html: String,
    /// What the picture shows and what it leaves out, as sentences.
    pub caption: String,
}

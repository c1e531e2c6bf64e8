//! Pictures drawn at build time: where boxes and lines stand. Templates turn them into SVG.

use serde::Serialize;

/// A term among its neighbours.
#[derive(Debug, Serialize)]
pub struct Picture {
    /// Of the drawing, in its own units.
    pub width: i32,
    /// Of the drawing, in its own units.
    pub height: i32,
    /// What the picture shows and what it leaves out, as sentences.
    pub caption: String,
    /// From box to box; they stand behind the boxes.
    pub lines: Vec<Line>,
    /// The term first, then its neighbours.
    pub boxes: Vec<Node>,
}

/// A line from one box to another.
#[derive(Debug, Serialize)]
pub struct Line {
    /// `broader`, `narrower` or `related`.
    pub kind: &'static str,
    /// The data of an SVG path.
    pub path: String,
}

/// A box with words.
#[derive(Debug, Serialize)]
pub struct Node {
    /// `self`, `broader`, `narrower` or `related`.
    pub kind: &'static str,
    /// Where it leads; none for the term itself.
    pub href: Option<String>,
    /// Whether another term should be used.
    pub is_deprecated: bool,
    /// The left edge.
    pub x: i32,
    /// The upper edge.
    pub y: i32,
    /// From edge to edge.
    pub width: i32,
    /// From edge to edge.
    pub height: i32,
    /// The name, in lines.
    pub words: Vec<Words>,
}

/// One line of a name.
#[derive(Debug, Serialize)]
pub struct Words {
    /// The middle of the line.
    pub x: i32,
    /// The foot of its letters.
    pub y: i32,
    /// The line.
    pub text: String,
}

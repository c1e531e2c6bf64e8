//! What a term's author wrote, as a small tree: text, with a safe part of Markdown.
//!
//! Emphasis, strong, code and links to `http(s)` and `mailto` are understood; in long texts paragraphs and lists too.
//! Everything else (raw HTML, images, headings, other link schemes, entities, template syntax) stays text exactly as it was typed.
//! Every output is written from this tree and escapes text by itself, so that nothing typed can become markup.
//!
//! A link that leads nowhere, `[attention]()`, is how an author says that words are no mention of a term: they stay
//! plain text in every output.

mod locate;
mod mark;
mod read;

pub use locate::locate;
pub use mark::{Kind, Mark, Piece, mark, mark_line, paragraphs, pieces};
pub use read::{parse_line, parse_text};

use crate::model::TermId;

/// A part of a long text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// One paragraph.
    Paragraph(Vec<Inline>),
    /// A list, numbered from a start or not at all.
    List(Option<u64>, Vec<Vec<Block>>),
    /// Something that is not understood, line by line as typed.
    Verbatim(String),
}

/// A part of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Plain text.
    Text(String),
    /// Plain text that mentions a term. The reader makes none; they come from [`mark`](fn@mark).
    Mention(TermId, String),
    /// `code`
    Code(String),
    /// *emphasis*
    Emphasis(Vec<Inline>),
    /// **strong**
    Strong(Vec<Inline>),
    /// A link to an address that is safe to follow.
    Link(String, Vec<Inline>),
    /// Words that mention no term, whatever they look like: `[attention]()`.
    Unlinked(Vec<Inline>),
}

/// The text of a line without any markup.
pub fn plain_line(parts: &[Inline]) -> String {
    pieces(parts).iter().map(|piece| piece.text).collect()
}

/// The text of blocks without any markup, nothing between them: what [`Mark::range`] counts in.
pub fn plain_text(blocks: &[Block]) -> String {
    let mut out = String::new();
    for block in blocks {
        match block {
            Block::Paragraph(parts) => out.push_str(&plain_line(parts)),
            Block::Verbatim(text) => out.push_str(text),
            Block::List(_, items) => items.iter().for_each(|item| out.push_str(&plain_text(item))),
        }
    }
    out
}

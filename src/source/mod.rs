//! Where text comes from: files, and places in them.
//!
//! A [`Span`] is all that the stages carry; lines and columns exist only in printed reports, see
//! [`SourceMap::position`]. Texts stay whole in the map for the length of a build, so that a
//! diagnostic can show the line it speaks of.

use serde::{Deserialize, Serialize};
use std::ops::Range;
use std::sync::OnceLock;

mod align;
pub use align::source_range;

/// One source file of a build, by its place in the [`SourceMap`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SourceId(u32);

impl SourceId {
    /// The place in the map.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Where something stands in one source file: bytes, zero-based, end not included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The file.
    pub source: SourceId,
    /// First byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl Span {
    /// The span of `range` in `source`. Files are capped far below 4 GB, see `discover`.
    pub fn new(source: SourceId, range: Range<usize>) -> Self {
        let byte = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { source, start: byte(range.start), end: byte(range.end) }
    }

    /// The span as a range of bytes of its file's text.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The same bytes of the same text, which is now the text of `source`.
    pub fn moved_to(self, source: SourceId) -> Self {
        Self { source, ..self }
    }

    /// The empty span at the very start of a file, for what concerns the file as a whole.
    pub fn file(source: SourceId) -> Self {
        Self { source, start: 0, end: 0 }
    }
}

/// A value together with the place where it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Puts a value and its place together.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    /// The same value at the same place of the same text, which is now the text of `source`.
    pub fn moved_to(&self, source: SourceId) -> Self
    where
        T: Clone,
    {
        Self { value: self.value.clone(), span: self.span.moved_to(source) }
    }
}

impl<T> std::ops::Deref for Spanned<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

/// A place as people count: lines and columns from 1, columns in Unicode characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1; a byte-order mark at the start of the file does not count.
    pub column: usize,
}

/// The files of one build.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    files: Vec<SourceFile>,
}

#[derive(Clone, Debug)]
struct SourceFile {
    path: String,
    text: String,
    line_starts: OnceLock<Vec<u32>>,
}

impl SourceMap {
    /// Adds a file. `path` is relative to the project's root, with forward slashes.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>) -> SourceId {
        let id = SourceId(u32::try_from(self.files.len()).expect("fewer than 2^32 files"));
        self.files.push(SourceFile { path: path.into(), text: text.into(), line_starts: OnceLock::new() });
        id
    }

    /// The file's path, relative to the project's root, with forward slashes.
    pub fn path(&self, source: SourceId) -> &str {
        &self.file(source).path
    }

    /// The file's whole text.
    pub fn text(&self, source: SourceId) -> &str {
        &self.file(source).text
    }

    /// The text inside a span; empty where the span does not fit the file.
    pub fn slice(&self, span: Span) -> &str {
        self.text(span.source).get(span.range()).unwrap_or_default()
    }

    /// The place of `part`, a range of bytes of `text`; that of the whole text where the two do not line up.
    pub fn place_of(&self, text: &Spanned<String>, part: Range<usize>) -> Span {
        match source_range(self.slice(text.span), &text.value, part) {
            Some(range) => {
                let at = text.span.start as usize;
                Span::new(text.span.source, at + range.start..at + range.end)
            }
            None => text.span,
        }
    }

    /// The position of the byte `offset`, which may be the end of the text.
    pub fn position(&self, source: SourceId, offset: u32) -> Position {
        let file = self.file(source);
        let offset = floor_char_boundary(&file.text, offset as usize);
        let starts = file.line_starts();
        let line = starts.partition_point(|&start| start as usize <= offset).max(1);
        let start = starts[line - 1] as usize;
        let before = &file.text[start..offset];
        let before = if line == 1 { before.trim_start_matches('\u{feff}') } else { before };
        Position { line, column: before.chars().count() + 1 }
    }

    /// All files, in the order in which they were added.
    pub fn ids(&self) -> impl Iterator<Item = SourceId> + use<> {
        (0..u32::try_from(self.files.len()).expect("fewer than 2^32 files")).map(SourceId)
    }

    fn file(&self, source: SourceId) -> &SourceFile {
        &self.files[source.0 as usize]
    }
}

impl SourceFile {
    fn line_starts(&self) -> &[u32] {
        self.line_starts.get_or_init(|| {
            let breaks = self.text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
            let after = breaks.map(|(at, _)| u32::try_from(at + 1).unwrap_or(u32::MAX));
            std::iter::once(0).chain(after).collect()
        })
    }
}

fn floor_char_boundary(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn position(text: &str, offset: u32) -> (usize, usize) {
        let mut sources = SourceMap::default();
        let id = sources.add("a.yml", text);
        let Position { line, column } = sources.position(id, offset);
        (line, column)
    }

    #[test]
    fn columns_count_characters_not_bytes() {
        assert_eq!(position("é: x\nb: ü y\n", 12), (2, 6));
    }

    #[test]
    fn carriage_returns_do_not_make_lines_of_their_own() {
        assert_eq!(position("a: 1\r\nb: 2\r\n", 6), (2, 1));
    }

    #[test]
    fn a_byte_order_mark_takes_no_column() {
        assert_eq!(position("\u{feff}term: x", 3), (1, 1));
    }

    #[test]
    fn the_end_of_the_text_has_a_position() {
        assert_eq!(position("a\n", 2), (2, 1));
        assert_eq!(position("", 0), (1, 1));
    }
}

//! Places in a tree: the text of each paragraph piece by piece, and marks put around some of it.
//!
//! Places are counted in bytes of the plain text, see [`plain_text`](super::plain_text), so that whoever looks for
//! something reads text and knows nothing of markup.

use std::ops::Range;

use super::{Block, Inline};
use crate::model::TermId;

/// Words that are to become a mention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Bytes of the plain text, inside of one piece of [`Kind::Text`].
    pub range: Range<usize>,
    /// The term that is mentioned.
    pub target: TermId,
}

/// A stretch of a paragraph in which the markup does not change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// As readers see it.
    pub text: &'a str,
    /// Where it stands.
    pub kind: Kind,
}

/// What a piece of text stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Running text, perhaps emphasized.
    Text,
    /// Code.
    Code,
    /// A link that the author made.
    Link,
    /// Words that the author keeps from becoming a link.
    Unlinked,
}

/// The pieces of a line, in order.
pub fn pieces(parts: &[Inline]) -> Vec<Piece<'_>> {
    fn add<'a>(parts: &'a [Inline], kind: Kind, out: &mut Vec<Piece<'a>>) {
        for part in parts {
            match part {
                Inline::Text(text) | Inline::Mention(_, text) => out.push(Piece { text, kind }),
                Inline::Code(text) => out.push(Piece { text, kind: Kind::Code }),
                Inline::Emphasis(inner) | Inline::Strong(inner) => add(inner, kind, out),
                Inline::Link(_, inner) => add(inner, Kind::Link, out),
                Inline::Unlinked(inner) => add(inner, Kind::Unlinked, out),
            }
        }
    }
    let mut out = Vec::new();
    add(parts, Kind::Text, &mut out);
    out
}

/// Each paragraph of a text, lists included, with the place where it begins in the plain text.
pub fn paragraphs(blocks: &[Block]) -> Vec<(usize, &[Inline])> {
    fn add<'a>(blocks: &'a [Block], at: &mut usize, out: &mut Vec<(usize, &'a [Inline])>) {
        for block in blocks {
            match block {
                Block::Paragraph(parts) => {
                    out.push((*at, parts));
                    *at += pieces(parts).iter().map(|piece| piece.text.len()).sum::<usize>();
                }
                Block::Verbatim(text) => *at += text.len(),
                Block::List(_, items) => items.iter().for_each(|item| add(item, at, out)),
            }
        }
    }
    let mut out = Vec::new();
    add(blocks, &mut 0, &mut out);
    out
}

/// The same text with mentions. `marks` are in order and do not overlap.
pub fn mark(blocks: Vec<Block>, marks: &[Mark]) -> Vec<Block> {
    Marker { marks, at: 0 }.blocks(blocks)
}

/// The same line with mentions.
pub fn mark_line(parts: Vec<Inline>, marks: &[Mark]) -> Vec<Inline> {
    Marker { marks, at: 0 }.inlines(parts)
}

/// The marks to come, and how much of the plain text is behind.
struct Marker<'a> {
    marks: &'a [Mark],
    at: usize,
}

impl Marker<'_> {
    fn blocks(&mut self, blocks: Vec<Block>) -> Vec<Block> {
        let mut mark = |block| match block {
            Block::Paragraph(parts) => Block::Paragraph(self.inlines(parts)),
            Block::List(start, items) => Block::List(start, items.into_iter().map(|item| self.blocks(item)).collect()),
            Block::Verbatim(text) => {
                self.at += text.len();
                Block::Verbatim(text)
            }
        };
        blocks.into_iter().map(&mut mark).collect()
    }

    fn inlines(&mut self, parts: Vec<Inline>) -> Vec<Inline> {
        let mut out = Vec::with_capacity(parts.len());
        for part in parts {
            match part {
                Inline::Text(text) => self.text(&text, &mut out),
                Inline::Emphasis(inner) => out.push(Inline::Emphasis(self.inlines(inner))),
                Inline::Strong(inner) => out.push(Inline::Strong(self.inlines(inner))),
                other => {
                    self.at += super::plain_line(std::slice::from_ref(&other)).len();
                    out.push(other);
                }
            }
        }
        out
    }

    fn text(&mut self, text: &str, out: &mut Vec<Inline>) {
        let start = self.at;
        let end = start + text.len();
        while let Some((Mark { range, target }, rest)) =
            self.marks.split_first().filter(|(mark, _)| mark.range.end <= end)
        {
            push(&text[self.at - start..range.start - start], out);
            out.push(Inline::Mention(*target, text[range.start - start..range.end - start].to_owned()));
            self.at = range.end;
            self.marks = rest;
        }
        push(&text[self.at - start..], out);
        self.at = end;
    }
}

fn push(text: &str, out: &mut Vec<Inline>) {
    if !text.is_empty() {
        out.push(Inline::Text(text.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::super::{parse_line, parse_text, plain_line, plain_text};
    use super::*;

    #[test]
    fn marks_split_text_and_change_no_letter() {
        let blocks = parse_text("a *b c*\n\n- `d` e f\n\n# g\n\nh");
        let plain = plain_text(&blocks);
        assert_eq!(plain, "a b cd e f# gh");
        let at = |word: &str| plain.find(word).expect("a word of the text");
        let marks = ["c", "e", "h"].map(|word| Mark { range: at(word)..at(word) + 1, target: TermId::at(7) });
        let marked = mark(blocks, &marks);
        assert_eq!(plain_text(&marked), plain);
        let mentions = paragraphs(&marked).iter().map(|(_, parts)| count(parts)).collect::<Vec<_>>();
        assert_eq!(mentions, [1, 1, 1]);
    }

    fn count(parts: &[Inline]) -> usize {
        let inside = |part: &Inline| match part {
            Inline::Mention(..) => 1,
            Inline::Emphasis(inner) | Inline::Strong(inner) => count(inner),
            _ => 0,
        };
        parts.iter().map(inside).sum()
    }

    #[test]
    fn pieces_know_what_they_stand_in() {
        let parts = parse_line("a `b` [c](https://example.org/) [d]()");
        let kinds: Vec<_> = pieces(&parts).iter().map(|piece| (piece.text, piece.kind)).collect();
        let expected = [
            ("a ", Kind::Text),
            ("b", Kind::Code),
            (" ", Kind::Text),
            ("c", Kind::Link),
            (" ", Kind::Text),
            ("d", Kind::Unlinked),
        ];
        assert_eq!(kinds, expected);
        assert_eq!(plain_line(&parts), "a b c d");
    }
}

//! The tree as HTML.

use std::convert::Infallible;

use super::{Block, Inline, Links, TermLink};
use crate::model::bytes::find_byte;

pub fn blocks(blocks: &[Block], links: Links<'_>) -> String {
    let mut out = String::new();
    for block in blocks {
        push_block(block, links, &mut out);
    }
    out
}

pub fn inlines(parts: &[Inline], links: Links<'_>) -> String {
    let mut out = String::new();
    push_inlines(parts, links, &mut out);
    out
}

fn push_block(block: &Block, links: Links<'_>, out: &mut String) {
    match block {
        Block::Paragraph(parts) => {
            out.push_str("<p>");
            push_inlines(parts, links, out);
            out.push_str("</p>\n");
        }
        Block::Verbatim(text) => {
            out.push_str("<p class=\"verbatim\">");
            out.push_str(&escape(text));
            out.push_str("</p>\n");
        }
        Block::List(start, items) => {
            let (open, close) = match start {
                None => ("<ul>".to_owned(), "</ul>\n"),
                Some(1) => ("<ol>".to_owned(), "</ol>\n"),
                Some(start) => (format!("<ol start=\"{start}\">"), "</ol>\n"),
            };
            out.push_str(&open);
            out.push('\n');
            items.iter().for_each(|item| push_item(item, links, out));
            out.push_str(close);
        }
    }
}

fn push_item(item: &[Block], links: Links<'_>, out: &mut String) {
    out.push_str("<li>");
    match item {
        [Block::Paragraph(parts)] => push_inlines(parts, links, out),
        [Block::Paragraph(parts), Block::List(..)] => {
            push_inlines(parts, links, out);
            out.push('\n');
            push_block(&item[1], links, out);
        }
        blocks => blocks.iter().for_each(|block| push_block(block, links, out)),
    }
    out.push_str("</li>\n");
}

fn push_inlines(parts: &[Inline], links: Links<'_>, out: &mut String) {
    for part in parts {
        match part {
            Inline::Text(text) => escape_into(text, out),
            Inline::Mention(term, text) => match links(*term) {
                Some(link) => push_mention(&link, text, out),
                None => escape_into(text, out),
            },
            Inline::Unlinked(inner) => push_inlines(inner, links, out),
            Inline::Code(text) => wrap("code", &escape(text), out),
            Inline::Emphasis(inner) => wrap("em", &inlines(inner, links), out),
            Inline::Strong(inner) => wrap("strong", &inlines(inner, links), out),
            Inline::Link(address, inner) => {
                out.push_str(&format!("<a href=\"{}\">{}</a>", escape(address), inlines(inner, links)));
            }
        }
    }
}

fn push_mention(link: &TermLink, text: &str, out: &mut String) {
    out.push_str(match link.warning {
        None => "<a class=\"mention\" href=\"",
        Some(_) => "<a class=\"mention mention-deprecated\" href=\"",
    });
    escape_into(&link.address, out);
    if let Some(warning) = &link.warning {
        out.push_str("\" title=\"");
        escape_into(warning, out);
    }
    out.push_str("\">");
    escape_into(text, out);
    out.push_str("</a>");
    if link.warning.is_some() {
        out.push_str(" <span class=\"flag\">deprecated</span>");
    }
}

fn wrap(tag: &str, inner: &str, out: &mut String) {
    out.push_str(&format!("<{tag}>{inner}</{tag}>"));
}

/// `text` as it may stand between tags and in quoted attributes.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    escape_into(text, &mut out);
    out
}

/// The same, added to what is there.
pub fn escape_into(text: &str, out: &mut String) {
    let Ok(()) = escape_by_piece(text, |piece| {
        out.push_str(piece);
        Ok::<(), Infallible>(())
    });
}

/// [`escape`], handed on in pieces: what needs no escaping is one.
///
/// # Errors
/// The first of `put`, after which nothing more is handed on.
pub fn escape_by_piece<E>(text: &str, mut put: impl FnMut(&str) -> Result<(), E>) -> Result<(), E> {
    let mut rest = text;
    while let Some(at) = find_byte(rest, |byte| matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'')) {
        put(&rest[..at])?;
        put(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        })?;
        rest = &rest[at + 1..];
    }
    put(rest)
}

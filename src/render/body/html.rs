//! The tree as HTML.

use super::{Block, Inline, Links, TermLink};

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
            Inline::Text(text) => out.push_str(&escape(text)),
            Inline::Mention(term, text) => match links(*term) {
                Some(link) => push_mention(&link, text, out),
                None => out.push_str(&escape(text)),
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
    let (address, text) = (escape(&link.address), escape(text));
    out.push_str(&match &link.warning {
        None => format!("<a class=\"mention\" href=\"{address}\">{text}</a>"),
        Some(warning) => format!(
            "<a class=\"mention mention-deprecated\" href=\"{address}\" title=\"{}\">{text}</a> <span class=\"flag\">deprecated</span>",
            escape(warning)
        ),
    });
}

fn wrap(tag: &str, inner: &str, out: &mut String) {
    out.push_str(&format!("<{tag}>{inner}</{tag}>"));
}

/// `text` as it may stand between tags and in quoted attributes.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(character),
        }
    }
    out
}

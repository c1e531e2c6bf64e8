//! The tree as Markdown for MkDocs, Zensical and their extensions: only what was meant as markup is markup.

use super::{Block, Inline, Links, TermLink};

pub fn blocks(blocks: &[Block], links: Links<'_>) -> String {
    blocks.iter().map(|part| block(part, links)).collect::<Vec<_>>().join("\n\n")
}

pub fn inlines(parts: &[Inline], links: Links<'_>) -> String {
    protect_start(join(parts, links))
}

fn block(block: &Block, links: Links<'_>) -> String {
    match block {
        Block::Paragraph(parts) => inlines(parts, links)
            .lines()
            .map(|line| protect_start(line.trim_start().to_owned()))
            .collect::<Vec<_>>()
            .join("\n"),
        Block::Verbatim(text) => {
            text.lines().map(|line| protect_start(escape(line.trim_start()))).collect::<Vec<_>>().join("  \n")
        }
        Block::List(start, items) => list(*start, items, links),
    }
}

fn list(start: Option<u64>, items: &[Vec<Block>], links: Links<'_>) -> String {
    let mut out = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let marker = match start {
            None => "- ".to_owned(),
            Some(start) => format!("{}. ", start + index as u64),
        };
        // Python-Markdown wants four spaces before what belongs to an item.
        let body = blocks(item, links).replace('\n', "\n    ");
        out.push(format!("{marker}{body}"));
    }
    let is_loose = items.iter().any(|item| item.len() > 1);
    out.join(if is_loose { "\n\n" } else { "\n" })
}

fn join(parts: &[Inline], links: Links<'_>) -> String {
    parts.iter().map(|part| inline(part, links)).collect()
}

fn inline(part: &Inline, links: Links<'_>) -> String {
    match part {
        Inline::Text(text) => escape(text),
        Inline::Mention(term, text) => match links(*term) {
            Some(link) => mention(&link, text),
            None => escape(text),
        },
        Inline::Unlinked(inner) => join(inner, links),
        Inline::Code(text) => code(text),
        Inline::Emphasis(inner) => format!("*{}*", join(inner, links)),
        Inline::Strong(inner) => format!("**{}**", join(inner, links)),
        Inline::Link(address, inner) => {
            let address = address.replace('(', "%28").replace(')', "%29");
            format!("[{}]({address})", join(inner, links))
        }
    }
}

/// A link to a term; what speaks against the term stands in the link's title.
fn mention(link: &TermLink, text: &str) -> String {
    match &link.warning {
        None => format!("[{}]({})", escape(text), link.address),
        Some(warning) => format!("[{}]({} \"{}\")", escape(text), link.address, escape(&warning.replace('"', "'"))),
    }
}

/// Code in as many backticks as it needs.
fn code(text: &str) -> String {
    let longest = text.split(|character| character != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// `text` as it may stand anywhere in a line.
///
/// Backslashes where Python-Markdown knows them as escapes, character references for what its extensions would take.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let mut done = 0;
    // What means nothing goes over in one piece.
    for (at, byte) in text.bytes().enumerate().filter(|(_, byte)| may_be_markup(*byte)) {
        out.push_str(&text[done..at]);
        done = at + 1;
        let before = text[..at].chars().next_back().unwrap_or(' ');
        let after = text[done..].chars().next().unwrap_or(' ');
        let character = char::from(byte);
        match character {
            '\\' | '`' | '*' | '[' | ']' | '{' | '}' => {
                out.push('\\');
                out.push(character);
            }
            // Inside of a word it means nothing, and names are full of it.
            '_' if before.is_alphanumeric() && after.is_alphanumeric() => out.push('_'),
            '_' => out.push_str("\\_"),
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '|' => out.push_str("&#124;"),
            '$' => out.push_str("&#36;"),
            '~' | '^' | '=' | '+' if before == character || after == character => {
                out.push_str(&format!("&#{};", u32::from(character)))
            }
            ':' if begins_emoji(&text[done..]) => out.push_str("&#58;"),
            _ => out.push(character),
        }
    }
    out.push_str(&text[done..]);
    out
}

fn may_be_markup(byte: u8) -> bool {
    matches!(
        byte,
        b'\\'
            | b'`'
            | b'*'
            | b'['
            | b']'
            | b'{'
            | b'}'
            | b'_'
            | b'<'
            | b'&'
            | b'|'
            | b'$'
            | b'~'
            | b'^'
            | b'='
            | b'+'
            | b':'
    )
}

/// Whether what follows a colon makes it a short code such as `:smile:`.
fn begins_emoji(rest: &str) -> bool {
    let name = rest.find(|character: char| !character.is_ascii_alphanumeric() && !matches!(character, '_' | '+' | '-'));
    name.is_some_and(|end| end > 0 && rest[end..].starts_with(':'))
}

/// A line that cannot begin a block: a heading, a list, a quote, an admonition, a rule, a definition.
fn protect_start(line: String) -> String {
    let first = line.chars().next().unwrap_or(' ');
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    match first {
        '#' | '-' | '+' | '>' | '!' => format!("\\{line}"),
        '=' | '?' | ':' | '/' | '%' | ';' => format!("&#{};{}", u32::from(first), &line[1..]),
        '0'..='9' if line[digits..].starts_with(['.', ')']) => {
            let (number, rest) = line.split_at(digits);
            format!("{number}\\{rest}")
        }
        _ => line,
    }
}

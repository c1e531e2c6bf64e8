//! From text to tree.

use pulldown_cmark::{Event, LinkType, OffsetIter, Options, Parser, Tag};

use super::{Block, Inline};
use crate::model::bytes::find_byte;
use crate::model::url;

/// The parts of a one-line text. Line breaks in it count as spaces.
pub fn parse_line(text: &str) -> Vec<Inline> {
    let one_line = match find_byte(text, |byte| matches!(byte, b'\n' | b'\r')) {
        None => text.trim().to_owned(),
        Some(_) => {
            text.split(['\n', '\r']).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
        }
    };
    if is_plain(&one_line) {
        return if one_line.is_empty() { Vec::new() } else { vec![Inline::Text(one_line)] };
    }
    read_line(&one_line)
}

fn read_line(one_line: &str) -> Vec<Inline> {
    // A leading stop keeps the parser from seeing a list, a heading or any other block in the line.
    let guarded = format!(".{one_line}");
    let mut reader = Reader::new(&guarded);
    reader.events.next();
    let mut parts = reader.inlines(0);
    if let Some(Inline::Text(first)) = parts.first_mut() {
        first.remove(0);
    }
    parts.retain(|part| *part != Inline::Text(String::new()));
    parts
}

/// The parts of a text that may have paragraphs and lists.
pub fn parse_text(text: &str) -> Vec<Block> {
    let text = text.trim();
    if is_plain_paragraph(text) {
        return vec![Block::Paragraph(vec![Inline::Text(text.to_owned())])];
    }
    read_text(text)
}

fn read_text(text: &str) -> Vec<Block> {
    let mut reader = Reader::new(text);
    // A link definition vanishes from what the parser reports; nothing that was typed may.
    if reader.events.reference_definitions().iter().next().is_some() {
        let paragraphs = text.split("\n\n").map(str::trim_end).filter(|paragraph| !paragraph.trim().is_empty());
        return paragraphs.map(|paragraph| Block::Verbatim(paragraph.to_owned())).collect();
    }
    reader.blocks()
}

/// Whether nothing in a line can be markup. Most texts are so, and the parser costs more than all else that is done with them.
fn is_plain(line: &str) -> bool {
    let may_be_markup = |byte| matches!(byte, b'\\' | b'`' | b'*' | b'_' | b'[' | b']' | b'<' | b'&' | b'!' | b'\0');
    find_byte(line, may_be_markup).is_none()
}

/// Whether a text is one paragraph without markup: no line of it is empty, begins with anything but a letter, or ends with a space.
fn is_plain_paragraph(text: &str) -> bool {
    let is_plain_line = |line: &str| line.starts_with(char::is_alphabetic) && !line.ends_with(char::is_whitespace);
    let is_broken_otherwise = |byte| matches!(byte, b'\r' | b'\t');
    is_plain(text) && find_byte(text, is_broken_otherwise).is_none() && text.split('\n').all(is_plain_line)
}

struct Reader<'a> {
    text: &'a str,
    events: OffsetIter<'a>,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, events: Parser::new_ext(text, Options::empty()).into_offset_iter() }
    }

    /// Blocks up to the end of the list item or text that they stand in.
    fn blocks(&mut self) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut loose: Vec<Inline> = Vec::new();
        while let Some((event, range)) = self.events.next() {
            let block = match event {
                Event::Start(Tag::Paragraph) => Block::Paragraph(self.inlines(range.start)),
                Event::Start(Tag::List(start)) => Block::List(start, self.items()),
                Event::Start(Tag::Emphasis | Tag::Strong | Tag::Link { .. } | Tag::Image { .. })
                | Event::Text(_)
                | Event::Code(_)
                | Event::SoftBreak
                | Event::HardBreak
                | Event::InlineHtml(_) => {
                    // The text of a tight list item has no paragraph around it.
                    let mut at = range.start;
                    self.inline(event, range, &mut at, &mut loose);
                    continue;
                }
                Event::Start(_) => {
                    self.skip();
                    self.verbatim(range)
                }
                Event::End(_) => break,
                _ => self.verbatim(range),
            };
            flush(&mut loose, &mut blocks);
            blocks.push(block);
        }
        flush(&mut loose, &mut blocks);
        blocks
    }

    fn items(&mut self) -> Vec<Vec<Block>> {
        let mut items = Vec::new();
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Start(Tag::Item) => items.push(self.blocks()),
                _ => break,
            }
        }
        items
    }

    fn verbatim(&self, range: std::ops::Range<usize>) -> Block {
        // Indented code is reported without the indentation of its first line.
        let line = self.text[..range.start].rfind('\n').map_or(0, |at| at + 1);
        let start = if self.text[line..range.start].trim().is_empty() { line } else { range.start };
        Block::Verbatim(self.text[start..range.end].trim_end().to_owned())
    }

    /// Inline parts up to the end of what they stand in. `at` is where their text begins.
    fn inlines(&mut self, mut at: usize) -> Vec<Inline> {
        let mut parts = Vec::new();
        while let Some((event, range)) = self.events.next() {
            if matches!(event, Event::End(_)) {
                break;
            }
            self.inline(event, range, &mut at, &mut parts);
        }
        parts
    }

    /// Adds one inline part. `at` is where the part before it ended: what lies between was a backslash.
    fn inline(&mut self, event: Event<'a>, range: std::ops::Range<usize>, at: &mut usize, parts: &mut Vec<Inline>) {
        let typed = &self.text[range.clone()];
        let is_escaped = self.text.get(*at..range.start) == Some("\\");
        *at = range.end;
        match event {
            Event::Text(_) => {
                let keeps_backslash = is_escaped && !typed.starts_with(['*', '_', '`', '[', ']']);
                push_text(parts, if keeps_backslash { "\\" } else { "" });
                // The source, not the event: entities stay as they were typed.
                push_text(parts, typed);
            }
            Event::Code(code) => parts.push(Inline::Code(code.into_string())),
            Event::SoftBreak => push_text(parts, "\n"),
            Event::HardBreak => push_text(parts, if typed.starts_with('\\') { "\\\n" } else { "\n" }),
            Event::Start(Tag::Emphasis) => parts.push(Inline::Emphasis(self.inlines(range.start + 1))),
            Event::Start(Tag::Strong) => parts.push(Inline::Strong(self.inlines(range.start + 2))),
            Event::Start(Tag::Link { link_type, dest_url, .. }) if is_understood(link_type) && is_safe(&dest_url) => {
                parts.push(Inline::Link(dest_url.into_string(), self.inlines(range.start + 1)));
            }
            Event::Start(Tag::Link { link_type: LinkType::Inline, dest_url, .. }) if dest_url.is_empty() => {
                parts.push(Inline::Unlinked(self.inlines(range.start + 1)));
            }
            Event::Start(_) => {
                self.skip();
                push_text(parts, typed);
            }
            _ => push_text(parts, typed),
        }
    }

    /// Passes over everything up to the end of what was just opened.
    fn skip(&mut self) {
        let mut depth = 1;
        while depth > 0 {
            match self.events.next() {
                Some((Event::Start(_), _)) => depth += 1,
                Some((Event::End(_), _)) => depth -= 1,
                Some(_) => {}
                None => return,
            }
        }
    }
}

fn flush(loose: &mut Vec<Inline>, blocks: &mut Vec<Block>) {
    if !loose.is_empty() {
        blocks.push(Block::Paragraph(std::mem::take(loose)));
    }
}

fn push_text(parts: &mut Vec<Inline>, text: &str) {
    match parts.last_mut() {
        _ if text.is_empty() => {}
        Some(Inline::Text(last)) => last.push_str(text),
        _ => parts.push(Inline::Text(text.to_owned())),
    }
}

fn is_understood(link: LinkType) -> bool {
    matches!(link, LinkType::Inline | LinkType::Autolink | LinkType::Email)
}

fn is_safe(address: &str) -> bool {
    match address.strip_prefix("mailto:") {
        Some(mailbox) => {
            !mailbox.is_empty()
                && mailbox
                    .chars()
                    .all(|character| character.is_ascii_graphic() && !matches!(character, '"' | '<' | '>' | '\''))
        }
        None => url::problem(address).is_none(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines of one, two and three of the pieces that could mean something.
    fn texts() -> Vec<String> {
        let pieces: Vec<String> = (' '..='~')
            .map(String::from)
            .chain(["a", "1.", "- ", "\n", "\n\n", "  ", "\u{a0}", "ü", "--", "=="].map(String::from))
            .collect();
        let pairs = pieces.iter().flat_map(|one| pieces.iter().map(move |other| format!("{one}{other}")));
        pairs.flat_map(|pair| ["", "a", "a ", "a\n", "- a\n"].map(|before| format!("{before}{pair}b"))).collect()
    }

    #[test]
    fn text_without_markup_is_what_the_parser_makes_of_it() {
        let mut plain = 0;
        for text in texts() {
            let line = text.split('\n').map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
            assert_eq!(parse_line(&text), read_line(&line), "{text:?}");
            assert_eq!(parse_text(&text), read_text(text.trim()), "{text:?}");
            plain += usize::from(is_plain_paragraph(text.trim()));
        }
        assert!(plain > 1000, "{plain}");
    }
}

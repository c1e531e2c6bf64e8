//! List items that YAML reads as more text of the item above them, since they stand a space too deep.
//!
//! To YAML `- quiet` and, on the next line, ` - still` are one text, "quiet - still". Nobody means that.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::Span;

/// A line that begins like a list item and is read as text.
pub const SWALLOWED_LIST_ITEM: Code = Code::new("G022", "swallowed-list-item");

/// Reports such lines of a value without quotes, which stands at `span` as `raw`.
pub fn report(raw: &str, span: Span, out: &mut Diagnostics) {
    let mut start = span.start as usize;
    for (index, line) in raw.split_inclusive('\n').enumerate() {
        let item = line.trim();
        let at = start + (line.len() - line.trim_start().len());
        if index > 0 && (item == "-" || item.starts_with("- ")) {
            out.push(swallowed(Span::new(span.source, at..at + item.len()), first_line(raw, span)));
        }
        start += line.len();
    }
}

fn swallowed(item: Span, above: Span) -> Diagnostic {
    Diagnostic::new(SWALLOWED_LIST_ITEM, item, "this list item would become part of the text above it")
        .label("it stands deeper than the items above")
        .other(above, "YAML takes both for one text")
        .help("for an item of its own, move its `-` exactly below the `-` of the other items")
        .help("if it is text, put the whole value in quotes")
}

fn first_line(raw: &str, span: Span) -> Span {
    let length = raw.lines().next().map_or(0, |line| line.trim_end().len());
    Span::new(span.source, span.start as usize..span.start as usize + length)
}

//! From a place in a YAML value back to its place in the file.
//!
//! A folded, multi-line or quoted scalar does not stand in the file as its value reads: lines are
//! indented and joined, quotes are doubled, characters are escaped. [`source_range`] walks value
//! and source side by side, so that a diagnostic can point at the one word it speaks of.

use std::ops::Range;

/// The bytes of `raw` (a scalar as it stands in the file, a block without its `>-`) that carry `range` of its `value`.
///
/// None where the two do not line up, which callers answer by pointing at the whole scalar.
pub fn source_range(raw: &str, value: &str, range: Range<usize>) -> Option<Range<usize>> {
    // A block scalar may begin with a quote that is text, so what reads as it stands is tried first.
    let quoted = match raw.chars().next()? {
        '\'' => Style::Single,
        '"' => Style::Double,
        _ => return walk(raw, value, range, Style::Verbatim),
    };
    walk(raw, value, range.clone(), Style::Verbatim).or_else(|| walk(raw, value, range, quoted))
}

#[derive(Clone, Copy, PartialEq)]
enum Style {
    /// Plain and block scalars: only line breaks and indentation differ.
    Verbatim,
    Single,
    Double,
}

fn walk(raw: &str, value: &str, range: Range<usize>, style: Style) -> Option<Range<usize>> {
    let at = if style == Style::Verbatim { 0 } else { 1 };
    let mut walk = Walk { raw, at, style };
    let mut start = None;
    for (at, character) in value.char_indices() {
        if at >= range.end {
            break;
        }
        let stands = walk.find(character)?;
        if at >= range.start {
            start.get_or_insert(stands.start);
        }
    }
    Some(start?..walk.at)
}

struct Walk<'a> {
    raw: &'a str,
    at: usize,
    style: Style,
}

impl<'a> Walk<'a> {
    /// Steps over the next `character` of the value and says where it stands.
    fn find(&mut self, character: char) -> Option<Range<usize>> {
        // Most letters stand as they are, whatever the style.
        if character.is_ascii_alphanumeric()
            && self.raw.as_bytes().get(self.at).copied() == u8::try_from(character).ok()
        {
            return Some(self.step(1));
        }
        if let Some(length) = self.escape(character) {
            return Some(self.step(length));
        }
        if matches!(character, ' ' | '\t' | '\n') {
            return Some(self.white_space(character));
        }
        self.skip_fold();
        if let Some(length) = self.escape(character) {
            return Some(self.step(length));
        }
        let first = self.rest().chars().next()?;
        match (self.style, first) {
            (Style::Single, '\'') if character == '\'' && self.rest().starts_with("''") => Some(self.step(2)),
            (Style::Double, '\\') => None,
            _ => (first == character).then(|| self.step(first.len_utf8())),
        }
    }

    fn rest(&self) -> &'a str {
        &self.raw[self.at..]
    }

    fn step(&mut self, length: usize) -> Range<usize> {
        let start = self.at;
        self.at += length;
        start..self.at
    }

    /// The length of the escape that stands here for `character`, if one does.
    fn escape(&self, character: char) -> Option<usize> {
        let (found, length) = (self.style == Style::Double).then(|| unescape(self.rest()))??;
        (found == character).then_some(length)
    }

    /// A blank of the value: one as it stands, or nothing where a line break was folded into it.
    fn white_space(&mut self, character: char) -> Range<usize> {
        let rest = self.rest();
        let is_line_end = rest.trim_start_matches([' ', '\t']).starts_with(['\r', '\n']);
        let stands_here = character != '\n' && rest.starts_with(character) && !is_line_end;
        self.step(usize::from(stands_here))
    }

    fn skip_fold(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len();
        let rest = self.rest();
        let joined = rest.strip_prefix("\\\r\n").or_else(|| rest.strip_prefix("\\\n"));
        if let Some(after) = joined.filter(|_| self.style == Style::Double) {
            self.at += rest.len() - after.len();
            self.skip_fold();
        }
    }
}

/// The character that the escape at the start of `text` stands for, and the escape's length (YAML 1.2, section 5.7).
fn unescape(text: &str) -> Option<(char, usize)> {
    let kind = text.strip_prefix('\\')?.chars().next()?;
    let hexadecimal = |digits: usize| {
        let code = u32::from_str_radix(text.get(2..2 + digits)?, 16).ok()?;
        Some((char::from_u32(code)?, 2 + digits))
    };
    let character = match kind {
        'x' => return hexadecimal(2),
        'u' => return hexadecimal(4),
        'U' => return hexadecimal(8),
        '0' => '\0',
        'a' => '\u{7}',
        'b' => '\u{8}',
        't' | '\t' => '\t',
        'n' => '\n',
        'v' => '\u{b}',
        'f' => '\u{c}',
        'r' => '\r',
        'e' => '\u{1b}',
        ' ' | '"' | '/' | '\\' => kind,
        'N' => '\u{85}',
        '_' => '\u{a0}',
        'L' => '\u{2028}',
        'P' => '\u{2029}',
        _ => return None,
    };
    Some((character, 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn finds(raw: &str, value: &str, word: &str) {
        let at = value.find(word).expect("the word stands in the value");
        let found = source_range(raw, value, at..at + word.len()).expect("aligned");
        assert_eq!(&raw[found], word);
    }

    #[test]
    fn words_of_plain_scalars_over_several_lines() {
        finds("one two\n  three\n  four", "one two three four", "three");
        finds("one two\r\n  three", "one two three", "three");
        finds("one\n\n  two", "one\ntwo", "two");
    }

    #[test]
    fn words_of_block_scalars() {
        finds("one two\n    three\n\n    four", "one two three\nfour", "four");
        finds("a: b\r\n  größe\r\n", "a: b\ngröße\n", "größe");
        finds("a\n      b\n  c", "a\n    b\nc", "c");
        finds("lead\n  x", "\nlead x", "lead");
    }

    #[test]
    fn block_scalars_that_begin_with_a_quote() {
        finds("'ignore the above' is\n  read", "'ignore the above' is read", "read");
        finds("\"a\" \\n b", "\"a\" \\n b", "b");
    }

    #[test]
    fn words_after_escapes_and_doubled_quotes() {
        finds("'it''s a robot'", "it's a robot", "robot");
        finds("'it''s\r\n   a robot'", "it's a robot", "robot");
        finds(r#""caf\u00e9 \"robot\"""#, "café \"robot\"", "robot");
        finds(r#""a\tb\nc\\ d\x20\  robot""#, "a\tb\nc\\ d   robot", "robot");
        finds("\"joined\\\n   up\\\r\n   robot\"", "joineduprobot", "robot");
    }

    #[test]
    fn an_escape_is_found_by_what_it_stands_for() {
        let raw = r#""a\u202Eb""#;
        assert_eq!(source_range(raw, "a\u{202e}b", 1..4).map(|range| &raw[range]), Some("\\u202E"));
    }

    #[test]
    fn values_that_were_trimmed_still_line_up() {
        finds("'  one two '", "one two", "two");
    }

    #[test]
    fn what_does_not_line_up_is_none() {
        assert_eq!(source_range("abc", "xyz", 0..1), None);
        assert_eq!(source_range("*reference", "value", 0..5), None);
        assert_eq!(source_range("", "value", 0..5), None);
    }
}

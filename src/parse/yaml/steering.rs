//! Characters that steer a terminal or the direction of text: refused wherever they stand in a YAML file, comments
//! and keys included, and also when they are written as escapes.

use super::super::node::Scalar;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::bytes::find_byte;
use crate::model::characters::is_forbidden;
use crate::source::{SourceId, Span, source_range};

/// A control character, a bidirectional control or a tag character.
pub const CONTROL_CHARACTER: Code = Code::new("G114", "control-character");

/// Most places that are reported in one file.
const MAX_PLACES: usize = 10;

/// Reports the characters that stand in the text as they are, and says whether there are any.
pub fn report_typed(source: SourceId, text: &str, out: &mut Diagnostics) -> bool {
    let mut places = forbidden(text).peekable();
    let found = places.peek().is_some();
    for (at, character) in places.take(MAX_PLACES) {
        out.push(diagnose(Span::new(source, at..at + character.len_utf8()), character));
    }
    found
}

/// Reports the first such character that a scalar in double quotes writes as an escape.
pub fn report_escaped(raw: &str, span: Span, scalar: &Scalar, out: &mut Diagnostics) {
    for (at, character) in forbidden(&scalar.text).take(MAX_PLACES) {
        let place = source_range(raw, &scalar.text, at..at + character.len_utf8()).unwrap_or(0..raw.len());
        if !raw[place.clone()].contains(character) {
            let start = span.start as usize;
            let place = Span::new(span.source, start + place.start..start + place.end);
            out.push(diagnose(place, character));
            return;
        }
    }
}

/// The forbidden characters of a text. Nearly every text is free of them, and what is plain ASCII needs no second look.
fn forbidden(text: &str) -> impl Iterator<Item = (usize, char)> {
    let may_steer = |byte: u8| byte >= 0x7f || (byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r'));
    let mut next = 0;
    let characters = std::iter::from_fn(move || {
        let at = next + find_byte(&text[next..], may_steer)?;
        let character = text[at..].chars().next()?;
        next = at + character.len_utf8();
        Some((at, character))
    });
    characters.filter(|&(_, character)| is_forbidden(character))
}

fn diagnose(span: Span, character: char) -> Diagnostic {
    let name = format!("U+{:04X}", u32::from(character));
    Diagnostic::new(CONTROL_CHARACTER, span, format!("the control character {name} stands here"))
        .label("most programs do not show it")
        .help("delete it, or type the words around it anew")
}

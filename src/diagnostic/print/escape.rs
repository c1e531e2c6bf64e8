//! The last gate before a terminal or a log: what an author's file may hold and a report must not.

use serde::Serialize;

use crate::diagnostic::{begins_log_command, is_unprintable};

/// `text` with a visible sign for each character that a terminal or a CI runner would obey; tabs become spaces.
pub fn visible(text: &str) -> String {
    signs(text).replace('\t', "    ")
}

/// The same, with tabs as they are and one character for one, so that columns stay right.
pub(super) fn signs(text: &str) -> String {
    let sign = |(at, character): (usize, char)| match character {
        '\t' => '\t',
        '#' if begins_log_command(&text[at..]) => '\u{fffd}',
        _ if is_unprintable(character) => picture(character),
        _ => character,
    };
    text.char_indices().map(sign).collect()
}

/// The picture that Unicode has for a control character; for all others the sign for "cannot be shown".
fn picture(character: char) -> char {
    match u32::from(character) {
        code @ 0..=0x1f => char::from_u32(0x2400 + code).unwrap_or('\u{fffd}'),
        0x7f => '\u{2421}',
        _ => '\u{fffd}',
    }
}

/// `value` as JSON in which nothing stands that a terminal, a CI runner or a `<script>` element would obey.
///
/// All of it can only stand inside of texts, where JSON has an escape for every character.
pub(super) fn json(value: &impl Serialize) -> String {
    let plain = serde_json::to_string(value).expect("reports hold plain values with text keys");
    let mut out = String::with_capacity(plain.len());
    for (at, character) in plain.char_indices() {
        let obeyed = is_unprintable(character) || (character == '#' && begins_log_command(&plain[at..]));
        if obeyed || (character == '<' && plain[at..].starts_with("</")) {
            let mut units = [0; 2];
            out.extend(character.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")));
        } else {
            out.push(character);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_obeys_becomes_a_sign() {
        assert_eq!(visible("a\u{1b}[31m\u{7f}\u{9b}b\u{202e}\tc"), "a␛[31m␡�b�    c");
        assert_eq!(visible("##[group]x ## y"), "�#[group]x ## y");
    }

    #[test]
    fn json_reads_back_as_it_was_and_holds_nothing_to_obey() {
        let text = "\u{1b}\u{9b}\u{202e}\u{e0041}</script>##[add-mask]x é 漢";
        let json = json(&text);
        assert!(!json.chars().any(is_unprintable) && !json.contains("</") && !json.contains("##["), "{json}");
        assert_eq!(serde_json::from_str::<String>(&json).expect("JSON"), text);
    }
}

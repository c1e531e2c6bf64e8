//! How a text is written into a YAML file, so that it reads back as exactly the same text.

/// `text` between double quotes, as YAML and JSON escape it. It reads back as the same text, whatever it holds.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            _ if must_be_escaped(character) => out.push_str(&escape(character)),
            _ => out.push(character),
        }
    }
    out.push('"');
    out
}

/// `text` as a value of a list or key: bare where that is safe everywhere, also inside `[a, b]`, else in double quotes.
pub fn scalar(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { quoted(text) }
}

/// Whether YAML readers of every age take the bare `text` for text, in blocks and between brackets.
///
/// Narrower than YAML itself: a needless pair of quotes costs nothing.
fn is_plain(text: &str) -> bool {
    const TAKEN: [&str; 9] = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];
    let starts_well = text.chars().next().is_some_and(char::is_alphabetic);
    let harmless = |character: char| {
        character.is_alphanumeric() || matches!(character, ' ' | '-' | '_' | '.' | '/' | '(' | ')' | '+' | '\'')
    };
    starts_well
        && text.chars().all(harmless)
        && !text.ends_with(' ')
        && TAKEN.iter().all(|taken| !taken.eq_ignore_ascii_case(text))
}

/// What YAML does not allow bare inside double quotes, and what would not be seen.
fn must_be_escaped(character: char) -> bool {
    super::is_unprintable(character) || matches!(character, '\u{85}' | '\u{a0}' | '\u{fffe}' | '\u{ffff}')
}

fn escape(character: char) -> String {
    match u32::from(character) {
        code @ 0..=0xff => format!("\\x{code:02x}"),
        code @ 0x100..=0xffff => format!("\\u{code:04x}"),
        code => format!("\\U{code:08x}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_backslashes_are_escaped() {
        assert_eq!(quoted(r#"a "b" \c"#), r#""a \"b\" \\c""#);
        assert_eq!(quoted("a\nb\u{1b}\u{202e}\u{e0001}"), r#""a\nb\x1b\u202e\U000e0001""#);
    }

    #[test]
    fn only_what_every_reader_takes_for_text_stays_bare() {
        for text in ["draft", "in-context learning", "C++", "LLM (large)", "Größe", "o'clock"] {
            assert_eq!(scalar(text), text);
        }
        for text in
            ["", "no", "Yes", "1.10", "2026-11-22", "a: b", "a #b", "a, b", "- a", "*a", "a ", "null", "#", "=", "~"]
        {
            assert_eq!(scalar(text), format!("\"{text}\""));
        }
    }
}

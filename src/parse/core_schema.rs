//! What an unquoted scalar is: the core schema of YAML 1.2 (section 10.3.2), and where older readers differ.

use serde::{Serialize, Serializer};

use super::node::Scalar;

/// The types of the core schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CoreType {
    /// Anything else.
    Text,
    /// `12`, `0o17`, `1.10`, `.inf`.
    Number,
    /// `true`, `False`.
    Bool,
    /// `~`, `null`, or nothing.
    Null,
}

impl Scalar {
    /// The type of the scalar. What stands in quotes or in a block is text.
    pub fn core_type(&self) -> CoreType {
        if !self.plain {
            return CoreType::Text;
        }
        match self.text.as_str() {
            "" | "~" | "null" | "Null" | "NULL" => CoreType::Null,
            "true" | "True" | "TRUE" | "false" | "False" | "FALSE" => CoreType::Bool,
            text if is_number(text) => CoreType::Number,
            _ => CoreType::Text,
        }
    }

    /// Whether nothing was written.
    pub fn is_null(&self) -> bool {
        self.core_type() == CoreType::Null
    }

    /// What PyYAML, Ruby and other YAML 1.1 readers take this text for, where it is text to YAML 1.2.
    pub fn older_type(&self) -> Option<&'static str> {
        if !self.plain || self.core_type() != CoreType::Text {
            return None;
        }
        let text = self.text.as_str();
        let is_one_of = |words: [&str; 3]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
        if is_one_of(["yes", "on", "y"]) {
            return Some("`true`");
        }
        if is_one_of(["no", "off", "n"]) {
            return Some("`false`");
        }
        if !may_be_number(text) {
            return None;
        }
        if is_date(text) {
            return Some("a date");
        }
        (is_sexagesimal(text) || is_grouped(text)).then_some("a number")
    }
}

impl Serialize for Scalar {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.core_type() {
            CoreType::Null => serializer.serialize_unit(),
            CoreType::Bool => serializer.serialize_bool(self.text.eq_ignore_ascii_case("true")),
            CoreType::Number => match self.text.parse::<serde_json::Number>() {
                Ok(number) => number.serialize(serializer),
                Err(_) => serializer.serialize_str(&self.text),
            },
            CoreType::Text => serializer.serialize_str(&self.text),
        }
    }
}

/// Whether the first character lets a number or a date follow. Most text is told apart here, definitions of a page included.
fn may_be_number(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '.' | '-' | '+'))
}

fn is_number(text: &str) -> bool {
    if !may_be_number(text) {
        return false;
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return !digits.is_empty() && digits.bytes().all(|byte| matches!(byte, b'0'..=b'7'));
    }
    if let Some(digits) = text.strip_prefix("0x") {
        return !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    }
    if matches!(text, ".nan" | ".NaN" | ".NAN") {
        return true;
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    matches!(unsigned, ".inf" | ".Inf" | ".INF") || is_decimal(unsigned)
}

/// `12`, `1.5`, `.5`, `1e6`.
fn is_decimal(text: &str) -> bool {
    let (mantissa, exponent) = match text.find(['e', 'E']) {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let exponent_fits = exponent.is_none_or(|exponent| {
        let exponent = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
        !exponent.is_empty() && digits(exponent)
    });
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    exponent_fits && digits(whole) && digits(fraction) && !(whole.is_empty() && fraction.is_empty())
}

fn is_date(text: &str) -> bool {
    let day = text.get(..10).unwrap_or_default();
    let shaped =
        day.bytes().enumerate().all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
    day.len() == 10 && shaped && (text.len() == 10 || text[10..].starts_with(['T', 't', ' ']))
}

/// `12:30:45`, which YAML 1.1 reads in base 60.
fn is_sexagesimal(text: &str) -> bool {
    let parts: Vec<&str> = text.strip_prefix(['-', '+']).unwrap_or(text).split(':').collect();
    let number = |part: &&str| !part.is_empty() && part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    parts.len() > 1
        && !parts[0].is_empty()
        && parts[0].bytes().all(|byte| byte.is_ascii_digit())
        && parts[1..].iter().all(number)
}

/// `1_000`, `0b101`.
fn is_grouped(text: &str) -> bool {
    let grouped = text.contains('_')
        && is_decimal(&text.replace('_', ""))
        && text.starts_with(|first: char| first.is_ascii_digit());
    let binary = text
        .strip_prefix("0b")
        .is_some_and(|bits| !bits.is_empty() && bits.bytes().all(|bit| matches!(bit, b'0' | b'1')));
    grouped || binary
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Scalar {
        Scalar { text: text.to_owned(), plain: true, literal: false }
    }

    #[test]
    fn numbers_of_the_core_schema() {
        for text in ["1.10", "0o17", "0xFF", ".inf", "-.INF", ".nan", "0755", "+12", "1e6", "12.", ".5"] {
            assert_eq!(plain(text).core_type(), CoreType::Number, "{text}");
        }
    }

    #[test]
    fn text_of_the_core_schema() {
        for text in ["NO", "12:30:45", "2025-10-09", "yes", ".", "e5", "1.2.3", "0o8", "-", "1_000"] {
            assert_eq!(plain(text).core_type(), CoreType::Text, "{text}");
        }
    }

    #[test]
    fn quoted_numbers_are_text() {
        assert_eq!(Scalar { text: "1.10".to_owned(), plain: false, literal: false }.core_type(), CoreType::Text);
    }

    #[test]
    fn what_older_readers_take_for_something_else() {
        for (text, kind) in [
            ("NO", "`false`"),
            ("On", "`true`"),
            ("12:30:45", "a number"),
            ("1_000", "a number"),
            ("2025-10-09", "a date"),
        ] {
            assert_eq!(plain(text).older_type(), Some(kind), "{text}");
        }
        for text in ["a:b", "12:30 o'clock", "note", "10-09", "a_1"] {
            assert_eq!(plain(text).older_type(), None, "{text}");
        }
    }
}

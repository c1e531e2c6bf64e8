//! When two names are the same name.

use unicode_normalization::UnicodeNormalization;

/// The form in which names of terms are compared: without case, with spaces, `-` and `_` alike.
///
/// `AI_incident  Response` and `ai incident-response` share one key. Unicode case folding, NFC.
pub fn name_key(name: &str) -> String {
    let folded = fold(name);
    let words = folded.split(|character: char| character.is_whitespace() || matches!(character, '-' | '_'));
    let mut key = String::with_capacity(folded.len());
    for word in words.filter(|word| !word.is_empty()) {
        key.push_str(if key.is_empty() { "" } else { " " });
        key.push_str(word);
    }
    key
}

/// `text` without case, in NFC.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    caseless::default_case_fold_str(&text.nfc().collect::<String>()).nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_spaces_hyphens_and_underscores_do_not_tell_names_apart() {
        assert_eq!(name_key(" AI_incident  Response "), name_key("ai incident-response"));
        assert_eq!(name_key("Straße"), name_key("STRASSE"));
        assert_ne!(name_key("C++"), name_key("C"));
    }
}

//! From the path of a request to a file of the site. Addresses are decoded once and looked up in a map; nothing is ever joined to a
//! folder.

use super::edition::{Edition, File};
use crate::render::links;

/// Where an address leads.
#[derive(Debug)]
pub enum Found<'a> {
    /// To this file, and what it is called below the site.
    File(&'a File, String),
    /// To a page that stands in a folder of this name: the address with a slash at the end.
    Elsewhere(String),
    /// Nowhere. The decoded path is there for those who look for something close.
    Nothing(String),
    /// It is no address that a browser would send: half an escape, `..`, a backslash, a control character, an empty part.
    Malformed,
}

/// Looks up `path`, which is percent-encoded and begins with a slash.
pub fn find<'a>(edition: &'a Edition, path: &str) -> Found<'a> {
    let Some(path) = plain(path) else { return Found::Malformed };
    let name = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.clone() };
    if let Some(file) = edition.file(&name) {
        return Found::File(file, name);
    }
    if edition.file(&format!("{path}/index.html")).is_some() {
        return Found::Elsewhere(format!("/{}/", links::encode(&path)));
    }
    Found::Nothing(path)
}

/// The path without the slash at its beginning, decoded; `None` when no file of a site can be called so.
pub fn plain(path: &str) -> Option<String> {
    let decoded = decode(path.strip_prefix('/')?)?;
    let is_odd = decoded.chars().any(|character| character.is_control() || character == '\\');
    let mut parts = decoded.strip_suffix('/').unwrap_or(&decoded).split('/');
    let is_wrong = parts.any(|part| part == "." || part == "..") || decoded.starts_with('/') || decoded.contains("//");
    if is_odd || is_wrong || has_encoded_slash(path) { None } else { Some(decoded) }
}

fn has_encoded_slash(path: &str) -> bool {
    path.as_bytes().windows(3).any(|window| window.eq_ignore_ascii_case(b"%2f"))
}

/// Percent-decoding, once.
pub fn decode(text: &str) -> Option<String> {
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        out.push(if byte == b'%' { digit(bytes.next()?)? * 16 + digit(bytes.next()?)? } else { byte });
    }
    String::from_utf8(out).ok()
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_decoded_once() {
        assert_eq!(plain("/terms/c%23/").as_deref(), Some("terms/c#/"));
        assert_eq!(plain("/terms/%2523/").as_deref(), Some("terms/%23/"));
        assert_eq!(plain("/").as_deref(), Some(""));
    }

    #[test]
    fn what_could_climb_or_leave_is_malformed() {
        for path in [
            "",
            "terms",
            "/..",
            "/../x",
            "/a/../b",
            "/a/..",
            "/%2e%2e/x",
            "/%2E%2e/x",
            "/a%2fb",
            "/a%2Fb",
            "/a%5cb",
            "/a\\b",
            "//evil.example",
            "/a//b",
            "/%00",
            "/a%0d%0ab",
            "/%",
            "/%4",
            "/%zz",
            "/%ff",
            "/./a",
            "/%c0%ae%c0%ae/x",
            "/a/.//",
        ] {
            assert_eq!(plain(path), None, "{path}");
        }
    }
}

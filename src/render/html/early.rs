//! What stands in the head of every page so that the first paint waits for nothing but the page and its stylesheet: a script of a
//! few lines, and the icon.
//!
//! The policy of a page allows this one script by the hash of its bytes, which is computed here from the bytes that go out.

use base64::prelude::{BASE64_STANDARD, Engine};

use super::super::RenderContext;
use super::super::view::frame::Early;
use super::{assets, pack};
use crate::render::links;

const SCRIPT: &str = include_str!("early.js");

/// An icon above this many bytes is better loaded once than written into every page.
const SMALL: usize = 1_000;

/// The script, and what a policy calls it.
pub fn script() -> Early {
    let script_html = pack::pack("early.js", SCRIPT);
    let sha256 = BASE64_STANDARD.encode(hmac_sha256::Hash::hash(script_html.as_bytes()));
    Early { script_html, sha256 }
}

/// The icon as an address that holds it; none where it is too large for that.
pub fn icon(context: &RenderContext<'_>) -> Option<String> {
    let bytes = assets::bytes(context, assets::ICON);
    (bytes.len() <= SMALL).then(|| links::data("image/svg+xml", &BASE64_STANDARD.encode(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_stays_between_its_tags() {
        let text = script().script_html;
        assert!(!text.contains('<'), "{text}");
        assert!(text.len() < 700, "{} bytes in every page", text.len());
    }

    #[test]
    fn the_hash_is_that_of_the_bytes_between_the_tags() {
        // `printf %s abc | openssl dgst -sha256 -binary | base64`
        let hash = BASE64_STANDARD.encode(hmac_sha256::Hash::hash(b"abc"));
        assert_eq!(hash, "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
        assert_eq!(script().sha256.len(), hash.len());
    }
}

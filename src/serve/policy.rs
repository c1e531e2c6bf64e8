//! The headers that every answer carries.
//!
//! The Content-Security-Policy of a page is the one that the page itself has in its head, so that the preview allows exactly what
//! the published site allows. What reload needs (a script, a stylesheet and a connection of our own address) our
//! policy allows already. A header can say one thing more: who may frame the page.

use axum::http::{HeaderMap, HeaderValue, header};

use super::edition::find;

/// The policy of our own `base.html`, without the one script that stands in its pages: what has no policy of its own has not got
/// that script either.
const SITE: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; \
                    connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'";
const FRAMES: &str = "; frame-ancestors 'self'";
const TAG: &[u8] = b"<meta http-equiv=\"Content-Security-Policy\" content=\"";

/// The site's policy.
pub fn site() -> HeaderValue {
    HeaderValue::from_str(&format!("{SITE}{FRAMES}")).expect("the policy is plain text")
}

/// The policy that a page has in its head; the site's where it has none.
pub fn of_page(page: &[u8]) -> HeaderValue {
    own(page).unwrap_or_else(site)
}

fn own(page: &[u8]) -> Option<HeaderValue> {
    let head = &page[..find(page, b"</head>")?];
    let after = &head[find(head, TAG)? + TAG.len()..];
    let policy = std::str::from_utf8(&after[..find(after, b"\"")?]).ok()?;
    // An entity would mean something else in a header.
    let is_plain = !policy.contains('&') && !policy.trim().is_empty();
    if is_plain {
        HeaderValue::from_str(&format!("{}{FRAMES}", policy.trim_end_matches([';', ' ']))).ok()
    } else {
        None
    }
}

/// Puts the common headers on an answer; a policy that it has already stays. There is never a CORS header.
pub fn harden(headers: &mut HeaderMap) {
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert_with(site);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_is_the_one_of_the_site() {
        let early = " 'sha256-{{ site.early.sha256 }}'";
        let base = include_str!("../../templates/base.html");
        assert_eq!(base.matches(early).count(), 1);
        assert_eq!(own(base.replace(early, "").as_bytes()), Some(site()));
    }

    #[test]
    fn a_page_of_the_project_keeps_its_own_policy() {
        let page = "<head><meta http-equiv=\"Content-Security-Policy\" content=\"img-src 'self'\"></head>";
        assert_eq!(of_page(page.as_bytes()), "img-src 'self'; frame-ancestors 'self'");
        assert_eq!(of_page(b"<head></head>"), site());
        assert_eq!(of_page(b"<head><meta http-equiv=\"Content-Security-Policy\" content=\"a\nb\"></head>"), site());
    }
}

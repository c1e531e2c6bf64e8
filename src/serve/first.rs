//! The page that stands in for all others while nothing could be built yet.

use super::edition::{File, with_script};
use super::notice::Notice;
use super::policy;
use super::reload::NOTHING;
use crate::digest::Digest;
use crate::render::body::escape_html;
use axum::http::HeaderValue;

const PAGE: &str = include_str!("client/first.html");

/// The page. Its script shows the findings; where scripts are off, they stand in it.
pub fn page(notice: &Notice) -> File {
    let page = PAGE.replacen("REPORT", &escape_html(&notice.report), 1);
    File {
        digest: Digest::of(page.as_bytes()),
        bytes: with_script(page.as_bytes(), NOTHING).into(),
        content_type: HeaderValue::from_static("text/html; charset=utf-8"),
        policy: policy::site(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_author_wrote_stays_text() {
        let notice = Notice { report: "<script>alert(1)</script> REPORT".to_owned(), ..Notice::default() };
        let page = String::from_utf8(page(&notice).bytes.to_vec()).unwrap();
        assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt; REPORT"));
        assert_eq!(page.matches("<script").count(), 1);
    }
}

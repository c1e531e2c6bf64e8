//! What a request asks: its path by the table of routes, its query as web forms write one.
//!
//! Whatever comes is read, as FastAPI reads it: `%` without two digits is a percent sign, bytes that are no UTF-8 become
//! U+FFFD, of a parameter that comes twice the last one counts, and a parameter that nobody knows is nothing.

use std::collections::BTreeMap;

use crate::render::exports::api::routes::{Filter, PREFIX, Question, ROUTES, Route};
use crate::render::links::encode;

/// Longest query that is read, in bytes.
pub const MAX_QUERY: usize = 8_192;

/// What a request asks.
#[derive(Debug, PartialEq, Eq)]
pub enum Asked {
    /// This, and the `{slug}` of the path where the route has one.
    Question(Question, String),
    /// The same without the slashes at the end: where that is.
    Elsewhere(String),
    /// Something that another method asks: which ones.
    Otherwise(&'static str),
    /// Nothing that there is.
    Nothing,
}

/// Reads a request.
pub fn read(method: &str, path: &str, query: &str) -> Asked {
    let path = decode(path, Plus::IsPlus);
    match find(&path) {
        Some((route, slug)) => {
            let is_asked = method == route.method || (method == "HEAD" && route.method == "GET");
            if is_asked { Asked::Question(route.question, slug) } else { Asked::Otherwise(allowed(route)) }
        }
        None => elsewhere(&path, query),
    }
}

/// The filters of a request, by name.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Filters(pub BTreeMap<Filter, String>);

impl Filters {
    /// Reads a query. A filter without a value is none.
    pub fn read(query: &str) -> Self {
        let mut filters = BTreeMap::new();
        for piece in query.split('&') {
            let (name, value) = piece.split_once('=').unwrap_or((piece, ""));
            let name = decode(name, Plus::IsSpace);
            if let Some(&filter) = Filter::ALL.iter().find(|filter| filter.name() == name) {
                filters.insert(filter, decode(value, Plus::IsSpace));
            }
        }
        filters.retain(|_, value| !value.is_empty());
        Self(filters)
    }
}

fn find(path: &str) -> Option<(&'static Route, String)> {
    ROUTES.iter().find_map(|route| {
        let slug = match route.path.strip_suffix("{slug}") {
            Some(before) => path.strip_prefix(before).filter(|slug| !slug.is_empty() && !slug.contains('/'))?,
            None => (path == route.path).then_some("")?,
        };
        Some((route, slug.to_owned()))
    })
}

fn allowed(route: &Route) -> &'static str {
    if route.method == "GET" { "GET, HEAD" } else { route.method }
}

/// The location starts with [`PREFIX`] and a path of the table, so no request can send a client to another server.
fn elsewhere(path: &str, query: &str) -> Asked {
    let known = if path.is_empty() { "/" } else { path.trim_end_matches('/') };
    if find(known).is_none() {
        return Asked::Nothing;
    }
    let is_plain = query.bytes().all(|byte| byte.is_ascii_graphic());
    let query = if query.is_empty() || !is_plain { String::new() } else { format!("?{query}") };
    Asked::Elsewhere(format!("{PREFIX}{}{query}", encode(known)))
}

/// What `+` means.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Plus {
    IsSpace,
    IsPlus,
}

fn decode(text: &str, plus: Plus) -> String {
    let mut bytes = text.as_bytes().iter();
    let mut out = Vec::with_capacity(text.len());
    while let Some(&byte) = bytes.next() {
        let rest = bytes.as_slice();
        match (byte, rest.first().and_then(hex), rest.get(1).and_then(hex)) {
            (b'%', Some(high), Some(low)) => {
                out.push(high * 16 + low);
                bytes.nth(1);
            }
            (b'+', ..) if plus == Plus::IsSpace => out.push(b' '),
            _ => out.push(byte),
        }
    }
    String::from_utf8(out).unwrap_or_else(|broken| String::from_utf8_lossy(broken.as_bytes()).into_owned())
}

fn hex(digit: &u8) -> Option<u8> {
    char::from(*digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filters(query: &str) -> Vec<(Filter, String)> {
        Filters::read(query).0.into_iter().collect()
    }

    #[test]
    fn a_query_is_read_as_web_forms_write_it() {
        let words = |text: &str| vec![(Filter::Words, text.to_owned())];
        assert_eq!(filters("q=human+hand%6Fff"), words("human handoff"));
        assert_eq!(filters("q=%C3%A9&x=1&&Q=2"), words("é"));
        assert_eq!(filters("q=100%&q"), []);
        assert_eq!(filters("q=a&q=100%25%zz%4"), words("100%%zz%4"));
        assert_eq!(filters("%71=%FF%2"), words("\u{fffd}%2"));
        assert_eq!(filters("q=a=b"), words("a=b"));
        assert_eq!(filters(""), []);
    }

    #[test]
    fn a_path_is_found_or_sent_to_where_it_stands_without_slashes() {
        let term = |slug: &str| Asked::Question(Question::Term, slug.to_owned());
        assert_eq!(read("GET", "/terms/a%20b+c", ""), term("a b+c"));
        assert_eq!(read("HEAD", "/terms/..", ""), term(".."));
        assert_eq!(read("GET", "/terms/a%2Fb", ""), Asked::Nothing);
        assert_eq!(read("GET", "//terms", ""), Asked::Nothing);
        assert_eq!(read("GET", "", ""), Asked::Elsewhere("/api/".to_owned()));
        assert_eq!(read("PUT", "/terms//", "q=a"), Asked::Elsewhere("/api/terms?q=a".to_owned()));
        assert_eq!(
            read("GET", "/terms/%C3%A9%0d%0a/", "a\r\nb"),
            Asked::Elsewhere("/api/terms/%C3%A9%0D%0A".to_owned())
        );
        assert_eq!(read("DELETE", "/terms", ""), Asked::Otherwise("GET, HEAD"));
        assert_eq!(read("GET", "/refresh", ""), Asked::Otherwise("POST"));
        assert_eq!(read("get", "/", ""), Asked::Otherwise("GET, HEAD"));
    }

    #[test]
    fn no_path_leads_to_another_server() {
        for path in ["//evil.test/", "/%2F%2Fevil.test/", "/\\evil.test/", "/terms/%2F%2Fevil.test/", "///"] {
            match read("GET", path, "") {
                Asked::Elsewhere(location) => assert!(location.starts_with("/api/"), "{path}: {location}"),
                asked => assert_eq!(asked, Asked::Nothing, "{path}"),
            }
        }
    }
}

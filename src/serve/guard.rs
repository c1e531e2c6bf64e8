//! Who may ask, and how: what keeps other websites, open in the same browser, from reading a preview.
//!
//! A page of another site can make a browser send requests here. It cannot read the answers, because no answer has a CORS header; and
//! a name of its own that suddenly means this machine (DNS rebinding) does not help it, because it stands in `Host`.

use std::net::{IpAddr, Ipv4Addr};

use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, header};

/// The names under which the server may be spoken to.
#[derive(Clone, Debug)]
pub struct Hosts {
    /// As `--host` names it; empty where it was not given.
    given: String,
    /// Whether it listens to the whole network, so that any address may be ours. Addresses are safe: rebinding needs a name.
    any_address: bool,
    port: u16,
}

impl Hosts {
    /// The names of a server that listens at `address` and `port`, because of the host `given`.
    pub fn new(given: &str, address: IpAddr, port: u16) -> Self {
        Self { given: given.trim_matches(['[', ']']).to_ascii_lowercase(), any_address: address.is_unspecified(), port }
    }

    /// Whether `authority`, as in `localhost:4711`, means this server.
    fn include(&self, authority: &str) -> bool {
        let (name, port) = match authority.rsplit_once(':') {
            Some((name, port)) if !port.contains(']') => (name, port.parse().ok()),
            _ => (authority, Some(80)),
        };
        let bare = name.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
        let name = name.to_ascii_lowercase();
        let address: Option<IpAddr> = match bare {
            Some(bare) => bare.parse().ok(),
            None => name.parse::<Ipv4Addr>().ok().map(IpAddr::V4),
        };
        let is_known = match address {
            Some(address) => address.is_loopback() || self.any_address || self.given.parse() == Ok(address),
            None => name == "localhost" || (!self.given.is_empty() && name == self.given),
        };
        is_known && port == Some(self.port)
    }
}

/// Why a request gets no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It names no server, or two.
    NoName,
    /// It names another server.
    OtherName,
    /// It would do more than read.
    Writing,
    /// A page of another website asks.
    OtherPage,
}

impl Refusal {
    /// What the client is told.
    pub fn status(self) -> StatusCode {
        match self {
            Self::NoName => StatusCode::BAD_REQUEST,
            Self::OtherName | Self::OtherPage => StatusCode::FORBIDDEN,
            Self::Writing => StatusCode::METHOD_NOT_ALLOWED,
        }
    }

    /// What the person behind it is told.
    pub fn why(self) -> &'static str {
        match self {
            Self::NoName => "a request needs one Host header\n",
            Self::OtherName => "this preview does not answer to that name; use the address that it printed\n",
            Self::Writing => "the preview can only be read\n",
            Self::OtherPage => "only pages of the preview may ask for this\n",
        }
    }
}

/// For whom an address is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Whoever may speak to this server.
    Anyone,
    /// Our own pages.
    OwnPages,
}

/// Looks at everything that is the same for all addresses. What does more than read is for our own pages, whatever its address.
pub fn refuse(request: &Parts, hosts: &Hosts, audience: Audience) -> Option<Refusal> {
    let mut named = request.headers.get_all(header::HOST).iter();
    let (Some(host), None) = (named.next(), named.next()) else {
        return Some(Refusal::NoName);
    };
    let is_ours = |host: &str| hosts.include(host);
    if !host.to_str().is_ok_and(is_ours) || !request.uri.authority().is_none_or(|host| is_ours(host.as_str())) {
        return Some(Refusal::OtherName);
    }
    let is_reading = request.method == Method::GET || request.method == Method::HEAD;
    if !is_reading && !is_refresh(&request.method, request.uri.path()) {
        return Some(Refusal::Writing);
    }
    if (audience == Audience::OwnPages || !is_reading) && !is_from_here(&request.headers, host.as_bytes()) {
        return Some(Refusal::OtherPage);
    }
    None
}

/// Whether it is the one request that does more than read: a look at the files now.
pub fn is_refresh(method: &Method, path: &str) -> bool {
    method == Method::POST && path == "/api/refresh"
}

/// Whether a page of this server asks, or no page at all.
fn is_from_here(headers: &HeaderMap, host: &[u8]) -> bool {
    let is_own_origin =
        |origin: &[u8]| origin.strip_prefix(b"http://").is_some_and(|rest| rest.eq_ignore_ascii_case(host));
    let is_own_site = |site: &[u8]| site == b"same-origin" || site == b"none";
    let mut origins = headers.get_all(header::ORIGIN).iter();
    let mut sites = headers.get_all("sec-fetch-site").iter();
    origins.all(|origin| is_own_origin(origin.as_bytes())) && sites.all(|site| is_own_site(site.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hosts(given: &str, address: &str) -> Hosts {
        Hosts::new(given, address.parse().unwrap(), 4711)
    }

    #[test]
    fn loopback_names_with_our_port_are_ours() {
        let hosts = hosts("", "127.0.0.1");
        for host in ["localhost:4711", "LocalHost:4711", "127.0.0.1:4711", "127.9.9.9:4711", "[::1]:4711"] {
            assert!(hosts.include(host), "{host}");
        }
        for host in [
            "",
            "localhost",
            "localhost:80",
            "127.0.0.1",
            "evil.test:4711",
            "localhost.evil.test:4711",
            "192.168.0.1:4711",
            "[::2]:4711",
            "127.0.0.1.evil.test:4711",
            "localhost:4711:4711",
            "user@localhost:4711",
            "::1:4711",
            "localhost:",
            "[::1]",
            "0.0.0.0:4711",
        ] {
            assert!(!hosts.include(host), "{host}");
        }
    }

    #[test]
    fn a_host_that_was_asked_for_is_ours_too() {
        assert!(hosts("Desk.Test", "192.168.0.1").include("desk.test:4711"));
        assert!(hosts("192.168.0.1", "192.168.0.1").include("192.168.0.1:4711"));
        assert!(!hosts("192.168.0.1", "192.168.0.1").include("192.168.0.2:4711"));
        assert!(hosts("[::1]", "::1").include("[::1]:4711"));
    }

    #[test]
    fn on_the_whole_network_addresses_are_ours_and_names_are_not() {
        let hosts = hosts("0.0.0.0", "0.0.0.0");
        assert!(hosts.include("192.168.0.1:4711"));
        assert!(hosts.include("localhost:4711"));
        assert!(!hosts.include("evil.test:4711"));
    }
}

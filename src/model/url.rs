//! Web addresses, as far as a citation needs them (RFC 3986, RFC 3987).

/// Longest address, in characters.
pub const MAX_URL: usize = 2_048;

/// Why a text is not an address that a link may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UrlProblem {
    /// It does not begin with `http://` or `https://`.
    Scheme,
    /// Nothing stands where the host should.
    NoHost,
    /// A character that addresses cannot hold.
    Character(char),
    /// A `%` that two hexadecimal digits do not follow.
    Percent,
    /// More than [`MAX_URL`] characters.
    TooLong(usize),
}

/// Why `url` cannot be linked to, if so.
pub fn problem(url: &str) -> Option<UrlProblem> {
    let length = url.chars().count();
    if length > MAX_URL {
        return Some(UrlProblem::TooLong(length));
    }
    let Some(rest) = without_scheme(url) else { return Some(UrlProblem::Scheme) };
    if let Some(bad) = url.chars().find(|&character| !may_stand_in_url(character)) {
        return Some(UrlProblem::Character(bad));
    }
    if has_bad_percent(url) {
        return Some(UrlProblem::Percent);
    }
    let host = host(rest);
    (host.is_empty() || host.starts_with(['.', ':']) || host.contains("..")).then_some(UrlProblem::NoHost)
}

/// The host of an address that has no [`problem`], without user and port.
pub fn host_of(url: &str) -> &str {
    let host = host(without_scheme(url).unwrap_or_default());
    if host.starts_with('[') { host } else { host.split(':').next().unwrap_or_default() }
}

/// Whether a user name or password stands before the host.
pub fn has_credentials(url: &str) -> bool {
    without_scheme(url).is_some_and(|rest| authority(rest).contains('@'))
}

fn without_scheme(url: &str) -> Option<&str> {
    let scheme =
        |name: &str| url.get(..name.len()).filter(|start| start.eq_ignore_ascii_case(name)).map(|_| &url[name.len()..]);
    scheme("https://").or_else(|| scheme("http://"))
}

fn authority(rest: &str) -> &str {
    rest.split(['/', '?', '#']).next().unwrap_or_default()
}

fn host(rest: &str) -> &str {
    authority(rest).rsplit('@').next().unwrap_or_default()
}

fn may_stand_in_url(character: char) -> bool {
    match character {
        'a'..='z' | 'A'..='Z' | '0'..='9' => true,
        '-' | '.' | '_' | '~' | ':' | '/' | '?' | '#' | '[' | ']' | '@' | '!' | '$' | '&' | '\'' | '(' | ')' | '*'
        | '+' | ',' | ';' | '=' | '%' => true,
        // RFC 3987 ucschar: beyond ASCII, without controls, spaces, private use and non-characters.
        '\u{a0}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{ffef}' | '\u{10000}'..='\u{dffff}' => {
            !character.is_whitespace()
                && !crate::diagnostic::is_unprintable(character)
                && u32::from(character) & 0xfffe != 0xfffe
        }
        _ => false,
    }
}

fn has_bad_percent(url: &str) -> bool {
    let digits = |after: &str| after.len() >= 2 && after.bytes().take(2).all(|byte| byte.is_ascii_hexdigit());
    url.match_indices('%').any(|(at, _)| !digits(&url[at + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_may_be_linked_to() {
        for url in [
            "https://doi.org/10.6028/NIST.AI.100-1",
            "http://example.org:8080/a?b=c#d",
            "HTTPS://bücher.example/ü",
            "https://[::1]/",
        ] {
            assert_eq!(problem(url), None, "{url}");
        }
    }

    #[test]
    fn addresses_that_may_not() {
        for (url, wrong) in [
            ("httpfoo", UrlProblem::Scheme),
            ("javascript:alert(1)", UrlProblem::Scheme),
            ("https://", UrlProblem::NoHost),
            ("https:///path", UrlProblem::NoHost),
            ("https://a b.example", UrlProblem::Character(' ')),
            ("https://a.example/\"onclick", UrlProblem::Character('"')),
            ("https://a.example/%zz", UrlProblem::Percent),
            ("https://a.example/\u{202e}", UrlProblem::Character('\u{202e}')),
        ] {
            assert_eq!(problem(url), Some(wrong), "{url}");
        }
    }

    #[test]
    fn hosts_and_credentials() {
        assert_eq!(host_of("https://user:pw@example.org:80/a@b"), "example.org");
        assert!(has_credentials("https://user:pw@example.org/"));
        assert!(!has_credentials("https://example.org/a@b"));
    }
}

//! How a page looks at the moment: a digest over it and over the stylesheets, scripts and pictures that it uses, so that an open page
//! reloads when one of those changes, and only then.

use std::collections::BTreeSet;

use super::address;
use super::edition::{Edition, File};
use crate::digest::Digest;

/// Endings of files that change how a page looks or works.
const PARTS: &[&str] = &["css", "js", "svg", "png", "jpg", "jpeg", "gif", "webp", "avif", "ico", "woff", "woff2"];

/// The digest of the page `file`, which is called `name`, and of all that it uses.
pub fn look(edition: &Edition, name: &str, file: &File) -> String {
    let mut parts = BTreeSet::new();
    collect(edition, name, file, &["src=\"", "href=\""], '"', &mut parts);
    // What a stylesheet names stands in `url(…)`, with or without quotes.
    for sheet in parts.clone().iter().filter(|part| part.ends_with(".css")) {
        if let Some(file) = edition.file(sheet) {
            collect(edition, sheet, file, &["url("], ')', &mut parts);
        }
    }
    let digests = parts.iter().filter_map(|part| edition.file(part)).map(|part| String::from(part.digest));
    let all: String = std::iter::once(String::from(file.digest)).chain(digests).collect();
    Digest::of(all.as_bytes()).into()
}

/// Files of the site that `file` names after one of `marks`.
fn collect(edition: &Edition, name: &str, file: &File, marks: &[&str], end: char, out: &mut BTreeSet<String>) {
    let text = String::from_utf8_lossy(&file.bytes);
    for mark in marks {
        for (at, _) in text.match_indices(mark) {
            let link = text[at + mark.len()..].split(end).next().unwrap_or_default();
            out.extend(target(name, link.trim_matches(['"', '\''])).filter(|path| edition.file(path).is_some()));
        }
    }
}

/// The path of the file that `link` on the page `name` leads to, when it is of a kind that pages are made of.
fn target(name: &str, link: &str) -> Option<String> {
    let link = link.split(['?', '#']).next().unwrap_or_default();
    let ending = link.rsplit_once('.')?.1;
    if !PARTS.contains(&ending) || link.contains(':') || link.starts_with("//") {
        return None;
    }
    let mut parts: Vec<&str> = match link.starts_with('/') {
        true => Vec::new(),
        false => name.split('/').rev().skip(1).collect::<Vec<_>>().into_iter().rev().collect(),
    };
    for part in link.split('/').filter(|part| !part.is_empty() && *part != ".") {
        match part {
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    address::decode(&parts.join("/"))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::edition::Press;
    use super::super::missing::Names;
    use super::*;
    use crate::render::{Artifact, Sink};

    fn look_of(files: &[(&str, &str)]) -> String {
        let press = Press::after(Arc::default());
        for (path, text) in files {
            press.take(Artifact::output(format!("site/{path}"), *text)).unwrap();
        }
        let edition = press.finish(Names::default());
        look(&edition, files[0].0, edition.file(files[0].0).unwrap())
    }

    const PAGE: (&str, &str) = (
        "terms/x/index.html",
        "<link href=\"../../assets/a.css\"><img src=\"../../assets/b%20c.png\"><a href=\"../y/index.html\">",
    );

    #[test]
    fn a_page_looks_different_when_something_that_it_uses_does() {
        let files = |css, picture, font| {
            [
                PAGE,
                ("assets/a.css", css),
                ("assets/b c.png", picture),
                ("assets/f.woff2", font),
                ("terms/y/index.html", font),
            ]
        };
        let css = "@font-face { src: url('f.woff2') }";
        let first = look_of(&files(css, "1", "1"));
        assert_eq!(first, look_of(&files(css, "1", "1")));
        assert_ne!(first, look_of(&files(css, "2", "1")));
        assert_ne!(first, look_of(&files(css, "1", "2")));
        assert_ne!(first, look_of(&files("p {}", "1", "1")));
    }

    #[test]
    fn other_pages_and_other_hosts_are_no_part_of_a_page() {
        assert_eq!(target("index.html", "terms/x/index.html"), None);
        assert_eq!(target("index.html", "https://other.test/a.css"), None);
        assert_eq!(target("index.html", "//other.test/a.css"), None);
        assert_eq!(target("a/b/index.html", "/assets/a.css?v=1").as_deref(), Some("assets/a.css"));
        assert_eq!(target("a/index.html", "../../../a.css").as_deref(), Some("a.css"));
    }
}

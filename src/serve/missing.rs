//! The page for an address that leads nowhere, with the names that are close to it: a term that was renamed keeps its old name as an
//! alias, so that its open page finds the new one.

use std::sync::Arc;

use rayon::prelude::*;

use super::edition::{Edition, File, find, with_script};
use crate::diagnostic::suggest::Candidates;
use crate::model::Term;
use crate::render::body::escape_html;
use crate::render::links::Page;
use crate::resolve::Glossary;

/// What the script of such a page is told that it is a page of.
pub const MISSING: &str = "missing";
/// The site's own page.
const PAGE: &str = "404.html";
/// How many names are shown.
const MOST: usize = 5;

/// What the terms of an edition are called.
#[derive(Debug, Default)]
pub struct Names {
    /// Title and address of each term.
    terms: Vec<(String, String)>,
    /// A name, an alias or a slug, and which term has it.
    names: Vec<(String, usize)>,
}

impl Names {
    /// The names of a glossary.
    pub fn of(glossary: &Glossary) -> Self {
        let of_term = |(index, term): (usize, &Arc<Term>)| {
            let address = format!("/{}", Page::Term(term.slug.clone()).address());
            let all = std::iter::once(&term.name).chain(&term.aliases).map(|name| name.value.clone());
            let names: Vec<_> = all.chain([term.slug.to_string()]).map(|name| (name, index)).collect();
            ((term.name.value.clone(), address), names)
        };
        let (terms, names): (Vec<_>, Vec<_>) = glossary.terms.par_iter().enumerate().map(of_term).unzip();
        Self { terms, names: names.into_iter().flatten().collect() }
    }

    /// Titles and addresses of the terms that somebody may look for at `path`.
    fn close_to(&self, path: &str) -> Vec<&(String, String)> {
        let path = path.strip_suffix("index.html").unwrap_or(path).trim_matches('/');
        let word = path.rsplit('/').next().unwrap_or_default();
        // A picture or a script that is not there is no word.
        if word.is_empty() || (word.contains('.') && !path.starts_with("terms/")) {
            return Vec::new();
        }
        let candidates = Candidates::of(self.names.iter().map(|(name, _)| name.as_str()));
        let mut terms: Vec<usize> = Vec::new();
        for close in candidates.closest(word, 2 * MOST) {
            let owners = self.names.iter().filter(|(name, _)| name == close).map(|&(_, index)| index);
            let new: Vec<_> = owners.filter(|index| !terms.contains(index)).collect();
            terms.extend(new);
        }
        terms.iter().take(MOST).map(|&index| &self.terms[index]).collect()
    }
}

/// The page for missing pages, as an answer to `path`. `None` where the project's templates make none.
pub fn page(edition: &Edition, path: &str) -> Option<File> {
    let mut file = edition.file(PAGE)?.clone();
    let list = list(&edition.names.close_to(path));
    let at = find(&file.bytes, b"</main>").or_else(|| find(&file.bytes, b"</body>")).unwrap_or(file.bytes.len());
    let own = format!("data-stand=\"{}\"", String::from(file.digest));
    let page = [&file.bytes[..at], list.as_bytes(), &file.bytes[at..]].concat();
    // The script is told that this is a page for something else.
    file.bytes = match find(&page, own.as_bytes()) {
        Some(at) => {
            let missing = format!("data-stand=\"{MISSING}\"");
            [&page[..at], missing.as_bytes(), &page[at + own.len()..]].concat().into()
        }
        None => with_script(&page, MISSING).into(),
    };
    Some(file)
}

/// The names as a list of links; nothing when there are none.
fn list(terms: &[&(String, String)]) -> String {
    if terms.is_empty() {
        return String::new();
    }
    let link = |(title, address): &&(String, String)| {
        format!("<li><a href=\"{}\">{}</a></li>\n", escape_html(address), escape_html(title))
    };
    let items: String = terms.iter().map(link).collect();
    format!("<nav aria-label=\"Names like this one\">\n<p>Names like this one:</p>\n<ul>\n{items}</ul>\n</nav>\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        let terms = vec![
            ("warm <b> handoff".to_owned(), "/terms/warm-handoff/".to_owned()),
            ("escalation".to_owned(), "/terms/escalation/".to_owned()),
        ];
        let names = [("warm <b> handoff", 0), ("warm-handoff", 0), ("cold handoff", 0), ("escalation", 1)];
        Names { terms, names: names.map(|(name, index)| (name.to_owned(), index)).to_vec() }
    }

    fn close_to(path: &str) -> Vec<String> {
        names().close_to(path).into_iter().map(|(_, address)| address.clone()).collect()
    }

    #[test]
    fn an_old_name_that_became_an_alias_finds_its_term() {
        assert_eq!(close_to("terms/cold-handoff/"), ["/terms/warm-handoff/"]);
        assert_eq!(close_to("terms/escalatoin/index.html"), ["/terms/escalation/"]);
    }

    #[test]
    fn files_are_no_words() {
        assert!(close_to("escalation.png").is_empty());
        assert!(close_to("").is_empty());
    }

    #[test]
    fn names_are_text() {
        assert!(list(&names().close_to("terms/warm-handof/")).contains("warm &lt;b&gt; handoff</a>"));
    }
}

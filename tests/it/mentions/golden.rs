//! The links of fourteen terms of `data/terms`, compared with a list that people made by reading.

use glossbook::discover::Layout;
use glossbook::model::ReviewDate;
use glossbook::pipeline::{self, Checked};

use crate::project::TODAY;

const GOLDEN: &str = include_str!("golden.txt");

/// The glossary of this repository.
pub fn own() -> Checked {
    let today = ReviewDate::parse(TODAY).expect("a date");
    pipeline::check(&Layout::new(env!("CARGO_MANIFEST_DIR")), today).expect("the disk can be read")
}

/// Each term of the list with its lines.
fn expected() -> Vec<(&'static str, Vec<&'static str>)> {
    let terms = GOLDEN.split("\n# ").skip(1);
    terms
        .map(|term| {
            let (slug, lines) = term.split_once('\n').expect("lines below the term");
            (slug.trim(), lines.lines().filter(|line| !line.trim().is_empty()).collect())
        })
        .collect()
}

#[test]
fn the_links_are_those_that_a_reader_finds() {
    let checked = own();
    let (mut right, mut wrong, mut missing) = (0, Vec::new(), Vec::new());
    for (slug, expected) in expected() {
        let mut found = super::links(&checked, slug);
        for line in expected {
            match found.iter().position(|link| link == line) {
                Some(at) => {
                    found.remove(at);
                    right += 1;
                }
                None => missing.push(format!("{slug} {line}")),
            }
        }
        wrong.extend(found.into_iter().map(|link| format!("{slug} {link}")));
    }
    let share = |part: usize, others: usize| part as f64 / (part + others) as f64;
    let (precision, recall) = (share(right, wrong.len()), share(right, missing.len()));
    assert!(expected().len() >= 12 && right > 100);
    assert!(
        precision >= 0.99 && recall >= 0.97,
        "precision {precision:.3}, recall {recall:.3}; when a text has changed, read it and change golden.txt\n\
         linked, and not on the list: {wrong:#?}\non the list, and not linked: {missing:#?}"
    );
}

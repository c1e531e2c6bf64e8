//! Files that are broken on purpose, by the thousand: the same entry points as in `fuzz/`, on a stable compiler.
//!
//! `GLOSSBOOK_FUZZ_SECONDS=600 cargo test --release --test it fuzz` goes on for longer, and
//! `GLOSSBOOK_FUZZ_CASE=123` runs one case again.

pub mod entry;
mod mutate;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::project::Project;
use mutate::{Numbers, mutated};

/// How many files an ordinary run breaks.
const CASES: u64 = 60;

#[test]
fn terms_broken_at_random_are_checked_mended_and_rendered() {
    let terms = own_terms();
    let setting = |name: &str| std::env::var(name).ok().map(|value| value.parse::<u64>().expect("a number"));
    if let Some(case) = setting("GLOSSBOOK_FUZZ_CASE") {
        run(&terms, case);
        return;
    }
    let started = Instant::now();
    let seconds = setting("GLOSSBOOK_FUZZ_SECONDS");
    let goes_on = |case| match seconds {
        Some(seconds) => started.elapsed() < Duration::from_secs(seconds),
        None => case < CASES,
    };
    let (mut cases, mut built) = (0, 0);
    while goes_on(cases) {
        built += u64::from(run(&terms, cases));
        cases += 1;
    }
    println!("{cases} broken files, {built} of them still built, in {:.0?}", started.elapsed());
    assert!(built * 20 > cases, "too few of the files come as far as a page: {built} of {cases}");
}

/// Runs one case, which fails with its number. Whether its pages were built.
fn run(terms: &[String], case: u64) -> bool {
    let mut numbers = Numbers(case << 20);
    let (text, other) = (&terms[numbers.below(terms.len())], &terms[numbers.below(terms.len())]);
    let text = mutated(text, other, &mut numbers);
    let outcome = std::panic::catch_unwind(|| {
        entry::parse(&text);
        entry::render(&text)
    });
    match outcome {
        Ok(files) => files > 0,
        Err(_) => panic!("GLOSSBOOK_FUZZ_CASE={case} in\n{text}"),
    }
}

/// The terms of the repository's own glossary, by path.
fn own_terms() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/terms");
    let mut paths: Vec<_> = fs::read_dir(folder).expect("terms").map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths.iter().map(|path| fs::read_to_string(path).expect("a term is text")).collect()
}

/// The codes of what is found in a file of these bytes.
fn codes(text: &str) -> Vec<&'static str> {
    let checked = Project::new().file("data/terms/a.yml", text).checked();
    let mut codes: Vec<_> = checked.diagnostics.iter().map(|found| found.code.id).collect();
    codes.dedup();
    codes
}

#[test]
fn a_file_that_would_take_for_ever_is_refused_with_one_finding() {
    let laughs = |levels: usize| -> String {
        let level = |n: usize| format!("k{n}: &k{n} [{}]\n", vec![format!("*k{}", n.saturating_sub(1)); 9].join(", "));
        std::iter::once("k0: &k0 [x, x]\n".to_owned())
            .chain((1..levels).map(level))
            .chain([format!("term: *k{}\n", levels - 1)])
            .collect()
    };
    let size = 999_000;
    assert_eq!(codes(&laughs(10)), ["G019"]);
    assert_eq!(codes(&"[".repeat(size)), ["G019"]);
    assert_eq!(codes(&"- ".repeat(size / 2)), ["G019"]);
    assert_eq!(codes(&"a: {".repeat(size / 4)), ["G019"]);
    assert_eq!(codes(&format!("term: a\naliases: [{}]\n", "x,".repeat(size / 2 - 20))), ["G019"]);
    assert_eq!(codes(&format!("term: a\nroles: &r [x]\naliases: [{}]\n", "*r,".repeat(size / 3 - 20))), ["G019"]);
    assert_eq!(codes(&" ".repeat(size + 2_000)), ["G003"]);
}

//! What the parts of a run cost, each alone, with a glossary in memory: `cargo bench --bench micro`.
//!
//! Everything runs on one thread, so that a figure is the work and not the machine; whole runs on all cores are measured by
//! `benches/run`.

// The writing half of the generator is not needed here.
#![allow(dead_code, reason = "the generator is shared with the program that writes corpora")]

#[path = "../corpus/prose.rs"]
mod prose;
#[path = "../corpus/term.rs"]
mod term;

use std::fs;
use std::hint::black_box;

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use glossbook::diagnostic::Diagnostics;
use glossbook::diagnostic::print::{Format, Report, Style};
use glossbook::discover::Layout;
use glossbook::failure::Failure;
use glossbook::model::{ReviewDate, Term};
use glossbook::parse::{parse_node, read_term};
use glossbook::pipeline::{self, Checked};
use glossbook::render::{Artifact, Sink};
use glossbook::resolve::{self, Parsed};
use glossbook::settings::LinkSettings;
use glossbook::source::SourceMap;
use glossbook::validate::{self, Context};
use term::Corpus;

const SIZES: [u32; 2] = [1_000, 10_000];

fn main() {
    rayon::ThreadPoolBuilder::new().num_threads(1).build_global().expect("no other pool was asked for yet");
    divan::main();
}

/// A glossary of `terms` terms, checked.
fn checked(terms: u32, dangling: u32) -> Checked {
    let corpus = Corpus { terms, seed: 7, dangling };
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir_all(folder.path().join("data/terms")).expect("a new folder");
    for number in 0..terms {
        let path = folder.path().join("data/terms").join(term::file_name(number));
        fs::write(path, corpus.term(number)).expect("room on the disk");
    }
    let today = ReviewDate::parse("2026-11-22").expect("a date");
    pipeline::check(&Layout::new(folder.path()), today).expect("a readable disk")
}

fn read(sources: &SourceMap, source: glossbook::source::SourceId) -> Term {
    let mut found = Diagnostics::default();
    let node = parse_node(source, sources.text(source), &mut found).expect("the generator writes YAML");
    read_term(&node, &mut found).expect("the generator names its terms")
}

#[divan::bench]
fn parse_one_term(bencher: Bencher) {
    let mut sources = SourceMap::default();
    let text = Corpus { terms: 1_000, seed: 7, dangling: 0 }.term(500);
    let source = sources.add("data/terms/a.yml", text.as_str());
    bencher.counter(BytesCount::of_str(&text)).bench(|| read(black_box(&sources), source));
}

#[divan::bench]
fn check_one_term(bencher: Bencher) {
    let Checked { inputs, settings, vocabulary, glossary, today, .. } = checked(10, 0);
    let context = Context { settings: &settings, vocabulary: &vocabulary, sources: &inputs.sources, today };
    bencher.bench(|| {
        let mut found = Diagnostics::default();
        validate::check_term(black_box(&glossary.terms[5]), &context, &mut found);
        found
    });
}

#[divan::bench(args = SIZES, sample_count = 10, sample_size = 1)]
fn resolve(bencher: Bencher, terms: u32) {
    let glossary = checked(terms, 0).glossary;
    bencher
        .counter(ItemsCount::new(terms))
        .with_inputs(|| Parsed { terms: glossary.terms.clone(), ..Parsed::default() })
        .bench_values(|parsed| resolve::resolve(parsed, &LinkSettings::default()));
}

/// As many texts as names: what `resolve` leaves for whoever asks first.
#[divan::bench(args = SIZES, sample_count = 10, sample_size = 1)]
fn mentions(bencher: Bencher, terms: u32) {
    let glossary = checked(terms, 0).glossary;
    let parsed = || Parsed { terms: glossary.terms.clone(), ..Parsed::default() };
    bencher
        .counter(ItemsCount::new(terms))
        .with_inputs(|| resolve::resolve(parsed(), &LinkSettings::default()))
        .bench_refs(|glossary| glossary.all_mentions().by_term.len());
}

#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn close_terms(bencher: Bencher, terms: u32) {
    let glossary = checked(terms, 0).glossary;
    bencher.counter(ItemsCount::new(terms)).bench(|| resolve::close::close(black_box(&glossary)));
}

#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn related_terms(bencher: Bencher, terms: u32) {
    render(bencher, terms, "related");
}

/// A page is the time of this by the number of terms; the lists of all terms are in it.
#[divan::bench(args = [1_000], sample_count = 10, sample_size = 1)]
fn markdown_pages(bencher: Bencher, terms: u32) {
    render(bencher, terms, "markdown");
}

fn render(bencher: Bencher<'_, '_>, terms: u32, output: &str) {
    let checked = checked(terms, 0);
    let only = [output.to_owned()];
    bencher
        .counter(ItemsCount::new(terms))
        .bench(|| pipeline::build(black_box(&checked), Some(&only), &Nowhere).expect("nothing is written"));
}

/// A sink that keeps nothing.
struct Nowhere;

impl Sink for Nowhere {
    fn take(&self, artifact: Artifact) -> Result<(), Failure> {
        black_box(artifact);
        Ok(())
    }
}

#[divan::bench(args = ["human", "concise", "json"])]
fn print_one_diagnostic(bencher: Bencher, format: &str) {
    let Checked { inputs, diagnostics, .. } = checked(100, 10);
    let (_, format) = Format::ALL.iter().find(|(name, _)| *name == format).expect("a format of the table");
    let report = Report {
        diagnostics: &diagnostics[..1],
        sources: &inputs.sources,
        terms: inputs.terms.len(),
        rules: &[],
        style: Style::default(),
    };
    bencher.bench(|| {
        let mut out = Vec::new();
        format.print(black_box(&report), &mut out).expect("memory can be written to");
        out
    });
}

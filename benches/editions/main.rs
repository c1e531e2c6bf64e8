//! What the writer alone costs: `cargo run --release --example editions [FOLDERS] [PARENT] [ROUNDS]`.
//!
//! Editions of as many folders as are asked for (10,000), with three files of the size of a term's pages in each, go to
//! a temporary folder in PARENT: first all of it, then with nothing changed, then with one page changed. Each line is the mean of
//! some rounds, in wall time and in processor time of all threads, since the machine may be busy.

#![allow(clippy::print_stdout)] // a program that prints what it measured

use std::path::PathBuf;
use std::time::{Duration, Instant};

use glossbook::digest::Digest;
use glossbook::discover::Layout;
use glossbook::render::{Artifact, Place, Sink};
use glossbook::write::{Edition, Options, WriteReport};
use rayon::prelude::*;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folders: usize = arguments.next().map_or(10_000, |text| text.parse().expect("a number of folders"));
    let parent = arguments.next().map_or_else(std::env::temp_dir, PathBuf::from);
    let rounds: usize = arguments.next().map_or(10, |text| text.parse().expect("a number of rounds"));
    let project = tempfile::Builder::new().prefix("editions").tempdir_in(parent).expect("a temporary folder");
    let layout = Layout::new(project.path());
    let pages = Page::all(folders);
    let all = pages.len();
    println!("{folders} folders, {all} files");
    let mut time = 0;
    measure("cold", 1, || build(&layout, &pages, 0, Way::Take), (all, 0));
    std::thread::sleep(Duration::from_millis(200));
    measure("nothing changed, all rendered", rounds, || build(&layout, &pages, 0, Way::Take), (0, all));
    measure("nothing changed, all kept", rounds, || build(&layout, &pages, 0, Way::Keep), (0, all));
    measure("one page changed, the first time", 1, || build(&layout, &pages, 1, Way::Keep), (1, all - 1));
    measure(
        "one page changed",
        rounds,
        || {
            time += 1;
            build(&layout, &pages, 1 + time, Way::Keep)
        },
        (1, all - 1),
    );
}

/// How the writer learns of a file that is as it was.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// By its bytes.
    Take,
    /// By the digest of its bytes.
    Keep,
}

fn build(layout: &Layout, pages: &[Page], edition: usize, way: Way) -> WriteReport {
    let begun = Edition::begin(layout, Options::default()).expect("the folder is ours");
    pages.par_iter().enumerate().for_each(|(at, page)| {
        let edition = if at == pages.len() / 2 { edition } else { 0 };
        let is_old = way == Way::Keep && edition == 0;
        if !is_old || !begun.keep(Place::Output, &page.path, page.digest).expect("it can be looked at") {
            begun.take(Artifact::output(page.path.as_str(), page.bytes(edition))).expect("there is room");
        }
    });
    begun.commit().expect("there is room")
}

/// A file of the size of a term's page, its print version, or its data.
struct Page {
    path: String,
    size: usize,
    /// Of its bytes in most editions.
    digest: Digest,
}

impl Page {
    fn all(folders: usize) -> Vec<Self> {
        let names = [("index.html", 9_000), ("print.html", 3_000), ("term.json", 2_000)];
        let new = |(folder, (name, size))| {
            let page = Self { path: format!("site/terms/term-{folder:05}/{name}"), size, digest: Digest::of(b"") };
            Self { digest: Digest::of(&page.bytes(0)), ..page }
        };
        (0..folders).flat_map(|folder| names.map(|name| (folder, name))).map(new).collect()
    }

    fn bytes(&self, edition: usize) -> Vec<u8> {
        let line = format!("{} {edition}\n", self.path);
        let mut bytes = line.repeat(self.size / line.len() + 1).into_bytes();
        bytes.truncate(self.size);
        bytes
    }
}

fn measure(what: &str, rounds: usize, mut step: impl FnMut() -> WriteReport, expected: (usize, usize)) {
    let (wall, processor) = (Instant::now(), processor_time());
    for _ in 0..rounds {
        let report = step();
        assert_eq!((report.written, report.unchanged), expected, "{what}");
    }
    let each = |time: Duration| time.as_secs_f64() * 1000.0 / rounds as f64;
    let spent = processor_time().zip(processor).map(|(now, before)| each(now.saturating_sub(before)));
    let spent = spent.map_or_else(String::new, |spent| format!(", processor {spent:6.0} ms"));
    println!("{what:35} wall {:6.0} ms{spent}", each(wall.elapsed()));
}

/// What all threads have used so far, in steps of a hundredth of a second; Linux says.
fn processor_time() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/self/stat").ok()?;
    let mut fields = text.rsplit_once(')')?.1.split_whitespace().skip(11);
    let mut ticks = || fields.next()?.parse::<u64>().ok();
    Some(Duration::from_millis(10 * (ticks()? + ticks()?)))
}

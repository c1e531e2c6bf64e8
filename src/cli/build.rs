//! `glossbook build`

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::args::Build;
use super::terminal::Terminal;
use super::today::today;
use super::{Outcome, check, layout, shown};
use crate::diagnostic::Severity;
use crate::diagnostic::print::{Format, counted};
use crate::digest::Digest;
use crate::failure::Failure;
use crate::pipeline::{self, Checked, Memory};
use crate::render::{Artifact, Place, Sink};
use crate::source::SourceMap;
use crate::write::{Edition, Options, WriteReport};

/// A build that takes longer than this shows how far it is.
const PATIENCE: Duration = Duration::from_millis(500);

/// Checks the project and, when nothing is wrong, writes everything.
pub fn run(build: &Build, terminal: &Terminal) -> Result<Outcome, Failure> {
    let started = Instant::now();
    let layout = layout(build.project.root.clone())?.with_out(build.out.clone());
    let today = today(build.project.today.as_deref())?;
    // The lock comes before the reading: a build that had to wait is never older than the one it waited for.
    let edition = Edition::begin(&layout, Options { force: build.force, keep_others: build.only.is_some() })?;
    let remember = || if build.fresh { Memory::default() } else { remembered(&edition) };
    let (mut memory, inputs) = rayon::join(remember, || pipeline::read(&layout));
    let mut checked = pipeline::check_again(inputs?, today, &mut memory);
    if build.deny_warnings {
        check::deny_warnings(&mut checked);
    }
    check::report(&checked, Format::Human, None, terminal)?;
    if check::outcome(&checked) == Outcome::Mistakes {
        let errors = checked.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
        let found = counted(errors, "error");
        terminal.note(&format!("{} {found}, so nothing was written", terminal.paint("stopped:", "1;31")));
        return Ok(Outcome::Mistakes);
    }
    let sink = Counted {
        edition: &edition,
        files: AtomicUsize::new(0),
        pages: AtomicUsize::new(0),
        bar: progress_bar(&checked, started, terminal),
    };
    match pipeline::build_again(&checked, build.only.as_deref(), &mut memory, &sink) {
        Ok(()) => {}
        Err(Failure::Template(diagnostic)) => {
            checked.diagnostics = vec![*diagnostic];
            check::report(&checked, Format::Human, None, terminal)?;
            return Ok(Outcome::Mistakes);
        }
        Err(failure) => return Err(failure),
    }
    sink.bar.finish_and_clear();
    let pages = sink.pages.into_inner();
    // Nobody quotes the texts any more, and their room is wanted for what is remembered.
    checked.inputs.sources = SourceMap::default();
    let report = match memory.has_learnt() {
        true => edition.commit_with(|| memory.to_bytes())?,
        false => edition.commit_as_remembered()?,
    };
    terminal.line(&summary(&checked, pages, &report, started.elapsed()))?;
    let home = layout.out.join("site").join("index.html");
    if home.is_file() {
        terminal.line(&format!("open {}", shown(&home)))?;
    }
    // The program ends here, and the system takes all memory back at once, which is faster than term by term.
    std::mem::forget((checked, memory));
    Ok(Outcome::Clean)
}

/// What the build before remembers; nothing where it is lost, which costs time and no more.
fn remembered(edition: &Edition) -> Memory {
    edition.remembered().and_then(|bytes| Memory::from_bytes(&bytes)).unwrap_or_default()
}

fn summary(checked: &Checked, pages: usize, report: &WriteReport, took: Duration) -> String {
    let terms = counted(checked.glossary.terms.len(), "term");
    let some = |number: usize, what: &str| if number > 0 { format!(", {number} {what}") } else { String::new() };
    let rest = some(report.removed, "removed") + &some(report.set_aside, "set aside with a `~`");
    format!(
        "built {terms}: {}, {} written, {} unchanged{rest} in {:.2} s",
        counted(pages, "page"),
        counted(report.written, "file"),
        report.unchanged,
        took.as_secs_f64()
    )
}

/// Passes files on to the edition, and counts them.
struct Counted<'a> {
    edition: &'a Edition,
    files: AtomicUsize,
    pages: AtomicUsize,
    bar: ProgressBar,
}

impl Sink for Counted<'_> {
    fn take(&self, artifact: Artifact) -> Result<(), Failure> {
        let digest = Digest::of(&artifact.bytes);
        self.take_known(artifact, digest)
    }

    fn take_known(&self, artifact: Artifact, digest: Digest) -> Result<(), Failure> {
        let path = artifact.path.clone();
        self.edition.take_known(artifact, digest)?;
        self.count(&path);
        Ok(())
    }

    fn keep(&self, place: Place, path: &str, digest: Digest) -> Result<bool, Failure> {
        let is_kept = self.edition.keep(place, path, digest)?;
        if is_kept {
            self.count(path);
        }
        Ok(is_kept)
    }
}

impl Counted<'_> {
    fn count(&self, path: &str) {
        self.files.fetch_add(1, Ordering::Relaxed);
        if path.ends_with(".html") || path.ends_with(".md") {
            self.pages.fetch_add(1, Ordering::Relaxed);
        }
        self.bar.inc(1);
    }
}

/// A bar on a terminal, once the build has taken longer than people like to wait without one.
fn progress_bar(checked: &Checked, started: Instant, terminal: &Terminal) -> ProgressBar {
    if !terminal.is_watched() {
        return ProgressBar::hidden();
    }
    // A page and a Markdown page for each term; what comes on top is little.
    let bar =
        ProgressBar::with_draw_target(Some(2 * checked.glossary.terms.len() as u64), ProgressDrawTarget::hidden());
    let style =
        ProgressStyle::with_template("rendering {bar:30} {human_pos} files").expect("the template is a constant");
    bar.set_style(style);
    let late = bar.clone();
    std::thread::spawn(move || {
        std::thread::sleep(PATIENCE.saturating_sub(started.elapsed()));
        if !late.is_finished() {
            late.set_draw_target(ProgressDrawTarget::stderr());
        }
    });
    bar
}

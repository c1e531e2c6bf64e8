//! The whole flow on one page: read [`check`], then [`build`]. [`check_again`] and [`build_again`] are the same with a [`Memory`] of
//! what was found and made before; without one, both are the plain ones.

pub mod memory;
mod steps;

use std::convert::Infallible;

pub use memory::Memory;
use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::digest::Digest;
use crate::discover::{self, Inputs, Layout};
use crate::failure::Failure;
use crate::fix::{self, Change};
use crate::model::{ReviewDate, Vocabulary};
use crate::parse::page::Page;
use crate::render::facts::{Facts, Grounds};
use crate::render::html::{self, search::KnownIndex};
use crate::render::made::Ledger;
use crate::render::templates::Templates;
use crate::render::{OUTPUTS, Output, RenderContext, Sink};
use crate::resolve::{self, Glossary, Known};
use crate::settings::Settings;
use crate::source::{SourceId, SourceMap};
use crate::validate::{self, Context};

/// A project that was read and checked.
pub struct Checked {
    /// Every text that was read.
    pub inputs: Inputs,
    /// The settings, defaults filled in.
    pub settings: Settings,
    /// The lists, built-in ones filled in.
    pub vocabulary: Vocabulary,
    /// The graph.
    pub glossary: Glossary,
    /// The hand-written pages, in the order of the navigation.
    pub pages: Vec<Page>,
    /// The templates, compiled.
    pub templates: Templates,
    /// The day of this run.
    pub today: ReviewDate,
    /// The digest of each text, by its place among the sources.
    pub texts: Vec<Digest>,
    /// What was found, with severities, sorted by file and place.
    pub diagnostics: Vec<Diagnostic>,
}

impl Checked {
    /// Whether something was found that stops a build.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }
}

/// Reads and checks a project. `today` is the day by which reviews are judged.
///
/// # Errors
/// [`Failure::Read`] when the disk cannot be read. Mistakes in the content are in [`Checked::diagnostics`].
pub fn check(layout: &Layout, today: ReviewDate) -> Result<Checked, Failure> {
    Ok(check_inputs(read(layout)?, today))
}

/// Reads every file of a project.
///
/// # Errors
/// [`Failure::Read`] when the disk cannot be read.
pub fn read(layout: &Layout) -> Result<Inputs, Failure> {
    // The settings come first: they say where some of the other files are.
    let inputs = discover::discover_settings(layout)?;
    let settings = steps::read_settings(&inputs, &mut Diagnostics::default());
    discover::discover(layout, &steps::elsewhere(&settings), inputs)
}

/// Checks what was read.
pub fn check_inputs(inputs: Inputs, today: ReviewDate) -> Checked {
    check_again(inputs, today, &mut Memory::default())
}

/// The same, without reading again what `memory` has read.
pub fn check_again(mut inputs: Inputs, today: ReviewDate, memory: &mut Memory) -> Checked {
    let texts = steps::digests(&inputs.sources);
    let refused = inputs.refused();
    let parseable = |source: &SourceId| !refused.contains(source);
    let mut found = Diagnostics::default();
    let settings = steps::read_settings(&inputs, &mut found);
    found.append(std::mem::take(&mut inputs.diagnostics));
    let vocabulary = steps::read_vocabulary(&inputs, &parseable, &mut found);
    let templates = Templates::compile(&inputs, &mut found);
    let context = Context { settings: &settings, vocabulary: &vocabulary, sources: &inputs.sources, today };
    let parsed = steps::parse_terms(&inputs, &parseable, &context, &texts, &mut memory.files, &mut found);
    let glossary = resolve::resolve_again(parsed, &settings.links, memory.known.clone());
    validate::check_glossary(&glossary, &context, &mut found);
    validate::unknown_rules(&settings, &mut found);
    steps::check_outputs(&settings, &mut found);
    steps::check_links(&settings, &glossary, &mut found);
    steps::check_navigation(&inputs, &settings, &mut found);
    let pages = steps::read_pages(&inputs, &parseable, &glossary, &mut found);
    let diagnostics = validate::settle(found, &settings);
    Checked { inputs, settings, vocabulary, glossary, pages, templates, today, texts, diagnostics }
}

/// Checks and mends in turn, in memory: the changes to the project's files, and what is still found after them.
///
/// Only files that `may_change` are mended; the others are read all the same.
pub fn mend(inputs: &Inputs, today: ReviewDate, may_change: impl Fn(SourceId) -> bool) -> (Vec<Change>, Checked) {
    let again = |sources: &SourceMap| check_inputs(inputs.with_sources(sources.clone()), today);
    let mended = fix::mend(&inputs.sources, |sources| {
        let mut diagnostics = again(sources).diagnostics;
        diagnostics.retain(|found| found.fix.as_ref().is_some_and(|fix| fix.files().all(&may_change)));
        Ok::<_, Infallible>(diagnostics)
    });
    let Ok(mended) = mended;
    let checked = again(&mended.sources);
    (mended.changes, checked)
}

/// Renders a checked project into `sink`: the outputs in `only`, or those that the settings name, or all.
///
/// # Errors
/// Those of the sink, and [`Failure::Template`] when a template of the project breaks.
pub fn build(checked: &Checked, only: Option<&[String]>, sink: &dyn Sink) -> Result<(), Failure> {
    build_again(checked, only, &mut Memory::default(), sink)
}

/// The same files, of which only those are rendered that are made from other things than `memory` knows, or that the sink has lost.
/// Afterwards the memory knows this build; after a failure it knows what it knew.
///
/// # Errors
/// Those of [`build`].
pub fn build_again(
    checked: &Checked,
    only: Option<&[String]>,
    memory: &mut Memory,
    sink: &dyn Sink,
) -> Result<(), Failure> {
    let outputs: Vec<&Output> = OUTPUTS.iter().filter(|output| is_wanted(output, checked, only)).collect();
    let whole = steps::whole(checked, &outputs);
    let ledger = Ledger::after(&memory.made, sink);
    if memory.whole != Some(whole) || !ledger.keep_all()? {
        render(checked, &outputs, &memory.index, &ledger)?;
        memory.has_learnt = true;
    }
    memory.made = ledger.into_made();
    memory.whole = Some(whole);
    memory.known = Known::of(&checked.glossary).or(memory.known.take());
    Ok(())
}

fn is_wanted(output: &Output, checked: &Checked, only: Option<&[String]>) -> bool {
    match (only, &checked.settings.outputs) {
        (Some(only), _) => only.iter().any(|wanted| wanted == output.name),
        (None, Some(outputs)) => outputs.iter().any(|wanted| wanted.value == output.name),
        (None, None) => true,
    }
}

fn render(checked: &Checked, outputs: &[&Output], known_index: &KnownIndex, sink: &dyn Sink) -> Result<(), Failure> {
    let Checked { inputs, settings, vocabulary, glossary, pages, templates, texts, today, .. } = checked;
    let (texts, today) = (texts.as_slice(), *today);
    // What texts mention is found before anything else that asks for it: a thread that waits for it may take up work that waits for
    // it too. Facts do not.
    let grounds = Grounds { glossary, vocabulary, settings, inputs, texts, pages, today };
    let (_, facts) = rayon::join(|| glossary.all_mentions(), || Facts::of(&grounds));
    let facts = &facts;
    let context =
        RenderContext { glossary, vocabulary, settings, inputs, pages, templates, today, facts, known_index, outputs };
    // What the site offers for download is rendered once, for both places.
    let by_themselves: Vec<&Output> =
        outputs.iter().copied().filter(|output| !html::renders_too(&context, output)).collect();
    let results: Vec<_> = by_themselves.par_iter().map(|output| (output.render)(&context, sink)).collect();
    results.into_iter().collect()
}

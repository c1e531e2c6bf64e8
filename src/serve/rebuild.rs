//! From files that may have changed to an edition that may be shown.

use std::sync::Arc;
use std::time::{Duration, Instant};

use rayon::prelude::*;

use super::edition::{Edition, Press};
use super::missing::Names;
use super::notice::Notice;
use super::{News, Observer};
use crate::api::Answers;
use crate::digest::{Digest, Fingerprint};
use crate::discover::{Inputs, Layout};
use crate::failure::Failure;
use crate::model::ReviewDate;
use crate::pipeline::{self, Checked, Memory};

/// The outputs that the preview shows.
const SERVED: &[&str] = &["site", "api"];

/// Asks which day it is, at each rebuild, since a preview may stay open over midnight.
pub type Today = Box<dyn Fn() -> Result<ReviewDate, Failure> + Send>;

/// Gets an edition before its data files are made.
pub type Early<'e> = dyn Fn(Arc<Edition>, Notice, usize) + Sync + 'e;

/// What remembers the last build.
pub struct Workbench {
    /// Where the project is.
    pub layout: Layout,
    /// Which day it is.
    pub today: Today,
    /// Where the preview stands, with a slash at the end. Pages are built for that address and not for the published one, since
    /// the page for missing pages links from the root of its server.
    pub address: String,
    /// The files that were last looked at.
    seen: Option<Digest>,
    /// The last edition that could be built.
    edition: Arc<Edition>,
    /// What is known of the files and of that edition, so that only what changes is read and rendered again.
    memory: Memory,
}

/// What came of looking at the files: not shown yet, because a save may be half done.
pub struct Draft {
    /// The new site, where one could be built.
    pub edition: Option<Arc<Edition>>,
    /// What there is to say.
    pub notice: Notice,
    /// How many files were read.
    pub files: usize,
    result: Result<Checked, Failure>,
    differences: usize,
    took: Duration,
}

impl Workbench {
    /// A workbench on which nothing was built yet.
    pub fn new(layout: Layout, today: Today, address: String) -> Self {
        Self { layout, today, address, seen: None, edition: Arc::default(), memory: Memory::default() }
    }

    /// Reads the files and, when they are other than the last ones, builds what is served. `None` when they are the same. `early` gets
    /// the edition as soon as its pages are made, what there is to say of it, and the number of files that were read.
    pub fn rebuild(&mut self, early: &Early<'_>) -> Option<Draft> {
        let started = Instant::now();
        let read = (self.today)().and_then(|today| Ok((pipeline::read(&self.layout)?, today)));
        let (inputs, today) = match read {
            Ok(read) => read,
            Err(failure) => return self.failed(failure, started),
        };
        let seen = fingerprint(&inputs, today);
        if self.seen.replace(seen) == Some(seen) {
            return None;
        }
        let files = inputs.sources.ids().count() + inputs.assets.len();
        let built = self.build(inputs, today, &|edition, notice| early(edition, notice, files));
        Some(self.draft(built, files, started))
    }

    /// The one way through the pipeline: the findings, and the edition where no error is among them.
    fn build(
        &mut self,
        inputs: Inputs,
        today: ReviewDate,
        early: &(dyn Fn(Arc<Edition>, Notice) + Sync),
    ) -> Result<(Checked, Option<Edition>), Failure> {
        // Whatever ends this early, a panic above all, leaves no half-changed memory behind.
        let mut memory = std::mem::take(&mut self.memory);
        let mut checked = pipeline::check_again(inputs, today, &mut memory);
        let edition = match checked.has_errors() {
            true => Ok(None),
            false => self.edition_of(&mut checked, &mut memory, early).map(Some),
        };
        self.memory = memory;
        match edition {
            Ok(edition) => Ok((checked, edition)),
            Err(Failure::Template(diagnostic)) => {
                checked.diagnostics = vec![*diagnostic];
                Ok((checked, None))
            }
            Err(failure) => Err(failure),
        }
    }

    fn edition_of(
        &self,
        checked: &mut Checked,
        memory: &mut Memory,
        early: &(dyn Fn(Arc<Edition>, Notice) + Sync),
    ) -> Result<Edition, Failure> {
        checked.settings.base_url.clone_from(&self.address);
        let notice = Notice::of(checked);
        let show = |edition| early(Arc::new(edition), notice.clone());
        let press = Press::after(Arc::clone(&self.edition)).showing(&show);
        let served: Vec<String> = SERVED.iter().map(|&name| name.to_owned()).collect();
        pipeline::build_again(checked, Some(&served), memory, &press)?;
        Ok(press.finish(Names::of(&checked.glossary)))
    }

    fn draft(&mut self, built: Result<(Checked, Option<Edition>), Failure>, files: usize, started: Instant) -> Draft {
        let (result, edition) = match built {
            Ok((checked, edition)) => (Ok(checked), edition.map(Arc::new)),
            Err(failure) => (Err(failure), None),
        };
        let differences = edition.as_ref().map_or(0, |edition| edition.differences(&self.edition));
        if let Some(edition) = &edition {
            self.edition = Arc::clone(edition);
        }
        let notice = match &result {
            Ok(checked) => Notice::of(checked),
            Err(failure) => Notice::of_failure(failure),
        };
        Draft { edition, notice, files, result, differences, took: started.elapsed() }
    }

    /// Trouble with reading. It is news once, and whatever is read after it is new.
    fn failed(&mut self, failure: Failure, started: Instant) -> Option<Draft> {
        let seen = Digest::of(failure.to_string().as_bytes());
        let is_new = self.seen.replace(seen) != Some(seen);
        is_new.then(|| self.draft(Err(failure), 0, started))
    }
}

impl Draft {
    /// Whether this may be half of a save: mistakes that were not there, or files that are gone. Programs that save a file may empty it
    /// first, or take it away and put another one in its place.
    pub fn is_doubtful(&self, files_before: usize) -> bool {
        self.notice.errors > 0 || self.files < files_before
    }

    /// Makes what the API answers about the new edition.
    pub fn fill_answers(&self) {
        if let (Some(edition), Ok(checked)) = (&self.edition, &self.result) {
            edition.answers.get_or_init(|| Answers::new(&checked.glossary, &checked.settings, &checked.inputs.sources));
        }
    }

    /// Which other files the settings make the build read.
    pub fn elsewhere(&self) -> Option<String> {
        let settings = &self.result.as_ref().ok()?.settings;
        settings.markdown.mkdocs_nav.as_ref().map(|path| path.value.clone())
    }

    /// Tells what came of it.
    pub fn tell(&self, observer: &Observer) {
        observer(match &self.result {
            Err(failure) => News::Failed(failure),
            Ok(checked) if self.edition.is_none() => News::Mistakes(checked),
            Ok(checked) => News::Built { checked, differences: self.differences, took: self.took },
        });
    }
}

/// A digest over everything that a build reads.
fn fingerprint(inputs: &Inputs, today: ReviewDate) -> Digest {
    let sources: Vec<_> = inputs.sources.ids().collect();
    let texts = sources.par_iter().map(|&source| Digest::of(inputs.sources.text(source).as_bytes()));
    let mut all = Fingerprint::default();
    all.number(sources.len());
    for (&source, text) in sources.iter().zip(texts.collect::<Vec<_>>()) {
        all.add(inputs.sources.path(source)).digest(text);
    }
    all.number(inputs.assets.len());
    inputs.assets.iter().for_each(|asset| _ = all.add(&asset.path).digest(Digest::of(&asset.bytes)));
    inputs.diagnostics.iter().for_each(|found| _ = all.add(&found.message));
    all.add(today.to_string()).finish()
}

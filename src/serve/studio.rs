//! One edition after another: what is built goes on show in one step, unless it may be half of a save.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::watch::Sender;

use super::bell::Ear;
use super::notice::Notice;
use super::rebuild::{Draft, Workbench};
use super::watch::{Waited, Watch};
use super::{News, Now, Observer};
use crate::failure::Failure;

/// How long a doubtful state has to last before it is shown.
const DOUBT: Duration = Duration::from_millis(150);
/// Even where one doubtful state follows another.
const MOST_DOUBT: Duration = Duration::from_secs(1);

/// Puts one edition after another on show.
pub struct Studio {
    sender: Sender<Arc<Now>>,
    ear: Ear,
    observer: Observer,
    /// How many files the last shown state was made of.
    files: usize,
}

impl Studio {
    /// A studio that shows nothing yet.
    pub fn new(sender: Sender<Arc<Now>>, ear: Ear, observer: Observer) -> Self {
        Self { sender, ear, observer, files: 0 }
    }

    /// Shows the files as they are, doubtful or not: nobody waits for anything better yet.
    pub fn begin(&mut self, bench: &mut Workbench, watch: &mut Watch) {
        self.look(watch, |_, _, _| bench.rebuild(&|_, _, _| {}));
    }

    /// Waits for changes and shows what comes of them, as long as the program runs.
    pub fn work(mut self, bench: &mut Workbench, watch: &mut Watch) {
        loop {
            if let Err(reason) = watch.wait() {
                (self.observer)(News::Polling(&reason));
            }
            self.look(watch, |studio, watch, rings| studio.settled(bench, watch, rings));
        }
    }

    /// One look at the files, by `draft`, which says how many rings it answers. It is over when everything is on show.
    ///
    /// A look that panics is a mistake of ours, and no reason to take the preview from an editor.
    fn look(&mut self, watch: &mut Watch, draft: impl FnOnce(&Self, &Watch, &mut u64) -> Option<Draft>) {
        let mut rings = self.ear.rung();
        let looked = catch_unwind(AssertUnwindSafe(|| {
            if let Some(draft) = draft(self, watch, &mut rings) {
                watch.also(draft.elsewhere().as_deref());
                self.show(draft);
            }
        }));
        if looked.is_err() {
            self.stumble();
        }
        self.ear.has_heard(rings);
    }

    /// Says that the site is not as the files are. The terminal has said more.
    fn stumble(&self) {
        let edition = self.sender.borrow().edition.clone();
        let failure = Failure::Usage("glossbook fell over these files, which is a mistake of its own".to_owned());
        self.sender.send_replace(Arc::new(Now { edition, notice: Notice::of_failure(&failure) }));
    }

    /// What came of a change, once it can no longer be half of a save. `None` when nothing changed.
    fn settled(&self, bench: &mut Workbench, watch: &Watch, rings: &mut u64) -> Option<Draft> {
        let (sender, files_before) = (&self.sender, self.files);
        let early = |edition, notice, files| {
            // What may be half of a save waits until it is sure.
            if files >= files_before {
                sender.send_replace(Arc::new(Now { edition: Some(edition), notice }));
            }
        };
        let mut doubt: Option<Instant> = None;
        let mut last = None;
        loop {
            watch.settle();
            *rings = self.ear.rung();
            last = bench.rebuild(&early).or(last);
            if !last.as_ref()?.is_doubtful(self.files) {
                return last;
            }
            let is_too_long = doubt.get_or_insert_with(Instant::now).elapsed() > MOST_DOUBT;
            if is_too_long || watch.wait_for(DOUBT) == Waited::Quiet {
                return last;
            }
        }
    }

    /// Shows a state: the new edition, or what is wrong on top of the last one.
    fn show(&mut self, draft: Draft) {
        let edition = draft.edition.clone().or_else(|| self.sender.borrow().edition.clone());
        self.files = draft.files;
        self.sender.send_replace(Arc::new(Now { edition, notice: draft.notice.clone() }));
        draft.tell(&self.observer);
        draft.fill_answers();
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::atomic::{AtomicBool, Ordering};

    use tokio::sync::watch::channel;

    use super::super::Attention;
    use super::super::bell::bell;
    use super::*;
    use crate::discover::Layout;
    use crate::model::ReviewDate;

    #[test]
    fn a_look_that_panics_is_said_and_the_next_one_comes() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("data/terms")).unwrap();
        let must_fall = Arc::new(AtomicBool::new(false));
        let falls = Arc::clone(&must_fall);
        let today = move || {
            assert!(!falls.load(Ordering::SeqCst), "on purpose");
            Ok(ReviewDate::parse("2026-11-22").unwrap())
        };
        let mut bench = Workbench::new(Layout::new(folder.path()), Box::new(today), "http://localhost/".to_owned());
        let (mut watch, _) = Watch::new(folder.path(), Attention::Polling);
        let (sender, now) = channel(Arc::new(Now { edition: None, notice: Notice::default() }));
        let (_bell, ear) = bell(watch.wake());
        let mut studio = Studio::new(sender, ear, Arc::new(|_| {}));
        let mut look = |falls| {
            must_fall.store(falls, Ordering::SeqCst);
            studio.begin(&mut bench, &mut watch);
            let now = Arc::clone(&now.borrow());
            (now.notice.errors, now.edition.as_ref().and_then(|edition| edition.file("index.html")).is_some())
        };
        assert_eq!(look(false), (0, true));
        assert_eq!(look(true), (1, true));
        fs::write(folder.path().join("data/glossary.yml"), "title: Again\n").unwrap();
        assert_eq!(look(false), (0, true));
    }
}

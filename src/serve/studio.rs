//! One edition after another: what is built goes on show in one step, unless it may be half of a save.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::watch::Sender;

use super::rebuild::{Draft, Workbench};
use super::watch::{Waited, Watch};
use super::{News, Now, Observer};

/// How long a doubtful state has to last before it is shown.
const DOUBT: Duration = Duration::from_millis(150);
/// Even where one doubtful state follows another.
const MOST_DOUBT: Duration = Duration::from_secs(1);

/// Puts one edition after another on show.
pub struct Studio {
    sender: Sender<Arc<Now>>,
    observer: Observer,
    /// How many files the last shown state was made of.
    files: usize,
}

impl Studio {
    /// A studio that shows nothing yet.
    pub fn new(sender: Sender<Arc<Now>>, observer: Observer) -> Self {
        Self { sender, observer, files: 0 }
    }

    /// Waits for changes and shows what comes of them, as long as the program runs.
    pub fn work(mut self, bench: &mut Workbench, watch: &mut Watch) {
        loop {
            if let Err(reason) = watch.wait() {
                (self.observer)(News::Polling(&reason));
            }
            if let Some(draft) = self.settled(bench, watch) {
                watch.also(draft.elsewhere().as_deref());
                self.show(draft);
            }
        }
    }

    /// What came of a change, once it can no longer be half of a save. `None` when nothing changed.
    fn settled(&self, bench: &mut Workbench, watch: &Watch) -> Option<Draft> {
        let mut doubt: Option<Instant> = None;
        let mut last = None;
        loop {
            watch.settle();
            last = bench.rebuild().or(last);
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
    pub fn show(&mut self, draft: Draft) {
        let edition = draft.edition.clone().or_else(|| self.sender.borrow().edition.clone());
        self.files = draft.files;
        self.sender.send_replace(Arc::new(Now { edition, notice: draft.notice.clone() }));
        draft.tell(&self.observer);
    }
}

//! Somebody may ask for a look at the files at once, and wait until one that began after the question is over.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::SyncSender;

use tokio::sync::watch;

/// Asks for looks, from any thread.
#[derive(Clone)]
pub struct Bell {
    wake: SyncSender<()>,
    rung: Arc<AtomicU64>,
    heard: watch::Receiver<u64>,
}

/// Knows how often the bell was rung, and says which rings were heard.
pub struct Ear {
    rung: Arc<AtomicU64>,
    heard: watch::Sender<u64>,
}

/// A bell that wakes whoever waits for `wake`.
pub fn bell(wake: SyncSender<()>) -> (Bell, Ear) {
    let rung = Arc::new(AtomicU64::new(0));
    let (sender, heard) = watch::channel(0);
    (Bell { wake, rung: Arc::clone(&rung), heard }, Ear { rung, heard: sender })
}

impl Bell {
    /// Asks for a look and waits until one that began later is over, or until nobody looks any more.
    pub async fn ring(mut self) {
        let mine = self.rung.fetch_add(1, Ordering::SeqCst) + 1;
        // A signal that waits already wakes as well.
        let _ = self.wake.try_send(());
        let _ = self.heard.wait_for(|&heard| heard >= mine).await;
    }

    /// Waits for something that `find` finds, now or after one of the next looks. `None` when nobody looks any more.
    pub async fn until<T>(mut self, find: impl Fn() -> Option<T>) -> Option<T> {
        loop {
            self.heard.mark_unchanged();
            if let Some(found) = find() {
                return Some(found);
            }
            self.heard.changed().await.ok()?;
        }
    }
}

impl Ear {
    /// How many rings a look that begins now will answer.
    pub fn rung(&self) -> u64 {
        self.rung.load(Ordering::SeqCst)
    }

    /// A look is over that began after so many rings.
    pub fn has_heard(&self, rings: u64) {
        self.heard.send_modify(|heard| *heard = rings.max(*heard));
    }
}

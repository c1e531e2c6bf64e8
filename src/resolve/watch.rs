//! A watch over pages that say which terms they show, so that a forgotten one fails a test and not a reader.
//!
//! It stands guard in debug builds alone; in others it is nothing.

use super::TermId;

/// Which terms each thread may look at.
#[derive(Debug, Default)]
pub(super) struct Watch {
    #[cfg(debug_assertions)]
    allowed: std::sync::RwLock<rustc_hash::FxHashMap<std::thread::ThreadId, Vec<TermId>>>,
}

#[cfg(debug_assertions)]
impl Watch {
    /// Runs `make`, which may look at no other terms than these.
    pub fn within<T>(&self, ids: &[TermId], make: impl FnOnce() -> T) -> T {
        let mut ids = ids.to_vec();
        ids.sort_unstable();
        let thread = std::thread::current().id();
        self.allowed.write().expect("no thread panics while it holds the lock").insert(thread, ids);
        let _end = End(self);
        make()
    }

    /// Called for each term that is looked at.
    pub fn see(&self, id: TermId) {
        let allowed = self.allowed.read().expect("no thread panics while it holds the lock");
        let is_allowed = allowed.get(&std::thread::current().id()).is_none_or(|ids| ids.binary_search(&id).is_ok());
        drop(allowed);
        assert!(is_allowed, "a page looks at term {id:?}, which is not in its neighbourhood: see `render::facts`");
    }
}

/// Ends a watch, whatever became of the page.
#[cfg(debug_assertions)]
struct End<'a>(&'a Watch);

#[cfg(debug_assertions)]
impl Drop for End<'_> {
    fn drop(&mut self) {
        let thread = std::thread::current().id();
        self.0.allowed.write().expect("no thread panics while it holds the lock").remove(&thread);
    }
}

#[cfg(not(debug_assertions))]
impl Watch {
    pub fn within<T>(&self, _: &[TermId], make: impl FnOnce() -> T) -> T {
        make()
    }

    pub fn see(&self, _: TermId) {}
}

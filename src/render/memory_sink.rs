//! A sink that keeps everything in memory: for the preview and for tests.

use std::sync::{Arc, Mutex, OnceLock};

use rustc_hash::FxHashMap;

use super::{Artifact, Place, Sink};
use crate::digest::Digest;
use crate::failure::Failure;

/// The files of a build in memory. Those that one build keeps of another are shared by both.
#[derive(Debug, Default)]
pub struct MemorySink {
    before: Files,
    now: Mutex<Files>,
}

/// Files by place and path.
type Files = FxHashMap<(Place, String), Arc<Kept>>;

#[derive(Debug)]
struct Kept {
    bytes: Vec<u8>,
    /// Made when somebody asks for it.
    digest: OnceLock<Digest>,
}

impl MemorySink {
    /// A sink for the build after another one, which may keep its files.
    pub fn after(before: &Self) -> Self {
        Self { before: before.files().clone(), now: Mutex::default() }
    }

    /// The bytes at a path of the output folder.
    pub fn get(&self, path: &str) -> Option<Vec<u8>> {
        self.files().get(&(Place::Output, path.to_owned())).map(|kept| kept.bytes.clone())
    }

    /// What came and what was kept so far, sorted by place and path.
    pub fn artifacts(&self) -> Vec<Artifact> {
        Self { before: Files::default(), now: Mutex::new(self.files().clone()) }.into_artifacts()
    }

    /// What came and what was kept, sorted by place and path.
    pub fn into_artifacts(self) -> Vec<Artifact> {
        drop(self.before);
        let files = self.now.into_inner().expect("no thread panics while it holds the lock");
        let artifact = |((place, path), kept): ((Place, String), Arc<Kept>)| {
            let bytes = Arc::try_unwrap(kept).map_or_else(|kept| kept.bytes.clone(), |kept| kept.bytes);
            Artifact { place, path, bytes }
        };
        let mut artifacts: Vec<Artifact> = files.into_iter().map(artifact).collect();
        artifacts.sort_by(|a, b| (a.place, &a.path).cmp(&(b.place, &b.path)));
        artifacts
    }

    fn files(&self) -> std::sync::MutexGuard<'_, Files> {
        self.now.lock().expect("no thread panics while it holds the lock")
    }
}

impl Sink for MemorySink {
    fn take(&self, artifact: Artifact) -> Result<(), Failure> {
        let Artifact { place, path, bytes } = artifact;
        let again = self.files().insert((place, path), Arc::new(Kept { bytes, digest: OnceLock::new() }));
        debug_assert!(again.is_none(), "a path comes at most once in a build");
        Ok(())
    }

    fn keep(&self, place: Place, path: &str, digest: Digest) -> Result<bool, Failure> {
        let key = (place, path.to_owned());
        let Some(kept) = self.before.get(&key) else { return Ok(false) };
        let is_same = *kept.digest.get_or_init(|| Digest::of(&kept.bytes)) == digest;
        if is_same {
            self.files().insert(key, kept.clone());
        }
        Ok(is_same)
    }
}

//! Notices that files may have changed. Whether they did, the digests of their contents say; so one signal may stand for many
//! changes, and a signal too many does no harm.
//!
//! The system tells of changes in folders that are watched. Folders come and go: each look compares which folder stands where with
//! the one that is watched. Where the system has no more watches to give, or the files are on a network, time takes its place.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::{Duration, Instant, SystemTime};

use notify::event::{CreateKind, ModifyKind, RemoveKind};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::Attention;

/// The folders of the project in which people write.
const FOLDERS: &[&str] = &["data", "site", "templates"];
/// How long nothing may happen before a change counts as done.
const QUIET: Duration = Duration::from_millis(10);
/// How long to wait for that: somebody may save without end.
const RESTLESS: Duration = Duration::from_millis(200);
/// How often folders are looked at, and files where nothing is watched.
const TICK: Duration = Duration::from_secs(1);

/// What a preview watches.
pub struct Watch {
    root: PathBuf,
    /// `None` where only time tells.
    watcher: Option<RecommendedWatcher>,
    /// Which folder was watched under each path.
    watched: BTreeMap<PathBuf, Identity>,
    /// A folder beside the usual ones that holds a file which the build reads.
    elsewhere: Option<PathBuf>,
    signals: Receiver<()>,
    /// Kept, so that there may always be another signal.
    wake: SyncSender<()>,
    doubts: Arc<Doubts>,
}

/// What the system says that a signal cannot carry.
#[derive(Default)]
struct Doubts {
    /// It lost count of the changes.
    overflow: AtomicBool,
    /// A folder came or went, so that what is watched may not be what stands there.
    folders: AtomicBool,
}

/// Why a wait ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waited {
    /// Something may have changed.
    Changed,
    /// Nothing happened for the time.
    Quiet,
}

impl Watch {
    /// Watches the project at `root`; by time alone where that is asked for.
    ///
    /// # Errors
    /// A sentence for people when the system does not watch; the watch then goes by time.
    pub fn new(root: &Path, attention: Attention) -> (Self, Result<(), String>) {
        let root = fs::canonicalize(root).unwrap_or_else(|_| root.to_owned());
        let (wake, signals) = sync_channel(1);
        let doubts = Arc::new(Doubts::default());
        let mut watch = Self { root, watcher: None, watched: BTreeMap::new(), elsewhere: None, signals, wake, doubts };
        if attention == Attention::Polling {
            return (watch, Ok(()));
        }
        let begun = match watcher(&watch.root, watch.wake(), Arc::clone(&watch.doubts)) {
            Ok(watcher) => {
                watch.watcher = Some(watcher);
                watch.refresh().map(|_| ())
            }
            Err(error) => Err(error.to_string()),
        };
        (watch, begun)
    }

    /// Ends a wait, as a change does. One signal that waits is enough.
    pub fn wake(&self) -> SyncSender<()> {
        self.wake.clone()
    }

    /// Watches the folder of `file` too, a path from the root.
    pub fn also(&mut self, file: Option<&str>) {
        self.elsewhere = file.and_then(|file| self.root.join(file).parent().map(Path::to_owned));
    }

    /// Waits until something may have changed.
    ///
    /// # Errors
    /// A sentence for people when the system stops watching; the watch then goes on by time.
    pub fn wait(&mut self) -> Result<(), String> {
        loop {
            if self.watcher.is_none() {
                self.wait_for(TICK);
                return Ok(());
            }
            let moved = self.refresh()?;
            if moved || self.signals.recv_timeout(TICK).is_ok() || self.doubts.overflow.swap(false, Ordering::Relaxed) {
                return Ok(());
            }
        }
    }

    /// Waits until a burst of changes is over.
    pub fn settle(&self) {
        let started = Instant::now();
        while started.elapsed() < RESTLESS && self.wait_for(QUIET) == Waited::Changed {}
    }

    /// Waits at most `time` for another change.
    pub fn wait_for(&self, time: Duration) -> Waited {
        match self.signals.recv_timeout(time) {
            Ok(()) => Waited::Changed,
            Err(_) => Waited::Quiet,
        }
    }

    /// Watches folders that are new, and says whether there may have been any.
    fn refresh(&mut self) -> Result<bool, String> {
        if self.doubts.folders.swap(false, Ordering::Relaxed) {
            self.forget();
        }
        let mut wanted: BTreeMap<PathBuf, RecursiveMode> = BTreeMap::new();
        wanted.extend(self.elsewhere.clone().map(|folder| (folder, RecursiveMode::NonRecursive)));
        wanted.insert(self.root.clone(), RecursiveMode::NonRecursive);
        wanted.extend(FOLDERS.iter().map(|folder| (self.root.join(folder), RecursiveMode::Recursive)));
        let mut moved = false;
        for (folder, mode) in wanted {
            moved |= self.follow(&folder, mode)?;
        }
        Ok(moved)
    }

    /// Watches nothing, so that everything is watched anew.
    fn forget(&mut self) {
        for (folder, _) in std::mem::take(&mut self.watched) {
            // The folder may be gone, and its watch with it.
            let _ = self.watcher.as_mut().map(|watcher| watcher.unwatch(&folder));
        }
    }

    /// Watches what stands at `folder` now, if that is not watched yet.
    fn follow(&mut self, folder: &Path, mode: RecursiveMode) -> Result<bool, String> {
        let now = identity(folder);
        if self.watched.get(folder) == now.as_ref() {
            return Ok(false);
        }
        let Some(watcher) = &mut self.watcher else { return Ok(false) };
        if self.watched.remove(folder).is_some() {
            // The folder is gone, and mostly its watch with it.
            let _ = watcher.unwatch(folder);
        }
        let Some(now) = now else { return Ok(true) };
        match watcher.watch(folder, mode) {
            Ok(()) => {
                self.watched.insert(folder.to_owned(), now);
                Ok(true)
            }
            // Gone again: the next look will see.
            Err(_) if identity(folder).is_none() => Ok(true),
            Err(error) => {
                self.watcher = None;
                Err(reason(&error))
            }
        }
    }
}

fn watcher(root: &Path, signals: SyncSender<()>, doubts: Arc<Doubts>) -> notify::Result<RecommendedWatcher> {
    let root = root.to_owned();
    notify::recommended_watcher(move |event: notify::Result<Event>| match event {
        // A build opens every file, and the system tells of that too.
        Ok(Event { kind: EventKind::Access(_), .. }) => {}
        Ok(event) if event.need_rescan() => doubts.overflow.store(true, Ordering::Relaxed),
        Ok(event) if event.paths.iter().any(|path| concerns(&root, path)) => {
            if moves_folders(&event) {
                doubts.folders.store(true, Ordering::Relaxed);
            }
            // A signal that waits already is enough.
            let _ = signals.try_send(());
        }
        Ok(_) => {}
        Err(_) => doubts.overflow.store(true, Ordering::Relaxed),
    })
}

/// Whether a folder may have come or gone. Of a rename the system does not say what was renamed.
fn moves_folders(event: &Event) -> bool {
    match event.kind {
        EventKind::Create(kind) => kind != CreateKind::File,
        EventKind::Remove(kind) => kind != RemoveKind::File,
        EventKind::Modify(ModifyKind::Name(_)) => event.paths.iter().any(|path| path.extension().is_none()),
        _ => false,
    }
}

/// Whether a change at `path` may change the site: not in the output, in git's folder, or in a file that an editor keeps while it saves.
fn concerns(root: &Path, path: &Path) -> bool {
    let Ok(inside) = path.strip_prefix(root) else { return true };
    let names: Vec<_> = inside.iter().map(|name| name.to_string_lossy()).collect();
    let Some((name, folders)) = names.split_last() else { return true };
    let is_ours = names.first().is_some_and(|first| FOLDERS.contains(&first.as_ref())) || name.ends_with(".yml");
    is_ours && !is_passing(name) && !folders.iter().any(|folder| folder.starts_with('.'))
}

/// Names that editors give to files that will be gone in a moment, and to copies of the last state.
fn is_passing(name: &str) -> bool {
    let endings = ["~", ".swp", ".swx", ".swo", ".tmp", "___jb_tmp___", "___jb_old___"];
    name.starts_with(['.', '#']) || name == "4913" || endings.iter().any(|ending| name.ends_with(ending))
}

/// Which folder it is, whatever it is called. The number of a folder that is gone may be given to the next one, its time of birth not.
type Identity = (u64, Option<SystemTime>);

fn identity(folder: &Path) -> Option<Identity> {
    let metadata = fs::metadata(folder).ok().filter(fs::Metadata::is_dir)?;
    Some((number(&metadata), metadata.created().ok()))
}

#[cfg(unix)]
fn number(metadata: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
fn number(_: &fs::Metadata) -> u64 {
    0
}

fn reason(error: &notify::Error) -> String {
    match &error.kind {
        notify::ErrorKind::MaxFilesWatch => "the system has no more watches to give".to_owned(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_that_people_write_concern_the_preview() {
        let concerns = |path: &str| concerns(Path::new("/glossary"), &Path::new("/glossary").join(path));
        for path in
            ["data/terms/a.yml", "data", "site/pages/a.md", "templates/base.html", "mkdocs.yml", "docs/mkdocs.yml"]
        {
            assert!(concerns(path), "{path}");
        }
        for path in [
            "build",
            "build/site/index.html",
            ".git/index",
            "data/terms/.a.yml.swp",
            "data/terms/a.yml~",
            "data/terms/4913",
            "data/terms/#a.yml#",
            "data/.git/a.yml",
            "README.md",
            "site/pages/a.md___jb_tmp___",
        ] {
            assert!(!concerns(path), "{path}");
        }
    }
}

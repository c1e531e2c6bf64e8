//! The writer on disks that fail, fill up, or end in the middle of a step.

mod failing;
mod faults;
mod model;
mod standby;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use super::disk::Disk;
use super::*;

/// A folder for a test; in memory where the system has that, since these tests make many thousands of files.
pub fn folder() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory).unwrap() } else { tempfile::tempdir().unwrap() }
}

/// The files of a folder, by path.
pub type Files = BTreeMap<String, String>;

pub fn files(folder: &Path) -> Files {
    let mut files = Files::new();
    for entry in walkdir::WalkDir::new(folder).min_depth(1).into_iter().filter_map(Result::ok) {
        let path = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
        if entry.file_type().is_file() {
            files.insert(path, String::from_utf8_lossy(&fs::read(entry.path()).unwrap()).into_owned());
        }
    }
    files
}

pub fn put(root: &Path, path: &str, text: &str) {
    let file = root.join(path);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}

/// One edition: what goes to the output folder, and what to the project.
#[derive(Clone, Copy)]
pub struct Content {
    pub output: &'static [(&'static str, &'static str)],
    pub project: &'static [(&'static str, &'static str)],
}

pub fn artifacts(content: Content) -> Vec<Artifact> {
    let artifact = |place, &(path, text): &(&str, &str)| Artifact { place, path: path.into(), bytes: text.into() };
    let output = content.output.iter().map(|file| artifact(Place::Output, file));
    output.chain(content.project.iter().map(|file| artifact(Place::Project, file))).collect()
}

pub fn build_on(disk: Arc<dyn Disk>, root: &Path, content: Content) -> Result<WriteReport, Failure> {
    build_with(disk, root, content, Options::default())
}

pub fn build_with(
    disk: Arc<dyn Disk>,
    root: &Path,
    content: Content,
    options: Options,
) -> Result<WriteReport, Failure> {
    let edition = Edition::begin_on(disk, &Layout::new(root), options, Duration::ZERO)?;
    artifacts(content).into_iter().try_for_each(|artifact| edition.take(artifact))?;
    edition.commit()
}

/// Longer than a system's step of time: what is written down before it is trusted after it.
pub fn let_time_pass() {
    std::thread::sleep(Duration::from_millis(60));
}

/// Builds on a disk that never fails, and does not wait until bytes are stored: these tests cut no power.
pub fn build(root: &Path, content: Content) -> Result<WriteReport, Failure> {
    build_on(Arc::new(failing::FailingDisk::sound()), root, content)
}

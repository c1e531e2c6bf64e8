//! The same input gives the same bytes: on any number of threads, in any folder, on any day that no rule looks at.

use std::path::Path;

use glossbook::discover::Layout;
use glossbook::model::ReviewDate;
use glossbook::pipeline;
use glossbook::render::{Artifact, MemorySink};

use crate::project::TODAY;

/// Everything that the repository's own glossary becomes.
pub fn own_glossary(threads: usize) -> Vec<Artifact> {
    built(&Layout::new(env!("CARGO_MANIFEST_DIR")), threads)
}

/// Everything that a project becomes, rendered on so many threads.
pub fn built(layout: &Layout, threads: usize) -> Vec<Artifact> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool of threads");
    pool.install(|| {
        let checked = pipeline::check(layout, ReviewDate::parse(TODAY).expect("a date")).expect("the disk can be read");
        assert!(!checked.has_errors(), "{:#?}", checked.diagnostics);
        let sink = MemorySink::default();
        pipeline::build(&checked, None, &sink).expect("it renders");
        sink.into_artifacts()
    })
}

#[test]
fn one_thread_and_many_make_the_same_bytes() {
    let (one, many) = (own_glossary(1), own_glossary(8));
    assert_eq!(one.len(), many.len());
    for (a, b) in one.iter().zip(&many) {
        assert!(a == b, "{} differs from {}", a.path, b.path);
    }
}

#[test]
fn no_path_comes_twice_and_none_leaves_its_folder() {
    let artifacts = own_glossary(4);
    for pair in artifacts.windows(2) {
        assert!((pair[0].place, &pair[0].path) != (pair[1].place, &pair[1].path), "{} comes twice", pair[0].path);
    }
    for artifact in &artifacts {
        let is_plain = |part: &str| !part.is_empty() && part != "." && part != "..";
        assert!(artifact.path.split('/').all(is_plain), "{}", artifact.path);
    }
}

#[test]
fn the_folder_of_the_project_leaves_no_trace() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let other = tempfile::TempDir::new().expect("a temporary folder");
    for folder in ["data", "site", "templates"] {
        copy(&root.join(folder), &other.path().join(folder));
    }
    let (here, there) = (own_glossary(2), built(&Layout::new(other.path()), 2));
    assert_eq!(here.len(), there.len());
    for (a, b) in here.iter().zip(&there) {
        assert!(a == b, "{} differs in another folder", a.path);
    }
    let name = root.to_string_lossy().into_owned();
    for artifact in &here {
        let text = String::from_utf8_lossy(&artifact.bytes);
        assert!(!text.contains(&name), "{} holds the path of the machine", artifact.path);
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder").map(|entry| entry.expect("an entry")) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

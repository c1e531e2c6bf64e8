//! Names this build of the program by its sources, so that what another build remembered is never taken for this one's.
//!
//! A version number alone would not do: while the program is being worked on, it stays while the pages change.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

/// Everything that goes into the program.
const SOURCES: [&str; 5] = ["src", "templates", "site/assets", "Cargo.toml", "Cargo.lock"];

fn main() {
    let mut files = Vec::new();
    for source in SOURCES {
        println!("cargo::rerun-if-changed={source}");
        list(Path::new(source), &mut files);
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in &files {
        let bytes = fs::read(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        (file.to_string_lossy().replace('\\', "/"), bytes).hash(&mut hasher);
    }
    println!("cargo::rustc-env=GLOSSBOOK_SOURCES={:016x}", hasher.finish());
}

/// The files at or below `path`. A package has no lock file of ours, and then there is nothing to name.
fn list(path: &Path, files: &mut Vec<PathBuf>) {
    match fs::read_dir(path) {
        Ok(entries) => entries.for_each(|entry| list(&entry.expect("a readable folder").path(), files)),
        Err(_) if path.is_file() => files.push(path.to_owned()),
        Err(_) => {}
    }
}

//! What the disk alone costs: reads every term file of a project and, where asked, writes files of the same sizes as an
//! earlier build wrote. No program that reads and writes these files can be faster.
//!
//!     cargo run --release --example floor -- read PROJECT
//!     cargo run --release --example floor -- write PROJECT BUILD NEW_FOLDER
//!
//! On as many threads as `RAYON_NUM_THREADS` says, as glossbook itself.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::Parser;
use rayon::prelude::*;

/// Reads, and perhaps writes, what glossbook would
#[derive(Parser)]
enum Args {
    /// Read the term files of a project
    Read {
        /// The folder that holds `data/`
        project: PathBuf,
    },
    /// The same, then write as many files as a build has, as large, named alike
    Write {
        /// The folder that holds `data/`
        project: PathBuf,
        /// What an earlier build wrote
        build: PathBuf,
        /// Where the files go; it must not be there yet
        folder: PathBuf,
    },
}

fn main() -> io::Result<()> {
    match Args::parse() {
        Args::Read { project } => read(&project),
        Args::Write { project, build, folder } => {
            // Listed first: glossbook knows what it is about to write.
            let files = files_below(&build)?;
            read(&project)?;
            fs::create_dir(&folder)?;
            write(&files, &build, &folder)
        }
    }
}

fn read(project: &Path) -> io::Result<()> {
    let files: Vec<PathBuf> =
        fs::read_dir(project.join("data/terms"))?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    let texts: Vec<String> = files.par_iter().map(fs::read_to_string).collect::<Result<_, _>>()?;
    // Kept to the end, as a checker has to keep them to quote from.
    let bytes: usize = texts.iter().map(String::len).sum();
    assert!(bytes > 0, "there are term files");
    Ok(())
}

fn files_below(folder: &Path) -> io::Result<Vec<(PathBuf, usize)>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            files.extend(files_below(&entry.path())?);
        } else {
            let bytes = usize::try_from(entry.metadata()?.len()).expect("a file that fits in memory");
            files.push((entry.path(), bytes));
        }
    }
    Ok(files)
}

fn write(files: &[(PathBuf, usize)], build: &Path, folder: &Path) -> io::Result<()> {
    let most = files.iter().map(|(_, bytes)| *bytes).max().unwrap_or(0);
    let content = vec![b'x'; most];
    files.par_iter().try_for_each(|(path, bytes)| {
        let target = folder.join(path.strip_prefix(build).expect("below the build"));
        fs::create_dir_all(target.parent().expect("a file stands in a folder"))?;
        fs::write(target, &content[..*bytes])
    })
}

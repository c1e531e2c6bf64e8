//! A preview of a made-up glossary, as a process of its own.

use std::error::Error;
use std::fs;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

/// A running `glossbook serve`.
pub struct Preview {
    pub terms: u32,
    pub address: SocketAddr,
    folder: TempDir,
    child: Child,
}

impl Preview {
    /// Starts the release build beside this program.
    pub fn start(terms: u32) -> Result<Self, Box<dyn Error>> {
        let here = std::env::current_exe()?;
        let examples = here.parent().ok_or("this program stands nowhere")?;
        let folder = tempfile::tempdir()?;
        let project = folder.path().join("glossary");
        let corpus = beside(examples, "corpus")?;
        if !Command::new(corpus).arg(terms.to_string()).arg(&project).status()?.success() {
            return Err("there is no glossary to measure with".into());
        }
        let glossbook = beside(&examples.join(".."), "glossbook")?;
        let mut child = Command::new(glossbook)
            .args(["serve", "--port", "0", "--today", "2026-11-22", "--root"])
            .arg(&project)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut said = String::new();
        BufReader::new(child.stdout.take().ok_or("no output")?).read_line(&mut said)?;
        let address = said.split("http://").nth(1).and_then(|rest| rest.split('/').next()?.parse().ok());
        Ok(Self { terms, address: address.ok_or("it did not start")?, folder, child })
    }

    /// The file of the term that is asked for and edited: one from the middle.
    pub fn term_file(&self) -> PathBuf {
        let terms = self.folder.path().join("glossary/data/terms");
        let mut files: Vec<PathBuf> =
            fs::read_dir(terms).into_iter().flatten().flatten().map(|file| file.path()).collect();
        files.sort();
        files.swap_remove(files.len() / 2)
    }

    /// The address of its page.
    pub fn page(&self) -> String {
        let file = self.term_file();
        format!("/terms/{}/", file.file_stem().unwrap_or_default().to_string_lossy())
    }

    /// Resident memory in megabytes; 0 where the system does not say it as Linux does.
    pub fn memory(&self) -> f64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let kilobytes = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:")?.trim().strip_suffix(" kB")?.parse::<f64>().ok());
        kilobytes.unwrap_or(0.0) / 1024.0
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// How many processes want to run, where the system says it.
pub fn load_of_the_machine() -> String {
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    load.split(' ').next().filter(|load| !load.is_empty()).unwrap_or("unknown").to_owned()
}

fn beside(folder: &Path, name: &str) -> Result<PathBuf, Box<dyn Error>> {
    let path = folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    if path.is_file() {
        Ok(path)
    } else {
        Err(format!("no `{name}`: run `cargo build --release --bin glossbook --example corpus`").into())
    }
}

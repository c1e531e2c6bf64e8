//! A glossary of any size for measurements: the same arguments give the same bytes on every machine.
//!
//!     cargo run --release --example corpus -- 10000 DIR
//!
//! Field lengths follow real entries (`data/terms`, and the older ones that the first editors wrote), relationships
//! resolve, and each definition mentions about three other terms. `--dangling 10` makes every tenth relationship
//! point to nothing, as it is in glossaries that nobody has checked.

mod prose;
mod term;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::Parser;
use rayon::prelude::*;

use term::Corpus;

/// Writes a glossary for measurements
#[derive(Parser)]
struct Args {
    /// How many terms
    #[arg(value_parser = clap::value_parser!(u32).range(..=i64::from(term::MAX_TERMS)))]
    terms: u32,
    /// The project's folder; it must not be there yet
    folder: PathBuf,
    /// Another number, another glossary
    #[arg(long, default_value_t = 7)]
    seed: u64,
    /// Percent of the relationships that point to nothing
    #[arg(long, default_value_t = 0)]
    dangling: u32,
}

const SETTINGS: &str = "title: A glossary for measurements\nlicense: CC BY-SA 4.0\n";

fn main() -> io::Result<()> {
    let args = Args::parse();
    let corpus = Corpus { terms: args.terms, seed: args.seed, dangling: args.dangling };
    fs::create_dir(&args.folder)?;
    write(&corpus, &args.folder)
}

fn write(corpus: &Corpus, folder: &Path) -> io::Result<()> {
    let (terms, vocabulary) = (folder.join("data/terms"), folder.join("data/vocabulary"));
    fs::create_dir_all(&terms)?;
    fs::create_dir_all(&vocabulary)?;
    fs::write(folder.join("data/glossary.yml"), SETTINGS)?;
    fs::write(vocabulary.join("roles.yml"), term::ROLES)?;
    fs::write(vocabulary.join("categories.yml"), term::CATEGORIES)?;
    fs::write(vocabulary.join("nist_rmf_tags.yml"), term::TAGS)?;
    (0..corpus.terms)
        .into_par_iter()
        .try_for_each(|number| fs::write(terms.join(term::file_name(number)), corpus.term(number)))
}

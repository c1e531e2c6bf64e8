//! `glossbook new`

use std::fs::OpenOptions;
use std::io::{self, Write};

use super::args::New;
use super::terminal::Terminal;
use super::today::today;
use super::{Outcome, layout, shown};
use crate::discover::TERMS;
use crate::failure::Failure;
use crate::model::Slug;
use crate::pipeline;
use crate::scaffold;

/// Writes the file of a new term, and never over one that is there.
pub fn run(new: &New, terminal: &Terminal) -> Result<Outcome, Failure> {
    let layout = layout(new.project.root.clone())?;
    let today = today(new.project.today.as_deref())?;
    let name = new.name.split_whitespace().collect::<Vec<_>>().join(" ");
    let slug = Slug::from_name(&name);
    if slug.problem().is_some() {
        return Err(Failure::Usage(format!(
            "`{}` cannot be the name of a page: use letters, digits and spaces",
            new.name
        )));
    }
    let checked = pipeline::check(&layout, today)?;
    if let Some(owner) = checked.glossary.names.meaning(&name).term() {
        let term = checked.glossary.term(owner);
        let path = checked.inputs.sources.path(term.source);
        return Err(Failure::Usage(format!("`{name}` is there already: `{}` in {path}", term.name.value)));
    }
    let path = layout.root.join(TERMS).join(format!("{slug}.yml"));
    let text = scaffold::term(&name, &checked.settings, &checked.vocabulary, today);
    std::fs::create_dir_all(layout.root.join(TERMS)).map_err(Failure::write(&path))?;
    let written = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&path)
        .and_then(|mut file| file.write_all(text.as_bytes()));
    match written {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            Err(Failure::Usage(format!("`{}` is there already", shown(&path))))
        }
        Err(error) => Err(Failure::Write(path, error)),
        Ok(()) => {
            terminal.line(&format!("wrote {}\nfill in each TODO, then run `glossbook check`", shown(&path)))?;
            Ok(Outcome::Clean)
        }
    }
}

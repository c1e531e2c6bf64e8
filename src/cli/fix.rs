//! `glossbook check --fix`

use std::io::{self, Write};
use std::path::Path;

use tempfile::NamedTempFile;

use super::args::Check;
use super::selection::Selection;
use super::terminal::Terminal;
use crate::diagnostic::print::counted;
use crate::discover::Layout;
use crate::failure::Failure;
use crate::fix::Change;
use crate::model::ReviewDate;
use crate::pipeline::{self, Checked};

/// Mends the selected files, or only shows how with `--dry-run`, and says what is still found.
///
/// A file that gets another name stays selected by it.
pub fn run(
    check: &Check,
    layout: &Layout,
    today: ReviewDate,
    selection: &mut Selection,
    terminal: &Terminal,
) -> Result<Checked, Failure> {
    let inputs = pipeline::read(layout)?;
    let (changes, checked) = pipeline::mend(&inputs, today, |file| selection.includes(inputs.sources.path(file)));
    for change in in_order(&changes) {
        selection.follow(change);
        if check.dry_run {
            terminal.result(|out| write!(out, "{}", change.diff()))?;
        } else {
            write_change(layout, change)?;
        }
    }
    let files = counted(changes.len(), "file");
    terminal.note(&if check.dry_run { format!("would mend {files}") } else { format!("mended {files}") });
    Ok(checked)
}

/// The changes, a file that gives up its name before the one that takes it.
fn in_order(changes: &[Change]) -> Vec<&Change> {
    let mut waiting: Vec<&Change> = changes.iter().collect();
    let mut ordered = Vec::with_capacity(changes.len());
    while !waiting.is_empty() {
        let holds = |change: &&Change, path: &str| change.old_path == path && change.path != path;
        let is_free = |change: &&Change| !waiting.iter().any(|other| holds(other, &change.path));
        // A name is only ever given to a file when it is free, so there is always a next one.
        let next = waiting.iter().position(is_free).unwrap_or(0);
        ordered.push(waiting.remove(next));
    }
    ordered
}

/// Puts the new text in the place of the old one, in one step, and gives the file its new name.
fn write_change(layout: &Layout, change: &Change) -> Result<(), Failure> {
    let (old, new) = (layout.root.join(&change.old_path), layout.root.join(&change.path));
    // An editor may have saved the file since it was read; that text is the one that counts.
    let now = std::fs::read_to_string(&old).map_err(Failure::read(&old))?;
    if now != change.old_text {
        return Err(Failure::Usage(format!(
            "`{}` changed while it was checked: run the command again",
            change.old_path
        )));
    }
    if change.text != change.old_text {
        replace(&old, &change.text).map_err(Failure::write(&old))?;
    }
    // Where the disk does not tell case apart, the new name may lead to the file itself.
    let is_taken = old != new && new.exists() && old.canonicalize().ok() != new.canonicalize().ok();
    if is_taken {
        return Err(Failure::Usage(format!(
            "`{}` cannot become `{}`: that file is there already",
            change.old_path, change.path
        )));
    }
    if old == new { Ok(()) } else { std::fs::rename(&old, &new).map_err(Failure::write(&new)) }
}

fn replace(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = NamedTempFile::new_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().set_permissions(std::fs::metadata(path)?.permissions())?;
    file.persist(path)?;
    Ok(())
}

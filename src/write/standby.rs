//! The edition before, kept in the workshop to become the next one.
//!
//! Editions differ little, so to bring the edition before up to date costs what has changed, where a new folder would cost
//! ten thousand names. What it takes from the edition before is never a file's bytes, only names: a name stays when it
//! leads to the very file that stands in the output folder, and is made anew otherwise. So nothing that somebody
//! does to the edition that stands by is ever published.

use std::cell::Cell;
use std::path::Path;

use super::assemble::Assembled;
use super::disk::Kind;
use super::journal::read_plain;
use super::manifest::{self, Manifest};
use super::plan::Plan;
use super::standing::{Entry, Files, Folder, Look, Standing};
use super::workshop::Workshop;
use super::{Edition, record, recover, tree};
use crate::digest::Digest;
use crate::failure::Failure;

/// Whether an edition stands by.
pub fn is_there(workshop: &Workshop) -> Result<bool, Failure> {
    let folder = workshop.standby();
    let stat = workshop.disk().stat(&folder).map_err(Failure::read(&folder))?;
    Ok(stat.is_some_and(|stat| stat.kind == Kind::Folder))
}

/// Makes the edition that stands by the base of the next one, and says what stands in it; nothing, where there is none.
pub fn take(edition: &Edition) -> Result<Standing, Failure> {
    let workshop = &edition.workshop;
    let (disk, standby) = (workshop.disk(), workshop.standby());
    if !is_there(workshop)? {
        tree::remove(disk, &standby)?;
        return Ok(Standing::default());
    }
    let list = read_plain(disk, &standby.join(manifest::NAME))?;
    let recorded = list.as_deref().and_then(|list| record::read(disk, &workshop.standby_record(), Digest::of(list)));
    let is_recorded = recorded.is_some();
    let look = recorded.unwrap_or_default().look_again(disk, &standby, Files::Remembered)?;
    // In the folders that need no listing, everything is as we left it.
    let base = if is_recorded {
        keep_what_is_not_ours(workshop, look, |_, before, entry| {
            before.is_some_and(|before| before.stat.is_same_file(&entry.stat))
        })?
    } else {
        let manifest = list.as_deref().and_then(Manifest::from_bytes).unwrap_or_default();
        keep_what_is_not_ours(workshop, look, |path, _, entry| {
            let live = || edition.standing.get(path).is_some_and(|live| live.stat.is_same_file(&entry.stat));
            let is_listed = || path.to_str().is_some_and(|path| manifest.output.contains_key(path));
            path == Path::new(manifest::NAME) || is_listed() || live()
        })?
    };
    // From here on it is no edition until it is the next one, and after a kill nobody takes it for one.
    tree::remove(disk, &workshop.standby_record())?;
    disk.rename(&standby, &workshop.next()).map_err(Failure::write(&standby))?;
    Ok(base)
}

/// Moves out of the edition that stands by what somebody has put there, and says what is left.
///
/// It is neither published nor removed: perhaps it was meant for the output folder, by somebody who stood in it when
/// the folders changed places.
fn keep_what_is_not_ours(
    workshop: &Workshop,
    look: Look,
    is_ours: impl Fn(&Path, Option<&Entry>, &Entry) -> bool,
) -> Result<Standing, Failure> {
    let Look { standing, listed } = look;
    let mut changed = Vec::new();
    for before in listed {
        let now = standing.folder(&before.path).expect("it was listed");
        let is_foreign = |entry: &&Entry| {
            let path = now.path.join(&entry.name);
            entry.stat.kind != Kind::Folder && !is_ours(&path, before.entry(&entry.name), entry)
        };
        let (foreign, ours): (Vec<&Entry>, Vec<&Entry>) = now.entries.iter().partition(is_foreign);
        foreign.iter().try_for_each(|entry| keep(workshop, &now.path.join(&entry.name)))?;
        if !foreign.is_empty() {
            changed.push(Folder { entries: ours.into_iter().cloned().collect(), ..now.clone() });
        }
    }
    Ok(if changed.is_empty() { standing } else { standing.with_folders(changed) })
}

fn keep(workshop: &Workshop, path: &Path) -> Result<(), Failure> {
    let (disk, from, wanted) = (workshop.disk(), workshop.standby().join(path), workshop.kept().join(path));
    workshop.make_folders(wanted.parent().expect("it lies in the workshop"))?;
    let trouble = Cell::new(None);
    // A disk that answers no more would have no free name at all.
    let is_taken = |path: &Path| match disk.stat(path) {
        Ok(there) => there.is_some(),
        Err(error) => {
            trouble.set(Some(error));
            false
        }
    };
    let to = if is_taken(&wanted) { tree::free_name(&wanted, is_taken) } else { wanted };
    if let Some(error) = trouble.take() {
        return Err(Failure::read(&to)(error));
    }
    disk.rename(&from, &to).map_err(Failure::write(&to))
}

/// After the exchange: the edition before stands by from now on, with all that is known of both.
///
/// Whatever fails here costs the next build some work, and nothing else.
pub fn retire(edition: &mut Edition, plan: &Plan, assembled: &Assembled) -> Result<(), Failure> {
    let standing = std::mem::take(&mut edition.standing);
    let workshop = &edition.workshop;
    let disk = workshop.disk();
    // Records that belong to other folders than they seem to would make trouble, and none at all makes none.
    tree::remove(disk, &workshop.standby_record())?;
    tree::remove(disk, &workshop.standby())?;
    let rests = [workshop.last(), workshop.next()].into_iter().find(|folder| matches!(disk.stat(folder), Ok(Some(_))));
    // Where the system does not number files, no name can be trusted.
    let is_numbered = assembled.standing.folder(Path::new("")).is_some_and(|folder| folder.stat.inode != 0);
    let may_stand_by = assembled.is_shared && is_numbered;
    if let (Some(old), true, Some(list)) = (rests, may_stand_by, &edition.last_list) {
        let before = recover::rescue(&edition.ground, workshop, &old, &edition.last, standing)?;
        disk.rename(&old, &workshop.standby()).map_err(Failure::write(&old))?;
        let _ = record::write(disk, &workshop.standby_record(), Digest::of(list), &before);
    } else {
        recover::clear(&edition.ground, workshop, recover::Progress::After)?;
    }
    let _ = record::write(disk, &workshop.live_record(), plan.journal.edition, &assembled.standing);
    workshop.explain();
    Ok(())
}

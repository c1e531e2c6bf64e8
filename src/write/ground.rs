//! Where a build may write, and where it must not.

use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf, absolute};
use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::disk::{Disk, Kind};
use super::manifest;
use crate::discover::Layout;
use crate::failure::Failure;
use crate::render::Place;

/// What people write: the output folder is none of these, nor above or inside one.
const HAND_WRITTEN: [&str; 3] = ["data", "templates", "site"];
/// Where no file is ever made. `site` itself is missing: the Markdown may go to `site/docs`.
const NEVER_MADE_IN: [&str; 4] = ["data", "templates", "site/pages", "site/assets"];

/// The two folders that a build writes in, without links in their paths.
#[derive(Debug)]
pub struct Ground {
    /// The project.
    pub root: PathBuf,
    /// The output folder, which need not be there yet.
    pub out: PathBuf,
    /// The output folder as seen from the project, where it lies inside.
    inside: Option<String>,
    /// Folders of the project and where they really are: thousands of pages share a few.
    real: Mutex<FxHashMap<PathBuf, PathBuf>>,
}

impl Ground {
    /// Finds both folders, and refuses an output folder that would endanger what people write.
    pub fn survey(disk: &dyn Disk, layout: &Layout) -> Result<Self, Failure> {
        let root = disk.resolve(&layout.root).map_err(Failure::read(&layout.root))?;
        let out = resolve_new(disk, &layout.out)?;
        let inside = out.strip_prefix(&root).ok().and_then(as_text);
        let ground = Self { root, out, inside, real: Mutex::default() };
        ground.refuse_hand_written_folders(disk)?;
        ground.refuse_what_is_no_plain_folder(disk)?;
        Ok(ground)
    }

    /// The folder, beside or above the output folder, that a file goes to, and its path from there.
    ///
    /// A file of the project that lies in the output folder belongs to the edition: it comes and goes with it.
    pub fn place<'p>(&self, place: Place, path: &'p str) -> Result<(Place, &'p str), Failure> {
        check_path(path)?;
        let (place, path) = match (place, self.inside.as_deref().and_then(|out| below(path, out))) {
            (Place::Project, Some(inside)) => (Place::Output, inside),
            _ => (place, path),
        };
        if place == Place::Output && path.split('/').next() == Some(manifest::NAME) {
            return Err(refuse(Path::new(path), "the name is taken by glossbook's own list of files"));
        }
        Ok((place, path))
    }

    /// Where a file of the project really goes, by links that stay in the project.
    pub fn resolve_project_file(&self, disk: &dyn Disk, path: &str) -> Result<PathBuf, Failure> {
        let named = self.root.join(path);
        let real = match disk.stat(&named).map_err(Failure::read(&named))? {
            Some(stat) if stat.kind == Kind::Link => resolve_deepest(disk, &named)?,
            _ => self.resolve_folder_above(disk, &named)?.join(named.file_name().expect("the path was checked")),
        };
        if !real.starts_with(&self.root) || real == self.root {
            return Err(refuse(&named, "a link on the way leads out of the project; put a plain folder or file there"));
        }
        let taken = NEVER_MADE_IN.iter().find(|folder| real.starts_with(self.root.join(folder)));
        if let Some(taken) = taken {
            return Err(refuse(&named, &format!("only people write in `{taken}`; name another folder")));
        }
        if real.starts_with(&self.out) {
            return Err(refuse(&named, "a link on the way leads into the output folder; name the folder itself"));
        }
        Ok(real)
    }

    fn resolve_folder_above(&self, disk: &dyn Disk, named: &Path) -> Result<PathBuf, Failure> {
        let folder = named.parent().expect("a file of the project lies in a folder");
        let known = || self.real.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(real) = known().get(folder) {
            return Ok(real.clone());
        }
        let real = resolve_deepest(disk, folder)?;
        if disk.stat(&real).map_err(Failure::read(&real))?.is_some_and(|stat| stat.kind != Kind::Folder) {
            return Err(refuse(&real, NO_FOLDER));
        }
        known().insert(folder.to_owned(), real.clone());
        Ok(real)
    }

    fn refuse_hand_written_folders(&self, disk: &dyn Disk) -> Result<(), Failure> {
        if self.out == self.root {
            return Err(refuse(&self.out, "it is the project itself; name a folder of its own, such as `build`"));
        }
        if self.root.starts_with(&self.out) {
            return Err(refuse(&self.out, "the project lies in it; name a folder of its own, such as `build`"));
        }
        for name in HAND_WRITTEN {
            let named = self.root.join(name);
            // A folder that is a link is protected under both of its names.
            let real = disk.resolve(&named).unwrap_or_else(|_| named.clone());
            for folder in [named, real] {
                if self.out.starts_with(&folder) {
                    return Err(refuse(&self.out, &format!("only people write in `{name}`; name another folder")));
                }
                if folder.starts_with(&self.out) {
                    return Err(refuse(&self.out, &format!("`{name}` lies in it, where only people write")));
                }
            }
        }
        Ok(())
    }

    fn refuse_what_is_no_plain_folder(&self, disk: &dyn Disk) -> Result<(), Failure> {
        let Some(stat) = disk.stat(&self.out).map_err(Failure::read(&self.out))? else { return Ok(()) };
        match stat.kind {
            Kind::Folder => {}
            Kind::Link => return Err(refuse(&self.out, "it is a link; name the folder that it leads to")),
            Kind::File | Kind::Other => return Err(refuse(&self.out, "it is a file; name a folder")),
        }
        let beside = self.out.parent().expect("the file system's root is above every project, and refused");
        let beside = disk.stat(beside).map_err(Failure::read(beside))?;
        if beside.is_some_and(|beside| beside.device != stat.device) {
            return Err(refuse(&self.out, IN_ONE_STEP));
        }
        Ok(())
    }
}

fn as_text(path: &Path) -> Option<String> {
    let names = path.components().map(|name| name.as_os_str().to_str());
    Some(names.collect::<Option<Vec<_>>>()?.join("/"))
}

/// Why a folder with a disk of its own cannot be replaced.
pub const IN_ONE_STEP: &str = "it is a disk of its own, or shared with another system, and cannot be replaced in one \
     step; name a folder inside it, such as `build/public`";

const NO_FOLDER: &str = "a folder belongs there, and something else is in the way; move it away";

/// Whether a path stays in its folder, on every system that we know.
pub fn check_path(path: &str) -> Result<(), Failure> {
    let is_plain = |part: &str| !matches!(part, "" | "." | "..");
    let is_odd = path.contains(['\\', '\0']) || (cfg!(windows) && path.contains(':'));
    if !is_odd && path.split('/').all(is_plain) {
        return Ok(());
    }
    // What cannot be a path is still shown, on one line.
    Err(refuse(Path::new(&path.escape_debug().to_string()), "the path does not stay in its folder"))
}

/// For `Err`: why a path must not be written.
pub fn refuse(path: &Path, reason: &str) -> Failure {
    Failure::Output(path.to_owned(), reason.to_owned())
}

fn below<'p>(path: &'p str, folder: &str) -> Option<&'p str> {
    path.strip_prefix(folder)?.strip_prefix('/')
}

/// The path of something that may be missing or a link itself, without links in the folders above.
fn resolve_new(disk: &dyn Disk, path: &Path) -> Result<PathBuf, Failure> {
    let path = absolute(path).map_err(Failure::read(path))?;
    // A slash at the end would make the system follow a link.
    let path: PathBuf = path.components().collect();
    match (path.parent(), path.components().next_back()) {
        (Some(parent), Some(Component::Normal(name))) => Ok(resolve_deepest(disk, parent)?.join(name)),
        _ => disk.resolve(&path).map_err(|error| match error.kind() {
            ErrorKind::NotFound => refuse(&path, "there is no such folder"),
            _ => Failure::Read(path.clone(), error),
        }),
    }
}

/// The path without links, as far as it is there.
fn resolve_deepest(disk: &dyn Disk, path: &Path) -> Result<PathBuf, Failure> {
    if disk.stat(path).map_err(Failure::read(path))?.is_some() {
        return disk.resolve(path).map_err(|error| match error.kind() {
            ErrorKind::NotFound => refuse(path, "it is a link that leads nowhere; remove it"),
            _ => Failure::Read(path.to_owned(), error),
        });
    }
    let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else {
        return Err(refuse(path, "there is no such folder"));
    };
    let real = resolve_deepest(disk, parent)?;
    match disk.stat(&real).map_err(Failure::read(&real))? {
        Some(stat) if stat.kind != Kind::Folder => Err(refuse(&real, NO_FOLDER)),
        _ => Ok(real.join(name)),
    }
}

//! From a project on disk to texts in memory: every file that the later stages may look at, read once.
//!
//! Only regular files inside the project are opened; whatever else turns up among the term files is
//! named in a diagnostic, so that no file is lost in silence. After this stage nothing reads the disk
//! until `write`.

use std::fs;
use std::io::Read;
use std::path::{Component, Path, PathBuf};

use rayon::prelude::*;
use rustc_hash::FxHashSet;
use walkdir::{DirEntry, WalkDir};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::failure::Failure;
use crate::source::{SourceId, SourceMap, Span};

/// Largest file that is read, in bytes.
pub const MAX_FILE: u64 = 1_000_000;

/// A file or folder that is not a regular file inside the project.
pub const NOT_A_REGULAR_FILE: Code = Code::new("G001", "not-a-regular-file");
/// Bytes that are not UTF-8.
pub const NOT_UTF8: Code = Code::new("G002", "not-utf8");
/// More than [`MAX_FILE`] bytes.
pub const FILE_TOO_LARGE: Code = Code::new("G003", "file-too-large");

/// Where the parts of a project are.
#[derive(Clone, Debug)]
pub struct Layout {
    /// The folder that holds `data/`.
    pub root: PathBuf,
    /// Where the site and the data files go.
    pub out: PathBuf,
}

impl Layout {
    /// The usual layout, with the output in `ROOT/build`.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        let root = root.into();
        Self { out: root.join("build"), root }
    }

    /// The same with another output folder.
    pub fn with_out(self, out: Option<PathBuf>) -> Self {
        Self { out: out.unwrap_or(self.out), ..self }
    }

    /// The nearest folder from `here` upwards that has `data/glossary.yml` or `data/terms`.
    pub fn find_root(here: &Path) -> Option<PathBuf> {
        here.ancestors()
            .find(|folder| folder.join(SETTINGS).is_file() || folder.join(TERMS).is_dir())
            .map(Path::to_owned)
    }
}

/// The project's settings.
pub const SETTINGS: &str = "data/glossary.yml";
/// The folder of the term files.
pub const TERMS: &str = "data/terms";
const VOCABULARY: &str = "data/vocabulary";
const PAGES: &str = "site/pages";
const ASSETS: &str = "site/assets";
const TEMPLATES: &str = "templates";

/// A file that is passed on as it is, such as a picture.
#[derive(Clone, Debug)]
pub struct Asset {
    /// Relative to `site/assets`, with forward slashes.
    pub path: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// All that a build reads.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// Every text.
    pub sources: SourceMap,
    /// `data/glossary.yml`.
    pub settings: Option<SourceId>,
    /// `data/vocabulary/roles.yml`.
    pub roles: Option<SourceId>,
    /// `data/vocabulary/categories.yml`.
    pub categories: Option<SourceId>,
    /// `data/vocabulary/nist_rmf_tags.yml`.
    pub tags: Option<SourceId>,
    /// The term files, by path.
    pub terms: Vec<SourceId>,
    /// `site/pages/*.md`, by path.
    pub pages: Vec<SourceId>,
    /// The project's own templates, by path.
    pub templates: Vec<SourceId>,
    /// The project's own stylesheets, scripts and pictures, by path.
    pub assets: Vec<Asset>,
    /// The MkDocs navigation that the Markdown output keeps up to date, and the text it has now.
    pub navigation: Option<SourceId>,
    /// Hand-written files beside the generated Markdown, relative to its folder: what pages may link to.
    pub neighbours: FxHashSet<String>,
    /// Files that could not be taken.
    pub diagnostics: Diagnostics,
}

/// Reads `data/glossary.yml` alone, since it says where some of the other files are.
///
/// # Errors
/// [`Failure::Read`] when the project's folder is not there or the file cannot be opened.
pub fn discover_settings(layout: &Layout) -> Result<Inputs, Failure> {
    let mut inputs = Inputs::default();
    fs::read_dir(&layout.root).map_err(Failure::read(&layout.root))?;
    inputs.settings = read_optional(layout, SETTINGS, &mut inputs)?;
    Ok(inputs)
}

/// Files outside the usual places, as the settings name them, relative to the root.
#[derive(Clone, Debug, Default)]
pub struct Elsewhere {
    /// `markdown.directory`, where it is set.
    pub markdown: Option<String>,
    /// `markdown.mkdocs_nav`.
    pub navigation: Option<String>,
}

/// Reads everything else, sorted by path.
///
/// # Errors
/// [`Failure::Read`] for a folder or file that is there and cannot be read.
pub fn discover(layout: &Layout, elsewhere: &Elsewhere, mut inputs: Inputs) -> Result<Inputs, Failure> {
    inputs.roles = read_optional(layout, &format!("{VOCABULARY}/roles.yml"), &mut inputs)?;
    inputs.categories = read_optional(layout, &format!("{VOCABULARY}/categories.yml"), &mut inputs)?;
    inputs.tags = read_optional(layout, &format!("{VOCABULARY}/nist_rmf_tags.yml"), &mut inputs)?;
    inputs.terms = read_all(layout, TERMS, is_term_file, &mut inputs)?;
    inputs.pages = read_all(layout, PAGES, |name| name.ends_with(".md"), &mut inputs)?;
    inputs.templates = read_all(layout, TEMPLATES, |name| name.ends_with(".html"), &mut inputs)?;
    inputs.assets = read_assets(layout, &mut inputs)?;
    if let Some(navigation) = &elsewhere.navigation {
        inputs.navigation = read_optional(layout, navigation, &mut inputs)?;
    }
    if let Some(markdown) = &elsewhere.markdown {
        inputs.neighbours = list_markdown(&layout.root.join(markdown));
    }
    Ok(inputs)
}

fn is_term_file(name: &str) -> bool {
    name.ends_with(".yml") || name.ends_with(".yaml")
}

/// Reads one file that need not be there.
fn read_optional(layout: &Layout, path: &str, inputs: &mut Inputs) -> Result<Option<SourceId>, Failure> {
    if fs::symlink_metadata(layout.root.join(path)).is_err() {
        return Ok(None);
    }
    let root = real_root(layout)?;
    let read = open(&root, &Listed { path: layout.root.join(path), is_plain: false })?;
    Ok(Some(inputs.take(path.to_owned(), read)))
}

/// Reads all files of a folder whose name fits, sorted by path.
fn read_all(
    layout: &Layout,
    folder: &str,
    fits: fn(&str) -> bool,
    inputs: &mut Inputs,
) -> Result<Vec<SourceId>, Failure> {
    let root = real_root(layout)?;
    let files = list(layout, &root, folder, fits)?;
    let read: Vec<_> = files.par_iter().map(|file| open(&root, file)).collect::<Result<_, _>>()?;
    Ok(files.iter().zip(read).map(|(file, read)| inputs.take(relative(&layout.root, &file.path), read)).collect())
}

fn read_assets(layout: &Layout, inputs: &mut Inputs) -> Result<Vec<Asset>, Failure> {
    let root = real_root(layout)?;
    let base = layout.root.join(ASSETS);
    let mut assets = Vec::new();
    for file in list(layout, &root, ASSETS, |_| true)? {
        match open(&root, &file)? {
            Opened::Bytes(bytes) => assets.push(Asset { path: relative(&base, &file.path), bytes }),
            refused => {
                inputs.take(relative(&layout.root, &file.path), refused);
            }
        }
    }
    Ok(assets)
}

/// A path of the project that is about to be opened.
struct Listed {
    path: PathBuf,
    /// A regular file in a folder of the project, so that it cannot lead anywhere else. Asking the system again where it
    /// leads would cost more than reading it.
    is_plain: bool,
}

/// What stands in a folder: files whose name fits, links and folders that are named like one. Hidden and backup files do not count.
fn list(layout: &Layout, real_root: &Path, folder: &str, fits: fn(&str) -> bool) -> Result<Vec<Listed>, Failure> {
    let folder = layout.root.join(folder);
    if fs::symlink_metadata(&folder).is_err() {
        return Ok(Vec::new());
    }
    // The folder itself may be a link; what it leads to is then checked file by file.
    let is_inside = fs::canonicalize(&folder).is_ok_and(|real| real.starts_with(real_root));
    let mut listed = Vec::new();
    let walk = WalkDir::new(&folder).follow_root_links(true).min_depth(1).into_iter();
    for entry in walk.filter_entry(|entry| !is_hidden(entry)) {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(&folder).to_owned();
            Failure::Read(path, error.into())
        })?;
        let named_so = entry.file_name().to_str().is_none_or(fits);
        if named_so && (!entry.file_type().is_dir() || fits_as_folder(&entry, fits)) {
            let is_plain = is_inside && entry.file_type().is_file();
            listed.push(Listed { path: entry.into_path(), is_plain });
        }
    }
    listed.par_sort_unstable_by(|a, b| a.path.cmp(&b.path));
    Ok(listed)
}

// A folder named `x.yml` is a mistake worth naming; a folder in general is just a folder.
fn fits_as_folder(entry: &DirEntry, fits: fn(&str) -> bool) -> bool {
    entry.file_name().to_str().is_some_and(|name| name.contains('.') && fits(name)) && !fits("")
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().to_str().is_some_and(|name| name.starts_with('.'))
}

/// What came of opening one file.
enum Opened {
    Bytes(Vec<u8>),
    Irregular(&'static str),
    TooLarge(u64),
}

fn open(real_root: &Path, file: &Listed) -> Result<Opened, Failure> {
    let path = &file.path;
    if file.is_plain {
        return read(path);
    }
    let Ok(real) = fs::canonicalize(path) else {
        return Ok(Opened::Irregular("a link that leads nowhere"));
    };
    if !real.starts_with(real_root) {
        return Ok(Opened::Irregular("a link that leads out of the project"));
    }
    // Asked before opening: to open a pipe is to wait for whoever writes into it.
    let kind = fs::metadata(&real).map_err(Failure::read(path))?.file_type();
    if kind.is_dir() {
        return Ok(Opened::Irregular("a folder"));
    }
    if !kind.is_file() {
        return Ok(Opened::Irregular("a pipe, socket or device"));
    }
    read(&real)
}

fn read(path: &Path) -> Result<Opened, Failure> {
    let file = fs::File::open(path).map_err(Failure::read(path))?;
    let length = file.metadata().map_err(Failure::read(path))?.len();
    if length > MAX_FILE {
        return Ok(Opened::TooLarge(length));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0) + 1);
    // The file may grow between the two calls; the cap holds all the same.
    file.take(MAX_FILE + 1).read_to_end(&mut bytes).map_err(Failure::read(path))?;
    Ok(if bytes.len() as u64 > MAX_FILE { Opened::TooLarge(bytes.len() as u64) } else { Opened::Bytes(bytes) })
}

impl Inputs {
    /// Adds the file to the map. A file that cannot be taken stands there without text, and with a diagnostic.
    fn take(&mut self, path: String, read: Opened) -> SourceId {
        let diagnostic = match read {
            Opened::Bytes(bytes) => match String::from_utf8(bytes) {
                Ok(text) => return self.sources.add(path, text),
                Err(error) => return self.take_invalid(path, &error),
            },
            Opened::Irregular(what) => {
                (NOT_A_REGULAR_FILE, format!("`{path}` is {what}"), "put a plain file here, or remove it")
            }
            Opened::TooLarge(bytes) => (
                FILE_TOO_LARGE,
                format!("the file has {bytes} bytes, {MAX_FILE} are read at most"),
                "split it, or remove what does not belong in it",
            ),
        };
        let (code, message, help) = diagnostic;
        let source = self.sources.add(path, "");
        self.diagnostics.push(Diagnostic::new(code, Span::file(source), message).help(help));
        source
    }

    fn take_invalid(&mut self, path: String, error: &std::string::FromUtf8Error) -> SourceId {
        let at = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        let encoding = match bytes {
            [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => " (it looks like UTF-16)",
            _ => "",
        };
        let source = self.sources.add(path, String::from_utf8_lossy(bytes));
        let span = Span::new(source, at..at + char::REPLACEMENT_CHARACTER.len_utf8());
        self.diagnostics.push(
            Diagnostic::new(NOT_UTF8, span, format!("the file is not UTF-8{encoding}"))
                .label("this byte is not part of any character")
                .help("open it in your editor and save it as UTF-8"),
        );
        source
    }

    /// The same files with other texts, by the same ids.
    pub fn with_sources(&self, sources: SourceMap) -> Self {
        Self { sources, ..self.clone() }
    }

    /// Files that have a diagnostic already and must not be parsed.
    pub fn refused(&self) -> FxHashSet<SourceId> {
        self.diagnostics.iter().map(Diagnostic::source).collect()
    }
}

fn list_markdown(folder: &Path) -> FxHashSet<String> {
    // Among hidden folders are the one of an edition that stands by, and those of version control.
    let walk = WalkDir::new(folder).into_iter().filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry));
    let files = walk.filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
    files.map(|entry| relative(folder, entry.path())).filter(|path| path.ends_with(".md")).collect()
}

fn real_root(layout: &Layout) -> Result<PathBuf, Failure> {
    fs::canonicalize(&layout.root).map_err(Failure::read(&layout.root))
}

/// `path` from `base`, with forward slashes.
pub fn relative(base: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(base).unwrap_or(path);
    let parts = inside.components().filter_map(|part| match part {
        Component::Normal(name) => Some(name.to_string_lossy()),
        _ => None,
    });
    parts.collect::<Vec<_>>().join("/")
}

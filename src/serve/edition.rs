//! The whole website in memory: the only thing that the preview ever hands out, so that no request can reach the disk.
//!
//! A rebuild makes a new [`Edition`], which shares with the last one all files that are the same. Pages get one line more than a
//! build writes: the script that follows changes.

use std::sync::{Arc, Mutex, OnceLock};

use axum::body::Bytes;
use axum::http::HeaderValue;
use rustc_hash::{FxBuildHasher, FxHashMap};

use super::missing::Names;
use super::policy;
use crate::api::Answers;
use crate::digest::Digest;
use crate::failure::Failure;
use crate::render::{Artifact, Place, Sink};

/// The part of the output that is served, by the folder that it stands in.
const SITE: &str = "site/";

/// What the server answers from, until the next rebuild.
#[derive(Debug, Default)]
pub struct Edition {
    /// By path below the site: `terms/human-handoff/index.html`.
    files: FxHashMap<String, File>,
    /// What the terms are called, for addresses that lead nowhere.
    pub names: Arc<Names>,
    /// What the JSON API answers. Made when the pages are on show already, so that no open page waits for it.
    pub answers: OnceLock<Answers>,
}

/// One file of the site. A copy costs nothing: the bytes are shared.
#[derive(Clone, Debug)]
pub struct File {
    /// As they are sent.
    pub bytes: Bytes,
    /// For `Content-Type`.
    pub content_type: HeaderValue,
    /// For `Content-Security-Policy`.
    pub policy: HeaderValue,
    /// Of the file as a build would write it.
    pub digest: Digest,
}

impl Edition {
    /// The file at `path`, relative to the site.
    pub fn file(&self, path: &str) -> Option<&File> {
        self.files.get(path)
    }

    /// In how many files the two differ.
    pub fn differences(&self, other: &Self) -> usize {
        let here =
            self.files.iter().filter(|(path, file)| other.file(path).is_none_or(|old| old.digest != file.digest));
        let gone = other.files.iter().filter(|(path, _)| !self.files.contains_key(*path));
        here.count() + gone.count()
    }
}

/// Takes the files of a build, beside those that stay from the last edition.
pub struct Press<'s> {
    last: Arc<Edition>,
    files: Mutex<FxHashMap<String, File>>,
    show: Option<&'s Show<'s>>,
}

/// Shows an edition of which only data files are still to come.
pub type Show<'s> = dyn Fn(Edition) + Sync + 's;

impl<'s> Press<'s> {
    /// The same, which is shown as soon as its pages are made: readers of a page need not wait for files to download. What is still
    /// to come is meanwhile as it was in the last edition.
    pub fn showing(self, show: &'s Show<'s>) -> Self {
        Self { show: Some(show), ..self }
    }

    /// An empty edition that follows `last`.
    pub fn after(last: Arc<Edition>) -> Self {
        let files = FxHashMap::with_capacity_and_hasher(last.files.len(), FxBuildHasher);
        Self { last, files: Mutex::new(files), show: None }
    }

    /// The edition.
    pub fn finish(self, names: Names) -> Edition {
        let files = self.files.into_inner().expect("no thread panics while it holds the lock");
        Edition { files, names: Arc::new(names), answers: OnceLock::new() }
    }

    fn add(&self, path: &str, file: File) {
        self.files.lock().expect("no thread panics while it holds the lock").insert(path.to_owned(), file);
    }
}

impl Sink for Press<'_> {
    fn wants_pages_first(&self) -> bool {
        self.show.is_some()
    }

    fn pages_are_made(&self) {
        let Some(show) = self.show else { return };
        let mut files = self.last.files.clone();
        files.extend(self.files.lock().expect("no thread panics while it holds the lock").clone());
        show(Edition { files, names: Arc::clone(&self.last.names), answers: OnceLock::new() });
    }

    fn take(&self, artifact: Artifact) -> Result<(), Failure> {
        let digest = Digest::of(&artifact.bytes);
        self.take_known(artifact, digest)
    }

    fn take_known(&self, artifact: Artifact, digest: Digest) -> Result<(), Failure> {
        let Some(path) = served(artifact.place, &artifact.path) else { return Ok(()) };
        let same = self.last.file(path).filter(|last| last.digest == digest).cloned();
        self.add(path, same.unwrap_or_else(|| File::new(path, artifact.bytes, digest)));
        Ok(())
    }

    fn keep(&self, place: Place, path: &str, digest: Digest) -> Result<bool, Failure> {
        let Some(path) = served(place, path) else { return Ok(true) };
        let same = self.last.file(path).filter(|last| last.digest == digest).cloned();
        let is_kept = same.is_some();
        if let Some(file) = same {
            self.add(path, file);
        }
        Ok(is_kept)
    }
}

/// The path below the site of a file that belongs to it.
fn served(place: Place, path: &str) -> Option<&str> {
    if place == Place::Output { path.strip_prefix(SITE) } else { None }
}

impl File {
    fn new(path: &str, bytes: Vec<u8>, digest: Digest) -> Self {
        let content_type = HeaderValue::from_static(content_type(path));
        if !path.ends_with(".html") {
            return Self { bytes: bytes.into(), content_type, policy: policy::site(), digest };
        }
        let page = with_script(&bytes, &String::from(digest));
        Self { policy: policy::of_page(&bytes), bytes: page.into(), content_type, digest }
    }
}

/// A page with the script that follows changes, which is told what it is a page of: `stand` is a digest, or a word.
///
/// The script stands in the head, where no text of a term comes before `</head>`; without a head, at the end.
pub fn with_script(page: &[u8], stand: &str) -> Vec<u8> {
    let script = format!("<script src=\"/-/reload.js\" data-stand=\"{stand}\" defer></script>\n");
    let at = find(page, b"</head>").unwrap_or(page.len());
    let mut out = Vec::with_capacity(page.len() + script.len());
    out.extend_from_slice(&page[..at]);
    out.extend_from_slice(script.as_bytes());
    out.extend_from_slice(&page[at..]);
    out
}

/// Where `needle` first stands in `page`.
pub fn find(page: &[u8], needle: &[u8]) -> Option<usize> {
    page.windows(needle.len()).position(|window| window == needle)
}

/// What browsers are told that a file is. With `nosniff`, a wrong answer shows at once.
fn content_type(path: &str) -> &'static str {
    let ending = path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map(|(_, ending)| ending);
    match ending.map(str::to_ascii_lowercase).as_deref().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "jsonld" => "application/ld+json",
        "webmanifest" => "application/manifest+json",
        "xml" => "application/xml",
        "txt" => "text/plain; charset=utf-8",
        "md" => "text/markdown; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "yml" | "yaml" => "application/yaml",
        "ttl" => "text/turtle; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff" => "font/woff",
        "woff2" => "font/woff2",
        "ttf" => "font/ttf",
        "otf" => "font/otf",
        "pdf" => "application/pdf",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "mp3" => "audio/mpeg",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn built(last: &Arc<Edition>, files: &[(&str, &str)]) -> Edition {
        let press = Press::after(Arc::clone(last));
        for (path, text) in files {
            press.take(Artifact::output(*path, *text)).unwrap();
        }
        press.finish(Names::default())
    }

    #[test]
    fn a_file_that_is_the_same_is_shared_with_the_last_edition() {
        let first = Arc::new(built(&Arc::default(), &[("site/a.html", "<head></head>a"), ("site/b.css", "b")]));
        let second = built(&first, &[("site/a.html", "<head></head>a"), ("site/b.css", "c")]);
        let address = |edition: &Edition, path: &str| edition.file(path).unwrap().bytes.as_ptr();
        assert_eq!(address(&first, "a.html"), address(&second, "a.html"));
        assert_eq!(second.differences(&first), 1);
    }

    #[test]
    fn a_file_is_kept_only_where_the_last_edition_has_the_same_bytes() {
        let first = Arc::new(built(&Arc::default(), &[("site/b.css", "b")]));
        let press = Press::after(Arc::clone(&first));
        assert!(press.keep(Place::Output, "site/b.css", Digest::of(b"b")).unwrap());
        assert!(!press.keep(Place::Output, "site/b.css", Digest::of(b"c")).unwrap());
        assert!(!press.keep(Place::Output, "site/new.css", Digest::of(b"b")).unwrap());
        assert_eq!(press.finish(Names::default()).files.len(), 1);
    }

    #[test]
    fn pages_are_shown_before_the_files_to_download() {
        let last = Arc::new(built(&Arc::default(), &[("site/a.css", "old"), ("site/downloads/x.json", "old")]));
        let shown = Mutex::new(None);
        let show = |edition| *shown.lock().unwrap() = Some(edition);
        let press = Press::after(last).showing(&show);
        assert!(press.wants_pages_first());
        press.take(Artifact::output("site/a.css", "new")).unwrap();
        press.pages_are_made();
        press.take(Artifact::output("site/downloads/x.json", "new")).unwrap();
        let bytes =
            |edition: &Edition| ["a.css", "downloads/x.json"].map(|path| edition.file(path).unwrap().bytes.clone());
        let early = shown.lock().unwrap().take().expect("it was shown");
        assert_eq!(bytes(&early), ["new", "old"]);
        assert_eq!(bytes(&press.finish(Names::default())), ["new", "new"]);
    }

    #[test]
    fn only_the_site_is_served() {
        let edition = built(&Arc::default(), &[("data/glossary.json", "{}"), ("site/index.html", "x")]);
        assert_eq!(edition.files.len(), 1);
        assert!(edition.file("index.html").is_some());
    }

    #[test]
    fn the_script_stands_at_the_end_of_the_head() {
        let page = String::from_utf8(with_script(b"<head><title>x</title></head><p>", "abc")).unwrap();
        assert!(
            page.starts_with("<head><title>x</title><script src=\"/-/reload.js\" data-stand=\"abc\" defer></script>")
        );
        assert!(with_script(b"<p>no head", "abc").ends_with(b"</script>\n"));
    }

    #[test]
    fn text_files_say_how_they_are_written_down() {
        assert_eq!(content_type("terms/x/index.html"), "text/html; charset=utf-8");
        assert_eq!(content_type("assets/img/A.SVG"), "image/svg+xml");
        assert_eq!(content_type("assets/a.css/file"), "application/octet-stream");
    }
}

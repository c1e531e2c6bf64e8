//! The preview, as a browser, a hostile program and an editor meet it: the real program on a port of its own, raw requests, real files.

mod follow;
mod hostile;
mod questions;

use std::fs;
use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::project::{Project, TODAY, filled_in};

/// How long a test waits for what must happen. Machines may be busy.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running preview of a small glossary.
struct Preview {
    project: Project,
    child: Child,
    port: u16,
    /// What it said on standard output, up to the address.
    said: String,
    errors: PathBuf,
}

impl Preview {
    /// Starts the program on a glossary of two terms.
    fn start() -> Self {
        Self::of(two_terms(), &[])
    }

    fn of(project: Project, arguments: &[&str]) -> Self {
        let errors = tempfile::NamedTempFile::new().unwrap().into_temp_path().keep().unwrap();
        let mut command = program(project.root());
        if !arguments.contains(&"--port") {
            command.args(["--port", "0"]);
        }
        let mut child = command
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(fs::File::create(&errors).unwrap())
            .spawn()
            .expect("the program starts");
        let mut said = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut said).unwrap();
        let port = said.split("/ ").next().and_then(|address| address.rsplit(':').next()?.parse().ok());
        let port = port.unwrap_or_else(|| panic!("no address in `{said}`: {}", fs::read_to_string(&errors).unwrap()));
        Self { project, child, port, said, errors }
    }

    /// The usual `Host`.
    fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).expect("the preview listens");
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// Sends bytes and reads until the connection ends.
    fn send(&self, bytes: &[u8]) -> Answer {
        let mut stream = self.connect();
        // The other side may have heard enough before the end.
        let _ = stream.write_all(bytes);
        Answer::read(&mut stream)
    }

    /// A request without a body: `method` and `path` as given.
    fn request(&self, method: &str, path: &str, headers: &str) -> Answer {
        self.send(
            format!("{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{headers}\r\n", self.host())
                .as_bytes(),
        )
    }

    fn get(&self, path: &str) -> Answer {
        self.request("GET", path, "")
    }

    /// Opens the stream of events for a page.
    fn events(&self, page: &str) -> Events {
        let mut stream = self.connect();
        let head = format!("GET /-/events?page={page} HTTP/1.1\r\nHost: {}\r\n\r\n", self.host());
        stream.write_all(head.as_bytes()).unwrap();
        Events(BufReader::new(stream))
    }

    fn path(&self, path: &str) -> PathBuf {
        self.project.root().join(path)
    }

    fn save(&self, path: &str, text: &str) {
        fs::write(self.path(path), text).unwrap();
    }

    /// Waits until the page at `path` has `text` in it.
    #[track_caller]
    fn wait_for(&self, path: &str, text: &str) {
        self.wait_until(&format!("{path} with `{text}`"), || self.get(path).body.contains(text));
    }

    #[track_caller]
    fn wait_until(&self, what: &str, is_so: impl Fn() -> bool) {
        let started = Instant::now();
        while !is_so() {
            assert!(started.elapsed() < PATIENCE, "in vain: {what}\n{}", self.complaints());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// What it said on standard error.
    fn complaints(&self) -> String {
        fs::read_to_string(&self.errors).unwrap()
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = fs::remove_file(&self.errors);
    }
}

fn program(root: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_glossbook"));
    command.args(["serve", "--today", TODAY, "--root"]).arg(root);
    command
}

fn two_terms() -> Project {
    Project::new()
        .term("warm handoff", "short_def: Sort of thing that people keep. First words.")
        .term("escalation", "")
}

/// The text of a term file, with these words in it and nothing that a warning is about.
fn warm_handoff(words: &str) -> String {
    filled_in("warm handoff", 7, &format!("term: warm handoff\nshort_def: Sort of thing that people keep. {words}"))
}

const TERM: &str = "data/terms/warm-handoff.yml";
const PAGE: &str = "/terms/warm-handoff/";

/// What came back.
#[derive(Debug)]
struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    /// Reads one whole answer; status 0 when the connection ended without one.
    fn read(stream: &mut TcpStream) -> Self {
        let mut bytes = Vec::new();
        if let Err(error) = stream.read_to_end(&mut bytes) {
            assert_ne!(error.kind(), ErrorKind::WouldBlock, "no end of the answer");
        }
        let text = String::from_utf8_lossy(&bytes);
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        Self { status, head: head.to_ascii_lowercase(), body: body.to_owned() }
    }

    fn header(&self, name: &str) -> Option<&str> {
        let prefix = format!("{name}: ");
        self.head.lines().find_map(|line| line.strip_prefix(prefix.as_str()))
    }
}

/// An open stream of events.
struct Events(BufReader<TcpStream>);

impl Events {
    /// The next state.
    fn next(&mut self) -> serde_json::Value {
        loop {
            let mut line = String::new();
            let read = self.0.read_line(&mut line).expect("another event in time");
            assert!(read > 0, "the stream ended");
            if let Some(data) = line.strip_prefix("data: ") {
                return serde_json::from_str(data).unwrap();
            }
        }
    }

    /// Whether nothing more comes for a while.
    fn is_silent(&mut self, time: Duration) -> bool {
        self.0.get_ref().set_read_timeout(Some(time)).unwrap();
        let mut line = String::new();
        let read = loop {
            match self.0.read_line(&mut line) {
                Ok(read) if read > 0 && !line.starts_with("data: ") => line.clear(),
                other => break other,
            }
        };
        self.0.get_ref().set_read_timeout(Some(PATIENCE)).unwrap();
        matches!(read, Err(error) if error.kind() == ErrorKind::WouldBlock)
    }
}

#[test]
fn a_page_is_the_one_of_a_build_with_one_line_more() {
    let preview = Preview::start();
    let answer = preview.get(PAGE);
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"));
    let script = answer.body.lines().find(|line| line.contains("/-/reload.js")).expect("the script of the preview");
    let without = answer
        .body
        .replace(&format!("{script}\n"), &script.replace(&script[script.find("<script src=\"/-").unwrap()..], ""));
    // A preview stands at an address of its own, which pages name.
    preview.save("data/glossary.yml", &format!("base_url: http://{}/\n", preview.host()));
    let out = tempfile::tempdir().unwrap();
    let site = out.path().join("out");
    let mut build = Command::new(env!("CARGO_BIN_EXE_glossbook"));
    build.args(["build", "--today", TODAY, "--root"]).arg(preview.project.root()).arg("--out").arg(&site);
    assert!(build.output().unwrap().status.success());
    let built = fs::read_to_string(site.join("site/terms/warm-handoff/index.html")).unwrap();
    assert_eq!(without, built);
    assert!(!built.contains("/-/"));
}

#[test]
fn every_kind_of_file_says_what_it_is() {
    let preview = Preview::start();
    for (path, content_type) in [
        ("/assets/css/site.css", "text/css; charset=utf-8"),
        ("/assets/js/site.js", "text/javascript; charset=utf-8"),
        ("/assets/img/favicon.svg", "image/svg+xml"),
        ("/-/reload.js", "text/javascript; charset=utf-8"),
        ("/-/reload.css", "text/css; charset=utf-8"),
    ] {
        let answer = preview.get(path);
        assert_eq!((answer.status, answer.header("content-type")), (200, Some(content_type)), "{path}");
    }
}

#[test]
fn every_answer_has_the_headers_that_keep_a_page_in_its_place() {
    let preview = Preview::start();
    for path in [PAGE, "/nothing/", "/terms/warm-handoff", "/..", "/-/reload.js", "/api/terms", "/assets/css/site.css"]
    {
        let answer = preview.get(path);
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("cache-control", "no-store"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(answer.header(name), Some(value), "{path}");
        }
        let policy = answer.header("content-security-policy").unwrap();
        assert!(policy.starts_with("default-src 'none'") && policy.ends_with("frame-ancestors 'self'"), "{path}");
        assert!(!answer.head.contains("access-control-"), "{path}");
    }
}

#[test]
fn head_is_get_without_a_body_and_a_query_changes_nothing() {
    let preview = Preview::start();
    let (get, head) = (preview.get(PAGE), preview.request("HEAD", PAGE, ""));
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    assert_eq!(head.header("content-length"), Some(get.body.len().to_string().as_str()));
    assert_eq!(preview.get(&format!("{PAGE}?x=/../y")).body, get.body);
    assert_eq!(preview.get("/terms/warm%2Dhandoff/index.html").body, get.body);
}

#[test]
fn a_folder_without_its_slash_leads_to_the_one_with_it() {
    let preview = Preview::start();
    let answer = preview.get("/terms/warm%2Dhandoff?q=a%20b");
    assert_eq!((answer.status, answer.header("location")), (308, Some("/terms/warm-handoff/?q=a%20b")));
}

#[test]
fn a_missing_page_shows_the_names_that_are_close() {
    let preview = Preview::start();
    let answer = preview.get("/terms/warm-hand-of/");
    assert_eq!(answer.status, 404);
    assert!(answer.body.contains("<a href=\"/terms/warm-handoff/\">warm handoff</a>"), "{}", answer.body);
    assert!(answer.body.contains("data-stand=\"missing\""));
    assert!(answer.body.contains("href=\"/assets/css/site.css\""), "links of this page start at the root");
}

#[test]
fn a_port_that_is_taken_is_an_error_only_for_those_who_insist() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let project = two_terms();
    let output = program(project.root()).args(["--port", &port]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(message.contains(&format!("port {port} is taken by another program")), "{message}");
    // Two at once without a wish: at most one gets the usual port, and both run.
    let (one, other) = (without_a_wish(), without_a_wish());
    assert_ne!(one.port, other.port);
    assert_eq!((one.get(PAGE).status, other.get(PAGE).status), (200, 200));
}

fn without_a_wish() -> Preview {
    let project = two_terms();
    let errors = tempfile::NamedTempFile::new().unwrap().into_temp_path().keep().unwrap();
    let mut child = program(project.root()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut said = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut said).unwrap();
    let port = said.split("/ ").next().unwrap().rsplit(':').next().unwrap().parse().unwrap();
    Preview { project, child, port, said, errors }
}

#[test]
fn the_network_is_served_only_with_a_warning() {
    let preview = Preview::of(two_terms(), &["--host", "0.0.0.0"]);
    assert!(preview.said.contains("http://127.0.0.1:"), "{}", preview.said);
    preview
        .wait_until("the warning", || preview.complaints().contains("everybody on the network can read this preview"));
    assert_eq!(preview.get(PAGE).status, 200);
    let private = Preview::start();
    assert!(!private.complaints().contains("network"));
}

#[cfg(unix)]
#[test]
fn it_ends_with_zero_when_it_is_asked_to() {
    for signal in ["-INT", "-TERM"] {
        let mut preview = Preview::start();
        let mut open = preview.events(PAGE);
        open.next();
        assert!(Command::new("kill").args([signal, &preview.child.id().to_string()]).status().unwrap().success());
        let status = preview.child.wait().unwrap();
        assert_eq!(status.code(), Some(0), "{signal}");
    }
}

#[cfg(unix)]
#[test]
fn a_browser_is_opened_on_request() {
    use std::os::unix::fs::PermissionsExt;
    let tools = tempfile::tempdir().unwrap();
    let opener = tools.path().join(if cfg!(target_os = "macos") { "open" } else { "xdg-open" });
    fs::write(&opener, "#!/bin/sh\necho \"$1\" > \"$(dirname \"$0\")/opened\"\n").unwrap();
    fs::set_permissions(&opener, fs::Permissions::from_mode(0o755)).unwrap();
    let project = two_terms();
    let path = format!("{}:{}", tools.path().display(), std::env::var("PATH").unwrap());
    let mut child = program(project.root())
        .args(["--port", "0", "--open"])
        .env("PATH", path)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut said = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut said).unwrap();
    let started = Instant::now();
    let opened = loop {
        match fs::read_to_string(tools.path().join("opened")) {
            Ok(opened) if opened.ends_with('\n') => break opened,
            _ => assert!(started.elapsed() < PATIENCE, "nothing was opened"),
        }
    };
    assert!(said.contains(opened.trim()), "{said} {opened}");
    child.kill().unwrap();
    child.wait().unwrap();
}

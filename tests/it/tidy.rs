//! The invariants of the house, as far as a program can see them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Stages between reading and writing: no disk, clock, environment, network or terminal.
const PURE: &[&str] = &[
    "source",
    "diagnostic",
    "failure",
    "model",
    "parse",
    "settings",
    "scaffold",
    "body",
    "resolve",
    "validate",
    "render",
    "api",
    "pipeline",
];

/// Outside crates, and the one place that each is used in. Markdown has one place a stage.
const HOMES: &[(&str, &str)] = &[
    ("annotate_snippets", "src/diagnostic/print/human.rs"),
    ("anstream", "src/cli/"),
    ("axum", "src/serve/"),
    ("base64", "src/render/html/early.rs"),
    ("blake3", "src/digest.rs"),
    ("caseless", "src/model/name.rs"),
    ("clap", "src/cli/"),
    ("clap_complete", "src/cli/"),
    ("clap_mangen", "src/cli/"),
    ("futures_util", "src/serve/reload.rs"),
    ("granit_parser", "src/parse/yaml"),
    ("hmac_sha256", "src/render/html/early.rs"),
    ("hyper", "src/serve/listen.rs"),
    ("hyper_util", "src/serve/listen.rs"),
    ("indicatif", "src/cli/"),
    ("jiff", "src/model/date.rs"),
    ("mimalloc", "src/main.rs"),
    ("notify", "src/serve/watch.rs"),
    ("postcard", "src/pipeline/memory src/write/record.rs"),
    ("pulldown_cmark", "src/parse/page src/render/body src/body src/render/html/prose"),
    ("rustix", "src/write/"),
    ("quick_xml", "src/diagnostic/print/junit.rs"),
    ("similar", "src/fix/"),
    ("strsim", "src/diagnostic/suggest.rs"),
    ("tera", "src/render/templates"),
    ("terminal_size", "src/cli/"),
    ("tokio", "src/serve/"),
    ("unicode_segmentation", "src/resolve/mentions/words.rs"),
    ("walkdir", "src/discover.rs"),
];

/// Every Rust file below `folder`, by path relative to the repository, with its text.
fn rust_files(folder: &str) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut folders = vec![Path::new(ROOT).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in
            fs::read_dir(&folder).expect("a folder of the repository").map(|entry| entry.expect("an entry").path())
        {
            if entry.is_dir() {
                folders.push(entry);
            } else if entry.extension().is_some_and(|ending| ending == "rs") {
                files.push((relative(&entry), fs::read_to_string(&entry).expect("Rust is UTF-8")));
            }
        }
    }
    files.sort();
    assert!(!files.is_empty());
    files
}

fn relative(path: &Path) -> String {
    path.strip_prefix(ROOT).expect("inside the repository").to_string_lossy().replace('\\', "/")
}

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The modules of the library, in the order of `lib.rs`.
fn modules() -> Vec<String> {
    let lib = read("src/lib.rs");
    lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).map(str::to_owned).collect()
}

/// The module that a file belongs to: `src/render/html/mod.rs` to `render`.
fn module_of(path: &str) -> &str {
    let inside = path.strip_prefix("src/").expect("a file of the library");
    inside.split(['/', '.']).next().expect("a path has parts")
}

/// Lines of code, without comments.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(|line| line.split("//").next().unwrap_or_default())
}

/// Names that follow `prefix` in the code of a file.
fn names_after(text: &str, prefix: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for line in code(text) {
        for (at, _) in line.match_indices(prefix) {
            let rest = &line[at + prefix.len()..];
            let list = rest.strip_prefix('{').map_or(rest, |list| list.split('}').next().unwrap_or_default());
            let parts = if rest.starts_with('{') { list.split(',').collect() } else { vec![rest] };
            names.extend(parts.into_iter().filter_map(|part| {
                let name: String = part
                    .trim()
                    .chars()
                    .take_while(|character| character.is_ascii_lowercase() || *character == '_')
                    .collect();
                (!name.is_empty()).then_some(name)
            }));
        }
    }
    names
}

#[test]
fn a_module_uses_only_modules_that_stand_before_it() {
    let modules = modules();
    let place = |name: &str| modules.iter().position(|module| module == name);
    let mut wrong = Vec::new();
    for (path, text) in rust_files("src").iter().filter(|(path, _)| path != "src/lib.rs" && path != "src/main.rs") {
        let own = place(module_of(path)).unwrap_or_else(|| panic!("{path} belongs to no module of lib.rs"));
        for used in names_after(text, "crate::") {
            if place(&used).is_some_and(|used| used > own) {
                wrong.push(format!("{path} uses `{used}`"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn only_discover_write_and_cli_touch_the_world() {
    let world = [
        "std::fs",
        "fs::",
        "std::env",
        "std::net",
        "std::process",
        "SystemTime",
        "Instant",
        "stdin()",
        "stdout()",
        "stderr()",
        "println!",
        "print!(",
    ];
    let mut wrong = Vec::new();
    for (path, text) in rust_files("src").iter().filter(|(path, _)| PURE.contains(&module_of(path))) {
        let production = text.split("#[cfg(test)]").next().unwrap_or_default();
        for word in world {
            let touches = |line: &str| {
                line.match_indices(word)
                    .any(|(at, _)| !line[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_'))
            };
            if code(production).any(touches) {
                wrong.push(format!("{path} has `{word}`"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn there_are_no_mutable_globals() {
    let mut wrong = Vec::new();
    for (path, text) in rust_files("src") {
        for line in code(&text) {
            let is_static = line.trim_start().trim_start_matches("pub ").starts_with("static ");
            let is_mutable = ["mut ", "Mutex", "RwLock", "Atomic", "OnceLock", "LazyLock", "Cell"]
                .iter()
                .any(|kind| line.contains(kind));
            if (is_static && is_mutable) || line.contains("thread_local!") {
                wrong.push(format!("{path}: {line}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn each_outside_crate_has_one_home() {
    let mut wrong = Vec::new();
    for (path, text) in rust_files("src") {
        for (name, home) in HOMES {
            let uses = |line: &str| line.contains(&format!("{name}::")) && !line.contains(&format!("::{name}::"));
            if code(&text).any(uses) && !home.split(' ').any(|home| path.starts_with(home)) && !path.contains("/tests/")
            {
                wrong.push(format!("{path} uses `{name}`, which lives in {home}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn each_dependency_says_why_it_is_there() {
    let manifest = read("Cargo.toml");
    let mut section = "";
    let mut before = "";
    for line in manifest.lines() {
        if line.starts_with('[') {
            section = line;
        } else if section.ends_with("dependencies]") && line.contains('=') {
            assert!(line.contains('#') || before.starts_with('#'), "no reason: {line}");
        }
        before = line;
    }
}

#[test]
fn the_reader_takes_every_field_of_the_table_and_no_other() {
    let declared = constants(&read("src/model/field.rs"), "pub const ", ": Field =");
    let used = constants(&read("src/parse/term.rs"), "&field::", "");
    assert_eq!(declared, used);
}

/// Upper-case names between `before` and `after`.
fn constants(text: &str, before: &str, after: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (at, _) in text.match_indices(before) {
        let rest = &text[at + before.len()..];
        let end =
            rest.find(|character: char| !character.is_ascii_uppercase() && character != '_').unwrap_or(rest.len());
        if end > 0 && rest[end..].starts_with(after) {
            names.insert(rest[..end].to_owned());
        }
    }
    names
}

#[test]
fn files_stay_readable() {
    let long: Vec<_> =
        rust_files("src").into_iter().filter(|(_, text)| text.lines().count() > 600).map(|(path, _)| path).collect();
    assert!(long.is_empty(), "is there a noun hiding in each? {long:#?}");
}

#[test]
fn what_the_repository_shows_names_no_machine() {
    let files = rust_files("src").into_iter().chain(rust_files("tests"));
    let homes = ["/home", "/root", "/Users", "/work"].map(|folder| format!("\"{folder}/"));
    let wrong: Vec<_> =
        files.filter(|(_, text)| homes.iter().any(|home| text.contains(home))).map(|(path, _)| path).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn nothing_but_the_house_stands_at_the_top() {
    let house = [
        "Cargo.lock",
        "Cargo.toml",
        "LICENSE",
        "README.md",
        "benches",
        "build.rs",
        "clippy.toml",
        "data",
        "examples",
        "fuzz",
        "rustfmt.toml",
        "site",
        "src",
        "templates",
        "tests",
    ];
    // What Git leaves out: the program and the website that were built.
    let made = ["build", "target"];
    let names = fs::read_dir(ROOT).expect("the repository").map(|entry| entry.expect("an entry").file_name());
    let names = names.map(|name| name.into_string().expect("a name in Unicode")).filter(|name| !name.starts_with('.'));
    let strays: Vec<String> =
        names.filter(|name| !house.contains(&name.as_str()) && !made.contains(&name.as_str())).collect();
    assert!(strays.is_empty(), "a download that was left behind? {strays:?}");
}

#[test]
fn every_case_is_in_a_folder_named_after_a_command() {
    let cases: Vec<PathBuf> = fs::read_dir(Path::new(ROOT).join("tests/cases"))
        .expect("cases")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    let commands = ["build", "check", "new", "links", "explain", "init", "generate"];
    for folder in &cases {
        let name = folder.file_name().and_then(|name| name.to_str()).expect("a name");
        assert!(commands.contains(&name), "{name} is no command");
    }
    assert!(!cases.is_empty());
}

//! A small glossary in a temporary folder, for tests that need one.
//!
//! A test writes only what it is about: [`Project::term`] fills in every other required field.

use std::fs;
use std::path::{Path, PathBuf};

use glossbook::diagnostic::print::{Format, Report, Style};
use glossbook::discover::Layout;
use glossbook::model::{FIELDS, Field, Kind, ReviewDate};
use glossbook::pipeline::{self, Checked};
use tempfile::TempDir;

/// The day of every test.
pub const TODAY: &str = "2026-11-22";

/// A project on disk, removed when it goes.
pub struct Project {
    folder: TempDir,
    terms: usize,
}

impl Project {
    /// A project without any file.
    pub fn new() -> Self {
        Self { folder: TempDir::new().expect("a temporary folder"), terms: 0 }
    }

    /// The project's root.
    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    /// Adds a file as it is. `path` is relative to the root.
    pub fn file(self, path: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.new_path(path);
        fs::write(path, bytes).expect("the file can be written");
        self
    }

    /// Adds a folder.
    pub fn folder(self, path: &str) -> Self {
        fs::create_dir_all(self.root().join(path)).expect("the folder can be made");
        self
    }

    /// Adds `data/terms/<slug of name>.yml` with the fields of `fragment`, and sensible values for those that it lacks.
    pub fn term(self, name: &str, fragment: &str) -> Self {
        let path = format!("data/terms/{}.yml", glossbook::model::Slug::from_name(name));
        self.term_at(&path, name, fragment)
    }

    /// The same in a file of another name.
    pub fn term_at(mut self, path: &str, name: &str, fragment: &str) -> Self {
        self.terms += 1;
        let text = filled_in(name, self.terms, fragment);
        self.file(path, text)
    }

    /// Reads and checks the project.
    pub fn checked(&self) -> Checked {
        let today = ReviewDate::parse(TODAY).expect("a date");
        pipeline::check(&Layout::new(self.root()), today).expect("the disk can be read")
    }

    /// What was found, a line each: `data/terms/a.yml:1:7: error[G201]: message`.
    pub fn check(&self) -> Vec<String> {
        printed(&self.checked(), Format::Concise).lines().map(str::to_owned).collect()
    }

    fn new_path(&self, path: &str) -> PathBuf {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().expect("a file stands in a folder")).expect("the folder can be made");
        path
    }
}

/// The report of a checked project.
pub fn printed(checked: &Checked, format: Format) -> String {
    let report = Report {
        diagnostics: &checked.diagnostics,
        sources: &checked.inputs.sources,
        terms: checked.inputs.terms.len(),
        rules: &[],
        style: Style::default(),
    };
    let mut out = Vec::new();
    format.print(&report, &mut out).expect("memory can be written to");
    String::from_utf8(out).expect("a report is text")
}

/// Checks term files, given by name and the fields that matter, and compares the lines of the report.
///
/// The name of the term is the stem of its file, unless the fields say otherwise; `data/terms/` is left out of the lines.
#[track_caller]
pub fn check_yaml(files: &[(&str, &str)], expected: impl snapbox::IntoData) {
    let mut project = Project::new();
    for (file, fragment) in files {
        let stem = file.trim_end_matches(".yml");
        project = project.term_at(&format!("data/terms/{file}"), stem, fragment);
    }
    let lines = project.check().join("\n").replace("data/terms/", "");
    snapbox::assert_data_eq!(lines, expected.raw());
}

/// `fragment` with the required fields that it lacks at the end of its first document. `number` tells terms apart.
pub fn filled_in(name: &str, number: usize, fragment: &str) -> String {
    let mut lines: Vec<String> = fragment.lines().map(str::to_owned).collect();
    let second_document = lines.iter().skip(1).position(|line| line == "---").map_or(lines.len(), |at| at + 1);
    let missing = FIELDS.iter().filter(|field| field.required && !mentions(fragment, field));
    lines.splice(second_document..second_document, missing.map(|field| value(field, name, number)));
    lines.join("\n") + "\n"
}

fn mentions(fragment: &str, field: &Field) -> bool {
    fragment
        .trim_start_matches('\u{feff}')
        .lines()
        .any(|line| line.strip_prefix(field.key).is_some_and(|rest| rest.starts_with(':')))
}

fn value(field: &Field, name: &str, number: usize) -> String {
    match field.key {
        "term" => format!("term: {name}"),
        "aliases" => format!("aliases: [other name {number}]"),
        "short_def" => format!("short_def: Sort of thing that people look up, on shelf {number}."),
        "long_def" => format!("long_def: >-\n{}", LONG_DEF.replace("NUMBER", &number.to_string())),
        "relationships" => "relationships: {}".to_owned(),
        "governance" => "governance: {}".to_owned(),
        "audiences" => "audiences:\n  exec: Ask who owns it.\n  engineer: Write a test for it.".to_owned(),
        "examples" => "examples:\n  do: [Say what it is.]\n  dont: [Leave it out.]".to_owned(),
        "citations" => format!("citations:\n  - source: Shelf {number}\n    url: https://books.test/{number}"),
        key => match field.kind {
            Kind::List(_) => format!("{key}: [{}]", field.example),
            _ => format!("{key}: {}", field.example),
        },
    }
}

/// 85 words, which is within the limits.
const LONG_DEF: &str =
    "  It stands on shelf NUMBER, and people who walk past it can see at once what it is for. They take it down,
  read a page or two, and put it back where it was. Now and then somebody keeps it for a week, which is fine
  as long as a note stays in its place. When the note is lost, nobody knows where to look. So we write two notes and
  keep one of them at the door. This is a small price to pay, and it has worked well for many years now.";

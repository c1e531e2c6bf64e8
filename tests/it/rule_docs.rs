//! The pages of the rules are tests: what a page says fails must fail, and what it says passes must pass.
//!
//! A fenced block whose second word, after the language, is `fails` or `passes` is a file. Consecutive blocks of
//! one kind, with nothing but blank lines between them, are one project. Further words:
//!
//! - `file=data/terms/x.yml`: the path; without it, the slug of the block's `term:`, else `data/terms/example.yml`;
//! - `whole`: the file is the block and nothing else; required fields of a term are filled in otherwise;
//! - `encoding=latin-1`: how the file is encoded;
//! - `as=folder`: a folder stands there instead of a file;
//! - `bytes=1000001`: a trailing comment makes the file this long.

use std::collections::BTreeSet;

use glossbook::diagnostic::Level;
use glossbook::model::Slug;
use glossbook::validate::{RULES, Rule};

use crate::project::Project;

#[test]
fn failing_examples_fail_by_their_own_rule_alone() {
    each_project("fails", |rule, project, lines| {
        assert!(!lines.is_empty(), "{}: the example passes:\n{project}", rule.code.name);
        let code = format!("[{}]", rule.code.id);
        let others: Vec<_> = lines.iter().filter(|line| !line.contains(&code)).collect();
        assert!(others.is_empty(), "{}: other findings {others:#?} in\n{project}", rule.code.name);
    });
}

#[test]
fn passing_examples_pass() {
    each_project("passes", |rule, project, lines| {
        assert!(lines.is_empty(), "{}: findings {lines:#?} in\n{project}", rule.code.name);
    });
}

#[test]
fn every_page_has_the_same_parts() {
    for rule in RULES {
        let (docs, code) = (rule.docs, rule.code);
        assert!(docs.starts_with(&format!("# {} {}\n\n", code.id, code.name)), "{}: the title", code.name);
        assert!(!docs.contains("TODO page"), "{}: a placeholder", code.name);
        let outside_of_examples = docs.split("\n```").step_by(2).flat_map(str::lines);
        let headings: Vec<&str> = outside_of_examples.filter(|line| line.starts_with("## ")).collect();
        let wanted = ["## Why it matters", "## What fails", "## What passes", "## How to mend it"];
        assert_eq!(headings, wanted, "{}", code.name);
        for verdict in ["fails", "passes"] {
            assert!(!projects(docs, verdict).is_empty(), "{}: no example that {verdict}", code.name);
        }
    }
}

#[test]
fn codes_are_unique_and_sorted() {
    let codes: Vec<_> = RULES.iter().map(|rule| rule.code.id).collect();
    let sorted: Vec<_> = codes.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
    assert_eq!(codes, sorted);
}

#[test]
fn codes_of_later_stages_have_their_rows() {
    let codes: BTreeSet<_> = RULES.iter().map(|rule| rule.code).collect();
    assert!(codes.contains(&glossbook::render::templates::BROKEN_TEMPLATE));
}

#[test]
fn names_are_unique_and_in_kebab_case() {
    let names: BTreeSet<_> = RULES.iter().map(|rule| rule.code.name).collect();
    assert_eq!(names.len(), RULES.len());
    for name in names {
        let words = || name.split('-');
        let is_word = |word: &str| word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
        assert!(words().all(|word| !word.is_empty() && is_word(word)), "{name}");
    }
}

#[test]
fn summaries_are_one_line_in_lower_case() {
    for rule in RULES {
        let summary = rule.summary;
        let first_word = summary.split(' ').next().expect("a word");
        let is_lower = first_word.chars().any(|letter| !letter.is_uppercase());
        assert!(is_lower && !summary.ends_with('.') && !summary.contains('\n'), "{}: {summary}", rule.code.name);
    }
}

/// Runs every project of every page that has this verdict.
fn each_project(verdict: &str, judge: impl Fn(&Rule, &str, &[String])) {
    for rule in RULES {
        for blocks in projects(rule.docs, verdict) {
            let shown: Vec<_> = blocks.iter().map(|block| format!("[{}]\n{}", block.info, block.text)).collect();
            let project = build(&blocks, rule);
            judge(rule, &shown.join("\n"), &project.check());
        }
    }
}

fn build(blocks: &[Block<'_>], rule: &Rule) -> Project {
    let mut project = Project::new();
    if rule.level == Level::Allow {
        project = project.file("data/glossary.yml", format!("rules:\n  {}: warn\n", rule.code.name));
    }
    blocks.iter().fold(project, |project, block| block.add_to(project))
}

/// A fenced block of a page.
struct Block<'a> {
    info: &'a str,
    text: String,
}

/// The blocks with this verdict, those of one project together.
fn projects<'a>(docs: &'a str, verdict: &str) -> Vec<Vec<Block<'a>>> {
    let mut projects: Vec<Vec<Block<'a>>> = Vec::new();
    let mut continues = false;
    let mut lines = docs.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```") else {
            continues &= line.is_empty();
            continue;
        };
        let text: String = lines.by_ref().take_while(|line| *line != "```").flat_map(|line| [line, "\n"]).collect();
        let mut words = info.split(' ');
        if words.nth(1) != Some(verdict) {
            continues = false;
            continue;
        }
        let block = Block { info, text };
        match projects.last_mut().filter(|_| continues) {
            Some(project) => project.push(block),
            None => projects.push(vec![block]),
        }
        continues = true;
    }
    projects
}

impl Block<'_> {
    fn option(&self, name: &str) -> Option<&str> {
        self.info.split(' ').find_map(|word| word.strip_prefix(name)?.strip_prefix('='))
    }

    fn add_to(&self, project: Project) -> Project {
        let name = self.text.lines().find_map(|line| line.strip_prefix("term: ")).unwrap_or("example");
        let name = name.trim_matches(['"', '\'', ' ']);
        let path = self
            .option("file")
            .map_or_else(|| format!("data/terms/{}.yml", Slug::from_name(name)), |path| path.to_owned());
        if self.option("as") == Some("folder") {
            return project.folder(&path);
        }
        let is_whole = self.info.split(' ').any(|word| word == "whole") || !path.starts_with("data/terms/");
        if is_whole {
            project.file(&path, self.encoded(self.text.clone()))
        } else {
            self.add_term(project, &path, name)
        }
    }

    fn add_term(&self, project: Project, path: &str, name: &str) -> Project {
        let project = project.term_at(path, name, &self.text);
        let full = std::fs::read_to_string(project.root().join(path)).expect("just written");
        project.file(path, self.encoded(full))
    }

    fn encoded(&self, mut text: String) -> Vec<u8> {
        if let Some(bytes) = self.option("bytes") {
            let bytes: usize = bytes.parse().expect("`bytes=` is a number");
            let padding = bytes.checked_sub(text.len() + 2).expect("the example is shorter than its `bytes=`");
            text.push_str(&format!("#{}\n", "x".repeat(padding)));
        }
        match self.option("encoding") {
            None => text.into_bytes(),
            Some("latin-1") => text.chars().map(|letter| u8::try_from(letter).expect("a Latin-1 letter")).collect(),
            Some(other) => panic!("unknown encoding `{other}`"),
        }
    }
}

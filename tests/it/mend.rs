//! What the rules offer to mend, and what they leave to the author. How edits are made is tested in `fix.rs`.

use glossbook::discover::Layout;
use glossbook::fix::Change;
use glossbook::model::ReviewDate;
use glossbook::pipeline;
use glossbook::source::SourceMap;

use crate::project::{Project, TODAY};

/// The files of a project that `--fix` would change, of those that `may_change`.
fn changes(project: &Project, may_change: impl Fn(&str) -> bool) -> Vec<Change> {
    let inputs = pipeline::read(&Layout::new(project.root())).unwrap();
    let path = |sources: &SourceMap, source| sources.path(source).to_owned();
    pipeline::mend(&inputs, ReviewDate::parse(TODAY).unwrap(), |source| may_change(&path(&inputs.sources, source))).0
}

/// The first line of the one file that changes.
#[track_caller]
fn first_line(project: &Project) -> String {
    let changes = changes(project, |_| true);
    let [change] = changes.as_slice() else { panic!("one file changes: {changes:#?}") };
    change.text.lines().next().unwrap().to_owned()
}

#[test]
fn a_name_of_a_list_is_respelled_and_a_guess_is_not() {
    let project = |fragment: &str| Project::new().term("a", fragment);
    assert_eq!(first_line(&project("roles: [Data-Science, 'LEGAL']")), "roles: [data_science, 'legal']");
    assert_eq!(first_line(&project("license: cc by-sa 4.0")), "license: CC BY-SA 4.0");
    assert!(changes(&project("roles: [enginering]"), |_| true).is_empty());
    assert!(changes(&project("license: cc by-4.0"), |_| true).is_empty(), "two licences are as near");
    assert!(!project("roles: [enginering]").check().is_empty());
}

#[test]
fn a_role_that_is_respelled_into_a_repeat_goes() {
    assert_eq!(first_line(&Project::new().term("a", "roles: [legal, Legal, ' legal']")), "roles: [legal]");
}

#[test]
fn an_entry_keeps_an_alias() {
    assert_eq!(first_line(&Project::new().term("a b", "aliases: [A-b, other, a_b]")), "aliases: [other]");
    assert!(changes(&Project::new().term("a b", "aliases: [A-b]"), |_| true).is_empty());
    assert!(changes(&Project::new().term("a b", "aliases: [A-b, a_b]"), |_| true).is_empty());
}

#[test]
fn a_relationship_is_answered_in_the_other_file_only_when_that_may_change() {
    let project = Project::new()
        .file("data/glossary.yml", "rules: {missing-inverse: warn}")
        .term("a", "relationships: {broader: [b]}")
        .term("b", "relationships: {}");
    assert_eq!(first_line(&project), "relationships: {narrower: [a]}");
    assert!(changes(&project, |path| path.ends_with("/a.yml")).is_empty());
    assert_eq!(changes(&project, |path| path.ends_with("/b.yml")).len(), 1);
}

#[test]
fn a_relationship_by_an_alias_stays_unless_the_project_wants_names() {
    let project = Project::new().term("a", "relationships: {related: [Bee, B]}").term("b", "aliases: [bee]");
    assert!(changes(&project, |_| true).is_empty());
    let project = project.file("data/glossary.yml", "rules: {relationship-not-by-name: warn}");
    assert_eq!(first_line(&project), "relationships: {related: [b]}");
}

#[test]
fn a_file_does_not_take_the_name_of_another() {
    let project = Project::new().term_at("data/terms/x.yml", "a", "").term_at("data/terms/a.yml", "b", "");
    let paths: Vec<String> = changes(&project, |_| true).into_iter().map(|change| change.path).collect();
    assert_eq!(paths, ["data/terms/b.yml", "data/terms/a.yml"], "the second one moves when its name is free");
}

#[test]
fn a_file_of_thousands_of_mistakes_does_not_hold_up_the_run() {
    let roles = format!("roles: [{}]", vec!["Legal"; 15_000].join(", "));
    let checked = Project::new().term("a", &roles).checked();
    let fixes = checked.diagnostics.iter().filter(|found| found.fix.is_some()).count();
    assert!((1..20).contains(&fixes), "some are offered, and not as many looks at the whole file: {fixes}");
}

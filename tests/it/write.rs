//! What a build does to a disk: whole editions, and nothing of anybody else's.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use glossbook::discover::Layout;
use glossbook::failure::Failure;
use glossbook::render::{Artifact, Place, Sink};
use glossbook::write::{Edition, Options, WriteReport};
use tempfile::TempDir;

const PLAIN: Options = Options { force: false, keep_others: false };
const FORCE: Options = Options { force: true, keep_others: false };

/// A folder with a term.
fn project() -> TempDir {
    let project = tempfile::tempdir().unwrap();
    put(project.path(), "data/terms/rag.yml", "term: rag");
    project
}

fn put(root: &Path, path: &str, text: &str) {
    let file = root.join(path);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}

fn text(root: &Path, path: &str) -> String {
    fs::read_to_string(root.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn layout(root: &Path) -> Layout {
    Layout::new(root)
}

fn artifact(place: Place, path: &str, text: &str) -> Artifact {
    Artifact { place, path: path.to_owned(), bytes: text.as_bytes().to_vec() }
}

fn page(path: &str, text: &str) -> Artifact {
    artifact(Place::Output, path, text)
}

fn markdown(path: &str, text: &str) -> Artifact {
    artifact(Place::Project, path, text)
}

fn write(layout: &Layout, options: Options, artifacts: Vec<Artifact>) -> Result<WriteReport, Failure> {
    let edition = Edition::begin(layout, options)?;
    artifacts.into_iter().try_for_each(|artifact| edition.take(artifact))?;
    edition.commit()
}

fn build(root: &Path, artifacts: Vec<Artifact>) -> Result<WriteReport, Failure> {
    write(&layout(root), PLAIN, artifacts)
}

fn report(written: usize, unchanged: usize, removed: usize) -> WriteReport {
    WriteReport { written, unchanged, removed, set_aside: 0 }
}

fn site() -> Vec<Artifact> {
    vec![page("site/index.html", "home"), page("site/terms/rag/index.html", "rag"), page("data/glossary.json", "{}")]
}

/// Everything below a folder: text of files, time of change.
fn standing(folder: &Path) -> BTreeMap<PathBuf, (String, std::time::SystemTime)> {
    let entries = walkdir::WalkDir::new(folder).min_depth(1).into_iter().map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let time = entry.metadata().unwrap().modified().unwrap();
            (entry.path().to_owned(), (String::from_utf8_lossy(&fs::read(entry.path()).unwrap()).into_owned(), time))
        })
        .collect()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Names in a project; the workshop, which stays between builds, holds nothing half done.
fn names_without_workshop(root: &Path) -> Vec<String> {
    for half_done in ["next", "last", "new", "project", "journal.json"] {
        let path = root.join(WORKSHOP).join(half_done);
        assert!(!path.exists(), "{} is left", path.display());
    }
    names(root).into_iter().filter(|name| name != WORKSHOP).collect()
}

const WORKSHOP: &str = ".build.glossbook";

// The edition.

#[test]
fn first_build_writes_everything() {
    let project = project();
    assert_eq!(build(project.path(), site()).unwrap(), report(3, 0, 0));
    assert_eq!(text(project.path(), "build/site/terms/rag/index.html"), "rag");
    assert_eq!(names_without_workshop(project.path()), ["build", "data"]);
}

#[test]
fn second_build_writes_nothing() {
    let project = project();
    let all = || site().into_iter().chain([markdown("docs/terms/rag.md", "rag")]).collect();
    build(project.path(), all()).unwrap();
    let before = standing(project.path());
    assert_eq!(build(project.path(), all()).unwrap(), report(0, 4, 0));
    assert_eq!(standing(project.path()), before);
    assert_eq!(names_without_workshop(project.path()), ["build", "data", "docs"]);
}

#[test]
fn changed_page_leaves_the_others_as_old_as_they_were() {
    let project = project();
    build(project.path(), site()).unwrap();
    let mut before = standing(&project.path().join("build/site"));
    let mut changed = site();
    changed[0] = page("site/index.html", "a new home");
    assert_eq!(build(project.path(), changed).unwrap(), report(1, 2, 0));
    let mut after = standing(&project.path().join("build/site"));
    let home = project.path().join("build/site/index.html");
    assert_eq!(after.remove(&home).unwrap().0, "a new home");
    before.remove(&home);
    assert_eq!(after, before);
}

#[test]
fn page_of_a_removed_term_disappears_with_its_folder() {
    let project = project();
    build(project.path(), site()).unwrap();
    let mut fewer = site();
    fewer.remove(1);
    assert_eq!(build(project.path(), fewer).unwrap(), report(0, 2, 1));
    assert_eq!(names(&project.path().join("build/site")), ["index.html"]);
}

#[test]
fn page_becomes_a_folder_and_a_page_again() {
    let project = project();
    build(project.path(), vec![page("site/rag", "a page")]).unwrap();
    build(project.path(), vec![page("site/rag/index.html", "in a folder")]).unwrap();
    assert_eq!(text(project.path(), "build/site/rag/index.html"), "in a folder");
    assert_eq!(build(project.path(), vec![page("site/rag", "a page")]).unwrap(), report(1, 0, 1));
    assert_eq!(text(project.path(), "build/site/rag"), "a page");
}

#[test]
fn edition_without_commit_leaves_everything_as_it_was() {
    let project = project();
    let layout = layout(project.path()).with_out(Some(project.path().join("not/yet/there")));
    let edition = Edition::begin(&layout, PLAIN).unwrap();
    site().into_iter().try_for_each(|artifact| edition.take(artifact)).unwrap();
    drop(edition);
    assert_eq!(names(project.path()), ["data"]);
}

#[test]
fn output_folder_may_be_anywhere_and_is_made() {
    let (project, elsewhere) = (project(), tempfile::tempdir().unwrap());
    let layout = layout(project.path()).with_out(Some(elsewhere.path().join("www/glossary")));
    assert_eq!(write(&layout, PLAIN, site()).unwrap(), report(3, 0, 0));
    assert_eq!(names(&elsewhere.path().join("www")), [".glossary.glossbook", "glossary"]);
    assert_eq!(write(&layout, PLAIN, site()).unwrap(), report(0, 3, 0));
}

#[test]
fn list_of_files_is_the_same_in_every_folder() {
    let list = |project: TempDir| {
        build(project.path(), site().into_iter().rev().chain([markdown("docs/rag.md", "rag")]).collect()).unwrap();
        text(project.path(), "build/.glossbook.json")
    };
    let (one, other) = (list(project()), list(project()));
    assert_eq!(one, other);
    assert!(one.contains("\"site/terms/rag/index.html\": \""), "{one}");
}

#[test]
fn edition_that_stands_by_is_no_part_of_the_project() {
    use glossbook::discover::{Elsewhere, Inputs, discover};
    let project = project();
    let pages = |text| vec![page("docs/rag.md", text), markdown("docs/agent.md", text)];
    build(project.path(), pages("one")).unwrap();
    build(project.path(), pages("two")).unwrap();
    assert_eq!(text(project.path(), ".build.glossbook/standby/docs/rag.md"), "one");
    let elsewhere = Elsewhere { markdown: Some(".".into()), navigation: None };
    let inputs = discover(&layout(project.path()), &elsewhere, Inputs::default()).unwrap();
    let mut neighbours: Vec<_> = inputs.neighbours.iter().collect();
    neighbours.sort();
    assert_eq!(neighbours, ["build/docs/rag.md", "docs/agent.md"]);
    assert_eq!(inputs.terms.len(), 1);
}

#[test]
fn build_of_some_outputs_keeps_the_others() {
    let project = project();
    let all = || site().into_iter().chain([markdown("docs/rag.md", "rag")]).collect();
    build(project.path(), all()).unwrap();
    let some = Options { keep_others: true, ..PLAIN };
    let report_of_some = write(&layout(project.path()), some, vec![page("data/glossary.json", "{ }")]).unwrap();
    assert_eq!(report_of_some, report(1, 0, 0));
    assert_eq!(text(project.path(), "build/site/index.html"), "home");
    assert_eq!(build(project.path(), site()).unwrap(), report(1, 2, 1));
    assert!(!project.path().join("docs/rag.md").exists());
}

#[test]
fn page_that_somebody_damaged_is_mended() {
    let project = project();
    build(project.path(), site()).unwrap();
    put(project.path(), "build/site/index.html", "");
    fs::remove_file(project.path().join("build/data/glossary.json")).unwrap();
    assert_eq!(build(project.path(), site()).unwrap(), report(2, 1, 0));
    assert_eq!(text(project.path(), "build/site/index.html"), "home");
    assert_eq!(text(project.path(), "build/data/glossary.json"), "{}");
}

#[test]
fn two_thousand_pages_come_from_all_cores() {
    use rayon::prelude::*;
    let project = project();
    let take_all = || {
        let edition = Edition::begin(&layout(project.path()), PLAIN).unwrap();
        let pages = (0..2_000).into_par_iter();
        pages.try_for_each(|n| edition.take(page(&format!("site/terms/{n}/index.html"), "a page"))).unwrap();
        edition.commit().unwrap()
    };
    assert_eq!(take_all(), report(2_000, 0, 0));
    assert_eq!(take_all(), report(0, 2_000, 0));
}

#[test]
fn page_made_twice_is_refused() {
    let project = project();
    let failure = build(project.path(), vec![page("a.html", ""), page("a.html", "")]).unwrap_err();
    assert!(failure.to_string().contains("`"), "{failure}");
    assert_eq!(names(project.path()), ["data"]);
}

// What other people wrote.

#[test]
fn other_peoples_files_in_the_output_folder_stay() {
    let project = project();
    let out = project.path().join("build");
    build(project.path(), site()).unwrap();
    put(&out, "CNAME", "glossary.example.org");
    put(&out, "site/terms/rag/notes.txt", "mind the gap");
    fs::create_dir_all(out.join("empty/folder")).unwrap();
    build(project.path(), vec![page("site/index.html", "home")]).unwrap();
    build(project.path(), vec![page("site/index.html", "a new home")]).unwrap();
    assert_eq!(text(&out, "CNAME"), "glossary.example.org");
    assert_eq!(text(&out, "site/terms/rag/notes.txt"), "mind the gap");
    assert!(out.join("empty/folder").is_dir());
}

#[test]
fn file_put_into_the_output_folder_while_a_build_runs_stays() {
    let project = project();
    build(project.path(), site()).unwrap();
    let edition = Edition::begin(&layout(project.path()), PLAIN).unwrap();
    edition.take(page("site/index.html", "a new home")).unwrap();
    put(project.path(), "build/notes/today.txt", "mind the gap");
    assert_eq!(edition.commit().unwrap(), report(1, 0, 2));
    assert_eq!(text(project.path(), "build/notes/today.txt"), "mind the gap");
    assert!(!project.path().join("build/site/terms").exists());
}

#[cfg(unix)]
#[test]
fn links_and_permissions_in_the_output_folder_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let project = project();
    let out = project.path().join("build");
    build(project.path(), site()).unwrap();
    symlink("site/index.html", out.join("latest")).unwrap();
    symlink("nowhere", out.join("broken")).unwrap();
    put(&out, "private/key", "secret");
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o7777;
    let set = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    set(&out.join("private"), 0o500);
    set(&out.join("site"), 0o750);
    set(&out, 0o711);
    for home in ["a new home", "another home"] {
        build(project.path(), vec![page("site/index.html", home)]).unwrap();
        assert_eq!(fs::read_link(out.join("latest")).unwrap(), Path::new("site/index.html"));
        assert_eq!(fs::read_link(out.join("broken")).unwrap(), Path::new("nowhere"));
        assert_eq!(text(&out, "private/key"), "secret");
        assert_eq!([mode(&out.join("private")), mode(&out.join("site")), mode(&out)], [0o500, 0o750, 0o711]);
    }
}

#[test]
fn page_that_somebody_edited_stays_when_it_is_no_longer_made() {
    let project = project();
    build(project.path(), site().into_iter().chain([markdown("docs/rag.md", "rag")]).collect()).unwrap();
    put(project.path(), "build/site/terms/rag/index.html", "my own words");
    put(project.path(), "docs/rag.md", "my own words");
    assert_eq!(build(project.path(), vec![page("site/index.html", "home")]).unwrap(), report(0, 1, 1));
    assert_eq!(text(project.path(), "build/site/terms/rag/index.html"), "my own words");
    assert_eq!(text(project.path(), "docs/rag.md"), "my own words");
}

#[test]
fn other_peoples_page_is_not_written_over() {
    let project = project();
    build(project.path(), site()).unwrap();
    put(project.path(), "build/site/about.html", "about us");
    let failure = build(project.path(), vec![page("site/about.html", "about")]).unwrap_err().to_string();
    assert!(
        failure
            .ends_with("a file that glossbook did not write stands there; move it away, or replace it with `--force`"),
        "{failure}"
    );
    assert_eq!(text(project.path(), "build/site/about.html"), "about us");
    assert_eq!(text(project.path(), "build/site/index.html"), "home");
}

#[test]
fn other_peoples_file_where_a_folder_goes_is_not_written_over() {
    let project = project();
    build(project.path(), site()).unwrap();
    put(project.path(), "build/about", "about us");
    let new = || vec![page("about/index.html", "about")];
    build(project.path(), new()).unwrap_err();
    assert_eq!(text(project.path(), "build/site/index.html"), "home");
    write(&layout(project.path()), FORCE, new()).unwrap();
    assert_eq!(text(project.path(), "build/about/index.html"), "about");
    assert_eq!(text(project.path(), "build/about~"), "about us");
}

#[test]
fn other_peoples_folder_where_a_file_goes_is_kept_beside_it_by_force() {
    let project = project();
    build(project.path(), site()).unwrap();
    put(project.path(), "build/about/us.html", "about us");
    put(project.path(), "build/about/you.html", "about you");
    build(project.path(), vec![page("about", "about")]).unwrap_err();
    let forced = write(&layout(project.path()), FORCE, vec![page("about", "about")]).unwrap();
    assert_eq!(forced.set_aside, 2);
    assert_eq!(text(project.path(), "build/about"), "about");
    assert_eq!(text(project.path(), "build/about~/us.html"), "about us");
    assert_eq!(text(project.path(), "build/about~/you.html"), "about you");
}

#[test]
fn folder_with_other_peoples_files_is_refused_and_taken_over_by_force() {
    let project = project();
    put(project.path(), "build/thesis.txt", "ten years of work");
    put(project.path(), "build/site/index.html", "my home");
    put(project.path(), "build/data/glossary.json", "[]");
    let failure = build(project.path(), site()).unwrap_err().to_string();
    assert!(failure.contains("it holds files that glossbook did not write"), "{failure}");
    assert_eq!(names_without_workshop(project.path()), ["build", "data"]);
    let forced = write(&layout(project.path()), FORCE, site()).unwrap();
    assert_eq!(forced, WriteReport { written: 3, unchanged: 0, removed: 0, set_aside: 1 });
    assert_eq!(text(project.path(), "build/thesis.txt"), "ten years of work");
    assert_eq!(text(project.path(), "build/site/index.html"), "home");
    assert_eq!(text(project.path(), "build/site/index.html~"), "my home");
    assert_eq!(build(project.path(), site()).unwrap(), report(0, 3, 0));
}

#[test]
fn damaged_list_of_files_is_refused() {
    let project = project();
    build(project.path(), site()).unwrap();
    put(project.path(), "build/.glossbook.json", "{");
    let failure = build(project.path(), site()).unwrap_err().to_string();
    assert!(failure.contains("cannot read its list of files"), "{failure}");
    assert_eq!(write(&layout(project.path()), FORCE, site()).unwrap(), report(0, 3, 0));
    assert_eq!(build(project.path(), site()).unwrap(), report(0, 3, 0));
}

// Where nothing may be written.

fn refusal(root: &Path, out: &Path) -> String {
    match Edition::begin(&layout(root).with_out(Some(out.to_owned())), FORCE) {
        Err(failure @ Failure::Output(..)) => failure.to_string(),
        Err(failure) => panic!("{} is refused for another reason: {failure}", out.display()),
        Ok(_) => panic!("{} is accepted", out.display()),
    }
}

#[test]
fn folders_that_people_write_in_are_refused_also_by_force() {
    let project = project();
    let root = project.path();
    fs::create_dir_all(root.join("site/pages")).unwrap();
    let before = names(root);
    for out in [
        "",
        ".",
        "..",
        "/",
        "data",
        "data/",
        "data/terms",
        "data/build",
        "templates",
        "templates/html",
        "site",
        "site/build",
        "site/pages/x",
        "build/../data",
        "site/pages/../..",
        "data/terms/rag.yml",
        "missing/../build/../..",
    ] {
        let message = refusal(root, &root.join(out));
        assert!(message.starts_with("cannot build into `"), "{message}");
    }
    assert_eq!(names(root), before);
    assert_eq!(text(root, "data/terms/rag.yml"), "term: rag");
}

#[cfg(unix)]
#[test]
fn links_to_folders_are_refused() {
    use std::os::unix::fs::symlink;
    let (project, elsewhere) = (project(), tempfile::tempdir().unwrap());
    let root = project.path();
    symlink(elsewhere.path(), root.join("build")).unwrap();
    symlink(root.join("data"), root.join("other-data")).unwrap();
    symlink(elsewhere.path(), root.join("templates")).unwrap();
    symlink("nowhere", root.join("broken")).unwrap();
    assert!(refusal(root, &root.join("build")).ends_with("it is a link; name the folder that it leads to"));
    refusal(root, &root.join("build/"));
    refusal(root, &root.join("broken"));
    refusal(root, &root.join("broken/site"));
    refusal(root, &root.join("other-data/site"));
    // The templates are behind a link here.
    refusal(root, &elsewhere.path().join("site"));
    assert!(names(elsewhere.path()).is_empty());
}

#[test]
fn folder_beside_the_output_folder_that_is_not_ours_is_left_alone() {
    let project = project();
    put(project.path(), ".build.glossbook/next/thesis.txt", "ten years of work");
    let failure = build(project.path(), site()).unwrap_err().to_string();
    assert!(failure.contains("did not make this folder"), "{failure}");
    put(project.path(), ".build.glossbook/lock", "");
    build(project.path(), site()).unwrap_err();
    assert_eq!(text(project.path(), ".build.glossbook/next/thesis.txt"), "ten years of work");
}

#[test]
fn paths_that_leave_their_folder_are_refused() {
    let project = project();
    for path in ["../x", "a/../../x", "/etc/x", "a//b", "./x", "a/.", "", "a\\..\\x", "a\0b", "..", ".glossbook.json"] {
        build(project.path(), vec![page(path, "x")]).map(drop).unwrap_err();
        if path != ".glossbook.json" {
            build(project.path(), vec![markdown(path, "x")]).map(drop).unwrap_err();
        }
    }
    assert_eq!(names(project.path()), ["data"]);
}

// Files of the project.

#[test]
fn markdown_goes_among_hand_written_pages() {
    let project = project();
    put(project.path(), "docs/index.md", "welcome");
    build(project.path(), vec![markdown("docs/terms/rag.md", "rag"), markdown("docs/roles.md", "roles")]).unwrap();
    assert_eq!(build(project.path(), vec![markdown("docs/roles.md", "all roles")]).unwrap(), report(1, 0, 1));
    assert_eq!(text(project.path(), "docs/index.md"), "welcome");
    assert_eq!(text(project.path(), "docs/roles.md"), "all roles");
    assert!(!project.path().join("docs/terms/rag.md").exists());
}

#[test]
fn hand_written_page_of_the_same_name_is_not_written_over() {
    let project = project();
    put(project.path(), "docs/roles.md", "# Who does what with glossbook");
    let new = || vec![page("site/index.html", "home"), markdown("docs/roles.md", "roles")];
    let failure = build(project.path(), new()).unwrap_err().to_string();
    assert!(failure.contains("docs/roles.md`: a file that glossbook did not write"), "{failure}");
    assert!(!project.path().join("build").exists());
    let forced = write(&layout(project.path()), FORCE, new()).unwrap();
    assert_eq!(forced, WriteReport { written: 2, unchanged: 0, removed: 0, set_aside: 1 });
    assert_eq!(text(project.path(), "docs/roles.md"), "roles");
    assert_eq!(text(project.path(), "docs/roles.md~"), "# Who does what with glossbook");
}

#[test]
fn pages_of_the_python_pipeline_are_taken_over() {
    let project = project();
    let comment = "<!--\n  This file is auto-generated by scripts/render_docs.py. Do not edit manually.\n-->\n";
    put(project.path(), "docs/roles.md", comment);
    put(project.path(), "docs/assets/search.json", "[1]");
    let new = vec![markdown("docs/roles.md", "roles"), markdown("docs/assets/search.json", "[]")];
    assert_eq!(build(project.path(), new).unwrap(), report(2, 0, 0));
    assert_eq!(text(project.path(), "docs/roles.md"), "roles");
}

#[test]
fn navigation_is_replaced_and_never_removed() {
    let project = project();
    put(project.path(), "mkdocs.yml", "site_name: ours\n");
    let with_navigation = |text| vec![page("site/index.html", "home"), markdown("mkdocs.yml", text)];
    assert_eq!(build(project.path(), with_navigation("site_name: ours\nnav: []\n")).unwrap(), report(2, 0, 0));
    assert_eq!(text(project.path(), "mkdocs.yml"), "site_name: ours\nnav: []\n");
    assert_eq!(build(project.path(), vec![page("site/index.html", "home")]).unwrap(), report(0, 1, 0));
    assert_eq!(text(project.path(), "mkdocs.yml"), "site_name: ours\nnav: []\n");
}

#[test]
fn file_edited_while_the_build_runs_is_left_alone() {
    let project = project();
    put(project.path(), "mkdocs.yml", "site_name: ours\n");
    let edition = Edition::begin(&layout(project.path()), PLAIN).unwrap();
    edition.take(markdown("mkdocs.yml", "site_name: ours\nnav: []\n")).unwrap();
    edition.take(markdown("docs/rag.md", "rag")).unwrap();
    put(project.path(), "mkdocs.yml", "site_name: edited\n");
    let failure = edition.commit().unwrap_err().to_string();
    assert!(failure.contains("somebody changed it while the build ran; build again"), "{failure}");
    assert_eq!(text(project.path(), "mkdocs.yml"), "site_name: edited\n");
    assert_eq!(text(project.path(), "docs/rag.md"), "rag");
    build(project.path(), vec![markdown("docs/rag.md", "rag")]).unwrap();
    assert_eq!(text(project.path(), "mkdocs.yml"), "site_name: edited\n");
    assert_eq!(names_without_workshop(project.path()), ["build", "data", "docs", "mkdocs.yml"]);
}

#[test]
fn markdown_folder_inside_the_output_folder_belongs_to_the_edition() {
    let project = project();
    build(project.path(), vec![markdown("build/markdown/rag.md", "rag")]).unwrap();
    assert_eq!(build(project.path(), vec![markdown("build/markdown/rag.md", "rag")]).unwrap(), report(0, 1, 0));
    assert_eq!(build(project.path(), site()).unwrap(), report(3, 0, 1));
    assert!(!project.path().join("build/markdown").exists());
}

#[test]
fn hand_written_folders_get_no_generated_files() {
    let project = project();
    for path in ["data/terms/x.md", "templates/x.md", "site/pages/x.md", "site/assets/x.json"] {
        let failure = build(project.path(), vec![markdown(path, "x")]).unwrap_err().to_string();
        assert!(failure.contains("only people write in `"), "{failure}");
    }
    build(project.path(), vec![markdown("site/docs/x.md", "x")]).unwrap();
}

#[cfg(unix)]
#[test]
fn links_out_of_the_project_are_not_followed() {
    use std::os::unix::fs::symlink;
    let (project, elsewhere) = (project(), tempfile::tempdir().unwrap());
    let root = project.path();
    put(elsewhere.path(), "roles.md", "<!-- auto-generated -->");
    symlink(elsewhere.path(), root.join("docs")).unwrap();
    symlink(elsewhere.path().join("roles.md"), root.join("roles.md")).unwrap();
    symlink(root.join("data"), root.join("sly")).unwrap();
    for path in ["docs/rag.md", "docs/roles.md", "docs/new/rag.md", "roles.md", "sly/rag.md"] {
        build(root, vec![markdown(path, "x")]).map(drop).unwrap_err();
    }
    assert_eq!(names(elsewhere.path()), ["roles.md"]);
    assert_eq!(text(elsewhere.path(), "roles.md"), "<!-- auto-generated -->");
    assert!(!root.join("data/rag.md").exists());
}

#[cfg(unix)]
#[test]
fn links_inside_the_project_are_followed() {
    use std::os::unix::fs::symlink;
    let project = project();
    put(project.path(), "config/mkdocs.yml", "site_name: ours\n");
    symlink("config/mkdocs.yml", project.path().join("mkdocs.yml")).unwrap();
    build(project.path(), vec![markdown("mkdocs.yml", "site_name: ours\nnav: []\n")]).unwrap();
    assert_eq!(text(project.path(), "config/mkdocs.yml"), "site_name: ours\nnav: []\n");
    assert!(project.path().join("mkdocs.yml").is_symlink());
}

// Several builds.

#[test]
fn second_build_waits_for_the_first() {
    let project = project();
    let first = Edition::begin(&layout(project.path()), PLAIN).unwrap();
    std::thread::scope(|scope| {
        let second = scope.spawn(|| build(project.path(), site()).unwrap());
        std::thread::sleep(Duration::from_millis(100));
        assert!(!second.is_finished());
        site().into_iter().try_for_each(|artifact| first.take(artifact)).unwrap();
        assert_eq!(on_its_own_threads(|| first.commit()).unwrap(), report(3, 0, 0));
        assert_eq!(second.join().unwrap(), report(0, 3, 0));
    });
    assert_eq!(names_without_workshop(project.path()), ["build", "data"]);
}

/// Builds of other processes have threads of their own. Those of this one are shared with all other tests, so that a build which has the
/// lock would have to wait for their thousands of pages.
fn on_its_own_threads<T: Send>(build: impl FnOnce() -> T + Send) -> T {
    rayon::ThreadPoolBuilder::new().num_threads(2).build().unwrap().install(build)
}

#[test]
fn eight_builds_at_once_leave_one_whole_edition() {
    let project = project();
    std::thread::scope(|scope| {
        let builds: Vec<_> = (0..8)
            .map(|n| {
                let root = project.path();
                let builds = move || (0..10).try_for_each(|_| build(root, edition(n)).map(drop));
                scope.spawn(move || on_its_own_threads(builds))
            })
            .collect();
        builds.into_iter().for_each(|build| build.join().unwrap().unwrap());
    });
    assert_whole(project.path());
    assert_eq!(names_without_workshop(project.path()), ["build", "data", "docs"]);
}

#[test]
fn reader_never_misses_a_page_while_builds_run() {
    let project = project();
    build(project.path(), edition(0)).unwrap();
    let is_done = AtomicBool::new(false);
    let page = project.path().join("build/site/shared.html");
    std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut reads = 0;
            while !is_done.load(Ordering::Relaxed) {
                let text = fs::read_to_string(&page).expect("the page is always there");
                assert!(text.ends_with("</html>"), "{text}");
                reads += 1;
            }
            reads
        });
        (1..60).try_for_each(|n| build(project.path(), edition(n)).map(drop)).unwrap();
        is_done.store(true, Ordering::Relaxed);
        assert!(reader.join().unwrap() > 100);
    });
}

/// The n-th of many editions that share no page but one: each names its number everywhere.
fn edition(n: usize) -> Vec<Artifact> {
    let number = n.to_string();
    let pages = (0..20).map(|at| page(&format!("site/{}/{}.html", n % 3, n + at), &number));
    let fixed = (0..20).map(|at| page(&format!("site/fixed/{at}.html"), "fixed"));
    let all = pages.chain(fixed).chain([page("number", &number), page("site/shared.html", &format!("{n}</html>"))]);
    all.chain([markdown("docs/number.md", &number)]).collect()
}

fn assert_whole(root: &Path) {
    let out = root.join("build");
    let number: usize = text(&out, "number").parse().unwrap();
    let outputs = edition(number).into_iter().filter(|artifact| artifact.place == Place::Output);
    let wanted: BTreeMap<_, _> =
        outputs.map(|artifact| (out.join(artifact.path), String::from_utf8(artifact.bytes).unwrap())).collect();
    let mut found: BTreeMap<_, _> = standing(&out).into_iter().map(|(path, (text, _))| (path, text)).collect();
    found.remove(&out.join(".glossbook.json")).expect("there is a list of files");
    assert_eq!(found, wanted);
    text(root, "docs/number.md").parse::<usize>().expect("the page is whole");
}

const VICTIM: &str = "GLOSSBOOK_TEST_BUILD_UNTIL_KILLED";

/// This test starts itself as another process, which builds one edition after the other until it is killed.
#[test]
fn two_hundred_kills_leave_two_hundred_whole_editions() {
    if let Some(root) = std::env::var_os(VICTIM) {
        build_until_killed(Path::new(&root));
    }
    let project = project();
    build(project.path(), edition(0)).unwrap();
    let (mut seen, mut unfinished) = (std::collections::BTreeSet::new(), 0);
    for kill in 0..200_u64 {
        let mut victim = Command::new(std::env::current_exe().unwrap())
            .args(["write::two_hundred_kills_leave_two_hundred_whole_editions", "--exact", "--nocapture"])
            .env(VICTIM, project.path())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        // Some kills come in the first build of the process, some in a later one, at moments that fit no rhythm.
        let is_at_work =
            || ["next", "new", "journal.json"].iter().any(|name| project.path().join(WORKSHOP).join(name).exists());
        wait_until(is_at_work);
        let number = text(project.path(), "build/number");
        if kill % 3 == 0 {
            wait_until(|| text(project.path(), "build/number") != number);
        }
        std::thread::sleep(Duration::from_micros(kill * 7_919 % 20_000));
        victim.kill().unwrap();
        victim.wait().unwrap();
        assert_whole(project.path());
        seen.insert(text(project.path(), "build/number"));
        unfinished += usize::from(is_at_work());
    }
    build(project.path(), edition(0)).unwrap();
    assert_whole(project.path());
    assert_eq!(names_without_workshop(project.path()), ["build", "data", "docs"]);
    assert!(seen.len() > 10 && unfinished > 10, "{} editions, {unfinished} kills in a build", seen.len());
}

/// Waits for what comes soon on any machine; a minute is the end of patience, not a measure.
fn wait_until(happens: impl Fn() -> bool) {
    let waiting = std::time::Instant::now();
    while !happens() {
        assert!(waiting.elapsed() < Duration::from_secs(60), "it does not come");
        std::thread::yield_now();
    }
}

fn build_until_killed(root: &Path) -> ! {
    let last: usize = text(root, "build/number").parse().unwrap();
    for n in last + 1.. {
        build(root, edition(n)).unwrap();
    }
    unreachable!("there are more numbers than time")
}

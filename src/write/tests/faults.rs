use super::failing::{FailingDisk, Poor, Trouble};
use super::*;
use std::io::ErrorKind;

const OLD: Content = Content {
    output: &[
        ("site/index.html", "home"),
        ("site/terms/rag/index.html", "rag, as it was"),
        ("site/terms/gone/index.html", "gone"),
        ("data/glossary.json", "{}"),
    ],
    project: &[
        ("docs/terms/rag.md", "rag, as it was"),
        ("docs/terms/gone.md", "gone"),
        ("docs/terms/same.md", "same"),
        ("mkdocs.yml", "site_name: hand-written\nnav: old\n"),
    ],
};

const NEW: Content = Content {
    output: &[
        ("site/index.html", "home"),
        ("site/terms/rag/index.html", "rag"),
        ("site/terms/agent/index.html", "agent"),
        ("data/glossary.json", "{}"),
    ],
    project: &[
        ("docs/terms/rag.md", "rag"),
        ("docs/terms/agent.md", "agent"),
        ("docs/terms/same.md", "same"),
        ("mkdocs.yml", "site_name: hand-written\nnav: new\n"),
    ],
};

/// An edition before the old one, so that it stands by.
const EARLIER: Content = Content {
    output: &[
        ("site/index.html", "home"),
        ("site/terms/rag/index.html", "rag, as it was long ago"),
        ("site/terms/agent", "a page where a folder goes"),
        ("site/roles/index.html", "roles, which are no longer made"),
        ("data/glossary.json", "{}"),
    ],
    project: &[("docs/terms/same.md", "same")],
};

/// Hand-written, in the output folder and in the project.
const THEIRS: [(&str, &str); 4] = [
    ("build/CNAME", "glossary.example.org"),
    ("build/site/notes/today.txt", "mind the gap"),
    ("docs/index.md", "welcome"),
    ("data/terms/rag.yml", "term: rag"),
];

/// What a build finds in the workshop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Workshop {
    /// Only what is known of the edition that stands.
    WithoutStandby,
    /// Another edition, with a file of people that is no longer in the output folder.
    WithStandby,
}

const EACH: [Workshop; 2] = [Workshop::WithoutStandby, Workshop::WithStandby];

fn project_with_old_edition() -> tempfile::TempDir {
    project_with(Workshop::WithoutStandby)
}

fn project_with(workshop: Workshop) -> tempfile::TempDir {
    let project = folder();
    put(project.path(), "mkdocs.yml", "site_name: hand-written\n");
    if workshop == Workshop::WithStandby {
        build(project.path(), EARLIER).unwrap();
        put(project.path(), "build/was-here/for-a-while.txt", "gone again");
    }
    build(project.path(), OLD).unwrap();
    assert_eq!(project.path().join(".build.glossbook/standby").exists(), workshop == Workshop::WithStandby);
    let _ = fs::remove_dir_all(project.path().join("build/was-here"));
    THEIRS.iter().for_each(|(path, text)| put(project.path(), path, text));
    project
}

/// The output folder without what is not ours and without the list.
fn edition_in(root: &Path) -> Files {
    let mut files = files(&root.join("build"));
    files.remove(manifest::NAME);
    files.retain(|path, _| !THEIRS.iter().any(|(theirs, _)| *theirs == format!("build/{path}")));
    files
}

fn edition_of(content: Content) -> Files {
    content.output.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

fn assert_nothing_is_lost(root: &Path, context: &str) {
    for (path, text) in THEIRS {
        assert_eq!(fs::read_to_string(root.join(path)).ok().as_deref(), Some(text), "{path} {context}");
    }
    let either = |path: &str| {
        let texts =
            [OLD, NEW].map(|content| content.project.iter().find(|(made, _)| *made == path).map(|(_, text)| *text));
        let now = fs::read_to_string(root.join(path)).ok();
        assert!(texts.contains(&now.as_deref()), "{path} is torn {context}: {now:?}");
    };
    OLD.project.iter().chain(NEW.project).for_each(|(path, _)| either(path));
}

fn assert_whole(root: &Path, context: &str) {
    let edition = edition_in(root);
    assert!([OLD, NEW].map(edition_of).contains(&edition), "no whole edition {context}: {edition:#?}");
    let list = Manifest::from_bytes(&fs::read(root.join("build").join(manifest::NAME)).unwrap()).unwrap();
    let listed: Files = list.output.keys().map(|path| (path.clone(), edition[path].clone())).collect();
    assert_eq!(listed, edition, "the list is of another edition {context}");
}

/// What a workshop holds between builds. Where a record could not be read, files of people that stood by are kept.
const SETTLED: [&str; 7] = ["lock", "CACHEDIR.TAG", ".gitignore", "standby", "standby.record", "live.record", "kept"];

fn assert_only(folder: &Path, known: &[&str], context: &str) {
    let names: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    let is_known = |name: &std::ffi::OsString| known.iter().any(|known| name == known);
    assert!(names.iter().all(is_known), "{names:?} {context}");
}

fn assert_new(root: &Path, context: &str) {
    assert_eq!(edition_in(root), edition_of(NEW), "{context}");
    assert_nothing_is_lost(root, context);
    for (path, text) in NEW.project {
        assert_eq!(fs::read_to_string(root.join(path)).unwrap(), *text, "{path} {context}");
    }
    assert_only(root, &["build", "docs", "data", "mkdocs.yml", ".build.glossbook"], context);
    assert_only(&root.join(".build.glossbook"), &SETTLED, context);
    assert!(!files(root).keys().any(|path| path.ends_with(".glossbook-new")), "{context}");
}

/// Runs a build once for every n in which the n-th operation fails, and afterwards builds on a sound disk.
fn at_every_operation(
    workshop: Workshop,
    trouble: Trouble,
    poor: Poor,
    mut check: impl FnMut(&Path, bool, &str),
) -> usize {
    for at in 1.. {
        let context = format!("after {trouble:?} at operation {at}, {workshop:?}");
        let project = project_with(workshop);
        let disk = Arc::new(FailingDisk::new(at, trouble, poor));
        let result = build_on(Arc::clone(&disk) as Arc<dyn Disk>, project.path(), NEW);
        check(project.path(), result.is_ok(), &context);
        assert_nothing_is_lost(project.path(), &context);
        let build = |content| {
            build(project.path(), content).unwrap_or_else(|failure| panic!("{failure} {context}"));
        };
        build(NEW);
        assert_new(project.path(), &context);
        assert!(!project.path().join("docs/terms/gone.md").exists(), "{context}");
        // What the trouble left in the workshop does no harm in the editions to come either.
        for _ in 0..2 {
            build(OLD);
            assert_eq!(edition_in(project.path()), edition_of(OLD), "{context}");
            build(NEW);
            assert_new(project.path(), &context);
        }
        if !disk.has_failed() {
            return at - 1;
        }
    }
    unreachable!("a build ends")
}

fn whole_edition_at_every_operation(trouble: Trouble, poor: Poor) {
    for workshop in EACH {
        let operations = at_every_operation(workshop, trouble, poor, |root, is_ok, context| {
            assert_whole(root, context);
            if is_ok {
                assert_eq!(edition_in(root), edition_of(NEW), "{context}");
            }
        });
        assert!(operations > 50, "only {operations} operations were tried");
    }
}

#[test]
fn failure_of_any_operation_leaves_a_whole_edition() {
    whole_edition_at_every_operation(Trouble::Once(ErrorKind::Other), Poor::default());
}

#[test]
fn operation_that_is_not_allowed_leaves_a_whole_edition() {
    whole_edition_at_every_operation(Trouble::Once(ErrorKind::PermissionDenied), Poor::default());
}

#[test]
fn disk_that_fills_up_leaves_a_whole_edition() {
    whole_edition_at_every_operation(Trouble::Full, Poor::default());
}

#[test]
fn disk_that_turns_read_only_leaves_a_whole_edition() {
    whole_edition_at_every_operation(Trouble::ReadOnly, Poor::default());
}

#[test]
fn crash_at_any_operation_leaves_a_whole_edition() {
    whole_edition_at_every_operation(Trouble::Crash, Poor::default());
}

#[test]
fn crash_on_a_disk_without_links_leaves_a_whole_edition() {
    whole_edition_at_every_operation(Trouble::Crash, Poor { no_links: true, ..Poor::default() });
}

#[test]
fn crash_between_two_disks_leaves_whole_files() {
    whole_edition_at_every_operation(Trouble::Crash, Poor { two_disks: true, ..Poor::default() });
    whole_edition_at_every_operation(Trouble::Once(ErrorKind::Other), Poor { two_disks: true, ..Poor::default() });
}

#[test]
fn failure_without_exchange_leaves_a_whole_edition() {
    whole_edition_at_every_operation(Trouble::Once(ErrorKind::Other), Poor { no_exchange: true, ..Poor::default() });
}

#[test]
fn crash_without_exchange_is_put_right_by_the_next_build() {
    for workshop in EACH {
        let mut gaps = 0;
        at_every_operation(
            workshop,
            Trouble::Crash,
            Poor { no_exchange: true, ..Poor::default() },
            |root, _, context| {
                if !root.join("build").exists() {
                    gaps += 1;
                    // To look is enough.
                    drop(Edition::begin(&Layout::new(root), Options::default()).unwrap());
                }
                assert_whole(root, context);
            },
        );
        assert_eq!(gaps, 1, "the one moment between two renames");
    }
}

#[test]
fn crash_while_a_crash_is_put_right_leaves_a_whole_edition() {
    for poor in [Poor::default(), Poor { no_exchange: true, ..Poor::default() }] {
        for first in (1..150).step_by(3) {
            let second = 1 + first * 7 % 41;
            let context = format!("after crashes at {first} and {second}");
            let project = project_with(EACH[first % 2]);
            for at in [first, second] {
                let _ = build_on(Arc::new(FailingDisk::new(at, Trouble::Crash, poor)), project.path(), NEW);
            }
            build(project.path(), NEW).unwrap_or_else(|failure| panic!("{failure} {context}"));
            assert_new(project.path(), &context);
        }
    }
}

#[test]
fn failure_before_the_exchange_leaves_no_new_files() {
    let project = project_with_old_edition();
    let edition = Edition::begin(&Layout::new(project.path()), Options::default()).unwrap();
    artifacts(NEW).into_iter().try_for_each(|artifact| edition.take(artifact)).unwrap();
    assert!(project.path().join(".build.glossbook/next").exists());
    let before = files(&project.path().join("build"));
    drop(edition);
    assert_eq!(files(&project.path().join("build")), before);
    assert_only(&project.path().join(".build.glossbook"), &SETTLED, "");
}

#[test]
fn full_disk_is_named_in_the_message() {
    let project = project_with_old_edition();
    let disk = FailingDisk::new(1, Trouble::Full, Poor::default());
    let failure = build_on(Arc::new(disk), project.path(), NEW).unwrap_err().to_string();
    assert!(failure.starts_with("cannot write `") && failure.contains("no storage space"), "{failure}");
}

#[test]
fn first_build_that_crashes_leaves_no_half_edition() {
    for at in 1.. {
        let project = folder();
        let disk = Arc::new(FailingDisk::new(at, Trouble::Crash, Poor::default()));
        let _ = build_on(Arc::clone(&disk) as Arc<dyn Disk>, project.path(), NEW);
        if project.path().join("build").exists() {
            assert_whole(project.path(), &format!("after a crash at operation {at}"));
        }
        build(project.path(), NEW).unwrap();
        assert_eq!(edition_in(project.path()), edition_of(NEW));
        if !disk.has_failed() {
            return;
        }
    }
}

#[test]
fn page_edited_after_a_kill_is_neither_written_over_nor_removed_by_what_the_killed_build_had_left() {
    let (mut kept, mut still_there) = (0, 0);
    at_every_operation(Workshop::WithStandby, Trouble::Crash, Poor::default(), |root, _, context| {
        let (navigation, gone) = (root.join("mkdocs.yml"), root.join("docs/terms/gone.md"));
        let is_pending = root.join(".build.glossbook/project/mkdocs.yml").exists() && gone.exists();
        if is_pending && edition_in(root) == edition_of(NEW) {
            let before = fs::read_to_string(&navigation).unwrap();
            [&navigation, &gone].into_iter().for_each(|file| fs::write(file, "edited by hand").unwrap());
            drop(Edition::begin(&Layout::new(root), Options::default()).unwrap());
            assert_eq!(fs::read_to_string(&navigation).unwrap(), "edited by hand", "{context}");
            still_there += usize::from(gone.exists());
            kept += 1;
            fs::write(&navigation, before).unwrap();
            let _ = fs::remove_file(&gone);
        }
    });
    assert!(kept > 0 && kept == still_there, "{still_there} of {kept} edited pages are still there");
}

#[test]
fn file_put_into_the_old_edition_as_it_goes_is_carried_over_after_a_kill() {
    let mut rescued = 0;
    at_every_operation(Workshop::WithStandby, Trouble::Crash, Poor::default(), |root, _, context| {
        let old = root.join(".build.glossbook/next");
        // Where its list of files has gone, the folder is empty, and about to go too.
        if edition_in(root) == edition_of(NEW) && old.join(manifest::NAME).exists() {
            put(&old, "notes/late.txt", "mind the gap");
            drop(Edition::begin(&Layout::new(root), Options::default()).unwrap());
            assert_eq!(fs::read_to_string(root.join("build/notes/late.txt")).unwrap(), "mind the gap", "{context}");
            fs::remove_dir_all(root.join("build/notes")).unwrap();
            rescued += 1;
        }
    });
    assert!(rescued > 0);
}

#[test]
fn second_build_ends_with_a_message_when_the_first_does_not_end() {
    let project = project_with_old_edition();
    let first = Edition::begin(&Layout::new(project.path()), Options::default()).unwrap();
    let failure = build(project.path(), NEW).unwrap_err().to_string();
    assert!(failure.ends_with("another build is writing there; wait until it is done, or stop it"), "{failure}");
    drop(first);
    build(project.path(), NEW).unwrap();
    assert_new(project.path(), "");
}

#[test]
fn second_build_waits_as_long_as_the_first_gets_on() {
    let patience = Duration::from_secs(1);
    let project = project_with_old_edition();
    let first = Edition::begin(&Layout::new(project.path()), Options::default()).unwrap();
    std::thread::scope(|scope| {
        let second = scope.spawn(|| {
            Edition::begin_on(
                Arc::new(failing::FailingDisk::sound()),
                &Layout::new(project.path()),
                Options::default(),
                patience,
            )
            .map(drop)
        });
        let started = std::time::Instant::now();
        for page in 0.. {
            first.take(Artifact::output(format!("{page}.html"), "new")).unwrap();
            std::thread::sleep(Duration::from_millis(20));
            if started.elapsed() > patience * 5 / 2 {
                break;
            }
        }
        // The threads that all tests share may be busy for longer than that.
        rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap().install(|| drop(first));
        second.join().unwrap().unwrap();
    });
}

//! The edition that stands by, and the files that are trusted without being read.

use super::failing::{FailingDisk, Poor, Trouble};
use super::*;
use std::time::SystemTime;

/// More than are read a second time.
const PAGES: usize = 100;

/// An edition in which some pages have other words.
fn site(edited: &[(usize, &str)]) -> Vec<Artifact> {
    let text = |at: usize| edited.iter().find(|(page, _)| *page == at).map_or("as ever", |(_, text)| text);
    (0..PAGES).map(|at| Artifact::output(path(at), text(at))).collect()
}

fn path(at: usize) -> String {
    format!("site/terms/{at:02}/index.html")
}

fn write(root: &Path, artifacts: &[Artifact]) -> Result<WriteReport, Failure> {
    let edition = Edition::begin(&Layout::new(root), Options::default())?;
    artifacts.iter().try_for_each(|artifact| edition.take(artifact.clone()))?;
    edition.commit()
}

fn written(root: &Path, artifacts: &[Artifact]) -> usize {
    let report = write(root, artifacts).unwrap();
    assert_stands(root, artifacts);
    report.written
}

fn assert_stands(root: &Path, artifacts: &[Artifact]) {
    let mut found = files(&root.join("build"));
    found.remove(manifest::NAME).expect("there is a list");
    let text = |artifact: &Artifact| String::from_utf8(artifact.bytes.clone()).unwrap();
    let wanted: Files = artifacts.iter().map(|artifact| (artifact.path.clone(), text(artifact))).collect();
    assert_eq!(found, wanted);
}

/// A project with an edition that stands, and one that stands by, both old enough to be trusted.
fn project() -> tempfile::TempDir {
    let project = folder();
    written(project.path(), &site(&[(0, "as it was")]));
    let_time_pass();
    written(project.path(), &site(&[]));
    let_time_pass();
    written(project.path(), &site(&[]));
    project
}

fn operations(root: &Path, artifacts: &[Artifact]) -> usize {
    let disk = Arc::new(FailingDisk::sound());
    let layout = Layout::new(root);
    let edition =
        Edition::begin_on(Arc::clone(&disk) as Arc<dyn Disk>, &layout, Options::default(), Duration::ZERO).unwrap();
    artifacts.iter().try_for_each(|artifact| edition.take(artifact.clone())).unwrap();
    edition.commit().unwrap();
    assert_stands(root, artifacts);
    disk.changes()
}

#[test]
fn edition_with_one_new_page_costs_what_one_page_costs() {
    let project = folder();
    operations(project.path(), &site(&[(7, "one")]));
    let first = operations(project.path(), &site(&[(7, "two")]));
    let second = operations(project.path(), &site(&[(7, "three")]));
    assert!(first > 2 * PAGES, "a new folder has a name for each page: {first}");
    assert!(second < PAGES, "the edition that stands by has them already: {second}");
}

#[test]
fn edit_is_made_and_taken_back() {
    let project = project();
    for text in ["new", "as ever", "new", "newer", "as ever"] {
        assert_eq!(written(project.path(), &site(&[(7, text)])), 1);
    }
    assert_eq!(written(project.path(), &site(&[])), 0);
}

#[test]
fn pages_come_and_go_and_come_again() {
    let project = project();
    let all = site(&[]);
    for kept in [3, PAGES, 1, PAGES - 1, 2, PAGES] {
        write(project.path(), &all[..kept]).unwrap();
        assert_stands(project.path(), &all[..kept]);
    }
}

#[test]
fn what_somebody_does_to_the_edition_that_stands_by_is_not_published_and_not_lost() {
    let project = project();
    let standby = project.path().join(".build.glossbook/standby");
    // A new file, one in the place of a page, one written over, one removed, and a folder in the place of a page.
    put(&standby, "site/notes/mine.txt", "mind the gap");
    put(&standby, "scribble", "over it");
    fs::rename(standby.join("scribble"), standby.join(path(3))).unwrap();
    fs::write(standby.join(path(0)), "only in the edition before").unwrap();
    fs::remove_file(standby.join(path(5))).unwrap();
    fs::remove_file(standby.join(path(6))).unwrap();
    put(&standby, &format!("{}/deep", path(6)), "deep");
    assert_eq!(written(project.path(), &site(&[(7, "new")])), 1);
    let kept = files(&project.path().join(".build.glossbook/kept"));
    let kept: Vec<_> = kept.values().map(String::as_str).collect();
    assert_eq!(kept, ["mind the gap", "over it", "deep"].map(str::to_owned));
    assert_eq!(written(project.path(), &site(&[])), 1);
}

#[test]
fn page_written_over_through_its_second_name_is_mended() {
    let project = project();
    fs::write(project.path().join(".build.glossbook/standby").join(path(3)), "scribbles").unwrap();
    assert_eq!(files(&project.path().join("build"))[&path(3)], "scribbles", "it is one file with two names");
    assert_eq!(written(project.path(), &site(&[])), 1);
    assert_eq!(written(project.path(), &site(&[(3, "new")])), 1);
    assert_eq!(written(project.path(), &site(&[])), 1);
}

#[test]
fn workshop_or_a_part_of_it_may_be_removed_at_any_time() {
    let all = [
        "",
        "standby",
        "standby.record",
        "live.record",
        "lock",
        "CACHEDIR.TAG",
        "standby/.glossbook.json",
        "standby/site",
    ];
    for name in all {
        let project = project();
        let path = project.path().join(".build.glossbook").join(name);
        if path.is_dir() {
            fs::remove_dir_all(&path).unwrap()
        } else {
            fs::remove_file(&path).unwrap()
        }
        if name == "lock" {
            // Without its mark, the folder may be anybody's.
            write(project.path(), &site(&[])).unwrap_err();
            continue;
        }
        assert_eq!(written(project.path(), &site(&[])), 0, "{name}");
        assert_eq!(written(project.path(), &site(&[(7, "new")])), 1, "{name}");
        assert_eq!(written(project.path(), &site(&[])), 1, "{name}");
        // Without its list, nobody knows of a page that only stands by whose it was.
        let is_kept = project.path().join(".build.glossbook/kept").exists();
        assert!(!is_kept || name == "standby/.glossbook.json", "{name}: all of it was ours");
    }
}

#[test]
fn damaged_records_only_cost_time() {
    for name in ["standby.record", "live.record", "standby/.glossbook.json"] {
        let project = project();
        let file = project.path().join(".build.glossbook").join(name);
        let half = fs::read(&file).unwrap();
        fs::write(&file, &half[..half.len() / 2]).unwrap();
        assert_eq!(written(project.path(), &site(&[])), 0, "{name}");
        assert_eq!(written(project.path(), &site(&[(7, "new")])), 1, "{name}");
        assert_eq!(written(project.path(), &site(&[])), 1, "{name}");
    }
}

#[test]
fn page_is_mended_though_length_and_date_are_as_they_were() {
    let project = project();
    let page = project.path().join("build").join(path(3));
    let time = fs::metadata(&page).unwrap().modified().unwrap();
    fs::write(&page, "AS EVER").unwrap();
    fs::File::options().append(true).open(&page).unwrap().set_modified(time).unwrap();
    assert_eq!(fs::metadata(&page).unwrap().modified().unwrap(), time);
    assert_eq!(written(project.path(), &site(&[])), 1);
    // And by another file, as old and as long.
    fs::write(page.with_extension("new"), "As ever").unwrap();
    fs::File::options().append(true).open(page.with_extension("new")).unwrap().set_modified(time).unwrap();
    fs::rename(page.with_extension("new"), &page).unwrap();
    assert_eq!(written(project.path(), &site(&[])), 1);
}

#[test]
fn page_changed_in_the_instant_after_the_build_is_mended() {
    for _ in 0..50 {
        let project = folder();
        written(project.path(), &site(&[]));
        let page = project.path().join("build").join(path(3));
        let time = fs::metadata(&page).unwrap().modified().unwrap();
        fs::write(&page, "AS EVER").unwrap();
        fs::File::options().append(true).open(&page).unwrap().set_modified(time).unwrap();
        assert_eq!(written(project.path(), &site(&[])), 1);
    }
}

#[test]
fn pages_that_are_known_are_not_read() {
    let project = project();
    let disk = Arc::new(FailingDisk::sound());
    let edition = Edition::begin_on(
        Arc::clone(&disk) as Arc<dyn Disk>,
        &Layout::new(project.path()),
        Options::default(),
        Duration::ZERO,
    );
    let edition = edition.unwrap();
    for artifact in site(&[]) {
        assert!(edition.keep(Place::Output, &artifact.path, Digest::of(&artifact.bytes)).unwrap());
    }
    edition.commit().unwrap();
    assert_eq!(disk.reads_of("index.html"), 0);
}

#[test]
fn kept_pages_are_read_where_they_may_have_changed() {
    let project = project();
    fs::write(project.path().join("build").join(path(3)), "AS EVER").unwrap();
    fs::remove_file(project.path().join("build").join(path(4))).unwrap();
    let edition = Edition::begin(&Layout::new(project.path()), Options::default()).unwrap();
    let artifacts = site(&[(5, "new")]);
    let keep = |at: usize| edition.keep(Place::Output, &path(at), Digest::of(&artifacts[at].bytes)).unwrap();
    let kept: Vec<usize> = (0..PAGES).filter(|&at| keep(at)).collect();
    assert_eq!(kept, (0..PAGES).filter(|at| ![3, 4, 5].contains(at)).collect::<Vec<_>>());
    [3, 4, 5].iter().try_for_each(|&at| edition.take(artifacts[at].clone())).unwrap();
    assert_eq!(edition.commit().unwrap().written, 3);
    assert_stands(project.path(), &artifacts);
}

#[test]
fn page_is_not_kept_twice_nor_outside() {
    let project = project();
    let edition = Edition::begin(&Layout::new(project.path()), Options::default()).unwrap();
    let digest = Digest::of(b"as ever");
    assert!(edition.keep(Place::Output, &path(3), digest).unwrap());
    edition.keep(Place::Output, &path(3), digest).unwrap_err();
    edition.keep(Place::Output, "../data/terms/rag.yml", digest).unwrap_err();
    assert!(!edition.keep(Place::Output, "site/terms/never/index.html", digest).unwrap());
}

#[test]
fn page_of_the_project_is_kept_while_it_has_its_bytes() {
    let project = folder();
    let markdown = |text: &str| Artifact { place: Place::Project, path: "docs/rag.md".into(), bytes: text.into() };
    let _ = write(project.path(), &[markdown("rag")]).unwrap();
    let keep = || {
        let edition = Edition::begin(&Layout::new(project.path()), Options::default()).unwrap();
        let is_kept = edition.keep(Place::Project, "docs/rag.md", Digest::of(b"rag")).unwrap();
        if is_kept {
            assert_eq!(edition.commit().unwrap(), WriteReport { unchanged: 1, ..WriteReport::default() });
        }
        is_kept
    };
    assert!(keep());
    put(project.path(), "docs/rag.md", "RAG");
    assert!(!keep());
}

#[test]
fn other_peoples_files_come_change_and_go_between_editions() {
    let project = project();
    let out = project.path().join("build");
    let expect = |theirs: &[(&str, &str)], edition: &[Artifact]| {
        let theirs = theirs.iter().map(|(path, text)| Artifact::output(*path, *text));
        assert_stands(project.path(), &edition.iter().cloned().chain(theirs).collect::<Vec<_>>());
    };
    let (one, other) = (site(&[(7, "one")]), site(&[(7, "other")]));
    put(&out, "CNAME", "example.org");
    put(&out, "site/terms/03/note.txt", "a note");
    write(project.path(), &one).unwrap();
    expect(&[("CNAME", "example.org"), ("site/terms/03/note.txt", "a note")], &one);
    fs::write(out.join("new"), "example.com").unwrap();
    fs::rename(out.join("new"), out.join("CNAME")).unwrap();
    write(project.path(), &other).unwrap();
    expect(&[("CNAME", "example.com"), ("site/terms/03/note.txt", "a note")], &other);
    fs::remove_file(out.join("site/terms/03/note.txt")).unwrap();
    fs::write(out.join("CNAME"), "example.net").unwrap();
    write(project.path(), &one).unwrap();
    expect(&[("CNAME", "example.net")], &one);
    fs::remove_file(out.join("CNAME")).unwrap();
    write(project.path(), &other).unwrap();
    expect(&[], &other);
}

#[cfg(unix)]
#[test]
fn permissions_follow_from_edition_to_edition() {
    use std::os::unix::fs::PermissionsExt;
    let project = project();
    let out = project.path().join("build");
    let mode = |path: &str| fs::metadata(out.join(path)).unwrap().permissions().mode() & 0o777;
    let set = |path: &str, mode| fs::set_permissions(out.join(path), fs::Permissions::from_mode(mode)).unwrap();
    for (at, wanted) in [0o700, 0o755, 0o511, 0o750, 0o777].into_iter().enumerate() {
        let folders = ["", "site", "site/terms/03", "site/terms/07"];
        folders.iter().for_each(|folder| set(folder, wanted));
        written(project.path(), &site(&[(7, ["a", "b"][at % 2])]));
        assert_eq!(folders.map(mode), [wanted; 4]);
    }
}

#[test]
fn memory_belongs_to_the_edition_that_stands() {
    let project = folder();
    let commit = |text: &str, memory: Option<&[u8]>| {
        let edition = Edition::begin(&Layout::new(project.path()), Options::default()).unwrap();
        let before = edition.remembered();
        edition.take(Artifact::output("site/index.html", text)).unwrap();
        match memory {
            Some(memory) => edition.commit_with(|| memory.to_vec()).unwrap(),
            None => edition.commit().unwrap(),
        };
        before
    };
    assert_eq!(commit("one", Some(b"first")), None);
    assert_eq!(commit("one", Some(b"first")).as_deref(), Some(&b"first"[..]));
    assert_eq!(commit("two", Some(b"second")).as_deref(), Some(&b"first"[..]));
    assert_eq!(commit("two", Some(b"third")).as_deref(), Some(&b"second"[..]), "nothing changed but the memory");
    assert_eq!(commit("one", None).as_deref(), Some(&b"third"[..]));
    assert_eq!(commit("one", Some(b"fifth")), None, "an edition without memory leaves none");
    assert_eq!(commit("one", None).as_deref(), Some(&b"fifth"[..]));
    assert_eq!(commit("one", Some(b"sixth")), None);
    let file = project.path().join(".build.glossbook/memory");
    let bytes = fs::read(&file).unwrap();
    fs::write(&file, &bytes[..bytes.len() - 1]).unwrap();
    assert_eq!(commit("one", Some(b"seventh")), None, "a torn memory is none");
    put(project.path(), "build/.glossbook.json", "{}");
    let edition = Edition::begin(&Layout::new(project.path()), Options { force: true, ..Options::default() }).unwrap();
    assert_eq!(edition.remembered(), None, "another list, another edition");
}

#[test]
fn memory_is_of_the_edition_that_stands_or_none_whatever_fails() {
    for trouble in [Trouble::Once(std::io::ErrorKind::Other), Trouble::Full, Trouble::ReadOnly, Trouble::Crash] {
        for at in 1.. {
            let context = format!("after {trouble:?} at operation {at}");
            let project = folder();
            let disk = Arc::new(FailingDisk::new(at, trouble, Poor::default()));
            let commit = |disk: Arc<dyn Disk>, text: &str| {
                let edition =
                    Edition::begin_on(disk, &Layout::new(project.path()), Options::default(), Duration::ZERO)?;
                edition.take(Artifact::output("site/index.html", text))?;
                edition.commit_with(|| text.into())
            };
            for text in ["one", "two"] {
                commit(Arc::new(FailingDisk::sound()), text).unwrap();
            }
            let _ = commit(Arc::clone(&disk) as Arc<dyn Disk>, "three");
            let edition = Edition::begin(&Layout::new(project.path()), Options::default()).unwrap();
            let stands = fs::read(project.path().join("build/site/index.html")).unwrap();
            assert!(edition.remembered().is_none_or(|memory| memory == stands), "{context}");
            if !disk.has_failed() {
                assert_eq!(edition.remembered().as_deref(), Some(&b"three"[..]));
                break;
            }
        }
    }
}

#[test]
fn workshop_says_what_it_is() {
    let project = project();
    let tag = fs::read_to_string(project.path().join(".build.glossbook/CACHEDIR.TAG")).unwrap();
    assert!(tag.starts_with("Signature: 8a477f597d28d172789f06886806bc55\n"), "{tag}");
    assert_eq!(fs::read_to_string(project.path().join(".build.glossbook/.gitignore")).unwrap(), "*\n");
}

#[test]
fn unchanged_build_leaves_even_the_workshop_untouched() {
    let project = project();
    let times = |folder: &Path| -> Vec<(std::path::PathBuf, SystemTime)> {
        let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(Result::unwrap);
        entries.map(|entry| (entry.path().to_owned(), entry.metadata().unwrap().modified().unwrap())).collect()
    };
    let before = times(project.path());
    assert_eq!(written(project.path(), &site(&[])), 0);
    assert_eq!(times(project.path()), before);
}

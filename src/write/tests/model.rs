//! Any sequence of editions and of what people and accidents do between them, against a model that is a map.

use super::failing::{FailingDisk, Poor, Trouble};
use super::*;
use proptest::prelude::*;

/// What happens next.
#[derive(Clone, Debug)]
enum Step {
    /// An edition: for each page that it has, which text.
    Build(Vec<(usize, u8)>),
    /// The same edition again, by digests alone where they are known.
    Again,
    /// An edition that is killed at an operation.
    Killed(Vec<(usize, u8)>, usize),
    /// Somebody writes a file that is not ours.
    Write(usize, u8),
    /// Somebody removes it.
    Remove(usize),
    /// Somebody writes over a page of ours in the output folder, and sets its date back.
    Damage(usize),
    /// Somebody removes a page of ours.
    Lose(usize),
    /// Somebody writes into the workshop: over a page, a new file, or a file in the place of a page.
    Scribble(usize, usize),
    /// Somebody removes a part of the workshop, or all of it.
    Sweep(usize),
    /// Time passes: what is written down becomes trusted.
    Wait,
}

/// Names that are now pages and now folders.
const PAGES: [&str; 8] = ["index.html", "a", "a/index.html", "a/b/index.html", "b/c", "b/d", "e/f/g/h", "e/f"];
/// Names that people use, in folders of ours and of their own.
const THEIRS: [&str; 4] = ["CNAME", "b/note", "z/y", "e/note"];
const PARTS: [&str; 5] = ["", "standby", "standby.record", "live.record", "standby/b"];

fn step() -> impl Strategy<Value = Step> {
    let edition = || proptest::collection::vec((0..PAGES.len(), 0..3_u8), 0..8);
    prop_oneof![
        6 => edition().prop_map(Step::Build),
        2 => Just(Step::Again),
        3 => (edition(), 1..160_usize).prop_map(|(edition, at)| Step::Killed(edition, at)),
        2 => (0..THEIRS.len(), 0..3_u8).prop_map(|(file, text)| Step::Write(file, text)),
        1 => (0..THEIRS.len()).prop_map(Step::Remove),
        1 => (0..PAGES.len()).prop_map(Step::Damage),
        1 => (0..PAGES.len()).prop_map(Step::Lose),
        2 => (0..PAGES.len(), 0..3_usize).prop_map(|(page, way)| Step::Scribble(page, way)),
        1 => (0..PARTS.len()).prop_map(Step::Sweep),
        1 => Just(Step::Wait),
    ]
}

/// What should stand in the output folder.
#[derive(Default)]
struct Model {
    ours: Files,
    /// Also pages of ours that somebody had written over when they were no longer made.
    theirs: Files,
}

/// Pages of an edition: the first of those that cannot stand beside each other wins.
fn pages(edition: &[(usize, u8)]) -> Files {
    let mut pages = Files::new();
    for (page, text) in edition {
        let path = PAGES[*page];
        let is_in_the_way =
            |other: &String| other.starts_with(&format!("{path}/")) || path.starts_with(&format!("{other}/"));
        if !pages.keys().any(is_in_the_way) {
            pages.insert(path.to_owned(), format!("text {text}"));
        }
    }
    pages
}

fn commit(disk: Arc<dyn Disk>, root: &Path, pages: &Files, is_kept: bool) -> Result<WriteReport, Failure> {
    let edition = Edition::begin_on(disk, &Layout::new(root), Options::default(), Duration::ZERO)?;
    for (path, text) in pages {
        if !is_kept || !edition.keep(Place::Output, path, Digest::of(text.as_bytes()))? {
            edition.take(Artifact::output(path.as_str(), text.as_str()))?;
        }
    }
    edition.commit()
}

fn sound() -> Arc<dyn Disk> {
    Arc::new(FailingDisk::sound())
}

impl Model {
    /// Plays a step. Says whether an edition was made, so that everything is as it should be.
    fn play(&mut self, root: &Path, step: &Step) -> bool {
        let (out, workshop) = (root.join("build"), root.join(".build.glossbook"));
        match step {
            Step::Build(edition) => return self.build(root, pages(edition), false),
            Step::Again => return self.build(root, self.ours.clone(), true),
            Step::Killed(edition, at) => self.build_and_kill(root, pages(edition), *at),
            Step::Write(file, text) => {
                let (path, text) = (THEIRS[*file], format!("their {text}"));
                let file = out.join(path);
                if out.exists() && fs::create_dir_all(file.parent().unwrap()).is_ok() {
                    fs::write(file, &text).unwrap();
                    self.theirs.insert(path.to_owned(), text);
                }
            }
            Step::Remove(file) => {
                if self.theirs.remove(THEIRS[*file]).is_some() {
                    fs::remove_file(out.join(THEIRS[*file])).unwrap();
                }
            }
            Step::Damage(page) => damage(&out.join(PAGES[*page])),
            Step::Lose(page) => {
                self.theirs.remove(PAGES[*page]);
                let _ = fs::remove_file(out.join(PAGES[*page]));
            }
            Step::Scribble(page, way) => scribble(&workshop.join("standby"), PAGES[*page], *way),
            Step::Sweep(part) => {
                let path = workshop.join(PARTS[*part]);
                let _ = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
            }
            Step::Wait => let_time_pass(),
        }
        false
    }

    fn build(&mut self, root: &Path, next: Files, is_kept: bool) -> bool {
        let damaged = self.damaged(root, &next);
        let built = commit(sound(), root, &next, is_kept);
        let is_built = built.is_ok();
        match built {
            Ok(_) => {
                assert!(!self.is_blocked(&next, &damaged), "{next:?} went over what people wrote");
                self.now_stands(next, damaged);
            }
            Err(Failure::Output(path, _)) => assert!(self.is_blocked(&next, &damaged), "{}", path.display()),
            Err(failure) => panic!("{failure}"),
        }
        is_built
    }

    fn build_and_kill(&mut self, root: &Path, next: Files, at: usize) {
        let damaged = self.damaged(root, &next);
        let _ = commit(Arc::new(FailingDisk::new(at, Trouble::Crash, Poor::default())), root, &next, false);
        // One of the two editions stands; which one, the list says.
        drop(Edition::begin_on(sound(), &Layout::new(root), Options::default(), Duration::ZERO));
        let list = fs::read(root.join("build").join(manifest::NAME)).ok();
        let digest = |(path, text): (&String, &String)| (path.clone(), Digest::of(text.as_bytes()));
        match list.map(|list| Manifest::from_bytes(&list).unwrap().output) {
            Some(list) if list == next.iter().map(digest).collect() => self.now_stands(next, damaged),
            Some(list) => assert_eq!(list, self.ours.iter().map(digest).collect(), "neither of the two editions"),
            None => assert!(self.ours.is_empty()),
        }
    }

    /// Pages of ours that somebody has written over, and that the next edition has no more: they are theirs from then on.
    fn damaged(&self, root: &Path, next: &Files) -> Files {
        let old = self.ours.iter().filter(|(path, _)| !next.contains_key(*path));
        let now =
            old.filter_map(|(path, text)| Some((path, text, fs::read_to_string(root.join("build").join(path)).ok()?)));
        now.filter(|(_, text, now)| *text != now).map(|(path, _, now)| (path.clone(), now)).collect()
    }

    fn is_blocked(&self, next: &Files, damaged: &Files) -> bool {
        let collide = |a: &str, b: &str| a == b || a.starts_with(&format!("{b}/")) || b.starts_with(&format!("{a}/"));
        self.theirs.keys().chain(damaged.keys()).any(|theirs| next.keys().any(|ours| collide(theirs, ours)))
    }

    fn now_stands(&mut self, next: Files, damaged: Files) {
        self.ours = next;
        self.theirs.extend(damaged);
    }
}

/// Writes over a page; its length and date tell nothing.
fn damage(page: &Path) {
    if let Ok(bytes) = fs::read(page) {
        let time = fs::metadata(page).unwrap().modified().unwrap();
        fs::write(page, vec![b'#'; bytes.len()]).unwrap();
        fs::File::options().append(true).open(page).unwrap().set_modified(time).unwrap();
    }
}

fn scribble(standby: &Path, page: &str, way: usize) {
    if !standby.exists() {
        return;
    }
    let file = standby.join(page);
    match way {
        0 => damage(&file),
        1 => {
            let _ =
                fs::create_dir_all(standby.join("b")).and_then(|()| fs::write(standby.join("b/scribble"), "scribble"));
        }
        _ if file.is_file() => {
            fs::write(standby.join("scribble"), "scribble").unwrap();
            fs::rename(standby.join("scribble"), file).unwrap();
        }
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn output_folder_holds_what_the_last_edition_and_people_put_there(steps in proptest::collection::vec(step(), 1..24)) {
        let project = folder();
        let mut model = Model::default();
        for step in &steps {
            if model.play(project.path(), step) {
                let mut found = files(&project.path().join("build"));
                found.remove(manifest::NAME);
                let wanted: Files = model.ours.clone().into_iter().chain(model.theirs.clone()).collect();
                prop_assert_eq!(&found, &wanted, "after {:?}", step);
            }
        }
    }
}

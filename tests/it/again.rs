//! A build that remembers the ones before it gives what a build gives that remembers nothing, byte for byte.
//!
//! `world` is a small glossary that random edits change; each step is built with the memory of all steps before.

mod world;

use std::sync::Mutex;

use glossbook::digest::Digest;
use glossbook::failure::Failure;
use glossbook::pipeline::{self, Memory};
use glossbook::render::{Artifact, MemorySink, Place, Sink};
use proptest::prelude::*;

use world::{Edit, World, edits};

/// What becomes of the memory between two builds.
#[derive(Clone, Copy, Debug)]
enum Between {
    /// It stays as it is, as in the preview.
    Stays,
    /// It is written down and read again, as on disk.
    IsStored,
    /// What was written down is damaged.
    IsDamaged,
}

/// Builds the world as it is after each of `steps`, and compares it with a build that knows nothing.
fn follow(world: &mut World, steps: &[Vec<Edit>], between: Between) {
    let mut memory = Memory::default();
    let mut last = MemorySink::default();
    for (step, edits) in std::iter::once(&Vec::new()).chain(steps).enumerate() {
        edits.iter().for_each(|edit| world.apply(edit));
        memory = passed_on(memory, between, step);
        let checked = pipeline::check_again(world.inputs(), world.today(), &mut memory);
        let clean = pipeline::check_inputs(world.inputs(), world.today());
        assert_eq!(format!("{:?}", checked.diagnostics), format!("{:?}", clean.diagnostics), "after {edits:?}");
        if clean.has_errors() {
            continue;
        }
        let (sink, anew) = (MemorySink::after(&last), MemorySink::default());
        pipeline::build_again(&checked, None, &mut memory, &sink).expect("it renders");
        pipeline::build(&clean, None, &anew).expect("it renders");
        same(&sink.artifacts(), &anew.into_artifacts(), edits);
        last = sink;
    }
}

fn passed_on(memory: Memory, between: Between, step: usize) -> Memory {
    let stored = |memory: &Memory| memory.to_bytes();
    match between {
        Between::Stays => memory,
        Between::IsStored => Memory::from_bytes(&stored(&memory)).expect("it was just written"),
        Between::IsDamaged => {
            let mut bytes = stored(&memory);
            let at = step * 7919 % bytes.len();
            bytes[at] ^= 1;
            assert!(Memory::from_bytes(&bytes).is_none(), "one bit at {at} of {}", bytes.len());
            Memory::default()
        }
    }
}

#[track_caller]
fn same(again: &[Artifact], anew: &[Artifact], edits: &[Edit]) {
    let paths = |artifacts: &[Artifact]| artifacts.iter().map(|artifact| artifact.path.clone()).collect::<Vec<_>>();
    assert_eq!(paths(again), paths(anew), "after {edits:?}");
    for (again, anew) in again.iter().zip(anew) {
        let text = |artifact: &Artifact| String::from_utf8_lossy(&artifact.bytes).into_owned();
        assert!(again == anew, "{}", difference(&again.path, &text(again), &text(anew), edits));
    }
}

fn difference(path: &str, again: &str, anew: &str, edits: &[Edit]) -> String {
    let line = again.lines().zip(anew.lines()).position(|(again, anew)| again != anew).unwrap_or_default();
    let at = |text: &str| text.lines().nth(line).unwrap_or_default().to_owned();
    format!("{path}:{} after {edits:?}\nagain: {}\nanew:  {}", line + 1, at(again), at(anew))
}

fn on_threads(threads: usize, run: impl FnOnce() + Send) {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool of threads").install(run);
}

/// Passes files on, and names those that were made.
struct Named<'a> {
    sink: &'a MemorySink,
    made: Mutex<Vec<String>>,
}

impl Sink for Named<'_> {
    fn take(&self, artifact: Artifact) -> Result<(), Failure> {
        self.made.lock().unwrap().push(artifact.path.clone());
        self.sink.take(artifact)
    }

    fn keep(&self, place: Place, path: &str, digest: Digest) -> Result<bool, Failure> {
        self.sink.keep(place, path, digest)
    }
}

/// The files that are made when the world is built as it is, changed by one edit and built again.
fn made_after(edit: Edit) -> Vec<String> {
    let mut world = World::new();
    let (mut memory, mut last, mut made) = (Memory::default(), MemorySink::default(), Vec::new());
    for edit in [Edit::Nothing, edit] {
        world.apply(&edit);
        let checked = pipeline::check_again(world.inputs(), world.today(), &mut memory);
        assert!(!checked.has_errors(), "{:?}", checked.diagnostics);
        let sink = MemorySink::after(&last);
        let named = Named { sink: &sink, made: Mutex::default() };
        pipeline::build_again(&checked, None, &mut memory, &named).expect("it renders");
        made = named.made.into_inner().unwrap();
        last = sink;
    }
    made
}

fn pages_of_terms(made: &[String]) -> Vec<&String> {
    let is_page = |path: &&String| {
        (path.starts_with("site/terms/") && path.matches('/').count() == 3)
            || (path.starts_with("markdown/terms/") && !path.ends_with("/index.md"))
    };
    made.iter().filter(is_page).collect()
}

#[test]
fn nothing_is_made_again_when_nothing_changed() {
    assert!(made_after(Edit::Nothing).is_empty());
}

#[test]
fn the_next_day_no_page_of_a_term_is_made_again_unless_a_review_falls_due() {
    assert!(pages_of_terms(&made_after(Edit::Day(1))).is_empty());
    assert!(!pages_of_terms(&made_after(Edit::Day(3))).is_empty());
}

#[test]
fn a_sentence_makes_only_the_pages_that_it_shows_on() {
    let made = made_after(Edit::Text { term: 0, text: 9, mention: 1 });
    let pages = pages_of_terms(&made);
    assert!(pages.contains(&&"site/terms/bread/index.html".to_owned()), "{pages:?}");
    assert!(pages.contains(&&"markdown/terms/bread.md".to_owned()), "{pages:?}");
    assert!(pages.len() < 12, "{} of 16: {pages:?}", pages.len());
}

#[test]
fn a_sentence_makes_one_record_of_the_json_tree_and_no_list() {
    let made = made_after(Edit::Text { term: 0, text: 9, mention: 1 });
    let tree: Vec<&String> = made.iter().filter(|path| path.starts_with("site/api/")).collect();
    assert_eq!(tree, ["site/api/v1/terms/bread.json"]);
}

#[test]
fn the_list_of_all_terms_shows_no_text_at_length() {
    let list = "site/terms/index.html".to_owned();
    assert!(!made_after(Edit::Text { term: 0, text: 9, mention: 1 }).contains(&list));
    assert!(made_after(Edit::Rename { term: 0, name: 9 }).contains(&list));
}

#[test]
fn a_sentence_makes_no_copy_of_data_that_is_the_same() {
    let made = made_after(Edit::Text { term: 0, text: 9, mention: 1 });
    let is_made = |name: &str| made.contains(&format!("site/downloads/{name}"));
    assert!(is_made("glossary.json") && !is_made("term.schema.json") && !is_made("search-index.json"), "{made:?}");
}

#[test]
fn a_sentence_makes_the_paper_of_its_own_groups_alone() {
    let made = made_after(Edit::Text { term: 0, text: 9, mention: 1 });
    let paper: Vec<&String> = made.iter().filter(|path| path.ends_with("/print/index.html")).collect();
    let all = ["site/print/index.html", "site/categories/food/print/index.html", "site/roles/legal/print/index.html"];
    assert!(all.iter().all(|path| paper.iter().any(|made| made == path)), "{paper:?}");
    assert_eq!(paper.len(), all.len(), "{paper:?}");
}

#[test]
fn a_file_that_is_lost_is_made_again_and_no_other() {
    let world = World::new();
    let mut memory = Memory::default();
    let checked = pipeline::check_again(world.inputs(), world.today(), &mut memory);
    let (before, lost) = (MemorySink::default(), "site/terms/bread/index.html");
    pipeline::build_again(&checked, None, &mut memory, &before).expect("it renders");
    let rest = MemorySink::default();
    before.artifacts().into_iter().filter(|artifact| artifact.path != lost).for_each(|one| rest.take(one).unwrap());
    let sink = MemorySink::after(&rest);
    let named = Named { sink: &sink, made: Mutex::default() };
    pipeline::build_again(&checked, None, &mut memory, &named).expect("it renders");
    assert_eq!(named.made.into_inner().unwrap(), [lost]);
    same(&sink.artifacts(), &before.artifacts(), &[]);
}

#[test]
fn a_memory_of_another_program_is_none() {
    let bytes = Memory::default().to_bytes();
    let other = String::from_utf8_lossy(&bytes).replace(env!("CARGO_PKG_VERSION"), "9.9.9").into_bytes();
    assert!(Memory::from_bytes(&bytes).is_some());
    assert!(Memory::from_bytes(&other).is_none());
    assert!(Memory::from_bytes(b"").is_none());
}

#[test]
fn a_page_that_leads_to_a_replacement_is_made_again_with_it() {
    let is_replaced = Edit::Status { term: 4, status: 0, replaced_by: 0 };
    let steps = [vec![is_replaced], vec![Edit::Status { term: 0, status: 5, replaced_by: 0 }]];
    on_threads(1, || follow(&mut World::new(), &steps, Between::Stays));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20, ..ProptestConfig::default() })]

    #[test]
    fn a_build_with_a_memory_gives_the_same_bytes(steps in prop::collection::vec(edits(), 4..10)) {
        on_threads(1, || follow(&mut World::new(), &steps, Between::Stays));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

    #[test]
    fn many_threads_remember_the_same(steps in prop::collection::vec(edits(), 1..6)) {
        on_threads(4, || follow(&mut World::new(), &steps, Between::Stays));
    }

    #[test]
    fn a_memory_that_was_written_down_gives_the_same_bytes(steps in prop::collection::vec(edits(), 1..4)) {
        on_threads(2, || follow(&mut World::new(), &steps, Between::IsStored));
    }

    #[test]
    fn a_damaged_memory_is_none(steps in prop::collection::vec(edits(), 1..3)) {
        on_threads(2, || follow(&mut World::new(), &steps, Between::IsDamaged));
    }
}

//! What is close in meaning, on the repository's own glossary.

use glossbook::discover::Layout;
use glossbook::model::ReviewDate;
use glossbook::pipeline;
use glossbook::resolve::Glossary;
use glossbook::resolve::close::{Recall, close, recall, suggest};
use glossbook::resolve::similar::{Similar, similar};

use crate::project::TODAY;

fn own_glossary() -> Glossary {
    let today = ReviewDate::parse(TODAY).expect("a date");
    pipeline::check(&Layout::new(env!("CARGO_MANIFEST_DIR")), today).expect("the disk can be read").glossary
}

fn recall_of(glossary: &Glossary, ranking: &[Vec<Similar>]) -> Recall {
    recall(glossary, ranking, glossary.ids())
}

#[test]
fn at_least_72_of_100_links_of_the_editors_are_among_the_eight_closest_terms() {
    let glossary = own_glossary();
    let found = recall_of(&glossary, &close(&glossary));
    assert!(found.share() >= 0.72, "{found:?} is {:.3}", found.share());
    // An empty glossary would pass as well.
    assert!(found.wanted > 500, "{found:?}");
}

#[test]
fn meaning_finds_far_more_of_the_editors_links_than_wording() {
    let glossary = own_glossary();
    let (meaning, wording) = (recall_of(&glossary, &close(&glossary)), recall_of(&glossary, &similar(&glossary)));
    assert!(meaning.share() > wording.share() + 0.1, "{meaning:?}, {wording:?}");
}

#[test]
fn any_number_of_threads_finds_the_same_neighbours() {
    let glossary = own_glossary();
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool of threads");
        pool.install(|| close(&glossary))
    };
    let one = on(1);
    for threads in [2, 3, 8] {
        assert_eq!(on(threads), one, "{threads} threads");
    }
    assert_eq!(one.len(), glossary.terms.len());
}

#[test]
fn suggestions_are_neighbours_that_nobody_has_related_yet() {
    let glossary = own_glossary();
    let ranking = close(&glossary);
    let mut suggestions = 0;
    for id in glossary.ids().step_by(10) {
        for suggestion in suggest(&glossary, id) {
            let near = &ranking[id.index()];
            assert!(near.contains(&Similar { term: suggestion.term, score: suggestion.score }));
            let links = [glossary.links(id), glossary.links(suggestion.term)];
            assert!(links[0].written.iter().all(|link| link.target != Some(suggestion.term)));
            assert!(links[1].written.iter().all(|link| link.target != Some(id)));
            suggestions += 1;
        }
    }
    assert!(suggestions > 10);
}

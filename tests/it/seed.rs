//! The page that the project was asked for: `human handoff`, as the Python pipeline rendered it.

use std::path::Path;

use glossbook::discover::Layout;

use crate::determinism::built;
use crate::project::Project;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

#[test]
fn our_own_human_handoff_becomes_the_seed_page_byte_for_byte() {
    let read = |path: &str| std::fs::read(Path::new(ROOT).join(path)).expect(path);
    let project = Project::new()
        .file("data/terms/human-handoff.yml", read("data/terms/human-handoff.yml"))
        .file("data/vocabulary/roles.yml", read("data/vocabulary/roles.yml"))
        .file("data/vocabulary/categories.yml", read("data/vocabulary/categories.yml"))
        .file("data/glossary.yml", "markdown:\n  flavor: render-docs\n  generated_by: scripts/render_docs.py\n");
    let artifacts = built(&Layout::new(project.root()), 1);
    let page =
        artifacts.iter().find(|artifact| artifact.path == "markdown/terms/human-handoff.md").expect("the page is made");
    let golden = String::from_utf8(read("tests/it/seed/human-handoff.md")).expect("the page is text");
    let page = String::from_utf8(page.bytes.clone()).expect("the page is text");
    snapbox::assert_data_eq!(page, snapbox::IntoData::raw(golden));
}

#[test]
fn every_relationship_of_the_seed_leads_to_a_term() {
    let checked = glossbook::pipeline::check(
        &Layout::new(ROOT),
        glossbook::model::ReviewDate::parse("2026-11-22").expect("a date"),
    )
    .expect("the disk can be read");
    let id = checked.glossary.names.meaning("human handoff").term().expect("the term is there");
    let links = &checked.glossary.links(id).written;
    assert_eq!(links.len(), 5);
    assert!(links.iter().all(|link| link.target.is_some()));
}

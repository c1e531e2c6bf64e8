//! Mentions of terms in texts: which become links, in the glossary of this repository and in small ones.

mod golden;
mod properties;

use glossbook::model::TermId;
use glossbook::pipeline::Checked;
use glossbook::render::MemorySink;
use glossbook::render::body::linked_line_to_html;
use glossbook::render::links::{Base, Page, TermLink};
use glossbook::resolve::Glossary;
use glossbook::resolve::mentions::Outcome;

use crate::project::Project;

/// The link from a page of the website to a term.
fn link(glossary: &Glossary, from: &Page, target: TermId) -> TermLink {
    TermLink::new(glossary, target, Base::of(from, "").page(&Page::Term(glossary.term(target).slug.clone())))
}

/// The links of a term: `field: words -> slug`.
fn links(checked: &Checked, name: &str) -> Vec<String> {
    let glossary = &checked.glossary;
    let id = glossary.names.meaning(name).term().expect("a term");
    let report = glossbook::render::exports::links::term_report(glossary, &checked.inputs.sources, id);
    report.linked.iter().map(|row| format!("{}: {} -> {}", row.field, row.text, row.targets.join(", "))).collect()
}

/// A glossary of a few terms; the last one has the text that a test is about.
fn with_text(settings: &str, text: &str) -> Checked {
    let project = Project::new()
        .term("privacy", "aliases: [data privacy]\npart_of_speech: concept")
        .term("privacy budget", "aliases: [PB]\npart_of_speech: noun_phrase")
        .term("prompt", "aliases: [shared name]\npart_of_speech: noun")
        .term("prompt engineering", "aliases: [shared name]\npart_of_speech: process")
        .term("evaluation", "aliases: [model evaluation]\npart_of_speech: process")
        .term("evaluation harness", "aliases: [test rig]\npart_of_speech: noun_phrase")
        .term(
            "old thing",
            "aliases: [older thing]\nstatus: deprecated\nreplaced_by: privacy\npart_of_speech: noun_phrase",
        )
        .term("fast fine-tune", "aliases: [FFT]\npart_of_speech: verb")
        .term("subject", text)
        .file("data/glossary.yml", settings);
    let checked = project.checked();
    assert!(!checked.has_errors(), "{:#?}", checked.diagnostics);
    checked
}

#[track_caller]
fn short(text: &str, expected: &[&str]) {
    let found = links(&with_text("title: t", &format!("short_def: {text}")), "subject");
    let expected: Vec<String> = expected.iter().map(|link| format!("short_def: {link}")).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn the_longer_name_of_a_pair_wins_and_the_shorter_one_is_still_found() {
    short("privacy budgets and privacy", &["privacy budgets -> privacy-budget", "privacy -> privacy"]);
    short(
        "Evaluation harness for an evaluation",
        &["Evaluation harness -> evaluation-harness", "evaluation -> evaluation"],
    );
    short("prompt engineering of prompts", &["prompt engineering -> prompt-engineering", "prompts -> prompt"]);
    short("privacy-preserving evaluation of budgets", &["evaluation -> evaluation"]);
}

#[test]
fn the_first_mention_in_a_section_is_the_link_in_the_readers_own_words() {
    short("privacy and PRIVACY and data privacy", &["privacy -> privacy"]);
    short("PB but not pb", &["PB -> privacy-budget"]);
    short("they fast fine-tuned it", &["fast fine-tuned -> fast-fine-tune"]);
}

#[test]
fn links_code_and_words_kept_from_linking_stay_as_they_are() {
    short("'[privacy](https://example.org/) `privacy` [privacy]()'", &[]);
    short("'**privacy** budget, *evaluation*'", &["evaluation -> evaluation"]);
}

#[test]
fn a_term_links_neither_to_itself_nor_to_one_of_two_owners() {
    short("subject with a shared name", &[]);
}

#[test]
fn settings_say_how_often_and_where() {
    let text = "short_def: privacy of privacy\nexamples:\n  do: [Keep privacy.]\n  dont: [Lose privacy.]";
    let count = |settings: &str| links(&with_text(settings, text), "subject").len();
    assert_eq!(count("title: t"), 3);
    assert_eq!(count("links:\n  density: first-per-page"), 1);
    assert_eq!(count("links:\n  density: all"), 4);
    assert_eq!(count("links:\n  density: none"), 0);
    assert_eq!(count("links:\n  sections: [examples]"), 2);
    assert_eq!(count("links:\n  never: [privacy]"), 0);
    assert_eq!(count("links:\n  never: [lose privacy]"), 2);
}

#[test]
fn links_that_settings_switch_off_are_mentions_all_the_same() {
    let glossary = with_text("links:\n  density: none", "short_def: about privacy").glossary;
    let ids = |name: &str| glossary.names.meaning(name).term().expect("a term");
    assert_eq!(glossary.mentioned_by(ids("privacy")), [ids("subject")]);
}

#[test]
fn mentions_and_relationships_are_kept_apart() {
    let glossary = with_text("title: t", "short_def: about privacy\nrelationships:\n  related: [evaluation]").glossary;
    let id = |name: &str| glossary.names.meaning(name).term().expect("a term");
    assert_eq!(glossary.mentioned_by(id("privacy")), [id("subject")]);
    assert!(!glossary.links(id("privacy")).used_by.contains(&id("subject")));
    assert_eq!(glossary.links(id("evaluation")).used_by, [id("subject")]);
    assert!(glossary.mentioned_by(id("evaluation")).is_empty());
}

#[test]
fn a_name_without_an_entry_keeps_its_words_from_a_shorter_name() {
    let text = "short_def: a privacy impact assessment\nrelationships:\n  related: [privacy impact assessment]";
    let checked = with_text("title: t", text);
    assert!(links(&checked, "subject").is_empty());
    assert_eq!(checked.glossary.all_mentions().undefined, ["privacy impact assessment"]);
}

#[test]
fn a_deprecated_term_is_linked_with_a_mark() {
    let glossary = with_text("title: t", "short_def: an old thing & more").glossary;
    let id = glossary.names.meaning("subject").term().expect("a term");
    let from = Page::Term(glossary.term(id).slug.clone());
    let line = glossary.line(id, glossary.mentions(id)[0].place);
    let html = linked_line_to_html(&line, &|target: TermId| Some(link(&glossary, &from, target)));
    assert_eq!(
        html,
        "an <a class=\"mention mention-deprecated\" href=\"../old-thing/index.html\" \
         title=\"Deprecated: use privacy instead\">old thing</a> <span class=\"flag\">deprecated</span> &amp; more"
    );
}

#[test]
fn the_repaired_markdown_has_links_and_the_old_flavour_has_none() {
    let project = |flavor: &str| {
        Project::new()
            .term("privacy", "")
            .term("old thing", "status: deprecated\nreplaced_by: privacy")
            .term("subject", "short_def: Privacy of an old thing. See [privacy]() too.")
            .file("data/glossary.yml", format!("markdown:\n  flavor: {flavor}"))
    };
    let page = |flavor: &str| {
        let checked = project(flavor).checked();
        let sink = MemorySink::default();
        glossbook::pipeline::build(&checked, None, &sink).expect("it renders");
        let artifacts = sink.into_artifacts();
        let page = artifacts.iter().find(|artifact| artifact.path == "markdown/terms/subject.md").expect("the page");
        String::from_utf8(page.bytes.clone()).expect("text")
    };
    let linked =
        "[Privacy](privacy.md) of an [old thing](old-thing.md \"Deprecated: use privacy instead\"). See privacy too.";
    assert!(page("mkdocs").contains(linked), "{}", page("mkdocs"));
    assert!(page("render-docs").contains("Privacy of an old thing. See [privacy]() too."));
}

#[test]
fn settings_that_make_no_sense_are_reported() {
    let settings =
        "links:\n  density: first-per-pages\n  sections: [long_def, citations]\n  never: [privacie, lost privacy]\n";
    let project = Project::new().term("privacy", "").file("data/glossary.yml", settings);
    snapbox::assert_data_eq!(
        project.check().join("\n"),
        snapbox::str![[r#"
data/glossary.yml:2:12: error[G401]: no density of links is called `first-per-pages`
data/glossary.yml:3:24: error[G401]: no section of links is called `citations`
data/glossary.yml:4:11: error[G401]: `privacie` has no name of a term in it
"#]]
    );
}

#[test]
fn every_link_of_the_graph_is_a_link_on_the_page() {
    let checked = golden::own();
    let glossary = &checked.glossary;
    for id in glossary.ids() {
        for mention in glossary.mentions(id).iter().filter(|mention| mention.outcome == Outcome::Linked) {
            let html = match mention.place.section {
                glossbook::model::Section::LongDef => {
                    glossbook::render::body::linked_text_to_html(&glossary.long_definition(id), &|target| {
                        Some(link(glossary, &Page::Home, target))
                    })
                }
                _ => linked_line_to_html(&glossary.line(id, mention.place), &|target| {
                    Some(link(glossary, &Page::Home, target))
                }),
            };
            let target = mention.term().expect("a link leads to a term");
            let address = link(glossary, &Page::Home, target).address;
            assert!(
                html.contains(&format!("href=\"{address}\"")),
                "{} {}",
                glossary.term(id).slug,
                mention.place.path()
            );
        }
    }
}

#[test]
fn the_report_says_what_is_left_to_do() {
    let checked = Project::new()
        .term("privacy", "aliases: [shared name, API]\nshort_def: What the GDPR protects, and the API.\nrelationships:\n  related: [consent]")
        .term("evaluation", "aliases: [shared name]\nshort_def: A shared name under the GDPR, with consent and consent.")
        .checked();
    let report = glossbook::render::exports::links::report(&checked.glossary, &checked.inputs.sources);
    assert_eq!((report.shared[0].name, report.shared[0].mentions, report.shared[0].links_to), ("shared name", 1, None));
    assert_eq!((report.undefined[0].name.as_ref(), report.undefined[0].mentions), ("consent", 2));
    let names: Vec<&str> = report.unexplained.iter().map(|name| name.name.as_ref()).collect();
    assert_eq!(names, ["GDPR"]);
    assert_eq!(report.unmentioned, ["evaluation", "privacy"]);
}

#[test]
fn the_report_names_the_place_in_the_file() {
    let checked =
        Project::new().term("privacy", "").term("subject", "short_def: >-\n  An *old*\n  privacy rule.").checked();
    let glossary = &checked.glossary;
    let id = glossary.names.meaning("subject").term().expect("a term");
    let report = glossbook::render::exports::links::term_report(glossary, &checked.inputs.sources, id);
    assert_eq!((report.linked[0].line, report.linked[0].column), (3, 3));
}

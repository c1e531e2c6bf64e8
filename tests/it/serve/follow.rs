//! What editors do to files, and what becomes of the site.

use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::{Events, PAGE, PATIENCE, Preview, TERM, two_terms, warm_handoff};
use crate::project::{Project, filled_in};

/// Longer than any doubt lasts.
const A_WHILE: Duration = Duration::from_millis(1500);

fn followed(preview: &Preview) -> (Events, serde_json::Value) {
    let mut events = preview.events(PAGE);
    let first = events.next();
    assert_eq!(first["errors"], 0, "{first}");
    (events, first)
}

#[test]
fn a_saved_file_is_on_the_page_and_the_page_is_told() {
    let preview = Preview::start();
    let (mut events, first) = followed(&preview);
    preview.save(TERM, &warm_handoff("Second words."));
    assert_ne!(events.next()["stand"], first["stand"]);
    assert!(preview.get(PAGE).body.contains("Second words"));
}

#[test]
fn a_page_that_did_not_change_is_not_told_to_reload() {
    let preview = Preview::start();
    preview.save(TERM, &warm_handoff("Second words."));
    preview.wait_for(PAGE, "Second words");
    let mut events = preview.events("/rules/g201/");
    events.next();
    let (mut other, _) = followed(&preview);
    preview.save(TERM, &warm_handoff("Other words."));
    other.next();
    assert!(events.is_silent(A_WHILE));
}

#[test]
fn a_stylesheet_that_a_page_uses_makes_it_reload() {
    let preview = Preview::start();
    let (mut events, first) = followed(&preview);
    fs::create_dir_all(preview.path("site/assets/css")).unwrap();
    preview.save("site/assets/css/site.css", "body { color: red }");
    let second = events.next();
    assert_eq!(second["stand"], first["stand"]);
    assert_ne!(second["look"], first["look"]);
    assert_eq!(preview.get("/assets/css/site.css").body, "body { color: red }");
}

#[test]
fn while_there_is_a_mistake_the_last_good_site_stays() {
    let preview = Preview::start();
    let (mut events, first) = followed(&preview);
    preview.save(TERM, &warm_handoff("Words.").replace("roles:", "rolls: <b>\nroles:"));
    let broken = events.next();
    assert_eq!((&broken["stand"], broken["errors"].as_u64() > Some(0)), (&first["stand"], true), "{broken}");
    let report = broken["report"].as_str().unwrap();
    assert!(report.contains("data/terms/warm-handoff.yml:") && report.contains("error[G"), "{report}");
    assert!(preview.get(PAGE).body.contains("First words"));
    preview.wait_until("the message in the terminal", || {
        let said = preview.complaints();
        said.contains("data/terms/warm-handoff.yml:") && said.contains("so the preview stays as it was")
    });
    preview.save(TERM, &warm_handoff("Third words."));
    assert_eq!(events.next()["errors"], 0);
    assert!(preview.get(PAGE).body.contains("Third words"));
}

#[test]
fn a_glossary_that_was_never_good_shows_its_mistakes_and_becomes_a_site() {
    let preview = Preview::of(two_terms().file("data/terms/broken.yml", "term: [<script>"), &[]);
    let answer = preview.get(PAGE);
    assert_eq!(answer.status, 503);
    assert!(answer.body.contains("data/terms/broken.yml") && answer.body.contains("data-stand=\"nothing\""));
    assert!(!answer.body.contains("[<script>"), "{}", answer.body);
    let mut events = preview.events(PAGE);
    assert_eq!(events.next()["stand"], "nothing");
    fs::remove_file(preview.path("data/terms/broken.yml")).unwrap();
    assert_ne!(events.next()["stand"], "nothing");
    assert_eq!(preview.get(PAGE).status, 200);
}

#[test]
fn an_editor_that_saves_through_a_rename_is_followed() {
    let preview = Preview::start();
    for round in 0..3 {
        let words = format!("Renamed {round}.");
        preview.save("data/terms/.warm-handoff.yml.swp", "x");
        preview.save("data/terms/warm-handoff.yml~", "term: [");
        preview.save("data/terms/4913", "");
        fs::remove_file(preview.path("data/terms/4913")).unwrap();
        preview.save("data/terms/warm-handoff.yml.tmp", &warm_handoff(&words));
        fs::rename(preview.path("data/terms/warm-handoff.yml.tmp"), preview.path(TERM)).unwrap();
        preview.wait_for(PAGE, &words[..words.len() - 1]);
    }
    // The old file first away, then a new one.
    fs::rename(preview.path(TERM), preview.path("data/terms/warm-handoff.yml~")).unwrap();
    preview.save(TERM, &warm_handoff("Moved away."));
    preview.wait_for(PAGE, "Moved away");
}

#[test]
fn half_a_save_is_never_shown() {
    let preview = Preview::start();
    let (mut events, _) = followed(&preview);
    let (started, mut in_time) = (Instant::now(), 0);
    for round in 0.. {
        let text = warm_handoff(&format!("Torn {round}."));
        let saved = Instant::now();
        preview.save(TERM, "");
        std::thread::sleep(Duration::from_millis(50));
        preview.save(TERM, &text[..text.len() / 2]);
        std::thread::sleep(Duration::from_millis(50));
        preview.save(TERM, &text);
        // On a busy machine a pause may last as long as a mistake that somebody should see.
        let is_in_time = saved.elapsed() < Duration::from_millis(140);
        let mut next = events.next();
        assert!(!is_in_time || next["errors"] == 0, "{next}");
        while next["errors"] != 0 {
            next = events.next();
        }
        preview.wait_for(PAGE, &format!("Torn {round}"));
        in_time += u32::from(is_in_time);
        if in_time == 3 {
            return;
        }
        assert!(started.elapsed() < PATIENCE, "no save was ever quick enough");
    }
}

#[test]
fn nothing_is_rebuilt_when_nothing_changed() {
    let preview = Preview::start();
    let (mut events, _) = followed(&preview);
    let builds = || preview.complaints().matches("built in").count();
    let before = builds();
    let text = fs::read_to_string(preview.path(TERM)).unwrap();
    for _ in 0..5 {
        preview.save(TERM, &text);
        fs::create_dir_all(preview.path("build/site")).unwrap();
        preview.save("build/site/index.html", "x");
        preview.save("notes.txt", "x");
        std::thread::sleep(Duration::from_millis(60));
    }
    assert!(events.is_silent(A_WHILE));
    assert_eq!(builds(), before, "{}", preview.complaints());
}

#[test]
fn a_thousand_saves_in_ten_seconds_end_with_the_last_one() {
    let preview = Preview::start();
    let started = Instant::now();
    for number in 1..=1000_u32 {
        preview.save(TERM, &warm_handoff(&format!("Save number {number} of all.")));
        if number % 100 == 0 {
            assert_eq!(preview.get(PAGE).status, 200);
        }
        std::thread::sleep(Duration::from_millis(u64::from(number) * 10).saturating_sub(started.elapsed()));
    }
    preview.wait_for(PAGE, "Save number 1000 of all");
    let builds = preview.complaints().matches("built in").count();
    assert!((2..500).contains(&builds), "{builds} builds");
}

#[test]
fn folders_may_go_and_come_back() {
    let preview = Preview::start();
    for round in 0..3 {
        fs::rename(preview.path("data/terms"), preview.path("data/away")).unwrap();
        preview.wait_until("no term", || preview.get(PAGE).status != 200);
        fs::rename(preview.path("data/away"), preview.path("data/terms")).unwrap();
        preview.wait_for(PAGE, "warm handoff");
        let words = format!("Back {round}");
        preview.save(TERM, &warm_handoff(&format!("{words}.")));
        preview.wait_for(PAGE, &words);
    }
    // The whole tree, as when another branch is checked out.
    for round in 0..3 {
        fs::remove_dir_all(preview.path("data")).unwrap();
        std::thread::sleep(Duration::from_millis(100 * round));
        fs::create_dir_all(preview.path("data/terms")).unwrap();
        let words = format!("Anew {round}");
        preview.save(TERM, &warm_handoff(&format!("{words}.")));
        preview.wait_for(PAGE, &words);
        preview.save(TERM, &warm_handoff(&format!("{words} again.")));
        preview.wait_for(PAGE, &format!("{words} again"));
    }
}

#[test]
fn templates_pages_settings_and_vocabulary_are_followed() {
    let preview = Preview::start();
    for folder in ["templates", "site/pages", "data/vocabulary"] {
        fs::create_dir_all(preview.path(folder)).unwrap();
    }
    preview.save(
        "templates/404.html",
        "{% extends \"base.html\" %}{% block main %}<p>Our own page.</p>{% endblock main %}",
    );
    preview.wait_for("/nothing/", "Our own page");
    preview.save("site/pages/about.md", "---\ntitle: About us\n---\n\nHand-written.\n");
    preview.wait_for("/pages/about/", "Hand-written");
    preview.save("data/glossary.yml", "title: The new title\n");
    preview.wait_for("/", "The new title");
    preview.save("data/vocabulary/categories.yml", "- name: Shelves\n  description: Where things stand.\n");
    preview.wait_until("a finding about categories", || {
        preview.events("/").next()["warnings"].as_u64() > Some(0)
            || preview.get("/categories/").body.contains("Shelves")
    });
}

#[test]
fn a_broken_template_is_a_mistake_with_its_line() {
    let preview = Preview::start();
    let (mut events, first) = followed(&preview);
    fs::create_dir_all(preview.path("templates")).unwrap();
    preview.save(
        "templates/404.html",
        "{% extends \"base.html\" %}\n{% block main %}{{ page.nothing.at.all }}{% endblock main %}",
    );
    let broken = events.next();
    assert_eq!(broken["stand"], first["stand"]);
    assert!(broken["report"].as_str().unwrap().contains("templates/404.html:2:"), "{broken}");
    fs::remove_file(preview.path("templates/404.html")).unwrap();
    assert_eq!(events.next()["errors"], 0);
}

#[test]
fn a_term_that_gets_another_name_leaves_a_page_that_knows_it() {
    let preview = Preview::start();
    let (mut events, _) = followed(&preview);
    let text = filled_in("soft handover", 1, "term: soft handover\naliases: [warm handoff]");
    preview.save("data/terms/soft-handover.yml", &text);
    fs::remove_file(preview.path(TERM)).unwrap();
    while events.next()["stand"] != "missing" {}
    let answer = preview.get(PAGE);
    assert_eq!(answer.status, 404);
    assert!(answer.body.contains("<a href=\"/terms/soft-handover/\">soft handover</a>"), "{}", answer.body);
}

#[test]
fn where_the_system_tells_nothing_files_are_looked_at() {
    let preview = Preview::of(two_terms(), &["--poll"]);
    preview.save(TERM, &warm_handoff("Seen all the same."));
    preview.wait_for(PAGE, "Seen all the same");
}

#[test]
fn a_navigation_file_elsewhere_is_followed() {
    let nav = "nav:\n  # BEGIN\n";
    let project = Project::new()
        .term("warm handoff", "")
        .file("data/glossary.yml", "markdown:\n  mkdocs_nav: docs/mkdocs.yml\n")
        .file("docs/mkdocs.yml", nav);
    let preview = Preview::of(project, &[]);
    let before = preview.complaints().len();
    preview.save("docs/mkdocs.yml", "nav: []\n# changed\n");
    preview.wait_until("another look", || preview.complaints().len() > before);
}

#[test]
fn a_preview_needs_a_glossary() {
    let empty = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_glossbook"))
        .args(["serve", "--root"])
        .arg(empty.path())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("there is no glossary"));
}

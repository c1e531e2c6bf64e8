//! Where the rules' findings point, and what they leave alone. What fails and passes at all stands on the rules' pages.

use glossbook::diagnostic::Severity;
use glossbook::validate::missing::{Evidence, missing_terms};
use snapbox::str;

use crate::project::{Project, check_yaml};

#[test]
fn every_mistake_of_a_file_is_reported_at_its_line() {
    check_yaml(
        &[("a.yml", "term: a\nroles: [enginering]\nstatus: final\nlast_reviewed: 2025-02-30")],
        str![["
a.yml:2:9: error[G103]: no role is called `enginering`
a.yml:3:9: error[G105]: `final` is no value of `status`
a.yml:4:16: error[G109]: no calendar has the day `2025-02-30`"]],
    );
}

#[test]
fn each_list_item_that_yaml_would_take_for_text_is_named_in_its_line() {
    check_yaml(
        &[
            (
                "a.yml",
                "term: a\nexamples:\n  do:\n    - Wait\n     - Look\n\n     -   Ask first\n    - Go\n  dont: [Run]",
            ),
            ("b.yml", "term: b\nowner: policy\n  - legal"),
            (
                "c.yml",
                "term: c\nowner: policy and\n  -legal\nexamples:\n  do: [Wait]\n  dont:\n    - 'Run\n      - or walk'\n    - >\n      Run\n      - or walk",
            ),
        ],
        str![["
a.yml:5:6: error[G022]: this list item would become part of the text above it
a.yml:7:6: error[G022]: this list item would become part of the text above it
b.yml:3:3: error[G022]: this list item would become part of the text above it"]],
    );
}

#[test]
fn a_missing_field_points_at_the_first_key() {
    check_yaml(
        &[("a.yml", "term: a\naudiences:\n  exec: Ask who owns it.")],
        str!["a.yml:3:3: error[G100]: the field `audiences.engineer` is missing"],
    );
}

#[test]
fn a_relationship_to_a_file_that_cannot_be_read_is_not_reported() {
    let project = Project::new().term("a", "relationships: {related: [b]}").file("data/terms/b.yml", "term: 'b");
    let lines = project.check();
    assert_eq!(lines.len(), 1, "{lines:#?}");
    assert!(lines[0].contains("error[G010]"), "{lines:#?}");
}

/// The line and column at which the one finding of a file points.
#[track_caller]
fn place(fragment: &str) -> (usize, usize) {
    let project = Project::new().term("a", fragment);
    let lines = project.check();
    let [line] = lines.as_slice() else { panic!("one finding: {lines:#?}") };
    let mut numbers = line.split(':').skip(1).map(|number| number.parse().expect("a number"));
    (numbers.next().expect("a line"), numbers.next().expect("a column"))
}

#[test]
fn the_word_is_found_in_every_style_of_text() {
    assert_eq!(place("status: draft\nshort_def: Plain text over\n  two lines, TODO."), (3, 14));
    assert_eq!(place("status: draft\nshort_def: >-\n  Folded text of\n  two lines, TODO."), (4, 14));
    assert_eq!(place("status: draft\nshort_def: |-\n  Literal text of\n  two lines, TODO."), (4, 14));
    assert_eq!(place("status: draft\nshort_def: 'It''s quoted, one ''word'', TODO.'"), (2, 41));
    assert_eq!(place("status: draft\nshort_def: \"caf\\u00e9 \\\n  and then, TODO.\""), (3, 13));
}

#[test]
fn the_word_is_found_after_letters_of_more_than_one_byte() {
    assert_eq!(place("status: draft\nshort_def: Größe über alles, TODO."), (2, 30));
}

#[test]
fn the_word_is_found_in_lines_that_end_in_carriage_returns() {
    assert_eq!(place("status: draft\r\nshort_def: >-\r\n  Folded text of\r\n  two lines, TODO."), (4, 14));
}

#[test]
fn the_word_is_found_behind_a_byte_order_mark() {
    assert_eq!(place("\u{feff}short_def: Text to come, TODO.\nstatus: draft"), (1, 26));
}

#[test]
fn a_block_of_text_is_pointed_at_where_its_text_begins() {
    assert_eq!(place("long_def: >-\n  Too short."), (2, 3));
}

#[test]
fn items_of_lists_are_pointed_at_one_by_one() {
    check_yaml(
        &[("a.yml", "roles: [product, \"legal\", product]\nrelationships:\n  related:\n    - b\n    - nobody")],
        str![["
a.yml:1:27: error[G121]: `product` stands in this list twice
a.yml:4:7: warning[G201]: no term or alias is called `b`
a.yml:5:7: warning[G201]: no term or alias is called `nobody`"]],
    );
}

#[test]
fn scaffold_text_is_a_warning_in_drafts_only() {
    let severity = |status: &str, settings: &str| {
        let fragment = format!("short_def: TODO say what it is.\nstatus: {status}");
        let project = Project::new().term("a", &fragment).file("data/glossary.yml", settings);
        project.checked().diagnostics[0].severity
    };
    assert_eq!(severity("draft", "title: G"), Severity::Warning);
    assert_eq!(severity("reviewed", "title: G"), Severity::Error);
    assert_eq!(severity("draft", "rules: {scaffold-text: deny}"), Severity::Error);
    assert_eq!(severity("reviewed", "rules: {scaffold-text: warn}"), Severity::Warning);
}

#[test]
fn an_alias_of_two_terms_is_reported_at_both() {
    check_yaml(
        &[("a.yml", "aliases: [rag]"), ("b.yml", "aliases: [Rag]")],
        str![["
a.yml:1:11: warning[G210]: `rag` is an alias of `b` too
b.yml:1:11: warning[G210]: `Rag` is an alias of `a` too"]],
    );
}

#[test]
fn an_entry_that_was_copied_is_one_mistake() {
    let copied = "term: a\naliases: [x]\nshort_def: Kind of entry that was copied.";
    let project = Project::new()
        .term_at("data/terms/a.yml", "a", copied)
        .term_at("data/terms/more/a.yml", "a", copied)
        .term("b", "relationships: {related: [a]}");
    let lines = project.check();
    assert_eq!(lines.len(), 2, "{lines:#?}");
    assert!(lines.iter().all(|line| line.contains("error[G222]")), "{lines:#?}");
}

#[test]
fn an_item_that_stands_twice_is_one_mistake() {
    let lines = Project::new()
        .term("a", "aliases: [x, x]\nrelationships: {related: [nobody, nobody]}")
        .term("b", "aliases: [x]")
        .check();
    let codes: Vec<_> = lines.iter().filter_map(|line| line.split_once('[')?.1.split(']').next()).collect();
    assert_eq!(codes, ["G210", "G121", "G201", "G121", "G210"], "{lines:#?}");
}

#[test]
fn a_yes_or_no_is_told_in_plain_words() {
    check_yaml(
        &[("a.yml", "term: a\naliases: [No]\nowner: true")],
        str![["
a.yml:2:11: warning[G020]: other programs read `No` as `false`, not as text
a.yml:3:8: error[G018]: `owner`: expected text, found a yes/no value"]],
    );
}

#[test]
fn quotes_around_nothing_are_a_missing_value() {
    check_yaml(
        &[("a.yml", "short_def: ''\naliases: [\" \", x]\nowner: ''")],
        str![["
a.yml:1:12: error[G017]: `short_def` has quotes and nothing between them
a.yml:2:11: error[G017]: `aliases[0]` has quotes and nothing between them"]],
    );
}

#[test]
fn a_ring_is_reported_once_whoever_wrote_its_steps() {
    check_yaml(
        &[
            ("a.yml", "relationships: {broader: [b]}"),
            ("b.yml", "relationships: {broader: [c]}"),
            ("c.yml", "relationships: {related: [d]}"),
            ("d.yml", "relationships: {related: [c]}"),
            ("e.yml", "relationships: {broader: [a]}"),
            ("f.yml", "aliases: [ring closer]\nrelationships: {}"),
            ("a2.yml", "relationships: {narrower: [c], broader: [a]}"),
        ],
        str![
            "a.yml:1:27: error[G203]: each of these is broader than the one before, in a ring: `a` → `b` → `c` → `a2` → `a`"
        ],
    );
}

#[test]
fn two_rings_are_two_findings() {
    let project = Project::new()
        .term("a", "relationships: {broader: [b]}")
        .term("b", "relationships: {broader: [a]}")
        .term("c", "relationships: {broader: [d]}")
        .term("d", "relationships: {broader: [c]}");
    let lines = project.check();
    assert_eq!(lines.len(), 2, "{lines:#?}");
}

#[test]
fn a_control_character_is_one_finding_wherever_it_stands() {
    check_yaml(
        &[
            ("a.yml", "term: a # comment \u{202e}"),
            ("b.yml", "short_def: \"Bell \\a in quotes.\""),
            ("c.yml", "term: \"c\\u202e\""),
            ("d.yml", "short_def: Bell \u{7} as it is."),
            ("e.yml", "citations:\n  - source: A\n    url: \"https://books.test/\\u2066\""),
        ],
        str![["
a.yml:1:19: error[G114]: the control character U+202E stands here
b.yml:1:18: error[G114]: the control character U+0007 stands here
c.yml:1:9: error[G114]: the control character U+202E stands here
d.yml:1:17: error[G114]: the control character U+0007 stands here
e.yml:3:30: error[G114]: the control character U+2066 stands here"]],
    );
}

#[test]
fn a_file_that_yaml_cannot_read_says_what_to_look_for() {
    let finding = |text: &str| {
        let project = Project::new().file("data/terms/a.yml", text);
        project.check().join(" ").replace("data/terms/a.yml:", "").replace("error[G010]: not valid YAML: ", "")
    };
    for (text, expected) in [
        ("term: a\nowner:x\n", "2:6: a space is missing behind this colon"),
        ("term:a\nowner: x\n", "1:5: a space is missing behind this colon"),
        ("term: a\nowner:\u{a0}x\n", "2:7: the space behind this colon is not a plain one"),
        ("term: a\nowner x\n", "2:1: this line has no `: ` that ends a key"),
        ("term: a\nroles: [x, y\nowner: x\n", "3:6: a bracket in a line above is never closed"),
        ("term: {a: b\nowner: x\n", "2:6: a bracket in a line above is never closed"),
        ("term: \"C:\\Users\"\n", "1:7: a backslash inside double quotes begins an escape that YAML does not know"),
    ] {
        assert_eq!(finding(text), expected, "{text}");
    }
}

#[test]
fn a_name_over_two_lines_is_one_finding() {
    check_yaml(&[("a.yml", "term: \"a\\nb\"")], str!["a.yml:1:9: error[G123]: a line break stands inside the name"]);
}

#[test]
fn a_replacement_that_is_deprecated_says_what_to_name_instead() {
    let project = Project::new()
        .term("a", "status: deprecated\nreplaced_by: b")
        .term("b", "status: deprecated\nreplaced_by: c")
        .term("c", "");
    let checked = project.checked();
    let [finding] = checked.diagnostics.as_slice() else { panic!("one finding: {:#?}", checked.diagnostics) };
    assert_eq!(finding.code.id, "G117");
    assert_eq!(finding.help, ["name `c`, which replaces it in turn"]);
}

#[test]
fn only_one_good_guess_is_suggested() {
    let help = |targets: &str| {
        let project = Project::new()
            .term("reward model", &format!("relationships: {{related: [{targets}]}}"))
            .term("language model", "")
            .term("bat", "")
            .term("hat", "");
        project.checked().diagnostics[0].help.clone()
    };
    assert_eq!(help("langage models"), ["did you mean `language model`?"]);
    assert_eq!(help("cat"), ["write the term (`glossbook new \"cat\"`), or remove the line"]);
}

#[test]
fn a_file_with_many_mistakes_shows_fifty_and_its_first_error() {
    let aliases: Vec<String> = (0..80).map(|number| format!("1{number}:30")).collect();
    let fragment = format!("aliases: [{}]\nstatus: final", aliases.join(", "));
    let checked = Project::new().term("a", &fragment).checked();
    assert_eq!(checked.diagnostics.len(), 51);
    assert_eq!(
        checked.diagnostics[49].help.last().map(String::as_str),
        Some("31 more findings in this file are shown once these are mended")
    );
    assert_eq!(checked.diagnostics[50].severity, Severity::Error);
}

#[test]
fn a_small_file_that_would_grow_large_is_refused() {
    let deep = format!("aliases: {}", "[".repeat(5_000));
    let many = format!("aliases: [{}]", "x,".repeat(30_000));
    let anchors: String = (0..9)
        .map(|level| format!("k{level}: &k{level} [{}]\n", format!("*k{},", level - 1).repeat(9).replace("*k-1", "x")))
        .collect();
    for text in [deep, many, anchors] {
        let lines = Project::new().file("data/terms/a.yml", &text).check();
        assert!(lines.iter().any(|line| line.contains("[G019]")), "{lines:#?}");
    }
}

#[test]
fn missing_terms_are_listed_with_the_most_wanted_first() {
    let definition = |number: usize| {
        format!(
            "relationships: {{related: [nobody]}}\nshort_def: Kind {number} of entry that needs a reward model, and a QRX."
        )
    };
    let project =
        (0..3).fold(Project::new(), |project, number| project.term(&format!("t{number}"), &definition(number)));
    let project = project.term("u", "relationships: {related: [somebody]}");
    let checked = project.checked();
    let missing = missing_terms(&checked.glossary, &checked.inputs.sources);
    let rows: Vec<_> = missing.iter().map(|row| (row.name.as_str(), row.evidence, row.entries)).collect();
    let wanted = [
        ("nobody", Evidence::Relationship, 3),
        ("QRX", Evidence::Abbreviation, 3),
        ("reward model", Evidence::Phrase, 3),
        ("somebody", Evidence::Relationship, 1),
    ];
    for row in wanted {
        assert!(rows.contains(&row), "{row:?} in {rows:#?}");
    }
    assert!(rows.is_sorted_by_key(|(_, _, entries)| std::cmp::Reverse(*entries)), "{rows:#?}");
    assert_eq!(missing.iter().find(|row| row.name == "QRX").map(|row| row.places.len()), Some(3));
}

//! What holds for any input at all: no panic, places inside of files, and nothing printed that a terminal obeys.

use glossbook::diagnostic::print::Format;
use glossbook::diagnostic::{Diagnostic, Severity, is_unprintable};
use glossbook::pipeline::Checked;
use glossbook::source::source_range;
use glossbook::validate::missing::missing_terms;
use proptest::prelude::*;

use crate::project::{Project, filled_in, printed};

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_checked(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        holds(&Project::new().file("data/terms/a.yml", bytes));
    }

    #[test]
    fn any_text_that_looks_like_yaml_is_checked(lines in proptest::collection::vec(line(), 0..30)) {
        let text = lines.concat();
        let project = Project::new().file("data/terms/a.yml", &text).file("data/terms/b.yml", filled_in("b", 1, &text));
        holds(&project.file("data/glossary.yml", &text).file("data/vocabulary/roles.yml", &text));
    }

    #[test]
    fn any_words_in_a_term_are_checked(term in hostile(), alias in hostile(), definition in hostile(), target in hostile()) {
        let quoted = |text: &str| serde_json::to_string(text).expect("text becomes JSON");
        let fragment = format!(
            "term: {}\naliases: [{}]\nshort_def: {}\nrelationships: {{related: [{}]}}",
            quoted(&term), quoted(&alias), quoted(&definition), quoted(&target)
        );
        let all_on = "rules: {unexpanded-acronym: warn, missing-inverse: warn, related-to-ancestor: warn, stale-review: warn}";
        holds(&Project::new().term("a", &fragment).term("b", &fragment).file("data/glossary.yml", all_on));
    }

    #[test]
    fn a_place_in_a_value_lies_in_its_source(raw in hostile(), value in hostile(), from in 0_usize..40, length in 0_usize..40) {
        if let Some(range) = source_range(&raw, &value, from..from + length) {
            prop_assert!(raw.get(range).is_some());
        }
    }
}

/// Bits of YAML that mean something, and bits that break it.
fn line() -> impl Strategy<Value = String> {
    let keys = prop::sample::select(vec![
        "term",
        "aliases",
        "roles",
        "short_def",
        "long_def",
        "relationships",
        "  related",
        "citations",
        "  - url",
        "status",
        "last_reviewed",
        "rules",
        "- id",
        "  title",
        "- ",
        "  - ",
        "? ",
        "<<",
        "markdown",
        "limits",
    ]);
    let values = prop_oneof![
        hostile(),
        prop::sample::select(vec![
            "",
            "|",
            ">-",
            "[a, b",
            "{a: b}",
            "&x y",
            "*x",
            "!!python/x y",
            "'it''s'",
            "\"a\\u202eb\"",
            "1.10",
            "no",
            "~",
            "2025-02-30",
            "https://example.com",
            "TODO",
            "deny",
            "[",
            "]",
            "- - -",
            "# x",
            "\"",
            "'",
            "@x",
            "%20",
            "---",
        ])
        .prop_map(str::to_owned),
    ];
    let ends = prop::sample::select(vec!["\n", "\r\n", "\n\n", "\n  ", "\n---\n", "\n...\n", "\t", ""]);
    (keys, prop::sample::select(vec![": ", ":", " "]), values, ends)
        .prop_map(|(key, colon, value, end)| format!("{key}{colon}{value}{end}"))
}

/// Text with characters that steer, hide, join and break.
fn hostile() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "a",
        "term",
        "GPT",
        "größe",
        "é",
        "\u{1b}[31m",
        "\u{7}",
        "\u{202e}",
        "\u{e0041}",
        "\u{200b}",
        "\u{feff}",
        "👩\u{200d}💻",
        "\r",
        "\n",
        "\r\n",
        "\t",
        "\u{85}",
        "\u{2028}",
        " ",
        "  ",
        "'",
        "\"",
        "\\",
        "<b>",
        "::error::",
        "%2f",
        "`",
        "://",
        "https://",
        "@",
        "а",
        "\u{fffd}",
        "]]>",
        "{{",
        "-",
        "_",
        ".",
    ]);
    proptest::collection::vec(pieces, 0..12).prop_map(|pieces| pieces.concat())
}

/// Checks a project and everything that must be true of what was found.
fn holds(project: &Project) {
    let checked = project.checked();
    for diagnostic in &checked.diagnostics {
        places_are_inside(&checked, diagnostic);
    }
    // Excerpts of the files themselves are the business of the printers' own tests.
    for &(_, format) in Format::ALL {
        let report = printed(&checked, format);
        let steering = report.chars().find(|&character| character != '\n' && is_unprintable(character));
        assert_eq!(steering, None, "{report}");
    }
    let concise = printed(&checked, Format::Concise);
    assert_eq!(concise.lines().count(), checked.diagnostics.len(), "one line each");
    assert_eq!(checked.has_errors(), checked.diagnostics.iter().any(|found| found.severity == Severity::Error));
    missing_terms(&checked.glossary, &checked.inputs.sources);
}

fn places_are_inside(checked: &Checked, diagnostic: &Diagnostic) {
    for span in diagnostic.others.iter().map(|other| other.span).chain([diagnostic.span]) {
        let text = checked.inputs.sources.text(span.source);
        assert!(text.get(span.range()).is_some(), "{span:?} of {diagnostic:?} in {text:?}");
    }
}

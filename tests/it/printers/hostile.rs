//! Whatever a file holds, no report carries it to a terminal or a CI runner.

use super::*;

const NASTY: &str = "\u{1b}]0;x\u{7}\u{1b}[31m\u{9b}1m\u{7f}\u{202e}\u{2066}\u{e0041}\u{feff}\r##[add-mask]a ##vso[task]b ::error::c]]>&<\"'\u{ffff}</script>";

pub fn nasty() -> Case {
    let mut sources = SourceMap::default();
    let text = format!("\u{feff}term: \t{NASTY} 漢字 {}\r\nb: {NASTY}\n{NASTY}", "long ".repeat(3_000));
    let file = sources.add(format!("data/terms/{NASTY}.yml"), text.clone());
    let other = sources.add("b.yml", NASTY);
    let spans = [0..0, 3..8, 9..40, 20..4_000, 5_000..5_001, text.len()..text.len(), 0..text.len(), 7..9_999_999];
    let diagnostics = spans.into_iter().map(|range| {
        Diagnostic::new(AMBIGUOUS, Span::new(file, range.clone()), NASTY)
            .label(NASTY)
            .other(Span::new(other, range.clone()), NASTY)
            .other(Span::new(file, 12..14), NASTY)
            .help(NASTY)
            .field(NASTY)
            .fix(NASTY, vec![Edit { span: Span::new(file, range), text: NASTY.to_owned() }])
    });
    Case { diagnostics: diagnostics.collect(), sources }
}

#[test]
fn no_format_prints_anything_that_is_obeyed() {
    for (name, format) in Format::ALL {
        let printed = nasty().print(*format);
        let bad = printed.chars().find(|&character| character != '\n' && is_unprintable(character));
        assert_eq!(bad, None, "{name}");
        for command in ["##[", "##vso["] {
            assert!(!printed.contains(command), "{name} prints {command}");
        }
    }
}

#[test]
fn colours_are_the_only_control_characters_in_a_coloured_report() {
    let printed = nasty().print_styled(Format::Human, Style { colour: true, width: 80 });
    assert!(without_colours(&printed).chars().all(|character| character == '\n' || !is_unprintable(character)));
}

#[test]
fn one_finding_is_one_line_wherever_lines_count() {
    let case = nasty();
    for format in [Format::Concise, Format::Github] {
        assert_eq!(case.print(format).lines().count(), case.diagnostics.len());
    }
    assert_eq!(case.print(Format::Json).lines().count(), case.diagnostics.len() + 1);
    assert!(case.print(Format::Github).lines().all(|line| line.starts_with("::error file=")));
}

#[test]
fn an_xml_reader_takes_the_junit_report() {
    let printed = nasty().print(Format::Junit);
    let forbidden = |character: char| matches!(character, '\u{fffe}' | '\u{ffff}');
    assert!(!printed.contains(forbidden));
    assert!(!printed.contains("]]>"));
    let mut reader = quick_xml::Reader::from_str(&printed);
    while !matches!(reader.read_event().unwrap(), quick_xml::events::Event::Eof) {}
}

#[test]
fn a_line_of_a_megabyte_is_cut_to_the_terminal() {
    let mut sources = SourceMap::default();
    let file = sources.add("a.yml", format!("term: {}here{}", "é ".repeat(200_000), "x".repeat(500_000)));
    let at = sources.text(file).find("here").unwrap();
    let diagnostics = vec![Diagnostic::new(AMBIGUOUS, Span::new(file, at..at + 4), "odd")];
    let printed = Case { sources, diagnostics }.print(Format::Human);
    assert!(printed.lines().all(|line| line.chars().count() <= 90), "{printed}");
    assert!(printed.contains("a.yml:1:400007") && printed.contains("here") && printed.contains("^^^^"), "{printed}");
}

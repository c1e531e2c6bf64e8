//! What holds for any text: links add markup around words and change none of them.

use glossbook::body::{Block, Inline, plain_line, plain_text};
use glossbook::diagnostic::Diagnostics;
use glossbook::model::{Place, Section, TermId};
use glossbook::parse::{parse_node, read_term};
use glossbook::render::body::{
    line_to_html, line_to_markdown, linked_line_to_html, linked_line_to_markdown, linked_text_to_html, text_to_html,
};
use glossbook::render::links::TermLink;
use glossbook::resolve::{Glossary, Parsed, resolve};
use glossbook::settings::{Density, LinkSettings};
use glossbook::source::SourceMap;
use proptest::prelude::*;

const NAMES: [&str; 8] = ["prompt", "prompt engineering", "RAG", "fine-tuning", "C++", "größe", "model", "A/B test"];

/// A glossary of `NAMES` and one more term with `text` in two of its fields.
fn glossary(text: &str, density: Density) -> Glossary {
    let quoted = serde_json::to_string(text).expect("text is JSON");
    let mut files: Vec<String> = NAMES.iter().map(|name| format!("term: {name}\n")).collect();
    files.push(format!("term: zebra\nshort_def: {quoted}\nlong_def: {quoted}\n"));
    let mut sources = SourceMap::default();
    let mut parsed = Parsed::default();
    for (index, file) in files.iter().enumerate() {
        let source = sources.add(format!("{index}.yml"), file.as_str());
        let mut found = Diagnostics::default();
        let node = parse_node(source, file, &mut found).expect("YAML");
        parsed.terms.push(read_term(&node, &mut found).expect("a term").into());
    }
    resolve(parsed, &LinkSettings { density, ..LinkSettings::default() })
}

/// Words of names, other words, markup and what stands between.
fn text() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        4 => prop::sample::select(&NAMES[..]).prop_map(str::to_owned),
        2 => prop::sample::select(vec![
            "*", "**", "`", "[", "](https://example.org/)", "]()", "\n", "\n\n", "- ", "1. ", "# ", "<b>", "&amp;", "\\", "_", "'s",
            "s", "-", "\u{2019}s", "\u{301}", "PROMPT", "Fine tuning", "models", "|", "{{", "$", "~~", ":",
        ]).prop_map(str::to_owned),
        2 => Just(" ".to_owned()),
        1 => "\\PC{0,4}",
    ];
    prop::collection::vec(part, 0..40).prop_map(|parts| parts.concat())
}

fn without_mentions(parts: &[Inline]) -> bool {
    parts.iter().all(|part| match part {
        Inline::Mention(..) => false,
        Inline::Emphasis(inner) | Inline::Strong(inner) => without_mentions(inner),
        Inline::Link(_, inner) | Inline::Unlinked(inner) => without_mentions(inner),
        Inline::Text(_) | Inline::Code(_) => true,
    })
}

fn link(_: TermId) -> Option<TermLink> {
    Some(TermLink { address: "x.md".to_owned(), warning: None })
}

/// Markdown without brackets and escapes. What has to be escaped depends on its neighbours, and a link is another neighbour.
fn unescaped(markdown: &str) -> String {
    let mut out = String::new();
    let mut parts = markdown.split("&#");
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (number, rest) = part.split_once(';').expect("a character reference ends");
        out.push(number.parse().ok().and_then(char::from_u32).expect("a character has a number"));
        out.push_str(rest);
    }
    out.replace(['[', '\\'], "")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn without_their_markup_links_leave_the_text_as_it_was(text in text()) {
        let glossary = glossary(&text, Density::All);
        let id = glossary.names.meaning("zebra").term().expect("the last term");
        let short = glossary.line(id, Place::new(Section::ShortDef, 0));
        let long = glossary.long_definition(id);
        let html = linked_line_to_html(&short, &link);
        let opened = "<a class=\"mention\" href=\"x.md\">";
        prop_assert_eq!(html.matches(opened).count(), links_in(&short));
        prop_assert_eq!(plain(&html), plain(&line_to_html(glossary.term(id).short_definition())));
        let html = linked_text_to_html(&long, &link);
        prop_assert_eq!(plain(&html), plain(&text_to_html(&glossary.term(id).long_definition())));
        let markdown = linked_line_to_markdown(&short, &link).replace("](x.md)", "");
        let unlinked = line_to_markdown(glossary.term(id).short_definition());
        prop_assert_eq!(unescaped(&markdown), unescaped(&unlinked));
        prop_assert_eq!(plain_text(&[Block::Paragraph(short.clone())]), plain_line(&short));
    }

    #[test]
    fn nothing_in_links_code_and_kept_words_is_a_mention(text in text()) {
        let glossary = glossary(&text, Density::All);
        let id = glossary.names.meaning("zebra").term().expect("the last term");
        for part in glossary.line(id, Place::new(Section::ShortDef, 0)) {
            if let Inline::Link(_, inner) | Inline::Unlinked(inner) = &part {
                prop_assert!(without_mentions(inner));
            }
        }
    }

    #[test]
    fn a_term_is_linked_once_in_a_section(text in text()) {
        let glossary = glossary(&text, Density::FirstPerSection);
        let id = glossary.names.meaning("zebra").term().expect("the last term");
        let mut targets: Vec<_> =
            glossary.mentions(id).iter().filter_map(|mention| Some((mention.place.section, mention.mark()?.target))).collect();
        let all = targets.len();
        targets.dedup();
        targets.sort_unstable();
        targets.dedup();
        prop_assert_eq!(all, targets.len());
    }
}

fn links_in(parts: &[Inline]) -> usize {
    let inside = |part: &Inline| match part {
        Inline::Mention(..) => 1,
        Inline::Emphasis(inner) | Inline::Strong(inner) => links_in(inner),
        _ => 0,
    };
    parts.iter().map(inside).sum()
}

/// HTML without its links to terms.
fn plain(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some((before, link)) = rest.split_once("<a class=\"mention\" href=\"x.md\">") {
        let (words, after) = link.split_once("</a>").expect("a link ends");
        out.push_str(before);
        out.push_str(words);
        rest = after;
    }
    out + rest
}

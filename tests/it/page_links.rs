//! Links of hand-written pages to the pages that the site makes itself.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use glossbook::parse::page::Section;
use glossbook::pipeline;
use glossbook::render::MemorySink;
use glossbook::validate::RULES;

use crate::html::tags;
use crate::project::Project;

/// A project with a page of this body.
fn with_page(body: &str) -> Project {
    Project::new()
        .file("data/vocabulary/nist_rmf_tags.yml", "- id: governance\n  title: Governance\n")
        .file("site/pages/a.md", format!("---\ntitle: A\n---\n\n{body}\n"))
        .term("agent", "")
}

#[test]
fn every_page_that_the_site_makes_below_its_root_is_a_section() {
    let mut body = String::new();
    Section::names().for_each(|name| writeln!(body, "- [to {name}](site:{name})").unwrap());
    let checked = with_page(&body).checked();
    assert!(!checked.has_errors(), "{:#?}", checked.diagnostics);
    let sink = MemorySink::default();
    pipeline::build(&checked, Some(&["site".to_owned()]), &sink).unwrap();
    let files = sink.into_artifacts();
    let (mut linked, mut made) = (BTreeSet::new(), BTreeSet::new());
    for file in &files {
        let path = file.path.strip_prefix("site/").unwrap();
        if path == "pages/a/index.html" {
            let tags = tags(std::str::from_utf8(&file.bytes).unwrap());
            let from_the_text = tags.iter().skip_while(|tag| tag.name != "main").take_while(|tag| tag.name != "/main");
            linked.extend(from_the_text.filter_map(|tag| tag.get("href")?.strip_prefix("../../").map(str::to_owned)));
        }
        if path == "index.html" || (path.ends_with("/index.html") && path.matches('/').count() == 1) {
            made.insert(path.to_owned());
        }
    }
    // The page for paper is made only for glossaries that fit on one.
    made.remove("print/index.html");
    let missing: Vec<_> = made.difference(&linked).collect();
    assert!(missing.is_empty(), "no `site:` name leads to {missing:?}");
    assert!(Section::names().count() <= made.len());
}

#[test]
fn a_section_that_is_none_is_told_which_there_are() {
    let checked = with_page("[a](site:mapp) and [b](site:nowhere at all) and [c](<site:nothing here>)").checked();
    let found: Vec<_> = checked.diagnostics.iter().map(|found| (found.message.as_str(), &found.help)).collect();
    let [(first, help), (second, _)] = found.as_slice() else { panic!("two findings: {found:#?}") };
    assert_eq!((*first, *second), ("`site:` has no page `mapp`", "`site:` has no page `nothing here`"));
    assert_eq!(help[0], "did you mean `map`?");
    for name in Section::names() {
        assert!(help[1].contains(name), "{help:?}");
    }
}

#[test]
fn the_rule_s_page_names_every_section() {
    let rule = RULES.iter().find(|rule| rule.code.name == "broken-page-link").unwrap();
    for name in Section::names() {
        assert!(rule.docs.contains(&format!("`{name}`")), "{name}");
    }
}

//! The schema for editors, against terms as people write them.

use glossbook::diagnostic::Diagnostics;
use glossbook::discover::Layout;
use glossbook::model::{ReviewDate, Vocabulary, vocabulary};
use glossbook::parse::{self, Node};
use glossbook::pipeline;
use glossbook::render::exports::schema::{MAX_JUDGED, term_schema};
use glossbook::resolve::{self, Parsed};
use glossbook::settings::{LinkSettings, Settings};
use glossbook::source::SourceId;
use jsonschema::Validator;
use serde_json::Value;

/// Names and aliases as glossaries have them.
const NAMES: [(&str, &str); 25] = [
    ("human handoff", "agent-to-human handoff"),
    ("agent executor", "executor"),
    ("escalation policy", "escalation rules"),
    ("guardrail policy", "guardrails"),
    ("AI incident response", "AI IR"),
    ("impact mitigation plan", "mitigation plan"),
    ("F1 score", "F-measure"),
    ("top-p sampling", "nucleus sampling"),
    ("in-context learning", "few-shot prompting"),
    ("LoRA", "low-rank adaptation"),
    ("C++ runtime", "C/C++ (native)"),
    ("retrieval-augmented generation", "RAG"),
    ("Größenordnung", "order of magnitude"),
    ("注意力机制", "attention"),
    ("k-nearest neighbours", "k-NN"),
    ("GPT-4.1", "GPT 4.1"),
    ("Straße", "road"),
    ("red team", "red teaming"),
    ("red teamer", "tester"),
    ("no", "negation"),
    ("p-value", "significance"),
    ("A/B test", "split test"),
    ("chain of thought", "CoT"),
    ("data drift", "drift"),
    ("model card", "system card"),
];

/// A whole term, small; `more` replaces the relationships.
fn term(name: &str, alias: &str, more: &str) -> String {
    format!(
        "term: \"{name}\"\naliases:\n  - \"{alias}\"\ncategories: [Agents]\nroles: [product]\npart_of_speech: process\n\
         short_def: A thing.\nlong_def: >\n  A thing at length.\naudiences: {{exec: Decide., engineer: Build.}}\n\
         examples:\n  do: [Look.]\n  dont: [Leap.]\ngovernance:\n  nist_rmf_tags: [privacy]\n{more}\
         citations:\n  - source: Someone (2026)\n    url: https://example.org/a\nlicense: CC BY-SA 4.0\n\
         status: draft\nlast_reviewed: 2026-11-22\n"
    )
}

fn node(yaml: &str) -> Node {
    let mut found = Diagnostics::default();
    let node = parse::parse_node(SourceId::default(), yaml, &mut found).unwrap();
    assert!(found.is_empty(), "{found:?}");
    node
}

fn vocabulary() -> Vocabulary {
    let read = |yaml: &str| node(yaml);
    let mut out = Diagnostics::default();
    Vocabulary {
        roles: vocabulary::built_in_roles(),
        categories: Some(parse::vocabulary::read_categories(&read("- name: Agents\n"), &mut out)),
        tags: Some(parse::vocabulary::read_tags(&read("- {id: privacy, title: Privacy}\n"), &mut out)),
    }
}

fn schema_of(names: impl IntoIterator<Item = (String, String)>) -> Value {
    let mut out = Diagnostics::default();
    let relationships = "relationships: {}\n";
    let terms = names
        .into_iter()
        .map(|(name, alias)| parse::read_term(&node(&term(&name, &alias, relationships)), &mut out).unwrap());
    let terms = terms.map(Into::into).collect();
    let glossary = resolve::resolve(Parsed { terms, ..Parsed::default() }, &LinkSettings::default());
    term_schema(&glossary, &vocabulary(), &Settings::default())
}

fn schema() -> Value {
    schema_of(NAMES.map(|(name, alias)| (name.to_owned(), alias.to_owned())))
}

fn judge(schema: &Value) -> Validator {
    jsonschema::draft202012::new(schema).unwrap()
}

fn mistakes(validator: &Validator, yaml: &str) -> Vec<String> {
    let term = node(yaml).to_json();
    validator.iter_errors(&term).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[track_caller]
fn accepts_target(judge: &Validator, target: &str) -> bool {
    let more = format!("relationships:\n  related:\n    - {}\n", serde_json::to_string(target).unwrap());
    mistakes(judge, &term("human handoff", "handoff", &more)).is_empty()
}

#[test]
fn the_schema_is_a_schema() {
    assert!(jsonschema::meta::is_valid(&schema()));
}

#[test]
fn whole_terms_are_accepted() {
    let judge = judge(&schema());
    for (index, (name, alias)) in NAMES.iter().enumerate() {
        let (broader, related) = (NAMES[(index + 1) % 25].0, NAMES[(index + 2) % 25].1);
        let more = format!("relationships:\n  broader: [\"{broader}\"]\n  related: [\"{related}\"]\n");
        let yaml = term(name, alias, &more);
        assert_eq!(mistakes(&judge, &yaml), [""; 0], "{name}");
    }
}

#[test]
fn every_spelling_that_check_takes_is_accepted() {
    let judge = judge(&schema());
    for (name, alias) in NAMES {
        for name in [name, alias] {
            let spellings = [
                name.to_owned(),
                name.to_uppercase(),
                name.to_lowercase(),
                name.replace([' ', '-'], "_"),
                name.replace(' ', "-"),
                format!("  {}  ", name.replace([' ', '-'], "   ")),
                name.to_lowercase().replace(' ', "-_ "),
            ];
            for spelling in spellings {
                assert!(accepts_target(&judge, &spelling), "{spelling}");
            }
        }
    }
    assert!(accepts_target(&judge, "strasse"));
}

#[test]
fn names_that_no_term_has_are_marked() {
    let judge = judge(&schema());
    for target in [
        "human handof",
        "Human Handoffs",
        "red te",
        "red teamers",
        "C runtime",
        "F1",
        "GPT-411",
        "x",
        " - ",
        "human handoff agent executor",
    ] {
        assert!(!accepts_target(&judge, target), "{target}");
    }
}

#[test]
fn names_are_offered_as_written_with_their_definitions() {
    let schema = schema();
    let offered = &schema["$defs"]["term"]["anyOf"][0];
    let names = offered["enum"].as_array().unwrap();
    assert_eq!(names.len(), 50);
    let about = |name: &str| {
        let place = names.iter().position(|other| other == name).unwrap();
        offered["enumDescriptions"][place].as_str().unwrap()
    };
    assert_eq!(about("LoRA"), "A thing.");
    assert_eq!(about("RAG"), "another name of `retrieval-augmented generation`");
}

#[test]
fn mistakes_are_marked_at_their_key() {
    let judge = judge(&schema());
    let good = term("human handoff", "handoff", "relationships: {}\n");
    for (from, to, place) in [
        ("status: draft\n", "", ": \"status\" is a required property"),
        ("status: draft", "status: Draft", "/status: \"Draft\" is not one of"),
        ("status: draft", "statsu: draft", ": Additional properties are not allowed ('statsu' was unexpected)"),
        ("short_def: A thing.", "short_def: [A thing.]", "/short_def: [\"A thing.\"] is not of type \"string\""),
        ("short_def: A thing.", "short_def: 1.10", "/short_def: 1.1"),
        ("  - \"handoff\"", "  []", "/aliases: [] has less than 1 item"),
        ("roles: [product]", "roles: [product, product]", "/roles: "),
        ("roles: [product]", "roles: [finance]", "/roles/0: \"finance\" is not one of"),
        ("[privacy]", "[nothing]", "/governance/nist_rmf_tags/0: "),
        ("[Agents]", "[agents]", "/categories/0: "),
        ("2026-11-22", "22.11.2026", "/last_reviewed: "),
        ("https://example.org/a", "httpfoo", "/citations/0/url: "),
        ("    url: https://example.org/a\n", "", "/citations/0: \"url\" is a required property"),
        ("exec: Decide., ", "", "/audiences: \"exec\" is a required property"),
        ("CC BY-SA 4.0", "GPL", "/license: "),
    ] {
        assert!(good.contains(from), "{from}");
        let found = mistakes(&judge, &good.replacen(from, to, 1));
        assert!(found.iter().any(|mistake| mistake.starts_with(place)), "{to}: {found:?}");
    }
}

#[test]
fn lists_that_the_project_does_not_have_are_open() {
    let vocabulary = Vocabulary { roles: vocabulary::built_in_roles(), categories: None, tags: None };
    let glossary = resolve::resolve(Parsed::default(), &LinkSettings::default());
    let judge = judge(&term_schema(&glossary, &vocabulary, &Settings::default()));
    let yaml = term("a", "b", "relationships: {related: [anything]}\n");
    assert_eq!(mistakes(&judge, &yaml.replace("Agents", "Anything")), [""; 0]);
}

#[test]
fn a_very_large_glossary_offers_names_and_judges_none() {
    let aliases: Vec<String> = (0..=MAX_JUDGED).map(|number| format!("alias {number}")).collect();
    let schema = schema_of([("many names".to_owned(), aliases.join("\"\n  - \""))]);
    assert_eq!(schema["$defs"]["term"]["anyOf"][0]["enum"].as_array().unwrap().len(), MAX_JUDGED + 2);
    assert!(accepts_target(&judge(&schema), "nobody has this"));
}

#[test]
fn what_check_accepts_in_our_own_terms_the_schema_accepts() {
    let today = ReviewDate::parse("2026-11-22").unwrap();
    let checked = pipeline::check(&Layout::new(env!("CARGO_MANIFEST_DIR")), today).unwrap();
    let schema = term_schema(&checked.glossary, &checked.vocabulary, &checked.settings);
    let validator = judge(&schema);
    let clean = |source: SourceId| checked.diagnostics.iter().all(|diagnostic| diagnostic.source() != source);
    let terms: Vec<_> = checked.glossary.terms.iter().filter(|term| clean(term.source)).collect();
    assert!(!terms.is_empty());
    for term in terms {
        let record: Value = serde_json::from_str(&term.record).unwrap();
        let found: Vec<String> = validator.iter_errors(&record).map(|error| error.to_string()).collect();
        assert_eq!(found, [""; 0], "{}", term.name.value);
    }
}

//! The JSON API: the tree of files, the answers of a server, and that both are what their schemas say.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use glossbook::api::{Answer, Answers, Reply, forbidden, not_refreshed};
use glossbook::pipeline::{self, Checked};
use glossbook::render::MemorySink;
use glossbook::render::exports::api::routes::{Filter, Question, ROUTES, Route};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::project::Project;

fn words() -> Project {
    Project::new()
        .file(
            "data/glossary.yml",
            "title: Words\ndescription: What we mean.\nbase_url: https://words.test/sub/\nlicense: CC BY 4.0\n",
        )
        .file(
            "data/vocabulary/categories.yml",
            "- name: Tools & Agents\n  description: What acts.\n- name: Law, and order\n- name: Unused\n",
        )
        .file(
            "data/vocabulary/nist_rmf_tags.yml",
            "- id: risk_management\n  title: Risk Management\n  function: MANAGE\n  characteristic: Safe\n  url: https://nist.test/\n",
        )
        .term(
            "agent",
            "categories: [Tools & Agents]\naliases: [AI Worker, 'doer, or maker']\nroles: [policy, product]\nstatus: approved\n\
             short_def: Program that Acts.\ngovernance:\n  nist_rmf_tags: [risk_management]\nrelationships:\n  narrower: [robot]",
        )
        .term("robot", "categories: ['Law, and order', Tools & Agents]\nroles: [legal]\nstatus: draft")
        .term("Ünfall C#?", "aliases: ['10 % of it']\ncategories: ['Law, and order']\nroles: [legal]\nstatus: draft")
}

fn tree(checked: &Checked) -> BTreeMap<String, Vec<u8>> {
    let sink = MemorySink::default();
    pipeline::build(checked, Some(&["api".to_owned()]), &sink).unwrap();
    let files = sink.into_artifacts().into_iter();
    files.map(|file| (file.path.strip_prefix("site/api/v1/").unwrap().to_owned(), file.bytes)).collect()
}

fn json_of(tree: &BTreeMap<String, Vec<u8>>, path: &str) -> Value {
    let bytes = tree.get(path).unwrap_or_else(|| panic!("no {path} among {:?}", tree.keys()));
    serde_json::from_slice(bytes).unwrap()
}

fn answers(checked: &Checked) -> Answers {
    Answers::new(&checked.glossary, &checked.settings, &checked.inputs.sources)
}

#[track_caller]
fn ask(answers: &Answers, method: &str, target: &str) -> Answer {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    match answers.answer(method, path, query) {
        Reply::Answer(answer) => answer,
        Reply::Refresh => answers.refreshed(),
    }
}

fn value(answer: &Answer) -> Value {
    assert_eq!(answer.content_type, "application/json");
    serde_json::from_slice(answer.body.as_ref()).unwrap()
}

/// The names of the terms that a query finds, in their order.
#[track_caller]
fn found(answers: &Answers, query: &str) -> Vec<String> {
    let answer = ask(answers, "GET", &format!("/terms?{query}"));
    assert_eq!(answer.status, 200, "{query}");
    value(&answer).as_array().unwrap().iter().map(|term| term["term"].as_str().unwrap().to_owned()).collect()
}

/// The same schema, but one that refuses keys it does not name, so that a misspelt or forgotten one is seen.
fn closed(mut schema: Value) -> Value {
    match &mut schema {
        Value::Object(object) => {
            object.values_mut().for_each(|value| *value = closed(value.take()));
            if object.get("type") == Some(&json!("object")) {
                object.entry("additionalProperties").or_insert(json!(false));
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|value| *value = closed(value.take())),
        _ => {}
    }
    schema
}

#[track_caller]
fn assert_fits(schema: &Value, instance: &Value, what: &str) {
    let validator = jsonschema::draft202012::new(schema).unwrap();
    let errors: Vec<_> =
        validator.iter_errors(instance).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{what}: {errors:#?}");
}

#[test]
fn every_file_of_the_tree_is_what_the_schema_says() {
    let tree = tree(&words().checked());
    let schema = json_of(&tree, "schema.json");
    assert!(jsonschema::meta::is_valid(&schema));
    assert_eq!(schema["$id"], "https://words.test/sub/api/v1/schema.json");
    let mut kinds = BTreeSet::new();
    for path in tree.keys().filter(|path| !matches!(path.as_str(), "schema.json" | "openapi.json")) {
        let kind = match path.split('/').next().unwrap() {
            "index.json" => "Index",
            "terms" => "Term",
            _ => "Group",
        };
        let mut one = closed(schema.clone());
        one.as_object_mut().unwrap().remove("anyOf");
        one["$ref"] = format!("#/$defs/{kind}").into();
        assert_fits(&one, &json_of(&tree, path), path);
        assert_fits(&schema, &json_of(&tree, path), path);
        kinds.insert(kind);
    }
    assert_eq!(kinds.len(), 3);
}

#[test]
fn the_schema_refuses_what_is_no_file_of_the_tree() {
    let tree = tree(&words().checked());
    let validator = jsonschema::draft202012::new(&json_of(&tree, "schema.json")).unwrap();
    let term = json_of(&tree, "terms/agent.json");
    for key in ["slug", "term", "_source_file", "aliases", "status"] {
        let mut less = term.clone();
        less.as_object_mut().unwrap().remove(key);
        assert!(!validator.is_valid(&less), "without {key}");
    }
    let mut wrong = json_of(&tree, "roles/legal.json");
    wrong["kind"] = json!("rule");
    assert!(!validator.is_valid(&wrong));
}

#[test]
fn a_group_names_its_terms_and_where_they_stand() {
    let tree = tree(&words().checked());
    let category = json_of(&tree, "categories/tools-and-agents.json");
    assert_eq!(category["description"], "What acts.");
    assert_eq!(category["page"], "../../../categories/tools-and-agents/index.html");
    assert_eq!(category["terms"][0]["file"], "../terms/agent.json");
    let names = |file: &str| -> Vec<String> {
        let group = json_of(&tree, file);
        let terms = group["terms"].as_array().unwrap();
        assert_eq!(group["count"], terms.len(), "{file}");
        terms.iter().map(|term| term["term"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names("categories/law-and-order.json"), ["robot", "Ünfall C#?"]);
    assert_eq!(names("categories/unused.json"), [""; 0]);
    assert_eq!(names("roles/legal.json"), ["robot", "Ünfall C#?"]);
    assert_eq!(names("tags/risk-management.json"), ["agent"]);
    assert_eq!(names("statuses/draft.json"), ["robot", "Ünfall C#?"]);
    assert_eq!(names("statuses/deprecated.json"), [""; 0]);
    assert_eq!(json_of(&tree, "tags/risk-management.json")["function"], "MANAGE");
    assert_eq!(names("index.json"), ["agent", "robot", "Ünfall C#?"]);
}

#[test]
fn every_link_of_the_tree_leads_to_a_file() {
    let checked = words().checked();
    let sink = MemorySink::default();
    pipeline::build(&checked, Some(&["api".to_owned(), "site".to_owned()]), &sink).unwrap();
    let files: BTreeMap<String, Vec<u8>> =
        sink.into_artifacts().into_iter().map(|file| (file.path, file.bytes)).collect();
    let mut links = 0;
    for (path, bytes) in files.iter().filter(|(path, _)| path.starts_with("site/api/v1/")) {
        let folder = path.rsplit_once('/').unwrap().0;
        for link in links_of(&serde_json::from_slice(bytes).unwrap()) {
            assert!(files.contains_key(&target(folder, &link)), "{path}: {link}");
            links += 1;
        }
    }
    assert!(links > 30, "{links}");
}

fn links_of(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().flat_map(links_of).collect(),
        Value::Object(object) if object.contains_key("$schema") || object.contains_key("paths") => Vec::new(),
        Value::Object(object) => object
            .iter()
            .flat_map(|(key, value)| match (key.as_str(), value) {
                ("file" | "page" | "schema" | "openapi", Value::String(link)) => vec![link.clone()],
                (_, value) => links_of(value),
            })
            .collect(),
        _ => Vec::new(),
    }
}

fn target(folder: &str, link: &str) -> String {
    let mut parts: Vec<String> = folder.split('/').map(str::to_owned).collect();
    for part in link.split('/') {
        if part == ".." {
            parts.pop().unwrap();
        } else {
            let decoded = part.replace("%C3%BC", "ü").replace("%23", "#").replace("%3F", "?");
            assert!(!decoded.contains('%'), "{part}");
            parts.push(decoded);
        }
    }
    parts.join("/")
}

#[test]
fn a_term_is_the_same_from_a_file_and_from_a_server() {
    let checked = words().checked();
    let (tree, answers) = (tree(&checked), answers(&checked));
    for term in &checked.glossary.terms {
        let answer = ask(&answers, "GET", &format!("/terms/{}", term.slug.as_str().replace('?', "%3f")));
        let file = &tree[&format!("terms/{}.json", term.slug)];
        assert_eq!(answer.body.as_ref(), file.strip_suffix(b"\n").unwrap());
    }
    let agent = value(&ask(&answers, "GET", "/terms/agent"));
    let keys: Vec<_> = agent.as_object().unwrap().keys().rev().take(2).collect();
    assert_eq!(keys, ["_source_file", "slug"]);
    assert_eq!((&agent["slug"], &agent["_source_file"]), (&json!("agent"), &json!("data/terms/agent.yml")));
}

#[test]
fn a_list_that_the_project_lets_authors_leave_out_is_empty_in_json() {
    let project = Project::new()
        .file("data/glossary.yml", "rules:\n  missing-field: warn\n  unknown-key: warn\n")
        .file("data/terms/a.yml", "term: a\nslug: zzz\n");
    let checked = project.checked();
    assert!(!checked.has_errors());
    let answers = answers(&checked);
    let expected = json!({ "term": "a", "slug": "a", "aliases": [], "categories": [], "roles": [], "_source_file": "data/terms/a.yml" });
    assert_eq!(value(&ask(&answers, "GET", "/terms/a")), expected);
}

#[test]
fn every_route_answers_as_the_description_says() {
    let checked = words().checked();
    let (tree, answers) = (tree(&checked), answers(&checked));
    let openapi = json_of(&tree, "openapi.json");
    assert_eq!(value(&ask(&answers, "GET", "/openapi.json")), openapi);
    for route in ROUTES {
        let answer = ask(&answers, route.method, &route.path.replace("{slug}", "agent"));
        assert_eq!(answer.status, 200, "{}", route.path);
        assert_fits(&described(&openapi, route, 200), &value(&answer), route.path);
    }
    let operations = openapi["paths"].as_object().unwrap().values().map(|path| path.as_object().unwrap().len());
    assert_eq!(operations.sum::<usize>(), ROUTES.len());
}

/// The schema of an answer, with its own definitions.
fn described(openapi: &Value, route: &Route, status: u16) -> Value {
    let operation = &openapi["paths"][route.path][route.method.to_lowercase()];
    let mut schema = operation["responses"][status.to_string()]["content"]["application/json"]["schema"].clone();
    assert!(schema.is_object(), "{} {status}", route.path);
    schema["components"] = openapi["components"].clone();
    // What another document may hold is not for this one to say.
    if route.question == Question::OpenApi { schema } else { closed(schema) }
}

#[test]
fn refusals_look_as_the_description_says() {
    let checked = words().checked();
    let answers = answers(&checked);
    let openapi = value(&ask(&answers, "GET", "/openapi.json"));
    let route = |question: Question| ROUTES.iter().find(|route| route.question == question).unwrap();
    let long = format!("/terms?q={}", "a".repeat(8_192));
    for (question, answer) in [
        (Question::Term, ask(&answers, "GET", "/terms/nothing")),
        (Question::Terms, ask(&answers, "GET", &long)),
        (Question::Refresh, not_refreshed(2)),
        (Question::Refresh, forbidden()),
    ] {
        assert_fits(&described(&openapi, route(question), answer.status), &value(&answer), "a refusal");
    }
    let bodies = [("GET", "/terms/nothing"), ("GET", "/nothing"), ("POST", "/terms")];
    let bodies = bodies.map(|(method, path)| {
        let answer = ask(&answers, method, path);
        (answer.status, value(&answer).to_string())
    });
    assert_eq!(
        bodies,
        [
            (404, r#"{"detail":"Term not found"}"#.to_owned()),
            (404, r#"{"detail":"Not Found"}"#.to_owned()),
            (405, r#"{"detail":"Method Not Allowed"}"#.to_owned()),
        ]
    );
}

#[test]
fn every_documented_parameter_filters() {
    let answers = answers(&words().checked());
    let openapi = value(&ask(&answers, "GET", "/openapi.json"));
    let documented: Vec<&str> = openapi["paths"]["/terms"]["get"]["parameters"]
        .as_array()
        .unwrap()
        .iter()
        .map(|parameter| parameter["name"].as_str().unwrap())
        .collect();
    assert_eq!(documented, Filter::ALL.map(Filter::name));
    for name in documented {
        assert_eq!(found(&answers, &format!("{name}=nothing+has+this")), [""; 0], "{name}");
        assert_eq!(found(&answers, &format!("{name}=")).len(), 3, "{name}");
    }
}

#[test]
fn words_are_looked_for_in_names_aliases_short_definitions_and_categories() {
    let answers = answers(&words().checked());
    for (query, expected) in [
        ("q=ROBO", &["robot"][..]),
        ("q=i+work", &["agent"]),
        ("q=that+acts", &["agent"]),
        ("q=AND+ORDER", &["robot", "Ünfall C#?"]),
        ("q=%C3%BCNF", &["Ünfall C#?"]),
        ("q=10+%25+OF", &["Ünfall C#?"]),
        // Not in the long definition, not across two texts, not trimmed.
        ("q=shelf+2.", &["robot"]),
        ("q=people+who+walk+past", &[]),
        ("q=agent%00ai", &[]),
        ("q=agentai", &[]),
        ("q=+robot", &[]),
    ] {
        assert_eq!(found(&answers, query), expected, "{query}");
    }
}

#[test]
fn names_are_compared_whole_and_commas_mean_any() {
    let answers = answers(&words().checked());
    for (query, expected) in [
        ("category=tools+%26+agents", &["agent", "robot"][..]),
        ("category=tools", &[]),
        ("category=+unused+,+TOOLS+%26+AGENTS+,", &["agent", "robot"]),
        ("category=law,+and+order", &["robot", "Ünfall C#?"]),
        ("category=,", &[]),
        ("role=policy,legal", &["agent", "robot", "Ünfall C#?"]),
        ("role=Legal", &["robot", "Ünfall C#?"]),
        ("status=Draft", &["robot", "Ünfall C#?"]),
        ("status=approved,deprecated", &["agent"]),
        ("alias=ai+worker", &["agent"]),
        ("alias=ai", &[]),
        ("alias=doer,+or+maker", &["agent"]),
        ("alias=doer", &[]),
        ("role=legal&q=robot", &["robot"]),
        ("role=legal&status=approved", &[]),
        ("q=robot&q=agent&unknown=1", &["agent", "robot"]),
    ] {
        assert_eq!(found(&answers, query), expected, "{query}");
    }
}

#[test]
fn totals_name_only_what_terms_have() {
    let answers = answers(&words().checked());
    let root = value(&ask(&answers, "GET", "/"));
    let expected = json!({
        "name": "Words", "description": "What we mean.", "count": 3,
        "categories": ["Law, and order", "Tools & Agents"], "roles": ["legal", "policy", "product"],
    });
    assert_eq!(root, expected);
    assert_eq!(value(&ask(&answers, "GET", "/categories")), json!({ "categories": expected["categories"] }));
    assert_eq!(value(&ask(&answers, "GET", "/roles")), json!({ "roles": expected["roles"] }));
}

#[test]
fn refreshing_is_left_to_the_server_and_answered_with_the_number_of_terms() {
    let answers = answers(&words().checked());
    assert!(matches!(answers.answer("POST", "/refresh", ""), Reply::Refresh));
    assert!(matches!(answers.answer("GET", "/refresh", ""), Reply::Answer(Answer { status: 405, .. })));
    assert_eq!(value(&answers.refreshed()), json!({ "refreshed": 3 }));
    assert_eq!((not_refreshed(1).status, not_refreshed(2).status), (500, 500));
}

#[test]
fn an_address_with_slashes_at_its_end_leads_to_the_one_without() {
    let answers = answers(&words().checked());
    for (from, to) in [("", "/api/"), ("/terms/?q=a%20b", "/api/terms?q=a%20b"), ("/terms/agent//", "/api/terms/agent")]
    {
        let answer = ask(&answers, "GET", from);
        assert_eq!((answer.status, answer.header), (307, Some(("Location", to.to_owned()))), "{from}");
    }
}

#[test]
fn a_glossary_without_terms_has_answers() {
    let checked = Project::new().folder("data/terms").checked();
    let answers = answers(&checked);
    assert_eq!(ask(&answers, "GET", "/terms").body.as_ref(), b"[]");
    assert_eq!(ask(&answers, "GET", "/terms?q=a").body.as_ref(), b"[]");
    assert_eq!(value(&ask(&answers, "GET", "/"))["count"], 0);
    assert_eq!(json_of(&tree(&checked), "index.json")["terms"], json!([]));
}

/// Bits of requests that mean something, and bits that nobody expects.
fn request() -> impl Strategy<Value = String> {
    let bits = prop::sample::select(vec![
        "/",
        "/terms",
        "/terms/agent",
        "/refresh",
        "?",
        "&",
        "=",
        "+",
        "%",
        "%2",
        "%2e%2e",
        "%2F",
        "%00",
        "%ff",
        "%0d%0a",
        "q=",
        "role=",
        "alias=",
        "category=",
        ",",
        "legal",
        "é",
        "..",
        "\\",
        "//",
        "#",
        "\u{0}",
        "\r\n",
    ]);
    proptest::collection::vec(prop_oneof![4 => bits.prop_map(str::to_owned), 1 => any::<String>()], 0..12)
        .prop_map(|bits| bits.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_request_gets_a_whole_answer(method in prop::sample::select(vec!["GET", "HEAD", "POST", "PUT", "", "é"]), target in request()) {
        let answer = ask(&SOME, method, &target);
        prop_assert!([200, 307, 404, 405, 414].contains(&answer.status));
        value(&answer);
        prop_assert_eq!(answer.header.as_ref().map(|(name, _)| *name), match answer.status {
            307 => Some("Location"),
            405 => Some("Allow"),
            _ => None,
        });
        if let Some((_, value)) = answer.header {
            prop_assert!(value.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' '), "{value:?}");
            prop_assert!(answer.status != 307 || (value.starts_with("/api/") && !value.starts_with("/api//")), "{value:?}");
        }
    }
}

static SOME: LazyLock<Answers> = LazyLock::new(|| answers(&words().checked()));

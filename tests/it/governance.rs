//! The governance page and the files beside it: numbers that were counted by hand here.

use std::collections::BTreeMap;

use glossbook::pipeline;
use glossbook::render::MemorySink;
use serde_json::{Value, json};

use crate::project::Project;

type Files = BTreeMap<String, String>;

fn site(project: &Project) -> Files {
    let checked = project.checked();
    assert!(!checked.has_errors(), "{:#?}", project.check());
    let sink = MemorySink::default();
    pipeline::build(&checked, Some(&["site".to_owned()]), &sink).expect("a site");
    let files = sink.into_artifacts().into_iter();
    files.filter_map(|file| Some((file.path, String::from_utf8(file.bytes).ok()?))).collect()
}

fn report(files: &Files) -> Value {
    serde_json::from_str(&files["site/governance/report.json"]).expect("JSON")
}

fn page(files: &Files) -> &str {
    &files["site/governance/index.html"]
}

/// Four terms and what is wrong with them. Tests stand on 22 November 2026.
fn neglected() -> Project {
    Project::new()
        .file("data/glossary.yml", "review:\n  max_age_days: 200\nrules:\n  future-review: allow\n")
        .file("data/vocabulary/categories.yml", "- name: Tools\n- name: Rules\n- name: Empty\n")
        .file(
            "data/vocabulary/nist_rmf_tags.yml",
            "- id: safety\n  title: Safety\n  function: MEASURE\n- id: privacy\n  title: Privacy\n  function: MEASURE\n\
             - id: governance\n  title: Governance\n  function: GOVERN\n- id: odd\n  title: Odd\n",
        )
        .term(
            "agent",
            "categories: [Tools, Rules]\nowner: policy\nstatus: approved\nlast_reviewed: 2026-11-21\n\
             governance:\n  nist_rmf_tags: [safety, privacy]\n  risk_notes: It acts.\n\
             relationships:\n  related: [ghost, robot]",
        )
        .term(
            "robot",
            "categories: [Tools]\nowner: policy\nstatus: draft\nlast_reviewed: 2026-05-06\n\
             governance:\n  nist_rmf_tags: [odd]\nrelationships:\n  related: [Ghost, wraith]",
        )
        .term("droid", "categories: [Rules]\nstatus: reviewed\nlast_reviewed: 2026-05-05\ngovernance: {}")
        .term(
            "golem",
            "categories: [Rules]\nstatus: deprecated\nlast_reviewed: 2020-01-01\ngovernance:\n  nist_rmf_tags: [governance]",
        )
}

#[test]
fn statuses_and_review_ages_are_counted() {
    let report = report(&site(&neglected()));
    let counts = |key: &str| report[key].as_array().unwrap().iter().map(|row| row["terms"].as_u64().unwrap()).collect();
    let (statuses, ages): (Vec<u64>, Vec<u64>) = (counts("statuses"), counts("review_ages"));
    assert_eq!(statuses, [1, 1, 1, 1]);
    // One day, two hundred days, two hundred and one; the deprecated one is left out.
    assert_eq!(ages, [1, 0, 1, 1, 0, 0]);
    let bands: Vec<&Value> = report["review_ages"].as_array().unwrap().iter().map(|row| &row["to_days"]).collect();
    assert_eq!(bands, [&json!(90), &json!(180), &json!(200), &json!(365), &Value::Null, &Value::Null]);
}

#[test]
fn work_is_listed_for_those_who_should_do_it() {
    let report = report(&site(&neglected()));
    assert_eq!(
        report["due"],
        json!(["droid"]),
        "200 days are allowed, 201 are not, and nobody reviews a deprecated term"
    );
    assert_eq!(report["without_risk_notes"], json!(["droid", "robot"]));
    assert_eq!(report["without_tags"], json!(["droid"]));
    assert_eq!(report["without_owner"], json!(["droid"]));
    assert_eq!(report["deprecated_without_replacement"], json!(["golem"]));
    assert_eq!(report["drafts"], json!(["robot"]));
    let wanted = json!([
        {"name": "ghost", "is_shared": false, "terms": ["agent", "robot"]},
        {"name": "wraith", "is_shared": false, "terms": ["robot"]},
    ]);
    assert_eq!(report["wanted"], wanted);
}

#[test]
fn a_term_counts_in_each_of_its_categories_and_once_in_each_function() {
    let report = report(&site(&neglected()));
    assert_eq!(report["coverage"]["categories"], json!(["Tools", "Rules", "Empty"]));
    let rows = report["coverage"]["tags"].as_array().unwrap();
    let counts: Vec<&Value> = rows.iter().map(|row| &row["counts"]).collect();
    assert_eq!(counts, [&json!([1, 1, 0]), &json!([1, 1, 0]), &json!([0, 1, 0]), &json!([1, 0, 0])]);
    let functions = report["functions"].as_array().unwrap();
    let functions: Vec<_> = functions.iter().map(|row| (row["function"].clone(), row["terms"].clone())).collect();
    let expected = [("GOVERN", 1), ("MAP", 0), ("MEASURE", 1), ("MANAGE", 0), ("other tags", 1)];
    let mut expected: Vec<_> = expected.into_iter().map(|(name, count)| (json!(name), json!(count))).collect();
    expected.push((Value::Null, json!(1)));
    assert_eq!(functions, expected);
}

#[test]
fn the_page_shows_the_numbers_marks_gaps_and_leads_to_the_terms() {
    let files = site(&neglected());
    let page = page(&files);
    for shown in [
        "<a href=\"#due\"><b>1</b> Due for review</a>",
        "<a href=\"../terms/droid/index.html\">droid</a> <span class=\"note\">5 May 2026, 201 days ago</span>",
        "ghost <span class=\"note\">asked for by</span> <a href=\"../terms/agent/index.html\">agent</a>, <a href=\"../terms/robot/index.html\">robot</a>",
        "<a href=\"../tags/safety/index.html#area-1\">1</a>",
        "<td class=\"level-0\">0</td>",
        "6 of 12 pairs are gaps",
        "<tr class=\"late\"><th scope=\"row\">201 to 365 days ago</th><td class=\"end\">1</td>",
        "<a href=\"../governance/terms.csv\">",
    ] {
        assert!(page.contains(shown), "{shown}\n{page}");
    }
    let tag = &files["site/tags/safety/index.html"];
    assert!(tag.contains("<h3 id=\"area-1\">Tools") && tag.contains("1 of 4 terms, in 2 of 3 categories"), "{tag}");
    assert!(
        tag.contains("Only <a href=\"../../terms/agent/index.html\">agent</a>, listed in its main category"),
        "{tag}"
    );
    assert!(tag.contains("How risks are tested, counted and tracked") && tag.contains("id=\"gaps\""), "{tag}");
}

#[test]
fn the_table_has_one_row_a_term_and_no_formula() {
    let project = neglected().term("=danger", "term: '=danger'\nowner: 'a, \"b\"'");
    let files = site(&project);
    let rows: Vec<&str> = files["site/governance/terms.csv"].split("\r\n").collect();
    assert_eq!(rows.len(), 1 + 5 + 1, "{rows:?}");
    assert!(rows[1].starts_with("'=danger,") && rows[1].contains(",\"a, \"\"b\"\"\","), "{}", rows[1]);
    assert_eq!(
        rows[2],
        "agent,agent,approved,policy,2026-11-21,1,no,\"Tools; Rules\",product,\"safety; privacy\",yes,,data/terms/agent.yml"
    );
}

#[test]
fn what_is_in_order_is_said_and_what_a_project_does_not_use_is_not_asked_for() {
    let files = site(&Project::new().term("one", "last_reviewed: 2026-11-22\nstatus: approved"));
    let page = page(&files);
    assert!(page.contains("<li>No review is due.</li>") && page.contains("<li>No entry is a draft.</li>"), "{page}");
    assert!(
        page.contains("#without-risk-notes") && !page.contains("without-owner") && !page.contains("id=\"coverage\"")
    );
    assert!(!page.contains("governance tag."), "a project without tags needs none: {page}");
}

#[test]
fn a_large_glossary_has_a_governance_page_that_can_be_opened() {
    let project = (0..700).fold(Project::new(), |project, number| {
        let owner = ["policy", "legal", "alice"][number % 3];
        let fields = format!(
            "owner: {owner}\nlast_reviewed: 2020-01-01\ncategories: [Part {}]\nrelationships:\n  related: [gone {number}]",
            number % 60
        );
        project.term(&format!("word {number}"), &fields)
    });
    let files = site(&project);
    let page = page(&files);
    assert!(page.len() < 200_000, "{} bytes", page.len());
    for shown in [
        "The first 200 of 700",
        "And 500 more, in the <a href=\"../governance/report.json\">",
        "234, the first 25 here",
    ] {
        assert!(page.contains(shown), "{shown}");
    }
    assert!(!page.contains(" open>"), "hundreds of open rows are no overview");
    assert_eq!(report(&files)["wanted"].as_array().unwrap().len(), 700);
}

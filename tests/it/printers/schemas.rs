//! Reports against the schemas of their formats, which stand beside this file.

use serde_json::Value;

use super::*;

#[track_caller]
fn assert_valid(schema: &str, report: &Value) {
    let schema: Value = serde_json::from_str(schema).unwrap();
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    let errors: Vec<String> =
        validator.iter_errors(report).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}

fn cases() -> [Case; 3] {
    [case(), hostile::nasty(), Case { sources: SourceMap::default(), diagnostics: Vec::new() }]
}

#[test]
fn sarif_reports_are_valid() {
    for case in cases() {
        let log: Value = serde_json::from_str(&case.print(Format::Sarif)).unwrap();
        assert_valid(include_str!("sarif.schema.json"), &log);
    }
}

#[test]
fn gitlab_reports_are_valid_and_their_fingerprints_unique() {
    for case in cases() {
        let issues: Value = serde_json::from_str(&case.print(Format::Gitlab)).unwrap();
        assert_valid(include_str!("gitlab.schema.json"), &issues);
        let mut fingerprints: Vec<&Value> =
            issues.as_array().unwrap().iter().map(|issue| &issue["fingerprint"]).collect();
        let total = fingerprints.len();
        fingerprints.sort_by_key(|fingerprint| fingerprint.to_string());
        fingerprints.dedup();
        assert_eq!(fingerprints.len(), total);
    }
}

#[test]
fn every_rule_of_the_program_is_described() {
    let rules: Vec<RuleInfo> = glossbook::validate::RULES.iter().map(|rule| rule.info()).collect();
    let sources = SourceMap::default();
    let report = Report { diagnostics: &[], sources: &sources, terms: 0, rules: &rules, style: Style::default() };
    let mut out = Vec::new();
    Format::Sarif.print(&report, &mut out).unwrap();
    let log: Value = serde_json::from_slice(&out).unwrap();
    assert_valid(include_str!("sarif.schema.json"), &log);
    assert_eq!(log["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap().len(), rules.len());
}

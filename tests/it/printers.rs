//! Every printer over the same small set of diagnostics.

use glossbook::diagnostic::print::{Format, Report, RuleInfo, Style};
use glossbook::diagnostic::{Code, Diagnostic, Edit, Level, Severity, is_unprintable};
use glossbook::source::{SourceId, SourceMap, Span};
use snapbox::{IntoData, assert_data_eq, str};

mod hostile;
mod schemas;

const MISSING_TERM: Code = Code::new("G201", "relationship-to-missing-term");
const DUPLICATE_NAME: Code = Code::new("G222", "duplicate-slug");
const AMBIGUOUS: Code = Code::new("G020", "ambiguous-scalar");
const EMPTY: Code = Code::new("G010", "invalid-yaml");

const RULES: &[RuleInfo] = &[
    rule(EMPTY, Level::Forbid, "a file is not valid YAML"),
    rule(AMBIGUOUS, Level::Warn, "a word that other programs read as a number"),
    rule(MISSING_TERM, Level::Warn, "a relationship names a term that nobody wrote"),
    rule(DUPLICATE_NAME, Level::Deny, "two terms have one slug"),
];

const fn rule(code: Code, level: Level, summary: &'static str) -> RuleInfo {
    RuleInfo { code, level, summary, docs: "# Title\n\nWhat it is.\n\n## Why\n\nBecause.\n" }
}

/// Files and what was found in them.
struct Case {
    sources: SourceMap,
    diagnostics: Vec<Diagnostic>,
}

impl Case {
    fn print(&self, format: Format) -> String {
        self.print_styled(format, Style::default())
    }

    fn print_styled(&self, format: Format, style: Style) -> String {
        let mut out = Vec::new();
        format.print(&self.report(style), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn report(&self, style: Style) -> Report<'_> {
        Report { diagnostics: &self.diagnostics, sources: &self.sources, terms: 3, rules: RULES, style }
    }
}

/// One of each: a fix, a tab and wide letters before the place, labels in two files, a file without text, one without findings.
fn case() -> Case {
    let mut sources = SourceMap::default();
    let attention = sources.add(
        "data/terms/attention.yml",
        "term: attention\nstatus: No\nrelationships:\n  broader:\n    - \"transformer\"  # 漢字\n\t- 漢字 größe, 50%: x\n",
    );
    let twin = sources.add("data/terms/Attention 2.yml", "\u{feff}term: Attention\r\naliases:\r\n  - a\r\n");
    let empty = sources.add("data/terms/empty.yml", "");
    sources.add("data/terms/fine.yml", "term: fine\n");
    let at = |source: SourceId, what: &str| {
        let start = sources.text(source).find(what).unwrap();
        Span::new(source, start..start + what.len())
    };
    let warning = |mut diagnostic: Diagnostic| {
        diagnostic.severity = Severity::Warning;
        diagnostic
    };
    let no = at(attention, "No");
    let diagnostics = vec![
        Diagnostic::new(DUPLICATE_NAME, at(attention, "attention"), "two terms have the slug `attention`")
            .label("this one")
            .other(at(twin, "Attention"), "and this one")
            .field("term")
            .help("rename one of the two, or make one of them an alias of the other one; both stand in the same list"),
        warning(
            Diagnostic::new(AMBIGUOUS, no, "other programs read `No` as `false`, not as text")
                .field("status")
                .help("put it in quotes: \"No\"")
                .fix("put the value in quotes", vec![Edit { span: no, text: "\"No\"".to_owned() }]),
        ),
        warning(
            Diagnostic::new(MISSING_TERM, at(attention, "\"transformer\""), "no term is called `transformer`")
                .label("no term or alias has this name")
                .field("relationships.broader[0]")
                .help("did you mean `transformer architecture`?"),
        ),
        warning(
            Diagnostic::new(MISSING_TERM, at(attention, "größe, 50%: x"), "no term is called `größe, 50%: x`")
                .field("relationships.broader[1]"),
        ),
        Diagnostic::new(EMPTY, Span::file(empty), "the file is empty").help("fill it, or delete it"),
    ];
    Case { sources, diagnostics }
}

#[test]
fn human_shows_the_lines_in_80_columns() {
    let printed = case().print(Format::Human);
    assert!(printed.lines().all(|line| line.chars().count() <= 80), "{printed}");
    assert_data_eq!(
        printed,
        str![[r#"
error[G222]: two terms have the slug `attention`
 --> data/terms/attention.yml:1:7
  |
1 | term: attention
  |       ^^^^^^^^^ this one
  |
 ::: data/terms/Attention 2.yml:1:7
  |
1 | term: Attention
  |       --------- and this one
  |
  = help: rename one of the two, or make one of them an alias of the other
          one; both stand in the same list
  = note: `glossbook explain G222` says more

warning[G020]: other programs read `No` as `false`, not as text
 --> data/terms/attention.yml:2:9
  |
2 | status: No
  |         ^^
  |
  = help: put it in quotes: "No"
  = note: `glossbook explain G020` says more

warning[G201]: no term is called `transformer`
 --> data/terms/attention.yml:5:7
  |
5 |     - "transformer"  # 漢字
  |       ^^^^^^^^^^^^^ no term or alias has this name
  |
  = help: did you mean `transformer architecture`?
  = note: `glossbook explain G201` says more

warning[G201]: no term is called `größe, 50%: x`
 --> data/terms/attention.yml:6:7
  |
6 |     - 漢字 größe, 50%: x
  |            ^^^^^^^^^^^^^

error[G010]: the file is empty
 --> data/terms/empty.yml:1:1
  |
1 |
  | ^
  |
  = help: fill it, or delete it
  = note: `glossbook explain G010` says more


"#]]
        .raw()
    );
}

#[test]
fn human_in_colour_says_the_same() {
    let style = Style { colour: true, ..Style::default() };
    let coloured = case().print_styled(Format::Human, style);
    let plain = case().print(Format::Human);
    assert!(coloured.contains("\u{1b}["));
    assert_eq!(without_colours(&coloured), plain);
}

#[test]
fn concise_is_one_line_each() {
    assert_data_eq!(
        case().print(Format::Concise),
        str![[r#"
data/terms/attention.yml:1:7: error[G222]: two terms have the slug `attention`
data/terms/attention.yml:2:9: warning[G020]: other programs read `No` as `false`, not as text
data/terms/attention.yml:5:7: warning[G201]: no term is called `transformer`
data/terms/attention.yml:6:7: warning[G201]: no term is called `größe, 50%: x`
data/terms/empty.yml:1:1: error[G010]: the file is empty

"#]]
        .raw()
    );
}

#[test]
fn json_is_one_object_a_line_and_ends_with_the_summary() {
    assert_data_eq!(case().print(Format::Json), str![[r#"
{"file":"data/terms/attention.yml","line":1,"column":7,"end_line":1,"end_column":16,"code":"G222","name":"duplicate-slug","severity":"error","message":"two terms have the slug `attention`","help":["rename one of the two, or make one of them an alias of the other one; both stand in the same list"],"url":"rules/g222/","field":"term"}
{"file":"data/terms/attention.yml","line":2,"column":9,"end_line":2,"end_column":11,"code":"G020","name":"ambiguous-scalar","severity":"warning","message":"other programs read `No` as `false`, not as text","help":["put it in quotes: \"No\""],"url":"rules/g020/","field":"status"}
{"file":"data/terms/attention.yml","line":5,"column":7,"end_line":5,"end_column":20,"code":"G201","name":"relationship-to-missing-term","severity":"warning","message":"no term is called `transformer`","help":["did you mean `transformer architecture`?"],"url":"rules/g201/","field":"relationships.broader[0]"}
{"file":"data/terms/attention.yml","line":6,"column":7,"end_line":6,"end_column":20,"code":"G201","name":"relationship-to-missing-term","severity":"warning","message":"no term is called `größe, 50%: x`","help":[],"url":"rules/g201/","field":"relationships.broader[1]"}
{"file":"data/terms/empty.yml","line":1,"column":1,"end_line":1,"end_column":1,"code":"G010","name":"invalid-yaml","severity":"error","message":"the file is empty","help":["fill it, or delete it"],"url":"rules/g010/","field":null}
{"summary":{"terms":3,"errors":2,"warnings":3}}

"#]].raw());
}

#[test]
fn github_is_one_command_a_line() {
    assert_data_eq!(case().print(Format::Github), str![[r#"
::error file=data/terms/attention.yml,line=1,endLine=1,col=7,endColumn=16,title=G222 duplicate-slug::two terms have the slug `attention`%0Arename one of the two, or make one of them an alias of the other one; both stand in the same list
::warning file=data/terms/attention.yml,line=2,endLine=2,col=9,endColumn=11,title=G020 ambiguous-scalar::other programs read `No` as `false`, not as text%0Aput it in quotes: "No"
::warning file=data/terms/attention.yml,line=5,endLine=5,col=7,endColumn=20,title=G201 relationship-to-missing-term::no term is called `transformer`%0Adid you mean `transformer architecture`?
::warning file=data/terms/attention.yml,line=6,endLine=6,col=7,endColumn=20,title=G201 relationship-to-missing-term::no term is called `größe, 50%25: x`
::error file=data/terms/empty.yml,line=1,endLine=1,col=1,endColumn=1,title=G010 invalid-yaml::the file is empty%0Afill it, or delete it

"#]].raw());
}

#[test]
fn gitlab_is_one_list() {
    assert_data_eq!(case().print(Format::Gitlab), str![[r#"
[{"description":"two terms have the slug `attention`; rename one of the two, or make one of them an alias of the other one; both stand in the same list","check_name":"duplicate-slug","fingerprint":"9c1b2aeda164e285af4e08dd6c121d70-1","severity":"major","location":{"path":"data/terms/attention.yml","lines":{"begin":1,"end":1}}},{"description":"other programs read `No` as `false`, not as text; put it in quotes: \"No\"","check_name":"ambiguous-scalar","fingerprint":"a61a66f387b6a9eeb9f24a8605b7be4e-1","severity":"minor","location":{"path":"data/terms/attention.yml","lines":{"begin":2,"end":2}}},{"description":"no term is called `transformer`; did you mean `transformer architecture`?","check_name":"relationship-to-missing-term","fingerprint":"48b029103086e02ab9f780569824a72a-1","severity":"minor","location":{"path":"data/terms/attention.yml","lines":{"begin":5,"end":5}}},{"description":"no term is called `größe, 50%: x`","check_name":"relationship-to-missing-term","fingerprint":"abdfaf7ae5bc967e65ee98ee557103b5-1","severity":"minor","location":{"path":"data/terms/attention.yml","lines":{"begin":6,"end":6}}},{"description":"the file is empty; fill it, or delete it","check_name":"invalid-yaml","fingerprint":"e3fa97df7b251f572db9ae987102f423-1","severity":"major","location":{"path":"data/terms/empty.yml","lines":{"begin":1,"end":1}}}]

"#]].raw());
}

#[test]
fn junit_is_one_test_a_file() {
    assert_data_eq!(case().print(Format::Junit), str![[r#"
<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="4" failures="2" errors="0">
  <testsuite name="glossbook" tests="4" failures="2" errors="0">
    <testcase classname="data/terms" name="attention.yml" file="data/terms/attention.yml">
      <failure message="1 error: two terms have the slug `attention`" type="duplicate-slug">data/terms/attention.yml:1: error[G222]: two terms have the slug `attention`
  rename one of the two, or make one of them an alias of the other one; both stand in the same list</failure>
      <system-out>data/terms/attention.yml:2: warning[G020]: other programs read `No` as `false`, not as text
  put it in quotes: &quot;No&quot;
data/terms/attention.yml:5: warning[G201]: no term is called `transformer`
  did you mean `transformer architecture`?
data/terms/attention.yml:6: warning[G201]: no term is called `größe, 50%: x`</system-out>
    </testcase>
    <testcase classname="data/terms" name="Attention 2.yml" file="data/terms/Attention 2.yml"/>
    <testcase classname="data/terms" name="empty.yml" file="data/terms/empty.yml">
      <failure message="1 error: the file is empty" type="invalid-yaml">data/terms/empty.yml:1: error[G010]: the file is empty
  fill it, or delete it</failure>
    </testcase>
    <testcase classname="data/terms" name="fine.yml" file="data/terms/fine.yml"/>
  </testsuite>
</testsuites>

"#]].raw());
}

#[test]
fn sarif_is_one_run_with_all_rules() {
    let log: serde_json::Value = serde_json::from_str(&case().print(Format::Sarif)).unwrap();
    assert_data_eq!(serde_json::to_string_pretty(&log).unwrap(), str![[r##"
{
  "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
  "version": "2.1.0",
  "runs": [
    {
      "tool": {
        "driver": {
          "name": "glossbook",
          "semanticVersion": "0.1.0",
          "rules": [
            {
              "id": "G010",
              "name": "invalid-yaml",
              "shortDescription": {
                "text": "a file is not valid YAML"
              },
              "fullDescription": {
                "text": "What it is."
              },
              "help": {
                "text": "# Title\n\nWhat it is.\n\n## Why\n\nBecause.\n",
                "markdown": "# Title\n\nWhat it is.\n\n## Why\n\nBecause.\n"
              },
              "defaultConfiguration": {
                "enabled": true,
                "level": "error"
              }
            },
            {
              "id": "G020",
              "name": "ambiguous-scalar",
              "shortDescription": {
                "text": "a word that other programs read as a number"
              },
              "fullDescription": {
                "text": "What it is."
              },
              "help": {
                "text": "# Title\n\nWhat it is.\n\n## Why\n\nBecause.\n",
                "markdown": "# Title\n\nWhat it is.\n\n## Why\n\nBecause.\n"
              },
              "defaultConfiguration": {
                "enabled": true,
                "level": "warning"
              }
            },
            {
              "id": "G201",
              "name": "relationship-to-missing-term",
              "shortDescription": {
                "text": "a relationship names a term that nobody wrote"
              },
              "fullDescription": {
                "text": "What it is."
              },
              "help": {
                "text": "# Title\n\nWhat it is.\n\n## Why\n\nBecause.\n",
                "markdown": "# Title\n\nWhat it is.\n\n## Why\n\nBecause.\n"
              },
              "defaultConfiguration": {
                "enabled": true,
                "level": "warning"
              }
            },
            {
              "id": "G222",
              "name": "duplicate-slug",
              "shortDescription": {
                "text": "two terms have one slug"
              },
              "fullDescription": {
                "text": "What it is."
              },
              "help": {
                "text": "# Title\n\nWhat it is.\n\n## Why\n\nBecause.\n",
                "markdown": "# Title\n\nWhat it is.\n\n## Why\n\nBecause.\n"
              },
              "defaultConfiguration": {
                "enabled": true,
                "level": "error"
              }
            }
          ]
        }
      },
      "language": "en",
      "columnKind": "unicodeCodePoints",
      "originalUriBaseIds": {
        "%SRCROOT%": {
          "description": {
            "text": "the folder that holds `data/`"
          }
        }
      },
      "results": [
        {
          "ruleId": "G222",
          "ruleIndex": 3,
          "level": "error",
          "message": {
            "text": "two terms have the slug `attention`\nrename one of the two, or make one of them an alias of the other one; both stand in the same list"
          },
          "locations": [
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "data/terms/attention.yml",
                  "uriBaseId": "%SRCROOT%"
                },
                "region": {
                  "startLine": 1,
                  "startColumn": 7,
                  "endLine": 1,
                  "endColumn": 16
                }
              },
              "logicalLocations": [
                {
                  "fullyQualifiedName": "term",
                  "kind": "member"
                }
              ],
              "message": {
                "text": "this one"
              }
            }
          ],
          "relatedLocations": [
            {
              "id": 1,
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "data/terms/Attention%202.yml",
                  "uriBaseId": "%SRCROOT%"
                },
                "region": {
                  "startLine": 1,
                  "startColumn": 7,
                  "endLine": 1,
                  "endColumn": 16
                }
              },
              "message": {
                "text": "and this one"
              }
            }
          ],
          "partialFingerprints": {
            "glossbook/v1": "9c1b2aeda164e285af4e08dd6c121d70-1"
          }
        },
        {
          "ruleId": "G020",
          "ruleIndex": 1,
          "level": "warning",
          "message": {
            "text": "other programs read `No` as `false`, not as text\nput it in quotes: \"No\""
          },
          "locations": [
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "data/terms/attention.yml",
                  "uriBaseId": "%SRCROOT%"
                },
                "region": {
                  "startLine": 2,
                  "startColumn": 9,
                  "endLine": 2,
                  "endColumn": 11
                }
              },
              "logicalLocations": [
                {
                  "fullyQualifiedName": "status",
                  "kind": "member"
                }
              ]
            }
          ],
          "partialFingerprints": {
            "glossbook/v1": "a61a66f387b6a9eeb9f24a8605b7be4e-1"
          },
          "fixes": [
            {
              "description": {
                "text": "put the value in quotes"
              },
              "artifactChanges": [
                {
                  "artifactLocation": {
                    "uri": "data/terms/attention.yml",
                    "uriBaseId": "%SRCROOT%"
                  },
                  "replacements": [
                    {
                      "deletedRegion": {
                        "startLine": 2,
                        "startColumn": 9,
                        "endLine": 2,
                        "endColumn": 11
                      },
                      "insertedContent": {
                        "text": "\"No\""
                      }
                    }
                  ]
                }
              ]
            }
          ]
        },
        {
          "ruleId": "G201",
          "ruleIndex": 2,
          "level": "warning",
          "message": {
            "text": "no term is called `transformer`\ndid you mean `transformer architecture`?"
          },
          "locations": [
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "data/terms/attention.yml",
                  "uriBaseId": "%SRCROOT%"
                },
                "region": {
                  "startLine": 5,
                  "startColumn": 7,
                  "endLine": 5,
                  "endColumn": 20
                }
              },
              "logicalLocations": [
                {
                  "fullyQualifiedName": "relationships.broader[0]",
                  "kind": "member"
                }
              ],
              "message": {
                "text": "no term or alias has this name"
              }
            }
          ],
          "partialFingerprints": {
            "glossbook/v1": "48b029103086e02ab9f780569824a72a-1"
          }
        },
        {
          "ruleId": "G201",
          "ruleIndex": 2,
          "level": "warning",
          "message": {
            "text": "no term is called `größe, 50%: x`"
          },
          "locations": [
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "data/terms/attention.yml",
                  "uriBaseId": "%SRCROOT%"
                },
                "region": {
                  "startLine": 6,
                  "startColumn": 7,
                  "endLine": 6,
                  "endColumn": 20
                }
              },
              "logicalLocations": [
                {
                  "fullyQualifiedName": "relationships.broader[1]",
                  "kind": "member"
                }
              ]
            }
          ],
          "partialFingerprints": {
            "glossbook/v1": "abdfaf7ae5bc967e65ee98ee557103b5-1"
          }
        },
        {
          "ruleId": "G010",
          "ruleIndex": 0,
          "level": "error",
          "message": {
            "text": "the file is empty\nfill it, or delete it"
          },
          "locations": [
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "data/terms/empty.yml",
                  "uriBaseId": "%SRCROOT%"
                },
                "region": {
                  "startLine": 1,
                  "startColumn": 1,
                  "endLine": 1,
                  "endColumn": 1
                }
              }
            }
          ],
          "partialFingerprints": {
            "glossbook/v1": "e3fa97df7b251f572db9ae987102f423-1"
          }
        }
      ]
    }
  ]
}
"##]].raw());
}

#[test]
fn the_rule_summary_counts_most_first() {
    let case = case();
    let report = case.report(Style::default());
    assert_data_eq!(
        report.rule_summary(),
        str![[r#"
2 × G201 relationship-to-missing-term
1 × G010 invalid-yaml
1 × G020 ambiguous-scalar
1 × G222 duplicate-slug

"#]]
        .raw()
    );
}

#[test]
fn no_findings_are_still_a_report() {
    let case = Case { sources: SourceMap::default(), diagnostics: Vec::new() };
    assert_eq!(case.print(Format::Human), "");
    assert_eq!(case.print(Format::Github), "");
    assert_eq!(case.print(Format::Gitlab), "[]\n");
    assert_eq!(case.report(Style::default()).rule_summary(), "");
    assert_data_eq!(
        case.print(Format::Junit),
        str![[r#"
<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="0" failures="0" errors="0">
  <testsuite name="glossbook" tests="0" failures="0" errors="0">
  </testsuite>
</testsuites>

"#]]
        .raw()
    );
}

#[test]
fn a_finding_keeps_its_fingerprint_when_lines_come_before_it() {
    let report = |text: &str| {
        let mut sources = SourceMap::default();
        let file = sources.add("a.yml", text);
        let at = text.find('x').unwrap();
        let twice = || Diagnostic::new(AMBIGUOUS, Span::new(file, at..at + 1), "`x` is odd").field("term");
        let diagnostics = vec![twice(), twice()];
        let printed = Case { sources, diagnostics }.print(Format::Gitlab);
        let issues: serde_json::Value = serde_json::from_str(&printed).unwrap();
        [0, 1].map(|index| issues[index]["fingerprint"].clone())
    };
    assert_eq!(report("term: x\n"), report("# new\n\nterm: x\n"));
    let [first, second] = report("term: x\n");
    assert_ne!(first, second);
}

/// What is left when the colours that the printer itself adds are taken out.
fn without_colours(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |out, part| out + part.split_once('m').map_or("", |(_, rest)| rest))
}

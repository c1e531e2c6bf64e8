//! What programs read beside the pages: JSON-LD, sitemap, robots, the guide for language models, the web manifest.

use std::collections::{BTreeMap, BTreeSet};

use glossbook::pipeline;
use glossbook::render::MemorySink;
use serde_json::{Value, json};

use crate::html::{Tag, tags};
use crate::project::Project;

type Files = BTreeMap<String, String>;

fn site(project: &Project) -> Files {
    let checked = project.checked();
    assert!(!checked.has_errors(), "{:#?}", project.check());
    let sink = MemorySink::default();
    pipeline::build(&checked, Some(&["site".to_owned()]), &sink).expect("a site");
    let files = sink.into_artifacts().into_iter();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).ok();
    files.filter_map(|file| Some((file.path.strip_prefix("site/")?.to_owned(), text(file.bytes)?))).collect()
}

fn project(settings: &str) -> Project {
    Project::new()
        .file("data/glossary.yml", format!("title: Words\ndescription: What we mean.\nlanguage: en-GB\n{settings}"))
        .file("data/vocabulary/categories.yml", "- name: Tools & Agents\n  description: What acts.\n")
        .file("site/pages/guide.md", "---\ntitle: Guide\ndescription: How to use it.\n---\nText.\n")
        .term(
            "agent",
            "categories: [Tools & Agents]\naliases: [AI worker, bot]\nstatus: approved\nlast_reviewed: 2026-11-20\n\
             license: CC BY 4.0\nshort_def: 'Says *</script><b>* and \"<!--\".'\n\
             citations:\n  - source: Shelf\n    url: https://books.test/1\n  - source: Memory\n    url: https://books.test/2",
        )
        .term("robot", "categories: [Tools & Agents]\nrelationships:\n  broader: [agent]\nlast_reviewed: 2026-11-19")
        .term("C#", "last_reviewed: 2025-12-01\ncategories: [Tools & Agents]\nstatus: deprecated\nreplaced_by: robot")
}

const BASE_URL: &str = "base_url: https://words.test/sub\n";

fn data(html: &str) -> Option<Value> {
    let block = tags(html).into_iter().find(|tag| tag.get("type") == Some("application/ld+json"))?;
    Some(serde_json::from_str(&block.text).expect("JSON"))
}

/// The properties that schema.org gives to each type that we use, of those that we use.
const ALLOWED: &[(&str, &[&str])] = &[
    (
        "WebPage",
        &[
            "@context",
            "breadcrumb",
            "citation",
            "inLanguage",
            "isPartOf",
            "lastReviewed",
            "license",
            "mainEntity",
            "name",
            "url",
        ],
    ),
    ("DefinedTerm", &["@id", "alternateName", "description", "inDefinedTermSet", "name", "termCode", "url"]),
    (
        "DefinedTermSet",
        &["@context", "@id", "dateModified", "description", "hasDefinedTerm", "inLanguage", "license", "name", "url"],
    ),
    ("WebSite", &["@context", "description", "inLanguage", "name", "url"]),
    ("CreativeWork", &["name", "url"]),
    ("BreadcrumbList", &["itemListElement"]),
    ("ListItem", &["item", "name", "position"]),
];

fn assert_allowed(path: &str, value: &Value, seen: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| assert_allowed(path, item, seen)),
        Value::Object(object) => {
            match object.get("@type").and_then(Value::as_str) {
                // A reference to something that is described elsewhere.
                None => assert_eq!(object.keys().collect::<Vec<_>>(), ["@id"], "{path}"),
                Some(kind) => {
                    let row = ALLOWED.iter().find(|(name, _)| *name == kind);
                    let (_, allowed) = row.unwrap_or_else(|| panic!("{path} has a {kind}"));
                    for key in object.keys().filter(|key| *key != "@type") {
                        assert!(allowed.contains(&key.as_str()), "{path}: {kind} has no `{key}`");
                        seen.insert(format!("{kind}.{key}"));
                    }
                }
            }
            object.values().for_each(|value| assert_allowed(path, value, seen));
        }
        Value::Null => panic!("{path} says nothing"),
        Value::String(text) => assert!(!text.is_empty(), "{path} says nothing"),
        _ => {}
    }
}

#[test]
fn linked_data_uses_only_properties_that_its_types_have() {
    let files = site(&project(BASE_URL));
    let mut seen = BTreeSet::new();
    for (path, html) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let blocks = tags(html).iter().filter(|tag| tag.get("type") == Some("application/ld+json")).count();
        assert!(blocks <= 1, "{path}");
        if let Some(data) = data(html) {
            assert_eq!(data["@context"], "https://schema.org", "{path}");
            assert_allowed(path, &data, &mut seen);
        }
    }
    let all: BTreeSet<String> =
        ALLOWED.iter().flat_map(|(kind, keys)| keys.iter().map(move |key| format!("{kind}.{key}"))).collect();
    assert_eq!(all.difference(&seen).collect::<Vec<_>>(), Vec::<&String>::new(), "allowed, and written nowhere");
}

#[test]
fn a_term_page_says_what_it_defines() {
    let files = site(&project(BASE_URL));
    let page = data(&files["terms/robot/index.html"]).expect("a block");
    assert_eq!(page["@type"], "WebPage");
    assert_eq!(page["lastReviewed"], "2026-11-19");
    assert_eq!(page["isPartOf"], json!({"@type": "WebSite", "name": "Words", "url": "https://words.test/sub/"}));
    let names: Vec<&Value> =
        page["breadcrumb"]["itemListElement"].as_array().unwrap().iter().map(|step| &step["name"]).collect();
    assert_eq!(names.first().copied(), Some(&json!("Categories")));
    assert_eq!(names[names.len() - 2..], [&json!("agent"), &json!("robot")]);
    let agent = data(&files["terms/agent/index.html"]).expect("a block");
    assert_eq!(
        agent["mainEntity"],
        json!({
            "@type": "DefinedTerm",
            "@id": "https://words.test/sub/terms/agent/",
            "name": "agent",
            "alternateName": ["AI worker", "bot"],
            "description": "Says </script><b> and \"<!--\".",
            "termCode": "agent",
            "url": "https://words.test/sub/terms/agent/",
            "inDefinedTermSet": {"@id": "https://words.test/sub/terms/"},
        })
    );
    assert_eq!(agent["license"], "https://creativecommons.org/licenses/by/4.0/");
    assert_eq!(agent["citation"][1], json!({"@type": "CreativeWork", "name": "Memory", "url": "https://books.test/2"}));
}

#[test]
fn a_definition_cannot_end_its_data_block() {
    let html = &site(&project(BASE_URL))["terms/agent/index.html"];
    let scripts: Vec<Tag> = tags(html).into_iter().filter(|tag| tag.name == "script").collect();
    assert!(scripts.iter().all(|tag| !tag.text.contains('<')));
    assert!(html.contains("Says \\u003c/script>\\u003cb>"), "{html}");
}

#[test]
fn the_list_of_terms_is_the_set_that_they_belong_to() {
    let files = site(&project(BASE_URL));
    let set = data(&files["terms/index.html"]).expect("a block");
    let id = &set["@id"];
    assert_eq!(data(&files["terms/robot/index.html"]).expect("a block")["mainEntity"]["inDefinedTermSet"]["@id"], *id);
    let members: Vec<&str> =
        set["hasDefinedTerm"].as_array().unwrap().iter().map(|member| member["@id"].as_str().unwrap()).collect();
    let address = |slug| format!("https://words.test/sub/terms/{slug}/");
    assert_eq!(members, ["agent", "c%23", "robot"].map(address));
    assert_eq!(set["dateModified"], "2026-11-20");
}

#[test]
fn without_an_address_of_the_site_nothing_names_one() {
    let files = site(&project(""));
    for (path, html) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        assert!(!html.contains("rel=\"canonical\"") && !html.contains("property=\"og:url\""), "{path}");
    }
    let agent = data(&files["terms/agent/index.html"]).expect("a block");
    assert_eq!(agent["mainEntity"]["termCode"], "agent");
    for (object, key) in [(&agent, "url"), (&agent, "breadcrumb"), (&agent["mainEntity"], "inDefinedTermSet")] {
        assert!(object.get(key).is_none(), "{key}");
    }
    assert!(!files.contains_key("sitemap.xml"));
    assert_eq!(files["robots.txt"], "User-agent: *\nAllow: /\n");
    assert!(files["llms.txt"].contains("](terms/agent/index.html): Says"), "{}", files["llms.txt"]);
}

#[test]
fn the_sitemap_lists_exactly_the_pages_that_have_an_address() {
    let files = site(&project(BASE_URL));
    let canonical: BTreeSet<String> = files
        .values()
        .flat_map(|html| if html.starts_with("<!doctype") { tags(html) } else { Vec::new() })
        .filter(|tag| tag.get("rel") == Some("canonical"))
        .map(|tag| tag.get("href").expect("an address").to_owned())
        .collect();
    let sitemap = &files["sitemap.xml"];
    let entries = sitemap.split("<loc>").skip(1).map(|rest| rest.split("</loc>").next().expect("an end").to_owned());
    let entries: Vec<String> = entries.collect();
    assert_eq!(entries.iter().cloned().collect::<BTreeSet<_>>(), canonical);
    assert_eq!(entries.len(), canonical.len(), "each once");
    assert!(sitemap.contains("<url><loc>https://words.test/sub/terms/agent/</loc><lastmod>2026-11-20</lastmod></url>"));
    assert!(sitemap.contains("<loc>https://words.test/sub/</loc>") && !sitemap.contains("404"));
    assert!(files["robots.txt"].ends_with("\nSitemap: https://words.test/sub/sitemap.xml\n"));
}

#[test]
fn links_to_a_page_show_its_title_and_description() {
    let files = site(&project(BASE_URL));
    let meta = |path: &str, name: &str| {
        let tags = tags(&files[path]);
        let tag = tags.iter().find(|tag| tag.get("property") == Some(name) || tag.get("name") == Some(name));
        tag.and_then(|tag| tag.get("content")).map(str::to_owned)
    };
    let term = |name| meta("terms/agent/index.html", name);
    assert_eq!(term("og:title").as_deref(), Some("agent"));
    assert_eq!(term("og:description").as_deref(), Some("Says </script><b> and \"<!--\"."));
    assert_eq!(term("og:type").as_deref(), Some("article"));
    assert_eq!(term("og:url").as_deref(), Some("https://words.test/sub/terms/agent/"));
    assert_eq!(term("og:site_name").as_deref(), Some("Words"));
    assert_eq!(term("og:locale").as_deref(), Some("en_GB"));
    assert_eq!(term("twitter:card").as_deref(), Some("summary"));
    assert_eq!(meta("index.html", "og:type").as_deref(), Some("website"));
    assert_eq!(meta("404.html", "og:title"), None);
    assert_eq!(meta("404.html", "robots").as_deref(), Some("noindex"));
}

#[test]
fn the_guide_for_language_models_names_the_terms_by_category() {
    let guide = &site(&project(BASE_URL))["llms.txt"];
    assert!(guide.starts_with("# Words\n\n> What we mean.\n\n3 terms."), "{guide}");
    let place = |title: &str| guide.find(&format!("\n## {title}\n")).expect("a heading");
    assert!(
        place("Tools & Agents") < place("Data")
            && guide.contains("- [agent](https://words.test/sub/terms/agent/): Says"),
        "{guide}"
    );
    assert!(guide.contains("](https://words.test/sub/terms/c%23/): deprecated, use robot."), "{guide}");
    assert!(guide.contains("- [Every term as data](https://words.test/sub/api/v1/index.json): JSON"), "{guide}");
    assert!(guide.contains("## Optional\n\n- [Guide](https://words.test/sub/pages/guide/): How to use it."), "{guide}");
}

#[test]
fn the_guide_to_a_large_glossary_names_its_categories() {
    let terms = (0..600).fold(project(BASE_URL), |project, number| {
        project.term(&format!("word {number}"), "categories: [Tools & Agents]")
    });
    let guide = &site(&terms)["llms.txt"];
    assert!(guide.len() < 4_000 && guide.contains("/categories/tools-and-agents/): 603 terms. What acts."), "{guide}");
}

#[test]
fn the_manifest_names_the_site_and_its_icon() {
    let files = site(&project(BASE_URL));
    let manifest: Value = serde_json::from_str(&files["site.webmanifest"]).expect("JSON");
    assert_eq!(manifest["name"], "Words");
    assert!(files.contains_key(manifest["icons"][0]["src"].as_str().expect("an icon")));
}

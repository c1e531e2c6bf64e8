//! Templates as an interface: what is documented is what they see, one part can be changed alone, and mistakes are reported at
//! their places.

use std::collections::{BTreeMap, BTreeSet};

use glossbook::failure::Failure;
use glossbook::pipeline::{self, Checked};
use glossbook::render::MemorySink;
use glossbook::render::templates::BUILT_IN;
use glossbook::render::templates::reference::{self, Kind, Template, Type};
use serde_json::Value;

use crate::project::Project;

type Files = BTreeMap<String, String>;

fn build(checked: &Checked) -> Result<Files, Failure> {
    let sink = MemorySink::default();
    pipeline::build(checked, Some(&["site".to_owned()]), &sink)?;
    let files = sink.into_artifacts().into_iter();
    Ok(files.filter_map(|file| Some((file.path, String::from_utf8(file.bytes).ok()?))).collect())
}

#[track_caller]
fn site(project: &Project) -> Files {
    assert!(!project.checked().has_errors(), "{:#?}", project.check());
    build(&project.checked()).expect("a site")
}

/// A project in which every value of every template has something to show.
fn everything() -> Project {
    let many = (0..40).fold(Project::new(), |project, number| {
        project.term(&format!("word {number}"), "owner: nobody\nrelationships:\n  broader: [agent]\n  related: [ghost]")
    });
    many.file(
        "data/glossary.yml",
        "title: Words\ndescription: What we mean.\nlanguage: en-GB\nbase_url: https://words.test/\n\
         repository: https://git.test/edit/\ncalls_to_action:\n  agent: Try it.\nrules:\n  missing-inverse: warn\n",
    )
    .file("data/vocabulary/categories.yml", "- name: Tools\n  description: What acts.\n  practice: [Try it.]\n- name: Rules\n- name: Empty\n")
    .file(
        "data/vocabulary/roles.yml",
        "- id: product\n  title: Product\n  summary: Decides.\n  takeaway: Decide.\n  learning_path: [Read.]\n  practice: [Do.]\n- id: policy\n  title: Policy\n  takeaway: Check.\n",
    )
    .file(
        "data/vocabulary/nist_rmf_tags.yml",
        "- id: safety\n  title: Safety\n  function: MEASURE\n  characteristic: Safe\n  url: https://nist.test/\n- id: odd\n  title: Odd\n",
    )
    .file("site/pages/guide.md", "---\ntitle: Guide\ndescription: How.\n---\n# One\n\n# Two\n\n# Three\n")
    .file("site/pages/term-request.md", "---\ntitle: Ask\n---\nAsk.\n")
    .term(
        "agent",
        "categories: [Tools, Rules]\nroles: [product, policy]\nowner: policy\nstatus: approved\n\
         governance:\n  nist_rmf_tags: [safety]\n  risk_notes: It may go wrong.\nrelationships:\n  related: [droid, robot]",
    )
    .term("robot", "categories: [Rules]\nroles: [product]\nstatus: draft\nlast_reviewed: 2020-01-01\nshort_def: What an agent moves on shelf five.")
    .term("droid", "categories: [Tools]\nroles: [product]\nstatus: deprecated\nreplaced_by: robot\ngovernance:\n  nist_rmf_tags: [odd]")
}

#[test]
fn what_is_documented_is_what_templates_see() {
    let types = reference::types();
    let templates = reference::templates(&types);
    let pages: Vec<&Template> = templates.iter().filter(|template| template.values.is_some()).collect();
    // Each page shows its own name and everything that it sees.
    let project = pages.iter().fold(everything(), |project, page| {
        let text = format!("{}\n{{{{ __tera_context | safe }}}}", page.name);
        project.file(&format!("templates/{}", page.name), text)
    });
    let mut walk = Walk { types: &types, seen: BTreeSet::new() };
    let mut shown: BTreeSet<&str> = BTreeSet::new();
    for (path, text) in site(&project).iter().filter(|(path, _)| path.ends_with(".html")) {
        let (name, values) = text.split_once('\n').expect("two lines");
        let page = pages.iter().find(|page| page.name == name).unwrap_or_else(|| panic!("{path}: {name}"));
        shown.insert(page.name);
        // The engine writes nothing for what is not there, and rare letters as Rust does: `\u{200d}`.
        let values = &values.replace("\": ,", "\": null,").replace("\": }", "\": null}").replace("\\u{", "u{");
        let values: Value = serde_json::from_str(values)
            .unwrap_or_else(|error| panic!("{path}: {error}: {}", &values[error.column().saturating_sub(40)..][..80]));
        walk.page(path, page, &values);
    }
    assert_eq!(shown.len(), pages.len(), "a template that no page uses");
    let unseen: Vec<String> =
        types.iter().filter(|one| one.name != "Whole" && !walk.seen.contains(&name(one))).map(name).collect();
    assert!(unseen.is_empty(), "documented, and nobody has seen it: {unseen:?}");
}

fn name(one: &Type) -> String {
    format!("{}::{}", one.module, one.name)
}

struct Walk<'a> {
    types: &'a [Type],
    seen: BTreeSet<String>,
}

impl Walk<'_> {
    /// A page sees `site`, `page` and the values of its kind, and nothing else.
    fn page(&mut self, path: &str, page: &Template, values: &Value) {
        let frame =
            |name: &str| self.types.iter().position(|one| one.module == "frame" && one.name == name).expect("a type");
        let (site, head) = (frame("Site"), frame("Page"));
        let mut own = values.as_object().expect("an object").clone();
        self.value(path, &Kind::Type(site), &own.remove("site").expect("the site"));
        self.value(path, &Kind::Type(head), &own.remove("page").expect("the page"));
        self.value(path, &Kind::Type(page.values.expect("a page")), &Value::Object(own));
    }

    fn value(&mut self, path: &str, kind: &Kind, value: &Value) {
        match kind {
            Kind::Text | Kind::Markup | Kind::Json => assert!(value.is_string(), "{path}: {value} is no text"),
            Kind::Truth => assert!(value.is_boolean(), "{path}: {value} is neither true nor false"),
            Kind::Number => assert!(value.is_number(), "{path}: {value} is no number"),
            Kind::List(inner) => {
                let items = value.as_array().unwrap_or_else(|| panic!("{path}: {value} is no list"));
                items.iter().for_each(|item| self.value(path, inner, item));
            }
            Kind::Maybe(_) if value.is_null() => {}
            Kind::Maybe(inner) => self.value(path, inner, value),
            Kind::Type(place) => self.object(path, &self.types[*place].clone(), value),
        }
    }

    fn object(&mut self, path: &str, one: &Type, value: &Value) {
        let object = value.as_object().unwrap_or_else(|| panic!("{path}: {value} is no {}", one.name));
        let found: BTreeSet<&str> = object.keys().map(String::as_str).collect();
        let documented: BTreeSet<&str> = one.fields.iter().map(|field| field.name).collect();
        assert_eq!(found, documented, "{path}: {}", name(one));
        self.seen.insert(name(one));
        for field in &one.fields {
            self.value(&format!("{path}: {}.{}", one.name, field.name), &field.kind, &object[field.name]);
        }
    }
}

#[test]
fn the_page_of_templates_shows_each_with_its_blocks_text_and_values() {
    let files = site(&Project::new().term("agent", ""));
    let page = &files["site/templates/index.html"];
    for (name, _) in BUILT_IN {
        assert!(page.contains(&format!("<h3><code>{name}</code></h3>")), "{name}");
    }
    for shown in [
        "<p>Values: <a href=\"#values-term-termpage\"><code>term::TermPage</code></a></p>",
        "<p>Blocks: <code>title</code>, <code>styles</code>,",
        "<tr><th scope=\"row\"><code>citations</code></th><td>list of <a href=\"#values-link-link\"><code>link::Link</code></a></td><td>What the entry rests on.</td></tr>",
        "<tr><th scope=\"row\"><code>long_html</code></th><td>markup, written with | safe</td>",
        "{% if term.citations -%}",
        "<code>{% extends &quot;builtin/home.html&quot; %}{% block roles %}{% endblock roles %}</code>",
    ] {
        assert!(page.contains(shown) || page.contains(&shown.replace("&quot;", "\"")), "{shown}");
    }
    assert!(files["site/index.html"].contains("<a href=\"templates/index.html\">Templates</a>"));
}

#[test]
fn one_part_and_one_stylesheet_change_nothing_else() {
    let project = || Project::new().term("agent", "").term("robot", "relationships:\n  broader: [agent]");
    let plain = site(&project());
    let changed = site(
        &project()
            .file(
                "templates/partials/term/citations.html",
                "<section aria-labelledby=\"sources\"><h2 id=\"sources\">We read</h2>\n\
                 {% for link in term.citations %}<p>{% include \"partials/link.html\" %}</p>{% endfor %}</section>",
            )
            .file("site/assets/css/brand.css", ":root { --accent: #7a1f5c; }"),
    );
    let agent = &changed["site/terms/agent/index.html"];
    assert!(
        agent.contains("<h2 id=\"sources\">We read</h2>") && agent.contains("<p><a href=\"https://books.test/1\">")
    );
    let is_old = |path: &str| plain[path].contains("<section aria-labelledby=\"citations\">");
    for (path, text) in &plain {
        let mut expected = text.clone();
        if path.ends_with(".html") {
            let root = "../".repeat(path.matches('/').count() - 1);
            let link = |file: &str| format!("<link rel=\"stylesheet\" href=\"{root}assets/css/{file}\">\n");
            let last = if expected.contains(&link("pages.css")) { "pages.css" } else { "site.css" };
            expected = expected.replace(&link(last), &(link(last) + &link("brand.css")));
        }
        let (ours, theirs) = (without_citations(&expected), without_citations(&changed[path]));
        assert!(ours == theirs, "{path}, {}\n{ours}\n{theirs}", is_old(path));
    }
    assert_eq!(changed.len(), plain.len() + 1);
}

/// A page without its section of citations, ours or the changed one.
fn without_citations(html: &str) -> String {
    let ids = ["<section aria-labelledby=\"citations\">", "<section aria-labelledby=\"sources\">"];
    match ids.iter().find_map(|id| html.split_once(id)) {
        Some((before, rest)) => before.to_owned() + rest.split_once("</section>").expect("an end").1.trim_start(),
        None => html.to_owned(),
    }
}

/// The report on a project with one template of its own: the first line, and the help.
fn mistake(name: &str, text: &str) -> (String, Vec<String>) {
    let project = Project::new().term("agent", "status: approved").file(&format!("templates/{name}"), text);
    let checked = project.checked();
    let diagnostic = match checked.diagnostics.iter().find(|found| found.code.id == "G410") {
        Some(found) => found.clone(),
        None => match build(&checked) {
            Err(Failure::Template(diagnostic)) => *diagnostic,
            _ => panic!("no mistake in {text}"),
        },
    };
    let sources = &checked.inputs.sources;
    let place = sources.position(diagnostic.source(), diagnostic.span.start);
    let line = format!("{}:{}:{}: {}", sources.path(diagnostic.source()), place.line, place.column, diagnostic.message);
    (line, diagnostic.help.clone())
}

#[test]
fn each_kind_of_mistake_names_its_file_line_and_column_and_what_there_is() {
    let citations = "partials/term/citations.html";
    for (name, text, place, shown) in [
        ("partials/status.html", "a\n{% if %}", "2:7", "found `%}`"),
        ("partials/status.html", "a\nb {{ status.colour }}", "2:13", "available fields: meaning, name, title"),
        ("partials/status.html", "{{ colour }}", "1:4", "available variables: page, previews_json, site, term"),
        ("partials/status.html", "{{ status.title | uper }}", "1:19", "did you mean `upper`?"),
        ("partials/status.html", "{{ shout() }}", "1:4", "unknown function `shout`"),
        ("partials/status.html", "{% include \"partials/marks.html\" %}", "1:12", "did you mean `partials/mark.html`?"),
        ("home.html", "\n{% extends \"builtin/hom.html\" %}", "2:12", "did you mean `builtin/home.html`?"),
        ("home.html", "{% extends \"base.html\" %}{% block mian %}{% endblock mian %}", "1:35", "did you mean `main`?"),
        (
            citations,
            "<ul>\n{% for link in term.citations %}{{ link.titel }}{% endfor %}",
            "2:41",
            "available fields: href, title",
        ),
        (citations, "{% for link in term.sources %}{{ link.title }}{% endfor %}", "1:16", "citations"),
        ("partials/row.html", "{% include \"partials/row.html\" %}", "1:1", "includes itself"),
        ("partials/card.html", "{{ card.count + card.title }}", "1:4", "numbers"),
        ("term.html", "{{ term.name", "1:", "end of input"),
        ("base.html", "{% block main %}{% endblock main %}", "1:1", "block"),
    ] {
        let (line, help) = mistake(name, text);
        assert!(line.starts_with(&format!("templates/{name}:{place}")), "{text}\n{line}");
        let all = format!("{line}\n{}", help.join("\n"));
        assert!(all.contains(shown), "{text}\n{all}");
    }
}

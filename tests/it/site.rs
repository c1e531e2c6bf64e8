//! The website, built in memory: what every page must be, whatever the glossary holds.

use std::collections::{BTreeMap, BTreeSet};

use base64::prelude::{BASE64_STANDARD, Engine};
use glossbook::discover::Layout;
use glossbook::failure::Failure;
use glossbook::model::ReviewDate;
use glossbook::pipeline::{self, Checked};
use glossbook::render::MemorySink;

use crate::html::{Tag, tags};
use crate::project::{Project, TODAY};

/// The files of a site, by path below `site/`.
type Files = BTreeMap<String, Vec<u8>>;

fn build(checked: &Checked) -> Result<Files, Failure> {
    let sink = MemorySink::default();
    pipeline::build(checked, Some(&["site".to_owned()]), &sink)?;
    let files = sink.into_artifacts().into_iter();
    Ok(files
        .map(|file| (file.path.strip_prefix("site/").expect("the site stays in its folder").to_owned(), file.bytes))
        .collect())
}

#[track_caller]
fn site(project: &Project) -> Files {
    let checked = project.checked();
    assert!(!checked.has_errors(), "{:#?}", project.check());
    build(&checked).expect("the built-in templates do not fail")
}

fn page<'a>(files: &'a Files, path: &str) -> &'a str {
    let bytes = files.get(path).unwrap_or_else(|| panic!("no `{path}` among {:?}", files.keys()));
    std::str::from_utf8(bytes).expect("pages are UTF-8")
}

fn pages(files: &Files) -> impl Iterator<Item = (&str, &str)> {
    files.keys().filter(|path| path.ends_with(".html")).map(|path| (path.as_str(), page(files, path)))
}

/// A project with something of everything.
fn rich() -> Project {
    Project::new()
        .file(
            "data/glossary.yml",
            "title: Words & more\ndescription: What we mean.\nbase_url: https://words.test/sub/\n\
             repository: https://git.test/edit/main/\ncalls_to_action:\n  \
             agent: See [the list](../categories.md#tools--agents), [roles](../roles.md#policy--risk), \
             [nothing](../gone.md) and [a page](../guide.md).\n",
        )
        .file(
            "data/vocabulary/categories.yml",
            "- name: Tools & Agents\n  description: What acts.\n  practice: [Try it.]\n- name: Empty\n",
        )
        .file(
            "data/vocabulary/nist_rmf_tags.yml",
            "- id: risk_management\n  title: Risk Management\n  function: MANAGE\n  characteristic: Safe\n  url: https://nist.test/\n- id: lonely\n  title: Lonely\n",
        )
        .file("site/pages/guide.md", GUIDE)
        .file("site/pages/term-request.md", "---\ntitle: Ask\norder: 1\n---\n\nWrite to <mailto:us@words.test>.\n")
        .file("site/assets/img/picture.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
        .file("site/assets/css/extra.css", "p { color: red }")
        .term(
            "agent",
            "categories: [Tools & Agents]\naliases: [AI worker]\nroles: [policy, product]\nowner: policy\nstatus: approved\n\
             governance:\n  nist_rmf_tags: [risk_management]\n  risk_notes: It may go wrong.\n\
             relationships:\n  narrower: [robot]\n  related: [droid, nobody knows]",
        )
        .term("robot", "categories: [Tools & Agents]\nrelationships:\n  related: [droid]")
        .term("droid", "categories: [Tools & Agents, Other]\nstatus: deprecated\nreplaced_by: robot")
        .term("Ünfall C#?", "aliases: ['10 % of it']\ncategories: ['Strange: / name']")
}

const GUIDE: &str = "---\ntitle: Guide\ndescription: How to use it.\n---\n
Read [agents](<term:AI worker>), [all](site:terms), [home](site:home), [tags](site:tags), [more](#more),
[ask](term-request.md) and [the end](guide.md#the-end).[^1] <script>alert(1)</script>

# First

> [!NOTE]
> ![A picture](assets/img/picture.svg)

| a | b |
| - | -: |
| 1 | 2 |

## More

## The end!

```yaml
term: <b>
```

[^1]: A note.
";

#[test]
fn every_internal_link_and_fragment_resolves() {
    let own = Layout::new(env!("CARGO_MANIFEST_DIR"));
    let today = ReviewDate::parse(TODAY).expect("a date");
    let ours = build(&pipeline::check(&own, today).expect("the disk can be read")).expect("a site");
    for files in [site(&rich()), ours] {
        let ids: BTreeMap<&str, BTreeSet<String>> = pages(&files).map(|(path, html)| (path, ids(html))).collect();
        let mut broken = Vec::new();
        for (path, html) in pages(&files).filter(|(path, _)| *path != "404.html") {
            for target in tags(html).iter().filter_map(|tag| tag.get("href").or(tag.get("src"))) {
                if !target.contains(':') && !resolves(path, target, &files, &ids) {
                    broken.push(format!("{path}: {target}"));
                }
            }
        }
        assert!(broken.is_empty(), "{broken:#?}");
    }
}

fn ids(html: &str) -> BTreeSet<String> {
    tags(html).iter().filter_map(|tag| tag.get("id")).map(str::to_owned).collect()
}

fn resolves(from: &str, target: &str, files: &Files, ids: &BTreeMap<&str, BTreeSet<String>>) -> bool {
    let (path, fragment) = target.split_once('#').unwrap_or((target, ""));
    let mut parts: Vec<String> = if path.is_empty() { vec![from.to_owned()] } else { Vec::new() };
    if !path.is_empty() {
        parts = from.split('/').map(str::to_owned).collect();
        parts.pop();
        for part in path.split('/') {
            match part {
                ".." if parts.pop().is_none() => return false,
                ".." => {}
                part => parts.push(decode(part)),
            }
        }
    }
    let file = parts.join("/");
    let has_fragment = || ids.get(file.as_str()).is_some_and(|ids| ids.contains(fragment));
    files.contains_key(&file) && (fragment.is_empty() || has_fragment())
}

fn decode(part: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = part.bytes();
    while let Some(byte) = rest.next() {
        let mut digit = || char::from(rest.next().expect("two digits")).to_digit(16).expect("hexadecimal") as u8;
        bytes.push(if byte == b'%' { digit() * 16 + digit() } else { byte });
    }
    String::from_utf8(bytes).expect("UTF-8")
}

#[test]
fn pages_have_one_title_headings_in_order_and_unique_ids() {
    for (path, html) in pages(&site(&rich())) {
        let tags = tags(html);
        let count = |name: &str| tags.iter().filter(|tag| tag.name == name).count();
        for name in ["h1", "title", "main", "footer"] {
            assert_eq!(count(name), 1, "<{name}> in {path}");
        }
        assert!(tags.iter().any(|tag| tag.name == "html" && tag.get("lang") == Some("en")), "{path}");
        let levels: Vec<u32> = tags.iter().filter_map(level).collect();
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{path}: {levels:?}");
        let mut seen = BTreeSet::new();
        let twice: Vec<_> = tags.iter().filter_map(|tag| tag.get("id")).filter(|id| !seen.insert(*id)).collect();
        assert!(twice.is_empty(), "{path}: {twice:?}");
        for label in tags.iter().filter_map(|tag| tag.get("aria-labelledby")) {
            assert!(seen.contains(label), "{path}: nothing has the id {label}");
        }
    }
}

fn level(tag: &Tag) -> Option<u32> {
    tag.name.strip_prefix('h')?.parse().ok()
}

#[test]
fn elements_close_in_the_order_in_which_they_open() {
    const VOID: [&str; 10] = ["meta", "link", "img", "br", "hr", "input", "circle", "path", "rect", "!doctype"];
    for (path, html) in pages(&site(&rich())) {
        let mut open: Vec<String> = Vec::new();
        for tag in tags(html).iter().filter(|tag| !VOID.contains(&tag.name.as_str())) {
            match tag.name.strip_prefix('/') {
                Some(name) => assert_eq!(open.pop().as_deref(), Some(name), "{path}, before {:?}", tag.text),
                None => open.push(tag.name.clone()),
            }
        }
        assert!(open.is_empty(), "{path}: {open:?}");
    }
}

#[test]
fn no_page_holds_script_or_style_of_its_own() {
    for (path, html) in pages(&site(&rich())) {
        assert_is_inert(path, html);
    }
}

#[track_caller]
fn assert_is_inert(path: &str, html: &str) {
    let tags = tags(html);
    let policy = tags.iter().find(|tag| tag.get("http-equiv") == Some("Content-Security-Policy"));
    let policy = policy.and_then(|tag| tag.get("content")).unwrap_or_else(|| panic!("{path} has no policy"));
    assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    let mut early = Vec::new();
    for tag in &tags {
        let is_known = !["style", "iframe", "object", "embed", "base"].contains(&tag.name.as_str());
        assert!(is_known, "<{}> in {path}", tag.name);
        let is_data =
            matches!(tag.get("type"), Some("application/json" | "application/ld+json")) && tag.get("src").is_none();
        let is_search = tag.get("role") == Some("search") && tag.get("method").is_none();
        assert!(tag.name != "form" || is_search, "a form in {path}");
        let is_ours = tag.get("src").is_some() && tag.text.is_empty();
        let is_early = tag.get("data-site").is_some() && tag.get("src").is_none();
        assert!(tag.name != "script" || is_data || is_ours || is_early, "inline script in {path}");
        if is_early {
            early.push(tag.text.as_str());
        }
        for (name, value) in &tag.attributes {
            assert!(name != "style" && !name.starts_with("on"), "{name} in {path}");
            let is_link = matches!(name.as_str(), "href" | "src" | "action");
            let scheme = value.split_once(':').map_or("", |(scheme, _)| scheme);
            let is_icon =
                value.starts_with("data:image/svg+xml;base64,") && matches!(tag.name.as_str(), "link" | "img");
            assert!(!is_link || is_icon || ["", "https", "http", "mailto"].contains(&scheme), "{value} in {path}");
        }
    }
    let [early] = early[..] else { panic!("one script of its own in {path}: {early:#?}") };
    let hash = BASE64_STANDARD.encode(hmac_sha256::Hash::hash(early.as_bytes()));
    assert!(policy.contains(&format!("script-src 'self' 'sha256-{hash}';")), "{policy}");
}

#[test]
fn text_from_a_term_cannot_become_markup() {
    const HOSTILE: &str = r#"</p><script>alert(1)</script><img src=x onerror=y> {{ 7 * 7 }} {% include "x" %} "onclick="z" [a](javascript:b) \<i\>"#;
    let quoted = format!("'{}'", HOSTILE);
    let fragment = format!(
        "aliases: [{quoted}]\ncategories: [{quoted}]\nshort_def: {quoted}\n\
         audiences:\n  exec: {quoted}\n  engineer: {quoted}\nexamples:\n  do: [{quoted}]\n  dont: ['{{{{ x }}}} {HOSTILE}']\n\
         governance:\n  nist_rmf_tags: [{quoted}]\n  risk_notes: {quoted}\nrelationships:\n  related: [{quoted}]\n\
         citations:\n  - source: {quoted}\n    url: https://books.test/\nowner: {quoted}"
    );
    let project = Project::new()
        .file(
            "data/glossary.yml",
            format!("title: {quoted}\ndescription: {quoted}\nlanguage: {quoted}\nrules:\n  hidden-character: allow\n"),
        )
        .file(
            "data/vocabulary/roles.yml",
            format!("- id: product\n  title: {quoted}\n  takeaway: {quoted}\n  practice: [{quoted}]\n"),
        )
        .file(
            "site/pages/x.md",
            format!("---\ntitle: {quoted}\n---\n# {HOSTILE}\n", HOSTILE = HOSTILE.replace("[a](javascript:b)", "")),
        )
        .term("say {{ x }} & \"y\"", "term: 'say {{ x }} & \"y\"'\nstatus: draft")
        .term("victim", &fragment);
    let checked = project.checked();
    let files = build(&checked).expect("a site");
    for (path, html) in pages(&files) {
        assert_is_inert(path, html);
        assert!(!html.contains("49"), "{path} ran template code");
        assert!(tags(html).iter().all(|tag| tag.name != "i" && tag.get("onerror").is_none()), "{path}");
    }
    let term = page(&files, "terms/victim/index.html");
    assert!(term.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && term.contains("{{ 7 * 7 }}"), "{term}");
    assert!(page(&files, "terms/index.html").contains("say {{ x }} &amp; &quot;y&quot;"));
}

#[test]
fn the_page_for_missing_pages_works_at_any_depth() {
    let files = site(&rich());
    let links: Vec<String> = tags(page(&files, "404.html"))
        .iter()
        .filter_map(|tag| tag.get("href").or(tag.get("src")).map(str::to_owned))
        .filter(|link| !link.contains(':'))
        .collect();
    let relative: Vec<_> = links.iter().filter(|link| !link.starts_with("/sub/") && !link.starts_with('#')).collect();
    assert!(!links.is_empty() && relative.is_empty(), "{relative:?}");
    let files = site(&Project::new().term("a", ""));
    assert!(page(&files, "404.html").contains("href=\"index.html\""));
}

#[test]
fn built_twice_the_site_has_the_same_bytes() {
    let project = rich();
    assert!(site(&project) == site(&project));
}

#[test]
fn a_term_page_shows_what_its_author_wrote_and_nothing_else() {
    let files = site(&rich());
    let agent = page(&files, "terms/agent/index.html");
    for shown in [
        "<h1>agent</h1>",
        "<b>AI worker</b>",
        "agreed by those who answer for it",
        "<a href=\"../../categories/tools-and-agents/index.html\">Tools &amp; Agents</a>",
        "<a href=\"../../tags/risk-management/index.html\">Risk Management</a>",
        "<a href=\"../robot/index.html\">robot</a>",
        "droid</a> <span class=\"flag\">deprecated</span> <span class=\"instead\">use <a href=\"../robot/index.html\">robot</a></span>",
        "nobody knows <span class=\"flag\">not defined yet</span>",
        "<a href=\"https://books.test/1\">Shelf 1</a>",
        "<a href=\"https://git.test/edit/main/data/terms/agent.yml\">",
        "<a href=\"../../roles/policy/index.html\">Policy &amp; Risk</a>",
        "See <a href=\"../../categories/tools-and-agents/index.html\">the list</a>, <a href=\"../../roles/policy/index.html\">roles</a>, nothing and <a href=\"../../pages/guide/index.html\">a page</a>.",
        "<a href=\"../../pages/term-request/index.html\">",
        "rel=\"canonical\" href=\"https://words.test/sub/terms/agent/\"",
        "href=\"../../assets/css/extra.css\"",
    ] {
        assert!(agent.contains(shown), "{shown}\n{agent}");
    }
    let robot = page(&files, "terms/robot/index.html");
    assert!(
        robot.contains("id=\"broader\"") && robot.contains("../agent/index.html\">agent</a>"),
        "the inverse is shown"
    );
    assert!(!robot.contains("Governance</h2>") && !robot.contains("Put it into practice."), "{robot}");
    let droid = page(&files, "terms/droid/index.html");
    assert!(droid.contains("Use <a href=\"../robot/index.html\">robot</a> instead."), "{droid}");
}

#[test]
fn mentions_are_links_in_the_texts_of_a_term_and_nowhere_else() {
    let files = site(
        &Project::new()
            .term("agent", "short_def: What a robot does.\nexamples:\n  do: [Ask a robot.]\n  dont: [Blame a droid.]")
            .term("robot", "")
            .term("droid", "status: deprecated\nreplaced_by: robot"),
    );
    let agent = page(&files, "terms/agent/index.html");
    let robot = "<a class=\"mention\" href=\"../robot/index.html\">robot</a>";
    assert!(agent.contains(&format!("<p class=\"lead\">What a {robot} does.</p>")), "{agent}");
    assert!(agent.contains(&format!("<li>Ask a {robot}.</li>")), "{agent}");
    assert!(agent.contains(">droid</a> <span class=\"flag\">deprecated</span>.</li>"), "{agent}");
    let robot = page(&files, "terms/robot/index.html");
    assert!(robot.contains("<h3 id=\"mentioned-by\">In their texts</h3>") && !robot.contains("id=\"related-from\""));
    assert!(!page(&files, "terms/index.html").contains("class=\"mention\""));
}

#[test]
fn relationships_are_typed_resolved_and_shown_from_both_ends() {
    let files = site(
        &Project::new()
            .term("animal", "aliases: [beast]")
            .term("dog", "relationships:\n  broader: [beast]\n  related: [nobody knows]")
            .term("puppy", "relationships:\n  broader: [dog]"),
    );
    let (animal, dog, puppy) = (
        page(&files, "terms/animal/index.html"),
        page(&files, "terms/dog/index.html"),
        page(&files, "terms/puppy/index.html"),
    );
    assert!(animal.contains("id=\"narrower\"") && animal.contains("../dog/index.html\">dog</a>"), "{animal}");
    assert!(animal.contains("id=\"related-from\""), "{animal}");
    assert!(dog.contains("../animal/index.html\">animal</a>") && dog.contains("id=\"narrower\""), "{dog}");
    assert!(dog.contains("nobody knows <span class=\"flag\">not defined yet</span>"), "{dog}");
    let trail = puppy.find(">animal</a></li>").zip(puppy.find(">dog</a></li>"));
    assert!(trail.is_some_and(|(above, below)| above < below && below < puppy.find("<h1>").expect("a heading")));
}

#[test]
fn previews_hold_the_terms_that_the_page_links_to_and_cannot_end_their_data_block() {
    let files = site(
        &Project::new()
            .term("agent", "short_def: What a robot does.")
            .term("robot", "short_def: 'Says *</script><b>* & \"x\".'\nstatus: approved")
            .term("droid", "relationships:\n  broader: [agent]\nstatus: deprecated\nreplaced_by: robot")
            .term("stranger", "short_def: Nobody knows this one."),
    );
    let data = |html: &str| {
        let block = tags(html).into_iter().find(|tag| tag.get("id") == Some("previews"))?;
        Some(serde_json::from_str::<serde_json::Value>(&block.text).expect("JSON"))
    };
    let found = data(page(&files, "terms/agent/index.html")).expect("a block");
    assert_eq!(found["robot"], serde_json::json!(["robot", "Approved", "Says </script><b> & \"x\"."]));
    assert_eq!(found["droid"], "Deprecated: use robot instead", "the list of narrower terms has name and text");
    assert!(found.get("agent").is_none(), "no page shows a preview of itself: {found}");
    assert!(page(&files, "terms/agent/index.html").contains("data-script=\"../../assets/js/preview.js\""));
}

#[test]
fn the_picture_of_a_term_has_links_that_the_keyboard_finds_in_the_lists() {
    let files = site(&rich());
    let agent = page(&files, "terms/agent/index.html");
    let all = tags(agent);
    let nodes: Vec<_> = all
        .iter()
        .filter(|tag| tag.get("class").is_some_and(|class| class.split(' ').next() == Some("node")))
        .collect();
    assert_eq!(nodes.iter().filter_map(|tag| tag.get("href")).collect::<Vec<_>>().len(), 2, "{nodes:?}");
    assert!(nodes.iter().all(|tag| tag.name == "g" || tag.get("tabindex") == Some("-1")), "{nodes:?}");
    assert!(agent.contains("agent among its neighbours: narrower terms below, related terms beside."), "{agent}");
    let alone = site(&Project::new().term("alone", ""));
    assert!(!page(&alone, "terms/alone/index.html").contains("class=\"picture\""));
}

#[test]
fn the_map_has_every_term_once_in_its_main_category_below_its_broader_term() {
    let files = site(&rich());
    let map = page(&files, "graph/index.html");
    let outline = &map[map.find("id=\"outline\"").expect("an outline")..map.find("</main>").expect("an end")];
    let entries = outline.lines().filter(|line| line.starts_with("<li"));
    let mut names: Vec<String> = entries.map(|line| tags(line)[1].text.clone()).collect();
    names.sort();
    assert_eq!(names, ["agent", "droid", "robot", "Ünfall C#?"]);
    let [agent, robot] = ["agent", "robot"].map(|slug| outline.find(&format!("terms/{slug}/index.html")));
    assert!(agent < robot, "{outline}");
    assert!(outline.contains("<details class=\"branch\" id=\"category-tools-and-agents\" open>"), "{outline}");
    assert!(!outline.contains("category-empty"), "a category without terms has nothing to show");
}

#[test]
fn the_map_of_a_thousand_terms_is_folded_and_says_what_runs_between_categories() {
    let project = (0..1_000).fold(Project::new(), |project, number| {
        let above = format!("categories: [Part {}]\nrelationships:\n  broader: [word {}]", number % 9, number / 7);
        project.term(&format!("word {number}"), if number == 0 { "categories: [Part 0]" } else { &above })
    });
    let files = site(&project);
    let map = page(&files, "graph/index.html");
    assert_eq!(map.matches("<details class=\"branch\"").count(), 9);
    assert!(!map.contains(" open>"), "nine hundred open lines are no overview");
    assert_eq!(map.matches("class=\"place\"").count(), 9);
    assert!(map.contains("Links to <a href=\"#category-part-"), "{map}");
    assert!(map.len() < 400_000, "{} bytes", map.len());
}

#[test]
fn an_old_review_says_that_it_is_due() {
    let files = site(&Project::new().term("old", "last_reviewed: 2024-01-02").term("new", ""));
    assert!(
        page(&files, "terms/old/index.html")
            .contains("<time datetime=\"2024-01-02\">2 January 2024</time> <span class=\"due\">")
    );
    assert!(!page(&files, "terms/new/index.html").contains("class=\"due\""));
}

#[test]
fn aliases_stand_in_the_list_and_say_which_term_they_mean() {
    let files = site(&rich());
    let list = page(&files, "terms/index.html");
    assert!(list.contains("<p class=\"row-name\">AI worker</p><p class=\"row-text\">see <a href=\"../terms/agent/index.html\">agent</a>"), "{list}");
    let (digits, letter) = (list.find("id=\"digits\""), list.find("id=\"letter-u\""));
    assert!(digits.is_some() && digits < letter, "digits come first, accents do not count");
}

#[test]
fn names_that_share_an_address_share_a_page() {
    let files = site(
        &Project::new()
            .term("a", "categories: ['Retrieval & RAG']")
            .term("b", "categories: [Retrieval and RAG, '///']"),
    );
    let category = page(&files, "categories/retrieval-and-rag/index.html");
    assert!(category.contains(">a</a>") && category.contains(">b</a>"), "{category}");
    assert!(page(&files, "terms/b/index.html").contains("///"), "a name without an address stays text");
}

#[test]
fn a_project_of_terms_alone_builds_a_site() {
    let files = site(&Project::new().term("one", ""));
    for path in ["index.html", "404.html", "terms/one/index.html", "roles/product/index.html", "rules/g201/index.html"]
    {
        page(&files, path);
    }
    assert!(build(&Project::new().folder("data/terms").checked()).is_ok(), "and so does one without terms");
}

#[test]
fn a_page_is_written_with_its_links_alerts_tables_and_footnotes() {
    let files = site(&rich());
    let guide = page(&files, "pages/guide/index.html");
    for shown in [
        "<a href=\"../../terms/agent/index.html\">agents</a>",
        "<a href=\"../../index.html\">home</a>",
        "<a href=\"#more\">more</a>",
        "<a href=\"../../pages/guide/index.html#the-end\">the end</a>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "<h2 id=\"first\">First</h2>",
        "<img src=\"../../assets/img/picture.svg\" alt=\"A picture\" loading=\"lazy\">",
        "<td class=\"end\">2</td>",
        "<li id=\"note_1\"><p>A note.</p>",
        "term: &lt;b&gt;",
    ] {
        assert!(guide.contains(shown), "{shown}\n{guide}");
    }
}

#[test]
fn links_of_a_page_that_lead_nowhere_are_reported_at_their_places() {
    let project = Project::new().term("agent", "").file(
        "site/pages/a.md",
        "---\ntitle: A\n---\n[x](term:agnet) [y](b.md)\n[z](#top) [w](ftp://x.test) ![v](v.png)\n",
    );
    let found: Vec<String> =
        project.check().into_iter().map(|line| line.split(": ").take(2).collect::<Vec<_>>().join(": ")).collect();
    let expected = ["4:5", "4:21", "5:5", "5:15", "5:34"].map(|at| format!("site/pages/a.md:{at}: error[G411]"));
    assert_eq!(found, expected);
}

#[test]
fn a_project_overrides_one_page_or_one_part() {
    let files = site(
        &Project::new().term("agent", "").file("templates/partials/status.html", "<em>{{ status.title }}!</em>").file(
            "templates/home.html",
            "{% extends \"builtin/home.html\" %}{% block roles %}<p>No roles.</p>{% endblock roles %}",
        ),
    );
    assert!(page(&files, "terms/agent/index.html").contains("<em>Draft!</em>"));
    let home = page(&files, "index.html");
    assert!(home.contains("<p>No roles.</p>") && home.contains("Recently reviewed"), "{home}");
}

#[test]
fn a_mistake_in_a_template_is_reported_at_its_line() {
    for (text, place) in
        [("line\n{% if %}", "2:7"), ("a\nb {{ status | shout }}", "2:15"), ("{% include \"gone.html\" %}", "1:12")]
    {
        let found = Project::new().term("agent", "").file("templates/partials/status.html", text).check();
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with(&format!("templates/partials/status.html:{place}: error[G410]")), "{found:?}");
    }
}

#[test]
fn a_template_that_asks_for_what_is_not_there_fails_at_its_line() {
    let project = Project::new().term("agent", "").file("templates/partials/status.html", "\n{{ status.colour }}");
    let checked = project.checked();
    let Err(Failure::Template(diagnostic)) = build(&checked) else { panic!("no failure") };
    let position = checked.inputs.sources.position(diagnostic.source(), diagnostic.span.start);
    assert_eq!(checked.inputs.sources.path(diagnostic.source()), "templates/partials/status.html");
    assert_eq!(position.line, 2, "{}", diagnostic.message);
}

#[test]
fn a_file_of_the_project_takes_the_place_of_ours() {
    let files = site(&Project::new().term("a", "").file("site/assets/img/favicon.svg", "<svg/>"));
    assert_eq!(page(&files, "assets/img/favicon.svg"), "<svg/>");
    assert!(files.contains_key("assets/css/site.css") && files.contains_key("assets/js/site.js"));
}

#[test]
fn a_small_icon_stands_in_the_pages_and_a_large_one_is_linked() {
    let icon = |bytes: &str| {
        let files = site(&Project::new().term("a", "").file("site/assets/img/favicon.svg", bytes));
        let tags = tags(page(&files, "terms/a/index.html"));
        let link = tags.iter().find(|tag| tag.get("rel") == Some("icon")).and_then(|tag| tag.get("href"));
        let mark = tags.iter().find(|tag| tag.name == "img").and_then(|tag| tag.get("src"));
        assert_eq!(link, mark);
        link.map(str::to_owned)
    };
    assert_eq!(icon("<svg/>").as_deref(), Some("data:image/svg+xml;base64,PHN2Zy8+"));
    assert_eq!(icon(&" ".repeat(2_000)).as_deref(), Some("../../assets/img/favicon.svg"));
}

#[test]
fn a_page_says_where_its_scripts_are_and_waits_for_none() {
    let files = site(&rich());
    for (path, html) in pages(&files).filter(|(path, _)| *path != "404.html") {
        let root = "../".repeat(path.matches('/').count());
        let tags = tags(html);
        let early = tags.iter().position(|tag| tag.get("data-site").is_some()).expect("the early script");
        assert_eq!(tags[early].get("data-site"), Some(format!("{root}assets/js/site.js").as_str()), "{path}");
        let first = tags.iter().position(|tag| tag.get("rel") == Some("stylesheet")).expect("a stylesheet");
        assert!(early < first, "a stylesheet would hold up the script: {path}");
        let mut loaded = tags.iter().filter(|tag| tag.name == "script" && tag.get("src").is_some());
        assert!(loaded.all(|tag| tag.get("defer").is_some()), "{path}");
    }
    let term = page(&files, "terms/agent/index.html");
    assert!(term.contains("id=\"previews\" data-script=\"../../assets/js/preview.js\""), "{term}");
    assert_eq!(
        tags(term).iter().filter(|tag| tag.get("rel") == Some("stylesheet")).count(),
        2,
        "ours and the project's"
    );
}

#[test]
fn stylesheet_and_script_stay_small() {
    let files = site(&Project::new().term("a", ""));
    // The search is a page of its own kind, and has its own budget.
    let ours = files.iter().filter(|(path, _)| path.starts_with("assets/") && !path.contains("search"));
    let size = |ending: &str| {
        ours.clone().filter(|(path, _)| path.ends_with(ending)).map(|(_, bytes)| bytes.len()).sum::<usize>()
    };
    let (css, js) = (size(".css"), size(".js"));
    assert!((1..25_000).contains(&css) && (1..30_000).contains(&js), "{css} bytes of CSS, {js} of script");
}

#[test]
fn a_term_page_holds_what_each_role_should_know_first() {
    let files = site(&rich());
    let agent = page(&files, "terms/agent/index.html");
    for shown in [
        "<option value=\"data_science\">Data Science &amp; Research</option>",
        "<p data-for=\"policy\" hidden><b>For <a href=\"../../roles/policy/index.html\">Policy &amp; Risk</a>:</b> Check which",
        "<p data-not-for=\"policy product\" hidden>Not tagged for",
        "<p data-for=\"product policy legal communications\" hidden><b>For executives:</b> Ask who owns it.</p>",
        "<p data-for=\"engineering data_science security\" hidden><b>For engineers:</b> Write a test for it.</p>",
    ] {
        assert!(agent.contains(shown), "{shown}\n{agent}");
    }
    let list = page(&files, "terms/index.html");
    assert!(list.contains("<li class=\"row\" data-roles=\"policy product\">"), "{list}");
    assert!(
        list.contains("<li class=\"row row-see\" data-roles=\"policy product\">"),
        "an alias goes with its term: {list}"
    );
    assert!(list.contains("data-counts=\"product:4 engineering:0 data_science:0 policy:1 "), "{list}");
}

#[test]
fn a_page_for_paper_has_the_terms_of_its_list_and_leads_only_to_them() {
    let files = site(&rich());
    let names = |path: &str| -> Vec<String> {
        let tags = tags(page(&files, path)).into_iter();
        let main = tags.skip_while(|tag| tag.name != "main").take_while(|tag| tag.name != "/main");
        main.filter(|tag| tag.name == "h3").map(|tag| tag.text).collect()
    };
    assert_eq!(names("print/index.html"), ["agent", "droid", "robot", "Ünfall C#?"]);
    assert_eq!(names("categories/tools-and-agents/print/index.html"), ["agent", "droid", "robot"]);
    assert_eq!(names("roles/policy/print/index.html"), ["agent"]);
    let policy = page(&files, "roles/policy/print/index.html");
    assert!(policy.contains("name=\"robots\" content=\"noindex\""));
    assert!(policy.contains("See robot, droid"), "they stand on another page: {policy}");
    assert!(page(&files, "print/index.html").contains("See <a href=\"#t3\">robot</a>, <a href=\"#t2\">droid</a>"));
    assert!(!files.contains_key("categories/empty/print/index.html"), "nothing to print");
}

#[test]
fn downloads_are_the_files_that_the_project_makes() {
    let settings = "outputs: [site, glossary]\n";
    let files = site(&Project::new().term("agent", "").file("data/glossary.yml", settings));
    let copies: Vec<&String> =
        files.keys().filter(|path| path.starts_with("downloads/") && path.ends_with(".json")).collect();
    assert_eq!(copies, ["downloads/glossary.json"]);
    assert!(page(&files, "downloads/glossary.json").contains("\"agent\""));
    assert!(page(&files, "downloads/index.html").contains("<a href=\"../downloads/glossary.json\" download>"));
}

#[test]
fn a_copy_of_our_stylesheet_is_packed_and_a_changed_one_is_not() {
    let ours = include_str!("../../site/assets/css/site.css");
    let css = |text: &str| {
        let files = site(&Project::new().term("a", "").file("site/assets/css/site.css", text));
        page(&files, "assets/css/site.css").to_owned()
    };
    let packed = css(ours);
    assert!(packed.len() < ours.len() && !packed.contains("/*") && !packed.contains('\n'));
    assert_eq!(packed, page(&site(&Project::new().term("a", "")), "assets/css/site.css"));
    let changed = format!("{ours}/* mine */\n");
    assert_eq!(css(&changed), changed);
}

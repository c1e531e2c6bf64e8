//! A small glossary in memory in which everything hangs together, and the edits that people make to one.

use std::collections::BTreeMap;

use glossbook::discover::{Asset, Inputs};
use glossbook::model::{ReviewDate, Slug};
use glossbook::source::{SourceId, SourceMap};
use proptest::prelude::*;

use crate::project::filled_in;

/// Names that terms may have. Some hold another one, some are plurals, some share a slug with nothing.
const NAMES: [&str; 12] = [
    "bread",
    "sourdough bread",
    "yeast",
    "oven",
    "flour",
    "rye flour",
    "dough",
    "bakery",
    "crumb",
    "LLM",
    "proofing",
    "salt & pepper",
];

/// Categories: those of the vocabulary, one that only terms have, and one that differs from another in its address alone.
const CATEGORIES: [&str; 4] = ["Food", "Tools", "Loose ends", "loose-ends"];
const ROLES: [&str; 3] = ["legal", "data_science", "executive"];
const TAGS: [&str; 3] = ["map_context", "measure_bias", "own_tag"];
const STATUSES: [&str; 4] = ["draft", "reviewed", "approved", "deprecated"];
const DAYS: [&str; 4] = ["2025-11-20", "2026-05-26", "2026-11-20", "2026-11-22"];

/// What is beside the point here.
const RULES: &str = "rules: {wrong-file-name: allow, unknown-category: warn, unknown-nist-tag: warn, circular-hierarchy: warn, contradictory-hierarchy: warn, relationship-to-missing-term: warn}";

/// The glossary.
#[derive(Clone, Debug)]
pub struct World {
    terms: BTreeMap<usize, Entry>,
    next: usize,
    settings: usize,
    categories: usize,
    roles: usize,
    template: usize,
    page: usize,
    asset: usize,
    day: usize,
}

/// One entry.
#[derive(Clone, Debug)]
struct Entry {
    name: usize,
    alias: usize,
    text: usize,
    mentions: Vec<usize>,
    short: usize,
    relations: [Vec<usize>; 3],
    category: Vec<usize>,
    role: usize,
    tag: usize,
    status: usize,
    reviewed: usize,
    replaced_by: usize,
}

/// What somebody does.
#[derive(Clone, Debug)]
pub enum Edit {
    Add { name: usize, other: usize },
    Delete(usize),
    Rename { term: usize, name: usize },
    Alias { term: usize, alias: usize },
    Text { term: usize, text: usize, mention: usize },
    Short { term: usize, short: usize },
    Relate { term: usize, relation: usize, other: usize },
    Unrelate { term: usize, relation: usize },
    Retag { term: usize, category: usize, role: usize, tag: usize },
    Status { term: usize, status: usize, replaced_by: usize },
    Review { term: usize, day: usize },
    Settings(usize),
    Categories(usize),
    Roles(usize),
    Template(usize),
    Page(usize),
    Asset(usize),
    Day(usize),
    Nothing,
}

/// One or two edits at once.
pub fn edits() -> impl Strategy<Value = Vec<Edit>> {
    prop::collection::vec(edit(), 1..3)
}

fn edit() -> impl Strategy<Value = Edit> {
    let number = || 0..12_usize;
    prop_oneof![
        2 => (number(), number()).prop_map(|(name, other)| Edit::Add { name, other }),
        2 => number().prop_map(Edit::Delete),
        3 => (number(), number()).prop_map(|(term, name)| Edit::Rename { term, name }),
        2 => (number(), number()).prop_map(|(term, alias)| Edit::Alias { term, alias }),
        6 => (number(), number(), number()).prop_map(|(term, text, mention)| Edit::Text { term, text, mention }),
        3 => (number(), number()).prop_map(|(term, short)| Edit::Short { term, short }),
        3 => (number(), number(), number()).prop_map(|(term, relation, other)| Edit::Relate { term, relation, other }),
        1 => (number(), number()).prop_map(|(term, relation)| Edit::Unrelate { term, relation }),
        3 => (number(), number(), number(), number())
            .prop_map(|(term, category, role, tag)| Edit::Retag { term, category, role, tag }),
        3 => (number(), number(), number())
            .prop_map(|(term, status, replaced_by)| Edit::Status { term, status, replaced_by }),
        2 => (number(), number()).prop_map(|(term, day)| Edit::Review { term, day }),
        1 => number().prop_map(Edit::Settings),
        1 => number().prop_map(Edit::Categories),
        1 => number().prop_map(Edit::Roles),
        1 => number().prop_map(Edit::Template),
        2 => number().prop_map(Edit::Page),
        1 => number().prop_map(Edit::Asset),
        5 => number().prop_map(Edit::Day),
        1 => Just(Edit::Nothing),
    ]
}

impl World {
    /// Eight terms that know each other.
    pub fn new() -> Self {
        let entry = |name: usize| Entry {
            name,
            alias: 0,
            text: name,
            mentions: vec![(name + 1) % 8, (name + 3) % 8],
            short: name % 3,
            relations: [if name < 6 { vec![name + 2] } else { Vec::new() }, Vec::new(), vec![(name + 1) % 8]],
            category: vec![name % 3],
            role: name % 3,
            tag: name % 3,
            status: name % 3,
            reviewed: name % 3,
            replaced_by: 12,
        };
        let terms = (0..8).map(|name| (name, entry(name))).collect();
        Self { terms, next: 8, settings: 0, categories: 0, roles: 0, template: 0, page: 0, asset: 0, day: 2 }
    }

    /// Changes what the edit is about; one that is about a term which is not there changes nothing.
    pub fn apply(&mut self, edit: &Edit) {
        match *edit {
            Edit::Add { name, other } => self.add(name, other),
            Edit::Delete(term) => {
                let id = self.id(term);
                self.terms.remove(&id);
            }
            Edit::Rename { term, name } => {
                let name = self.free(name);
                self.entry(term).name = name;
            }
            Edit::Alias { term, alias } => self.entry(term).alias = alias,
            Edit::Text { term, text, mention } => {
                let entry = self.entry(term);
                entry.text = text;
                if entry.mentions.len() > 3 {
                    entry.mentions.clear();
                }
                entry.mentions.push(mention);
            }
            Edit::Short { term, short } => self.entry(term).short = short,
            Edit::Relate { term, relation, other } => self.entry(term).relations[relation % 3].push(other),
            Edit::Unrelate { term, relation } => self.entry(term).relations[relation % 3].clear(),
            Edit::Retag { term, category, role, tag } => {
                let entry = self.entry(term);
                entry.category = vec![category % 4, (category + role) % 4];
                (entry.role, entry.tag) = (role % 3, tag % 3);
            }
            Edit::Status { term, status, replaced_by } => {
                let entry = self.entry(term);
                (entry.status, entry.replaced_by) = (status % 4, replaced_by);
            }
            Edit::Review { term, day } => self.entry(term).reviewed = day % 4,
            Edit::Settings(settings) => self.settings = settings % 6,
            Edit::Categories(categories) => self.categories = categories % 4,
            Edit::Roles(roles) => self.roles = roles % 2,
            Edit::Template(template) => self.template = template % 3,
            Edit::Page(page) => self.page = page % 4,
            Edit::Asset(asset) => self.asset = asset % 3,
            Edit::Day(day) => self.day = day % 4,
            Edit::Nothing => {}
        }
    }

    /// The day on which it is built.
    pub fn today(&self) -> ReviewDate {
        let days = ["2026-11-22", "2026-11-23", "2026-11-25", "2027-06-01"];
        ReviewDate::parse(days[self.day]).expect("a date")
    }

    /// The project's files, as `discover` reads them.
    pub fn inputs(&self) -> Inputs {
        let mut sources = SourceMap::default();
        let settings = Some(sources.add("data/glossary.yml", self.settings_text()));
        let roles = Some(sources.add("data/vocabulary/roles.yml", self.roles_text()));
        let categories = Some(sources.add("data/vocabulary/categories.yml", self.categories_text()));
        let mut terms: Vec<(String, String)> = self.terms.iter().map(|(id, entry)| self.term(*id, entry)).collect();
        terms.sort();
        let add = |(path, text): (String, String)| sources.add(path, text);
        let terms: Vec<SourceId> = terms.into_iter().map(add).collect();
        let page = self.page_text();
        let pages = vec![sources.add("site/pages/about.md", page)];
        let template = ["", "{% extends \"builtin/term.html\" %}", "<title>{{ page.title }}</title>"][self.template];
        let templates = match template {
            "" => Vec::new(),
            text => vec![sources.add("templates/term.html", text)],
        };
        let asset = |number: &usize| Asset {
            path: ["css/own.css", "img/own.svg"][number / 2].to_owned(),
            bytes: format!("/* {number} */").into_bytes(),
        };
        let assets = Some(self.asset).filter(|number| *number > 0).iter().map(asset).collect();
        Inputs { sources, settings, roles, categories, terms, pages, templates, assets, ..Inputs::default() }
    }

    fn id(&self, term: usize) -> usize {
        self.terms.keys().copied().nth(term % self.terms.len().max(1)).unwrap_or_default()
    }

    fn entry(&mut self, term: usize) -> &mut Entry {
        if self.terms.is_empty() {
            self.add(0, 1);
        }
        let id = self.id(term);
        self.terms.get_mut(&id).expect("it was just looked up")
    }

    /// A name that no entry has, near this one.
    fn free(&self, name: usize) -> usize {
        let is_free = |name: &usize| self.terms.values().all(|entry| entry.name != *name);
        (0..NAMES.len()).map(|step| (name + step) % NAMES.len()).find(is_free).unwrap_or(name)
    }

    fn add(&mut self, name: usize, other: usize) {
        let name = self.free(name);
        let entry = Entry {
            name,
            alias: 1,
            text: other,
            mentions: vec![other],
            short: other % 3,
            relations: [Vec::new(), vec![other], Vec::new()],
            category: vec![other % 4],
            role: 0,
            tag: 1,
            status: 1,
            reviewed: 1,
            replaced_by: 12,
        };
        self.terms.insert(self.next, entry);
        self.next += 1;
    }

    fn settings_text(&self) -> String {
        let more = [
            "",
            "title: Other words",
            "markdown: {flavor: render-docs}",
            "links: {density: all, never: [oven]}",
            "base_url: https://bread.test/words/",
            "calls_to_action: {bread: \"See [the oven](oven.md) and [about](../about.md).\"}",
        ];
        format!("license: CC BY-SA 4.0\nreview: {{max_age_days: 180}}\n{RULES}\n{}\n", more[self.settings])
    }

    fn categories_text(&self) -> String {
        let tools = ["Tools", "Kitchen tools", "Tools", "Tools"][self.categories];
        let about = ["What is eaten", "What is eaten", "What people eat", "What is eaten"][self.categories];
        let practice = ["Bake it", "Bake it", "Bake it", "Bake it twice"][self.categories];
        format!(
            "- name: Food\n  description: {about}\n  practice: [{practice}]\n- name: {tools}\n  description: What helps\n  practice: [Keep it dry]\n- name: Loose ends\n  description: The rest\n  practice: []\n- name: loose ends 2\n  description: More\n  practice: []\n"
        )
    }

    fn roles_text(&self) -> String {
        let title = ["Legal", "Lawyers"][self.roles];
        let role = |id: &str, title: &str| {
            format!(
                "- id: {id}\n  title: {title}\n  summary: Reads\n  takeaway: Ask\n  learning_path: [Read]\n  practice: [Write]\n"
            )
        };
        role("legal", title) + &role("data_science", "Data science") + &role("executive", "Executives")
    }

    fn page_text(&self) -> String {
        let text = ["One", "Two words", "Three [bread](term:bread)", "Four"][self.page];
        let title = ["About", "About", "About us", "About us"][self.page];
        format!("---\ntitle: {title}\n---\n\n{text}\n")
    }

    /// The path and the text of an entry's file.
    fn term(&self, id: usize, entry: &Entry) -> (String, String) {
        let name = NAMES[entry.name];
        let names = |numbers: &[usize]| {
            let mut names: Vec<String> =
                numbers.iter().filter(|number| **number != entry.name).map(|number| quoted(NAMES[*number])).collect();
            names.sort();
            names.dedup();
            names.join(", ")
        };
        let mentions: Vec<&str> = entry.mentions.iter().map(|number| NAMES[*number]).collect();
        let categories = entry.category.iter().map(|number| quoted(CATEGORIES[*number])).collect::<Vec<_>>().join(", ");
        let mut lines = vec![
            format!("term: {}", quoted(name)),
            format!("aliases: [\"alias {} of {id}\"]", entry.alias),
            format!("categories: [{categories}]"),
            format!("roles: [{}]", ROLES[entry.role]),
            format!("short_def: \"Sort {} of thing on shelf {}.\"", entry.short, entry.short * 3),
            format!("long_def: \"{}\"", long(entry.text, &mentions)),
            format!("governance: {{nist_rmf_tags: [{}], risk_notes: Risk {}.}}", TAGS[entry.tag], entry.text),
            format!(
                "relationships: {{broader: [{}], narrower: [{}], related: [{}]}}",
                names(&entry.relations[0]),
                names(&entry.relations[1]),
                names(&entry.relations[2])
            ),
            format!("status: {}", STATUSES[entry.status]),
            format!("last_reviewed: '{}'", DAYS[entry.reviewed]),
        ];
        let is_usable = |name: &usize| *name != entry.name && self.terms.values().any(|other| other.name == *name);
        if let Some(name) = Some(entry.replaced_by).filter(is_usable).map(|name| NAMES[name]) {
            lines.push(format!("replaced_by: {}", quoted(name)));
        }
        // Two entries may get the same name; then their files must not be one.
        let path = format!("data/terms/{}-{id}.yml", Slug::from_name(name));
        (path, filled_in(name, id, &lines.join("\n")))
    }
}

fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}

/// Ninety words, of which the number decides some and the mentions some.
fn long(number: usize, mentions: &[&str]) -> String {
    let words = ["shelf", "table", "window", "garden", "river", "stone", "paper"];
    let filler = (0..85).map(|at| words[(at * (number + 2) + at / 5) % words.len()]).collect::<Vec<_>>().join(" ");
    let mentions: Vec<String> = mentions.iter().map(|name| format!("It goes with {name} and more.")).collect();
    format!("{} {filler}.", mentions.join(" "))
}

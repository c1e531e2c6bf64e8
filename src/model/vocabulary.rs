//! The closed lists that terms draw on: roles, categories, NIST AI RMF tags, licences.

use super::{Field, Kind, Slug};
use crate::source::{Span, Spanned};

/// The lists of one project. `None` means that the project has no such file and any name goes.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    /// Never open: without a file, the seven built-in roles hold.
    pub roles: Vec<Role>,
    /// In the order of the navigation.
    pub categories: Option<Vec<Category>>,
    /// In the order of the tag pages.
    pub tags: Option<Vec<Tag>>,
}

/// A kind of reader.
#[derive(Clone, Debug)]
pub struct Role {
    /// As terms name it: `data_science`.
    pub id: Spanned<String>,
    /// As readers see it: `Data Science & Research`.
    pub title: String,
    /// What the role cares for.
    pub summary: String,
    /// What every term of the role asks of it.
    pub takeaway: String,
    /// Where to begin, step by step.
    pub learning_path: Vec<String>,
    /// What to do with what was learned.
    pub practice: Vec<String>,
}

/// A part of the field.
#[derive(Clone, Debug)]
pub struct Category {
    /// As terms name it and readers see it.
    pub name: Spanned<String>,
    /// What belongs in it.
    pub description: String,
    /// What to do with a term of this category.
    pub practice: Vec<String>,
}

impl Category {
    /// The part of a URL that stands for a category of this name.
    pub fn slug(name: &str) -> Slug {
        let words = name.replace('&', "and").replace(|character: char| !character.is_alphanumeric(), " ");
        Slug::from_name(&words)
    }
}

/// A topic of the NIST AI Risk Management Framework.
#[derive(Clone, Debug)]
pub struct Tag {
    /// As terms name it: `risk_management`.
    pub id: Spanned<String>,
    /// As readers see it.
    pub title: String,
    /// GOVERN, MAP, MEASURE or MANAGE; empty when the project does not say.
    pub function: String,
    /// The characteristic of trustworthy AI that it belongs to; may be empty.
    pub characteristic: String,
    /// Where the framework speaks of it; may be empty.
    pub url: String,
}

/// The functions of the NIST AI Risk Management Framework (NIST AI 100-1, section 5).
pub const FUNCTIONS: &[&str] = &["GOVERN", "MAP", "MEASURE", "MANAGE"];

/// Licences that an entry may name without being listed anywhere, by their common short names and SPDX ids.
pub const LICENSES: &[&str] = &[
    "CC BY-SA 4.0",
    "CC BY 4.0",
    "CC0 1.0",
    "CC BY-NC 4.0",
    "CC BY-NC-SA 4.0",
    "CC BY-ND 4.0",
    "CC-BY-SA-4.0",
    "CC-BY-4.0",
    "CC0-1.0",
    "CC-BY-NC-4.0",
    "CC-BY-NC-SA-4.0",
    "CC-BY-ND-4.0",
];

impl Vocabulary {
    /// The role with this id.
    pub fn role(&self, id: &str) -> Option<&Role> {
        self.roles.iter().find(|role| role.id.value == id)
    }

    /// The category with this name.
    pub fn category(&self, name: &str) -> Option<&Category> {
        self.categories.iter().flatten().find(|category| category.name.value == name)
    }

    /// The tag with this id.
    pub fn tag(&self, id: &str) -> Option<&Tag> {
        self.tags.iter().flatten().find(|tag| tag.id.value == id)
    }
}

/// The roles of a project that has no `roles.yml`: id, title, what every term asks of the role.
const BUILT_IN_ROLES: [(&str, &str, &str); 7] = [
    ("product", "Product & Program Managers", "Decide what this means for users, scope and launch."),
    ("engineering", "Engineering & Platform", "Note what has to be built, run and watched because of this."),
    ("data_science", "Data Science & Research", "Settle how this is measured before the next experiment."),
    ("policy", "Policy & Risk", "Check which control or review covers this."),
    ("legal", "Legal & Compliance", "Check which duty or contract clause this touches."),
    ("security", "Security & Trust", "Ask how this could be abused, and how that would be noticed."),
    ("communications", "Communications & Enablement", "Use these words when you explain this to others."),
];

/// The seven roles that hold where a project names none.
pub fn built_in_roles() -> Vec<Role> {
    let role = |(id, title, takeaway): (&str, &str, &str)| Role {
        id: Spanned::new(id.to_owned(), Span::default()),
        title: title.to_owned(),
        summary: String::new(),
        takeaway: takeaway.to_owned(),
        learning_path: Vec::new(),
        practice: Vec::new(),
    };
    BUILT_IN_ROLES.into_iter().map(role).collect()
}

const fn text(key: &'static str, required: bool, about: &'static str) -> Field {
    Field { key, kind: Kind::Line, required, about, example: "" }
}

const fn texts(key: &'static str, about: &'static str) -> Field {
    Field { key, kind: Kind::List(&Kind::Line), required: false, about, example: "" }
}

/// The keys of `vocabulary/roles.yml` and its neighbours.
pub mod fields {
    #![allow(missing_docs, reason = "each row says what it is for")]

    use super::{Field, Kind, text, texts};

    pub const ID: Field = text("id", true, "The name that term files use.");
    pub const TITLE: Field = text("title", true, "The name that readers see.");
    pub const SUMMARY: Field = text("summary", false, "What the role cares for, in one sentence.");
    pub const TAKEAWAY: Field = text("takeaway", false, "What every term of the role asks of it, in one sentence.");
    pub const LEARNING_PATH: Field = texts("learning_path", "Where to begin, step by step.");
    pub const PRACTICE: Field = texts("practice", "What to do with what was learned.");
    /// `vocabulary/roles.yml`: a list of these.
    pub const ROLE: &[Field] = &[ID, TITLE, SUMMARY, TAKEAWAY, LEARNING_PATH, PRACTICE];

    pub const NAME: Field = text("name", true, "The name that term files use and readers see.");
    pub const DESCRIPTION: Field = text("description", false, "What belongs in the category, in one sentence.");
    /// `vocabulary/categories.yml`: a list of these.
    pub const CATEGORY: &[Field] = &[NAME, DESCRIPTION, PRACTICE];

    pub const FUNCTION: Field = Field {
        key: "function",
        kind: Kind::OneOf(crate::model::field::Choices::Fixed(super::FUNCTIONS)),
        required: false,
        about: "The function of the framework that the tag belongs to.",
        example: "GOVERN",
    };
    pub const CHARACTERISTIC: Field =
        text("characteristic", false, "The characteristic of trustworthy AI that it belongs to.");
    pub const URL: Field =
        Field { key: "url", kind: Kind::Url, required: false, about: "Where the framework speaks of it.", example: "" };
    /// `vocabulary/nist_rmf_tags.yml`: a list of these.
    pub const TAG: &[Field] = &[ID, TITLE, FUNCTION, CHARACTERISTIC, URL];
}

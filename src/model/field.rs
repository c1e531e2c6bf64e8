//! [`FIELDS`]: one row for each key of a term file.
//!
//! The reader takes every key from here and knows no other; the JSON Schema, the scaffold of `glossbook new`
//! and the page about the data model are written from the same rows. The other files that
//! people write (`glossary.yml`, the vocabulary) are described in the same way, beside their readers.

#![allow(missing_docs, reason = "each row says what it is for")]

/// One key of a YAML file.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// As it is written in the file.
    pub key: &'static str,
    /// What stands behind it.
    pub kind: Kind,
    /// Whether a file without it is a mistake.
    pub required: bool,
    /// What it is for, in one sentence for editors.
    pub about: &'static str,
    /// A value as an editor would write it; empty for mappings.
    pub example: &'static str,
}

/// What stands behind a key.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// Text in one line.
    Line,
    /// Text, perhaps in paragraphs.
    Text,
    /// A calendar day, `2026-11-22`.
    Date,
    /// An `http` or `https` address.
    Url,
    /// A whole number from 0.
    Number,
    /// One value of a list.
    OneOf(Choices),
    /// Several such values.
    List(&'static Kind),
    /// Keys of their own.
    Mapping(&'static [Field]),
    /// A list of such mappings.
    Mappings(&'static [Field]),
    /// A mapping from names that the project chooses.
    Open(&'static Kind),
}

/// A list of allowed values.
#[derive(Clone, Copy, Debug)]
pub enum Choices {
    /// The same in every project.
    Fixed(&'static [&'static str]),
    /// The ids of the project's roles.
    Roles,
    /// The names of the project's categories.
    Categories,
    /// The ids of the project's NIST AI RMF tags.
    Tags,
    /// The names and aliases of the project's terms.
    Terms,
    /// Licences that may stand in an entry.
    Licenses,
}

const fn required(key: &'static str, kind: Kind, example: &'static str, about: &'static str) -> Field {
    Field { key, kind, required: true, about, example }
}

const fn optional(key: &'static str, kind: Kind, example: &'static str, about: &'static str) -> Field {
    Field { key, kind, required: false, about, example }
}

const LINE: Kind = Kind::Line;
const TERMS: Kind = Kind::List(&Kind::OneOf(Choices::Terms));

pub const TERM: Field =
    required("term", LINE, "human handoff", "The name of the concept, in lower case unless it is a proper name.");
pub const ALIASES: Field = required(
    "aliases",
    Kind::List(&LINE),
    "agent-to-human handoff",
    "Other names that readers may know it by; at least one.",
);
pub const CATEGORIES: Field = required(
    "categories",
    Kind::List(&Kind::OneOf(Choices::Categories)),
    "Agents & Tooling",
    "Where it belongs; the first one decides the place in the navigation.",
);
pub const ROLES: Field = required(
    "roles",
    Kind::List(&Kind::OneOf(Choices::Roles)),
    "product",
    "Who needs it, the most affected role first.",
);
pub const PART_OF_SPEECH: Field = required(
    "part_of_speech",
    Kind::OneOf(Choices::Fixed(super::PartOfSpeech::NAMES)),
    "process",
    "How the term is used in a sentence.",
);
pub const SHORT_DEF: Field = required(
    "short_def",
    LINE,
    "Moment when an AI workflow transfers control to a human.",
    "One phrase that could stand in the term's place in a sentence; search results show it.",
);
pub const LONG_DEF: Field = required(
    "long_def",
    Kind::Text,
    "A human handoff occurs when ...",
    "How it works, why it matters, where it goes wrong; paragraphs and lists are fine.",
);
pub const EXEC: Field = required(
    "exec",
    LINE,
    "Guarantee there is a clear path to human help.",
    "What a decision maker should take from it.",
);
pub const ENGINEER: Field = required(
    "engineer",
    LINE,
    "Package context and risk scores for the reviewer.",
    "What someone who builds it should take from it.",
);
pub const AUDIENCES: Field =
    required("audiences", Kind::Mapping(&[EXEC, ENGINEER]), "", "The same concept for two kinds of reader.");
pub const DO: Field =
    required("do", Kind::List(&LINE), "Route escalations to a staffed queue.", "Good practice, as commands.");
pub const DONT: Field = required(
    "dont",
    Kind::List(&LINE),
    "Drop the user into a blank chat.",
    "Bad practice, as commands that one should not follow.",
);
pub const EXAMPLES: Field = required("examples", Kind::Mapping(&[DO, DONT]), "", "What to do and what not to do.");
pub const NIST_RMF_TAGS: Field = optional(
    "nist_rmf_tags",
    Kind::List(&Kind::OneOf(Choices::Tags)),
    "governance",
    "Topics of the NIST AI Risk Management Framework that it touches.",
);
pub const RISK_NOTES: Field =
    optional("risk_notes", LINE, "Weak handoffs leave high-risk cases unresolved.", "The risk, and who bears it.");
pub const GOVERNANCE: Field =
    required("governance", Kind::Mapping(&[NIST_RMF_TAGS, RISK_NOTES]), "", "What reviewers and auditors look for.");
pub const BROADER: Field = optional("broader", TERMS, "escalation policy", "More general terms that it belongs under.");
pub const NARROWER: Field = optional("narrower", TERMS, "warm handoff", "More specific terms that belong under it.");
pub const RELATED: Field =
    optional("related", TERMS, "guardrail policy", "Terms worth reading next that are neither broader nor narrower.");
pub const RELATIONSHIPS: Field =
    required("relationships", Kind::Mapping(&[BROADER, NARROWER, RELATED]), "", "Its place among the other terms.");
pub const SOURCE: Field = required(
    "source",
    LINE,
    "NIST AI 100-1, Artificial Intelligence Risk Management Framework",
    "Who says so: author, title, year.",
);
pub const URL: Field = required("url", Kind::Url, "https://doi.org/10.6028/NIST.AI.100-1", "Where to read it.");
pub const CITATIONS: Field =
    required("citations", Kind::Mappings(&[SOURCE, URL]), "", "What the entry rests on; at least one.");
pub const LICENSE: Field = required(
    "license",
    Kind::OneOf(Choices::Licenses),
    "CC BY-SA 4.0",
    "Under which licence others may use the entry.",
);
pub const STATUS: Field =
    required("status", Kind::OneOf(Choices::Fixed(super::Status::NAMES)), "draft", "How far readers may rely on it.");
pub const LAST_REVIEWED: Field =
    required("last_reviewed", Kind::Date, "2026-11-22", "The day on which somebody last checked the entry.");
pub const REPLACED_BY: Field =
    optional("replaced_by", Kind::OneOf(Choices::Terms), "tool use", "For a deprecated term: the term to use instead.");
pub const OWNER: Field = optional("owner", LINE, "policy", "Who looks after the entry.");

/// Every key of a term file, in the order in which `glossbook new` writes them.
pub const FIELDS: &[Field] = &[
    TERM,
    ALIASES,
    CATEGORIES,
    ROLES,
    PART_OF_SPEECH,
    SHORT_DEF,
    LONG_DEF,
    AUDIENCES,
    EXAMPLES,
    GOVERNANCE,
    RELATIONSHIPS,
    CITATIONS,
    LICENSE,
    STATUS,
    LAST_REVIEWED,
    REPLACED_BY,
    OWNER,
];

//! The keys of `data/glossary.yml`: what the reader knows, and what the page about settings says.
#![allow(missing_docs, reason = "each row says what it is for")]

use super::Flavor;
use super::links::Density;
use crate::diagnostic::Level;
use crate::model::field::{Choices, Kind};
use crate::model::{Field, Section};

const fn field(key: &'static str, kind: Kind, example: &'static str, about: &'static str) -> Field {
    Field { key, kind, required: false, about, example }
}

const LINE: Kind = Kind::Line;

pub const TITLE: Field = field("title", LINE, "AI Glossary", "The glossary's name.");
pub const DESCRIPTION: Field =
    field("description", LINE, "A shared vocabulary for AI teams.", "One sentence on what it is.");
pub const BASE_URL: Field = field(
    "base_url",
    Kind::Url,
    "https://glossary.example.org/",
    "Where the website will stand; canonical links need it.",
);
pub const LANGUAGE: Field = field("language", LINE, "en", "The language of the content, as a BCP 47 tag.");
pub const LICENSE: Field = field("license", LINE, "CC BY-SA 4.0", "The licence that new entries get.");
pub const REQUEST_PAGE: Field =
    field("request_page", LINE, "term-request.md", "The hand-written page on which readers ask for terms.");
pub const REPOSITORY: Field = field(
    "repository",
    Kind::Url,
    "https://git.example.org/glossary/edit/main/",
    "Where source files can be edited; links to them are added to it.",
);
pub const CALLS_TO_ACTION: Field = field(
    "calls_to_action",
    Kind::Open(&LINE),
    "",
    "A sentence with a link, shown on top of a term; the key is the term's slug.",
);
pub const FLAVOR: Field = field(
    "flavor",
    Kind::OneOf(Choices::Fixed(Flavor::NAMES)),
    "mkdocs",
    "`render-docs` repeats the Python pipeline byte for byte; `mkdocs` is the same, repaired for readers.",
);
pub const DIRECTORY: Field = field("directory", LINE, "site/docs", "Where the Markdown goes, from the project's root.");
pub const MKDOCS_NAV: Field =
    field("mkdocs_nav", LINE, "site/mkdocs.yml", "The MkDocs configuration whose marked block gets the navigation.");
pub const GENERATED_BY: Field =
    field("generated_by", LINE, "glossbook", "Whom the comment on top of a page names, in flavour `render-docs`.");
pub const MARKDOWN: Field =
    field("markdown", Kind::Mapping(&[FLAVOR, DIRECTORY, MKDOCS_NAV, GENERATED_BY]), "", "How the Markdown comes out.");
pub const DENSITY: Field = field(
    "density",
    Kind::OneOf(Choices::Fixed(Density::NAMES)),
    "first-per-section",
    "How many mentions of a term become links: the first in each section, the first on the page, all, or none.",
);
pub const SECTIONS: Field = field(
    "sections",
    Kind::List(&Kind::OneOf(Choices::Fixed(Section::NAMES))),
    "long_def",
    "The fields in which mentions become links; all texts when left out.",
);
pub const NEVER: Field = field(
    "never",
    Kind::List(&LINE),
    "product recall",
    "Words that are never linked: a term, an alias, or a phrase in which a name means something else. In one place of a text, \
     `[recall]()` does the same.",
);
pub const LINKS: Field =
    field("links", Kind::Mapping(&[DENSITY, SECTIONS, NEVER]), "", "Which mentions of terms in texts become links.");
pub const SHORT_DEF_WORDS: Field = field("short_def_words", Kind::Number, "40", "Most words of `short_def`.");
pub const SHORT_DEF_CHARACTERS: Field =
    field("short_def_characters", Kind::Number, "320", "Most characters of `short_def`.");
pub const LONG_DEF_MIN_WORDS: Field = field("long_def_min_words", Kind::Number, "80", "Fewest words of `long_def`.");
pub const LONG_DEF_MAX_WORDS: Field = field("long_def_max_words", Kind::Number, "220", "Most words of `long_def`.");
pub const LIMITS: Field = field(
    "limits",
    Kind::Mapping(&[SHORT_DEF_WORDS, SHORT_DEF_CHARACTERS, LONG_DEF_MIN_WORDS, LONG_DEF_MAX_WORDS]),
    "",
    "How long texts may be.",
);
pub const RULES: Field =
    field("rules", Kind::Open(&Kind::OneOf(Choices::Fixed(Level::NAMES))), "", "Rules moved up or down, by name.");
pub const MAX_AGE_DAYS: Field = field("max_age_days", Kind::Number, "365", "After how many days a review is old.");
pub const REVIEW: Field =
    field("review", Kind::Mapping(&[MAX_AGE_DAYS]), "", "When entries are to be looked at again.");
pub const ABBREVIATIONS: Field = field(
    "abbreviations",
    Kind::List(&LINE),
    "BERT",
    "Abbreviations and names in capitals that no entry has to write out.",
);
pub const OUTPUTS: Field =
    field("outputs", Kind::List(&LINE), "site", "The outputs that `build` makes; all when left out.");

/// Every key of `data/glossary.yml`.
pub const SETTINGS: &[Field] = &[
    TITLE,
    DESCRIPTION,
    BASE_URL,
    LANGUAGE,
    LICENSE,
    REQUEST_PAGE,
    REPOSITORY,
    CALLS_TO_ACTION,
    MARKDOWN,
    LINKS,
    LIMITS,
    RULES,
    REVIEW,
    ABBREVIATIONS,
    OUTPUTS,
];

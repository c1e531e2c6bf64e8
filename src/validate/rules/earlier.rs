//! Rows for what earlier stages find: they cannot go past it, so no check of their own looks for it.

use super::super::{Check, Rule};
use crate::diagnostic::{Code, Level};
use crate::parse::{navigation, page, table, term, vocabulary, yaml};
use crate::{discover, settings};

const fn row(code: Code, level: Level, summary: &'static str, docs: &'static str) -> Rule {
    Rule { code, level, since: "0.1.0", summary, docs, check: Check::Earlier }
}

/// The page of a rule of this file.
macro_rules! page {
    ($name:literal) => {
        include_str!(concat!($name, ".md"))
    };
}

pub static NOT_A_REGULAR_FILE: Rule = row(
    discover::NOT_A_REGULAR_FILE,
    Level::Forbid,
    "a term file is a folder, a pipe, or a link out of the project",
    page!("not_a_regular_file"),
);
pub static NOT_UTF8: Rule = row(discover::NOT_UTF8, Level::Forbid, "a file is not encoded as UTF-8", page!("not_utf8"));
pub static FILE_TOO_LARGE: Rule =
    row(discover::FILE_TOO_LARGE, Level::Forbid, "a file has more than one million bytes", page!("file_too_large"));
pub static INVALID_YAML: Rule =
    row(yaml::INVALID_YAML, Level::Forbid, "a file is not valid YAML", page!("invalid_yaml"));
pub static SECOND_DOCUMENT: Rule =
    row(yaml::SECOND_DOCUMENT, Level::Forbid, "a file holds more than one document", page!("second_document"));
pub static YAML_TAG: Rule =
    row(yaml::YAML_TAG, Level::Forbid, "a value has a YAML tag beyond the core ones", page!("yaml_tag"));
pub static MERGE_KEY: Rule =
    row(yaml::MERGE_KEY, Level::Forbid, "`<<` merges one group of keys into another", page!("merge_key"));
pub static UNUSED_ANCHOR: Rule = row(
    yaml::UNUSED_ANCHOR,
    Level::Forbid,
    "a word that begins with `&` is lost as a YAML label",
    page!("unused_anchor"),
);
pub static DUPLICATE_KEY: Rule =
    row(yaml::DUPLICATE_KEY, Level::Forbid, "a key stands twice in one group", page!("duplicate_key"));
pub static UNKNOWN_KEY: Rule =
    row(table::UNKNOWN_KEY, Level::Deny, "a key that no file of this kind has", page!("unknown_key"));
pub static MISSING_VALUE: Rule =
    row(table::MISSING_VALUE, Level::Deny, "a key or list item without a value", page!("missing_value"));
pub static WRONG_TYPE: Rule = row(
    table::WRONG_TYPE,
    Level::Forbid,
    "a list, number or group where text is wanted, or the other way round",
    page!("wrong_type"),
);
pub static YAML_OVER_LIMIT: Rule = row(
    yaml::YAML_OVER_LIMIT,
    Level::Forbid,
    "nesting or aliases beyond what a glossary needs",
    page!("yaml_over_limit"),
);
pub static AMBIGUOUS_SCALAR: Rule = row(
    table::AMBIGUOUS_SCALAR,
    Level::Warn,
    "a word that other programs read as a number, a date, `true` or `false`",
    page!("ambiguous_scalar"),
);
pub static DUPLICATE_VOCABULARY_ENTRY: Rule = row(
    vocabulary::DUPLICATE_ENTRY,
    Level::Deny,
    "a role, category or tag stands twice in its list",
    page!("duplicate_vocabulary_entry"),
);
pub static SWALLOWED_LIST_ITEM: Rule = row(
    yaml::SWALLOWED_LIST_ITEM,
    Level::Deny,
    "a list item stands too deep and is read as text",
    page!("swallowed_list_item"),
);
pub static MISSING_FIELD: Rule =
    row(table::MISSING_FIELD, Level::Deny, "a required field is missing or an empty list", page!("missing_field"));
pub static UNKNOWN_PART_OF_SPEECH: Rule = row(
    term::UNKNOWN_PART_OF_SPEECH,
    Level::Deny,
    "a part of speech that is not on the list",
    page!("unknown_part_of_speech"),
);
pub static UNKNOWN_STATUS: Rule =
    row(term::UNKNOWN_STATUS, Level::Deny, "a status that is not on the list", page!("unknown_status"));
pub static CONTROL_CHARACTER: Rule = row(
    yaml::CONTROL_CHARACTER,
    Level::Forbid,
    "a character that steers a terminal or the direction of text",
    page!("control_character"),
);
pub static INVALID_DATE: Rule =
    row(term::INVALID_DATE, Level::Deny, "a review date that is no day of the calendar", page!("invalid_date"));
/// What `render::templates` reports; rules stand before it, so the code is written twice, and a test compares the two.
pub static BROKEN_TEMPLATE: Rule = row(
    Code::new("G410", "broken-template"),
    Level::Forbid,
    "a template of the project that cannot be read or rendered",
    page!("broken_template"),
);
pub static INVALID_SETTING: Rule =
    row(settings::INVALID_SETTING, Level::Deny, "a setting whose value makes no sense", page!("invalid_setting"));
pub static NAVIGATION_MARKERS: Rule = row(
    navigation::NAVIGATION_MARKERS,
    Level::Warn,
    "the navigation file has no place for the terms",
    page!("navigation_markers"),
);
pub static BROKEN_PAGE_LINK: Rule = row(
    page::BROKEN_PAGE_LINK,
    Level::Forbid,
    "a link of a hand-written page leads nowhere",
    page!("broken_page_link"),
);
pub static PAGE_WITHOUT_TITLE: Rule = row(
    page::PAGE_WITHOUT_TITLE,
    Level::Forbid,
    "a hand-written page does not say what it is called",
    page!("page_without_title"),
);

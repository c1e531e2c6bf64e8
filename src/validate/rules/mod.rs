//! One file a rule, and a page beside it. A new rule is these two files and one line in [`RULES`].

use super::Rule;
use crate::diagnostic::suggest::Candidates;
use crate::model::{Term, name_key};
use crate::resolve::{Glossary, Relationship, TermId};
use crate::source::Spanned;

mod earlier;
mod texts;

mod alias_is_a_term;
mod alias_repeats_term;
mod circular_definition;
mod circular_hierarchy;
mod contradictory_hierarchy;
mod definition_begins_with_term;
mod deprecated_without_replacement;
mod duplicate_slug;
mod future_review;
mod hard_to_read_executive_view;
mod invalid_slug;
mod invalid_url;
mod line_break_in_name;
mod long_def_out_of_range;
mod missing_inverse;
mod outer_spaces;
mod related_to_ancestor;
mod relationship_not_by_name;
mod relationship_to_deprecated_term;
mod relationship_to_itself;
mod relationship_to_missing_term;
mod repeated_category;
mod repeated_item;
mod replacement_not_usable;
mod reserved_slug;
mod same_definition_twice;
mod same_example_under_do_and_dont;
mod scaffold_text;
mod shared_alias;
mod short_def_not_a_phrase;
mod short_def_too_long;
mod stale_review;
mod suspicious_character;
mod suspicious_url;
mod term_in_own_definition;
mod unexpanded_acronym;
mod unknown_category;
mod unknown_license;
mod unknown_nist_tag;
mod unknown_role;
mod wrong_file_name;

/// Every rule, by code.
pub static RULES: &[&Rule] = &[
    &earlier::NOT_A_REGULAR_FILE,
    &earlier::NOT_UTF8,
    &earlier::FILE_TOO_LARGE,
    &earlier::INVALID_YAML,
    &earlier::SECOND_DOCUMENT,
    &earlier::YAML_TAG,
    &earlier::MERGE_KEY,
    &earlier::UNUSED_ANCHOR,
    &earlier::DUPLICATE_KEY,
    &earlier::UNKNOWN_KEY,
    &earlier::MISSING_VALUE,
    &earlier::WRONG_TYPE,
    &earlier::YAML_OVER_LIMIT,
    &earlier::AMBIGUOUS_SCALAR,
    &earlier::DUPLICATE_VOCABULARY_ENTRY,
    &earlier::SWALLOWED_LIST_ITEM,
    &earlier::MISSING_FIELD,
    &short_def_too_long::RULE,
    &long_def_out_of_range::RULE,
    &unknown_role::RULE,
    &earlier::UNKNOWN_PART_OF_SPEECH,
    &earlier::UNKNOWN_STATUS,
    &unknown_license::RULE,
    &unknown_category::RULE,
    &unknown_nist_tag::RULE,
    &earlier::INVALID_DATE,
    &future_review::RULE,
    &stale_review::RULE,
    &invalid_url::RULE,
    &suspicious_url::RULE,
    &earlier::CONTROL_CHARACTER,
    &suspicious_character::RULE,
    &deprecated_without_replacement::RULE,
    &replacement_not_usable::RULE,
    &scaffold_text::RULE,
    &outer_spaces::RULE,
    &repeated_item::RULE,
    &repeated_category::RULE,
    &line_break_in_name::RULE,
    &relationship_to_missing_term::RULE,
    &relationship_to_itself::RULE,
    &circular_hierarchy::RULE,
    &contradictory_hierarchy::RULE,
    &relationship_to_deprecated_term::RULE,
    &missing_inverse::RULE,
    &related_to_ancestor::RULE,
    &relationship_not_by_name::RULE,
    &shared_alias::RULE,
    &alias_is_a_term::RULE,
    &alias_repeats_term::RULE,
    &same_example_under_do_and_dont::RULE,
    &invalid_slug::RULE,
    &wrong_file_name::RULE,
    &duplicate_slug::RULE,
    &reserved_slug::RULE,
    &definition_begins_with_term::RULE,
    &term_in_own_definition::RULE,
    &circular_definition::RULE,
    &unexpanded_acronym::RULE,
    &short_def_not_a_phrase::RULE,
    &same_definition_twice::RULE,
    &hard_to_read_executive_view::RULE,
    &earlier::INVALID_SETTING,
    &earlier::NAVIGATION_MARKERS,
    &earlier::BROKEN_TEMPLATE,
    &earlier::BROKEN_PAGE_LINK,
    &earlier::PAGE_WITHOUT_TITLE,
];

/// The name that a relationship was written with, and its field.
fn written<'a>(glossary: &'a Glossary, id: TermId, link: &Relationship) -> (&'a Spanned<String>, String) {
    let name = &glossary.term(id).targets(link.relation)[link.index];
    (name, format!("relationships.{}[{}]", link.relation.key(), link.index))
}

/// Every name and alias that a relationship may have been meant for.
fn known_names(glossary: &Glossary) -> Candidates<'_> {
    let names = glossary.terms.iter().flat_map(|term| std::iter::once(&term.name).chain(&term.aliases));
    Candidates::of(names.map(|name| name.value.as_str()))
}

/// Whether an item stands in its list before, exactly so: that is one mistake, and has a rule of its own.
fn is_repeat(items: &[Spanned<String>], index: usize) -> bool {
    items[..index].iter().any(|item| item.value == items[index].value)
}

/// "`a` or `b`".
fn names_of(glossary: &Glossary, ids: &[TermId]) -> String {
    let names: Vec<_> = ids.iter().take(5).map(|&id| format!("`{}`", glossary.term(id).name.value)).collect();
    names.join(" or ")
}

/// The alias of `term` that is this name.
fn alias_of<'a>(term: &'a Term, name: &str) -> Option<&'a Spanned<String>> {
    let key = name_key(name);
    term.aliases.iter().find(|alias| name_key(alias) == key)
}

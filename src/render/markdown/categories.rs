//! `categories.md`: terms by their first category. The navigation groups them in the same way.

use super::dialect::{Dialect, file};
use crate::resolve::TermId;

const PAGE: &str = "categories.md";

pub fn page(dialect: &Dialect<'_>) -> String {
    let mut lines = dialect.comment("data/vocabulary/categories.yml");
    lines.extend(
        [
            "# Category Explorer",
            "",
            "Browse terms grouped by focus area. Categories align with navigation and search filters.",
            "",
        ]
        .map(str::to_owned),
    );
    for (name, terms) in groups(dialect) {
        lines.extend(dialect.heading(&format!("## {}", dialect.name(name))));
        let description =
            dialect.context.vocabulary.category(name).map_or("", |category| category.description.as_str());
        if !description.is_empty() {
            lines.extend([dialect.line(description), String::new()]);
        }
        lines.extend(terms.into_iter().map(|id| {
            let roles = dialect.role_titles(dialect.context.glossary.term(id));
            format!("- {} — {roles}", dialect.term_link(PAGE, id))
        }));
        lines.push(String::new());
    }
    file(lines)
}

/// The first category of each term, with the terms by name: those of the vocabulary in its order, then unknown ones in the order of
/// their first term.
pub fn groups<'a>(dialect: &Dialect<'a>) -> Vec<(&'a str, Vec<TermId>)> {
    let vocabulary = dialect.context.vocabulary.categories.iter().flatten();
    let mut groups: Vec<(&str, Vec<TermId>)> =
        vocabulary.map(|category| (category.name.value.as_str(), Vec::new())).collect();
    for &id in dialect.context.glossary.ids_by_name() {
        let Some(category) = dialect.context.glossary.term(id).categories.first() else { continue };
        match groups.iter_mut().find(|(name, _)| *name == category.value) {
            Some((_, terms)) => terms.push(id),
            None => groups.push((&category.value, vec![id])),
        }
    }
    groups.retain(|(_, terms)| !terms.is_empty());
    groups
}

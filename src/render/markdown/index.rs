//! `terms/index.md`: all terms by name.

use super::dialect::{Dialect, file};

const PAGE: &str = "terms/index.md";

pub fn page(dialect: &Dialect<'_>) -> String {
    let glossary = dialect.context.glossary;
    let mut lines = dialect.comment(crate::discover::TERMS);
    lines.extend(["# Glossary Terms".to_owned(), String::new()]);
    lines.extend([format!("Total entries: {}", glossary.terms.len()), String::new()]);
    lines.extend(glossary.ids_by_name().iter().map(|&id| dialect.term_line(PAGE, id)));
    file(lines)
}

//! `glossbook schema`

use super::args::Schema;
use super::terminal::Terminal;
use super::today::today;
use super::{Outcome, layout};
use crate::failure::Failure;
use crate::pipeline;
use crate::render::exports::schema::term_schema;

/// Prints the schema of term files.
pub fn run(schema: &Schema, terminal: &Terminal) -> Result<Outcome, Failure> {
    let layout = layout(schema.project.root.clone())?;
    let checked = pipeline::check(&layout, today(schema.project.today.as_deref())?)?;
    let value = term_schema(&checked.glossary, &checked.vocabulary, &checked.settings);
    terminal.line(&format!("{value:#}"))?;
    Ok(Outcome::Clean)
}

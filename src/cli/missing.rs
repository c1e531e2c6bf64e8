//! `glossbook check --missing`

use super::Outcome;
use super::terminal::Terminal;
use crate::diagnostic::print::counted;
use crate::diagnostic::printable;
use crate::failure::Failure;
use crate::pipeline::Checked;
use crate::validate::missing::{Evidence, missing_terms};

/// Lists the terms that somebody should write, most wanted first.
pub fn run(checked: &Checked, terminal: &Terminal) -> Result<Outcome, Failure> {
    let sources = &checked.inputs.sources;
    let rows = missing_terms(&checked.glossary, sources);
    terminal.result(|out| {
        for row in &rows {
            let what = match row.evidence {
                Evidence::Relationship => "named by a relationship",
                Evidence::Abbreviation => "an abbreviation",
                Evidence::Phrase => "a phrase",
            };
            let used = if row.entries == 1 { "1 entry".to_owned() } else { format!("{} entries", row.entries) };
            writeln!(out, "{}: {what}, in {used}", printable(&row.name))?;
            for place in &row.places {
                let at = sources.position(place.source, place.start);
                writeln!(out, "    {}:{}:{}", printable(sources.path(place.source)), at.line, at.column)?;
            }
        }
        writeln!(out, "{} that no entry defines", counted(rows.len(), "word"))
    })?;
    Ok(Outcome::Clean)
}

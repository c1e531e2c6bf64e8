//! `glossbook suggest`

use super::args::Suggest;
use super::terminal::Terminal;
use super::today::today;
use super::{Outcome, layout, one_term};
use crate::diagnostic::printable;
use crate::failure::Failure;
use crate::pipeline;
use crate::resolve::Glossary;
use crate::resolve::close::{Reasons, suggest};

/// Proposes relationships for one term, each with its reasons.
pub fn run(args: &Suggest, terminal: &Terminal) -> Result<Outcome, Failure> {
    let layout = layout(args.project.root.clone())?;
    let checked = pipeline::check(&layout, today(args.project.today.as_deref())?)?;
    let glossary = &checked.glossary;
    let suggestions = suggest(glossary, one_term(glossary, &args.term)?);
    terminal.result(|out| {
        if suggestions.is_empty() {
            writeln!(out, "nothing to add: the terms close to it are related already")?;
        }
        suggestions.iter().try_for_each(|suggestion| {
            let name = printable(&glossary.term(suggestion.term).name);
            writeln!(out, "{name}\n    {}", printable(&reasons(glossary, &suggestion.reasons)))
        })
    })?;
    Ok(Outcome::Clean)
}

fn reasons(glossary: &Glossary, reasons: &Reasons) -> String {
    let mut parts = Vec::new();
    let mut add = |is_so: bool, reason: String| {
        if is_so {
            parts.push(reason);
        }
    };
    add(reasons.mentions > 0, "this entry mentions it".to_owned());
    add(reasons.mentioned_by > 0, "its entry mentions this one".to_owned());
    let both: Vec<_> = reasons.mentioned_together_by.iter().map(|&id| glossary.term(id).name.value.as_str()).collect();
    add(!both.is_empty(), format!("both mentioned by {}", both.join(", ")));
    add(!reasons.common_words.is_empty(), format!("common words: {}", reasons.common_words.join(", ")));
    parts.join("; ")
}

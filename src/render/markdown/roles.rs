//! `roles.md`: a starter pack for each role.

use super::dialect::{Dialect, file};
use crate::model::Role;
use crate::resolve::TermId;

const PAGE: &str = "roles.md";
const INTRODUCTION: &str = "Guidance for common stakeholder groups. Each pack includes actionable steps and key focus areas so teams can operationalize insights immediately.";

pub fn page(dialect: &Dialect<'_>) -> String {
    let mut lines = dialect.comment("data/vocabulary/roles.yml");
    lines.extend(["# Role Starter Packs", "", INTRODUCTION, ""].map(str::to_owned));
    for role in &dialect.context.vocabulary.roles {
        let terms = terms_of(dialect, role);
        if !terms.is_empty() {
            lines.extend(pack(dialect, role, &terms));
        }
    }
    file(lines)
}

/// The terms of a role, by name.
fn terms_of(dialect: &Dialect<'_>, role: &Role) -> Vec<TermId> {
    let glossary = dialect.context.glossary;
    let has_role = |id: &TermId| glossary.term(*id).roles.iter().any(|name| name.value == role.id.value);
    glossary.ids_by_name().iter().copied().filter(has_role).collect()
}

fn pack(dialect: &Dialect<'_>, role: &Role, terms: &[TermId]) -> Vec<String> {
    let mut lines = dialect.heading(&format!("## {}", dialect.name(&role.title)));
    lines.extend([dialect.line(&role.summary), String::new()]);
    lines.extend(action_plan(dialect));
    let steps =
        role.learning_path.iter().enumerate().map(|(index, step)| format!("{}. {}", index + 1, dialect.line(step)));
    lines.extend(section(dialect, "### Guided learning path", steps.collect()));
    let practice = role.practice.iter().map(|text| format!("- {}", dialect.line(text)));
    lines.extend(section(dialect, "### Practice checklist", practice.collect()));
    lines.extend(section(dialect, "### Focus areas", focus_areas(dialect, terms)));
    lines.extend(section(
        dialect,
        "### Recommended terms",
        terms.iter().map(|&id| dialect.term_line(PAGE, id)).collect(),
    ));
    lines
}

fn action_plan(dialect: &Dialect<'_>) -> Vec<String> {
    let search = dialect.page_link("Glossary Search", PAGE, "search.md");
    let mut lines = vec!["**Action plan**".to_owned()];
    lines.extend(dialect.gap());
    lines.extend([
        format!("- Bookmark the {search} filtered to this role and review the top 5 unfamiliar terms."),
        "- Schedule a sync with partner roles listed under each term to clarify ownership and open questions."
            .to_owned(),
        "- Capture insights in your runbook or onboarding guide so future teammates ramp faster.".to_owned(),
        String::new(),
    ]);
    lines
}

/// Categories of the terms, the most frequent first, then by name.
fn focus_areas(dialect: &Dialect<'_>, terms: &[TermId]) -> Vec<String> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for category in terms.iter().flat_map(|&id| &dialect.context.glossary.term(id).categories) {
        match counts.iter_mut().find(|(name, _)| *name == category.value) {
            Some((_, count)) => *count += 1,
            None => counts.push((&category.value, 1)),
        }
    }
    counts.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    counts
        .into_iter()
        .map(|(name, count)| {
            let noun = if count == 1 { "term" } else { "terms" };
            format!("- {} ({count} {noun})", dialect.name(name))
        })
        .collect()
}

fn section(dialect: &Dialect<'_>, heading: &str, lines: Vec<String>) -> Vec<String> {
    if lines.is_empty() { lines } else { [dialect.heading(heading), lines, vec![String::new()]].concat() }
}

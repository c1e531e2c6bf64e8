//! `terms/<slug>.md`: the page of one term.

use super::super::body::line_to_markdown;
use super::dialect::{Dialect, file};
use crate::model::term::{Text, trimmed};
use crate::model::{Place, Relation, Section, Status, Term};
use crate::resolve::TermId;
use crate::source::Spanned;

const SHARE: &str = "Share takeaways with the accountable roles listed above so actions land with the right owners.";

/// The page, its blocks in the order of the old pipeline; a block that has nothing to say is left out.
pub fn page(dialect: &Dialect<'_>, id: TermId) -> String {
    let term = dialect.context.glossary.term(id);
    let source = dialect.context.inputs.sources.path(term.source);
    let mut lines = dialect.comment(source);
    lines.extend([format!("# {}", dialect.name(term.name.trim())), String::new()]);
    lines.extend(metadata(dialect, term));
    lines.push(String::new());
    let line = |section, text: &Text| dialect.prose(id, Place::new(section, 0), trimmed(text));
    let blocks = [
        deprecation(dialect, id),
        call_to_action(dialect, term),
        role_takeaways(dialect, term),
        practice(dialect, term),
        definition(dialect, "## Short definition", line(Section::ShortDef, &term.short_def)),
        definition(dialect, "## Long definition", dialect.long_definition(id)),
        labelled(
            dialect,
            "## Audience perspectives",
            &[("Exec", line(Section::Exec, &term.exec)), ("Engineer", line(Section::Engineer, &term.engineer))],
        ),
        examples(dialect, id),
        labelled(
            dialect,
            "## Governance",
            &[
                ("NIST RMF tags", dialect.names(&term.nist_rmf_tags)),
                ("Risk notes", line(Section::RiskNotes, &term.risk_notes)),
            ],
        ),
        relationships(dialect, id),
        request(dialect, term),
        citations(dialect, term),
        license(dialect, term),
        vec![format!("_Source file: `{source}`_")],
    ];
    for block in blocks.into_iter().filter(|block| !block.is_empty()) {
        lines.extend(block);
        lines.push(String::new());
    }
    file(lines)
}

/// Names, categories, roles, part of speech and status, a line each.
fn metadata(dialect: &Dialect<'_>, term: &Term) -> Vec<String> {
    let mut lines = Vec::new();
    let mut add = |label: &str, value: String| {
        if !value.is_empty() {
            // As a list, the lines do not run together into one paragraph.
            let bullet = if dialect.is_repaired() { "- " } else { "" };
            lines.push(format!("{bullet}**{label}:** {value}"));
        }
    };
    add("Aliases", dialect.names(&term.aliases));
    add("Categories", dialect.names(&term.categories));
    add("Roles", dialect.role_titles(term));
    add("Part of speech", term.part_of_speech.as_ref().map_or_else(String::new, |part| format!("`{}`", part.name())));
    add("Status", status(term));
    lines
}

fn status(term: &Term) -> String {
    let Some(status) = &term.status else { return String::new() };
    let reviewed =
        term.last_reviewed.as_ref().map_or_else(String::new, |date| format!(" (Last reviewed: {})", date.value));
    format!("<span class=\"status-chip status-{}\">{}</span>{reviewed}", status.name(), status.title())
}

/// Only the repaired flavour says on top that another term took this one's place.
fn deprecation(dialect: &Dialect<'_>, id: TermId) -> Vec<String> {
    let glossary = dialect.context.glossary;
    let is_deprecated = glossary.term(id).status.as_ref().is_some_and(|status| status.value == Status::Deprecated);
    if !is_deprecated || !dialect.is_repaired() {
        return Vec::new();
    }
    let advice = match glossary.replacement(id) {
        Some(replacement) => {
            format!("Use {} instead.", dialect.term_link(&super::term_path(glossary, id), replacement))
        }
        None => "This name is no longer used.".to_owned(),
    };
    vec!["!!! warning \"Deprecated\"".to_owned(), format!("    {advice}")]
}

fn call_to_action(dialect: &Dialect<'_>, term: &Term) -> Vec<String> {
    let calls = &dialect.context.settings.calls_to_action;
    let Some((_, text)) = calls.iter().find(|(slug, _)| slug.value == term.slug.as_str()) else { return Vec::new() };
    vec!["!!! tip \"Put it into practice\"".to_owned(), format!("    {}", text.replace('\n', " "))]
}

fn role_takeaways(dialect: &Dialect<'_>, term: &Term) -> Vec<String> {
    let roles = term.roles.iter().filter_map(|id| dialect.context.vocabulary.role(id));
    let lines: Vec<_> = roles
        .filter(|role| !role.takeaway.is_empty())
        .map(|role| format!("- **{}:** {}", dialect.name(&role.title), dialect.line(&role.takeaway)))
        .collect();
    list(dialect, "## Role takeaways", lines)
}

fn practice(dialect: &Dialect<'_>, term: &Term) -> Vec<String> {
    let categories = term.categories.iter().filter_map(|name| dialect.context.vocabulary.category(name));
    let mut texts: Vec<&str> = Vec::new();
    for text in categories
        .flat_map(|category| &category.practice)
        .map(String::as_str)
        .chain((!term.roles.is_empty()).then_some(SHARE))
    {
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    list(dialect, "## Practice & apply", texts.into_iter().map(|text| format!("- {}", dialect.line(text))).collect())
}

fn definition(dialect: &Dialect<'_>, heading: &str, text: String) -> Vec<String> {
    if text.is_empty() {
        return Vec::new();
    }
    let mut lines = dialect.heading(heading);
    lines.push(text);
    lines
}

fn examples(dialect: &Dialect<'_>, id: TermId) -> Vec<String> {
    let term = dialect.context.glossary.term(id);
    let mut lines = Vec::new();
    for (label, section, items) in [("**Do**", Section::Do, &term.dos), ("**Don't**", Section::Dont, &term.donts)] {
        if items.is_empty() {
            continue;
        }
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.push(label.to_owned());
        lines.extend(dialect.gap());
        let places = (0..).map(|index| Place::new(section, index));
        lines.extend(items.iter().zip(places).map(|(item, place)| format!("- {}", dialect.prose(id, place, item))));
    }
    if lines.is_empty() { lines } else { [dialect.heading("## Examples"), lines].concat() }
}

fn relationships(dialect: &Dialect<'_>, id: TermId) -> Vec<String> {
    let term = dialect.context.glossary.term(id);
    let rows = Relation::ALL.map(|relation| {
        let label = match relation {
            Relation::Broader => "Broader",
            Relation::Narrower => "Narrower",
            Relation::Related => "Related",
        };
        (label, targets(dialect, id, relation, term.targets(relation)))
    });
    labelled(dialect, "## Relationships", &rows)
}

/// Names as written; in the repaired flavour with links where they lead somewhere.
fn targets(dialect: &Dialect<'_>, id: TermId, relation: Relation, names: &[Spanned<String>]) -> String {
    if !dialect.is_repaired() {
        return dialect.names(names);
    }
    let glossary = dialect.context.glossary;
    let page = super::term_path(glossary, id);
    let links = glossary.links(id).written.iter().filter(|link| link.relation == relation);
    links
        .map(|link| match link.target {
            Some(target) => dialect.term_link(&page, target),
            None => dialect.name(&names[link.index]),
        })
        .collect::<Vec<_>>()
        .join(", ")
}

fn request(dialect: &Dialect<'_>, term: &Term) -> Vec<String> {
    let page = &dialect.context.settings.request_page;
    let link = dialect.page_link("term request intake", &format!("terms/{}.md", term.slug), page);
    let name = dialect.name(&term.name);
    vec![
        "!!! info \"Something missing?\"".to_owned(),
        format!("    Suggest examples or clarifications via the {link} and mention '{name}'."),
    ]
}

fn citations(dialect: &Dialect<'_>, term: &Term) -> Vec<String> {
    let lines = term.citations.iter().map(|citation| {
        let source = trimmed(&citation.source);
        let url = citation.url.as_ref().map_or("", |url| url.value.as_str());
        if !dialect.is_repaired() {
            return format!("- [{source}]({url})");
        }
        let words = super::super::body::escape_markdown(source);
        if crate::model::url::problem(url.trim()).is_some() {
            format!("- {words}")
        } else {
            format!("- [{words}](<{}>)", url.trim())
        }
    });
    list(dialect, "## Citations", lines.collect())
}

fn license(dialect: &Dialect<'_>, term: &Term) -> Vec<String> {
    match &term.license {
        None => Vec::new(),
        Some(license) if dialect.is_repaired() => vec![format!("_License: {}_", line_to_markdown(license))],
        Some(license) => vec![format!("_License: {}_", license.value)],
    }
}

/// A heading over `- **label:** value` lines, without those that have no value.
fn labelled(dialect: &Dialect<'_>, heading: &str, rows: &[(&str, String)]) -> Vec<String> {
    let lines =
        rows.iter().filter(|(_, value)| !value.is_empty()).map(|(label, value)| format!("- **{label}:** {value}"));
    list(dialect, heading, lines.collect())
}

fn list(dialect: &Dialect<'_>, heading: &str, lines: Vec<String>) -> Vec<String> {
    if lines.is_empty() { lines } else { [dialect.heading(heading), lines].concat() }
}

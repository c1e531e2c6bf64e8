//! `glossbook links`

use super::args::Links;
use super::terminal::Terminal;
use super::today::today;
use super::{Outcome, layout, one_term};
use crate::diagnostic::print::counted;
use crate::diagnostic::printable;
use crate::failure::Failure;
use crate::pipeline;
use crate::render::exports::links::{LinkReport, MentionRow, TermReport, UndefinedName, report, term_report};

/// Shows the links of one term, or a summary of all with what is left to do.
pub fn run(links: &Links, terminal: &Terminal) -> Result<Outcome, Failure> {
    let layout = layout(links.project.root.clone())?;
    let checked = pipeline::check(&layout, today(links.project.today.as_deref())?)?;
    let (glossary, sources) = (&checked.glossary, &checked.inputs.sources);
    let lines = match &links.term {
        None => summary(&report(glossary, sources)),
        Some(name) => term_lines(&term_report(glossary, sources, one_term(glossary, name)?)),
    };
    terminal.result(|out| lines.iter().try_for_each(|line| writeln!(out, "{}", printable(line))))?;
    Ok(Outcome::Clean)
}

/// The whole glossary in numbers, and the lists that ask for work.
fn summary(report: &LinkReport<'_>) -> Vec<String> {
    let linked: usize = report.terms.iter().map(|term| term.linked.len()).sum();
    let terms = report.terms.iter().filter(|term| !term.linked.is_empty()).count();
    let mut lines = vec![format!("{} in {}", counted(linked, "link"), counted(terms, "term"))];
    lines.extend(skipped_counts(report).into_iter().map(|(why, count)| format!("  {count:5}  not linked: {why}")));
    let deprecated = report.terms.iter().flat_map(|term| {
        let links = term.linked.iter().filter(|row| row.deprecated);
        links.map(|row| format!("{} {}: {} -> {}", term.term, row.field, row.text, row.targets.join(", ")))
    });
    list(&mut lines, "links to deprecated terms", deprecated.collect());
    let shared = report.shared.iter().map(|shared| match shared.links_to {
        Some(term) => format!("{}: {}; links to {term}", shared.name, shared.terms.join(", ")),
        None => {
            format!("{}: {}; {} not linked", shared.name, shared.terms.join(", "), counted(shared.mentions, "mention"))
        }
    });
    list(&mut lines, "names of several terms", shared.collect());
    let used = |name: &UndefinedName<'_>| format!("{}: {}", name.name, counted(name.mentions, "mention"));
    let undefined = report.undefined.iter().map(used);
    list(&mut lines, "names that relationships use and no entry has", undefined.collect());
    let unexplained = report.unexplained.iter().map(used);
    list(&mut lines, "abbreviations in texts that no entry has as a name", unexplained.collect());
    list(
        &mut lines,
        "terms that no other text mentions",
        report.unmentioned.iter().map(|slug| (*slug).to_owned()).collect(),
    );
    lines
}

/// How many mentions were skipped for each reason, the most frequent first.
fn skipped_counts(report: &LinkReport<'_>) -> Vec<(&'static str, usize)> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for why in report.terms.iter().flat_map(|term| &term.skipped).filter_map(|row| row.why) {
        match counts.iter_mut().find(|(known, _)| *known == why) {
            Some((_, count)) => *count += 1,
            None => counts.push((why, 1)),
        }
    }
    counts.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    counts
}

/// Every mention in the texts of one term, and who mentions it.
fn term_lines(report: &TermReport<'_>) -> Vec<String> {
    let rows = |rows: &[MentionRow<'_>]| rows.iter().map(row_line).collect();
    let mut lines = vec![report.term.to_owned()];
    list(&mut lines, "linked", rows(&report.linked));
    list(&mut lines, "not linked", rows(&report.skipped));
    list(&mut lines, "mentioned by", report.mentioned_by.iter().map(|slug| (*slug).to_owned()).collect());
    lines
}

fn row_line(row: &MentionRow<'_>) -> String {
    let target = if row.targets.is_empty() { String::new() } else { format!(" -> {}", row.targets.join(", ")) };
    let deprecated = if row.deprecated { " (deprecated)" } else { "" };
    let why = row.why.map_or_else(String::new, |why| format!("  [{why}]"));
    format!("{:4}:{:<4} {:24} {}{target}{deprecated}{why}", row.line, row.column, row.field, row.text)
}

/// A list under a heading; nothing where it is empty.
fn list(lines: &mut Vec<String>, heading: &str, items: Vec<String>) {
    if !items.is_empty() {
        lines.extend([String::new(), format!("{heading} ({})", items.len())]);
        lines.extend(items.into_iter().map(|item| format!("  {item}")));
    }
}

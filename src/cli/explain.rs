//! `glossbook explain`

use super::Outcome;
use super::args::Explain;
use super::terminal::Terminal;
use crate::diagnostic::Level;
use crate::diagnostic::suggest::did_you_mean;
use crate::failure::Failure;
use crate::validate::{RULES, Rule};

/// Shows a rule's page, or lists all rules.
pub fn run(explain: &Explain, terminal: &Terminal) -> Result<Outcome, Failure> {
    let Some(name) = &explain.rule else { return list(terminal) };
    let Some(rule) = RULES.iter().find(|rule| rule.is_called(name)) else {
        let known = RULES.iter().flat_map(|rule| [rule.code.name, rule.code.id]);
        let guess = did_you_mean(name, known).map_or_else(String::new, |guess| format!("\n  {guess}"));
        return Err(Failure::Usage(format!(
            "no rule is called `{name}`{guess}\n  `glossbook explain` lists all rules"
        )));
    };
    terminal.result(|out| {
        for line in page(rule, terminal.width().min(100)) {
            let is_heading = line.starts_with('#');
            let text = line.trim_start_matches('#').trim_start();
            writeln!(out, "{}", if is_heading { terminal.paint(text, "1") } else { line })?;
        }
        Ok(())
    })?;
    Ok(Outcome::Clean)
}

fn list(terminal: &Terminal) -> Result<Outcome, Failure> {
    terminal.result(|out| {
        for rule in RULES {
            writeln!(out, "{}  {:8}  {:34} {}", rule.code.id, level(rule.level), rule.code.name, rule.summary)?;
        }
        writeln!(out, "\n`glossbook explain CODE` shows a rule's page; `rules:` in data/glossary.yml moves those that are not fixed.")
    })?;
    Ok(Outcome::Clean)
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Allow => "off",
        Level::Warn => "warning",
        Level::Deny => "error",
        Level::Forbid => "error!",
    }
}

/// The rule's page with its level, paragraphs filled to `width`; code stays as it is.
fn page(rule: &Rule, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut paragraph = String::new();
    let mut in_code = false;
    for line in rule.docs.lines() {
        let is_fence = line.starts_with("```");
        if is_fence || in_code || line.is_empty() || line.starts_with(['#', '-']) {
            fill(&mut paragraph, width, &mut lines);
        }
        match () {
            () if is_fence => in_code = !in_code,
            () if in_code => lines.push(format!("    {line}")),
            () if line.is_empty() => lines.push(String::new()),
            () if line.starts_with('#') => lines.push(line.to_owned()),
            () => paragraph = format!("{paragraph} {line}"),
        }
    }
    fill(&mut paragraph, width, &mut lines);
    let fixed = if rule.level == Level::Forbid { ", which cannot be moved" } else { "" };
    lines.insert(1.min(lines.len()), format!("Level: {}{fixed}", level(rule.level).trim_end_matches('!')));
    lines
}

fn fill(paragraph: &mut String, width: usize, lines: &mut Vec<String>) {
    let mut line = String::new();
    for word in std::mem::take(paragraph).split_whitespace() {
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    if !line.is_empty() {
        lines.push(line);
    }
}

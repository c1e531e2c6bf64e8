//! The one place where a finding becomes an error, a warning, or nothing.

use std::cmp::Ordering;

use rustc_hash::FxHashMap;

use super::{RULES, Rule};
use crate::diagnostic::suggest::did_you_mean;
use crate::diagnostic::{Diagnostic, Diagnostics, Level, Severity};
use crate::settings::{INVALID_SETTING, Settings};
use crate::source::SourceId;

/// Most diagnostics that one file gets in a report; the rest waits until these are mended.
pub const MAX_PER_FILE: usize = 50;

/// The findings of a run with their severities, sorted by file and place, without those of rules that are off.
///
/// Of a file with more than [`MAX_PER_FILE`] findings the first ones stay, and the last of them says how many wait. An
/// error that stops the build is never hidden by a wave of warnings.
pub fn settle(found: Diagnostics, settings: &Settings) -> Vec<Diagnostic> {
    let levels: FxHashMap<_, _> = RULES.iter().map(|rule| (rule.code, Switch::of(rule, settings))).collect();
    let mut settled: Vec<Diagnostic> = found
        .into_vec()
        .into_iter()
        .filter_map(|mut diagnostic| {
            let switch = levels.get(&diagnostic.code).copied().unwrap_or(Switch { level: Level::Deny, moved: false });
            diagnostic.severity = switch.severity(diagnostic.severity)?;
            Some(diagnostic)
        })
        .collect();
    settled.sort_by_key(|diagnostic| (diagnostic.source(), diagnostic.span, diagnostic.code));
    cap(settled)
}

/// How a rule is set in a project.
#[derive(Clone, Copy)]
struct Switch {
    level: Level,
    /// Whether the project says so itself.
    moved: bool,
}

impl Switch {
    fn of(rule: &Rule, settings: &Settings) -> Self {
        Self { level: rule.level_in(settings), moved: settings.rules.iter().any(|(name, _)| rule.is_called(name)) }
    }

    /// The severity of a finding; none when the rule is off. `own` is what the rule thinks of this case.
    fn severity(self, own: Severity) -> Option<Severity> {
        match self.level {
            Level::Allow => None,
            Level::Warn => Some(Severity::Warning),
            Level::Deny if !self.moved => Some(own),
            Level::Deny | Level::Forbid => Some(Severity::Error),
        }
    }
}

fn cap(settled: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut files: FxHashMap<SourceId, FileCount> = FxHashMap::default();
    for diagnostic in &settled {
        files.entry(diagnostic.source()).or_default().total += 1;
    }
    let fits = |diagnostic: Diagnostic| {
        let file = files.get_mut(&diagnostic.source())?;
        file.seen += 1;
        let is_first_error = diagnostic.severity == Severity::Error && !file.has_error;
        file.has_error |= is_first_error;
        match file.seen.cmp(&MAX_PER_FILE) {
            Ordering::Equal if file.total > MAX_PER_FILE => {
                let waiting = file.total - MAX_PER_FILE;
                Some(diagnostic.help(format!("{waiting} more findings in this file are shown once these are mended")))
            }
            Ordering::Less | Ordering::Equal => Some(diagnostic),
            Ordering::Greater => is_first_error.then_some(diagnostic),
        }
    };
    settled.into_iter().filter_map(fits).collect()
}

/// The findings of one file.
#[derive(Default)]
struct FileCount {
    total: usize,
    seen: usize,
    has_error: bool,
}

/// Names under `rules:` that no rule has, and rules that cannot be moved.
pub fn unknown_rules(settings: &Settings, out: &mut Diagnostics) {
    for (name, level) in &settings.rules {
        match RULES.iter().find(|rule| rule.is_called(name)) {
            None => {
                let guess = did_you_mean(name, RULES.iter().map(|rule| rule.code.name));
                let diagnostic =
                    Diagnostic::new(INVALID_SETTING, name.span, format!("no rule is called `{}`", name.value));
                out.push(diagnostic.field("rules").maybe_help(guess).help("`glossbook explain` lists all rules"));
            }
            Some(rule) if rule.level == Level::Forbid && *level != Level::Deny => {
                let message = format!("the rule `{}` cannot be moved", rule.code.name);
                let help = "without it the output would be unsafe or incomplete: remove the line";
                out.push(Diagnostic::new(INVALID_SETTING, name.span, message).field("rules").help(help));
            }
            Some(_) => {}
        }
    }
}

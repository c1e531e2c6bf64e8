//! A licence nobody can look up lets nobody use the entry.

use super::super::{Check, Context, Report, Rule};
use super::texts::respelled;
use crate::diagnostic::suggest::did_you_mean;
use crate::diagnostic::{Code, Level};
use crate::model::Term;
use crate::model::field::LICENSE;
use crate::model::vocabulary::LICENSES;

/// See the page.
pub static RULE: Rule = Rule {
    code: Code::new("G106", "unknown-license"),
    level: Level::Deny,
    since: "0.1.0",
    summary: "a licence that is neither the project's own nor a well-known open one",
    docs: include_str!("unknown_license.md"),
    check: Check::Term(check),
};

fn check(term: &Term, context: &Context<'_>, report: &mut Report<'_>) {
    let Some(license) = &term.license else { return };
    let own = context.settings.license.as_str();
    let known = || LICENSES.iter().copied().chain([own]);
    if known().all(|name| name != license.trim()) {
        let message = format!("no licence is called `{}`", license.value);
        let help = did_you_mean(license, known()).unwrap_or_else(|| format!("this glossary uses `{own}`"));
        let finding = report.at(license.span, message).field(LICENSE.key).help(help);
        let finding = respelled(finding, license, known(), context, report);
        report.push(finding);
    }
}

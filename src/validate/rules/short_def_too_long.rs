//! `short_def` is what search results and hover cards show; beyond the limit they would cut it.

use super::super::{Check, Context, Report, Rule};
use crate::diagnostic::{Code, Level};
use crate::model::Term;
use crate::model::field::SHORT_DEF;

/// See the page.
pub static RULE: Rule = Rule {
    code: Code::new("G101", "short-def-too-long"),
    level: Level::Deny,
    since: "0.1.0",
    summary: "`short_def` has more words or characters than fit",
    docs: include_str!("short_def_too_long.md"),
    check: Check::Term(check),
};

fn check(term: &Term, context: &Context<'_>, report: &mut Report<'_>) {
    let Some(short_def) = &term.short_def else { return };
    let limits = context.settings.limits;
    let (words, characters) = (short_def.split_whitespace().count(), short_def.trim().chars().count());
    let message = if words > limits.short_def_words {
        format!("`short_def` has {words} words, {} fit", limits.short_def_words)
    } else if characters > limits.short_def_characters {
        format!("`short_def` has {characters} characters, {} fit", limits.short_def_characters)
    } else {
        return;
    };
    let help = "keep the first sentence here and move the rest to `long_def`";
    report.push(report.at(short_def.span, message).field(SHORT_DEF.key).help(help));
}

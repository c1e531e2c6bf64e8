//! A definition of two lines explains nothing, and one of two pages is not read.

use super::super::{Check, Context, Report, Rule};
use crate::diagnostic::print::counted;
use crate::diagnostic::{Code, Level};
use crate::model::Term;
use crate::model::field::LONG_DEF;

/// See the page.
pub static RULE: Rule = Rule {
    code: Code::new("G102", "long-def-out-of-range"),
    level: Level::Deny,
    since: "0.1.0",
    summary: "`long_def` has too few or too many words",
    docs: include_str!("long_def_out_of_range.md"),
    check: Check::Term(check),
};

fn check(term: &Term, context: &Context<'_>, report: &mut Report<'_>) {
    let Some(long_def) = &term.long_def else { return };
    let limits = context.settings.limits;
    let (least, most) = (limits.long_def_min_words, limits.long_def_max_words);
    let words = long_def.split_whitespace().count();
    let (message, help) = if words < least {
        (
            format!("`long_def` has {}, {least} are wanted", counted(words, "word")),
            "say how it works, why it matters and where it goes wrong",
        )
    } else if words > most {
        (
            format!("`long_def` has {words} words, {most} fit"),
            "keep what a reader needs, and move the rest to a term of its own",
        )
    } else {
        return;
    };
    report.push(report.at(long_def.span, message).field(LONG_DEF.key).help(help));
}

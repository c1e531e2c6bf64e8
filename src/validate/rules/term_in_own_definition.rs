//! Who does not know a word does not understand a definition that uses it.

use super::super::{Check, Context, Report, Rule};
use crate::diagnostic::{Code, Level};
use crate::model::Term;
use crate::model::field::SHORT_DEF;
use crate::validate::words::{find_name, words};

/// See the page.
pub static RULE: Rule = Rule {
    code: Code::new("G302", "term-in-own-definition"),
    level: Level::Warn,
    since: "0.1.0",
    summary: "`short_def` uses the term that it defines",
    docs: include_str!("term_in_own_definition.md"),
    check: Check::Term(check),
};

fn check(term: &Term, context: &Context<'_>, report: &mut Report<'_>) {
    let Some(short_def) = &term.short_def else { return };
    let words = words(short_def);
    let Some(part) = find_name(&words, &term.name) else { return };
    // A definition that begins with the term has a rule of its own.
    let before = words.iter().take_while(|word| word.range.end <= part.start).count();
    let is_opening = before == 0 || (before == 1 && matches!(words[0].key.as_str(), "a" | "an" | "the"));
    if !is_opening {
        let message = format!("the definition uses the word that it defines: `{}`", &short_def[part.clone()]);
        let place = context.sources.place_of(short_def, part);
        let help = "say it in words that a reader knows who does not know this one";
        report.push(report.at(place, message).field(SHORT_DEF.key).help(help));
    }
}

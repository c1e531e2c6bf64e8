//! An alias that is another term's name leads to that term.

use super::super::{Check, Context, Report, Rule};
use crate::diagnostic::{Code, Level};
use crate::model::field::ALIASES;
use crate::resolve::Glossary;

/// See the page.
pub static RULE: Rule = Rule {
    code: Code::new("G211", "alias-is-a-term"),
    level: Level::Warn,
    since: "0.1.0",
    summary: "an alias that is the name of another term",
    docs: include_str!("alias_is_a_term.md"),
    check: Check::Glossary(check),
};

fn check(glossary: &Glossary, _: &Context<'_>, report: &mut Report<'_>) {
    for id in glossary.ids() {
        let term = glossary.term(id);
        for (index, alias) in term.aliases.iter().enumerate() {
            let owners = glossary.names.named(alias);
            // An alias that repeats its own term has a rule of its own.
            let is_another = !owners.contains(&id) && !super::is_repeat(&term.aliases, index);
            let Some(&owner) = owners.first().filter(|_| is_another) else { continue };
            let owner = glossary.term(owner);
            let message = format!("the alias `{}` is a term of its own", alias.value);
            let help = format!("remove it here, or make it `related: [{}]`", owner.name.value);
            let finding = report.at(alias.span, message).field(format!("{}[{index}]", ALIASES.key));
            report.push(finding.other(owner.name.span, "the other term").help(help));
        }
    }
}

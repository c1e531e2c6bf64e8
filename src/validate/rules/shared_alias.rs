//! An alias of two terms leads readers to neither.

use super::super::{Check, Context, Report, Rule};
use super::alias_of;
use crate::diagnostic::{Code, Level};
use crate::model::field::ALIASES;
use crate::resolve::{Glossary, TermId};

/// See the page.
pub static RULE: Rule = Rule {
    code: Code::new("G210", "shared-alias"),
    level: Level::Warn,
    since: "0.1.0",
    summary: "an alias that two terms have",
    docs: include_str!("shared_alias.md"),
    check: Check::Glossary(check),
};

fn check(glossary: &Glossary, _: &Context<'_>, report: &mut Report<'_>) {
    for id in glossary.ids() {
        for (index, alias) in glossary.term(id).aliases.iter().enumerate() {
            // An alias that is a term's name has a rule of its own.
            if !glossary.names.named(alias).is_empty() || super::is_repeat(&glossary.term(id).aliases, index) {
                continue;
            }
            // Two entries for one term are a mistake of their own, and what they share is no second one.
            let owners = glossary.names.with_alias(alias);
            let Some(&other) = owners.iter().find(|&&owner| owner != id && !is_same(glossary, owner, id)) else {
                continue;
            };
            let more = match owners.len() - 2 {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            let other = glossary.term(other);
            let message = format!("`{}` is an alias of `{}`{more} too", alias.value, other.name.value);
            let finding = report.at(alias.span, message).field(format!("{}[{index}]", ALIASES.key));
            let finding = match alias_of(other, alias) {
                Some(place) => finding.other(place.span, "the other one"),
                None => finding,
            };
            report.push(finding.help("leave it with the term that it means most often, or make each more precise"));
        }
    }
}

fn is_same(glossary: &Glossary, one: TermId, other: TermId) -> bool {
    glossary.term(one).slug.key() == glossary.term(other).slug.key()
}

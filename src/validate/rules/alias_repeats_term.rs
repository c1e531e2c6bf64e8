//! An alias is another name; the same name again says nothing.

use super::super::{Check, Context, Report, Rule};
use crate::diagnostic::{Code, Level};
use crate::fix;
use crate::model::field::ALIASES;
use crate::model::{Term, name_key};

/// See the page.
pub static RULE: Rule = Rule {
    code: Code::new("G212", "alias-repeats-term"),
    level: Level::Warn,
    since: "0.1.0",
    summary: "an alias that is the term's own name",
    docs: include_str!("alias_repeats_term.md"),
    check: Check::Term(check),
};

fn check(term: &Term, context: &Context<'_>, report: &mut Report<'_>) {
    let name = name_key(&term.name);
    let repeats = term.aliases.iter().enumerate().filter(|(_, alias)| name_key(alias) == name);
    // An entry needs an alias: the last one stays until its author finds a better one.
    let has_another = term.aliases.iter().any(|alias| name_key(alias) != name);
    for (index, alias) in repeats {
        let message = format!("the alias `{}` is the term's own name", alias.value);
        let help = "remove it; case does not count, and neither does a hyphen for a space";
        let edit = report.fix_in(context.sources, term.source, || {
            fix::remove_list_item(context.sources, alias.span).filter(|_| has_another)
        });
        let finding = report.at(alias.span, message).field(format!("{}[{index}]", ALIASES.key)).help(help);
        report.push(finding.maybe_fix("remove the alias", edit));
    }
}

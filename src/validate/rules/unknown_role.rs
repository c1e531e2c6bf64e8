//! Roles are the readers that the site is sorted for; an unknown one would reach nobody.

use super::super::{Check, Context, Report, Rule};
use super::texts::respelled;
use crate::diagnostic::suggest::did_you_mean;
use crate::diagnostic::{Code, Level};
use crate::model::Term;
use crate::model::field::ROLES;

/// See the page.
pub static RULE: Rule = Rule {
    code: Code::new("G103", "unknown-role"),
    level: Level::Deny,
    since: "0.1.0",
    summary: "a role that is not on the project's list",
    docs: include_str!("unknown_role.md"),
    check: Check::Term(check),
};

fn check(term: &Term, context: &Context<'_>, report: &mut Report<'_>) {
    let ids = || context.vocabulary.roles.iter().map(|role| role.id.value.as_str());
    for (index, role) in term.roles.iter().enumerate().filter(|(_, role)| ids().all(|id| id != role.trim())) {
        let message = format!("no role is called `{}`", role.value);
        let list = format!("the roles are {}", ids().collect::<Vec<_>>().join(", "));
        let finding = report.at(role.span, message).field(format!("{}[{index}]", ROLES.key));
        let finding = finding.maybe_help(did_you_mean(role, ids())).help(list);
        let finding = respelled(finding, role, ids(), context, report);
        report.push(finding);
    }
}

//! The same item twice in one list is a slip, and shows twice on the page.

use super::super::{Check, Context, Report, Rule};
use super::texts::repeats;
use crate::diagnostic::{Code, Level};
use crate::model::field::{ALIASES, NIST_RMF_TAGS, ROLES};
use crate::model::{Relation, Term};

/// See the page.
pub static RULE: Rule = Rule {
    code: Code::new("G121", "repeated-item"),
    level: Level::Deny,
    since: "0.1.0",
    summary: "an alias, role, tag or relationship that stands twice in its list",
    docs: include_str!("repeated_item.md"),
    check: Check::Term(check),
};

fn check(term: &Term, context: &Context<'_>, report: &mut Report<'_>) {
    let fields = [
        (&term.aliases, ALIASES.key.to_owned()),
        (&term.roles, ROLES.key.to_owned()),
        (&term.nist_rmf_tags, format!("governance.{}", NIST_RMF_TAGS.key)),
    ];
    for (items, path) in fields {
        repeats(items, &path, context, report);
    }
    for relation in Relation::ALL {
        repeats(term.targets(relation), &format!("relationships.{}", relation.key()), context, report);
    }
}

//! A page that sends readers to itself sends them nowhere.

use super::super::{Check, Context, Report, Rule};
use crate::diagnostic::{Code, Level};
use crate::resolve::Glossary;

/// See the page.
pub static RULE: Rule = Rule {
    code: Code::new("G202", "relationship-to-itself"),
    level: Level::Deny,
    since: "0.1.0",
    summary: "a term that is related to itself",
    docs: include_str!("relationship_to_itself.md"),
    check: Check::Glossary(check),
};

fn check(glossary: &Glossary, _: &Context<'_>, report: &mut Report<'_>) {
    for id in glossary.ids() {
        for link in glossary.links(id).written.iter().filter(|link| link.target == Some(id)) {
            let (name, field) = super::written(glossary, id, link);
            let message = format!("`{}` is the term itself", name.value);
            report.push(report.at(name.span, message).field(field).help("remove the line, or name the other term"));
        }
    }
}

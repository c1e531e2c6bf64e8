//! Files that call a term by one name can be searched by it.

use super::super::{Check, Context, Report, Rule};
use crate::diagnostic::{Code, Level};
use crate::fix;
use crate::model::name_key;
use crate::resolve::Glossary;

/// See the page.
pub static RULE: Rule = Rule {
    code: Code::new("G208", "relationship-not-by-name"),
    level: Level::Allow,
    since: "0.1.0",
    summary: "a relationship names a term by an alias or in another spelling",
    docs: include_str!("relationship_not_by_name.md"),
    check: Check::Glossary(check),
};

fn check(glossary: &Glossary, context: &Context<'_>, report: &mut Report<'_>) {
    for id in glossary.ids() {
        for link in &glossary.links(id).written {
            let (name, field) = super::written(glossary, id, link);
            let Some(target) = link.target.map(|target| &glossary.term(target).name) else { continue };
            if name.value == target.value {
                continue;
            }
            let message = if name_key(name) == name_key(target) {
                format!("`{}` is spelled `{}` in its own entry", name.value, target.value)
            } else {
                format!("`{}` is another name of `{}`", name.value, target.value)
            };
            let edit = report
                .fix_in(context.sources, name.span.source, || fix::replace_scalar(context.sources, name.span, target));
            let finding = report.at(name.span, message).field(field).help(format!("write `{}`", target.value));
            report.push(finding.maybe_fix("write the name of the term", edit));
        }
    }
}

//! A way that leads to an entry on its way out should lead to the one that replaces it.

use super::super::{Check, Context, Report, Rule};
use crate::diagnostic::{Code, Level};
use crate::resolve::Glossary;

/// See the page.
pub static RULE: Rule = Rule {
    code: Code::new("G205", "relationship-to-deprecated-term"),
    level: Level::Warn,
    since: "0.1.0",
    summary: "a relationship to a term that readers should no longer use",
    docs: include_str!("relationship_to_deprecated_term.md"),
    check: Check::Glossary(check),
};

fn check(glossary: &Glossary, _: &Context<'_>, report: &mut Report<'_>) {
    for id in glossary.ids() {
        for link in &glossary.links(id).written {
            let Some(target) = link.target.filter(|&target| target != id && glossary.term(target).is_deprecated())
            else {
                continue;
            };
            let (name, field) = super::written(glossary, id, link);
            let message = format!("`{}` is deprecated", name.value);
            // Who replaces the old term may well say that it is related to it.
            let help = match glossary.replacement(target).filter(|&replacement| replacement != id) {
                Some(replacement) => format!("link to `{}` instead", glossary.term(replacement).name.value),
                None => "remove the line, or link to a term that readers may use".to_owned(),
            };
            report.push(report.at(name.span, message).field(field).help(help));
        }
    }
}

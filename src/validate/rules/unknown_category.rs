//! A category that the vocabulary does not know has no page text and no place in the navigation.

use super::super::{Check, Context, Report, Rule};
use super::texts::respelled;
use crate::diagnostic::suggest::did_you_mean;
use crate::diagnostic::{Code, Level};
use crate::model::Term;
use crate::model::field::CATEGORIES;

/// See the page.
pub static RULE: Rule = Rule {
    code: Code::new("G107", "unknown-category"),
    level: Level::Warn,
    since: "0.1.0",
    summary: "a category that is not on the project's list",
    docs: include_str!("unknown_category.md"),
    check: Check::Term(check),
};

fn check(term: &Term, context: &Context<'_>, report: &mut Report<'_>) {
    // Without a list of its own, a project takes any name.
    let Some(categories) = &context.vocabulary.categories else { return };
    let names = || categories.iter().map(|category| category.name.value.as_str());
    for (index, category) in
        term.categories.iter().enumerate().filter(|(_, category)| names().all(|name| name != category.trim()))
    {
        let message = format!("no category is called `{}`", category.value);
        let help = did_you_mean(category, names());
        let list = "the categories stand in `data/vocabulary/categories.yml`; add it there if it is new";
        let finding = report.at(category.span, message).field(format!("{}[{index}]", CATEGORIES.key));
        let finding = respelled(finding.maybe_help(help).help(list), category, names(), context, report);
        report.push(finding);
    }
}

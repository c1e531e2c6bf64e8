//! A tag that the vocabulary does not know is missing from the governance page.

use super::super::{Check, Context, Report, Rule};
use super::texts::respelled;
use crate::diagnostic::suggest::did_you_mean;
use crate::diagnostic::{Code, Level};
use crate::model::Term;
use crate::model::field::NIST_RMF_TAGS;

/// See the page.
pub static RULE: Rule = Rule {
    code: Code::new("G108", "unknown-nist-tag"),
    level: Level::Warn,
    since: "0.1.0",
    summary: "a NIST AI RMF tag that is not on the project's list",
    docs: include_str!("unknown_nist_tag.md"),
    check: Check::Term(check),
};

fn check(term: &Term, context: &Context<'_>, report: &mut Report<'_>) {
    // Without a list of its own, a project takes any tag.
    let Some(tags) = &context.vocabulary.tags else { return };
    let ids = || tags.iter().map(|tag| tag.id.value.as_str());
    for (index, tag) in term.nist_rmf_tags.iter().enumerate().filter(|(_, tag)| ids().all(|id| id != tag.trim())) {
        let message = format!("no NIST AI RMF tag is called `{}`", tag.value);
        let list = format!("the tags are {}", ids().collect::<Vec<_>>().join(", "));
        let finding = report.at(tag.span, message).field(format!("governance.{}[{index}]", NIST_RMF_TAGS.key));
        let finding = finding.maybe_help(did_you_mean(tag, ids())).help(list);
        let finding = respelled(finding, tag, ids(), context, report);
        report.push(finding);
    }
}

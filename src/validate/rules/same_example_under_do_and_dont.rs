//! Advice cannot be good and bad at once.

use super::super::{Check, Context, Report, Rule};
use crate::diagnostic::{Code, Level};
use crate::model::Term;
use crate::model::name::fold;

/// See the page.
pub static RULE: Rule = Rule {
    code: Code::new("G213", "same-example-under-do-and-dont"),
    level: Level::Warn,
    since: "0.1.0",
    summary: "a sentence under both `do` and `dont`",
    docs: include_str!("same_example_under_do_and_dont.md"),
    check: Check::Term(check),
};

fn check(term: &Term, _: &Context<'_>, report: &mut Report<'_>) {
    let plain = |text: &str| fold(text.trim().trim_end_matches('.'));
    let dos: Vec<String> = term.dos.iter().map(|text| plain(text)).collect();
    for (index, dont) in term.donts.iter().enumerate() {
        let sentence = plain(dont);
        let Some(at) = dos.iter().position(|text| *text == sentence) else { continue };
        let finding =
            report.at(dont.span, "this sentence stands under `do` as well").field(format!("examples.dont[{index}]"));
        report.push(finding.other(term.dos[at].span, "here it is good practice").help("keep it where it belongs"));
    }
}

//! Who looks for a term's file should find it by its name.

use unicode_normalization::UnicodeNormalization;

use super::super::{Check, Context, Report, Rule};
use crate::diagnostic::{Code, Level};
use crate::model::Term;
use crate::model::field::TERM;

/// See the page.
pub static RULE: Rule = Rule {
    code: Code::new("G221", "wrong-file-name"),
    level: Level::Deny,
    since: "0.1.0",
    summary: "a file is not named after its term",
    docs: include_str!("wrong_file_name.md"),
    check: Check::Term(check),
};

fn check(term: &Term, context: &Context<'_>, report: &mut Report<'_>) {
    // A name without a usable slug has no right file name either.
    if term.slug.problem().is_some() {
        return;
    }
    let path = context.sources.path(term.source);
    let name = path.rsplit('/').next().unwrap_or(path);
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "yml"));
    let lowered: String = stem.to_lowercase().nfc().collect();
    if lowered != term.slug.as_str().nfc().collect::<String>() {
        let wanted = format!("{}.{ending}", term.slug);
        let new_path = format!("{}{wanted}", &path[..path.len() - name.len()]);
        let help = format!("rename the file to `{wanted}`");
        let message = format!("the file of `{}` is called `{name}`", term.name.value);
        let finding = report.at(term.name.span, message).field(TERM.key).help(&help);
        report.push(finding.fix_by_rename(help, new_path));
    }
}

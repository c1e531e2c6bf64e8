//! An address may lead elsewhere than it seems to.

use super::super::{Check, Context, Report, Rule};
use crate::diagnostic::{Code, Level};
use crate::model::Term;
use crate::model::characters::mixes_scripts;
use crate::model::field::{CITATIONS, URL};
use crate::model::url;

/// See the page.
pub static RULE: Rule = Rule {
    code: Code::new("G113", "suspicious-url"),
    level: Level::Warn,
    since: "0.1.0",
    summary: "a citation whose address holds a password or a look-alike letter",
    docs: include_str!("suspicious_url.md"),
    check: Check::Term(check),
};

fn check(term: &Term, _: &Context<'_>, report: &mut Report<'_>) {
    for (index, citation) in term.citations.iter().enumerate() {
        let Some(address) = citation.url.as_ref().filter(|address| url::problem(address.trim()).is_none()) else {
            continue;
        };
        let host = url::host_of(address.trim());
        let (message, help) = if url::has_credentials(address.trim()) {
            ("the address holds a user name or a password".to_owned(), "remove everything between `//` and `@`")
        } else if host.split('.').any(mixes_scripts) {
            let help = "one of its letters looks like another: type the address anew";
            (format!("the website `{host}` mixes letters of two scripts"), help)
        } else {
            continue;
        };
        let field = format!("{}[{index}].{}", CITATIONS.key, URL.key);
        report.push(report.at(address.span, message).field(field).help(help));
    }
}

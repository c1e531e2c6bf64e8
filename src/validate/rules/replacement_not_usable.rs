//! A replacement that does not exist, or is on its way out too, helps nobody.

use super::super::{Check, Context, Report, Rule};
use crate::diagnostic::{Code, Level};
use crate::model::field::REPLACED_BY;
use crate::resolve::{Glossary, Meaning};
use crate::source::Spanned;

/// See the page.
pub static RULE: Rule = Rule {
    code: Code::new("G117", "replacement-not-usable"),
    level: Level::Deny,
    since: "0.1.0",
    summary: "`replaced_by` names no term that readers may use",
    docs: include_str!("replacement_not_usable.md"),
    check: Check::Glossary(check),
};

fn check(glossary: &Glossary, _: &Context<'_>, report: &mut Report<'_>) {
    let mut known = None;
    for id in glossary.ids() {
        let Some(replaced_by) = &glossary.term(id).replaced_by else { continue };
        let meaning = glossary.names.meaning(replaced_by);
        if let Some((message, help)) = problem(glossary, replaced_by, meaning) {
            let guess = (meaning == Meaning::Missing)
                .then(|| known.get_or_insert_with(|| super::known_names(glossary)).nearest(replaced_by))
                .flatten();
            let guess = guess.map(|guess| format!("did you mean `{guess}`?"));
            report.push(report.at(replaced_by.span, message).field(REPLACED_BY.key).help(guess.unwrap_or(help)));
        } else if meaning.term() == Some(id) {
            let message = format!("`{}` is said to replace itself", replaced_by.value);
            let help = "name the term that readers should use instead";
            report.push(report.at(replaced_by.span, message).field(REPLACED_BY.key).help(help));
        }
    }
}

fn problem(glossary: &Glossary, name: &Spanned<String>, meaning: Meaning<'_>) -> Option<(String, String)> {
    match meaning {
        // The file that has the name is broken, and says so itself.
        Meaning::Missing if glossary.is_claimed(name) => None,
        Meaning::Missing => {
            let help = "write the term, or name another one".to_owned();
            Some((format!("no term or alias is called `{}`", name.value), help))
        }
        // Two files that have the name say so themselves.
        Meaning::Ambiguous(_) if !glossary.names.named(name).is_empty() => None,
        Meaning::Ambiguous(owners) => Some((
            format!("`{}` can mean more than one term", name.value),
            format!("name the one that is meant: {}", super::names_of(glossary, owners)),
        )),
        Meaning::Name(other) | Meaning::Alias(other) => {
            let other = glossary.term(other);
            // A term that replaces itself is deprecated too, but that is not what is wrong with it.
            (other.is_deprecated() && other.replaced_by.as_ref() != Some(name)).then(|| {
                let help = match &other.replaced_by {
                    Some(next) => format!("name `{}`, which replaces it in turn", next.value),
                    None => "name a term that readers may use".to_owned(),
                };
                (format!("the replacement `{}` is deprecated itself", other.name.value), help)
            })
        }
    }
}

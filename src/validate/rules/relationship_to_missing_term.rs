//! A relationship is a promise of a page to go on to.

use rustc_hash::FxHashMap;

use super::super::{Check, Context, Report, Rule};
use crate::diagnostic::suggest::Candidates;
use crate::diagnostic::{Code, Diagnostic, Level};
use crate::model::name_key;
use crate::resolve::{Glossary, Meaning};
use crate::source::Spanned;

/// See the page.
pub static RULE: Rule = Rule {
    code: Code::new("G201", "relationship-to-missing-term"),
    level: Level::Warn,
    since: "0.1.0",
    summary: "a relationship names a term that nobody has written",
    docs: include_str!("relationship_to_missing_term.md"),
    check: Check::Glossary(check),
};

/// Most names for which a run looks for the nearest one, so that the cost stays in proportion to the glossary.
const MAX_GUESSES: usize = 1_000;

fn check(glossary: &Glossary, _: &Context<'_>, report: &mut Report<'_>) {
    let mut guesses = Guesses { glossary, known: None, made: FxHashMap::default() };
    for id in glossary.ids() {
        for link in glossary.links(id).written.iter().filter(|link| link.target.is_none()) {
            let (name, field) = super::written(glossary, id, link);
            // A file that has the name and is broken says so itself, and so do two files that have it.
            let is_said = glossary.is_claimed(name) || !glossary.names.named(name).is_empty();
            if !is_said && !super::is_repeat(glossary.term(id).targets(link.relation), link.index) {
                report.push(diagnose(glossary, name, &mut guesses, report).field(field));
            }
        }
    }
}

fn diagnose(glossary: &Glossary, name: &Spanned<String>, guesses: &mut Guesses<'_>, report: &Report<'_>) -> Diagnostic {
    if let Meaning::Ambiguous(owners) = glossary.names.meaning(name) {
        let help = format!("name the one that is meant: {}", super::names_of(glossary, owners));
        return report.at(name.span, format!("`{}` can mean more than one term", name.value)).help(help);
    }
    let help = match guesses.nearest(name) {
        Some(guess) => format!("did you mean `{guess}`?"),
        None => format!("write the term (`glossbook new \"{}\"`), or remove the line", name.value),
    };
    let message = format!("no term or alias is called `{}`", name.value);
    report.at(name.span, message).label("nothing to link to").help(help)
}

/// The nearest names, each looked for once.
struct Guesses<'a> {
    glossary: &'a Glossary,
    known: Option<Candidates<'a>>,
    made: FxHashMap<String, Option<&'a str>>,
}

impl<'a> Guesses<'a> {
    fn nearest(&mut self, name: &str) -> Option<&'a str> {
        let key = name_key(name);
        if let Some(guess) = self.made.get(&key) {
            return *guess;
        }
        if self.made.len() >= MAX_GUESSES {
            return None;
        }
        let guess = self.known.get_or_insert_with(|| super::known_names(self.glossary)).nearest(name);
        self.made.insert(key, guess);
        guess
    }
}

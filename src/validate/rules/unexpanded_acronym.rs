//! Three letters that one team knows are a wall to another.

use super::super::{Check, Context, Report, Rule};
use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::resolve::{Glossary, TermId};
use crate::validate::acronyms;
use crate::validate::words::Lexicon;

/// See the page.
pub static RULE: Rule = Rule {
    code: Code::new("G304", "unexpanded-acronym"),
    level: Level::Allow,
    since: "0.1.0",
    summary: "an abbreviation that neither the entry nor the glossary writes out",
    docs: include_str!("unexpanded_acronym.md"),
    check: Check::Glossary(check),
};

fn check(glossary: &Glossary, context: &Context<'_>, report: &mut Report<'_>) {
    let lexicon = Lexicon::of(glossary);
    let ids: Vec<TermId> = glossary.ids().collect();
    let find = |&id: &TermId| -> Vec<Diagnostic> {
        let found = acronyms::unexpanded(glossary.term(id), &lexicon).into_iter();
        let found = found.filter(|acronym| !is_known(&acronym.text[acronym.part.clone()], context));
        let diagnose = |acronym: acronyms::Acronym<'_>| {
            let letters = &acronym.text[acronym.part.clone()];
            let message = format!("`{letters}` is written out nowhere in this entry, and no term has the name");
            let help = format!("write it out the first time: \"long form ({letters})\", or make it a term or an alias");
            let place = context.sources.place_of(acronym.text, acronym.part.clone());
            report.at(place, message).field(acronym.field).help(help)
        };
        found.map(diagnose).collect()
    };
    let found: Vec<Vec<Diagnostic>> = ids.par_iter().map(find).collect();
    found.into_iter().flatten().for_each(|finding| report.push(finding));
}

/// Whether the project's settings say that the letters need no long form, in the plural or genitive neither.
fn is_known(letters: &str, context: &Context<'_>) -> bool {
    let known = &context.settings.abbreviations;
    let stem = letters.trim_end_matches("'s").trim_end_matches("\u{2019}s").trim_end_matches('s');
    known.iter().any(|known| known == letters || known == stem)
}

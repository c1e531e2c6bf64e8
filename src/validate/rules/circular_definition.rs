//! Two words that explain each other explain nothing.

use super::super::{Check, Context, Report, Rule};
use std::ops::Range;

use rayon::prelude::*;

use crate::diagnostic::{Code, Level};
use crate::model::Term;
use crate::model::field::SHORT_DEF;
use crate::resolve::{Glossary, TermId};
use crate::validate::words::{Lexicon, words};

/// See the page.
pub static RULE: Rule = Rule {
    code: Code::new("G303", "circular-definition"),
    level: Level::Warn,
    since: "0.1.0",
    summary: "two terms that are explained by each other and by no other term",
    docs: include_str!("circular_definition.md"),
    check: Check::Glossary(check),
};

fn check(glossary: &Glossary, context: &Context<'_>, report: &mut Report<'_>) {
    let lexicon = Lexicon::of(glossary);
    let ids: Vec<TermId> = glossary.ids().collect();
    let leans_on: Vec<Option<Prop>> = ids.par_iter().map(|&id| only_prop(glossary, &lexicon, id)).collect();
    for &id in &ids {
        let Some(prop) = &leans_on[id.index()] else { continue };
        let Some(back) = leans_on[prop.term.index()].as_ref().filter(|back| back.term == id && id < prop.term) else {
            continue;
        };
        let (here, there) = (glossary.term(id), glossary.term(prop.term));
        let place = |term: &Term, part: &Range<usize>| {
            term.short_def.as_ref().map(|short_def| context.sources.place_of(short_def, part.clone()))
        };
        let (Some(place), Some(other)) = (place(here, &prop.part), place(there, &back.part)) else { continue };
        let (here, there) = (&here.name.value, &there.name.value);
        let message = format!("`{here}` is explained by `{there}`, and `{there}` by `{here}`");
        let finding = report.at(place, message).field(SHORT_DEF.key).other(other, "and here the other way round");
        report.push(finding.help("explain one of the two without the other"));
    }
}

/// The one other term that a short definition rests on.
struct Prop {
    term: TermId,
    /// Where it stands in the definition.
    part: Range<usize>,
}

fn only_prop(glossary: &Glossary, lexicon: &Lexicon, id: TermId) -> Option<Prop> {
    let short_def = glossary.term(id).short_def.as_ref()?;
    let mentions = lexicon.mentions(&words(short_def));
    let mut others = mentions.into_iter().filter(|&(other, _)| other != id);
    let (term, part) = others.next()?;
    others.all(|(next, _)| next == term).then_some(Prop { term, part })
}

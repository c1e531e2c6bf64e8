//! The rules: what a glossary may not be, and what an editor should look at.
//!
//! [`RULES`] is the whole list. Each rule is a file with its check and a page beside it, and the page's examples are
//! run as tests. What earlier stages find has its rows here too, so that every code has a page and a level.

mod acronyms;
mod levels;
pub mod missing;
mod reading;
mod rings;
pub mod rules;
mod words;

pub use levels::{MAX_PER_FILE, settle, unknown_rules};
pub use rules::RULES;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::diagnostic::print::RuleInfo;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Edit, Level};
use crate::model::{ReviewDate, Term, Vocabulary};
use crate::resolve::Glossary;
use crate::settings::Settings;
use crate::source::{SourceId, SourceMap, Span};

/// One thing that can be wrong.
pub struct Rule {
    /// The stable name.
    pub code: Code,
    /// What happens unless `rules:` in `glossary.yml` says otherwise.
    pub level: Level,
    /// The version that brought it.
    pub since: &'static str,
    /// The problem in one line.
    pub summary: &'static str,
    /// The rule's page, in Markdown.
    pub docs: &'static str,
    /// Who looks for it.
    pub check: Check,
}

/// Who looks for a mistake, and at what.
#[derive(Clone, Copy)]
pub enum Check {
    /// An earlier stage, which cannot go past it.
    Earlier,
    /// One term alone.
    Term(fn(&Term, &Context<'_>, &mut Report<'_>)),
    /// The terms together.
    Glossary(fn(&Glossary, &Context<'_>, &mut Report<'_>)),
}

/// What a rule may look at beside the terms.
pub struct Context<'a> {
    /// The project's settings.
    pub settings: &'a Settings,
    /// The project's lists.
    pub vocabulary: &'a Vocabulary,
    /// The texts, for places inside of values.
    pub sources: &'a SourceMap,
    /// The day of this run.
    pub today: ReviewDate,
}

/// Most bytes that one rule looks at for the fixes of one file.
const MAX_LOOKED_AT: usize = 1_000_000;

/// Where a rule puts what it finds.
pub struct Report<'a> {
    code: Code,
    out: &'a mut Diagnostics,
    /// How many fixes were looked for, by the file that they would change.
    fixes: FxHashMap<SourceId, usize>,
}

impl<'a> Report<'a> {
    fn new(code: Code, out: &'a mut Diagnostics) -> Self {
        Self { code, out, fixes: FxHashMap::default() }
    }

    /// A finding of this rule at `span`; give it to [`push`](Self::push) when it is complete.
    pub fn at(&self, span: Span, message: impl AsRef<str>) -> Diagnostic {
        Diagnostic::new(self.code, span, message)
    }

    /// What `make` comes to, unless enough was looked for in this file. Each fix costs a look at the whole file, so one of
    /// many mistakes would hold up the run; the next round of mending finds the others.
    pub fn fix_in(&mut self, sources: &SourceMap, file: SourceId, make: impl FnOnce() -> Option<Edit>) -> Option<Edit> {
        let made = self.fixes.entry(file).or_default();
        *made += 1;
        let is_enough = *made > MAX_PER_FILE || *made > 1 && *made * sources.text(file).len() > MAX_LOOKED_AT;
        if is_enough { None } else { make() }
    }

    /// Reports a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.out.push(diagnostic);
    }
}

impl Rule {
    /// What reports may say of the rule.
    pub fn info(&self) -> RuleInfo {
        RuleInfo { code: self.code, level: self.level, summary: self.summary, docs: self.docs }
    }

    /// The level in a project with these settings.
    pub fn level_in(&self, settings: &Settings) -> Level {
        let moved = settings.rules.iter().rev().find(|(name, _)| self.is_called(name));
        match (self.level, moved) {
            (Level::Forbid, _) | (_, None) => self.level,
            (_, Some((_, level))) => *level,
        }
    }

    /// Whether `name` is the rule's code or name.
    pub fn is_called(&self, name: &str) -> bool {
        self.code.name == name || self.code.id.eq_ignore_ascii_case(name)
    }
}

/// What the rules find in one term alone.
pub fn check_term(term: &Term, context: &Context<'_>, out: &mut Diagnostics) {
    for rule in RULES.iter().filter(|rule| rule.level_in(context.settings) != Level::Allow) {
        if let Check::Term(check) = rule.check {
            check(term, context, &mut Report::new(rule.code, out));
        }
    }
}

/// What the rules find in the terms together.
pub fn check_glossary(glossary: &Glossary, context: &Context<'_>, out: &mut Diagnostics) {
    let rules = RULES.par_iter().filter(|rule| rule.level_in(context.settings) != Level::Allow);
    let found: Vec<Diagnostics> = rules
        .filter_map(|rule| match rule.check {
            Check::Glossary(check) => {
                let mut found = Diagnostics::default();
                check(glossary, context, &mut Report::new(rule.code, &mut found));
                Some(found)
            }
            _ => None,
        })
        .collect();
    found.into_iter().for_each(|found| out.append(found));
}

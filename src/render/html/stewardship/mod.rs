//! What those who look after a glossary need to know: how it stands, where it has gaps, what to do next.
//!
//! Everything is counted from the graph, the lists and today's date. The governance page shows it, and the files beside
//! that page hold it in full.

mod coverage;
mod files;
mod work;

pub use coverage::{Coverage, FunctionKind, FunctionRow, Functions, categories};
pub use files::render as render_files;
pub use work::{OneSided, Wanted, Work};

use super::site::Site;
use crate::model::term::trimmed;
use crate::model::{ReviewDate, Status, Term};
use crate::resolve::TermId;

/// Where the report stands as JSON, below the site.
pub const REPORT: &str = "governance/report.json";
/// Where the table of all terms stands, below the site.
pub const TABLE: &str = "governance/terms.csv";

/// How the glossary stands today.
pub struct Report<'a> {
    /// How many terms have each status, the most reliable first; `None` for those without one.
    pub statuses: Vec<(Option<Status>, usize)>,
    /// How many terms were reviewed how long ago.
    pub ages: Vec<Band>,
    /// Which owner has how much.
    pub owners: Vec<Owner<'a>>,
    /// Tags by category.
    pub coverage: Coverage,
    /// Functions of the NIST AI RMF by status.
    pub functions: Functions,
    /// What somebody should do.
    pub work: Work<'a>,
}

/// Terms whose last review is about as old.
pub struct Band {
    /// The fewest days since then; none for terms without a date.
    pub from: Option<i64>,
    /// The most days since then; none where it is open at the end.
    pub to: Option<i64>,
    /// Whether that is longer ago than the project allows.
    pub is_due: bool,
    /// How many terms.
    pub count: usize,
}

/// Somebody who looks after terms.
pub struct Owner<'a> {
    /// As term files name them; empty for terms that nobody looks after.
    pub name: &'a str,
    /// Their terms, deprecated ones left out.
    pub count: usize,
    /// Those of them whose review is due.
    pub due: usize,
    /// The day of the oldest review among them.
    pub oldest: Option<ReviewDate>,
}

/// The report of today.
pub fn report<'a>(site: &Site<'a>) -> Report<'a> {
    let work = Work::of(site);
    Report {
        statuses: statuses(site),
        ages: ages(site),
        owners: owners(site),
        coverage: Coverage::of(site),
        functions: Functions::of(site),
        work,
    }
}

/// Who looks after a term; empty where nobody does.
pub fn owner(term: &Term) -> &str {
    trimmed(&term.owner)
}

/// How many days ago somebody checked the term.
pub fn age(site: &Site<'_>, term: &Term) -> Option<i64> {
    term.last_reviewed.as_ref().map(|date| site.context.today.days_since(date.value))
}

/// After how many days a review is old.
pub fn max_age(site: &Site<'_>) -> i64 {
    i64::try_from(site.context.settings.max_age_days).unwrap_or(i64::MAX)
}

/// Whether somebody should check the term: nobody ever did, or longer ago than the project allows.
pub fn is_due(site: &Site<'_>, term: &Term) -> bool {
    !term.is_deprecated() && age(site, term).is_none_or(|age| age > max_age(site))
}

/// Terms that readers are not sent away from, by name.
fn current<'s>(site: &'s Site<'_>) -> impl Iterator<Item = (TermId, &'s Term)> {
    let glossary = site.context.glossary;
    let terms = glossary.ids_by_name().iter().map(|&id| (id, glossary.term(id)));
    terms.filter(|(_, term)| !term.is_deprecated())
}

fn statuses(site: &Site<'_>) -> Vec<(Option<Status>, usize)> {
    let order = [Status::Approved, Status::Reviewed, Status::Draft, Status::Deprecated].map(Some);
    let terms = &site.context.glossary.terms;
    let has = |status| terms.iter().filter(|term| term.status.as_ref().map(|status| status.value) == status).count();
    let counts = order.into_iter().chain([None]).map(|status| (status, has(status)));
    counts.filter(|(status, count)| status.is_some() || *count > 0).collect()
}

/// A quarter, half a year and a year, and what the project allows, where that is something else.
fn ages(site: &Site<'_>) -> Vec<Band> {
    let limit = max_age(site);
    let mut ends = vec![90, 180, 365, limit];
    ends.sort_unstable();
    ends.dedup();
    let ages: Vec<Option<i64>> = current(site).map(|(_, term)| age(site, term)).collect();
    let count = |from: i64, to: Option<i64>| {
        let is_inside = |age: &&Option<i64>| age.is_some_and(|age| age >= from && to.is_none_or(|to| age <= to));
        ages.iter().filter(is_inside).count()
    };
    let starts = std::iter::once(0).chain(ends.iter().map(|end| end.saturating_add(1)));
    let mut bands: Vec<Band> = starts
        .zip(ends.iter().copied().map(Some).chain([None]))
        .map(|(from, to)| Band { from: Some(from), to, is_due: from > limit, count: count(from, to) })
        .collect();
    let never = ages.iter().filter(|age| age.is_none()).count();
    bands.push(Band { from: None, to: None, is_due: true, count: never });
    let future = ages.iter().flatten().filter(|age| **age < 0).count();
    if future > 0 {
        bands.insert(0, Band { from: None, to: Some(-1), is_due: false, count: future });
    }
    bands
}

/// Those with the most due first; terms without an owner come last.
fn owners<'a>(site: &Site<'a>) -> Vec<Owner<'a>> {
    let glossary = site.context.glossary;
    let mut terms: Vec<&'a Term> =
        glossary.terms.iter().map(AsRef::as_ref).filter(|term: &&Term| !term.is_deprecated()).collect();
    terms.sort_by_key(|term| owner(term));
    let groups = terms.chunk_by(|a, b| owner(a) == owner(b));
    let mut owners: Vec<Owner<'a>> = groups
        .map(|terms| Owner {
            name: owner(terms[0]),
            count: terms.len(),
            due: terms.iter().filter(|term| is_due(site, term)).count(),
            oldest: terms.iter().filter_map(|term| Some(term.last_reviewed.as_ref()?.value)).min(),
        })
        .collect();
    owners.sort_by_key(|owner| (owner.name.is_empty(), std::cmp::Reverse(owner.due), std::cmp::Reverse(owner.count)));
    owners
}

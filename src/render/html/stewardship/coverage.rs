//! Which governance topics which parts of the glossary touch, and where nobody has looked yet.

use super::super::site::Site;
use crate::model::vocabulary::FUNCTIONS;
use crate::model::{Status, Term};

/// How many terms have a tag and stand in a category, for each pair of both.
pub struct Coverage {
    /// One row a tag, in the project's order.
    pub rows: Vec<CoverageRow>,
    /// How many categories there are: the length of each row.
    pub columns: usize,
}

/// A tag across all categories.
pub struct CoverageRow {
    /// By category, in the project's order. A term counts in each of its categories.
    pub counts: Vec<usize>,
    /// How many terms have the tag.
    pub terms: usize,
}

impl Coverage {
    /// The coverage of a whole glossary.
    pub fn of(site: &Site<'_>) -> Self {
        let columns = site.categories.iter().count();
        let rows = site.tags.iter().map(|tag| {
            let mut counts = vec![0; columns];
            for &id in &tag.terms {
                for place in categories(site, site.context.glossary.term(id)) {
                    counts[place] += 1;
                }
            }
            CoverageRow { counts, terms: tag.terms.len() }
        });
        Self { rows: rows.collect(), columns }
    }

    /// How many pairs have no term.
    pub fn gaps(&self) -> usize {
        self.rows.iter().flat_map(|row| &row.counts).filter(|count| **count == 0).count()
    }
}

/// The places of a term's categories in the project's order, each once, the main one first.
pub fn categories(site: &Site<'_>, term: &Term) -> Vec<usize> {
    let mut places: Vec<usize> = Vec::new();
    for place in term.categories.iter().filter_map(|name| site.categories.position(name)) {
        if !places.contains(&place) {
            places.push(place);
        }
    }
    places
}

/// How many terms of each status touch each function of the framework.
pub struct Functions {
    /// In the framework's order, then terms whose tags belong to no function, then terms without tags. Rows without terms are left out,
    /// but for those of the framework.
    pub rows: Vec<FunctionRow>,
}

/// One function of the framework.
pub struct FunctionRow {
    /// What it is.
    pub kind: FunctionKind,
    /// By status, in the order of [`Functions::STATUSES`]. A term counts once, however many of its tags belong to the function.
    pub counts: [usize; 4],
    /// All of them, and those without a status.
    pub terms: usize,
}

/// What a term's tags say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FunctionKind {
    /// One of its tags belongs to this function.
    Function(&'static str),
    /// It has tags, and none belongs to a function.
    Other,
    /// It has no tags.
    Untagged,
}

impl Functions {
    /// The columns.
    pub const STATUSES: [Status; 4] = [Status::Approved, Status::Reviewed, Status::Draft, Status::Deprecated];

    /// The functions of a whole glossary.
    pub fn of(site: &Site<'_>) -> Self {
        let own = FUNCTIONS.iter().copied().map(FunctionKind::Function);
        let kinds = own.chain([FunctionKind::Other, FunctionKind::Untagged]);
        let said: Vec<(Vec<FunctionKind>, Option<Status>)> =
            site.context.glossary.terms.iter().map(|term| (kinds_of(site, term), status(term))).collect();
        let rows = kinds.map(|kind| {
            let those = || said.iter().filter(|(kinds, _)| kinds.contains(&kind));
            let counts = Self::STATUSES.map(|wanted| those().filter(|(_, status)| *status == Some(wanted)).count());
            FunctionRow { kind, counts, terms: those().count() }
        });
        let is_shown = |row: &FunctionRow| row.terms > 0 || matches!(row.kind, FunctionKind::Function(_));
        Self { rows: rows.filter(is_shown).collect() }
    }
}

fn status(term: &Term) -> Option<Status> {
    term.status.as_ref().map(|status| status.value)
}

fn kinds_of(site: &Site<'_>, term: &Term) -> Vec<FunctionKind> {
    let tags: Vec<_> = term.nist_rmf_tags.iter().filter_map(|tag| site.tags.get(tag)).collect();
    if tags.is_empty() {
        return vec![FunctionKind::Untagged];
    }
    let named = tags.iter().filter_map(|tag| tag.entry).map(|tag| tag.function.as_str());
    let named: Vec<&str> = named.collect();
    let functions = FUNCTIONS.iter().copied().filter(|function| named.contains(function));
    let functions: Vec<FunctionKind> = functions.map(FunctionKind::Function).collect();
    if functions.is_empty() { vec![FunctionKind::Other] } else { functions }
}

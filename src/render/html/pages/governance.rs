//! The governance page: how the glossary stands, where it has gaps, and what to do next.

mod tasks;

use std::cell::OnceCell;

use super::super::assets;
use super::super::site::{Head, Site, day, describe};
use super::super::stewardship::{self, Band, FunctionKind, REPORT, Report, TABLE};
use super::tags;
use crate::digest::{Digest, Fingerprint};
use crate::failure::Failure;
use crate::model::vocabulary::FUNCTIONS;
use crate::render::links::{Base, Page};
use crate::render::view::governance::{
    AgeBar, Cell, Coverage, CoverageRow, FunctionRow, GovernancePage, Owner, StatusBar,
};

pub const TEMPLATE: &str = "governance.html";

/// How many owners the page lists.
const OWNERS: usize = 40;

/// How many tags and how many categories a table that somebody reads can have.
const SIDE: usize = 40;

pub fn render(site: &Site<'_>) -> Result<(), Failure> {
    let from = from(site);
    // Most builds need none.
    let report = OnceCell::new();
    let report = || report.get_or_init(|| stewardship::report(site));
    stewardship::render_files(site, from, &report)?;
    site.write_made(&Page::Governance, TEMPLATE, from, || {
        let title = &site.context.settings.title;
        let description =
            format!("How {title} stands: statuses, reviews, coverage of governance topics, and what to do next.");
        (Head::new("Governance", description), content(site, report()))
    })
}

/// All that the page and the files beside it are made from.
fn from(site: &Site<'_>) -> Digest {
    let mut from = Fingerprint::default();
    from.digest(site.context.facts.of_work(TEMPLATE)).add(site.context.today.to_string());
    from.digest(site.frame_fingerprint(&Page::Governance)).finish()
}

fn content(site: &Site<'_>, report: &Report<'_>) -> GovernancePage {
    let base = site.base(&Page::Governance);
    let (tasks, in_order) = tasks::tasks(site, &base, report);
    GovernancePage {
        stylesheet: base.file(&format!("assets/{}", assets::GOVERNANCE)),
        today: day(site.context.today),
        count: site.context.glossary.terms.len(),
        max_age_days: site.context.settings.max_age_days,
        statuses: statuses(report),
        ages: ages(report),
        owners: owners(site, &base, report),
        more_owners: report.owners.len().saturating_sub(OWNERS),
        coverage: coverage(site, &base, report),
        functions: functions(report),
        tasks,
        in_order,
        tags: site.tags.iter().next().map(|_| base.page(&Page::Tags)),
        report: base.file(REPORT),
        table: base.file(TABLE),
    }
}

/// In hundredths, rounded, but never nothing for something.
fn share(count: usize, of: usize) -> usize {
    let hundredths = (count * 200 + of) / (2 * of.max(1));
    if count > 0 { hundredths.max(1) } else { 0 }
}

fn statuses(report: &Report<'_>) -> Vec<StatusBar> {
    let all = report.statuses.iter().map(|(_, count)| count).sum();
    let bar = |&(status, count): &(Option<_>, usize)| StatusBar {
        status: status.map(describe),
        count,
        share: share(count, all),
    };
    report.statuses.iter().map(bar).collect()
}

fn ages(report: &Report<'_>) -> Vec<AgeBar> {
    let all = report.ages.iter().map(|band| band.count).sum();
    let bar = |band: &Band| AgeBar {
        title: title(band),
        is_due: band.is_due,
        count: band.count,
        share: share(band.count, all),
    };
    report.ages.iter().map(bar).collect()
}

fn title(band: &Band) -> String {
    match (band.from, band.to) {
        (None, None) => "Never, or nobody knows when".to_owned(),
        (None, Some(_)) => "On a day that is still to come".to_owned(),
        (Some(0), Some(to)) => format!("Up to {to} days ago"),
        (Some(from), Some(to)) => format!("{from} to {to} days ago"),
        (Some(from), None) => format!("More than {} days ago", from - 1),
    }
}

fn owners(site: &Site<'_>, base: &Base, report: &Report<'_>) -> Vec<Owner> {
    if report.owners.iter().all(|owner| owner.name.is_empty()) {
        return Vec::new();
    }
    let row = |owner: &stewardship::Owner<'_>| Owner {
        owner: tasks::owner_link(site, base, owner.name),
        count: owner.count,
        due: owner.due,
        oldest: owner.oldest.map(day),
    };
    report.owners.iter().take(OWNERS).map(row).collect()
}

/// The tags by function, in the framework's order; those without a function come last.
fn coverage(site: &Site<'_>, base: &Base, report: &Report<'_>) -> Option<Coverage> {
    let coverage = &report.coverage;
    let most = coverage.rows.iter().flat_map(|row| &row.counts).copied().max()?;
    let mut rows: Vec<_> = site.tags.iter().zip(&coverage.rows).collect();
    let function = |tag: &str| FUNCTIONS.iter().position(|function| *function == tag).unwrap_or(FUNCTIONS.len());
    rows.sort_by_key(|(tag, _)| tag.entry.map_or(FUNCTIONS.len(), |tag| function(&tag.function)));
    let categories: Vec<_> = site.categories.iter().take(SIDE).collect();
    let rows = rows.into_iter().take(SIDE).map(|(tag, row)| CoverageRow {
        tag: site.group_link(base, tag, &tags::title(tag)),
        function: tag.entry.map_or_else(String::new, |tag| tags::capitalised(&tag.function)),
        cells: categories
            .iter()
            .zip(&row.counts)
            .enumerate()
            .map(|(place, (_, &count))| Cell {
                count,
                href: tag
                    .page
                    .as_ref()
                    .filter(|_| count > 0)
                    .map(|page| format!("{}#{}", base.page(page), tags::area_id(place))),
                level: (4 * count).div_ceil(most.max(1)),
            })
            .collect(),
        count: row.terms,
    });
    Some(Coverage {
        rows: rows.collect(),
        columns: categories.iter().map(|group| site.group_link(base, group, group.key)).collect(),
        gaps: coverage.gaps(),
        pairs: coverage.rows.len() * coverage.columns,
        more_columns: coverage.columns.saturating_sub(SIDE),
        more_rows: coverage.rows.len().saturating_sub(SIDE),
    })
}

fn functions(report: &Report<'_>) -> Vec<FunctionRow> {
    let rows = &report.functions.rows;
    if rows.iter().all(|row| row.terms == 0 || !matches!(row.kind, FunctionKind::Function(_))) {
        return Vec::new();
    }
    let row = |row: &stewardship::FunctionRow| {
        let (title, about) = match row.kind {
            FunctionKind::Function(name) => (tags::capitalised(name), tags::about_function(name)),
            FunctionKind::Other => ("No function".to_owned(), "Terms whose tags belong to no function"),
            FunctionKind::Untagged => ("No tag".to_owned(), "Terms without governance tags"),
        };
        FunctionRow { title, about, counts: row.counts, count: row.terms }
    };
    rows.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_rounded_and_never_hides_the_last_term() {
        assert_eq!(
            [share(0, 0), share(0, 9), share(1, 3), share(2, 3), share(1, 1000), share(7, 7)],
            [0, 0, 33, 67, 1, 100]
        );
    }
}

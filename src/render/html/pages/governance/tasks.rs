//! The lists of what somebody should do, cut to what a page can hold.

use super::super::super::site::{Site, day};
use super::super::super::stewardship::{self, Report, Wanted};
use crate::diagnostic::Level;
use crate::model::{TermId, term};
use crate::render::links::Base;
use crate::render::view::Link;
use crate::render::view::governance::{Task, TaskGroup, TaskRow};
use crate::validate::RULES;

/// Longer lists are folded.
const OPEN: usize = 25;
/// How many rows of a list the page has; the others stand in the files beside it.
const ROWS: usize = 200;
/// How many owners a list by owner has, and how many rows each of them.
const OWNERS: usize = 20;
/// See [`OWNERS`].
const ROWS_OF_OWNER: usize = 25;
/// How many of the terms that ask for a name stand beside it.
const ASKING: usize = 5;

/// A list, what it is about, and what holds when it is empty.
struct About {
    id: &'static str,
    title: &'static str,
    about: &'static str,
    done: &'static str,
}

/// The lists that have something to do, and what is in order.
pub fn tasks(site: &Site<'_>, base: &Base, report: &Report<'_>) -> (Vec<Task>, Vec<&'static str>) {
    let work = &report.work;
    let maker = Maker { site, base };
    let plain = |ids: &[TermId]| maker.plain(ids);
    let lists = [
        (&DUE, work.due.len(), maker.by_owner(&work.due)),
        (&WANTED, work.wanted.len(), maker.flat(&work.wanted, |name| maker.wanted(name))),
        (&DRAFTS, work.drafts.len(), plain(&work.drafts)),
        (&WITHOUT_RISK, work.without_risk.len(), plain(&work.without_risk)),
        (&WITHOUT_TAGS, work.without_tags.len(), plain(&work.without_tags)),
        (&WITHOUT_OWNER, work.without_owner.len(), maker.flat(&work.without_owner, |&id| maker.row(id, String::new()))),
        (&WITHOUT_REPLACEMENT, work.without_replacement.len(), plain(&work.without_replacement)),
        (&ONE_SIDED, work.one_sided.len(), maker.flat(&work.one_sided, |link| maker.one_sided(link))),
    ];
    let (mut tasks, mut in_order) = (Vec::new(), Vec::new());
    for (about, count, groups) in lists.into_iter().filter(|(about, ..)| matters(site, report, about)) {
        match count {
            0 => in_order.push(about.done),
            _ => tasks.push(task(about, count, groups)),
        }
    }
    (tasks, in_order)
}

/// Whether the project has what a list is about: it may know no owners or tags at all, and let one side of a relationship do.
fn matters(site: &Site<'_>, report: &Report<'_>, about: &About) -> bool {
    match about.id {
        id if id == WITHOUT_OWNER.id => report.owners.iter().any(|owner| !owner.name.is_empty()),
        id if id == WITHOUT_TAGS.id => site.tags.iter().next().is_some(),
        id if id == ONE_SIDED.id => is_on(site, "missing-inverse"),
        _ => true,
    }
}

fn is_on(site: &Site<'_>, rule: &str) -> bool {
    RULES.iter().any(|other| other.code.name == rule && other.level_in(site.context.settings) != Level::Allow)
}

fn task(about: &About, count: usize, groups: Vec<TaskGroup>) -> Task {
    let &About { id, title, about: sentence, .. } = about;
    let listed: usize = groups.iter().map(|group| group.count).sum();
    let is_backlog = id == WANTED.id;
    Task { id, title, about: sentence, count, groups, more: count - listed, is_folded: count > OPEN, is_backlog }
}

/// The owner is often a role, and then readers see it by its title.
pub fn owner_link(site: &Site<'_>, base: &Base, owner: &str) -> Link {
    match site.roles.get(owner).and_then(|group| Some((group, group.entry?))) {
        Some((group, role)) => site.group_link(base, group, &role.title),
        None if owner.is_empty() => Link { title: "No owner".to_owned(), href: None },
        None => Link { title: owner.to_owned(), href: None },
    }
}

struct Maker<'a> {
    site: &'a Site<'a>,
    base: &'a Base,
}

impl Maker<'_> {
    fn flat<T>(&self, all: &[T], row: impl Fn(&T) -> TaskRow) -> Vec<TaskGroup> {
        let rows = all.iter().take(ROWS).map(row).collect();
        vec![TaskGroup { owner: None, count: all.len(), rows, more: all.len().saturating_sub(ROWS) }]
    }

    fn plain(&self, ids: &[TermId]) -> Vec<TaskGroup> {
        self.flat(ids, |&id| self.row(id, self.owner(id).title))
    }

    /// The owner with the oldest review comes first.
    fn by_owner(&self, due: &[TermId]) -> Vec<TaskGroup> {
        let owner = |id: TermId| stewardship::owner(self.site.context.glossary.term(id));
        let mut owners: Vec<(&str, Vec<TermId>)> = Vec::new();
        let mut places = rustc_hash::FxHashMap::default();
        for &id in due {
            let place = *places.entry(owner(id)).or_insert(owners.len());
            if place == owners.len() {
                owners.push((owner(id), Vec::new()));
            }
            owners[place].1.push(id);
        }
        let group = |(owner, ids): (&str, Vec<TermId>)| TaskGroup {
            owner: Some(owner_link(self.site, self.base, owner)),
            count: ids.len(),
            rows: ids.iter().take(ROWS_OF_OWNER).map(|&id| self.row(id, self.reviewed(id))).collect(),
            more: ids.len().saturating_sub(ROWS_OF_OWNER),
        };
        owners.into_iter().take(OWNERS).map(group).collect()
    }

    fn row(&self, id: TermId, note: String) -> TaskRow {
        TaskRow { name: self.link(id), note, links: Vec::new(), more: 0 }
    }

    fn link(&self, id: TermId) -> Link {
        self.site.term_link(self.base, id)
    }

    fn owner(&self, id: TermId) -> Link {
        owner_link(self.site, self.base, term::trimmed(&self.site.context.glossary.term(id).owner))
    }

    fn reviewed(&self, id: TermId) -> String {
        let term = self.site.context.glossary.term(id);
        match (term.last_reviewed.as_ref(), stewardship::age(self.site, term)) {
            (Some(date), Some(age)) => format!("{}, {age} days ago", day(date.value).words),
            _ => "never reviewed".to_owned(),
        }
    }

    fn wanted(&self, wanted: &Wanted<'_>) -> TaskRow {
        let note = if wanted.is_shared { "several terms have this name; asked for by" } else { "asked for by" };
        TaskRow {
            name: Link { title: wanted.name.to_owned(), href: None },
            note: note.to_owned(),
            links: wanted.terms.iter().take(ASKING).map(|&id| self.link(id)).collect(),
            more: wanted.terms.len().saturating_sub(ASKING),
        }
    }

    fn one_sided(&self, link: &stewardship::OneSided) -> TaskRow {
        let note = format!("names as {}", link.relation.key());
        TaskRow { name: self.link(link.from), note, links: vec![self.link(link.to)], more: 0 }
    }
}

const DUE: About = About {
    id: "due",
    title: "Due for review",
    about: "Read each entry, mend what has changed, and write today’s date. The oldest review comes first.",
    done: "No review is due.",
};
const WANTED: About = About {
    id: "wanted",
    title: "Wanted terms",
    about: "Names that relationships use and that no entry defines, the most wanted first.",
    done: "Every name that a relationship uses leads to an entry.",
};
const DRAFTS: About = About {
    id: "drafts",
    title: "Drafts",
    about: "Entries that are still being written.",
    done: "No entry is a draft.",
};
const WITHOUT_RISK: About = About {
    id: "without-risk-notes",
    title: "Without risk notes",
    about: "Entries that do not say what can go wrong, and for whom.",
    done: "Every entry has risk notes.",
};
const WITHOUT_TAGS: About = About {
    id: "without-tags",
    title: "Without governance tags",
    about: "Entries that no topic of the NIST AI RMF leads to.",
    done: "Every entry has a governance tag.",
};
const WITHOUT_OWNER: About = About {
    id: "without-owner",
    title: "Without an owner",
    about: "Entries that nobody has promised to look after.",
    done: "Every entry has an owner.",
};
const WITHOUT_REPLACEMENT: About = About {
    id: "without-replacement",
    title: "Deprecated, and nothing to use instead",
    about: "Say in each of them which term readers should use.",
    done: "Every deprecated entry says what to use instead.",
};
const ONE_SIDED: About = About {
    id: "one-sided",
    title: "Broader and narrower terms that do not answer",
    about: "The website shows these links on both pages; programs that read the term files see them on one only.",
    done: "Broader and narrower terms name each other.",
};

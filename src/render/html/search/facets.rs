//! The lists by which readers narrow down what they found, and which terms stand in each.

use super::super::groups::{Group, Groups};
use super::super::pages::tags;
use super::super::site::{Site, describe};
use crate::model::{Category, Status};
use crate::render::view;
use crate::resolve::TermId;

/// One way to narrow down.
pub struct Facet {
    /// As the address calls it: `category`.
    pub name: &'static str,
    /// As readers see it.
    pub title: &'static str,
    /// What can be chosen.
    pub values: Vec<Value>,
}

/// One choice.
pub struct Value {
    /// As the address calls it.
    pub id: String,
    /// As readers see it.
    pub title: String,
    /// The mark beside it, where it is a status.
    pub status: Option<view::Status>,
    /// The terms, sorted.
    pub terms: Vec<u32>,
}

/// All facets of the glossary that have anything to choose. `numbers` are those of the terms, by their ids.
pub fn facets(site: &Site<'_>, numbers: &[u32]) -> Vec<Facet> {
    let category = |group: &Group<'_, Category>| (Category::slug(group.key).to_string(), group.key.to_owned());
    let all = [
        Facet { name: "category", title: "Category", values: values(&site.categories, numbers, category) },
        Facet {
            name: "role",
            title: "Role",
            values: values(&site.roles, numbers, |group| {
                (group.key.to_owned(), group.entry.map_or_else(|| group.key.to_owned(), |role| role.title.clone()))
            }),
        },
        Facet { name: "status", title: "Status", values: statuses(site, numbers) },
        Facet {
            name: "tag",
            title: "NIST AI RMF tag",
            values: values(&site.tags, numbers, |group| (group.key.to_owned(), tags::title(group))),
        },
    ];
    all.into_iter().filter(|facet| !facet.values.is_empty()).collect()
}

fn values<T>(groups: &Groups<'_, T>, numbers: &[u32], name: impl Fn(&Group<'_, T>) -> (String, String)) -> Vec<Value> {
    let filled = groups.iter().filter(|group| !group.terms.is_empty());
    filled
        .map(|group| {
            let (id, title) = name(group);
            Value { id, title, status: None, terms: sorted(&group.terms, numbers) }
        })
        .collect()
}

fn statuses(site: &Site<'_>, numbers: &[u32]) -> Vec<Value> {
    let glossary = site.context.glossary;
    let with = |status: Status| -> Vec<TermId> {
        let has = |id: &TermId| glossary.term(*id).status.as_ref().is_some_and(|own| own.value == status);
        glossary.ids().filter(has).collect()
    };
    // The most reliable first: that is what a reader looks for.
    let order = [Status::Approved, Status::Reviewed, Status::Draft, Status::Deprecated];
    let values = order.map(|status| Value {
        id: status.name().to_owned(),
        title: status.title().to_owned(),
        status: Some(describe(status)),
        terms: sorted(&with(status), numbers),
    });
    values.into_iter().filter(|value| !value.terms.is_empty()).collect()
}

fn sorted(ids: &[TermId], numbers: &[u32]) -> Vec<u32> {
    let mut terms: Vec<u32> = ids.iter().map(|id| numbers[id.index()]).collect();
    terms.sort_unstable();
    terms
}

//! The terms of a tag by category, and the categories that it does not reach.

use super::super::super::site::Site;
use super::super::super::stewardship::categories;
use crate::render::links::Base;
use crate::render::templates::Shared;
use crate::render::view::Link;
use crate::render::view::tag::Area;
use crate::resolve::TermId;

/// The id of a category's place on the page of a tag, by its place in the project's order.
pub fn area_id(category: usize) -> String {
    format!("area-{}", category + 1)
}

/// Each term counts in each of its categories and is listed in full under its main one.
pub fn areas(site: &Site<'_>, base: &Base, terms: &[TermId]) -> (Vec<Area>, Vec<Link>) {
    let places: Vec<Vec<usize>> = terms.iter().map(|&id| categories(site, site.context.glossary.term(id))).collect();
    let those = |is_meant: &dyn Fn(&[usize]) -> bool| -> Vec<TermId> {
        terms.iter().zip(&places).filter(|(_, places)| is_meant(places)).map(|(&id, _)| id).collect()
    };
    let (mut areas, mut gaps) = (Vec::new(), Vec::new());
    for (place, group) in site.categories.iter().enumerate() {
        let link = site.group_link(base, group, group.key);
        let listed = those(&|places| places.first() == Some(&place));
        let also = those(&|places| places.iter().skip(1).any(|other| *other == place));
        match listed.len() + also.len() {
            0 => gaps.push(link),
            count => areas.push(Area {
                id: area_id(place),
                title: link.title,
                href: link.href,
                count,
                terms: site.rows(base, &listed),
                also: also.iter().map(|&id| Shared::new(&site.term_link(base, id))).collect(),
            }),
        }
    }
    let homeless = those(&<[usize]>::is_empty);
    if !homeless.is_empty() {
        let (id, title) = ("area-0".to_owned(), "Other terms".to_owned());
        areas.push(Area {
            id,
            title,
            href: None,
            count: homeless.len(),
            terms: site.rows(base, &homeless),
            also: Vec::new(),
        });
    }
    (areas, gaps)
}

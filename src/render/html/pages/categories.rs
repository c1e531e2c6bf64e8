//! The list of categories, and a page for each.

use rayon::prelude::*;

use super::super::groups::Group;
use super::super::site::{Head, Site};
use crate::failure::Failure;
use crate::model;
use crate::render::body::{line_to_html, line_to_plain};
use crate::render::links::Page;
use crate::render::view::category::{CategoriesPage, Category, CategoryPage};

pub const LIST: &str = "categories.html";
pub const ONE: &str = "category.html";

pub fn render_list(site: &Site<'_>) -> Result<(), Failure> {
    let content = CategoriesPage { categories: site.category_cards(&site.base(&Page::Categories)) };
    let description = format!("The terms of {} by subject.", site.context.settings.title);
    site.write(&Page::Categories, LIST, Head::new("Categories", description), &content)
}

pub fn render_each(site: &Site<'_>) -> Result<(), Failure> {
    let groups: Vec<&Group<'_, model::Category>> = site.categories.iter().collect();
    groups.par_iter().try_for_each(|group| group.page.as_ref().map_or(Ok(()), |page| render_one(site, group, page)))
}

fn render_one(site: &Site<'_>, group: &Group<'_, model::Category>, page: &Page) -> Result<(), Failure> {
    let base = site.base(page);
    let description = group.entry.map_or("", |category| category.description.as_str());
    let practice = group.entry.map_or(&[][..], |category| category.practice.as_slice());
    let category = Category {
        title: group.key.to_owned(),
        up: base.page(&Page::Categories),
        about_html: line_to_html(description),
        practice_html: practice.iter().map(|text| line_to_html(text)).collect(),
        terms: site.rows(&base, &group.terms),
    };
    site.write(page, ONE, Head::new(group.key, line_to_plain(description)), &CategoryPage { category })
}

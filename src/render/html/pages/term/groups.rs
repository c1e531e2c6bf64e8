//! What the pages of terms show of categories, roles and tags: the same on all of them, so it is made once.

use super::super::super::groups::{Group, Groups};
use super::super::super::lens;
use super::super::super::site::Site;
use super::super::tags;
use crate::model::{Role, Section};
use crate::render::links::{Base, Page};
use crate::render::templates::Shared;
use crate::render::view::Link;
use crate::render::view::term::Takeaway;

/// The parts of views that stand for a group, by its place in the project's order.
pub struct GroupParts {
    /// The list of categories.
    pub list: Shared<Link>,
    /// The categories.
    pub categories: Vec<Shared<Link>>,
    /// The NIST AI RMF tags.
    pub tags: Vec<Shared<Link>>,
    /// What each role is asked; none for a role of which the project says nothing.
    pub takeaways: Vec<Option<Shared<Takeaway>>>,
    /// The roles that read the view for executives first, then those that read the one for engineers.
    pub readers: [Shared<String>; 2],
}

impl GroupParts {
    /// The parts for pages whose links start at `base`.
    pub fn new(site: &Site<'_>, base: &Base) -> Self {
        let list = Link { title: "Categories".to_owned(), href: Some(base.page(&Page::Categories)) };
        let takeaway = |group| takeaway(site, base, group).map(|takeaway| Shared::new(&takeaway));
        Self {
            list: Shared::new(&list),
            categories: links(site, base, &site.categories, |group| group.key.to_owned()),
            tags: links(site, base, &site.tags, tags::title),
            takeaways: site.roles.iter().map(takeaway).collect(),
            readers: [Section::Exec, Section::Engineer].map(|section| Shared::new(&site.readers_of(section))),
        }
    }
}

fn links<T>(
    site: &Site<'_>,
    base: &Base,
    groups: &Groups<'_, T>,
    title: impl Fn(&Group<'_, T>) -> String,
) -> Vec<Shared<Link>> {
    groups.iter().map(|group| Shared::new(&site.group_link(base, group, &title(group)))).collect()
}

fn takeaway(site: &Site<'_>, base: &Base, group: &Group<'_, Role>) -> Option<Takeaway> {
    let role = group.entry?;
    let link = site.group_link(base, group, &role.title);
    Some(Takeaway { role: link, key: lens::key(role), text_html: site.sentence(&role.takeaway) })
}

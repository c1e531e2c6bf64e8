//! One file a kind of page: from the graph to a view.

mod categories;
mod downloads;
mod governance;
mod home;
mod map;
mod print;
mod roles;
mod rules;
mod search;
pub(super) mod tags;
mod templates;
mod term;
mod terms;
mod written;

pub(super) use downloads::{Copies, TEMPLATE as DOWNLOADS, copies, is_offered};
pub(super) use search::TEMPLATE as SEARCH;

use super::site::Site;
use crate::failure::Failure;

/// A kind of page.
pub struct PageKind {
    /// Its template.
    pub template: &'static str,
    /// What it is, in one line.
    pub about: &'static str,
    /// Writes all pages of the kind.
    pub(super) render: fn(&Site<'_>) -> Result<(), Failure>,
}

/// Every kind of page.
pub static PAGES: &[PageKind] = &[
    PageKind { template: home::TEMPLATE, about: "the first page", render: home::render },
    PageKind { template: terms::TEMPLATE, about: "all terms and aliases, A to Z", render: terms::render },
    PageKind { template: term::TEMPLATE, about: "one term", render: term::render },
    PageKind { template: search::TEMPLATE, about: "the search", render: search::render },
    PageKind { template: map::TEMPLATE, about: "the whole glossary by category", render: map::render },
    PageKind { template: categories::LIST, about: "all categories", render: categories::render_list },
    PageKind { template: categories::ONE, about: "one category", render: categories::render_each },
    PageKind { template: roles::LIST, about: "all roles", render: roles::render_list },
    PageKind { template: roles::ONE, about: "the starter pack of one role", render: roles::render_each },
    PageKind {
        template: governance::TEMPLATE,
        about: "how the glossary stands, for those who look after it",
        render: governance::render,
    },
    PageKind { template: tags::LIST, about: "all NIST AI RMF tags", render: tags::render_list },
    PageKind { template: tags::ONE, about: "one NIST AI RMF tag", render: tags::render_each },
    PageKind { template: rules::LIST, about: "all rules of the checker", render: rules::render_list },
    PageKind { template: rules::ONE, about: "one rule", render: rules::render_each },
    PageKind {
        template: templates::TEMPLATE,
        about: "what templates may use, for those who change them",
        render: templates::render,
    },
    PageKind { template: print::TEMPLATE, about: "many terms on one page, for paper", render: print::render },
    PageKind { template: downloads::TEMPLATE, about: "the data files", render: downloads::render },
    PageKind { template: written::PAGE, about: "a hand-written page", render: written::render_each },
    PageKind {
        template: written::NOT_FOUND,
        about: "what a server shows when there is no such page",
        render: written::render_not_found,
    },
];

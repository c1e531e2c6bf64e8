//! The rules of the checker: what an editor may meet, and how to mend it.

use rayon::prelude::*;

use super::super::prose::{self, Links};
use super::super::site::{Head, Site};
use crate::diagnostic::Level;
use crate::failure::Failure;
use crate::model::url;
use crate::parse::page::headings;
use crate::render::links::{Base, Page};
use crate::render::view::rule::{Rule, RulePage, RulesPage};
use crate::validate::{self, RULES};

pub const LIST: &str = "rules.html";
pub const ONE: &str = "rule.html";

pub fn render_list(site: &Site<'_>) -> Result<(), Failure> {
    let base = site.base(&Page::Rules);
    let content = RulesPage { rules: RULES.iter().map(|rule| view(site, &base, rule)).collect() };
    let description = "What is checked before an entry is published, and how to mend what is found.";
    site.write(&Page::Rules, LIST, Head::new("Checks", description), &content)
}

pub fn render_each(site: &Site<'_>) -> Result<(), Failure> {
    RULES.par_iter().try_for_each(|rule| {
        let page = page_of(rule);
        let base = site.base(&page);
        let text = without_title(rule.docs);
        let content = RulePage {
            rule: view(site, &base, rule),
            up: base.page(&Page::Rules),
            text_html: prose::blocks(text, &headings(text), &WebOnly),
        };
        let head = Head::new(format!("{} {}", rule.code.id, rule.code.name), rule.summary.replace('`', ""));
        site.write(&page, ONE, head, &content)
    })
}

fn page_of(rule: &validate::Rule) -> Page {
    Page::Rule(rule.code.id.to_owned())
}

fn view(site: &Site<'_>, base: &Base, rule: &validate::Rule) -> Rule {
    let level = match rule.level_in(site.context.settings) {
        Level::Allow => "Off",
        Level::Warn => "Warning",
        Level::Deny | Level::Forbid => "Error",
    };
    Rule {
        code: rule.code.id,
        name: rule.code.name,
        summary_html: prose::inline(rule.summary, &WebOnly),
        level,
        is_fixed: rule.level == Level::Forbid,
        href: base.page(&page_of(rule)),
    }
}

/// A rule's page begins with a heading of its own, which the website's page has already.
fn without_title(docs: &str) -> &str {
    match docs.split_once('\n') {
        Some((title, rest)) if title.starts_with("# ") => rest,
        _ => docs,
    }
}

struct WebOnly;

impl Links for WebOnly {
    fn link(&self, destination: &str) -> Option<String> {
        url::problem(destination).is_none().then(|| destination.to_owned())
    }

    fn picture(&self, _: &str) -> Option<String> {
        None
    }
}

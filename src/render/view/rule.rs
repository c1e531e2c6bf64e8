//! The list of the checker's rules, and the page of one.

use serde::Serialize;

/// The values of `rules.html`.
#[derive(Debug, Serialize)]
pub struct RulesPage {
    /// The rules, by code.
    pub rules: Vec<Rule>,
}

/// The values of `rule.html`.
#[derive(Debug, Serialize)]
pub struct RulePage {
    /// The rule.
    pub rule: Rule,
    /// The list of rules.
    pub up: String,
    /// The rule's page, in blocks.
    pub text_html: String,
}

/// A rule of the checker.
#[derive(Debug, Serialize)]
pub struct Rule {
    /// `G201`
    pub code: &'static str,
    /// `relationship-to-missing-term`
    pub name: &'static str,
    /// The problem in one line, inline.
    pub summary_html: String,
    /// What happens in this project: `Error`, `Warning` or `Off`.
    pub level: &'static str,
    /// Whether no project can switch it off.
    pub is_fixed: bool,
    /// The rule's page.
    pub href: String,
}

//! What templates may use, for those who change them.

use serde::Serialize;

use super::Link;

/// The values of `templates.html`.
#[derive(Debug, Serialize)]
pub struct TemplatesPage {
    /// The templates that make a page, and the frame around all of them.
    pub pages: Vec<Template>,
    /// The parts that pages include.
    pub parts: Vec<Template>,
    /// The sets of values that templates see.
    pub types: Vec<Type>,
}

/// A built-in template.
#[derive(Debug, Serialize)]
pub struct Template {
    /// Its path below `templates/`.
    pub name: &'static str,
    /// The id of its place on the page.
    pub id: String,
    /// What it is, inline.
    pub about_html: String,
    /// The blocks that a template which extends it can replace.
    pub blocks: Vec<&'static str>,
    /// The templates that include it.
    pub used_by: Vec<Link>,
    /// Its values beside `site` and `page`; none for parts, which see those of the page around them.
    pub values: Option<Link>,
    /// The template itself.
    pub text: &'static str,
}

/// A set of values that belong together.
#[derive(Debug, Serialize)]
pub struct Type {
    /// The id of its place on the page.
    pub id: String,
    /// What it is called here.
    pub title: String,
    /// What it is, inline.
    pub about_html: String,
    /// Its values.
    pub fields: Vec<Field>,
}

/// A value that a template can write.
#[derive(Debug, Serialize)]
pub struct Field {
    /// As templates call it.
    pub name: &'static str,
    /// How many and what, in words; the name of a set of values follows in `set`.
    pub kind: String,
    /// The set of values that it is; none for plain values.
    pub set: Option<Link>,
    /// What it is, inline.
    pub about_html: String,
}

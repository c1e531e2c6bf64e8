//! What templates may use: every built-in template with its blocks and text, and every value that it sees.

use super::super::site::{Head, Site};
use crate::failure::Failure;
use crate::model::Slug;
use crate::render::body::line_to_html;
use crate::render::links::Page;
use crate::render::templates::reference::{self, Kind};
use crate::render::view::Link;
use crate::render::view::template::{Field, Template, TemplatesPage, Type};

pub const TEMPLATE: &str = "templates.html";

pub fn render(site: &Site<'_>) -> Result<(), Failure> {
    let types = reference::types();
    let templates: Vec<Template> = reference::templates(&types).iter().map(|one| template(one, &types)).collect();
    let (parts, pages) = templates.into_iter().partition(|template| template.name.starts_with("partials/"));
    // The whole of a page has no name for templates: they see what is in it.
    let named = types.iter().filter(|one| one.name != "Whole");
    let content = TemplatesPage { pages, parts, types: named.map(|one| view(one, &types)).collect() };
    let description = "Every template of this website, what it shows, and the values that it may use.";
    site.write(&Page::Templates, TEMPLATE, Head::new("Templates", description), &content)
}

fn template(one: &reference::Template, types: &[reference::Type]) -> Template {
    let link = |name: &&str| Link { title: (*name).to_owned(), href: Some(format!("#{}", template_id(name))) };
    Template {
        name: one.name,
        id: template_id(one.name),
        about_html: line_to_html(one.about),
        blocks: one.blocks.clone(),
        used_by: one.used_by.iter().map(link).collect(),
        values: one.values.map(|place| type_link(&types[place])),
        text: one.text,
    }
}

fn view(one: &reference::Type, types: &[reference::Type]) -> Type {
    let fields = one.fields.iter().map(|field| {
        let (kind, set) = words(&field.kind, types);
        Field { name: field.name, kind, set, about_html: line_to_html(&field.about) }
    });
    Type { id: type_id(one), title: title(one), about_html: line_to_html(&one.about), fields: fields.collect() }
}

/// "list of", "perhaps", and what it is.
fn words(kind: &Kind, types: &[reference::Type]) -> (String, Option<Link>) {
    let plain = |text: &str| (text.to_owned(), None);
    match kind {
        Kind::Text => plain("text"),
        Kind::Markup => plain("markup, written with | safe"),
        Kind::Json => plain("JSON for a data block, written with | safe"),
        Kind::Truth => plain("true or false"),
        Kind::Number => plain("number"),
        Kind::List(inner) => before("list of", words(inner, types)),
        Kind::Maybe(inner) => before("perhaps", words(inner, types)),
        Kind::Type(place) => (String::new(), Some(type_link(&types[*place]))),
    }
}

fn before(word: &str, (rest, set): (String, Option<Link>)) -> (String, Option<Link>) {
    (format!("{word} {rest}").trim_end().to_owned(), set)
}

fn type_link(one: &reference::Type) -> Link {
    Link { title: title(one), href: Some(format!("#{}", type_id(one))) }
}

fn title(one: &reference::Type) -> String {
    format!("{}::{}", one.module, one.name)
}

fn type_id(one: &reference::Type) -> String {
    format!("values-{}-{}", one.module, one.name.to_lowercase())
}

fn template_id(name: &str) -> String {
    format!("template-{}", Slug::from_name(&name.replace(['/', '.', '_'], " ")))
}

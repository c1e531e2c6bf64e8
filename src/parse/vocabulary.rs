//! `data/vocabulary/*.yml`: lists of roles, categories and tags.

use super::node::{Node, Value};
use super::table::{Table, WRONG_TYPE};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::vocabulary::fields;
use crate::model::{Category, Field, Role, Tag};
use crate::source::Spanned;

/// The same id twice in a vocabulary.
pub const DUPLICATE_ENTRY: Code = Code::new("G021", "duplicate-vocabulary-entry");

/// The roles of `roles.yml`.
pub fn read_roles(node: &Node, out: &mut Diagnostics) -> Vec<Role> {
    let roles = rows(node, fields::ROLE, out)
        .iter()
        .filter_map(|row| {
            let (id, title) = (row.text(&fields::ID, out), row.text(&fields::TITLE, out));
            let summary = plain(row.text(&fields::SUMMARY, out));
            let takeaway = plain(row.text(&fields::TAKEAWAY, out));
            let learning_path = plains(row.list(&fields::LEARNING_PATH, out));
            let practice = plains(row.list(&fields::PRACTICE, out));
            let id = id?;
            Some(Role {
                title: title.map_or_else(|| id.value.clone(), |title| title.value),
                id,
                summary,
                takeaway,
                learning_path,
                practice,
            })
        })
        .collect::<Vec<_>>();
    report_duplicates(roles.iter().map(|role| &role.id), out);
    roles
}

/// The categories of `categories.yml`.
pub fn read_categories(node: &Node, out: &mut Diagnostics) -> Vec<Category> {
    let categories = rows(node, fields::CATEGORY, out)
        .iter()
        .filter_map(|row| {
            let name = row.text(&fields::NAME, out);
            let description = plain(row.text(&fields::DESCRIPTION, out));
            let practice = plains(row.list(&fields::PRACTICE, out));
            Some(Category { name: name?, description, practice })
        })
        .collect::<Vec<_>>();
    report_duplicates(categories.iter().map(|category| &category.name), out);
    categories
}

/// The tags of `nist_rmf_tags.yml`.
pub fn read_tags(node: &Node, out: &mut Diagnostics) -> Vec<Tag> {
    let tags = rows(node, fields::TAG, out)
        .iter()
        .filter_map(|row| {
            let (id, title) = (row.text(&fields::ID, out), row.text(&fields::TITLE, out));
            let function = row.text(&fields::FUNCTION, out);
            let characteristic = plain(row.text(&fields::CHARACTERISTIC, out));
            let url = plain(row.text(&fields::URL, out));
            let id = id?;
            let function = function.filter(|function| known_function(function, out));
            Some(Tag {
                title: title.map_or_else(|| id.value.clone(), |title| title.value),
                id,
                function: plain(function),
                characteristic,
                url,
            })
        })
        .collect::<Vec<_>>();
    report_duplicates(tags.iter().map(|tag| &tag.id), out);
    tags
}

fn known_function(function: &Spanned<String>, out: &mut Diagnostics) -> bool {
    let known = crate::model::vocabulary::FUNCTIONS;
    let is_known = known.contains(&function.value.as_str());
    if !is_known {
        let message = format!("the NIST AI RMF has no function `{}`", function.value);
        out.push(
            Diagnostic::new(WRONG_TYPE, function.span, message).help(format!("its functions are {}", known.join(", "))),
        );
    }
    is_known
}

fn rows<'a>(node: &'a Node, fields: &'static [Field], out: &mut Diagnostics) -> Vec<Table<'a>> {
    let Value::List(items) = &node.value else {
        let message = format!("expected a list, found {}", node.kind());
        out.push(
            Diagnostic::new(WRONG_TYPE, node.span, message)
                .help(format!("begin each entry with `- {}: ...`", fields[0].key)),
        );
        return Vec::new();
    };
    items.iter().filter_map(|item| Table::open(item, fields, out)).collect()
}

fn report_duplicates<'a>(names: impl Iterator<Item = &'a Spanned<String>>, out: &mut Diagnostics) {
    let mut seen: Vec<&Spanned<String>> = Vec::new();
    for name in names {
        match seen.iter().find(|first| first.value == name.value) {
            Some(first) => out.push(
                Diagnostic::new(DUPLICATE_ENTRY, name.span, format!("`{}` stands in this list twice", name.value))
                    .other(first.span, "the first one")
                    .help("remove one of the two"),
            ),
            None => seen.push(name),
        }
    }
}

fn plain(text: Option<Spanned<String>>) -> String {
    text.map_or_else(String::new, |text| text.value.trim().to_owned())
}

fn plains(texts: Vec<Spanned<String>>) -> Vec<String> {
    texts.into_iter().map(|text| text.value.trim().to_owned()).collect()
}

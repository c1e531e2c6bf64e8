//! The text of a new term's file, written from [`FIELDS`].

use crate::model::field::{Choices, Kind};
use crate::model::{FIELDS, Field, ReviewDate, Vocabulary};
use crate::settings::Settings;

/// What stands where an author has to write something; a rule finds what is left of it.
pub const TODO: &str = "TODO";

/// Where the schema of a usual build stands, seen from `data/terms/`: editors complete names by it.
const SCHEMA: &str = "../../build/data/term.schema.json";

/// A term file with every required field, each with a remark on what it is for.
pub fn term(name: &str, settings: &Settings, vocabulary: &Vocabulary, today: ReviewDate) -> String {
    let values = Values { name, settings, vocabulary, today };
    let mut out = format!("# yaml-language-server: $schema={SCHEMA}\n");
    for field in FIELDS.iter().filter(|field| field.required) {
        values.write(field, 0, &mut out);
    }
    out
}

struct Values<'a> {
    name: &'a str,
    settings: &'a Settings,
    vocabulary: &'a Vocabulary,
    today: ReviewDate,
}

impl Values<'_> {
    fn write(&self, field: &Field, depth: usize, out: &mut String) {
        let indent = "  ".repeat(depth);
        out.push_str(&format!("{indent}# {}{}\n", field.about, self.choices(&field.kind)));
        match field.kind {
            Kind::Mapping(fields) => {
                out.push_str(&format!("{indent}{}:\n", field.key));
                fields.iter().for_each(|field| self.write(field, depth + 1, out));
            }
            Kind::Mappings(fields) => {
                out.push_str(&format!("{indent}{}:\n", field.key));
                for (index, field) in fields.iter().enumerate() {
                    let bullet = if index == 0 { "- " } else { "  " };
                    out.push_str(&format!("{indent}  {bullet}{}: {}\n", field.key, self.value(field)));
                }
            }
            // An empty list says that there is nothing to say, and a later author sees where to add.
            Kind::List(_) if !field.required => out.push_str(&format!("{indent}{}: []\n", field.key)),
            Kind::List(_) => out.push_str(&format!("{indent}{}:\n{indent}  - {}\n", field.key, self.value(field))),
            Kind::Text => out.push_str(&format!("{indent}{}: >-\n{indent}  {TODO}\n", field.key)),
            _ => out.push_str(&format!("{indent}{}: {}\n", field.key, self.value(field))),
        }
    }

    fn value(&self, field: &Field) -> String {
        match field.key {
            "term" => scalar(self.name),
            "license" => scalar(&self.settings.license),
            "status" => "draft".to_owned(),
            "part_of_speech" => "noun".to_owned(),
            "last_reviewed" => format!("'{}'", self.today),
            "categories" => self.first_category(),
            "roles" => self.vocabulary.roles.first().map_or_else(|| TODO.to_owned(), |role| scalar(&role.id)),
            "url" => "https://example.com/TODO".to_owned(),
            _ => TODO.to_owned(),
        }
    }

    fn first_category(&self) -> String {
        let first = self.vocabulary.categories.iter().flatten().next();
        first.map_or_else(|| TODO.to_owned(), |category| scalar(&category.name))
    }

    fn choices(&self, kind: &Kind) -> String {
        let names: Vec<&str> = match kind {
            Kind::OneOf(Choices::Fixed(names)) => names.to_vec(),
            Kind::List(Kind::OneOf(Choices::Roles)) => {
                self.vocabulary.roles.iter().map(|role| role.id.value.as_str()).collect()
            }
            Kind::List(Kind::OneOf(Choices::Categories)) => {
                self.vocabulary.categories.iter().flatten().map(|category| category.name.value.as_str()).collect()
            }
            Kind::List(Kind::OneOf(Choices::Tags)) => {
                self.vocabulary.tags.iter().flatten().map(|tag| tag.id.value.as_str()).collect()
            }
            _ => Vec::new(),
        };
        if names.is_empty() { String::new() } else { format!(" One of: {}.", names.join(", ")) }
    }
}

/// `text` as a YAML scalar, in quotes where YAML would read something else.
fn scalar(text: &str) -> String {
    serde_yaml::to_string(&text).expect("text is YAML").trim_end().to_owned()
}

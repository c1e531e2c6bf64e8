//! A mapping whose keys are known: takes values out, and reports what is missing, unknown or of the wrong type.

use std::fmt;

use super::core_schema::CoreType;
use super::node::{Entry, Node, Scalar, Value};
use crate::diagnostic::suggest::nearest;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Edit, edit};
use crate::model::{Field, Kind};
use crate::source::{Span, Spanned};

/// A key that no file of this kind has.
pub const UNKNOWN_KEY: Code = Code::new("G016", "unknown-key");
/// A key without a value.
pub const MISSING_VALUE: Code = Code::new("G017", "missing-value");
/// A list where text is wanted, a number where text is wanted, and the like.
pub const WRONG_TYPE: Code = Code::new("G018", "wrong-type");
/// Text that older YAML readers take for something else.
pub const AMBIGUOUS_SCALAR: Code = Code::new("G020", "ambiguous-scalar");
/// A required field that is not there, or a list that wants at least one item.
pub const MISSING_FIELD: Code = Code::new("G100", "missing-field");

/// A mapping of a file, with the fields that it may have.
pub struct Table<'a> {
    entries: &'a [Entry],
    /// The first key: where to say that something is missing.
    head: Span,
    /// `relationships.` for what stands inside of it, empty at the top.
    path: String,
    /// Keys that an unknown one was most likely meant to be: one mistake, not two.
    misspelt: Vec<&'static str>,
}

impl<'a> Table<'a> {
    /// Opens the mapping `node`, and reports the keys that are not in `fields`.
    ///
    /// None when it is no mapping, which is reported.
    pub fn open(node: &'a Node, fields: &'static [Field], out: &mut Diagnostics) -> Option<Self> {
        Self::open_at(node, fields, String::new(), out)
    }

    fn open_at(node: &'a Node, fields: &'static [Field], path: String, out: &mut Diagnostics) -> Option<Self> {
        let Value::Mapping(entries) = &node.value else {
            let example = fields.first().map_or("key", |field| field.key);
            let diagnostic = wrong_type("keys with values", node, &path).help(format!("begin with `{example}: ...`"));
            out.push(diagnostic);
            return None;
        };
        let head = entries.first().map_or(node.span, |entry| entry.key.span);
        let mut table = Self { entries, head, path, misspelt: Vec::new() };
        for entry in entries.iter().filter(|entry| fields.iter().all(|field| field.key != entry.key.value)) {
            let guess = nearest(&entry.key, fields.iter().map(|field| field.key));
            out.push(table.unknown(&entry.key, guess, fields));
            table.misspelt.extend(guess);
        }
        Some(table)
    }

    fn unknown(&self, key: &Spanned<String>, guess: Option<&str>, fields: &'static [Field]) -> Diagnostic {
        let help = match guess {
            Some(guess) => format!("did you mean `{guess}`?"),
            None => {
                let keys: Vec<_> = fields.iter().map(|field| format!("`{}`", field.key)).collect();
                format!("the keys here are {}", keys.join(", "))
            }
        };
        let message = format!("no field is called `{}`", key.value);
        Diagnostic::new(UNKNOWN_KEY, key.span, message).field(self.path_of(key)).help(help)
    }

    /// The first key of the mapping.
    pub fn head(&self) -> Span {
        self.head
    }

    /// The text of a field, as written.
    pub fn text(&self, field: &Field, out: &mut Diagnostics) -> Option<Spanned<String>> {
        let node = self.value(field, out)?;
        let path = Path { table: &self.path, key: field.key, index: None };
        let text = scalar_text(node, path, field.kind, out)?;
        if field.required { filled(text, path, out) } else { Some(text) }
    }

    /// Whether a field's text stands in a literal block (`|`).
    pub fn is_literal(&self, field: &Field) -> bool {
        let entry = self.entries.iter().find(|entry| entry.key.value == field.key);
        entry.is_some_and(|entry| matches!(&entry.value.value, Value::Scalar(scalar) if scalar.literal))
    }

    /// The texts of a list. A required list wants at least one.
    pub fn list(&self, field: &Field, out: &mut Diagnostics) -> Vec<Spanned<String>> {
        self.items(field, out)
            .iter()
            .enumerate()
            .filter_map(|(index, item)| {
                let path = Path { table: &self.path, key: field.key, index: Some(index) };
                filled(scalar_text(item, path, Kind::Text, out)?, path, out)
            })
            .collect()
    }

    /// The texts of a list that means something else when it is left out.
    pub fn text_list_if_present(&self, field: &Field, out: &mut Diagnostics) -> Option<Vec<Spanned<String>>> {
        let is_present = self.entries.iter().any(|entry| entry.key.value == field.key);
        is_present.then(|| self.list(field, out))
    }

    /// A mapping inside this one.
    pub fn table(&self, field: &Field, out: &mut Diagnostics) -> Option<Table<'a>> {
        let Kind::Mapping(fields) = field.kind else {
            unreachable!("the row of `{}` says that it is no mapping", field.key)
        };
        let node = self.value(field, out)?;
        Table::open_at(node, fields, format!("{}.", self.path_of(field.key)), out)
    }

    /// The mappings of a list. A required list wants at least one.
    pub fn tables(&self, field: &Field, out: &mut Diagnostics) -> Vec<Table<'a>> {
        let Kind::Mappings(fields) = field.kind else {
            unreachable!("the row of `{}` says that it is no list of mappings", field.key)
        };
        let items = self.items(field, out).iter().enumerate();
        items
            .filter_map(|(index, item)| Table::open_at(item, fields, format!("{}.", self.item_path(field, index)), out))
            .collect()
    }

    /// The texts of a mapping with keys of the project's choice.
    pub fn open_texts(&self, field: &Field, out: &mut Diagnostics) -> Vec<(Spanned<String>, Spanned<String>)> {
        let Some(node) = self.value(field, out) else { return Vec::new() };
        let Value::Mapping(entries) = &node.value else {
            out.push(wrong_type("keys with values", node, &self.path_of(field.key)));
            return Vec::new();
        };
        let inside = format!("{}.", self.path_of(field.key));
        let pair = |entry: &Entry| {
            let path = Path { table: &inside, key: &entry.key, index: None };
            Some((entry.key.clone(), scalar_text(&entry.value, path, Kind::Text, out)?))
        };
        entries.iter().filter_map(pair).collect()
    }

    /// A whole number from 0.
    pub fn number(&self, field: &Field, out: &mut Diagnostics) -> Option<Spanned<usize>> {
        let node = self.value(field, out)?;
        let number = match &node.value {
            Value::Scalar(scalar) if scalar.core_type() == CoreType::Number => scalar.text.parse().ok(),
            _ => None,
        };
        if number.is_none() {
            out.push(wrong_type("a whole number", node, &self.path_of(field.key)));
        }
        number.map(|number| Spanned::new(number, node.span))
    }

    /// The value of a field that has one; what is missing is reported.
    fn value(&self, field: &Field, out: &mut Diagnostics) -> Option<&'a Node> {
        let Some(entry) = self.entries.iter().find(|entry| entry.key.value == field.key) else {
            if field.required && !self.misspelt.contains(&field.key) {
                out.push(self.missing(field));
            }
            return None;
        };
        if entry.value.is_null() {
            let help = match field.kind {
                Kind::List(_) | Kind::Mappings(_) => format!("add an item below it, such as `- {}`", example(field)),
                Kind::Mapping(fields) => format!(
                    "add keys below it: {}",
                    fields.iter().map(|field| format!("`{}`", field.key)).collect::<Vec<_>>().join(", ")
                ),
                _ => format!("write a value behind the colon, such as `{}`", example(field)),
            };
            let optional = if field.required { "" } else { ", or leave the key out" };
            out.push(
                Diagnostic::new(MISSING_VALUE, entry.key.span, format!("`{}` has no value", self.path_of(field.key)))
                    .field(self.path_of(field.key))
                    .help(format!("{help}{optional}")),
            );
            return None;
        }
        Some(&entry.value)
    }

    fn items(&self, field: &Field, out: &mut Diagnostics) -> &'a [Node] {
        let Some(node) = self.value(field, out) else { return &[] };
        match &node.value {
            Value::List(items) => {
                if items.is_empty() && field.required {
                    let message = format!("`{}` needs at least one item", self.path_of(field.key));
                    out.push(
                        Diagnostic::new(MISSING_FIELD, node.span, message)
                            .field(self.path_of(field.key))
                            .help(format!("add one, such as `- {}`", example(field))),
                    );
                }
                items
            }
            _ => {
                let diagnostic = wrong_type("a list", node, &self.path_of(field.key));
                let help = match &node.value {
                    Value::Scalar(scalar) if scalar.text.starts_with('-') => "put a space behind the `-`",
                    _ => "write each item on a line of its own, after `- `",
                };
                out.push(diagnostic.help(help));
                &[]
            }
        }
    }

    fn missing(&self, field: &Field) -> Diagnostic {
        let path = self.path_of(field.key);
        let how = match field.kind {
            Kind::Mapping(fields) => {
                let keys: Vec<_> = fields.iter().map(|field| format!("`{}`", field.key)).collect();
                format!("add `{}:` with {} below it", field.key, keys.join(", "))
            }
            Kind::List(_) => format!("add `{}:` and below it `- {}`", field.key, example(field)),
            Kind::Mappings(fields) => {
                let keys: Vec<_> = fields.iter().map(|field| format!("`{}`", field.key)).collect();
                format!("add `{}:` and below it a list of {}", field.key, keys.join(" and "))
            }
            _ => format!("add `{}: {}`", field.key, example(field)),
        };
        Diagnostic::new(MISSING_FIELD, self.head, format!("the field `{path}` is missing")).field(path).help(how)
    }

    fn path_of(&self, key: &str) -> String {
        format!("{}{key}", self.path)
    }

    fn item_path(&self, field: &Field, index: usize) -> String {
        Path { table: &self.path, key: field.key, index: Some(index) }.to_string()
    }
}

fn example(field: &Field) -> &'static str {
    if field.example.is_empty() { "..." } else { field.example }
}

/// Where a value stands: `relationships.broader[0]`. Written out only for a diagnostic, since most values are right.
#[derive(Clone, Copy)]
struct Path<'a> {
    /// With its dot at the end.
    table: &'a str,
    key: &'a str,
    index: Option<usize>,
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Path { table, key, index } = self;
        match index {
            Some(index) => write!(f, "{table}{key}[{index}]"),
            None => write!(f, "{table}{key}"),
        }
    }
}

fn scalar_text(node: &Node, path: Path<'_>, kind: Kind, out: &mut Diagnostics) -> Option<Spanned<String>> {
    let Value::Scalar(scalar) = &node.value else {
        out.push(
            wrong_type("text", node, &path.to_string())
                .help("write the text in one piece; put it in quotes if it holds `: ` or begins with a sign"),
        );
        return None;
    };
    match scalar.core_type() {
        CoreType::Null => {
            let diagnostic = Diagnostic::new(MISSING_VALUE, node.span, "this item is empty").field(path.to_string());
            out.push(diagnostic.help("write the text behind the `-`, or remove the line"));
            None
        }
        CoreType::Number | CoreType::Bool => {
            out.push(in_quotes(wrong_type("text", node, &path.to_string()), node, scalar));
            None
        }
        CoreType::Text => {
            if let Some(other) = scalar.older_type().filter(|&other| !(matches!(kind, Kind::Date) && other == "a date"))
            {
                let message = format!("other programs read `{}` as {other}, not as text", scalar.text);
                out.push(in_quotes(
                    Diagnostic::new(AMBIGUOUS_SCALAR, node.span, message).field(path.to_string()),
                    node,
                    scalar,
                ));
            }
            Some(Spanned::new(scalar.text.clone(), node.span))
        }
    }
}

/// A text in which something stands; quotes around nothing are reported.
fn filled(text: Spanned<String>, path: Path<'_>, out: &mut Diagnostics) -> Option<Spanned<String>> {
    if !text.trim().is_empty() {
        return Some(text);
    }
    let message = format!("`{path}` has quotes and nothing between them");
    out.push(
        Diagnostic::new(MISSING_VALUE, text.span, message)
            .field(path.to_string())
            .help("write the text, or remove the line"),
    );
    None
}

fn in_quotes(diagnostic: Diagnostic, node: &Node, scalar: &Scalar) -> Diagnostic {
    let quoted = edit::quoted(&scalar.text);
    diagnostic
        .help(format!("put it in quotes: {quoted}"))
        .fix("put the value in quotes", vec![Edit { span: node.span, text: quoted }])
}

fn wrong_type(wanted: &str, node: &Node, path: &str) -> Diagnostic {
    let path = path.trim_end_matches('.');
    let place = if path.is_empty() { String::new() } else { format!("`{path}`: ") };
    let diagnostic = Diagnostic::new(WRONG_TYPE, node.span, format!("{place}expected {wanted}, found {}", node.kind()));
    if path.is_empty() { diagnostic } else { diagnostic.field(path) }
}

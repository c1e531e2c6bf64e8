//! A YAML document as a tree in which every key and value knows its place.

use serde::{Serialize, Serializer};

use crate::source::{Span, Spanned};

/// One value of a document.
#[derive(Clone, Debug)]
pub struct Node {
    /// Where it stands: for a scalar with its quotes, for a list or mapping from its first item to its last.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// What a value is. Nothing is interpreted yet: `1.10` and `no` are scalars like any other.
#[derive(Clone, Debug)]
pub enum Value {
    /// Text, a number, `true` or `false`, or nothing at all.
    Scalar(Scalar),
    /// `- a`, `[a, b]`.
    List(Vec<Node>),
    /// `a: b`, in the order of the file. A key that came twice stands here once, with its first value.
    Mapping(Vec<Entry>),
}

/// A scalar after quotes, escapes and folding are undone.
#[derive(Clone, Debug)]
pub struct Scalar {
    /// The text.
    pub text: String,
    /// Whether it stands without quotes, so that YAML may take it for a number.
    pub plain: bool,
    /// Whether it is a literal block (`|`), in which every line break was typed. Elsewhere YAML joins lines.
    pub literal: bool,
}

/// A key with its value.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key.
    pub key: Spanned<String>,
    /// The value.
    pub value: Node,
}

impl Node {
    /// What the value is called in messages.
    pub fn kind(&self) -> &'static str {
        match &self.value {
            Value::Scalar(scalar) if scalar.is_null() => "nothing",
            Value::Scalar(scalar) => match scalar.core_type() {
                super::core_schema::CoreType::Text => "text",
                super::core_schema::CoreType::Number => "a number",
                super::core_schema::CoreType::Bool => "a yes/no value",
                super::core_schema::CoreType::Null => "nothing",
            },
            Value::List(_) => "a list",
            Value::Mapping(_) => "a group of keys",
        }
    }

    /// Whether nothing was written.
    pub fn is_null(&self) -> bool {
        matches!(&self.value, Value::Scalar(scalar) if scalar.is_null())
    }

    /// The value as JSON, as it is serialized.
    pub fn to_json(&self) -> serde_json::Value {
        serde_json::to_value(self).expect("every key is text")
    }
}

/// In the file's order; scalars by the YAML 1.2 core schema.
impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.value {
            Value::Scalar(scalar) => scalar.serialize(serializer),
            Value::List(items) => serializer.collect_seq(items),
            Value::Mapping(entries) => {
                serializer.collect_map(entries.iter().map(|entry| (entry.key.value.as_str(), &entry.value)))
            }
        }
    }
}

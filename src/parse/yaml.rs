//! The one home of the YAML parser: events in, a [`Node`] out.
//!
//! The parser only knows syntax. What a glossary does not allow on top of it (a key twice, tags,
//! merge keys, a second document, an anchor that swallows a word) is refused here, each with its place, and
//! so is everything that makes a small file large: nesting and aliases are capped.

use std::borrow::Cow;

use granit_parser::{Event, Parser, ScalarStyle, StructureStyle, Tag};
use rustc_hash::{FxHashMap, FxHashSet};

use super::node::{Entry, Node, Scalar, Value};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{SourceId, Span, Spanned};

mod steering;
mod swallowed;
mod syntax;

pub use steering::CONTROL_CHARACTER;
pub use swallowed::SWALLOWED_LIST_ITEM;

/// The text is not YAML.
pub const INVALID_YAML: Code = Code::new("G010", "invalid-yaml");
/// A second document in one file.
pub const SECOND_DOCUMENT: Code = Code::new("G011", "second-document");
/// A tag such as `!x` or `!!python/object`.
pub const YAML_TAG: Code = Code::new("G012", "yaml-tag");
/// `<<: *defaults`.
pub const MERGE_KEY: Code = Code::new("G013", "merge-key");
/// `&name` that no `*name` refers to.
pub const UNUSED_ANCHOR: Code = Code::new("G014", "unused-anchor");
/// The same key twice in one mapping.
pub const DUPLICATE_KEY: Code = Code::new("G015", "duplicate-key");
/// Nesting or aliases beyond the caps.
pub const YAML_OVER_LIMIT: Code = Code::new("G019", "yaml-over-limit");

/// Deepest nesting of lists and mappings.
pub const MAX_DEPTH: usize = 64;
/// Most aliases (`*name`) that are expanded in one file.
pub const MAX_ALIASES: usize = 50;
/// Most values, lists and groups in one file: a bound for the memory that a hostile megabyte can take.
pub const MAX_VALUES: usize = 20_000;
/// Most nodes that aliases may add to one file.
const MAX_ALIASED_NODES: usize = 10_000;
/// Most bytes of text that aliases may add to one file.
const MAX_ALIASED_BYTES: usize = 1_000_000;

/// The tree of one file.
///
/// None when the text is not YAML, or there is no document in it; what is wrong is in `out`. Mistakes that leave a
/// tree behind (a duplicate key, an unused anchor) are reported and the tree is returned.
pub fn parse_node(source: SourceId, text: &str, out: &mut Diagnostics) -> Option<Node> {
    let has_steering = steering::report_typed(source, text, out);
    let mut builder = Builder::new(source, text, out);
    let options = granit_parser::options! {
        emit_anchor_events: true,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
    };
    for event in Parser::new_from_str_with_options(text, options) {
        match event {
            Ok((event, span)) => {
                let range = span.byte_range().unwrap_or(0..0);
                if builder.take(event, Span::new(source, range)).is_none() {
                    return builder.finish();
                }
            }
            // A control character, which is reported already, is what most often stops the parser.
            Err(_) if has_steering => return None,
            Err(error) => {
                builder.out.push(syntax::explain(source, text, &error));
                return None;
            }
        }
    }
    builder.finish()
}

/// What is wrong with a file in which no value stands at all.
pub fn empty(source: SourceId) -> Diagnostic {
    Diagnostic::new(INVALID_YAML, Span::file(source), "the file is empty").help("fill it, or delete it")
}

struct Builder<'a> {
    source: SourceId,
    text: &'a str,
    out: &'a mut Diagnostics,
    open: Vec<Open>,
    documents: usize,
    root: Option<Node>,
    anchors: FxHashMap<usize, Anchor>,
    values: usize,
    aliases: usize,
    aliased_nodes: usize,
    aliased_bytes: usize,
}

struct Anchor {
    name: Span,
    node: Option<Node>,
    used: bool,
}

/// A list or mapping that is not closed yet.
struct Open {
    start: u32,
    anchor: usize,
    flow: bool,
    items: Items,
}

enum Items {
    List(Vec<Node>),
    Mapping { entries: Vec<Entry>, seen: FxHashSet<String>, key: Option<Key> },
}

enum Key {
    /// The next value belongs to this key.
    Takes(Spanned<String>),
    /// The next value belongs to a key that was refused, and goes with it.
    Refused,
}

impl<'a> Builder<'a> {
    fn new(source: SourceId, text: &'a str, out: &'a mut Diagnostics) -> Self {
        Self {
            source,
            text,
            out,
            open: Vec::new(),
            documents: 0,
            root: None,
            anchors: FxHashMap::default(),
            values: 0,
            aliases: 0,
            aliased_nodes: 0,
            aliased_bytes: 0,
        }
    }

    /// Takes the next event. None when nothing after it is worth reading.
    fn take(&mut self, event: Event<'_>, span: Span) -> Option<()> {
        self.values += 1;
        if self.values > MAX_VALUES {
            self.over_limit(span, format!("the file holds more than {MAX_VALUES} values"));
            return None;
        }
        match event {
            Event::DocumentStart(..) => return self.start_document(span),
            Event::Scalar(text, style, anchor, tag) => {
                self.check_tag(tag.as_deref(), span);
                let node = self.scalar(text, style, tag.as_deref(), span);
                self.check_escapes(&node, style);
                self.check_lines(&node, style);
                self.place(node, anchor);
            }
            Event::SequenceStart(style, anchor, tag) => {
                self.check_tag(tag.as_deref(), span);
                self.open(span, anchor, style, Items::List(Vec::new()))?;
            }
            Event::MappingStart(style, anchor, tag) => {
                self.check_tag(tag.as_deref(), span);
                let items = Items::Mapping { entries: Vec::new(), seen: FxHashSet::default(), key: None };
                self.open(span, anchor, style, items)?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span),
            Event::Anchor(id, _) => {
                // A scalar's node is there before its anchor is announced, a collection's comes later.
                let node = self.anchors.remove(&id).and_then(|anchor| anchor.node);
                self.anchors.insert(id, Anchor { name: span, node, used: false });
            }
            Event::Alias(id) => self.expand(id, span)?,
            _ => {}
        }
        Some(())
    }

    fn start_document(&mut self, span: Span) -> Option<()> {
        self.documents += 1;
        if self.documents == 1 {
            return Some(());
        }
        self.out.push(
            Diagnostic::new(SECOND_DOCUMENT, span, "a second document begins here")
                .label("everything from here on would be lost")
                .help("one file holds one document: remove the `---`, or move the rest to a file of its own"),
        );
        None
    }

    fn scalar(&self, text: Cow<'_, str>, style: ScalarStyle, tag: Option<&Tag>, span: Span) -> Node {
        // The parser writes `~` for a value that is not there.
        let absent = span.start == span.end && style == ScalarStyle::Plain;
        let plain = style == ScalarStyle::Plain && tag.is_none_or(|tag| !is_string_tag(tag));
        let text = if absent { String::new() } else { text.into_owned() };
        let span = match style {
            ScalarStyle::Literal | ScalarStyle::Folded => self.without_trailing_space(span),
            _ => span,
        };
        Node { span, value: Value::Scalar(Scalar { text, plain, literal: style == ScalarStyle::Literal }) }
    }

    fn without_trailing_space(&self, span: Span) -> Span {
        let inside = self.text.get(span.range()).unwrap_or_default();
        let length = inside.trim_end().len();
        Span::new(self.source, span.start as usize..span.start as usize + length)
    }

    fn open(&mut self, span: Span, anchor: usize, style: StructureStyle, items: Items) -> Option<()> {
        if self.open.len() >= MAX_DEPTH {
            self.over_limit(span, format!("lists and groups are nested deeper than {MAX_DEPTH} levels"));
            return None;
        }
        let flow = style == StructureStyle::Flow;
        self.open.push(Open { start: span.start, anchor, flow, items });
        Some(())
    }

    fn close(&mut self, end: Span) {
        let Some(open) = self.open.pop() else { return };
        let last = match &open.items {
            Items::List(items) => items.last().map(|item| item.span.end),
            Items::Mapping { entries, .. } => entries.last().map(|entry| entry.value.span.end.max(entry.key.span.end)),
        };
        let end = if open.flow { end.end } else { last.unwrap_or(end.end) };
        let span = Span { source: self.source, start: open.start, end: end.max(open.start) };
        let value = match open.items {
            Items::List(items) => Value::List(items),
            Items::Mapping { entries, .. } => Value::Mapping(entries),
        };
        self.place(Node { span, value }, open.anchor);
    }

    /// Puts a complete node where it belongs: into the open list or mapping, or at the root.
    fn place(&mut self, node: Node, anchor: usize) {
        if anchor != 0 {
            let name = self.anchors.get(&anchor).map_or(node.span, |anchor| anchor.name);
            let used = self.anchors.get(&anchor).is_some_and(|anchor| anchor.used);
            self.anchors.insert(anchor, Anchor { name, node: Some(node.clone()), used });
        }
        match self.open.last_mut().map(|open| &mut open.items) {
            None => self.root = Some(node),
            Some(Items::List(items)) => items.push(node),
            Some(Items::Mapping { entries, seen, key }) => match key.take() {
                Some(Key::Takes(key)) => entries.push(Entry { key, value: node }),
                Some(Key::Refused) => {}
                None => *key = Some(take_key(node, entries, seen, self.out)),
            },
        }
    }

    fn expand(&mut self, id: usize, span: Span) -> Option<()> {
        self.aliases += 1;
        if self.aliases > MAX_ALIASES {
            self.over_limit(span, format!("more than {MAX_ALIASES} aliases (`*name`) in one file"));
            return None;
        }
        // An alias inside the very node that it names has no node yet.
        let Some(anchor) = self.anchors.get_mut(&id) else { return Some(()) };
        anchor.used = true;
        let Some(node) = &anchor.node else {
            self.over_limit(span, "an alias refers to the group that it stands in".to_owned());
            return None;
        };
        let mut node = node.clone();
        let (nodes, bytes) = size(&node);
        self.aliased_nodes += nodes;
        self.aliased_bytes += bytes;
        if self.aliased_nodes > MAX_ALIASED_NODES || self.aliased_bytes > MAX_ALIASED_BYTES {
            self.over_limit(
                span,
                format!(
                    "aliases make this file more than {MAX_ALIASED_NODES} values or {MAX_ALIASED_BYTES} bytes larger"
                ),
            );
            return None;
        }
        // What is wrong with the value is shown where it is used.
        node.span = span;
        self.place(node, 0);
        Some(())
    }

    fn check_tag(&mut self, tag: Option<&Tag>, span: Span) {
        if tag.is_some_and(|tag| !is_core_tag(tag)) {
            self.out.push(
                Diagnostic::new(YAML_TAG, span, "the value has a YAML tag that is not allowed here")
                    .help("remove the word that begins with `!`, or put the whole value in quotes"),
            );
        }
    }

    fn check_escapes(&mut self, node: &Node, style: ScalarStyle) {
        if let (ScalarStyle::DoubleQuoted, Value::Scalar(scalar)) = (style, &node.value) {
            let raw = self.text.get(node.span.range()).unwrap_or_default();
            steering::report_escaped(raw, node.span, scalar, self.out);
        }
    }

    fn check_lines(&mut self, node: &Node, style: ScalarStyle) {
        let raw = self.text.get(node.span.range()).unwrap_or_default();
        if style == ScalarStyle::Plain && raw.contains('\n') {
            swallowed::report(raw, node.span, self.out);
        }
    }

    fn over_limit(&mut self, span: Span, message: String) {
        self.out
            .push(Diagnostic::new(YAML_OVER_LIMIT, span, message).help("write the values out, one level at a time"));
    }

    fn finish(self) -> Option<Node> {
        // A file that was left in its middle may use its labels further down.
        let root = self.root?;
        let mut unused: Vec<Span> =
            self.anchors.values().filter(|anchor| !anchor.used).map(|anchor| anchor.name).collect();
        unused.sort();
        for span in unused {
            let name = self.text.get(span.range()).unwrap_or_default();
            self.out.push(
                Diagnostic::new(
                    UNUSED_ANCHOR,
                    span,
                    format!("YAML takes `{name}` for a label, so the word would be lost"),
                )
                .help("put the whole value in quotes"),
            );
        }
        Some(root)
    }
}

fn take_key(node: Node, entries: &[Entry], seen: &mut FxHashSet<String>, out: &mut Diagnostics) -> Key {
    let Value::Scalar(Scalar { text, plain, .. }) = node.value else {
        out.push(
            Diagnostic::new(super::table::WRONG_TYPE, node.span, "expected the name of a key, found a list or a group")
                .help("write `key: value`"),
        );
        return Key::Refused;
    };
    if plain && text == "<<" {
        out.push(
            Diagnostic::new(MERGE_KEY, node.span, "`<<` would merge another group into this one")
                .help("write the keys out: every entry is read alone"),
        );
        return Key::Refused;
    }
    if seen.insert(text.clone()) {
        return Key::Takes(Spanned::new(text, node.span));
    }
    let first = entries.iter().find(|entry| entry.key.value == text).map(|entry| entry.key.span);
    let mut diagnostic = Diagnostic::new(DUPLICATE_KEY, node.span, format!("`{text}` stands here a second time"))
        .label("this one would hide the other, or be lost")
        .help("keep one of the two, or join their values");
    if let Some(first) = first {
        diagnostic = diagnostic.other(first, "the first one");
    }
    out.push(diagnostic);
    Key::Refused
}

fn size(node: &Node) -> (usize, usize) {
    let sum = |sizes: &mut dyn Iterator<Item = (usize, usize)>| {
        sizes.fold((1, 0), |sum, size| (sum.0 + size.0, sum.1 + size.1))
    };
    match &node.value {
        Value::Scalar(scalar) => (1, scalar.text.len()),
        Value::List(items) => sum(&mut items.iter().map(size)),
        Value::Mapping(entries) => sum(&mut entries.iter().map(|entry| {
            let (nodes, bytes) = size(&entry.value);
            (nodes, bytes + entry.key.value.len())
        })),
    }
}

fn is_core_tag(tag: &Tag) -> bool {
    tag.is_yaml_core_schema() && matches!(tag.suffix(), "str" | "int" | "float" | "bool" | "null" | "seq" | "map")
}

fn is_string_tag(tag: &Tag) -> bool {
    tag.is_yaml_core_schema() && tag.suffix() == "str"
}

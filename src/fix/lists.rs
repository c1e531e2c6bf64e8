//! Taking an item out of a list, and putting one in, without touching the lines around it.

use crate::diagnostic::{Diagnostics, Edit, edit};
use crate::parse::node::Entry;
use crate::parse::{Node, Value, parse_node};
use crate::source::{SourceId, SourceMap, Span};

/// Removes the list item whose value stands at `span`: its whole line with the line break, or, between brackets,
/// the item with one comma.
///
/// None where the item does not stand so that it can simply be taken out, such as behind an anchor.
pub fn remove_list_item(sources: &SourceMap, span: Span) -> Option<Edit> {
    let text = sources.text(span.source);
    let range = line_of_item(text, span).or_else(|| between_commas(text, span))?;
    Some(Edit { span: Span::new(span.source, range), text: String::new() })
}

/// Adds `value` at the end of the list at the end of `keys`, such as `["relationships", "related"]`, and makes the
/// list where there is none.
///
/// None where the file cannot be read, or the last key but one has no group of keys: a missing field is a mistake of
/// its own.
pub fn insert_list_item(sources: &SourceMap, source: SourceId, keys: &[&str], value: &str) -> Option<Edit> {
    let text = sources.text(source);
    let root = parse_node(source, text, &mut Diagnostics::default())?;
    let (last, way) = keys.split_last()?;
    let mut entry: Option<&Entry> = None;
    for key in way {
        entry = Some(entry_of(entry.map_or(&root, |entry| &entry.value), key)?);
    }
    let file = File { source, text };
    let group = entry.map_or(&root, |entry| &entry.value);
    match (entry_of(group, last), entry) {
        (Some(list), _) => file.add_to(list, value),
        (None, Some(parent)) if group.is_null() => file.first_key(parent, last, value),
        (None, _) => file.new_key(group, last, value),
    }
}

/// A file into which something is put.
struct File<'a> {
    source: SourceId,
    text: &'a str,
}

impl File<'_> {
    fn add_to(&self, list: &Entry, value: &str) -> Option<Edit> {
        let value = edit::scalar(value);
        match &list.value.value {
            Value::List(items) => match items.last() {
                Some(last) if self.is_flow(&list.value) => self.insert(last.span.end as usize, format!(", {value}")),
                Some(last) => self.insert_line(
                    last.span.end as usize,
                    item_line(self.text, last.span)?.indent,
                    &format!("- {value}"),
                ),
                None => Some(Edit { span: list.value.span, text: format!("[{value}]") }),
            },
            _ if !list.value.is_null() => None,
            _ if list.value.span.start < list.value.span.end => {
                Some(Edit { span: list.value.span, text: format!("[{value}]") })
            }
            _ => {
                let indent = format!("{}  ", self.indent_of_key(list.key.span)?);
                self.insert_line(self.behind_colon(list)?, &indent, &format!("- {value}"))
            }
        }
    }

    /// Puts the first key below a key that has no value yet.
    fn first_key(&self, parent: &Entry, key: &str, value: &str) -> Option<Edit> {
        if parent.value.span.start < parent.value.span.end {
            return None;
        }
        let indent = format!("{}  ", self.indent_of_key(parent.key.span)?);
        let lines = self.key_with_item(&indent, key, value);
        self.insert_line(self.behind_colon(parent)?, &indent, &lines)
    }

    /// Puts another key behind the last one of a group.
    fn new_key(&self, group: &Node, key: &str, value: &str) -> Option<Edit> {
        let Value::Mapping(entries) = &group.value else { return None };
        let flow = self.is_flow(group);
        let Some(last) = entries.last() else {
            let text = format!("{{{key}: [{}]}}", edit::scalar(value));
            return flow.then_some(Edit { span: group.span, text });
        };
        if flow {
            let end = last.value.span.end.max(last.key.span.end) as usize;
            // `{a: }` has its colon behind the key.
            let end = if last.value.is_null() { None } else { Some(end) }?;
            return self.insert(end, format!(", {key}: [{}]", edit::scalar(value)));
        }
        let indent = self.indent_of_key(last.key.span)?;
        let end = match last.value.span.end > last.key.span.end {
            true => last.value.span.end as usize,
            false => self.behind_colon(last)?,
        };
        self.insert_line(end, &indent, &self.key_with_item(&indent, key, value))
    }

    fn key_with_item(&self, indent: &str, key: &str, value: &str) -> String {
        format!("{key}:{}{indent}  - {}", self.line_break(), edit::scalar(value))
    }

    fn insert(&self, at: usize, text: String) -> Option<Edit> {
        Some(Edit { span: Span::new(self.source, at..at), text })
    }

    /// Puts a line below the one that `at` stands in.
    fn insert_line(&self, at: usize, indent: &str, line: &str) -> Option<Edit> {
        let end = line_end(self.text, at);
        self.insert(end, format!("{}{indent}{line}", self.line_break()))
    }

    fn is_flow(&self, node: &Node) -> bool {
        self.text.get(node.span.range()).is_some_and(|text| text.starts_with(['[', '{']))
    }

    /// The white space before a key. None where something else stands there.
    fn indent_of_key(&self, key: Span) -> Option<String> {
        let before = self.text.get(line_start(self.text, key.start as usize)..key.start as usize)?;
        let indent = before.trim_start_matches('\u{feff}');
        indent.bytes().all(|byte| byte == b' ').then(|| indent.to_owned())
    }

    /// The place behind the colon of a key without a value.
    fn behind_colon(&self, entry: &Entry) -> Option<usize> {
        let end = entry.key.span.end as usize;
        let colon = self.text.get(end..line_end(self.text, end))?.find(':')?;
        Some(end + colon + 1)
    }

    fn line_break(&self) -> &'static str {
        match self.text.find('\n') {
            Some(at) if self.text[..at].ends_with('\r') => "\r\n",
            _ => "\n",
        }
    }
}

fn entry_of<'a>(group: &'a Node, key: &str) -> Option<&'a Entry> {
    match &group.value {
        Value::Mapping(entries) => entries.iter().find(|entry| entry.key.value == key),
        _ => None,
    }
}

/// The lines of an item that stands behind a `-` of its own, with their line break.
fn line_of_item(text: &str, span: Span) -> Option<std::ops::Range<usize>> {
    let start = item_line(text, span)?.start;
    let end = line_end(text, span.end as usize);
    let behind = text.get(span.end as usize..end)?.trim_start();
    if !behind.is_empty() && !behind.starts_with('#') {
        return None;
    }
    let line_break = text[end..].chars().take_while(|character| matches!(character, '\r' | '\n'));
    let length = match line_break.take(2).collect::<String>().as_str() {
        "\r\n" => 2,
        "" => 0,
        _ => 1,
    };
    // The last line of a file may have no line break: then the one before it goes.
    let start = if length == 0 { text[..start].trim_end_matches('\n').trim_end_matches('\r').len() } else { start };
    Some(start..end + length)
}

/// An item of `[a, b]` with the comma before it, or, for the first one, with that after it.
fn between_commas(text: &str, span: Span) -> Option<std::ops::Range<usize>> {
    let before = text.get(..span.start as usize)?.trim_end();
    let behind = text.get(span.end as usize..)?.trim_start();
    if before.ends_with(',') && behind.starts_with([',', ']']) {
        return Some(before.len() - 1..span.end as usize);
    }
    let rest = behind.strip_prefix(',').filter(|_| before.ends_with('['))?;
    Some(span.start as usize..text.len() - rest.trim_start_matches(' ').len())
}

/// The line in which an item of a list begins.
struct ItemLine<'a> {
    start: usize,
    /// The white space before the `-`.
    indent: &'a str,
}

/// Where the item whose value is at `span` begins. None where it does not stand behind a `-` alone.
fn item_line(text: &str, span: Span) -> Option<ItemLine<'_>> {
    let start = line_start(text, span.start as usize);
    let before = text.get(start..span.start as usize)?;
    if let Some(indent) = dash(before) {
        return Some(ItemLine { start, indent });
    }
    // The value of a block begins below its `- >-`.
    let above = text[..start].trim_end();
    let start = line_start(text, above.len());
    let (before, head) = above[start..].split_at(above[start..].find("- ")? + 2);
    let is_block = before_is_blank(text, span) && head.trim_start().starts_with(['|', '>']);
    dash(before).filter(|_| is_block).map(|indent| ItemLine { start, indent })
}

fn before_is_blank(text: &str, span: Span) -> bool {
    let start = line_start(text, span.start as usize);
    text[start..span.start as usize].trim().is_empty()
}

/// The white space before a `- ` that ends `before`.
fn dash(before: &str) -> Option<&str> {
    let indent = before.trim_end_matches(' ').strip_suffix('-')?;
    (before.ends_with(' ') && indent.bytes().all(|byte| byte == b' ')).then_some(indent)
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |found| found + 1)
}

/// The end of the line of `at`, before its line break.
fn line_end(text: &str, at: usize) -> usize {
    let end = text[at..].find('\n').map_or(text.len(), |found| at + found);
    if text[at..end].ends_with('\r') { end - 1 } else { end }
}

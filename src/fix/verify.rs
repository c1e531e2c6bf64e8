//! Whether a file reads the same as before, except where it was edited.

use rustc_hash::FxHashMap;

use crate::diagnostic::{Code, Diagnostics, Edit};
use crate::parse::{Node, Value, parse_node};
use crate::source::{SourceId, Span};

/// Whether `after`, which is `before` with `edits`, has the same values at the same keys outside of the edits, and no
/// mistake that `before` did not have. A `before` that cannot be read is never kept.
pub fn keeps_the_rest(before: &str, after: &str, edits: &[&Edit]) -> bool {
    let (Some(old), Some(new)) = (Reading::of(before), Reading::of(after)) else { return false };
    let shift = Shift { edits };
    let old_values = old.values.iter().filter(|leaf| !shift.touches(leaf.span));
    let new_values = new.values.iter().filter(|leaf| !shift.made(leaf.span.start as usize));
    let moved = old_values.map(|leaf| (&leaf.path, &leaf.value, shift.after(leaf.span.start as usize)));
    let here = new_values.map(|leaf| (&leaf.path, &leaf.value, leaf.span.start as usize));
    let no_more_mistakes =
        new.mistakes.iter().all(|(code, count)| old.mistakes.get(code).is_some_and(|before| count <= before));
    let no_value_lost = new.empty.iter().all(|path| old.empty.contains(path));
    no_more_mistakes && no_value_lost && moved.eq(here)
}

/// Whether `edit` puts one value into the file, and that value is `text`.
pub fn reads_as(before: &str, edit: &Edit, text: &str) -> bool {
    let Some(after) = before.get(edit.span.range()).map(|_| super::edited(before, &[edit])) else { return false };
    let Some(reading) = Reading::of(&after) else { return false };
    let shift = Shift { edits: &[edit] };
    let mut made = reading.values.iter().filter(|leaf| shift.made(leaf.span.start as usize));
    made.next().is_some_and(|leaf| leaf.value == text)
        && made.next().is_none()
        && keeps_the_rest(before, &after, &[edit])
}

/// A file as a list of its single values.
struct Reading {
    values: Vec<Leaf>,
    /// Keys without a value, and empty lists.
    empty: Vec<String>,
    mistakes: FxHashMap<Code, usize>,
}

/// One scalar. `path` names the keys to it, without places in lists, since items come and go.
struct Leaf {
    path: String,
    span: Span,
    value: serde_json::Value,
}

impl Reading {
    fn of(text: &str) -> Option<Self> {
        let mut found = Diagnostics::default();
        let root = parse_node(SourceId::default(), text, &mut found)?;
        let mut reading = Self { values: Vec::new(), empty: Vec::new(), mistakes: FxHashMap::default() };
        for diagnostic in found.iter() {
            *reading.mistakes.entry(diagnostic.code).or_default() += 1;
        }
        reading.collect(&root, "");
        Some(reading)
    }

    fn collect(&mut self, node: &Node, path: &str) {
        match &node.value {
            Value::Scalar(scalar) if !scalar.is_null() => {
                self.values.push(Leaf { path: path.to_owned(), span: node.span, value: node.to_json() });
            }
            Value::List(items) if !items.is_empty() => {
                items.iter().for_each(|item| self.collect(item, &format!("{path}[]")));
            }
            Value::Mapping(entries) if !entries.is_empty() => {
                entries.iter().for_each(|entry| self.collect(&entry.value, &format!("{path}.{}", entry.key.value)));
            }
            _ => self.empty.push(path.to_owned()),
        }
    }
}

/// Where places of the old text are in the new one. `edits` are sorted and do not overlap.
struct Shift<'a> {
    edits: &'a [&'a Edit],
}

impl Shift<'_> {
    fn touches(&self, span: Span) -> bool {
        self.edits.iter().any(|edit| edit.span.start < span.end && span.start < edit.span.end)
    }

    /// Where the old place `at` is now.
    fn after(&self, at: usize) -> usize {
        let before = self.edits.iter().filter(|edit| edit.span.range().end <= at);
        before.fold(at, |at, edit| at + edit.text.len() - edit.span.range().len())
    }

    /// Whether the new place `at` lies in text that an edit brought.
    fn made(&self, at: usize) -> bool {
        let mut gone = 0;
        let mut come = 0;
        self.edits.iter().any(|edit| {
            let start = edit.span.range().start + come - gone;
            come += edit.text.len();
            gone += edit.span.range().len();
            (start..start + edit.text.len()).contains(&at)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn keeps(before: &str, old: &str, new: &str) -> bool {
        let at = before.find(old).expect("the old text stands in the file");
        let edit = Edit { span: Span::new(SourceId::default(), at..at + old.len()), text: new.to_owned() };
        let after = before.replacen(old, new, 1);
        keeps_the_rest(before, &after, &[&edit])
    }

    #[test]
    fn a_change_inside_one_value_keeps_the_rest() {
        assert!(keeps("a: No\nb: x\n", "No", "\"No\""));
        assert!(keeps("# c\na:\n  - x\n  - y\nb: z\n", "  - y\n", ""));
        assert!(keeps("a:\n  - x\nb: z\n", "- x", "- x\n  - new"));
    }

    #[test]
    fn a_change_that_swallows_or_moves_a_neighbour_does_not() {
        assert!(!keeps("a: x\nb: y\n", "x", "\"x"));
        assert!(!keeps("a:\n  - x\nb: y\n", "- x\n", "- x\n  "));
        assert!(!keeps("a: x\nb: y\n", "x", "x\nb: z"), "a key twice");
        assert!(!keeps("a: &n x\nb: *n\n", "*n", "y"), "an anchor that nobody uses");
        assert!(!keeps("a:\n  - x\n", "- x", ""), "a list without items");
    }
}

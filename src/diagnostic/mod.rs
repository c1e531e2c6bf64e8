//! What an author has to know about the glossary: one mistake, one [`Diagnostic`].
//!
//! A diagnostic says *what* is wrong and where; how it looks is a printer's business ([`print`](mod@print)), and how
//! grave it is gets decided once, when the project's own rule levels meet the defaults
//! (`validate::levels`). Every text in it is made printable here, so that nothing from a term can
//! steer a terminal or forge a line of a log.

pub mod edit;
pub mod print;
pub mod suggest;

use std::fmt;

use crate::source::{SourceId, Span};

/// A rule's stable name, twice: short for machines, and in words that read well after "allow".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code {
    /// Like `G201`. Never reused for another rule.
    pub id: &'static str,
    /// Like `relationship-to-missing-term`: the problem, not the remedy.
    pub name: &'static str,
}

impl Code {
    /// A code with its name.
    pub const fn new(id: &'static str, name: &'static str) -> Self {
        Self { id, name }
    }
}

/// What happens when a rule finds something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Nothing: the rule is off.
    Allow,
    /// A warning.
    Warn,
    /// An error: nothing is written.
    Deny,
    /// An error that no project can switch off, since the output would be unsafe or incomplete.
    Forbid,
}

impl Level {
    /// The levels that `rules:` in `glossary.yml` may name.
    pub const NAMES: &'static [&'static str] = &["allow", "warn", "deny"];

    /// The level that `rules:` calls by this name.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "allow" => Some(Self::Allow),
            "warn" => Some(Self::Warn),
            "deny" => Some(Self::Deny),
            _ => None,
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Allow => "allow",
            Self::Warn => "warn",
            Self::Deny => "deny",
            Self::Forbid => "forbid",
        })
    }
}

/// How grave a diagnostic is in this run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// An editor should look at it; the build goes on.
    Warning,
    /// Nothing is written, and the exit code is 1.
    Error,
}

impl Severity {
    /// `error` or `warning`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A second place that belongs to the same mistake.
#[derive(Clone, Debug)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What to see there; may be empty.
    pub text: String,
}

/// A change that mends the mistake without changing what the author meant.
#[derive(Clone, Debug)]
pub struct Fix {
    /// What the fix does, as a command: "put the value in quotes".
    pub title: String,
    /// The changes, all in one file, not overlapping.
    pub edits: Vec<Edit>,
    /// For a file with the wrong name: which file, and the path that it should have.
    pub rename: Option<Rename>,
}

impl Fix {
    /// The files that it changes; one may come more than once.
    pub fn files(&self) -> impl Iterator<Item = SourceId> {
        self.edits.iter().map(|edit| edit.span.source).chain(self.rename.iter().map(|rename| rename.source))
    }
}

/// A file that should be called otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rename {
    /// The file.
    pub source: SourceId,
    /// Its new path, relative to the project's root, with forward slashes.
    pub path: String,
}

/// One replacement of source text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What goes; empty for an insertion.
    pub span: Span,
    /// What comes.
    pub text: String,
}

/// One mistake, with its place and a way out.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// The rule that found it.
    pub code: Code,
    /// Decided by `validate::levels`; until then an error, or a warning where the rule knows a lesser case of its mistake.
    pub severity: Severity,
    /// What is wrong, in one line that makes sense alone: lower case, no full stop.
    pub message: String,
    /// The offending text.
    pub span: Span,
    /// What to see there; may be empty.
    pub label: String,
    /// Other places that belong to it.
    pub others: Vec<Label>,
    /// Ways out, one idea each.
    pub help: Vec<String>,
    /// The field, as a path: `relationships.broader[0]`.
    pub field: Option<String>,
    /// The safe way to mend it, where there is one.
    pub fix: Option<Fix>,
}

/// Longest message, in characters; the rest is cut.
pub const MAX_MESSAGE: usize = 300;

impl Diagnostic {
    /// A mistake at `span`. `message` makes sense without the source line.
    pub fn new(code: Code, span: Span, message: impl AsRef<str>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: printable(message.as_ref()),
            span,
            label: String::new(),
            others: Vec::new(),
            help: Vec::new(),
            field: None,
            fix: None,
        }
    }

    /// Marks a lesser case of the mistake, which is no more than a warning unless the project says otherwise.
    pub fn lesser(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    /// Says what to see at the place itself.
    pub fn label(mut self, text: impl AsRef<str>) -> Self {
        self.label = printable(text.as_ref());
        self
    }

    /// Adds another place.
    pub fn other(mut self, span: Span, text: impl AsRef<str>) -> Self {
        self.others.push(Label { span, text: printable(text.as_ref()) });
        self
    }

    /// Adds a way out.
    pub fn help(mut self, text: impl AsRef<str>) -> Self {
        self.help.push(printable(text.as_ref()));
        self
    }

    /// Adds a way out, where there is one.
    pub fn maybe_help(self, text: Option<impl AsRef<str>>) -> Self {
        match text {
            Some(text) => self.help(text),
            None => self,
        }
    }

    /// Names the field.
    pub fn field(mut self, path: impl Into<String>) -> Self {
        self.field = Some(printable(&path.into()));
        self
    }

    /// Adds the safe way to mend it.
    pub fn fix(mut self, title: impl AsRef<str>, edits: Vec<Edit>) -> Self {
        self.fix = Some(Fix { title: printable(title.as_ref()), edits, rename: None });
        self
    }

    /// Adds the safe way to mend it, where there is one.
    pub fn maybe_fix(self, title: impl AsRef<str>, edit: Option<Edit>) -> Self {
        match edit {
            Some(edit) => self.fix(title, vec![edit]),
            None => self,
        }
    }

    /// Adds another name for the file that the diagnostic stands in.
    pub fn fix_by_rename(mut self, title: impl AsRef<str>, path: impl Into<String>) -> Self {
        let rename = Rename { source: self.source(), path: path.into() };
        self.fix = Some(Fix { title: printable(title.as_ref()), edits: Vec::new(), rename: Some(rename) });
        self
    }

    /// The file.
    pub fn source(&self) -> SourceId {
        self.span.source
    }
}

/// All that a stage has found so far.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Adds all of another stage.
    pub fn append(&mut self, mut other: Diagnostics) {
        self.0.append(&mut other.0);
    }

    /// The diagnostics as a plain list.
    pub fn into_vec(self) -> Vec<Diagnostic> {
        self.0
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.0.iter()
    }
}

/// `text` on one line, without anything that a terminal or a log could obey, cut at [`MAX_MESSAGE`].
///
/// Line breaks and tabs become spaces; other characters that do not print are written `<U+202E>`.
pub fn printable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (count, (at, character)) in text.char_indices().enumerate() {
        if count == MAX_MESSAGE {
            out.push('…');
            break;
        }
        match character {
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => out.push(' '),
            _ if is_unprintable(character) || begins_log_command(&text[at..]) => {
                out.push_str(&format!("<U+{:04X}>", u32::from(character)));
            }
            _ => out.push(character),
        }
    }
    out
}

/// Whether a CI runner would take `text` for a command to itself: `##[add-mask]`, `##vso[…]`, `##teamcity[…]`.
///
/// Runners look for these anywhere in a line of their log, not only at its start.
pub fn begins_log_command(text: &str) -> bool {
    text.strip_prefix("##")
        .is_some_and(|rest| rest.trim_start_matches(|letter: char| letter.is_ascii_alphabetic()).starts_with('['))
}

/// Control characters, bidirectional controls, tag characters and other invisible steering.
pub fn is_unprintable(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_hold_one_line_and_nothing_a_terminal_obeys() {
        assert_eq!(printable("a\u{1b}[31mb\r\nc\u{202e}d"), "a<U+001B>[31mb  c<U+202E>d");
    }

    #[test]
    fn messages_cannot_talk_to_a_ci_runner() {
        assert_eq!(printable("a ##[add-mask]e"), "a <U+0023>#[add-mask]e");
        assert_eq!(printable("##vso[task.setvariable]"), "<U+0023>#vso[task.setvariable]");
        assert_eq!(printable("## Heading, a ##b"), "## Heading, a ##b");
    }

    #[test]
    fn messages_are_cut_at_their_cap() {
        let long = printable(&"x".repeat(1000));
        assert_eq!(long.chars().count(), MAX_MESSAGE + 1);
        assert!(long.ends_with('…'));
    }
}

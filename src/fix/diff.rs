//! What a fix changed, for people to read before they let it happen.

use similar::TextDiff;

use crate::diagnostic::print::visible;
use crate::source::{SourceId, SourceMap};

/// A file that has another text or another name than before.
#[derive(Clone, Debug)]
pub struct Change {
    /// The file.
    pub source: SourceId,
    /// Its path before, relative to the project's root.
    pub old_path: String,
    /// Its path now.
    pub path: String,
    /// Its text before.
    pub old_text: String,
    /// Its text now.
    pub text: String,
}

/// Lines that stand unchanged around each change of a [`Change::diff`].
const CONTEXT: usize = 2;

impl Change {
    /// What became of the file, if anything.
    pub(super) fn between(before: &SourceMap, after: &SourceMap, source: SourceId) -> Option<Self> {
        let same = before.path(source) == after.path(source) && before.text(source) == after.text(source);
        (!same).then(|| Self {
            source,
            old_path: before.path(source).to_owned(),
            path: after.path(source).to_owned(),
            old_text: before.text(source).to_owned(),
            text: after.text(source).to_owned(),
        })
    }

    /// The change as a unified diff, as git prints it.
    ///
    /// For eyes: what a terminal would obey is shown as a sign, and line breaks are all alike.
    pub fn diff(&self) -> String {
        let (old_path, path) = (visible(&self.old_path), visible(&self.path));
        let mut out = String::new();
        if self.old_path != self.path {
            out.push_str(&format!("rename from {old_path}\nrename to {path}\n"));
        }
        let (old, new) = (shown(&self.old_text), shown(&self.text));
        let diff = TextDiff::from_lines(&old, &new);
        let mut unified = diff.unified_diff();
        unified.context_radius(CONTEXT).header(&format!("a/{old_path}"), &format!("b/{path}"));
        out.push_str(&unified.to_string());
        out
    }
}

fn shown(text: &str) -> String {
    let text = text.trim_start_matches('\u{feff}');
    let line = |line: &str| match line.strip_suffix('\n') {
        Some(line) => format!("{}\n", visible(line.trim_end_matches('\r'))),
        None => visible(line),
    };
    text.split_inclusive('\n').map(line).collect()
}

//! `check --fix`: mends what can be mended without changing what the author meant.
//!
//! A rule attaches a [`Fix`] to its diagnostic; the functions of [`lists`] and [`replace_scalar`] make the edits that
//! rules need. [`apply`] puts them into the texts, and [`mend`] repeats that until nothing is left to do. No disk: texts
//! come in and go out, and everything that no edit touches stays byte for byte, comments and line breaks included.
//!
//! Nothing is taken on trust: after each fix the file is parsed again, and a fix that changed any other value, or
//! that made a new mistake, is left out (`verify`).

mod diff;
pub mod lists;
mod verify;

pub use diff::Change;
pub use lists::{insert_list_item, remove_list_item};

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Edit, Fix, Rename, edit, is_unprintable};
use crate::model::name::fold;
use crate::source::{SourceId, SourceMap, Span};

/// How often [`mend`] goes over the texts. A fix may uncover another, but not for ever.
pub const MAX_ROUNDS: usize = 10;

/// Puts `text` in the place of the scalar at `span`, in the same quotes where it can stand in them.
///
/// For values that are written wrongly and mean one thing: `Draft` for `draft`, spaces around a name. None where no
/// way of writing it reads back as `text`, such as in a block that ends in a line break.
pub fn replace_scalar(sources: &SourceMap, span: Span, text: &str) -> Option<Edit> {
    let ways = [as_before(sources.slice(span), text), edit::scalar(text), text.to_owned()];
    let mut edits = ways.into_iter().map(|text| Edit { span, text });
    edits.find(|edit| verify::reads_as(sources.text(span.source), edit, text))
}

/// `text` in the quotes of `raw`.
fn as_before(raw: &str, text: &str) -> String {
    match raw.chars().next() {
        Some('\'') if !text.chars().any(is_unprintable) => format!("'{}'", text.replace('\'', "''")),
        Some('"' | '\'') => edit::quoted(text),
        _ => edit::scalar(text),
    }
}

/// What [`apply`] did.
#[derive(Debug, Default)]
pub struct Fixed {
    /// The new texts of the files that changed.
    pub texts: BTreeMap<SourceId, String>,
    /// The files that get another name, by place.
    pub renames: Vec<Rename>,
    /// How many fixes were applied.
    pub applied: usize,
}

/// Applies the fixes of `diagnostics`, the first ones first.
///
/// Of two fixes that touch the same place the first one wins; the other is found again in the next round, if it is
/// still needed. A fix that would change anything beside its own place is left out.
pub fn apply(sources: &SourceMap, diagnostics: &[Diagnostic]) -> Fixed {
    let fixes = || diagnostics.iter().filter_map(|diagnostic| diagnostic.fix.as_ref());
    let mut by_file: BTreeMap<SourceId, Vec<&Fix>> = BTreeMap::new();
    for fix in fixes() {
        if let Some(source) = only_file(fix) {
            by_file.entry(source).or_default().push(fix);
        }
    }
    let mut fixed = Fixed::default();
    for (source, fixes) in by_file {
        let edits = accepted(sources.text(source), &fixes, &mut fixed.applied);
        if !edits.is_empty() {
            fixed.texts.insert(source, edited(sources.text(source), &edits));
        }
    }
    fixed.renames = renames(sources, fixes().filter_map(|fix| fix.rename.as_ref()));
    fixed.applied += fixed.renames.len();
    fixed
}

impl Fixed {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.applied == 0
    }

    /// All files as they are now, each with the id that it had in `before`.
    pub fn sources(&self, before: &SourceMap) -> SourceMap {
        let mut after = SourceMap::default();
        for source in before.ids() {
            let renamed = self.renames.iter().find(|rename| rename.source == source);
            let path = renamed.map_or(before.path(source), |rename| &rename.path);
            let text = self.texts.get(&source).map_or(before.text(source), String::as_str);
            after.add(path, text);
        }
        after
    }
}

/// What [`mend`] came to.
#[derive(Debug)]
pub struct Mended {
    /// The files that have another text or name than before.
    pub changes: Vec<Change>,
    /// How many fixes were applied in all rounds.
    pub applied: usize,
    /// All files as they are now, with the ids that they had before.
    pub sources: SourceMap,
    /// What `check` still finds in them.
    pub diagnostics: Vec<Diagnostic>,
}

/// Checks and mends in turn until a check finds nothing more to mend, at most [`MAX_ROUNDS`] times.
///
/// # Errors
/// Those of `check`.
pub fn mend<E>(
    before: &SourceMap,
    mut check: impl FnMut(&SourceMap) -> Result<Vec<Diagnostic>, E>,
) -> Result<Mended, E> {
    let mut sources = Fixed::default().sources(before);
    let mut diagnostics = check(&sources)?;
    let mut applied = 0;
    for _ in 0..MAX_ROUNDS {
        let fixed = apply(&sources, &diagnostics);
        if fixed.is_empty() {
            break;
        }
        applied += fixed.applied;
        sources = fixed.sources(&sources);
        diagnostics = check(&sources)?;
    }
    let changes = before.ids().filter_map(|source| Change::between(before, &sources, source)).collect();
    Ok(Mended { changes, applied, sources, diagnostics })
}

/// The file of a fix's edits. None for a fix without edits, or with edits in more than one file.
fn only_file(fix: &Fix) -> Option<SourceId> {
    let source = fix.edits.first()?.span.source;
    fix.edits.iter().all(|edit| edit.span.source == source).then_some(source)
}

/// The edits of all `fixes` to `text` that can be applied together, by place.
fn accepted<'a>(text: &str, fixes: &[&'a Fix], applied: &mut usize) -> Vec<&'a Edit> {
    let mut accepted: Vec<&Edit> = Vec::new();
    for fix in fixes {
        let clashes = |edit: &Edit| accepted.iter().any(|other| clash(edit, other));
        if fix.edits.iter().any(|edit| clashes(edit) || text.get(edit.span.range()).is_none()) {
            continue;
        }
        let mut together: Vec<&Edit> = accepted.iter().copied().chain(&fix.edits).collect();
        together.sort_by_key(|edit| edit.span);
        if verify::keeps_the_rest(text, &edited(text, &together), &together) {
            accepted = together;
            *applied += 1;
        }
    }
    accepted
}

/// Whether two edits cannot both be applied. Two different insertions at one place can.
fn clash(a: &Edit, b: &Edit) -> bool {
    let overlap = a.span.start < b.span.end && b.span.start < a.span.end;
    overlap || a == b || (a.span == b.span && a.span.start != a.span.end)
}

/// `text` with `edits`, which are sorted and do not overlap.
fn edited(text: &str, edits: &[&Edit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        let range = edit.span.range();
        out.push_str(&text[at..range.start]);
        out.push_str(&edit.text);
        at = range.end;
    }
    out.push_str(&text[at..]);
    out
}

/// The renames that stay in their folder and meet no other file, also where the disk does not tell case apart.
fn renames<'a>(sources: &SourceMap, wanted: impl Iterator<Item = &'a Rename>) -> Vec<Rename> {
    let mut taken: BTreeMap<String, SourceId> =
        sources.ids().map(|source| (fold(sources.path(source)), source)).collect();
    let mut renames: Vec<Rename> = Vec::new();
    for rename in wanted {
        let stays = folder(&rename.path) == folder(sources.path(rename.source));
        let is_new = renames.iter().all(|other| other.source != rename.source);
        let key = fold(&rename.path);
        if stays && is_new && taken.get(&key).is_none_or(|&owner| owner == rename.source) {
            taken.insert(key, rename.source);
            renames.push(rename.clone());
        }
    }
    renames.sort_by_key(|rename| rename.source);
    renames
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

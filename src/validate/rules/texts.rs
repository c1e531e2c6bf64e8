//! Every text of a term with the name of its field, for rules that look at all of them alike.

use rustc_hash::FxHashMap;

use super::super::{Context, Report};
use crate::diagnostic::Diagnostic;
use crate::fix;
use crate::model::Term;
use crate::model::name::{fold, name_key};
use crate::source::Spanned;

/// One text of a term.
pub struct Text<'a> {
    /// The field without its place in a list: `citations.url`.
    pub key: &'static str,
    /// The place in the list, where it is one.
    pub index: Option<usize>,
    /// The text.
    pub value: &'a Spanned<String>,
}

impl Text<'_> {
    /// The field as a path: `citations[0].url`.
    pub fn path(&self) -> String {
        match (self.index, self.key.strip_prefix("citations.")) {
            (None, _) => self.key.to_owned(),
            (Some(index), Some(key)) => format!("citations[{index}].{key}"),
            (Some(index), None) => format!("{}[{index}]", self.key),
        }
    }
}

/// All texts of a term, in the order of its fields.
pub fn all(term: &Term) -> Vec<Text<'_>> {
    let mut texts = Vec::with_capacity(32);
    let one = |key, value| Text { key, index: None, value };
    texts.push(one("term", &term.name));
    for (key, values) in [("aliases", &term.aliases), ("categories", &term.categories), ("roles", &term.roles)] {
        extend(&mut texts, key, values);
    }
    let single = [
        ("short_def", &term.short_def),
        ("long_def", &term.long_def),
        ("audiences.exec", &term.exec),
        ("audiences.engineer", &term.engineer),
    ];
    texts.extend(single.into_iter().filter_map(|(key, text)| Some(one(key, text.as_ref()?))));
    for (key, values) in
        [("examples.do", &term.dos), ("examples.dont", &term.donts), ("governance.nist_rmf_tags", &term.nist_rmf_tags)]
    {
        extend(&mut texts, key, values);
    }
    texts.extend(term.risk_notes.as_ref().map(|text| one("governance.risk_notes", text)));
    for (key, values) in [
        ("relationships.broader", &term.broader),
        ("relationships.narrower", &term.narrower),
        ("relationships.related", &term.related),
    ] {
        extend(&mut texts, key, values);
    }
    for (index, citation) in term.citations.iter().enumerate() {
        for (key, text) in [("citations.source", &citation.source), ("citations.url", &citation.url)] {
            texts.extend(text.as_ref().map(|value| Text { key, index: Some(index), value }));
        }
    }
    let last = [("license", &term.license), ("replaced_by", &term.replaced_by), ("owner", &term.owner)];
    texts.extend(last.into_iter().filter_map(|(key, text)| Some(one(key, text.as_ref()?))));
    texts
}

fn extend<'a>(texts: &mut Vec<Text<'a>>, key: &'static str, values: &'a [Spanned<String>]) {
    texts.extend(values.iter().enumerate().map(|(index, value)| Text { key, index: Some(index), value }));
}

/// Reports each item of a list that stands there before, exactly so.
pub fn repeats(items: &[Spanned<String>], path: &str, context: &Context<'_>, report: &mut Report<'_>) {
    let mut seen: FxHashMap<&str, &Spanned<String>> = FxHashMap::default();
    for (index, item) in items.iter().enumerate() {
        match seen.get(item.value.trim()) {
            None => {
                seen.insert(item.value.trim(), item);
            }
            Some(first) => {
                let edit = report
                    .fix_in(context.sources, item.span.source, || fix::remove_list_item(context.sources, item.span));
                let finding = report.at(item.span, format!("`{}` stands in this list twice", item.value.trim()));
                let finding = finding.field(format!("{path}[{index}]")).other(first.span, "the first one");
                report.push(finding.help("remove one of the two").maybe_fix("remove the second one", edit));
            }
        }
    }
}

/// Gives `finding`, which says that no list has `text`, the fix where the list has it in another spelling.
pub fn respelled<'a>(
    finding: Diagnostic,
    text: &Spanned<String>,
    known: impl Iterator<Item = &'a str> + Clone,
    context: &Context<'_>,
    report: &mut Report<'_>,
) -> Diagnostic {
    let Some(name) = same_name(text, known) else { return finding };
    let edit =
        report.fix_in(context.sources, text.span.source, || fix::replace_scalar(context.sources, text.span, name));
    finding.maybe_fix("write the name as in the list", edit)
}

/// The one of `known` that `text` is but for case, or else but for case and for spaces, `-` or `_` in place of each
/// other. None where two are, such as `CC BY 4.0` and `CC-BY-4.0`.
fn same_name<'a>(text: &str, known: impl Iterator<Item = &'a str> + Clone) -> Option<&'a str> {
    let alike = |key: fn(&str) -> String| {
        let wanted = key(text.trim());
        let mut found = known.clone().filter(|name| key(name) == wanted);
        let first = found.next()?;
        found.all(|other| other == first).then_some(first)
    };
    alike(fold).or_else(|| alike(name_key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_another_spelling_is_found_and_a_guess_is_not() {
        let known = ["data_science", "CC BY 4.0", "CC-BY-4.0"];
        let found = |text| same_name(text, known.into_iter());
        assert_eq!(found(" Data-Science "), Some("data_science"));
        assert_eq!(found("cc-by-4.0"), Some("CC-BY-4.0"));
        assert_eq!(found("cc by-4.0"), None, "two are as near");
        assert_eq!(found("data_sciense"), None);
    }
}

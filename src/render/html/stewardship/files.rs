//! The report as files beside the governance page: everything as JSON, and a table of all terms for a spreadsheet.

use serde_json::{Value, json};

use super::super::pages::tags;
use super::super::site::Site;
use super::{FunctionKind, Functions, REPORT, Report, TABLE, age, is_due, owner};
use crate::digest::Digest;
use crate::failure::Failure;
use crate::model::term::trimmed;
use crate::model::{Term, TermId};
use crate::source::Spanned;

/// Writes both files, which are made from `from`.
pub fn render<'r, 'a: 'r>(site: &Site<'_>, from: Digest, report: &dyn Fn() -> &'r Report<'a>) -> Result<(), Failure> {
    site.hand_over_made(REPORT, from, || {
        let mut text = serde_json::to_vec_pretty(&document(site, report())).expect("plain values with text keys");
        text.push(b'\n');
        text
    })?;
    site.hand_over_made(TABLE, from, || table(site).into_bytes())
}

fn document(site: &Site<'_>, report: &Report<'_>) -> Value {
    let slugs = |ids: &[TermId]| ids.iter().map(|&id| slug(site, id)).collect::<Vec<_>>();
    let work = &report.work;
    json!({
        "as_of": site.context.today.to_string(),
        "max_age_days": site.context.settings.max_age_days,
        "terms": site.context.glossary.terms.len(),
        "statuses": report.statuses.iter().map(|(status, count)| json!({
            "status": status.map(crate::model::Status::name), "terms": count,
        })).collect::<Vec<_>>(),
        "review_ages": report.ages.iter().map(|band| json!({
            "from_days": band.from, "to_days": band.to, "is_due": band.is_due, "terms": band.count,
        })).collect::<Vec<_>>(),
        "owners": report.owners.iter().map(|owner| json!({
            "owner": Some(owner.name).filter(|name| !name.is_empty()), "terms": owner.count, "due": owner.due,
            "oldest_review": owner.oldest.map(|day| day.to_string()),
        })).collect::<Vec<_>>(),
        "coverage": coverage(site, report),
        "functions": report.functions.rows.iter().map(|row| json!({
            "function": match row.kind {
                FunctionKind::Function(name) => Value::from(name),
                FunctionKind::Other => "other tags".into(),
                FunctionKind::Untagged => Value::Null,
            },
            "statuses": Functions::STATUSES.iter().zip(row.counts).map(|(status, count)| (status.name().to_owned(), count.into()))
                .collect::<serde_json::Map<String, Value>>(),
            "terms": row.terms,
        })).collect::<Vec<_>>(),
        "due": slugs(&work.due),
        "without_risk_notes": slugs(&work.without_risk),
        "without_tags": slugs(&work.without_tags),
        "without_owner": slugs(&work.without_owner),
        "deprecated_without_replacement": slugs(&work.without_replacement),
        "drafts": slugs(&work.drafts),
        "wanted": work.wanted.iter().map(|name| json!({
            "name": name.name, "is_shared": name.is_shared, "terms": slugs(&name.terms),
        })).collect::<Vec<_>>(),
        "one_sided": work.one_sided.iter().map(|link| json!({
            "from": slug(site, link.from), "relation": link.relation.key(), "to": slug(site, link.to),
        })).collect::<Vec<_>>(),
    })
}

fn coverage(site: &Site<'_>, report: &Report<'_>) -> Value {
    let rows = site.tags.iter().zip(&report.coverage.rows);
    let rows = rows.map(|(tag, row)| {
        json!({
            "tag": tag.key, "title": tags::title(tag), "function": tag.entry.map_or("", |tag| &tag.function),
            "terms": row.terms, "counts": row.counts,
        })
    });
    json!({
        "categories": site.categories.iter().map(|group| group.key).collect::<Vec<_>>(),
        "tags": rows.collect::<Vec<_>>(),
    })
}

fn slug<'s>(site: &'s Site<'_>, id: TermId) -> &'s str {
    site.context.glossary.term(id).slug.as_str()
}

const COLUMNS: &str = "term,slug,status,owner,last_reviewed,age_days,review_due,categories,roles,nist_rmf_tags,risk_notes,replaced_by,source_file";

fn table(site: &Site<'_>) -> String {
    let glossary = site.context.glossary;
    let mut out = format!("{COLUMNS}\r\n");
    for &id in glossary.ids_by_name() {
        let cells = cells(site, glossary.term(id)).map(|cell| quoted(&cell));
        out.push_str(&cells.join(","));
        out.push_str("\r\n");
    }
    out
}

fn cells(site: &Site<'_>, term: &Term) -> [String; 13] {
    let list = |names: &[Spanned<String>]| names.iter().map(|name| name.value.as_str()).collect::<Vec<_>>().join("; ");
    let yes_or_no = |is_so: bool| if is_so { "yes" } else { "no" }.to_owned();
    [
        term.name.value.clone(),
        term.slug.to_string(),
        term.status.as_ref().map_or("", |status| status.value.name()).to_owned(),
        owner(term).to_owned(),
        term.last_reviewed.as_ref().map_or_else(String::new, |date| date.value.to_string()),
        age(site, term).map_or_else(String::new, |days| days.to_string()),
        yes_or_no(is_due(site, term)),
        list(&term.categories),
        list(&term.roles),
        list(&term.nist_rmf_tags),
        yes_or_no(!trimmed(&term.risk_notes).is_empty()),
        trimmed(&term.replaced_by).to_owned(),
        site.context.inputs.sources.path(term.source).to_owned(),
    ]
}

/// A cell as RFC 4180 wants it. A spreadsheet would run a text that begins like a formula, so that one gets an apostrophe.
fn quoted(cell: &str) -> String {
    let is_number = cell.parse::<i64>().is_ok();
    let is_formula = !is_number && cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let cell = if is_formula { format!("'{cell}") } else { cell.to_owned() };
    if cell.contains(['"', ',', '\n', '\r', ';']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_becomes_a_formula_or_a_second_column() {
        assert_eq!(quoted("=1+2"), "'=1+2");
        assert_eq!(quoted("-12"), "-12");
        assert_eq!(quoted("a \"b\", c"), "\"a \"\"b\"\", c\"");
        assert_eq!(quoted("plain words"), "plain words");
    }
}

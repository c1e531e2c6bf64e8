//! `llms.txt`: a guide to the site for language models, as short Markdown (llmstxt.org).

use super::sitemap;
use crate::model::vocabulary;
use crate::render::body::line_to_plain;
use crate::render::html::groups::Group;
use crate::render::html::site::Site;
use crate::render::html::stewardship;
use crate::render::links::Page;
use crate::render::links::api::ApiFile;
use crate::resolve::TermId;

/// Up to so many terms, the guide names each of them; in a larger glossary it names the categories.
const TERMS: usize = 500;

pub fn file(site: &Site<'_>) -> (String, String) {
    let settings = site.context.settings;
    let mut guide = format!("# {}\n\n", line(&settings.title));
    if !settings.description.is_empty() {
        guide.push_str(&format!("> {}\n\n", line(&settings.description)));
    }
    let count = site.context.glossary.terms.len();
    guide.push_str(&format!(
        "{count} terms. Each page says how far its entry can be relied on: approved, reviewed, draft or deprecated. \
         A deprecated entry names the term to use instead. Entries are licensed {}.\n",
        line(&settings.license)
    ));
    guide.push_str(&if count <= TERMS { terms(site) } else { categories(site) });
    guide.push_str(&lists(site));
    guide.push_str(&data(site));
    guide.push_str(&written(site));
    ("llms.txt".to_owned(), guide)
}

/// Each term under its main category.
fn terms(site: &Site<'_>) -> String {
    let glossary = site.context.glossary;
    let main = |id: TermId| stewardship::categories(site, glossary.term(id)).first().copied();
    let those = |place: Option<usize>| -> String {
        glossary.ids_by_name().iter().filter(|&&id| main(id) == place).map(|&id| term(site, id)).collect()
    };
    let sections = site.categories.iter().enumerate().map(|(place, group)| (group.key, those(Some(place))));
    sections.chain([("Other terms", those(None))]).map(|(title, rows)| section(title, &rows)).collect()
}

fn term(site: &Site<'_>, id: TermId) -> String {
    let term = site.context.glossary.term(id);
    let mut about = line_to_plain(term.short_definition());
    if term.is_deprecated() {
        let instead =
            site.context.glossary.replacement(id).map(|id| site.context.glossary.term(id).name.value.as_str());
        let instead = instead.map_or_else(String::new, |name| format!(", use {name}"));
        about = format!("deprecated{instead}. {about}");
    }
    row(&term.name, &address(site, &site.term_page(id)), &about)
}

fn categories(site: &Site<'_>) -> String {
    let rows = site.categories.iter().filter_map(|group: &Group<'_, vocabulary::Category>| {
        let about = group.entry.map_or_else(String::new, |category| line_to_plain(&category.description));
        Some(row(group.key, &address(site, group.page.as_ref()?), &format!("{} terms. {about}", group.terms.len())))
    });
    section("Terms by category", &rows.collect::<String>())
}

fn lists(site: &Site<'_>) -> String {
    let all = row("All terms, A to Z", &address(site, &Page::Terms), "with their other names");
    let roles = row("Roles", &address(site, &Page::Roles), "what to read first, by profession");
    section("Lists", &(all + &roles))
}

fn data(site: &Site<'_>) -> String {
    let link = |file: &str| site.absolute_file(file).unwrap_or_else(|| file.to_owned());
    let mut rows = row(
        "Table of all terms",
        &link(stewardship::TABLE),
        "CSV: status, owner, last review, categories, roles, tags",
    );
    // The tree of small files is an output of its own, which a project can leave out.
    let outputs = site.context.settings.outputs.as_ref();
    if outputs.is_none_or(|outputs| outputs.iter().any(|output| output.value == "api")) {
        rows += &row("Every term as data", &link(&ApiFile::Index.file()), "JSON: an index, then one small file a term");
    }
    rows += &row("Governance report", &link(stewardship::REPORT), "JSON: what is due, missing and not covered");
    if let Some(address) = site.absolute_file(sitemap::FILE) {
        rows += &row("Sitemap", &address, "XML: every page");
    }
    section("Data", &rows)
}

fn written(site: &Site<'_>) -> String {
    let pages = site.context.pages.iter();
    let rows = pages.map(|page| {
        row(&page.title, &address(site, &Page::Written(page.stem.clone())), &line_to_plain(&page.description))
    });
    section("Optional", &rows.collect::<String>())
}

fn section(title: &str, rows: &str) -> String {
    if rows.is_empty() { String::new() } else { format!("\n## {}\n\n{rows}", line(title)) }
}

fn row(title: &str, address: &str, about: &str) -> String {
    let about = line(about.trim());
    let about = if about.is_empty() { about } else { format!(": {about}") };
    format!("- [{}]({address}){about}\n", line(title))
}

/// Text as one line in which nothing is markup.
fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut letters = words.chars().peekable();
    while let Some(letter) = letters.next() {
        // An ampersand alone is one; before a letter it begins a character reference.
        let begins_reference =
            letter == '&' && letters.peek().is_some_and(|next| next.is_alphanumeric() || *next == '#');
        if begins_reference || matches!(letter, '\\' | '[' | ']' | '<' | '`' | '*' | '_') {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

/// In full where the project has a `base_url`, else from the root of the site.
fn address(site: &Site<'_>, page: &Page) -> String {
    site.absolute(page).unwrap_or_else(|| crate::render::links::encode(&page.file()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_one_line_without_markup() {
        assert_eq!(line("Tools &\n Agents &copy; [a](b) <i> *x*"), r"Tools & Agents \&copy; \[a\](b) \<i> \*x\*");
    }
}

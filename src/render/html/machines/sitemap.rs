//! `sitemap.xml`: the address of every page, for search engines (sitemaps.org, protocol 0.9).

use rustc_hash::FxHashMap;

use crate::model::ReviewDate;
use crate::render::body::escape_html as escape;
use crate::render::html::site::Site;
use crate::render::links::Page;

/// Below the site.
pub const FILE: &str = "sitemap.xml";

/// How many addresses the protocol allows in one file.
const MOST: usize = 50_000;

const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// One file, or more of them and an index; none without `base_url`, since every address must be in full.
pub fn files(site: &Site<'_>) -> Vec<(String, String)> {
    let days = days(site);
    let mut entries: Vec<String> =
        site.pages().iter().filter(|page| page.is_listed()).filter_map(|page| entry(site, &days, page)).collect();
    entries.sort_unstable();
    split(&entries, MOST, |file| site.absolute_file(file).unwrap_or_default())
}

fn split(entries: &[String], most: usize, address: impl Fn(&str) -> String) -> Vec<(String, String)> {
    match entries.len() {
        0 => Vec::new(),
        count if count <= most => vec![(FILE.to_owned(), document("urlset", entries))],
        _ => {
            let parts = entries.chunks(most).enumerate();
            let mut files: Vec<(String, String)> =
                parts.map(|(index, part)| (format!("sitemap-{}.xml", index + 1), document("urlset", part))).collect();
            let part =
                |(name, _): &(String, String)| format!("<sitemap><loc>{}</loc></sitemap>\n", escape(&address(name)));
            let index: Vec<String> = files.iter().map(part).collect();
            files.push((FILE.to_owned(), document("sitemapindex", &index)));
            files
        }
    }
}

fn document(root: &str, entries: &[String]) -> String {
    let entries = entries.concat();
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{root} xmlns=\"{NAMESPACE}\">\n{entries}</{root}>\n")
}

/// The days on which somebody last checked each term, by slug.
type Days<'a> = FxHashMap<&'a str, ReviewDate>;

fn days<'a>(site: &Site<'a>) -> Days<'a> {
    let terms = site.context.glossary.terms.iter();
    let dated = terms.filter_map(|term| Some((term.slug.as_str(), term.last_reviewed.as_ref()?.value)));
    dated.filter(|(_, day)| *day <= site.context.today).collect()
}

/// None for the page that has no address of its own: what a server shows for missing pages.
fn entry(site: &Site<'_>, days: &Days<'_>, page: &Page) -> Option<String> {
    let address = escape(&site.absolute(page)?);
    let changed = match page {
        Page::Term(slug) => days.get(slug.as_str()),
        _ => None,
    };
    let changed = changed.map_or_else(String::new, |day| format!("<lastmod>{day}</lastmod>"));
    Some(format!("<url><loc>{address}</loc>{changed}</url>\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_addresses_than_one_file_may_have_go_into_several_and_an_index() {
        let entries = ["a", "b", "c"].map(|name| format!("<url><loc>https://x.test/{name}</loc></url>\n"));
        let files = split(&entries, 2, |file| format!("https://x.test/{file}?a&b"));
        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]);
        assert!(files[1].1.contains("/c</loc>") && !files[1].1.contains("/b</loc>"));
        assert!(files[2].1.contains("<sitemap><loc>https://x.test/sitemap-2.xml?a&amp;b</loc></sitemap>"));
    }
}

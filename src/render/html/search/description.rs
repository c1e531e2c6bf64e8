//! The OpenSearch description, by which a browser offers the search of the site in its address bar.

use crate::render::body::escape_html;
use crate::render::links::Page;
use crate::settings::Settings;

/// The longest short name that the format allows, in characters.
const SHORT_NAME: usize = 16;

/// The description; none where nobody knows where the site will stand, since its addresses are whole ones.
pub fn description(settings: &Settings) -> Option<String> {
    let base_url = &settings.base_url;
    if base_url.is_empty() {
        return None;
    }
    let search = escape_html(&format!("{base_url}{}", Page::Search.address()));
    Some(format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n\
         <ShortName>{}</ShortName>\n\
         <Description>{}</Description>\n\
         <InputEncoding>UTF-8</InputEncoding>\n\
         <Url type=\"text/html\" template=\"{search}?q={{searchTerms}}\"/>\n\
         </OpenSearchDescription>\n",
        escape_html(&short_name(&settings.title)),
        escape_html(&format!("Search {}", settings.title)),
    ))
}

/// As many words of the title as fit.
fn short_name(title: &str) -> String {
    let mut name = String::new();
    for word in title.split_whitespace() {
        let longer = if name.is_empty() { word.to_owned() } else { format!("{name} {word}") };
        if longer.chars().count() > SHORT_NAME {
            break;
        }
        name = longer;
    }
    if name.is_empty() { title.chars().take(SHORT_NAME).collect() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_name_is_made_of_whole_words_that_fit() {
        assert_eq!(short_name("AI Glossary"), "AI Glossary");
        assert_eq!(short_name("The Glossary of Everything"), "The Glossary of");
        assert_eq!(short_name("Donaudampfschifffahrt"), "Donaudampfschiff");
    }

    #[test]
    fn addresses_are_whole_and_text_is_escaped() {
        let base_url = "https://words.test/a/".to_owned();
        let settings = Settings { title: "A & B".to_owned(), base_url, ..Settings::default() };
        let text = description(&settings).expect("the site has an address");
        assert!(text.contains("template=\"https://words.test/a/search/?q={searchTerms}\""), "{text}");
        assert!(text.contains("<ShortName>A &amp; B</ShortName>"), "{text}");
        assert_eq!(description(&Settings::default()), None);
    }
}

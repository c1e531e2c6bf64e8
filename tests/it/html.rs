//! A small reader of the HTML that we write: tags with their attributes, and the text between them.

use std::collections::BTreeMap;

/// One tag of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// In lower case; with a slash in front when it closes.
    pub name: String,
    /// By name, with entities undone.
    pub attributes: BTreeMap<String, String>,
    /// The text up to the next tag, as it stands.
    pub text: String,
}

impl Tag {
    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }
}

/// The tags of a page. Fails on anything that we never write: an unquoted attribute, a stray `<` or `"`.
#[track_caller]
pub fn tags(html: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let (name, attributes, after) = read_tag(&rest[start + 1..]);
        let text = after.find('<').map_or(after, |end| &after[..end]);
        tags.push(Tag { name, attributes, text: text.to_owned() });
        rest = after;
    }
    tags
}

#[track_caller]
fn read_tag(rest: &str) -> (String, BTreeMap<String, String>, &str) {
    let end = rest.find(|c: char| c.is_whitespace() || c == '>').expect("a tag ends");
    let name = rest[..end].trim_end_matches('/').to_ascii_lowercase();
    let mut rest = &rest[end..];
    let mut attributes = BTreeMap::new();
    loop {
        rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix('>').or_else(|| rest.strip_prefix("/>")) {
            return (name, attributes, after);
        }
        let end = rest.find(['=', ' ', '>', '\n']).expect("an attribute ends");
        let attribute = rest[..end].to_owned();
        assert!(!attribute.is_empty() && !attribute.contains(['"', '<', '\'']), "in <{name}>: {attribute:?}");
        rest = &rest[end..];
        let value = match rest.strip_prefix("=\"") {
            None if rest.starts_with('=') => panic!("`{attribute}` of <{name}> is not quoted"),
            None => String::new(),
            Some(quoted) => {
                let end = quoted.find('"').expect("a value ends");
                rest = &quoted[end + 1..];
                unescape(&quoted[..end])
            }
        };
        assert!(attributes.insert(attribute, value).is_none(), "an attribute of <{name}> stands twice");
    }
}

/// Text with entities undone.
pub fn unescape(text: &str) -> String {
    let plain = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
    plain.replace("&amp;", "&")
}

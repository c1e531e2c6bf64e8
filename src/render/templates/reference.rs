//! What templates may use, read from the very files that the compiler and the engine read: the view types with their comments,
//! and the built-in templates with theirs. So the page for those who change templates cannot drift.

use super::BUILT_IN;

/// The view types, a file a kind of page.
static VIEWS: &[(&str, &str)] = &[
    ("frame", include_str!("../view/frame.rs")),
    ("link", include_str!("../view/link.rs")),
    ("home", include_str!("../view/home.rs")),
    ("terms", include_str!("../view/terms.rs")),
    ("term", include_str!("../view/term.rs")),
    ("picture", include_str!("../view/picture.rs")),
    ("map", include_str!("../view/map.rs")),
    ("category", include_str!("../view/category.rs")),
    ("role", include_str!("../view/role.rs")),
    ("search", include_str!("../view/search.rs")),
    ("governance", include_str!("../view/governance.rs")),
    ("tag", include_str!("../view/tag.rs")),
    ("print", include_str!("../view/print.rs")),
    ("downloads", include_str!("../view/downloads.rs")),
    ("rule", include_str!("../view/rule.rs")),
    ("template", include_str!("../view/template.rs")),
    ("written", include_str!("../view/written.rs")),
];

/// A set of values that belong together: what a page gets, or a part of that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Type {
    /// The file of the view types that it stands in, by its stem.
    pub module: &'static str,
    /// As that file calls it.
    pub name: &'static str,
    /// What it is.
    pub about: String,
    /// Its values, in order.
    pub fields: Vec<Field>,
}

/// A value that a template can write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// As templates call it.
    pub name: &'static str,
    /// What it is.
    pub about: String,
    /// What one can do with it.
    pub kind: Kind,
}

/// What one can do with a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text, which the engine escapes.
    Text,
    /// Safe markup, to be written with `| safe`.
    Markup,
    /// JSON for a data block, to be written with `| safe`.
    Json,
    /// True or false.
    Truth,
    /// A whole number.
    Number,
    /// Several, to go through with `for`.
    List(Box<Kind>),
    /// Perhaps nothing, to ask for with `if`.
    Maybe(Box<Kind>),
    /// A set of values, by its place in the list of types.
    Type(usize),
}

/// A built-in template.
#[derive(Clone, Debug)]
pub struct Template {
    /// Its name: the path below `templates/`.
    pub name: &'static str,
    /// What it is: the comment on its first line, up to its list of blocks.
    pub about: &'static str,
    /// The blocks that a template which extends it can replace.
    pub blocks: Vec<&'static str>,
    /// The templates that include it.
    pub used_by: Vec<&'static str>,
    /// Its values beside `site` and `page`, by the place of their type; none for parts, which see those of the page.
    pub values: Option<usize>,
    /// The template itself.
    pub text: &'static str,
}

/// All types, those of every page first.
pub fn types() -> Vec<Type> {
    let mut types: Vec<Type> =
        VIEWS.iter().flat_map(|(module, text)| structs(module, text)).map(|(one, _)| one).collect();
    let written: Vec<Vec<&'static str>> =
        VIEWS.iter().flat_map(|(module, text)| structs(module, text)).map(|(_, kinds)| kinds).collect();
    for (index, kinds) in written.iter().enumerate() {
        for (place, kind) in kinds.iter().enumerate() {
            let name = types[index].fields[place].name;
            types[index].fields[place].kind = kind_of(kind, name, types[index].module, &types);
        }
    }
    types
}

/// All built-in templates, in the order in which they are listed for people.
pub fn templates(types: &[Type]) -> Vec<Template> {
    let template = |&(name, text): &(&'static str, &'static str)| Template {
        name,
        about: about(text),
        blocks: words_after(text, "{% block ").collect(),
        used_by: including(name),
        values: types.iter().position(|one| one.about.starts_with(&format!("The values of `{name}`."))),
        text,
    };
    BUILT_IN.iter().map(template).collect()
}

/// The comment on the first line.
fn about(text: &'static str) -> &'static str {
    let comment = text.strip_prefix("{#-").and_then(|rest| rest.split_once("-#}"));
    comment.map_or("", |(comment, _)| comment.split(" Blocks: ").next().unwrap_or_default().trim())
}

fn including(name: &str) -> Vec<&'static str> {
    let includes = format!("{{% include \"{name}\"");
    BUILT_IN.iter().filter(|(_, text)| text.contains(&includes)).map(|(name, _)| *name).collect()
}

/// The word behind each `mark`, in order.
fn words_after<'a>(text: &'a str, mark: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(mark).skip(1).filter_map(|rest| rest.split_whitespace().next())
}

/// The public structs of a file, and what stands behind the colon of each field. A flattened field has no name for templates.
fn structs(module: &'static str, text: &'static str) -> Vec<(Type, Vec<&'static str>)> {
    let mut found: Vec<(Type, Vec<&'static str>)> = Vec::new();
    let mut about: Vec<&str> = Vec::new();
    let mut is_flat = false;
    for line in text.lines().map(str::trim) {
        if let Some(comment) = line.strip_prefix("/// ") {
            about.push(comment);
        } else if line.starts_with("#[serde(flatten)") {
            is_flat = true;
        } else if let Some(rest) = line.strip_prefix("pub struct ") {
            let name = rest.split(['<', ' ']).next().unwrap_or_default();
            let about = std::mem::take(&mut about).join(" ");
            found.push((Type { module, name, about, fields: Vec::new() }, Vec::new()));
        } else if let Some((name, kind)) = line.strip_prefix("pub ").and_then(|rest| rest.split_once(": ")) {
            let about = std::mem::take(&mut about).join(" ");
            if let Some((one, kinds)) = found.last_mut().filter(|_| !std::mem::take(&mut is_flat)) {
                one.fields.push(Field { name, about, kind: Kind::Text });
                kinds.push(kind.trim_end_matches(','));
            }
        } else if !line.starts_with('#') {
            about.clear();
        }
    }
    found
}

fn kind_of(written: &str, name: &str, module: &str, types: &[Type]) -> Kind {
    let inner = |prefix: &str, end: char| written.strip_prefix(prefix).and_then(|rest| rest.strip_suffix(end));
    let boxed = |inner: &str| Box::new(kind_of(inner, name, module, types));
    // How a part is kept is nothing to templates.
    if let Some(inner) = written.strip_prefix("Shared<") {
        return kind_of(inner.trim_end_matches('>'), name, module, types);
    }
    if let Some(inner) = inner("Vec<", '>').or(inner("Option<Vec<", '>')) {
        return Kind::List(boxed(inner.trim_end_matches('>')));
    }
    if let Some(inner) = inner("Option<", '>') {
        return Kind::Maybe(boxed(inner));
    }
    if let Some((inner, _)) = inner("[", ']').and_then(|array| array.split_once(';')) {
        return Kind::List(boxed(inner));
    }
    match written {
        "bool" => Kind::Truth,
        "usize" | "i32" | "u32" | "i64" | "u64" | "u16" => Kind::Number,
        "String" | "&'static str" | "&'a str" | "Cow<'a, str>" => match name {
            name if name.ends_with("_html") => Kind::Markup,
            name if name.ends_with("_json") => Kind::Json,
            _ => Kind::Text,
        },
        path => named(path, module, types).map_or(Kind::Text, Kind::Type),
    }
}

/// The type that a file of view types means by `path`: its own, one of those that all pages share, or the only one of this name.
fn named(path: &str, module: &str, types: &[Type]) -> Option<usize> {
    let path = path.split('<').next().unwrap_or_default();
    let (folder, name) = path.rsplit_once("::").unwrap_or(("", path));
    let folder = folder.rsplit("::").next().unwrap_or_default();
    let in_module = |module: &str| types.iter().position(|one| one.module == module && one.name == name);
    let folder = if matches!(folder, "" | "super" | "view") { module } else { folder };
    in_module(folder).or_else(|| in_module("link")).or_else(|| types.iter().position(|one| one.name == name))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    #[test]
    fn every_file_of_view_types_is_read() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/render/view");
        let files = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
        let mut stems: Vec<String> =
            files.map(|path| path.file_stem().expect("a name").to_string_lossy().into_owned()).collect();
        stems.retain(|stem| stem != "mod");
        stems.sort();
        let mut read: Vec<&str> = VIEWS.iter().map(|(module, _)| *module).collect();
        read.sort_unstable();
        assert_eq!(read, stems, "add a line to `VIEWS`");
    }

    #[test]
    fn everything_says_what_it_is() {
        let types = types();
        for one in &types {
            assert!(!one.about.is_empty(), "{one:?}");
            assert!(one.fields.iter().all(|field| !field.about.is_empty()), "{one:?}");
        }
        for template in templates(&types) {
            assert!(!template.about.is_empty(), "`{}` begins with no comment that says what it is", template.name);
        }
    }

    #[test]
    fn view_types_use_only_what_the_reference_understands() {
        for (module, text) in VIEWS {
            let odd = |line: &&str| line.contains("#[serde(") && !line.contains("#[serde(flatten)]");
            assert_eq!(text.lines().find(odd), None, "{module}");
            assert!(!text.contains("pub enum"), "templates see no enum: {module}");
        }
    }

    #[test]
    fn every_page_has_values_and_every_part_is_part_of_something() {
        let types = types();
        for template in templates(&types) {
            let is_page = !template.name.starts_with("partials/") && template.name != "base.html";
            assert_eq!(template.values.is_some(), is_page, "{}", template.name);
            assert_eq!(template.used_by.is_empty(), !template.name.starts_with("partials/"), "{}", template.name);
        }
    }

    #[test]
    fn the_blocks_that_a_template_names_on_top_are_there() {
        for (name, text) in BUILT_IN {
            let comment = text.split("-#}").next().unwrap_or_default();
            let Some((_, list)) = comment.split_once(" Blocks: ") else { continue };
            let blocks: Vec<&str> = words_after(text, "{% block ").collect();
            for block in list.trim().trim_end_matches('.').split(", ") {
                assert!(blocks.contains(&block), "{name} has no block `{block}`");
            }
        }
    }

    #[test]
    fn types_are_told_apart_by_their_files() {
        let types = types();
        let field = |module: &str, name: &str, field: &str| {
            let one = types.iter().find(|one| one.module == module && one.name == name).expect("a type");
            one.fields.iter().find(|one| one.name == field).expect("a field").kind.clone()
        };
        let place = |module: &str, name: &str| {
            Kind::Type(types.iter().position(|one| one.module == module && one.name == name).expect("a type"))
        };
        assert_eq!(field("map", "Overview", "rows"), Kind::List(Box::new(place("map", "Row"))));
        assert_eq!(field("category", "Category", "terms"), Kind::List(Box::new(place("link", "Row"))));
        assert_eq!(field("term", "Term", "picture"), Kind::Maybe(Box::new(place("picture", "Picture"))));
        assert_eq!(field("term", "Term", "close"), Kind::List(Box::new(place("link", "Link"))));
        assert_eq!(field("term", "TermPage", "previews_json"), Kind::Json);
        assert_eq!(field("governance", "FunctionRow", "counts"), Kind::List(Box::new(Kind::Number)));
    }
}

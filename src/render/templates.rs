//! The one home of the template engine: built-in templates, a project's own on top of them.
//!
//! A project that has `templates/term.html` gets its own term page and keeps everything else; with
//! `{% extends "builtin/term.html" %}` it can change one block of a page. Templates see [`view`](super::view) types only, no
//! files, no environment, and no network.

use std::fmt;
use std::io::{self, Write};
use std::marker::PhantomData;

use serde::{Serialize, Serializer};
use tera::{Context, Kwargs, State, Tera, Value};

use crate::diagnostic::{Code, Diagnostics};
use crate::discover::Inputs;
use crate::failure::Failure;
use crate::render::body;
use crate::source::SourceId;

mod mistakes;
pub mod reference;

/// A template that the engine cannot read, or that fails while it renders.
pub const BROKEN_TEMPLATE: Code = Code::new("G410", "broken-template");

/// The built-in templates by name, in the order in which they are listed for people.
pub static BUILT_IN: &[(&str, &str)] = &[
    ("base.html", include_str!("../../templates/base.html")),
    ("404.html", include_str!("../../templates/404.html")),
    ("categories.html", include_str!("../../templates/categories.html")),
    ("category.html", include_str!("../../templates/category.html")),
    ("governance.html", include_str!("../../templates/governance.html")),
    ("downloads.html", include_str!("../../templates/downloads.html")),
    ("home.html", include_str!("../../templates/home.html")),
    ("map.html", include_str!("../../templates/map.html")),
    ("page.html", include_str!("../../templates/page.html")),
    ("print.html", include_str!("../../templates/print.html")),
    ("role.html", include_str!("../../templates/role.html")),
    ("roles.html", include_str!("../../templates/roles.html")),
    ("rule.html", include_str!("../../templates/rule.html")),
    ("rules.html", include_str!("../../templates/rules.html")),
    ("search.html", include_str!("../../templates/search.html")),
    ("tag.html", include_str!("../../templates/tag.html")),
    ("tags.html", include_str!("../../templates/tags.html")),
    ("templates.html", include_str!("../../templates/templates.html")),
    ("term.html", include_str!("../../templates/term.html")),
    ("terms.html", include_str!("../../templates/terms.html")),
    ("partials/card.html", include_str!("../../templates/partials/card.html")),
    ("partials/card_meta.html", include_str!("../../templates/partials/card_meta.html")),
    ("partials/checklist.html", include_str!("../../templates/partials/checklist.html")),
    ("partials/footer.html", include_str!("../../templates/partials/footer.html")),
    ("partials/header.html", include_str!("../../templates/partials/header.html")),
    ("partials/lens_choice.html", include_str!("../../templates/partials/lens_choice.html")),
    ("partials/lens_count.html", include_str!("../../templates/partials/lens_count.html")),
    ("partials/letters.html", include_str!("../../templates/partials/letters.html")),
    ("partials/link.html", include_str!("../../templates/partials/link.html")),
    ("partials/links.html", include_str!("../../templates/partials/links.html")),
    ("partials/links_in_line.html", include_str!("../../templates/partials/links_in_line.html")),
    ("partials/mark.html", include_str!("../../templates/partials/mark.html")),
    ("partials/previews.html", include_str!("../../templates/partials/previews.html")),
    ("partials/row.html", include_str!("../../templates/partials/row.html")),
    ("partials/search.html", include_str!("../../templates/partials/search.html")),
    ("partials/shares.html", include_str!("../../templates/partials/shares.html")),
    ("partials/shelves.html", include_str!("../../templates/partials/shelves.html")),
    ("partials/status.html", include_str!("../../templates/partials/status.html")),
    ("partials/task_rows.html", include_str!("../../templates/partials/task_rows.html")),
    ("partials/tag_list.html", include_str!("../../templates/partials/tag_list.html")),
    ("partials/template.html", include_str!("../../templates/partials/template.html")),
    ("partials/term/about.html", include_str!("../../templates/partials/term/about.html")),
    ("partials/term/audiences.html", include_str!("../../templates/partials/term/audiences.html")),
    ("partials/term/cite.html", include_str!("../../templates/partials/term/cite.html")),
    ("partials/term/citations.html", include_str!("../../templates/partials/term/citations.html")),
    ("partials/term/close.html", include_str!("../../templates/partials/term/close.html")),
    ("partials/term/contents.html", include_str!("../../templates/partials/term/contents.html")),
    ("partials/term/definition.html", include_str!("../../templates/partials/term/definition.html")),
    ("partials/term/examples.html", include_str!("../../templates/partials/term/examples.html")),
    ("partials/term/governance.html", include_str!("../../templates/partials/term/governance.html")),
    ("partials/term/head.html", include_str!("../../templates/partials/term/head.html")),
    ("partials/term/lens.html", include_str!("../../templates/partials/term/lens.html")),
    ("partials/term/neighbourhood.html", include_str!("../../templates/partials/term/neighbourhood.html")),
    ("partials/term/next.html", include_str!("../../templates/partials/term/next.html")),
    ("partials/term/practice.html", include_str!("../../templates/partials/term/practice.html")),
    ("partials/term/relations.html", include_str!("../../templates/partials/term/relations.html")),
    ("partials/term/takeaways.html", include_str!("../../templates/partials/term/takeaways.html")),
    ("partials/term/used_by.html", include_str!("../../templates/partials/term/used_by.html")),
];

/// The folder of a project's own templates.
const FOLDER: &str = "templates/";

/// Values that are the same for many pages, in the engine's own form: they are read once and then only pointed to.
#[derive(Clone)]
pub struct Prepared(Value);

impl Prepared {
    /// Reads the values of a view.
    pub fn new(view: &impl Serialize) -> Self {
        Self(Value::from_serializable(view))
    }
}

/// A part of a view that is the same on many pages, [`Prepared`].
pub struct Shared<T>(Prepared, PhantomData<fn() -> T>);

impl<T: Serialize> Shared<T> {
    /// Reads the values of a part of a view.
    pub fn new(part: &T) -> Self {
        Self(Prepared::new(part), PhantomData)
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), PhantomData)
    }
}

impl<T> fmt::Debug for Shared<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.0.fmt(f)
    }
}

impl<T> Serialize for Shared<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.0.serialize(serializer)
    }
}

/// All templates of one build, compiled.
pub struct Templates {
    tera: Tera,
    own: Vec<Own>,
}

/// A template of the project.
struct Own {
    name: String,
    source: SourceId,
    text: String,
}

impl Templates {
    /// Compiles the built-in templates and the project's own. A template of the project that cannot be read is reported, and
    /// the built-in one stays in its place.
    pub fn compile(inputs: &Inputs, out: &mut Diagnostics) -> Self {
        let read = |&source: &SourceId| Own {
            name: name_of(inputs, source),
            source,
            text: inputs.sources.text(source).to_owned(),
        };
        let own: Vec<Own> = inputs.templates.iter().map(read).collect();
        let texts = own.iter().map(|own| (own.name.as_str(), own.text.as_str()));
        match compile(texts) {
            Ok(tera) => Self { tera, own },
            Err(error) => {
                for diagnostic in mistakes::of_compilation(&error, &own) {
                    out.push(diagnostic);
                }
                let tera = compile(std::iter::empty()).expect("the built-in templates compile, which a test checks");
                Self { tera, own: Vec::new() }
            }
        }
    }

    /// Renders one template with the values of `content`, and beside them `site` and `page`.
    ///
    /// # Errors
    /// [`Failure::Template`] when a template of the project asks for something that is not there.
    pub fn render(
        &self,
        name: &str,
        site: &Prepared,
        page: &impl Serialize,
        content: &impl Serialize,
    ) -> Result<String, Failure> {
        let mut context = Context::from_serialize(content).expect("views are structs with text keys");
        context.insert_value("site", site.0.clone());
        context.insert("page", page);
        self.tera
            .render(name, &context)
            .map_err(|error| Failure::Template(Box::new(mistakes::of_rendering(&error, &self.own))))
    }
}

/// In place of the engine's own escaping, which hands on one byte at a time.
fn escape(text: &str, out: &mut dyn Write) -> io::Result<()> {
    body::escape_html_by_piece(text, |piece| out.write_all(piece.as_bytes()))
}

/// In place of the engine's own filter, which copies the text.
fn safe(value: Value, _: Kwargs, _: &State<'_>) -> Value {
    if value.is_string() { value.mark_safe() } else { Value::safe_string(&value.to_string()) }
}

fn name_of(inputs: &Inputs, source: SourceId) -> String {
    let path = inputs.sources.path(source);
    path.strip_prefix(FOLDER).unwrap_or(path).to_owned()
}

/// Each built-in template stands under two names: its own, which a project may take over, and one below `builtin/`.
fn compile<'a>(own: impl Iterator<Item = (&'a str, &'a str)>) -> Result<Tera, tera::Error> {
    let mut tera = Tera::new();
    tera.set_escape_fn(escape);
    tera.register_filter("safe", safe);
    let own: Vec<(&str, &str)> = own.collect();
    let mut all: Vec<(String, &str)> = BUILT_IN.iter().map(|(name, text)| (format!("builtin/{name}"), *text)).collect();
    all.extend(
        BUILT_IN
            .iter()
            .filter(|(name, _)| own.iter().all(|(other, _)| other != name))
            .map(|(name, text)| ((*name).to_owned(), *text)),
    );
    all.extend(own.iter().map(|(name, text)| ((*name).to_owned(), *text)));
    tera.add_raw_templates(all.iter().map(|(name, text)| (name.as_str(), *text)))?;
    Ok(tera)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    fn names_below(folder: &Path, prefix: &str, names: &mut Vec<String>) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let entry = entry.expect("an entry");
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            match entry.file_type().expect("a type").is_dir() {
                true => names_below(&entry.path(), &format!("{name}/"), names),
                false => names.push(name),
            }
        }
    }

    #[test]
    fn every_file_below_templates_is_built_in() {
        let mut names = Vec::new();
        names_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("templates"), "", &mut names);
        names.sort();
        let mut built_in: Vec<String> = BUILT_IN.iter().map(|(name, _)| (*name).to_owned()).collect();
        built_in.sort();
        assert_eq!(names, built_in);
    }

    #[test]
    fn text_is_escaped_in_every_template() {
        assert!(BUILT_IN.iter().all(|(name, _)| name.ends_with(".html")), "only `.html` is escaped by the engine");
    }

    #[test]
    fn text_is_escaped_as_the_engine_escapes_it() {
        for text in ["", "plain größe", "<a href=\"x\">Q&A's</a>", "&&", "'"] {
            let (mut ours, mut theirs) = (Vec::new(), Vec::new());
            escape(text, &mut ours).expect("a vector takes everything");
            tera::escape_html(text, &mut theirs).expect("a vector takes everything");
            assert_eq!(ours, theirs);
        }
    }

    #[test]
    fn the_built_in_templates_compile() {
        if let Err(error) = compile(std::iter::empty()) {
            panic!("{error}");
        }
    }
}

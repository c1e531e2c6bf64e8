//! `data/glossary.yml`: what a project decides for itself. Everything is optional, and the defaults work.

use crate::diagnostic::suggest::did_you_mean;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Level};
use crate::model::Field;
use crate::parse::Node;
use crate::parse::table::Table;
use crate::source::Spanned;

pub mod fields;
pub mod links;

pub use links::{Density, LinkSettings};

/// A setting whose value makes no sense.
pub const INVALID_SETTING: Code = Code::new("G401", "invalid-setting");

/// The settings of one project, defaults filled in.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The glossary's name.
    pub title: String,
    /// One sentence on what it is.
    pub description: String,
    /// Where the website will stand, with a slash at the end; empty when nobody knows yet.
    pub base_url: String,
    /// BCP 47 tag of the content's language.
    pub language: String,
    /// The licence that new entries get.
    pub license: String,
    /// The hand-written page on which readers ask for terms, relative to the Markdown folder.
    pub request_page: String,
    /// The address of the repository's folder view, for "edit this page"; empty for none.
    pub repository: String,
    /// A sentence with a link for some terms, by slug, in the order of the file.
    pub calls_to_action: Vec<(Spanned<String>, String)>,
    /// How the Markdown comes out.
    pub markdown: Markdown,
    /// Which mentions of terms become links.
    pub links: LinkSettings,
    /// How long texts may be.
    pub limits: Limits,
    /// Rules moved up or down, in the order of the file.
    pub rules: Vec<(Spanned<String>, Level)>,
    /// After how many days a review is old.
    pub max_age_days: usize,
    /// Abbreviations that no entry has to write out.
    pub abbreviations: Vec<String>,
    /// The outputs that `build` makes; `None` for all.
    pub outputs: Option<Vec<Spanned<String>>>,
}

/// `markdown:`
#[derive(Clone, Debug)]
pub struct Markdown {
    /// Which flavour.
    pub flavor: Flavor,
    /// Where it goes, relative to the root; `None` for `markdown` in the output folder.
    pub directory: Option<Spanned<String>>,
    /// The MkDocs configuration whose navigation is kept up to date, relative to the root.
    pub mkdocs_nav: Option<Spanned<String>>,
    /// Whom the comment on top of a page names as its author, in flavour `render-docs`.
    pub generated_by: String,
}

/// The two flavours of Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flavor {
    /// Byte for byte what the Python pipeline wrote.
    RenderDocs,
    /// The same page, repaired for readers.
    Mkdocs,
}

impl Flavor {
    /// The names that `markdown.flavor` may have.
    pub const NAMES: &'static [&'static str] = &["mkdocs", "render-docs"];
}

/// `limits:`, in words between Unicode white space, and in characters.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Most words of `short_def`.
    pub short_def_words: usize,
    /// Most characters of `short_def`.
    pub short_def_characters: usize,
    /// Fewest words of `long_def`.
    pub long_def_min_words: usize,
    /// Most words of `long_def`.
    pub long_def_max_words: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            title: "Glossary".to_owned(),
            description: String::new(),
            base_url: String::new(),
            language: "en".to_owned(),
            license: "CC BY-SA 4.0".to_owned(),
            request_page: "term-request.md".to_owned(),
            repository: String::new(),
            calls_to_action: Vec::new(),
            markdown: Markdown {
                flavor: Flavor::Mkdocs,
                directory: None,
                mkdocs_nav: None,
                generated_by: "glossbook".to_owned(),
            },
            links: LinkSettings::default(),
            limits: Limits {
                short_def_words: 40,
                short_def_characters: 320,
                long_def_min_words: 80,
                long_def_max_words: 220,
            },
            rules: Vec::new(),
            max_age_days: 365,
            abbreviations: Vec::new(),
            outputs: None,
        }
    }
}

/// The settings of `glossary.yml`. What is wrong is reported in `out`, and the default taken.
pub fn read_settings(node: &Node, out: &mut Diagnostics) -> Settings {
    let defaults = Settings::default();
    let Some(table) = Table::open(node, fields::SETTINGS, out) else { return defaults };
    let mut text =
        |field: &Field, default: String| table.text(field, out).map_or(default, |text| text.value.trim().to_owned());
    let title = text(&fields::TITLE, defaults.title);
    let description = text(&fields::DESCRIPTION, defaults.description);
    let language = text(&fields::LANGUAGE, defaults.language);
    let license = text(&fields::LICENSE, defaults.license);
    let request_page = text(&fields::REQUEST_PAGE, defaults.request_page);
    let base_url = read_url(table.text(&fields::BASE_URL, out), fields::BASE_URL.key, out);
    let repository = read_url(table.text(&fields::REPOSITORY, out), fields::REPOSITORY.key, out);
    let calls = table.open_texts(&fields::CALLS_TO_ACTION, out);
    Settings {
        title,
        description,
        base_url: with_slash(base_url),
        language,
        license,
        request_page,
        repository: with_slash(repository),
        calls_to_action: calls.into_iter().map(|(slug, text)| (slug, text.value.trim().to_owned())).collect(),
        markdown: read_markdown(&table, defaults.markdown, out),
        links: links::read(&table, out),
        limits: read_limits(&table, defaults.limits, out),
        rules: read_rules(&table, out),
        max_age_days: read_review(&table, defaults.max_age_days, out),
        abbreviations: table.list(&fields::ABBREVIATIONS, out).into_iter().map(|text| text.value).collect(),
        outputs: table.text_list_if_present(&fields::OUTPUTS, out),
    }
}

fn read_markdown(table: &Table<'_>, defaults: Markdown, out: &mut Diagnostics) -> Markdown {
    let Some(markdown) = table.table(&fields::MARKDOWN, out) else { return defaults };
    let flavor = match markdown.text(&fields::FLAVOR, out) {
        None => defaults.flavor,
        Some(name) => match name.value.as_str() {
            "mkdocs" => Flavor::Mkdocs,
            "render-docs" => Flavor::RenderDocs,
            _ => {
                let message = format!("no Markdown flavour is called `{}`", name.value);
                let help = format!("the flavours are `{}`", Flavor::NAMES.join("` and `"));
                out.push(Diagnostic::new(INVALID_SETTING, name.span, message).field("markdown.flavor").help(help));
                defaults.flavor
            }
        },
    };
    let directory =
        markdown.text(&fields::DIRECTORY, out).filter(|path| is_free_folder(path, "markdown.directory", out));
    let mkdocs_nav = markdown.text(&fields::MKDOCS_NAV, out).filter(|path| is_inside(path, "markdown.mkdocs_nav", out));
    let generated_by = markdown.text(&fields::GENERATED_BY, out).map_or(defaults.generated_by, |text| text.value);
    Markdown { flavor, directory, mkdocs_nav, generated_by }
}

fn read_limits(table: &Table<'_>, defaults: Limits, out: &mut Diagnostics) -> Limits {
    let Some(limits) = table.table(&fields::LIMITS, out) else { return defaults };
    let mut number = |field: &Field, default: usize| limits.number(field, out).map_or(default, |number| number.value);
    Limits {
        short_def_words: number(&fields::SHORT_DEF_WORDS, defaults.short_def_words),
        short_def_characters: number(&fields::SHORT_DEF_CHARACTERS, defaults.short_def_characters),
        long_def_min_words: number(&fields::LONG_DEF_MIN_WORDS, defaults.long_def_min_words),
        long_def_max_words: number(&fields::LONG_DEF_MAX_WORDS, defaults.long_def_max_words),
    }
}

/// The rule names are checked where the rules are known, see `validate::levels`.
fn read_rules(table: &Table<'_>, out: &mut Diagnostics) -> Vec<(Spanned<String>, Level)> {
    let rules = table.open_texts(&fields::RULES, out).into_iter();
    rules
        .filter_map(|(name, level)| match Level::from_name(level.value.trim()) {
            Some(level) => Some((name, level)),
            None => {
                let message = format!("`{}` is no level", level.value);
                let diagnostic =
                    Diagnostic::new(INVALID_SETTING, level.span, message).field(format!("rules.{}", name.value));
                let guess = did_you_mean(&level, Level::NAMES.iter().copied());
                out.push(diagnostic.maybe_help(guess).help("a rule is set to `allow`, `warn` or `deny`"));
                None
            }
        })
        .collect()
}

fn read_review(table: &Table<'_>, default: usize, out: &mut Diagnostics) -> usize {
    let review = table.table(&fields::REVIEW, out);
    review.and_then(|review| review.number(&fields::MAX_AGE_DAYS, out)).map_or(default, |days| days.value)
}

fn read_url(url: Option<Spanned<String>>, key: &str, out: &mut Diagnostics) -> String {
    let Some(url) = url else { return String::new() };
    let trimmed = url.value.trim();
    if trimmed.is_empty() || crate::model::url::problem(trimmed).is_none() {
        return trimmed.to_owned();
    }
    let message = format!("`{key}` is no web address: `{trimmed}`");
    out.push(
        Diagnostic::new(INVALID_SETTING, url.span, message)
            .field(key)
            .help("write it in full: `https://glossary.example.org/`"),
    );
    String::new()
}

fn with_slash(url: String) -> String {
    if url.is_empty() || url.ends_with('/') { url } else { url + "/" }
}

/// Whether a path stays in the project.
fn is_inside(path: &Spanned<String>, key: &str, out: &mut Diagnostics) -> bool {
    let parts = || path.split('/');
    let is_inside = !path.starts_with('/')
        && !path.contains(['\\', ':'])
        && !path.is_empty()
        && parts().all(|part| !part.is_empty() && part != "." && part != "..");
    if !is_inside {
        let message = format!("`{key}` does not stay in the project: `{}`", path.value);
        out.push(
            Diagnostic::new(INVALID_SETTING, path.span, message)
                .field(key)
                .help("name it from the project's root: `site/docs`"),
        );
    }
    is_inside
}

/// Whether a folder is none of those that people write in.
fn is_free_folder(path: &Spanned<String>, key: &str, out: &mut Diagnostics) -> bool {
    const HAND_WRITTEN: [&str; 5] = ["data", "templates", "site/pages", "site/assets", "site"];
    if !is_inside(path, key, out) {
        return false;
    }
    let taken = HAND_WRITTEN.iter().find(|folder| {
        **folder == path.value
            || path.strip_prefix(**folder).is_some_and(|rest| rest.starts_with('/') && **folder != "site")
    });
    if let Some(taken) = taken {
        let message = format!("`{key}` lies in `{taken}`, which only people write in");
        out.push(
            Diagnostic::new(INVALID_SETTING, path.span, message)
                .field(key)
                .help("name another folder, such as `site/docs`"),
        );
    }
    taken.is_none()
}

//! `links:` in `glossary.yml`: which mentions of terms become links.

use super::{INVALID_SETTING, fields};
use crate::diagnostic::suggest::did_you_mean;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Section;
use crate::parse::table::Table;
use crate::source::Spanned;

/// Which mentions become links.
#[derive(Clone, Debug)]
pub struct LinkSettings {
    /// How often.
    pub density: Density,
    /// In which texts, in the order of a page.
    pub sections: Vec<Section>,
    /// Words that are never linked: the name of a term keeps all its names from it; an alias only itself; a phrase in which a
    /// name means something else ("product recall") just the phrase.
    pub never: Vec<Spanned<String>>,
}

/// How many mentions of one term become links.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Density {
    /// The first in each section.
    #[default]
    FirstPerSection,
    /// The first on the page.
    FirstPerPage,
    /// Every one.
    All,
    /// None.
    None,
}

impl Density {
    /// The names that `links.density` may have.
    pub const NAMES: &'static [&'static str] = &["first-per-section", "first-per-page", "all", "none"];

    fn from_name(name: &str) -> Option<Self> {
        match name {
            "first-per-section" => Some(Self::FirstPerSection),
            "first-per-page" => Some(Self::FirstPerPage),
            "all" => Some(Self::All),
            "none" => Some(Self::None),
            _ => None,
        }
    }
}

impl Default for LinkSettings {
    fn default() -> Self {
        Self { density: Density::default(), sections: Section::ALL.to_vec(), never: Vec::new() }
    }
}

/// Reads `links:`. Whether the words of `never` are names is checked where names are known.
pub(super) fn read(table: &Table<'_>, out: &mut Diagnostics) -> LinkSettings {
    let defaults = LinkSettings::default();
    let Some(links) = table.table(&fields::LINKS, out) else { return defaults };
    let density = links.text(&fields::DENSITY, out).and_then(|name| {
        let density = Density::from_name(name.trim());
        if density.is_none() {
            out.push(unknown(&name, "density", Density::NAMES, fields::DENSITY.key));
        }
        density
    });
    let sections = links.text_list_if_present(&fields::SECTIONS, out).map(|names| read_sections(&names, out));
    LinkSettings {
        density: density.unwrap_or(defaults.density),
        sections: sections.unwrap_or(defaults.sections),
        never: links.list(&fields::NEVER, out),
    }
}

fn read_sections(names: &[Spanned<String>], out: &mut Diagnostics) -> Vec<Section> {
    let mut sections = Vec::new();
    for name in names {
        let meant = Section::named(name.trim());
        if meant.is_empty() {
            out.push(unknown(name, "section", Section::NAMES, fields::SECTIONS.key));
        }
        sections.extend(meant);
    }
    Section::ALL.into_iter().filter(|section| sections.contains(section)).collect()
}

fn unknown(name: &Spanned<String>, what: &str, names: &'static [&'static str], key: &str) -> Diagnostic {
    let list = names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    Diagnostic::new(INVALID_SETTING, name.span, format!("no {what} of links is called `{}`", name.value))
        .field(format!("links.{key}"))
        .maybe_help(did_you_mean(name, names.iter().copied()))
        .help(format!("the names are {list}"))
}

//! The texts of a term that readers read as prose, and how settings and reports call them.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

use super::Term;
use super::field::{AUDIENCES, DO, DONT, ENGINEER, EXAMPLES, EXEC, GOVERNANCE, LONG_DEF, RISK_NOTES, SHORT_DEF};
use super::term::Text;
use crate::source::Spanned;

/// One field with prose. Citations, names and lists of names are none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Section {
    /// `short_def`
    ShortDef,
    /// `long_def`
    LongDef,
    /// `audiences.exec`
    Exec,
    /// `audiences.engineer`
    Engineer,
    /// `examples.do`, all items together
    Do,
    /// `examples.dont`, all items together
    Dont,
    /// `governance.risk_notes`
    RiskNotes,
}

/// One text of a term: a section, and the item where the section is a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The field.
    pub section: Section,
    /// Which item of a list, from 0; 0 where the field is one text.
    pub item: u16,
}

impl Section {
    /// All of them, in the order of a page.
    pub const ALL: [Section; 7] =
        [Self::ShortDef, Self::LongDef, Self::Exec, Self::Engineer, Self::Do, Self::Dont, Self::RiskNotes];

    /// The names that settings may use: the keys of a term file.
    pub const NAMES: &'static [&'static str] = &[
        SHORT_DEF.key,
        LONG_DEF.key,
        AUDIENCES.key,
        EXEC.key,
        ENGINEER.key,
        EXAMPLES.key,
        DO.key,
        DONT.key,
        RISK_NOTES.key,
    ];

    /// The sections that a key of a term file stands for; none where it is no such key.
    pub fn named(key: &str) -> Vec<Self> {
        let is_meant = |section: &Self| {
            let (group, own) = section.keys();
            own == key || group == Some(key) && key != GOVERNANCE.key
        };
        Self::ALL.into_iter().filter(is_meant).collect()
    }

    /// The values of this section in a term, as they stand in the file, in the order of [`Place::item`].
    pub fn values(self, term: &Term) -> Vec<&Spanned<String>> {
        match self {
            Self::ShortDef => one(&term.short_def),
            Self::LongDef => one(&term.long_def),
            Self::Exec => one(&term.exec),
            Self::Engineer => one(&term.engineer),
            Self::Do => term.dos.iter().collect(),
            Self::Dont => term.donts.iter().collect(),
            Self::RiskNotes => one(&term.risk_notes),
        }
    }

    /// The texts of this section in a term, as they are to be read.
    pub fn texts(self, term: &Term) -> Vec<Cow<'_, str>> {
        match self {
            Self::LongDef => self.values(term).iter().map(|_| Cow::Owned(term.long_definition())).collect(),
            _ => self.values(term).into_iter().map(|value| Cow::Borrowed(value.value.as_str())).collect(),
        }
    }

    /// Whether each text is a command, as [`FIELDS`](super::FIELDS) asks of examples.
    pub fn holds_commands(self) -> bool {
        matches!(self, Self::Do | Self::Dont)
    }

    fn keys(self) -> (Option<&'static str>, &'static str) {
        match self {
            Self::ShortDef => (None, SHORT_DEF.key),
            Self::LongDef => (None, LONG_DEF.key),
            Self::Exec => (Some(AUDIENCES.key), EXEC.key),
            Self::Engineer => (Some(AUDIENCES.key), ENGINEER.key),
            Self::Do => (Some(EXAMPLES.key), DO.key),
            Self::Dont => (Some(EXAMPLES.key), DONT.key),
            Self::RiskNotes => (Some(GOVERNANCE.key), RISK_NOTES.key),
        }
    }
}

/// The value of a field that is one text; none where the author left it out.
fn one(text: &Text) -> Vec<&Spanned<String>> {
    text.as_ref().filter(|text| !text.trim().is_empty()).into_iter().collect()
}

impl Place {
    /// The place of the `item`-th text of a section.
    pub fn new(section: Section, item: usize) -> Self {
        Self { section, item: u16::try_from(item).unwrap_or(u16::MAX) }
    }

    /// As diagnostics call it: `long_def`, `audiences.exec`, `examples.do[0]`.
    pub fn path(self) -> String {
        let (group, own) = self.section.keys();
        let group = group.map_or_else(String::new, |group| format!("{group}."));
        let item = if self.section.holds_commands() { format!("[{}]", self.item) } else { String::new() };
        format!("{group}{own}{item}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_the_settings_means_a_section() {
        for name in Section::NAMES {
            assert!(!Section::named(name).is_empty(), "{name}");
        }
        assert_eq!(Section::named("audiences"), [Section::Exec, Section::Engineer]);
        assert_eq!(Section::named("governance"), []);
    }

    #[test]
    fn places_are_called_as_in_diagnostics() {
        assert_eq!(Place::new(Section::Do, 2).path(), "examples.do[2]");
        assert_eq!(Place::new(Section::RiskNotes, 0).path(), "governance.risk_notes");
        assert_eq!(Place::new(Section::LongDef, 0).path(), "long_def");
    }
}

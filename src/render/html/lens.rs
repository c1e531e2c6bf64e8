//! What a reader sees who reads as one role: which terms of a list, and which of a term's two views.
//!
//! The script does the filtering; this is what it goes by.

use std::collections::BTreeSet;

use super::super::links::Base;
use super::super::view::{Counts, frame};
use super::groups::Group;
use super::site::Site;
use crate::model::{Role, Section};
use crate::resolve::TermId;

/// Beginnings of words that name technical work. A role with such a word in its id or title reads a term's view for
/// engineers first, every other role the view for executives: that one asks for no knowledge of the machine.
const TECHNICAL: &[&str] = &[
    "architect",
    "develop",
    "devops",
    "engineer",
    "infrastructure",
    "platform",
    "research",
    "scien",
    "security",
    "techn",
];

/// A role's id as one word, for `?role=` and `data-roles`.
pub fn key(role: &Role) -> String {
    role.id.split_whitespace().collect::<Vec<_>>().join("_")
}

/// The view of a term that a role reads first.
pub fn view(role: &Role) -> Section {
    let text = format!("{} {}", role.id.value, role.title).to_lowercase();
    let mut words = text.split(|character: char| !character.is_alphanumeric());
    let is_technical = words.any(|word| TECHNICAL.iter().any(|beginning| word.starts_with(beginning)));
    if is_technical { Section::Engineer } else { Section::Exec }
}

impl Site<'_> {
    /// The roles that a reader can choose.
    pub fn readers(&self, base: &Base) -> Vec<frame::Reader> {
        let reader = |group: &Group<'_, Role>| {
            let (role, href) = (group.entry?, group.page.as_ref().map(|page| base.page(page)));
            Some(frame::Reader { key: key(role), title: role.title.clone(), href })
        };
        self.roles.iter().filter_map(reader).collect()
    }

    /// The keys of the roles of a term, with spaces between.
    pub fn role_keys(&self, id: TermId) -> String {
        let roles = self.context.glossary.term(id).roles.iter();
        let known = roles.filter_map(|name| self.roles.get(name)?.entry);
        known.map(key).collect::<Vec<_>>().join(" ")
    }

    /// The keys of the roles that read one view of a term first, with spaces between.
    pub fn readers_of(&self, section: Section) -> String {
        let roles = self.roles.iter().filter_map(|group| group.entry).filter(|role| view(role) == section);
        roles.map(key).collect::<Vec<_>>().join(" ")
    }

    /// How many of these terms each role has, in the project's order of roles.
    pub fn by_role(&self, ids: &[TermId]) -> Vec<usize> {
        let mut counts = vec![0; self.roles.iter().len()];
        for &id in ids {
            let names = self.context.glossary.term(id).roles.iter();
            let places: BTreeSet<usize> = names.filter_map(|name| self.roles.position(name)).collect();
            places.into_iter().for_each(|place| counts[place] += 1);
        }
        counts
    }

    /// The same as templates see it.
    pub fn counts(&self, ids: &[TermId]) -> Counts {
        let roles = self.roles.iter().zip(self.by_role(ids));
        let by_role = roles.filter_map(|(group, count)| Some(format!("{}:{count}", key(group.entry?))));
        Counts { total: ids.len(), by_role: by_role.collect::<Vec<_>>().join(" ") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::vocabulary::built_in_roles;

    #[test]
    fn roles_of_technical_work_read_the_view_for_engineers_first() {
        let roles = built_in_roles();
        let technical = roles.iter().filter(|role| view(role) == Section::Engineer).map(|role| role.id.value.as_str());
        assert_eq!(technical.collect::<Vec<_>>(), ["engineering", "data_science", "security"]);
    }
}

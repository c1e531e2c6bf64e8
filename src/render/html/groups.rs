//! Terms by category, by role, by tag: gathered once, so that each list costs what it shows.

use rustc_hash::FxHashMap;

use super::super::links::Page;
use crate::model::{Category, Role, Slug, Tag, Vocabulary};
use crate::resolve::{Glossary, TermId};

const CATEGORY: Kind = Kind { slug: Category::slug, page: Page::Category };
const ROLE: Kind = Kind { slug: Slug::from_name, page: Page::Role };
const TAG: Kind = Kind { slug: Slug::from_name, page: Page::Tag };

/// Terms by category: those of the vocabulary, then those that only terms name.
pub fn by_category<'a>(glossary: &'a Glossary, vocabulary: &'a Vocabulary) -> Groups<'a, Category> {
    let known = vocabulary.categories.iter().flatten().map(|entry| (entry.name.value.as_str(), entry));
    let named = glossary.ids_by_name().iter().flat_map(|&id| categories_of(glossary, id));
    Groups::new(&CATEGORY, known).with_names(&CATEGORY, named).filled(glossary, categories_of)
}

/// Terms by role.
pub fn by_role<'a>(glossary: &'a Glossary, vocabulary: &'a Vocabulary) -> Groups<'a, Role> {
    let known = vocabulary.roles.iter().map(|entry| (entry.id.value.as_str(), entry));
    Groups::new(&ROLE, known).filled(glossary, roles_of)
}

/// Terms by NIST AI RMF tag: those of the vocabulary, then those that only terms name.
pub fn by_tag<'a>(glossary: &'a Glossary, vocabulary: &'a Vocabulary) -> Groups<'a, Tag> {
    let known = vocabulary.tags.iter().flatten().map(|entry| (entry.id.value.as_str(), entry));
    let named = glossary.ids_by_name().iter().flat_map(|&id| tags_of(glossary, id));
    Groups::new(&TAG, known).with_names(&TAG, named).filled(glossary, tags_of)
}

fn categories_of(glossary: &Glossary, id: TermId) -> Names<'_> {
    Box::new(glossary.term(id).categories.iter().map(|name| name.value.trim()))
}

fn roles_of(glossary: &Glossary, id: TermId) -> Names<'_> {
    Box::new(glossary.term(id).roles.iter().map(|name| name.value.trim()))
}

fn tags_of(glossary: &Glossary, id: TermId) -> Names<'_> {
    Box::new(glossary.term(id).nist_rmf_tags.iter().map(|name| name.value.trim()))
}

/// The groups of one kind, in the project's order.
pub struct Groups<'a, T> {
    list: Vec<Group<'a, T>>,
    by_key: FxHashMap<&'a str, usize>,
    by_slug: FxHashMap<String, usize>,
}

/// Terms that have something in common.
pub struct Group<'a, T> {
    /// As term files name it.
    pub key: &'a str,
    /// The project's own words on it, where its vocabulary has any.
    pub entry: Option<&'a T>,
    /// Its page; none when the name cannot be part of an address.
    pub page: Option<Page>,
    /// Its terms, by name.
    pub terms: Vec<TermId>,
}

/// How groups of one kind get their pages.
pub struct Kind {
    /// The part of an address that stands for a key.
    pub slug: fn(&str) -> Slug,
    /// The page for a key.
    pub page: fn(String) -> Page,
}

impl<'a, T> Groups<'a, T> {
    /// Groups for the entries of a vocabulary, without terms.
    pub fn new(kind: &Kind, entries: impl Iterator<Item = (&'a str, &'a T)>) -> Self {
        let mut groups = Self { list: Vec::new(), by_key: FxHashMap::default(), by_slug: FxHashMap::default() };
        for (key, entry) in entries {
            let index = groups.index(kind, key);
            groups.list[index].entry.get_or_insert(entry);
        }
        groups
    }

    /// Adds groups for names that only terms have, in the order of the terms' names.
    pub fn with_names(mut self, kind: &Kind, names: impl Iterator<Item = &'a str>) -> Self {
        for name in names.filter(|name| !name.is_empty()) {
            self.index(kind, name);
        }
        self
    }

    /// Puts each term into the groups that it names.
    pub fn filled(mut self, glossary: &'a Glossary, names: fn(&'a Glossary, TermId) -> Names<'a>) -> Self {
        for &id in glossary.ids_by_name() {
            for name in names(glossary, id) {
                if let Some(&index) = self.by_key.get(name) {
                    let terms = &mut self.list[index].terms;
                    if terms.last() != Some(&id) {
                        terms.push(id);
                    }
                }
            }
        }
        self
    }

    /// The groups, in the project's order.
    pub fn iter(&self) -> std::slice::Iter<'_, Group<'a, T>> {
        self.list.iter()
    }

    /// The group that a term file calls by this name.
    pub fn get(&self, key: &str) -> Option<&Group<'a, T>> {
        self.position(key).map(|index| &self.list[index])
    }

    /// The place of the group in the order.
    pub fn position(&self, key: &str) -> Option<usize> {
        self.by_key.get(key.trim()).copied()
    }

    // Names that differ only in what an address cannot show share a group: two pages cannot stand at one place.
    fn index(&mut self, kind: &Kind, key: &'a str) -> usize {
        if let Some(&index) = self.by_key.get(key) {
            return index;
        }
        let slug = (kind.slug)(key);
        let usable = slug.problem().is_none();
        let next = self.list.len();
        let index = if usable { *self.by_slug.entry(slug.key()).or_insert(next) } else { next };
        if index == next {
            let page = usable.then(|| (kind.page)(key.to_owned()));
            self.list.push(Group { key, entry: None, page, terms: Vec::new() });
        }
        self.by_key.insert(key, index);
        index
    }
}

/// The names that a term gives of its groups.
pub type Names<'a> = Box<dyn Iterator<Item = &'a str> + 'a>;

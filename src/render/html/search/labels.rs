//! What a term is called, as the search counts it: the name is 0, aliases follow.

use crate::model::{Term, name_key};

/// The name and the aliases that differ from it.
pub fn labels(term: &Term) -> Vec<&str> {
    let own = name_key(&term.name);
    let aliases = term.aliases.iter().map(|alias| alias.value.as_str());
    std::iter::once(term.name.value.as_str())
        .chain(aliases.filter(|alias| !alias.is_empty() && name_key(alias) != own))
        .collect()
}

//! From terms to a graph: which name means which term, who points to whom, and whose texts mention whom.
//!
//! This stage cannot fail. A name that nobody has stays in the graph as unresolved, so that a rule can
//! report it and a page can show it.

pub mod close;
mod inverted;
mod known;
pub mod mentions;
pub mod names;
pub mod relations;
pub mod similar;
mod watch;

use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashSet;

use crate::body::{self, Block, Inline, Mark};
use crate::digest::Digest;
pub use crate::model::TermId;
use crate::model::{Place, Relation, Section, Term, name_key};
use crate::settings::LinkSettings;
use known::{AllRanks, Texts};
pub use known::{Known, Part};
pub use mentions::{Mention, Mentions};
pub use names::{Meaning, Names};
pub use relations::{Relationship, TermLinks};

/// What the parser made of the term files.
#[derive(Debug, Default)]
pub struct Parsed {
    /// The terms that could be read, by path of their files.
    pub terms: Vec<Arc<Term>>,
    /// Names that stand in files from which no term could be read. Who points to them is not wrong.
    pub claimed: Vec<String>,
    /// By term: the digest of its file's path and text. Empty where nothing is to be remembered.
    pub files: Vec<Digest>,
}

/// The terms and how they hang together. Immutable once made.
#[derive(Debug)]
pub struct Glossary {
    /// The terms, by path of their files.
    pub terms: Vec<Arc<Term>>,
    /// Which name means which term.
    pub names: Names,
    links: Vec<TermLinks>,
    settings: LinkSettings,
    // Reading all texts is the better half of the work, and `check` alone does not need it.
    texts: OnceLock<Arc<Texts>>,
    files: Vec<Digest>,
    known: Option<Known>,
    ranks: AllRanks,
    claimed: FxHashSet<String>,
    by_name: Vec<TermId>,
    /// By term: the one to use instead.
    replacements: Vec<Option<TermId>>,
    watch: watch::Watch,
}

/// The graph of all terms. `settings` say which mentions become links.
pub fn resolve(parsed: Parsed, settings: &LinkSettings) -> Glossary {
    resolve_again(parsed, settings, None)
}

/// The same graph, with less work where `known` says what an earlier one found out.
pub fn resolve_again(parsed: Parsed, settings: &LinkSettings, known: Option<Known>) -> Glossary {
    let Parsed { terms, claimed, files } = parsed;
    let ((names, links), by_name) = rayon::join(
        || {
            let names = Names::of(&terms);
            let links = relations::link(&terms, &names);
            (names, links)
        },
        || names::sorted(&terms),
    );
    let replacements = names::replacements(&terms, &names);
    let claimed = claimed.iter().map(|name| name_key(name)).collect();
    Glossary {
        terms,
        names,
        links,
        settings: settings.clone(),
        texts: OnceLock::new(),
        files,
        known,
        ranks: AllRanks::default(),
        claimed,
        by_name,
        replacements,
        watch: watch::Watch::default(),
    }
}

impl Glossary {
    /// The term itself.
    pub fn term(&self, id: TermId) -> &Term {
        self.watch.see(id);
        &self.terms[id.index()]
    }

    /// Runs `make`, which may look at these terms alone: in debug builds it panics when it looks at another one.
    pub fn within<T>(&self, ids: &[TermId], make: impl FnOnce() -> T) -> T {
        self.watch.within(ids, make)
    }

    /// How the term hangs together with others.
    pub fn links(&self, id: TermId) -> &TermLinks {
        &self.links[id.index()]
    }

    /// What all texts mention.
    pub fn all_mentions(&self) -> &Mentions {
        &self.texts().mentions
    }

    /// What the texts of a term mention, in their order.
    pub fn mentions(&self, id: TermId) -> &[Mention] {
        &self.all_mentions().by_term[id.index()]
    }

    /// Terms whose texts mention this one, by place.
    pub fn mentioned_by(&self, id: TermId) -> &[TermId] {
        &self.texts().mentioned_by[id.index()]
    }

    fn texts(&self) -> &Texts {
        self.texts.get_or_init(|| Arc::new(Texts::of(self)))
    }

    /// A one-line text of a term, with its mentions; empty where the author left it out.
    pub fn line(&self, id: TermId, place: Place) -> Vec<Inline> {
        let texts = place.section.texts(self.term(id));
        let text = texts.get(usize::from(place.item)).map_or("", |text| text.as_ref());
        body::mark_line(body::parse_line(text), &self.marks(id, place))
    }

    /// The definition at length, with its mentions.
    pub fn long_definition(&self, id: TermId) -> Vec<Block> {
        let marks = self.marks(id, Place::new(Section::LongDef, 0));
        body::mark(body::parse_text(&self.term(id).long_definition()), &marks)
    }

    fn marks(&self, id: TermId, place: Place) -> Vec<Mark> {
        self.mentions(id).iter().filter(|mention| mention.place == place).filter_map(Mention::mark).collect()
    }

    /// All terms, by path of their files.
    pub fn ids(&self) -> impl Iterator<Item = TermId> + Clone + use<> {
        (0..self.terms.len()).map(TermId::at)
    }

    /// All terms, by name without case; equal names by path.
    pub fn ids_by_name(&self) -> &[TermId] {
        &self.by_name
    }

    /// Whether a file that could not be read has this name.
    pub fn is_claimed(&self, name: &str) -> bool {
        self.claimed.contains(&name_key(name))
    }

    /// The way from the most general term down to this one, without the term itself, along the first `broader` of each.
    pub fn ancestry(&self, id: TermId) -> Vec<TermId> {
        let mut way = Vec::new();
        let mut here = id;
        while let Some(&parent) = self.links(here).targets(Relation::Broader).first() {
            // A ring of broader links has a rule of its own; here it only must not go on for ever.
            if parent == id || way.contains(&parent) {
                break;
            }
            way.push(parent);
            here = parent;
        }
        way.reverse();
        way
    }

    /// Whether relationships join the two already, as relatives of one step or as one above the other.
    pub fn are_related(&self, one: TermId, other: TermId) -> bool {
        let joined = Relation::ALL.iter().any(|&relation| self.links(one).targets(relation).contains(&other));
        joined || self.ancestry(one).contains(&other) || self.ancestry(other).contains(&one)
    }

    /// The term to use instead of a deprecated one.
    pub fn replacement(&self, id: TermId) -> Option<TermId> {
        self.watch.see(id);
        self.replacements[id.index()]
    }
}

/// The tree of a text, whether it has paragraphs or is one line.
pub(crate) fn tree(place: Place, text: &str) -> Vec<Block> {
    match place.section {
        Section::LongDef => body::parse_text(text),
        _ => vec![Block::Paragraph(body::parse_line(text))],
    }
}

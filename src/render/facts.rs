//! What pages are made from, as digests: a file whose facts are the same is the same.
//!
//! Most pages are made from few things, and there are four ways to say which:
//!
//! - a page of the website that says nothing is known by its *view*: all that its template may see. That is always right, and
//!   the view itself is made each time;
//! - a file that shows nothing but one term is known by the term's own file;
//! - a file about one term is known by its [`Neighbourhood`]: the term's own file, what is shown of terms around it, and
//!   everything that is no term. Of the others only what stands on a *card* may be shown: what is short, and no text at length.
//!   In debug builds a page that looks at a term outside of its neighbourhood panics, see
//!   [`Glossary::within`](crate::resolve::Glossary::within);
//! - a file about all terms is known by all their files, or by all their cards.

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::templates::BUILT_IN;
use crate::digest::{Digest, Fingerprint};
use crate::discover::Inputs;
use crate::model::term::trimmed;
use crate::model::{Place, Relation, ReviewDate, Term, Vocabulary};
use crate::parse::page::Page;
use crate::resolve::{Glossary, Meaning, TermId};
use crate::settings::Settings;
use crate::source::SourceId;

/// Digests of what a build renders from.
#[derive(Debug)]
pub struct Facts {
    /// Everything that is no term: settings, lists, templates, the names of pages and assets, the program itself.
    surroundings: Digest,
    /// By term: its file.
    files: Vec<Digest>,
    /// By term: what other pages may show of it.
    cards: Vec<Digest>,
    all_files: Digest,
    all_cards: Digest,
    /// What those who look after terms see beside the cards.
    work: Digest,
}

/// What facts are gathered from.
pub struct Grounds<'a> {
    /// The terms.
    pub glossary: &'a Glossary,
    /// The project's lists.
    pub vocabulary: &'a Vocabulary,
    /// The project's settings.
    pub settings: &'a Settings,
    /// The project's files.
    pub inputs: &'a Inputs,
    /// The digest of each text, by its place among the sources.
    pub texts: &'a [Digest],
    /// The hand-written pages.
    pub pages: &'a [Page],
    /// The day of the build.
    pub today: ReviewDate,
}

impl Facts {
    /// Gathers the facts of a build.
    pub fn of(grounds: &Grounds<'_>) -> Self {
        let surroundings = surroundings(grounds);
        let terms = &grounds.glossary.terms;
        let files: Vec<Digest> = terms.par_iter().map(|term| file(grounds, term.source)).collect();
        let ids: Vec<TermId> = grounds.glossary.ids().collect();
        let cards: Vec<Digest> = ids.into_par_iter().map(|id| card(grounds, id)).collect();
        let all = |digests: &[Digest]| {
            let mut all = Fingerprint::default();
            all.digest(surroundings);
            digests.iter().for_each(|digest| _ = all.digest(*digest));
            all.finish()
        };
        // With the files that gave no term: the names in them count.
        let read: Vec<Digest> = grounds.inputs.terms.iter().map(|&source| file(grounds, source)).collect();
        let (all_files, all_cards, work) = (all(&read), all(&cards), work(grounds));
        Self { surroundings, files, cards, all_files, all_cards, work }
    }

    /// Everything that is no term.
    pub fn surroundings(&self) -> Digest {
        self.surroundings
    }

    /// What a file of this kind is made from, where that is everything there is.
    pub fn of_everything(&self, kind: &str) -> Digest {
        Fingerprint::default().add(kind).digest(self.all_files).finish()
    }

    /// What a file of this kind is made from, where that is the file of one term and what is no term.
    pub fn of_file(&self, kind: &str, id: TermId) -> Digest {
        Fingerprint::default().add(kind).digest(self.surroundings).digest(self.files[id.index()]).finish()
    }

    /// What a file of this kind is made from, where that is the cards of all terms, their relationships as they are written, where
    /// their files stand, whether they have risk notes, and what is no term.
    pub fn of_work(&self, kind: &str) -> Digest {
        Fingerprint::default().add(kind).digest(self.all_cards).digest(self.work).finish()
    }

    /// What a file of this kind is made from, where that is the cards of all terms and what is no term.
    pub fn of_cards(&self, kind: &str) -> Digest {
        Fingerprint::default().add(kind).digest(self.all_cards).finish()
    }
}

/// The terms that a page about one term may show, and the digest of all that it may show of them.
pub struct Neighbourhood<'a> {
    glossary: &'a Glossary,
    facts: &'a Facts,
    fingerprint: Fingerprint,
    shown: Vec<TermId>,
}

impl<'a> Neighbourhood<'a> {
    /// The term's own file, with its mentions, its relationships in both directions, and what replaces it. `kind` tells the files
    /// about one term apart.
    pub fn of(glossary: &'a Glossary, facts: &'a Facts, id: TermId, kind: &str) -> Self {
        let mut fingerprint = Fingerprint::default();
        fingerprint.add(kind).digest(facts.surroundings).digest(facts.files[id.index()]);
        let mut neighbourhood = Self { glossary, facts, fingerprint, shown: Vec::new() };
        neighbourhood.show([id]);
        neighbourhood.mentions(id);
        neighbourhood.relationships(id);
        neighbourhood
    }

    /// Adds terms whose cards the page may show.
    pub fn show(&mut self, ids: impl IntoIterator<Item = TermId>) -> &mut Self {
        let first = self.shown.len();
        for id in ids {
            // What is said of a deprecated term links to the term that replaces it, and a link shows what that one means.
            for id in std::iter::once(id).chain(self.glossary.replacement(id)) {
                self.fingerprint.digest(self.facts.cards[id.index()]);
                self.shown.push(id);
            }
        }
        self.fingerprint.number(self.shown.len() - first);
        self
    }

    /// Adds anything else that the page is made from.
    pub fn add(&mut self, bytes: impl AsRef<[u8]>) -> &mut Self {
        self.fingerprint.add(bytes);
        self
    }

    /// Adds a thing that may not be there.
    pub fn maybe(&mut self, bytes: Option<impl AsRef<[u8]>>) -> &mut Self {
        self.fingerprint.maybe(bytes);
        self
    }

    /// The digest of everything that was added.
    pub fn digest(&self) -> Digest {
        self.fingerprint.finish()
    }

    /// Makes the page, which may look at no other term.
    pub fn within<T>(&self, make: impl FnOnce() -> T) -> T {
        self.glossary.within(&self.shown, make)
    }

    fn mentions(&mut self, id: TermId) {
        let mut targets = Vec::new();
        for mention in self.glossary.mentions(id) {
            let Some(mark) = mention.mark() else { continue };
            let Place { section, item } = mention.place;
            self.fingerprint.number(section as usize).number(usize::from(item));
            self.fingerprint.number(mark.range.start).number(mark.range.end);
            targets.push(mark.target);
        }
        self.show(targets);
    }

    fn relationships(&mut self, id: TermId) {
        let glossary = self.glossary;
        let links = glossary.links(id);
        for link in &links.written {
            let name = || &glossary.term(id).targets(link.relation)[link.index];
            let meaning = match link.target {
                Some(_) => 0,
                None if matches!(glossary.names.meaning(name()), Meaning::Ambiguous(_)) => 1,
                None => 2,
            };
            self.fingerprint.number(meaning);
            self.show(link.target);
        }
        for relation in Relation::ALL {
            self.show(links.targets(relation).iter().copied());
        }
    }
}

fn surroundings(grounds: &Grounds<'_>) -> Digest {
    let Grounds { settings, vocabulary, inputs, pages, .. } = grounds;
    let mut out = Fingerprint::default();
    out.add(crate::BUILD);
    // With every field that they have or will have; their lists are in the order of the file.
    out.add(format!("{settings:?}")).add(format!("{vocabulary:?}"));
    out.number(BUILT_IN.len()).number(inputs.templates.len());
    let text = |out: &mut Fingerprint, source: SourceId| {
        out.add(inputs.sources.path(source)).digest(grounds.texts[source.index()]);
    };
    inputs.templates.iter().for_each(|&template| text(&mut out, template));
    out.number(pages.len());
    for page in *pages {
        out.add(&page.stem).add(&page.title).add(&page.description);
    }
    out.number(inputs.assets.len());
    inputs.assets.iter().for_each(|asset| _ = out.add(&asset.path));
    let mut neighbours: Vec<&String> = inputs.neighbours.iter().collect();
    neighbours.sort();
    neighbours.into_iter().for_each(|path| _ = out.add(path));
    out.finish()
}

fn file(grounds: &Grounds<'_>, source: SourceId) -> Digest {
    let path = grounds.inputs.sources.path(source);
    Fingerprint::default().add(path).digest(grounds.texts[source.index()]).finish()
}

/// What is short: names, labels, states, days and the definition in one phrase.
fn card(grounds: &Grounds<'_>, id: TermId) -> Digest {
    let glossary = grounds.glossary;
    let term = glossary.term(id);
    let mut out = Fingerprint::default();
    out.add(&term.name.value).add(term.slug.as_str());
    for list in [&term.aliases, &term.categories, &term.roles, &term.nist_rmf_tags] {
        out.number(list.len());
        list.iter().for_each(|text| _ = out.add(&text.value));
    }
    for text in [&term.short_def, &term.replaced_by, &term.owner] {
        out.maybe(text.as_ref().map(|text| text.value.as_str()));
    }
    out.maybe(term.part_of_speech.as_ref().map(|part| part.value.name()));
    out.maybe(term.status.as_ref().map(|status| status.value.name()));
    out.maybe(term.last_reviewed.as_ref().map(|date| date.value.to_string()));
    out.number(usize::from(is_review_due(grounds.settings, term, grounds.today)));
    let replacement = glossary.replacement(id).map(|id| glossary.term(id));
    out.maybe(replacement.map(|term| term.name.value.as_str()));
    out.maybe(replacement.map(|term| term.slug.as_str()));
    out.finish()
}

/// See [`Facts::of_work`]. With the files that gave no term: the names in them count.
fn work(grounds: &Grounds<'_>) -> Digest {
    let of_term = |term: &Arc<Term>| {
        let mut out = Fingerprint::default();
        out.add(grounds.inputs.sources.path(term.source));
        out.number(usize::from(!trimmed(&term.risk_notes).is_empty()));
        for relation in Relation::ALL {
            let targets = term.targets(relation);
            out.number(targets.len());
            targets.iter().for_each(|target| _ = out.add(&target.value));
        }
        out.finish()
    };
    let terms = &grounds.glossary.terms;
    let of_terms: Vec<Digest> = terms.par_iter().map(of_term).collect();
    let read: FxHashSet<SourceId> = terms.iter().map(|term| term.source).collect();
    let unread =
        grounds.inputs.terms.iter().filter(|source| !read.contains(source)).map(|&source| file(grounds, source));
    let mut out = Fingerprint::default();
    out.number(of_terms.len());
    of_terms.into_iter().chain(unread).for_each(|digest| _ = out.digest(digest));
    out.finish()
}

/// Whether the last review is longer ago than the project allows.
pub fn is_review_due(settings: &Settings, term: &Term, today: ReviewDate) -> bool {
    let limit = i64::try_from(settings.max_age_days).unwrap_or(i64::MAX);
    term.last_reviewed.as_ref().is_some_and(|date| today.days_since(date.value) > limit)
}

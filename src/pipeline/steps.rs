//! The single steps of a check: what each file is read as, and what only the pipeline can see is wrong.

use std::sync::Arc;

use rayon::prelude::*;

use super::Checked;
use super::memory::{ReadFile, ReadFiles};

use crate::diagnostic::suggest::did_you_mean;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::digest::{Digest, Fingerprint};
use crate::discover::{Elsewhere, Inputs};
use crate::model::Vocabulary;
use crate::parse::page::{self, Page};
use crate::parse::{self, Node};
use crate::render::{OUTPUTS, Output};
use crate::resolve::{self, Glossary, Parsed};
use crate::settings::{self, INVALID_SETTING, Settings};
use crate::source::{SourceId, SourceMap};
use crate::validate::{self, Context};

pub(super) fn read_settings(inputs: &Inputs, out: &mut Diagnostics) -> Settings {
    let refused = inputs.refused();
    let node = inputs.settings.filter(|source| !refused.contains(source)).and_then(|source| parse(inputs, source, out));
    node.map_or_else(Settings::default, |node| settings::read_settings(&node, out))
}

pub(super) fn elsewhere(settings: &Settings) -> Elsewhere {
    let path = |path: &Option<crate::source::Spanned<String>>| path.as_ref().map(|path| path.value.clone());
    Elsewhere { markdown: path(&settings.markdown.directory), navigation: path(&settings.markdown.mkdocs_nav) }
}

/// Names under `outputs:` that no output has.
pub(super) fn check_outputs(settings: &Settings, out: &mut Diagnostics) {
    let names = || OUTPUTS.iter().map(|output| output.name);
    for name in settings.outputs.iter().flatten().filter(|name| names().all(|known| known != name.value)) {
        let list = format!("the outputs are {}", names().collect::<Vec<_>>().join(", "));
        let diagnostic = Diagnostic::new(INVALID_SETTING, name.span, format!("no output is called `{}`", name.value));
        out.push(diagnostic.field("outputs").maybe_help(did_you_mean(name, names())).help(list));
    }
}

/// Words under `links.never` that keep nothing from becoming a link.
pub(super) fn check_links(settings: &Settings, glossary: &Glossary, out: &mut Diagnostics) {
    for words in resolve::mentions::idle_never(&glossary.terms, &settings.links) {
        let names = glossary.terms.iter().flat_map(|term| std::iter::once(&term.name).chain(&term.aliases));
        let guess = did_you_mean(words, names.map(|name| name.value.as_str()));
        let message = format!("`{}` has no name of a term in it", words.value);
        let help = "name a term, an alias, or a phrase with one in it, or remove the line";
        out.push(
            Diagnostic::new(INVALID_SETTING, words.span, message).field("links.never").maybe_help(guess).help(help),
        );
    }
}

/// A navigation file that is not there, or that has no place for the terms.
pub(super) fn check_navigation(inputs: &Inputs, settings: &Settings, out: &mut Diagnostics) {
    match (&settings.markdown.mkdocs_nav, inputs.navigation) {
        (None, _) => {}
        (Some(path), None) => {
            let message = format!("there is no file `{}`", path.value);
            let help = "name the MkDocs configuration from the project's root, or remove the line";
            out.push(Diagnostic::new(INVALID_SETTING, path.span, message).field("markdown.mkdocs_nav").help(help));
        }
        (Some(_), Some(source)) => {
            if let Err(diagnostic) = parse::navigation::find_block(source, inputs.sources.text(source)) {
                out.push(*diagnostic);
            }
        }
    }
}

pub(super) fn read_vocabulary(
    inputs: &Inputs,
    parseable: &dyn Fn(&SourceId) -> bool,
    out: &mut Diagnostics,
) -> Vocabulary {
    let mut node = |source: Option<SourceId>| source.filter(parseable).and_then(|source| parse(inputs, source, out));
    let (roles, categories, tags) = (node(inputs.roles), node(inputs.categories), node(inputs.tags));
    Vocabulary {
        roles: roles
            .map_or_else(crate::model::vocabulary::built_in_roles, |node| parse::vocabulary::read_roles(&node, out)),
        categories: categories.map(|node| parse::vocabulary::read_categories(&node, out)),
        tags: tags.map(|node| parse::vocabulary::read_tags(&node, out)),
    }
}

/// The hand-written pages, with every link that leads nowhere reported.
pub(super) fn read_pages(
    inputs: &Inputs,
    parseable: &dyn Fn(&SourceId) -> bool,
    glossary: &Glossary,
    out: &mut Diagnostics,
) -> Vec<Page> {
    let sources = inputs.pages.iter().filter(|source| parseable(source));
    let read = sources
        .filter_map(|&source| page::read_page(source, inputs.sources.path(source), inputs.sources.text(source), out));
    let mut pages: Vec<Page> = read.collect();
    page::sort(&mut pages);
    let names = glossary.terms.iter().flat_map(|term| std::iter::once(&term.name).chain(&term.aliases));
    let names: Vec<&str> = names.map(|name| name.value.as_str()).collect();
    let reachable = page::Reachable {
        is_term: &|name| glossary.names.meaning(name).term().is_some() || glossary.is_claimed(name),
        names: &names,
        is_unread: &|stem| inputs.pages.iter().any(|&source| page::stem_of(inputs.sources.path(source)) == stem),
        is_asset: &|path| inputs.assets.iter().any(|asset| asset.path == path),
    };
    page::check_links(&pages, &reachable, out);
    pages
}

/// Parses and checks each term alone, on all cores; files that `known` has are not read again. `texts` are the digests of all texts.
pub(super) fn parse_terms(
    inputs: &Inputs,
    parseable: &(dyn Fn(&SourceId) -> bool + Sync),
    context: &Context<'_>,
    texts: &[Digest],
    known: &mut ReadFiles,
    out: &mut Diagnostics,
) -> Parsed {
    let files: Vec<SourceId> = inputs.terms.iter().copied().filter(|source| parseable(source)).collect();
    let conditions = conditions(context);
    // From a list of known length, rayon puts each result where it belongs, without copying it again.
    let read: Vec<_> = files
        .into_par_iter()
        .map(|source| {
            let path = inputs.sources.path(source);
            let file = Fingerprint::default().add(path).digest(texts[source.index()]).finish();
            let known = known.get(conditions, file, source);
            (file, known.unwrap_or_else(|| Arc::new(read_term(inputs, source, context))))
        })
        .collect();
    let mut parsed = Parsed::default();
    for (file, read) in &read {
        match &read.term {
            Ok(term) => {
                parsed.terms.push(term.clone());
                parsed.files.push(*file);
            }
            Err(claimed) => parsed.claimed.extend(claimed.iter().cloned()),
        }
        out.append(read.found.clone());
    }
    *known = ReadFiles { conditions: Some(conditions), by_digest: read.into_iter().collect() };
    parsed
}

/// Everything beside a file that its reading depends on.
fn conditions(context: &Context<'_>) -> Digest {
    let Context { settings, vocabulary, sources: _, today } = context;
    let mut conditions = Fingerprint::default();
    conditions.add(crate::BUILD).add(format!("{settings:?}")).add(format!("{vocabulary:?}")).add(today.to_string());
    conditions.finish()
}

fn read_term(inputs: &Inputs, source: SourceId, context: &Context<'_>) -> ReadFile {
    let mut found = Diagnostics::default();
    let node = parse(inputs, source, &mut found);
    let term = node.as_ref().and_then(|node| parse::read_term(node, &mut found));
    if let Some(term) = &term {
        validate::check_term(term, context, &mut found);
    }
    let term = term.map(Arc::new).ok_or_else(|| claimed_names(inputs, source, node.as_ref()));
    ReadFile { source, term, found }
}

/// What a file that gave no term may be called: by its keys, as far as they can be read, and by its own name.
pub(super) fn claimed_names(inputs: &Inputs, source: SourceId, node: Option<&Node>) -> Vec<String> {
    let path = inputs.sources.path(source);
    let stem = path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map(|(stem, _)| stem.to_owned());
    node.map_or_else(Vec::new, parse::term::claimed_names).into_iter().chain(stem).collect()
}

pub(super) fn parse(inputs: &Inputs, source: SourceId, out: &mut Diagnostics) -> Option<Node> {
    let mut found = Diagnostics::default();
    let node = parse::parse_node(source, inputs.sources.text(source), &mut found);
    if node.is_none() && found.is_empty() {
        found.push(parse::yaml::empty(source));
    }
    out.append(found);
    node
}

/// The digest of each text, by its place among the sources.
pub(super) fn digests(sources: &SourceMap) -> Vec<Digest> {
    let ids: Vec<SourceId> = sources.ids().collect();
    ids.into_par_iter().map(|source| Digest::of(sources.text(source).as_bytes())).collect()
}

/// Everything that a build is made from.
pub(super) fn whole(checked: &Checked, outputs: &[&Output]) -> Digest {
    let Checked { inputs, settings, texts, today, .. } = checked;
    let mut whole = Fingerprint::default();
    whole.add(crate::BUILD).add(today.to_string()).add(format!("{settings:?}"));
    whole.number(outputs.len());
    outputs.iter().for_each(|output| _ = whole.add(output.name));
    whole.number(texts.len());
    for source in inputs.sources.ids() {
        whole.add(inputs.sources.path(source)).digest(texts[source.index()]);
    }
    whole.number(inputs.assets.len());
    inputs.assets.iter().for_each(|asset| _ = whole.add(&asset.path).digest(Digest::of(&asset.bytes)));
    let mut neighbours: Vec<&String> = inputs.neighbours.iter().collect();
    neighbours.sort();
    neighbours.into_iter().for_each(|path| _ = whole.add(path));
    whole.finish()
}

//! The page of one term, in the order in which a reader needs it.

mod groups;
mod relations;

use groups::GroupParts;
use rayon::prelude::*;

use super::super::machines::linked_data;
use super::super::prose;
use super::super::routes::{self, FromMarkdown};
use super::super::site::{Head, Site, day};
use crate::digest::Digest;
use crate::failure::Failure;
use crate::model::term::{Text, trimmed};
use crate::model::{self, Place, Relation, Section, url};
use crate::render::RenderContext;
use crate::render::body::{line_to_plain, linked_line_to_html, linked_text_to_html};
use crate::render::facts::{Neighbourhood, is_review_due};
use crate::render::links::{Base, TermLink};
use crate::render::templates::Shared;
use crate::render::view::Link;
use crate::render::view::term::{Audience, Takeaway, Term, TermPage};
use crate::resolve::TermId;

pub const TEMPLATE: &str = "term.html";

pub fn render(site: &Site<'_>) -> Result<(), Failure> {
    let ids: Vec<TermId> = site.context.glossary.ids().collect();
    let Some(&first) = ids.first() else { return Ok(()) };
    let frame = site.frame_fingerprint(&site.term_page(first));
    let groups = &GroupParts::new(site, &site.base(&site.term_page(first)));
    ids.par_iter().try_for_each(|&id| {
        let page = site.term_page(id);
        let (term, close) = (site.context.glossary.term(id), Builder::close(site, id));
        let builder = Builder { site, groups, base: site.base(&page), id, term, close };
        let neighbourhood = builder.neighbourhood(frame);
        site.write_made(&page, TEMPLATE, neighbourhood.digest(), || {
            neighbourhood.within(|| {
                let (view, description) = (builder.view(), line_to_plain(builder.term.short_definition()));
                let data = linked_data::term(site, id, &view, &description);
                let head = Head::new(&builder.term.name.value, description).with_data(data);
                (head, TermPage { term: view, previews_json: builder.previews() })
            })
        })
    })
}

struct Builder<'a> {
    site: &'a Site<'a>,
    groups: &'a GroupParts,
    base: Base,
    id: TermId,
    term: &'a model::Term,
    /// Terms close in meaning, see [`Builder::close`].
    close: Vec<TermId>,
}

impl<'a> Builder<'a> {
    /// All that the page is made from. What is not declared here must not be shown.
    fn neighbourhood(&self, frame: Digest) -> Neighbourhood<'a> {
        let RenderContext { glossary, facts, .. } = *self.site.context;
        let mut around = Neighbourhood::of(glossary, facts, self.id, TEMPLATE);
        around.show(glossary.ancestry(self.id));
        around.show(self.links().used_by.iter().copied()).show(glossary.mentioned_by(self.id).iter().copied());
        around.show(self.close.iter().copied());
        around.add(String::from(frame)).add(self.call_to_action());
        // Names that only terms have share a page where an address cannot tell them apart: which, the others decide.
        let site = self.site;
        let categories = self.term.categories.iter().map(|name| site.categories.get(name).map(|group| group.key));
        let tags = self.term.nist_rmf_tags.iter().map(|tag| site.tags.get(tag).map(|group| group.key));
        let roles = self.term.roles.iter().map(|name| name.value.as_str()).chain([trimmed(&self.term.owner)]);
        let roles = roles.map(|name| site.roles.get(name).map(|group| group.key));
        // All else about a group is in the lists of the project, or follows from its key.
        categories.chain(tags).chain(roles).for_each(|key| _ = around.maybe(key));
        around
    }

    fn view(&self) -> Term {
        let term = self.term;
        let source_file = self.site.context.inputs.sources.path(term.source).to_owned();
        Term {
            name: term.name.value.clone(),
            slug: term.slug.to_string(),
            aliases: term.aliases.iter().map(|alias| alias.value.clone()).collect(),
            trail: self.trail(),
            status: term.status.as_ref().map(|status| self.site.status(status.value)),
            reviewed: term.last_reviewed.as_ref().map(|date| day(date.value)),
            is_review_due: self.is_review_due(),
            is_deprecated: term.is_deprecated(),
            replacement: self.replacement_of(self.id),
            short_html: self.line(Section::ShortDef, 0),
            long_html: self.long_html(),
            audiences: self.audiences(),
            takeaways: self.takeaways(),
            roles: self.site.role_keys(self.id),
            practice_html: self.practice(),
            dos_html: self.lines(Section::Do),
            donts_html: self.lines(Section::Dont),
            tags: self.tags(),
            risk_html: self.line(Section::RiskNotes, 0),
            relations: Relation::ALL.into_iter().filter_map(|relation| self.relation(relation)).collect(),
            picture: self.picture(),
            close: self.close.iter().map(|&id| self.site.link_between_terms(id)).collect(),
            read_next: self.read_next(),
            used_by: self.used_by(),
            citations: term.citations.iter().filter_map(citation).collect(),
            call_to_action_html: self.call_to_action(),
            part_of_speech: term.part_of_speech.as_ref().map_or("", |part| part.value.title()),
            categories: self.categories(),
            license: Some(trimmed(&term.license)).filter(|name| !name.is_empty()).map(routes::license),
            owner: self.owner(),
            edit: self.site.edit_link(&source_file),
            source_file,
        }
    }

    fn links(&self) -> &'a crate::resolve::TermLinks {
        self.site.context.glossary.links(self.id)
    }

    /// From the list of categories to the main category, then from the most general term down.
    fn trail(&self) -> Vec<Shared<Link>> {
        let main = self.categories().into_iter().next();
        let above = self.site.context.glossary.ancestry(self.id).into_iter().map(|id| self.site.link_between_terms(id));
        std::iter::once(self.groups.list.clone()).chain(main).chain(above).collect()
    }

    fn is_review_due(&self) -> bool {
        is_review_due(self.site.context.settings, self.term, self.site.context.today)
    }

    fn audiences(&self) -> Vec<Audience> {
        let views = [("exec", "For executives", Section::Exec), ("engineer", "For engineers", Section::Engineer)];
        let views = views.map(|(key, title, section)| Audience {
            key,
            title,
            text_html: self.line(section, 0),
            text: self.plain(section),
            roles: self.groups.readers[usize::from(section == Section::Engineer)].clone(),
        });
        views.into_iter().filter(|view| !view.text_html.is_empty()).collect()
    }

    /// One text with its mentions as links; empty where the author left it out.
    fn line(&self, section: Section, item: usize) -> String {
        let parts = self.site.context.glossary.line(self.id, Place::new(section, item));
        linked_line_to_html(&parts, &|id| Some(self.mention(id)))
    }

    fn plain(&self, section: Section) -> String {
        section.texts(self.term).first().map_or_else(String::new, |text| line_to_plain(text))
    }

    fn lines(&self, section: Section) -> Vec<String> {
        (0..section.texts(self.term).len()).map(|item| self.line(section, item)).collect()
    }

    fn long_html(&self) -> String {
        let blocks = self.site.context.glossary.long_definition(self.id);
        linked_text_to_html(&blocks, &|id| Some(self.mention(id)))
    }

    fn mention(&self, id: TermId) -> TermLink {
        TermLink::new(self.site.context.glossary, id, self.site.term_address(&self.base, id))
    }

    fn takeaways(&self) -> Vec<Shared<Takeaway>> {
        let places = self.term.roles.iter().filter_map(|role| self.site.roles.position(role));
        places.filter_map(|place| self.groups.takeaways[place].clone()).collect()
    }

    /// The practice texts of the term's categories, each once.
    fn practice(&self) -> Vec<Shared<String>> {
        let groups = self.term.categories.iter().filter_map(|name| self.site.categories.get(name));
        let mut texts: Vec<&str> = Vec::new();
        for text in groups.filter_map(|group| group.entry).flat_map(|category| &category.practice) {
            if !texts.contains(&text.as_str()) {
                texts.push(text);
            }
        }
        texts.into_iter().map(|text| self.site.sentence(text)).collect()
    }

    fn tags(&self) -> Vec<Shared<Link>> {
        let places = self.term.nist_rmf_tags.iter().filter_map(|tag| self.site.tags.position(tag));
        places.map(|place| self.groups.tags[place].clone()).collect()
    }

    fn categories(&self) -> Vec<Shared<Link>> {
        let places = self.term.categories.iter().filter_map(|name| self.site.categories.position(name));
        places.map(|place| self.groups.categories[place].clone()).collect()
    }

    fn call_to_action(&self) -> String {
        let calls = &self.site.context.settings.calls_to_action;
        let call = calls.iter().find(|(slug, _)| slug.value == self.term.slug.as_str());
        call.map_or_else(String::new, |(_, text)| {
            prose::inline(text, &FromMarkdown { site: self.site, base: &self.base })
        })
    }

    /// The owner is often a role, and then readers see it by its title.
    fn owner(&self) -> Option<Link> {
        let owner = Some(trimmed(&self.term.owner)).filter(|owner| !owner.is_empty())?;
        let role = self.site.roles.get(owner).and_then(|group| Some((group, group.entry?)));
        Some(match role {
            Some((group, role)) => self.site.group_link(&self.base, group, &role.title),
            None => Link { title: owner.to_owned(), href: None },
        })
    }
}

/// Only a real web address becomes a link.
fn citation(citation: &model::Citation) -> Option<Link> {
    let address = |url: &Text| Some(trimmed(url).to_owned()).filter(|url| url::problem(url).is_none());
    let href = address(&citation.url);
    let title = [trimmed(&citation.source), trimmed(&citation.url)].into_iter().find(|text| !text.is_empty())?;
    Some(Link { title: title.to_owned(), href })
}

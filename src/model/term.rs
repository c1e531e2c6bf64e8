//! A term: one entry of the glossary, as its author wrote it.

use serde::{Deserialize, Serialize};

use super::{ReviewDate, Slug};
use crate::source::{SourceId, Span, Spanned};

/// Text that its author may have left out. Rules report what is missing; views show nothing.
pub type Text = Option<Spanned<String>>;

/// One entry, with the place of each value in its file.
///
/// Values stand as in the file, except that names of terms are trimmed. What the author left out is `None` or
/// empty: the reader has reported it, and everything else is still checked.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Term {
    /// The file.
    pub source: SourceId,
    /// The first key of the file: where to say that something is missing.
    pub head: Span,
    /// The name, trimmed.
    pub name: Spanned<String>,
    /// Made from the name.
    pub slug: Slug,
    /// Other names, trimmed.
    pub aliases: Vec<Spanned<String>>,
    /// Names of categories; the first is the main one.
    pub categories: Vec<Spanned<String>>,
    /// Ids of roles.
    pub roles: Vec<Spanned<String>>,
    /// How the term is used in a sentence.
    pub part_of_speech: Option<Spanned<PartOfSpeech>>,
    /// The definition in one phrase.
    pub short_def: Text,
    /// The definition at length, as YAML reads it.
    pub long_def: Text,
    /// What a line break in it stands for.
    pub long_def_breaks: LineBreaks,
    /// For decision makers.
    pub exec: Text,
    /// For builders.
    pub engineer: Text,
    /// Good practice.
    pub dos: Vec<Spanned<String>>,
    /// Bad practice.
    pub donts: Vec<Spanned<String>>,
    /// Ids of NIST AI RMF tags.
    pub nist_rmf_tags: Vec<Spanned<String>>,
    /// The risk, and who bears it.
    pub risk_notes: Text,
    /// Names of more general terms, as written, trimmed.
    pub broader: Vec<Spanned<String>>,
    /// Names of more specific terms.
    pub narrower: Vec<Spanned<String>>,
    /// Names of terms worth reading next.
    pub related: Vec<Spanned<String>>,
    /// What the entry rests on.
    pub citations: Vec<Citation>,
    /// The licence, as written.
    pub license: Text,
    /// How far readers may rely on it.
    pub status: Option<Spanned<Status>>,
    /// When somebody last checked it.
    pub last_reviewed: Option<Spanned<ReviewDate>>,
    /// For a deprecated term: the name of the term to use instead.
    pub replaced_by: Text,
    /// Who looks after the entry.
    pub owner: Text,
    /// The whole file as one JSON object, keys and values in the file's order, for exports that lose nothing.
    pub record: Box<str>,
}

/// What one line break in a text stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum LineBreaks {
    /// An empty line in the file: YAML joined the others. A new paragraph begins.
    #[default]
    Paragraphs,
    /// The end of a line in a literal block (`|`). The paragraph goes on.
    Lines,
}

/// A source that supports an entry.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Citation {
    /// Author, title, year.
    pub source: Text,
    /// Where to read it.
    pub url: Text,
}

impl Term {
    /// The names of the terms that this one points to by `relation`.
    pub fn targets(&self, relation: Relation) -> &[Spanned<String>] {
        match relation {
            Relation::Broader => &self.broader,
            Relation::Narrower => &self.narrower,
            Relation::Related => &self.related,
        }
    }

    /// The definition in one phrase, trimmed; empty when missing.
    pub fn short_definition(&self) -> &str {
        trimmed(&self.short_def)
    }

    /// The definition at length, trimmed, with an empty line between paragraphs; empty when missing.
    pub fn long_definition(&self) -> String {
        let text = trimmed(&self.long_def);
        match self.long_def_breaks {
            LineBreaks::Lines => text.to_owned(),
            LineBreaks::Paragraphs => with_empty_lines(text),
        }
    }

    /// The same term, whose file is now called `source`.
    pub fn moved_to(&self, source: SourceId) -> Self {
        let text = |text: &Text| text.as_ref().map(|text| text.moved_to(source));
        let list = |list: &[Spanned<String>]| list.iter().map(|text| text.moved_to(source)).collect();
        let citation = |citation: &Citation| Citation { source: text(&citation.source), url: text(&citation.url) };
        // Every field by its name: one that is forgotten here would keep its old place.
        Self {
            source,
            head: self.head.moved_to(source),
            name: self.name.moved_to(source),
            slug: self.slug.clone(),
            aliases: list(&self.aliases),
            categories: list(&self.categories),
            roles: list(&self.roles),
            part_of_speech: self.part_of_speech.as_ref().map(|part| part.moved_to(source)),
            short_def: text(&self.short_def),
            long_def: text(&self.long_def),
            long_def_breaks: self.long_def_breaks,
            exec: text(&self.exec),
            engineer: text(&self.engineer),
            dos: list(&self.dos),
            donts: list(&self.donts),
            nist_rmf_tags: list(&self.nist_rmf_tags),
            risk_notes: text(&self.risk_notes),
            broader: list(&self.broader),
            narrower: list(&self.narrower),
            related: list(&self.related),
            citations: self.citations.iter().map(citation).collect(),
            license: text(&self.license),
            status: self.status.as_ref().map(|status| status.moved_to(source)),
            last_reviewed: self.last_reviewed.as_ref().map(|date| date.moved_to(source)),
            replaced_by: text(&self.replaced_by),
            owner: text(&self.owner),
            record: self.record.clone(),
        }
    }

    /// Whether readers should use another term.
    pub fn is_deprecated(&self) -> bool {
        self.status.as_ref().is_some_and(|status| status.value == Status::Deprecated)
    }
}

/// An empty line for each line break, but for those before indented lines, which YAML keeps as they are.
fn with_empty_lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = "";
    for (index, line) in text.lines().enumerate() {
        let goes_on = line.starts_with(' ') || line.is_empty() || before.is_empty();
        out.push_str(match index {
            0 => "",
            _ if goes_on => "\n",
            _ => "\n\n",
        });
        out.push_str(line);
        before = line;
    }
    out
}

/// The text without outer white space; empty when there is none.
pub fn trimmed(text: &Text) -> &str {
    text.as_ref().map_or("", |text| text.value.trim())
}

/// The three typed relationships between terms (SKOS broader, narrower, related).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Relation {
    /// The target is more general.
    Broader,
    /// The target is more specific.
    Narrower,
    /// Neither; worth reading next.
    Related,
}

impl Relation {
    /// All three, in the order of the pages.
    pub const ALL: [Relation; 3] = [Relation::Broader, Relation::Narrower, Relation::Related];

    /// The relation that the target has to this term.
    pub fn inverse(self) -> Self {
        match self {
            Self::Broader => Self::Narrower,
            Self::Narrower => Self::Broader,
            Self::Related => Self::Related,
        }
    }

    /// The key in a term file.
    pub fn key(self) -> &'static str {
        match self {
            Self::Broader => "broader",
            Self::Narrower => "narrower",
            Self::Related => "related",
        }
    }
}

macro_rules! choice {
    ($(#[$about:meta])* $name:ident { $($(#[$what:meta])* $variant:ident = $text:literal, $title:literal;)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$what])* $variant,)+ }

        impl $name {
            /// The values as they stand in term files.
            pub const NAMES: &'static [&'static str] = &[$($text),+];
            /// All values, in the order of a life cycle or a grammar.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The value that a term file calls by this name.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$variant),)+ _ => None }
            }

            /// As it stands in a term file.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }

            /// As readers see it.
            pub fn title(self) -> &'static str {
                match self { $(Self::$variant => $title,)+ }
            }
        }
    };
}

choice! {
    /// How a term is used in a sentence. Only nouns have plurals.
    PartOfSpeech {
        /// One word for a thing.
        Noun = "noun", "Noun";
        /// Several words for a thing.
        NounPhrase = "noun_phrase", "Noun phrase";
        /// An action.
        Verb = "verb", "Verb";
        /// A property.
        Adjective = "adjective", "Adjective";
        /// Something that happens in steps.
        Process = "process", "Process";
        /// An idea.
        Concept = "concept", "Concept";
    }
}

choice! {
    /// How far readers may rely on an entry.
    Status {
        /// Being written.
        Draft = "draft", "Draft";
        /// Checked by somebody who knows the field.
        Reviewed = "reviewed", "Reviewed";
        /// Agreed by those who answer for it.
        Approved = "approved", "Approved";
        /// Use another term.
        Deprecated = "deprecated", "Deprecated";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_break_of_a_folded_text_begins_a_paragraph() {
        assert_eq!(with_empty_lines("a b\nc\n- d\n- e"), "a b\n\nc\n\n- d\n\n- e");
        assert_eq!(with_empty_lines("a\n\nb"), "a\n\nb");
        assert_eq!(with_empty_lines("a\n  - b\n  - c"), "a\n  - b\n  - c");
    }
}

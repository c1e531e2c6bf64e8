//! Markdown that people write, as HTML: hand-written pages, the rules' pages, calls to action.
//!
//! Events of the parser become HTML here and nowhere else, since the parser's own writer sets inline styles, which the
//! pages' policy forbids, and lets raw HTML through. Raw HTML is shown as typed.

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, CowStr, Event, LinkType, Parser, Tag, TagEnd};

use super::super::body::escape_html as escape;
use crate::parse::page::{Heading, markdown_options};

/// Where links and pictures lead. None: there is nothing to lead to, and only the words are shown.
pub trait Links {
    /// The `href` of a link.
    fn link(&self, destination: &str) -> Option<String>;

    /// The `src` of a picture.
    fn picture(&self, destination: &str) -> Option<String>;
}

/// A Markdown text as blocks of HTML. `headings` are those of the text.
pub fn blocks(markdown: &str, headings: &[Heading], links: &dyn Links) -> String {
    let mut writer = Writer::new(headings, links);
    for event in Parser::new_ext(markdown, markdown_options()) {
        writer.event(event);
    }
    writer.finish()
}

/// A Markdown text of one line as inline HTML.
pub fn inline(markdown: &str, links: &dyn Links) -> String {
    let mut writer = Writer::new(&[], links);
    let inline = Parser::new_ext(markdown.trim(), markdown_options()).filter(|event| match event {
        Event::Start(tag) => is_inline(&tag.to_end()),
        Event::End(tag) => is_inline(tag),
        Event::FootnoteReference(_) | Event::Rule => false,
        _ => true,
    });
    for event in inline {
        writer.event(event);
    }
    writer.finish()
}

fn is_inline(tag: &TagEnd) -> bool {
    matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link)
}

struct Writer<'a> {
    links: &'a dyn Links,
    headings: std::slice::Iter<'a, Heading>,
    out: String,
    /// What was written before a footnote's text began, which is kept for the end, and its label.
    outer: Vec<(String, String)>,
    notes: Vec<Note>,
    /// Whether each open link has a destination.
    open_links: Vec<bool>,
    /// The description of a picture is text, even where it holds markup.
    picture: Option<Picture>,
    alignments: Vec<Alignment>,
    cell: usize,
    in_table_head: bool,
    heading_level: u8,
}

/// A footnote, by the order in which the text refers to it.
struct Note {
    label: String,
    references: usize,
    html: String,
}

struct Picture {
    source: Option<String>,
    description: String,
}

impl<'a> Writer<'a> {
    fn new(headings: &'a [Heading], links: &'a dyn Links) -> Self {
        Self {
            links,
            headings: headings.iter(),
            out: String::new(),
            outer: Vec::new(),
            notes: Vec::new(),
            open_links: Vec::new(),
            picture: None,
            alignments: Vec::new(),
            cell: 0,
            in_table_head: false,
            heading_level: 1,
        }
    }

    fn event(&mut self, event: Event<'_>) {
        if let Some(picture) = &mut self.picture {
            match event {
                Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => picture.description.push_str(&text),
                Event::SoftBreak | Event::HardBreak => picture.description.push(' '),
                Event::End(TagEnd::Image) => self.end_picture(),
                _ => {}
            }
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.out.push_str(&escape(&text)),
            Event::Code(text) => self.wrap("code", &text),
            Event::SoftBreak => self.out.push('\n'),
            Event::HardBreak => self.out.push_str("<br>\n"),
            Event::Rule => self.out.push_str("<hr>\n"),
            Event::FootnoteReference(label) => self.reference(&label),
            // Not switched on.
            Event::InlineMath(text) | Event::DisplayMath(text) => self.out.push_str(&escape(&text)),
            Event::TaskListMarker(_) => {}
        }
    }

    fn wrap(&mut self, element: &str, text: &str) {
        self.out.push_str(&format!("<{element}>{}</{element}>", escape(text)));
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => self.out.push_str("<p>"),
            Tag::Heading { .. } => self.start_heading(),
            Tag::BlockQuote(kind) => self.start_quote(kind),
            Tag::CodeBlock(kind) => self.start_code(&kind),
            Tag::List(None) => self.out.push_str("<ul>\n"),
            Tag::List(Some(1)) => self.out.push_str("<ol>\n"),
            Tag::List(Some(first)) => self.out.push_str(&format!("<ol start=\"{first}\">\n")),
            Tag::Item => self.out.push_str("<li>"),
            Tag::FootnoteDefinition(label) => self.outer.push((std::mem::take(&mut self.out), label.to_string())),
            Tag::Table(alignments) => {
                self.alignments = alignments;
                // Wide tables scroll in a box of their own, which the keyboard can reach.
                self.out.push_str("<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Table\"><table>\n");
            }
            Tag::TableHead => {
                (self.in_table_head, self.cell) = (true, 0);
                self.out.push_str("<thead><tr>");
            }
            Tag::TableRow => {
                (self.in_table_head, self.cell) = (false, 0);
                self.out.push_str("<tr>");
            }
            Tag::TableCell => self.start_cell(),
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::Strikethrough => self.out.push_str("<del>"),
            Tag::Link { link_type, dest_url, .. } => self.start_link(link_type, &dest_url),
            Tag::Image { dest_url, .. } => {
                self.picture = Some(Picture { source: self.links.picture(&dest_url), description: String::new() });
            }
            // Not switched on.
            Tag::DefinitionList | Tag::DefinitionListTitle | Tag::DefinitionListDefinition => {}
            Tag::Superscript | Tag::Subscript | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.out.push_str("</p>\n"),
            TagEnd::Heading(_) => self.out.push_str(&format!("</h{}>\n", self.heading_level)),
            TagEnd::BlockQuote(None) => self.out.push_str("</blockquote>\n"),
            TagEnd::BlockQuote(Some(_)) => self.out.push_str("</div>\n"),
            TagEnd::CodeBlock => self.out.push_str("</code></pre>\n"),
            TagEnd::List(false) => self.out.push_str("</ul>\n"),
            TagEnd::List(true) => self.out.push_str("</ol>\n"),
            TagEnd::Item => self.out.push_str("</li>\n"),
            TagEnd::FootnoteDefinition => self.end_note(),
            TagEnd::Table => self.out.push_str("</tbody></table></div>\n"),
            TagEnd::TableHead => self.out.push_str("</tr></thead><tbody>\n"),
            TagEnd::TableRow => self.out.push_str("</tr>\n"),
            TagEnd::TableCell => self.out.push_str(if self.in_table_head { "</th>" } else { "</td>" }),
            TagEnd::Emphasis => self.out.push_str("</em>"),
            TagEnd::Strong => self.out.push_str("</strong>"),
            TagEnd::Strikethrough => self.out.push_str("</del>"),
            TagEnd::Link => {
                if self.open_links.pop() == Some(true) {
                    self.out.push_str("</a>");
                }
            }
            TagEnd::Image => {}
            TagEnd::DefinitionList | TagEnd::DefinitionListTitle | TagEnd::DefinitionListDefinition => {}
            TagEnd::Superscript | TagEnd::Subscript | TagEnd::MetadataBlock(_) => {}
        }
    }

    /// The page has its `h1` already, so the text begins one level below, and skips none.
    fn start_heading(&mut self) {
        let Some(heading) = self.headings.next() else {
            self.heading_level = 2;
            return self.out.push_str("<h2>");
        };
        self.heading_level = heading.level.clamp(2, 6).min(self.heading_level + 1);
        self.out.push_str(&format!("<h{} id=\"{}\">", self.heading_level, escape(&heading.id)));
    }

    fn start_quote(&mut self, kind: Option<BlockQuoteKind>) {
        let (class, title) = match kind {
            None => return self.out.push_str("<blockquote>\n"),
            Some(BlockQuoteKind::Note) => ("note", "Note"),
            Some(BlockQuoteKind::Tip) => ("tip", "Tip"),
            Some(BlockQuoteKind::Important) => ("important", "Important"),
            Some(BlockQuoteKind::Warning) => ("warning", "Warning"),
            Some(BlockQuoteKind::Caution) => ("caution", "Caution"),
        };
        let open =
            format!("<div class=\"notice notice-{class}\" role=\"note\">\n<p class=\"notice-title\">{title}</p>\n");
        self.out.push_str(&open);
    }

    fn start_code(&mut self, kind: &CodeBlockKind<'_>) {
        let info = match kind {
            CodeBlockKind::Fenced(info) => info.clone(),
            CodeBlockKind::Indented => CowStr::Borrowed(""),
        };
        let mut words = info.split_whitespace();
        let language = words.next().map_or_else(String::new, |word| format!(" class=\"language-{}\"", escape(word)));
        // The examples of the rules' pages say whether they fail or pass.
        let verdict = words.next().filter(|word| matches!(*word, "fails" | "passes"));
        let class = verdict.map_or_else(String::new, |word| format!(" class=\"{word}\""));
        self.out.push_str(&format!("<pre tabindex=\"0\"{class}><code{language}>"));
    }

    fn start_cell(&mut self) {
        let element = if self.in_table_head { "th scope=\"col\"" } else { "td" };
        let class = match self.alignments.get(self.cell) {
            Some(Alignment::Center) => " class=\"center\"",
            Some(Alignment::Right) => " class=\"end\"",
            Some(Alignment::Left | Alignment::None) | None => "",
        };
        self.cell += 1;
        self.out.push_str(&format!("<{element}{class}>"));
    }

    fn start_link(&mut self, kind: LinkType, destination: &str) {
        let href = match kind {
            LinkType::Email => self.links.link(&format!("mailto:{destination}")),
            _ => self.links.link(destination),
        };
        self.open_links.push(href.is_some());
        if let Some(href) = href {
            self.out.push_str(&format!("<a href=\"{}\">", escape(&href)));
        }
    }

    fn end_picture(&mut self) {
        let Some(picture) = self.picture.take() else { return };
        let description = escape(picture.description.trim());
        match picture.source {
            Some(source) => {
                let source = escape(&source);
                self.out.push_str(&format!("<img src=\"{source}\" alt=\"{description}\" loading=\"lazy\">"));
            }
            None => self.out.push_str(&description),
        }
    }

    // Ids of footnotes have an underscore, which those of headings never have.
    fn reference(&mut self, label: &str) {
        let number = self.number_of(label);
        let note = &mut self.notes[number - 1];
        note.references += 1;
        let times = note.references;
        self.out.push_str(&format!(
            "<sup><a id=\"note_{number}_{times}\" href=\"#note_{number}\" aria-label=\"Footnote {number}\">{number}</a></sup>"
        ));
    }

    fn end_note(&mut self) {
        let Some((outer, label)) = self.outer.pop() else { return };
        let number = self.number_of(&label);
        self.notes[number - 1].html = std::mem::replace(&mut self.out, outer);
    }

    fn number_of(&mut self, label: &str) -> usize {
        if let Some(index) = self.notes.iter().position(|note| note.label == label) {
            return index + 1;
        }
        self.notes.push(Note { label: label.to_owned(), references: 0, html: String::new() });
        self.notes.len()
    }

    fn finish(mut self) -> String {
        if self.notes.is_empty() {
            return self.out;
        }
        self.out.push_str("<section class=\"footnotes\" aria-label=\"Footnotes\">\n<ol>\n");
        for (index, note) in self.notes.iter().enumerate() {
            let number = index + 1;
            let back = (1..=note.references).map(|times| {
                format!(" <a href=\"#note_{number}_{times}\" aria-label=\"Back to the text\">\u{21a9}\u{fe0e}</a>")
            });
            let back: String = back.collect();
            self.out.push_str(&format!("<li id=\"note_{number}\">{}{back}</li>\n", note.html));
        }
        self.out.push_str("</ol>\n</section>\n");
        self.out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::page::headings;

    struct WebOnly;

    impl Links for WebOnly {
        fn link(&self, destination: &str) -> Option<String> {
            destination.starts_with("https://").then(|| destination.to_owned())
        }

        fn picture(&self, _: &str) -> Option<String> {
            None
        }
    }

    fn html(markdown: &str) -> String {
        blocks(markdown, &headings(markdown), &WebOnly)
    }

    #[test]
    fn raw_html_is_shown_as_typed() {
        assert_eq!(html("<script>alert(1)</script>\n"), "<p>&lt;script&gt;alert(1)&lt;/script&gt;\n</p>\n");
        assert_eq!(html("a <b onclick=x>b</b>"), "<p>a &lt;b onclick=x&gt;b&lt;/b&gt;</p>\n");
    }

    #[test]
    fn a_link_that_leads_nowhere_keeps_its_words() {
        assert_eq!(html("[a](javascript:x) [b](https://b.c?d&e)"), "<p>a <a href=\"https://b.c?d&amp;e\">b</a></p>\n");
        assert_eq!(html("![a *b*](c.png)"), "<p>a b</p>\n");
    }

    #[test]
    fn headings_begin_below_the_title_and_skip_no_level() {
        assert_eq!(html("# A\n#### B\n"), "<h2 id=\"a\">A</h2>\n<h3 id=\"b\">B</h3>\n");
    }

    #[test]
    fn tables_align_by_class_since_styles_are_forbidden() {
        let table = html("|a|b|\n|-|-:|\n|1|2|\n");
        assert!(
            table.contains("<th scope=\"col\" class=\"end\">b</th>") && table.contains("<td class=\"end\">2</td>"),
            "{table}"
        );
        assert!(!table.contains("style="));
    }

    #[test]
    fn footnotes_stand_at_the_end_and_lead_back() {
        let text = html("One[^x], two[^x].\n\n[^x]: Note.\n\nEnd.\n");
        assert!(
            text.contains("href=\"#note_1\"")
                && text.contains("id=\"note_1_2\"")
                && text.contains("href=\"#note_1_2\""),
            "{text}"
        );
        assert!(text.find("End.") < text.find("Note."), "{text}");
    }

    #[test]
    fn alerts_say_what_they_are() {
        assert!(
            html("> [!WARNING]\n> Mind this.\n").contains("<p class=\"notice-title\">Warning</p>\n<p>Mind this.</p>")
        );
    }

    #[test]
    fn a_line_has_no_blocks() {
        assert_eq!(inline("# See *this*\n\n- x", &WebOnly), "See <em>this</em>x");
    }
}

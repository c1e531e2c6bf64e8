//! The tree of a text ([`crate::body`]) as HTML and as Markdown.
//!
//! The functions that take text know no terms. Where mentions are to be links, take the tree from
//! [`Glossary::line`](crate::resolve::Glossary::line) or
//! [`Glossary::long_definition`](crate::resolve::Glossary::long_definition) and say how a term is
//! linked.

mod html;
mod markdown;

use crate::body::plain_line;
pub use crate::body::{Block, Inline, parse_line, parse_text};
use crate::model::TermId;
pub use html::{escape as escape_html, escape_by_piece as escape_html_by_piece, escape_into as escape_html_into};
pub use markdown::escape as escape_markdown;

use super::links::TermLink;

/// How a mention is linked from the page that is being written; `None` leaves it as text.
pub type Links<'a> = &'a dyn Fn(TermId) -> Option<TermLink>;

/// A one-line text as HTML.
pub fn line_to_html(text: &str) -> String {
    linked_line_to_html(&parse_line(text), &|_| None)
}

/// A long text as HTML paragraphs and lists.
pub fn text_to_html(text: &str) -> String {
    linked_text_to_html(&parse_text(text), &|_| None)
}

/// A line with its mentions as HTML.
pub fn linked_line_to_html(parts: &[Inline], links: Links<'_>) -> String {
    html::inlines(parts, links)
}

/// A long text with its mentions as HTML paragraphs and lists.
pub fn linked_text_to_html(blocks: &[Block], links: Links<'_>) -> String {
    html::blocks(blocks, links)
}

/// A one-line text as Markdown in which only what was meant as markup is markup.
pub fn line_to_markdown(text: &str) -> String {
    linked_line_to_markdown(&parse_line(text), &|_| None)
}

/// A long text as such Markdown.
pub fn text_to_markdown(text: &str) -> String {
    linked_text_to_markdown(&parse_text(text), &|_| None)
}

/// A line with its mentions as such Markdown.
pub fn linked_line_to_markdown(parts: &[Inline], links: Links<'_>) -> String {
    markdown::inlines(parts, links)
}

/// A long text with its mentions as such Markdown.
pub fn linked_text_to_markdown(blocks: &[Block], links: Links<'_>) -> String {
    markdown::blocks(blocks, links)
}

/// A one-line text without any markup, for titles and descriptions.
pub fn line_to_plain(text: &str) -> String {
    plain_line(&parse_line(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn line(text: &str, html: &str) {
        assert_eq!(line_to_html(text), html);
    }

    #[test]
    fn the_safe_part_of_markdown_is_understood() {
        line("a *b* **c** `d`", "a <em>b</em> <strong>c</strong> <code>d</code>");
        line("[x](https://example.org/a?b=c&d)", r#"<a href="https://example.org/a?b=c&amp;d">x</a>"#);
        line("<https://example.org/>", r#"<a href="https://example.org/">https://example.org/</a>"#);
        line("**a `b`** c", "<strong>a <code>b</code></strong> c");
    }

    #[test]
    fn everything_else_stays_as_typed() {
        for typed in [
            "# no heading",
            "1. no list",
            "- no list",
            "> no quote",
            "![x](https://example.org/y.png)",
            "[x](javascript:alert(1))",
            "[x](javascript&#58;alert(1))",
            "{{ x }} {% y %}",
            "<b>bold</b>",
            "AT&amp;T &copy; &#60;",
            "--- !!! note",
            "a\\b \\# \\\\server",
            "[a][b]",
            "[^1]",
            "<!-- x -->",
            "---",
            "    code",
            "~~~ x",
        ] {
            line(typed, &escape_html(typed.trim()));
        }
    }

    #[test]
    fn a_backslash_takes_the_meaning_from_markup() {
        line(
            r"\*not emphasis\* and \[no link](https://example.org/)",
            "*not emphasis* and [no link](https://example.org/)",
        );
    }

    #[test]
    fn line_breaks_do_not_change_a_line() {
        line("one\n# two\n\n- three", "one # two - three");
    }

    #[test]
    fn long_texts_have_paragraphs_and_lists() {
        assert_eq!(
            text_to_html("one\ntwo\n\n- a\n- *b*\n\n3. c\n\n   d"),
            "<p>one\ntwo</p>\n<ul>\n<li>a</li>\n<li><em>b</em></li>\n</ul>\n<ol start=\"3\">\n<li><p>c</p>\n<p>d</p>\n</li>\n</ol>\n"
        );
    }

    #[test]
    fn blocks_that_are_not_understood_stay_as_typed() {
        assert_eq!(text_to_html("# heading *x*\n\ntext"), "<p class=\"verbatim\"># heading *x*</p>\n<p>text</p>\n");
        assert_eq!(text_to_html("<div>\n*x*\n</div>"), "<p class=\"verbatim\">&lt;div&gt;\n*x*\n&lt;/div&gt;</p>\n");
        assert_eq!(text_to_html("```\ncode\n```"), "<p class=\"verbatim\">```\ncode\n```</p>\n");
        assert_eq!(
            text_to_html("[a]: https://example.org/\n\nb [a]"),
            "<p class=\"verbatim\">[a]: https://example.org/</p>\n<p class=\"verbatim\">b [a]</p>\n"
        );
    }

    #[test]
    fn markdown_comes_back_as_the_same_tree() {
        for typed in [
            "a *b* **c** `d`",
            "x * y * z",
            "a_b_c",
            "1. no",
            "AT&amp;T <b>",
            "# x",
            "[x](https://example.org/)",
            "`` a`b ``",
            "a: b | c ~~d~~ $e$ {f} !g",
        ] {
            let again = line_to_markdown(typed);
            let plain = |text: &str| html_text(&markdown_to_html(text));
            assert_eq!(plain(&again), line_to_plain(typed), "{again}");
        }
    }

    fn markdown_to_html(text: &str) -> String {
        let mut out = String::new();
        pulldown_cmark::html::push_html(&mut out, pulldown_cmark::Parser::new(text));
        out
    }

    fn html_text(html: &str) -> String {
        let mut out = String::new();
        let mut inside = false;
        for character in html.chars() {
            match character {
                '<' => inside = true,
                '>' => inside = false,
                _ if !inside => out.push(character),
                _ => {}
            }
        }
        out.trim().replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
    }

    #[test]
    fn plain_text_loses_only_the_markup() {
        assert_eq!(line_to_plain("a *b* [c](https://example.org/) `d`"), "a b c d");
    }
}

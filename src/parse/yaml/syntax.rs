//! The parser's syntax errors, in words for people who do not know YAML.

use std::ops::Range;

use granit_parser::{ErrorKind, ScanError};

use super::{INVALID_YAML, MAX_DEPTH, YAML_OVER_LIMIT};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{SourceId, Span};

/// The diagnostic for a syntax error. Nothing after such an error can be read.
pub fn explain(source: SourceId, text: &str, error: &ScanError) -> Diagnostic {
    let at = error.marker().byte_offset().unwrap_or(0).min(text.len());
    let at = if is_directive(error.kind()) { directive(text, at) } else { at };
    let is_about_keys = matches!(
        error.kind(),
        ErrorKind::MappingValueNotAllowed | ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey
    );
    if let Some((place, message, help)) = colon(text, at).filter(|_| is_about_keys) {
        let message = format!("not valid YAML: {message}");
        return Diagnostic::new(INVALID_YAML, Span::new(source, place), message).help(help);
    }
    let (code, message, help) = words(text, at, error);
    let width = text[at..].chars().next().filter(|character| !character.is_control()).map_or(0, char::len_utf8);
    Diagnostic::new(code, Span::new(source, at..at + width), message).help(help)
}

fn words(text: &str, at: usize, error: &ScanError) -> (Code, String, &'static str) {
    const QUOTE: &str = "put the whole value in quotes: \"...\"";
    const CLOSE: &str = "close it, or put the value in quotes";
    const INDENT: &str = "line it up with the keys or list items that it belongs with; two spaces a level";
    let (message, help) = match error.kind() {
        ErrorKind::RecursionLimitExceeded => {
            let message = format!("lists and groups are nested deeper than {MAX_DEPTH} levels");
            return (YAML_OVER_LIMIT, message, "write the values out, one level at a time");
        }
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => {
            ("this line has no `: ` that ends a key".to_owned(), "write `key: value`, with a colon and a space")
        }
        ErrorKind::ExpectedFlowMappingSeparator | ErrorKind::UnexpectedEofFlowMapping => {
            ("a bracket in a line above is never closed".to_owned(), CLOSE)
        }
        ErrorKind::ExpectedFlowSequenceSeparator | ErrorKind::UnexpectedEofFlowSequence => {
            ("a bracket before this is never closed, or a comma is missing".to_owned(), CLOSE)
        }
        ErrorKind::MisplacedFlowCollectionEnd | ErrorKind::MismatchedFlowCollectionEnd { .. } => {
            ("this bracket closes nothing that was opened".to_owned(), "remove it, or put the value in quotes")
        }
        ErrorKind::MissingAnchorOrAliasName => {
            ("YAML takes a value that begins with `&` or `*` for a reference".to_owned(), QUOTE)
        }
        ErrorKind::InvalidBlockScalarHeader | ErrorKind::ZeroBlockScalarIndent => (
            "text stands behind the `|` or `>`".to_owned(),
            "begin the text on the next line, or put the value in quotes",
        ),
        ErrorKind::MappingValueNotAllowed if has_colon_before(text, at) => {
            ("a second `: ` in one line confuses YAML".to_owned(), QUOTE)
        }
        ErrorKind::MappingValueNotAllowed => ("this key is not lined up with its neighbours".to_owned(), INDENT),
        ErrorKind::ExpectedBlockMappingKey if text[..at].trim_end_matches(' ').ends_with([']', '}']) => {
            ("text goes on after the closing bracket".to_owned(), QUOTE)
        }
        ErrorKind::ExpectedBlockMappingKey | ErrorKind::ExpectedBlockSequenceEntry | ErrorKind::InvalidIndentation => {
            ("this line is not lined up with those above it".to_owned(), INDENT)
        }
        ErrorKind::UnclosedQuotedScalar => (
            "the quote that opens here is never closed".to_owned(),
            "close it, or double it if it is an apostrophe: ''",
        ),
        ErrorKind::InvalidTrailingSingleQuotedScalar | ErrorKind::InvalidTrailingDoubleQuotedScalar => (
            "text goes on after the closing quote".to_owned(),
            "put the quotes around the whole value, and double those inside: ''",
        ),
        ErrorKind::UnclosedFlowCollection { open } => (format!("the `{open}` that opens here is never closed"), CLOSE),
        ErrorKind::UnexpectedCharacter { character: '\0'..='\u{1f}' } => {
            ("a control character stands here".to_owned(), "delete it, or type the line anew")
        }
        ErrorKind::UnexpectedCharacter { character } => (format!("a value cannot begin with `{character}`"), QUOTE),
        ErrorKind::UnknownAnchor => {
            ("YAML takes a word that begins with `*` for a reference, and nothing has that name".to_owned(), QUOTE)
        }
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabInPlainScalar
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::InvalidMappingValueWhitespace
        | ErrorKind::InvalidBlockEntryWhitespace => ("a tab is used to indent".to_owned(), "use spaces, two a level"),
        ErrorKind::BlockSequenceEntryNotAllowed => (
            "a list cannot begin behind a key".to_owned(),
            "begin the list on the next line, or put the value in quotes",
        ),
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidUnicodeEscape
        | ErrorKind::InvalidLowSurrogateHexEscape
        | ErrorKind::InvalidLowSurrogate
        | ErrorKind::MissingLowSurrogate
        | ErrorKind::UnpairedLowSurrogate => (
            "a backslash inside double quotes begins an escape that YAML does not know".to_owned(),
            "use single quotes, or double the backslash",
        ),
        ErrorKind::InvalidColonPlacement => ("a bracket in a line above is never closed".to_owned(), CLOSE),
        ErrorKind::MissingTagUri
        | ErrorKind::InvalidTagTerminator
        | ErrorKind::UndeclaredTagHandle
        | ErrorKind::UnclosedVerbatimTag
        | ErrorKind::InvalidGlobalTagCharacter
        | ErrorKind::InvalidTagEscape
        | ErrorKind::InvalidTagUtf8LeadingByte
        | ErrorKind::InvalidTagUtf8TrailingByte
        | ErrorKind::InvalidTagUtf8 => ("YAML takes a word that begins with `!` for a tag".to_owned(), QUOTE),
        ErrorKind::UnexpectedEofBlockMapping
        | ErrorKind::UnexpectedEofBlockSequence
        | ErrorKind::UnexpectedEofImplicitFlowMapping
        | ErrorKind::UnexpectedEof
        | ErrorKind::ExpectedNodeContent => match text[at..].chars().next() {
            Some(',') => {
                ("a comma stands where a value should begin".to_owned(), "remove the comma, or put the value in quotes")
            }
            _ => ("a value is missing here".to_owned(), "write the value, or remove its key"),
        },
        ErrorKind::FlowMappingValueAdjacentCollection => {
            ("a space is missing behind this colon".to_owned(), "write `key: value`")
        }
        ErrorKind::BlockEntryInFlowCollection | ErrorKind::PlainScalarStartsWithDashFlowIndicator => (
            "a `-` cannot begin an item between brackets".to_owned(),
            "separate the items with commas, without `-`, or put the item in quotes",
        ),
        ErrorKind::InvalidBlockScalarIndent => (
            "an empty line before this text has more spaces than the text".to_owned(),
            "delete the spaces of the empty line",
        ),
        ErrorKind::InvalidQuotedScalarIndent | ErrorKind::InvalidFlowScalarIndent => {
            ("the value goes on too far to the left".to_owned(), "indent its lines further than the key it belongs to")
        }
        ErrorKind::DocumentIndicatorInQuotedScalar => (
            "a line of `---` or `...` stands between these quotes".to_owned(),
            "close the quotes before that line, or indent it like the rest of the text",
        ),
        ErrorKind::MappingKeyNotAllowed => ("a value cannot begin with `?` and a space".to_owned(), QUOTE),
        ErrorKind::CommentInterceptedScalar => (
            "YAML takes what follows ` #` for a comment, and the text goes on below it".to_owned(),
            "put the whole value in quotes, or remove the comment",
        ),
        ErrorKind::CommentNotSeparated => (
            "a space is missing before this `#`".to_owned(),
            "write a space before a comment; if it is text, move it between the quotes",
        ),
        ErrorKind::InvalidDocumentEnd => (
            "YAML takes `...` at the beginning of a line for the end of the file".to_owned(),
            "remove it, or put the whole value in quotes",
        ),
        ErrorKind::BomInsideDocument => {
            ("an invisible character stands here: a byte-order mark".to_owned(), "delete it, or type the line anew")
        }
        kind if is_directive(kind) => (
            "YAML takes a line that begins with `%` for an instruction".to_owned(),
            "remove the line, or indent it if it is text",
        ),
        _ => (error.info().to_owned(), "compare the line with the same line of another entry"),
    };
    (INVALID_YAML, format!("not valid YAML: {message}"), help)
}

/// Whether the error is about `%YAML`, `%TAG` or a line that only looks like them.
fn is_directive(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::ExpectedDocumentStart
            | ErrorKind::DuplicateVersionDirective
            | ErrorKind::UnsupportedYamlMajorVersion
            | ErrorKind::DuplicateTagDirective
            | ErrorKind::MissingDocumentEndBeforeDirective
            | ErrorKind::ExpectedTagBang
            | ErrorKind::ExpectedTagDirectiveBang
            | ErrorKind::InvalidTagDirectiveTerminator
            | ErrorKind::InvalidDirectiveTerminator
            | ErrorKind::MissingDirectiveName
            | ErrorKind::InvalidDirectiveName
            | ErrorKind::MissingYamlVersionSeparator
            | ErrorKind::YamlVersionTooLong
            | ErrorKind::MissingYamlVersion
    )
}

/// Where the line with the `%` begins: the parser notices some of them only in the line below.
fn directive(text: &str, at: usize) -> usize {
    let above = &text[..at];
    let first = above.starts_with('%').then_some(0);
    match above.rfind("\n%").map(|found| found + 1).or(first) {
        Some(found) if !text[at..].starts_with('%') => found,
        _ => at,
    }
}

/// Why a line does not read as a key with its value, where it shows in that line or in the one above it.
fn colon(text: &str, at: usize) -> Option<(Range<usize>, &'static str, &'static str)> {
    let above = text[..at].rmatch_indices('\n').nth(1).map_or(0, |(found, _)| found + 1);
    let end = text[at..].find('\n').map_or(text.len(), |length| at + length);
    let mut start = above;
    text[above..end].split_inclusive('\n').find_map(|line| {
        let here = start;
        start += line.len();
        let key = line.trim_start().trim_start_matches(|letter: char| letter.is_ascii_lowercase() || letter == '_');
        let value = key.strip_prefix(':').filter(|_| key.len() < line.trim_start().len())?;
        let behind = here + line.len() - value.len();
        match value.chars().next()? {
            space if space.is_ascii_whitespace() => None,
            space if space.is_whitespace() => Some((
                behind..behind + space.len_utf8(),
                "the space behind this colon is not a plain one",
                "delete it and type it anew; texts that were copied from elsewhere often have such spaces",
            )),
            '/' => None,
            _ => Some((behind - 1..behind, "a space is missing behind this colon", "write `key: value`")),
        }
    })
}

/// Whether another `: ` stands before this one in the same line.
fn has_colon_before(text: &str, at: usize) -> bool {
    let line = text[..at].rsplit('\n').next().unwrap_or_default();
    line.contains(": ")
}

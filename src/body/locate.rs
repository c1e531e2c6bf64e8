//! From a place in the text that readers see back to its place in what the author typed.

/// Where in `typed` the bytes of `plain` from `at` on begin; `plain` is the same text without its markup.
///
/// Markup only ever leaves characters out, so both are read side by side, and what `plain` does not have is passed over. None
/// where they do not line up, which callers answer by pointing at the whole text.
pub fn locate(typed: &str, plain: &str, at: usize) -> Option<usize> {
    // Most texts have no markup, and what stands before the place is the same in both.
    let first = plain[at..].chars().next();
    let is_bare = first.is_some() && typed.strip_prefix(&plain[..at]).is_some_and(|rest| rest.chars().next() == first);
    let found = if is_bare { at } else { beside(typed, plain, at)? };
    let word = |text: &str| text.chars().take_while(|character| character.is_alphanumeric()).collect::<String>();
    (word(&typed[found..]) == word(&plain[at..])).then_some(found)
}

/// Where the character of `plain` at `at` stands in `typed`.
fn beside(typed: &str, plain: &str, at: usize) -> Option<usize> {
    let mut rest = typed.char_indices();
    let wanted = plain[..at].chars().chain(plain[at..].chars().take(1));
    let mut found = None;
    for character in wanted {
        found = Some(rest.find(|(_, typed)| is_same(*typed, character))?.0);
    }
    found
}

/// Line breaks of the file are spaces for readers, and the other way round.
fn is_same(typed: char, plain: char) -> bool {
    typed == plain || typed.is_whitespace() && plain.is_whitespace()
}

#[cfg(test)]
mod tests {
    use super::super::{parse_text, plain_text};
    use super::*;

    #[track_caller]
    fn finds(typed: &str, word: &str) {
        let plain = plain_text(&parse_text(typed));
        let at = plain.rfind(word).expect("a word of the text");
        assert_eq!(locate(typed, &plain, at), typed.rfind(word), "{plain}");
    }

    #[test]
    fn markup_is_passed_over() {
        finds("a **bold** word, `code` and\n\n- item [b](https://example.org/word) and `c`\n- the last word", "word");
        finds("größe \\*x\\* [target]() here", "here");
        finds("[x](https://example.org/h/here.html) here", "here");
    }

    #[test]
    fn paragraphs_and_lists_line_up() {
        finds("one\ntwo\n\n- three *four*\n\n  five", "five");
    }
}

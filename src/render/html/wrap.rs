//! Names broken into the lines of a box, without knowing the reader's font.

use unicode_normalization::char::is_combining_mark;

/// `text` in at most `lines` lines of about `width` letters; what does not fit ends in an ellipsis.
pub fn wrap(text: &str, width: usize, lines: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let mut space = " ";
        for part in parts(word, width) {
            match out.last_mut() {
                Some(line) if room(line) + room(space) + room(part) <= width => {
                    line.push_str(space);
                    line.push_str(part);
                }
                _ => out.push(part.to_owned()),
            }
            space = "";
        }
    }
    let is_cut = out.len() > lines;
    out.truncate(lines);
    if let Some(last) = out.last_mut().filter(|_| is_cut) {
        last.push('\u{2026}');
    }
    out.into_iter().map(|line| shorten(&line, width)).collect()
}

/// A word in the parts between which it may be broken.
fn parts(word: &str, width: usize) -> Vec<&str> {
    if room(word) <= width { vec![word] } else { word.split_inclusive(['-', '/']).collect() }
}

/// A line of about `width` letters, cut at its end where it is longer.
pub fn shorten(line: &str, width: usize) -> String {
    if room(line) <= width {
        return line.to_owned();
    }
    let mut used = 1;
    let kept = line.chars().take_while(|&letter| {
        used += breadth(letter);
        used <= width
    });
    format!("{}\u{2026}", kept.collect::<String>().trim_end())
}

fn room(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    text.chars().map(breadth).sum()
}

/// East Asian letters and pictographs are twice as wide as others; marks on letters have no width of their own.
fn breadth(letter: char) -> usize {
    match letter {
        letter if is_combining_mark(letter) => 0,
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' => 2,
        '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' => 2,
        '\u{1f300}'..='\u{1faff}' | '\u{20000}'..='\u{3fffd}' => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_broken_between_words() {
        assert_eq!(
            wrap("reinforcement learning from human feedback", 16, 3),
            ["reinforcement", "learning from", "human feedback"]
        );
        assert_eq!(wrap("a human-in-the-loop", 15, 3), ["a human-in-the-", "loop"]);
        assert_eq!(wrap("one two three four", 5, 2), ["one", "two\u{2026}"]);
        assert_eq!(wrap("", 5, 2), Vec::<String>::new());
    }

    #[test]
    fn a_word_that_does_not_fit_is_cut() {
        assert_eq!(wrap("Donaudampfschiff", 8, 2), ["Donauda\u{2026}"]);
        assert_eq!(wrap("\u{6a5f}\u{68b0}\u{5b66}\u{7fd2}", 6, 2), ["\u{6a5f}\u{68b0}\u{2026}"]);
        assert_eq!(wrap("e\u{301}te\u{301}", 3, 1), ["e\u{301}te\u{301}"]);
    }
}

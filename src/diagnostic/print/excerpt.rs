//! The lines of a file that a report shows, cut out and made safe to print.
//!
//! A file may be one line of a megabyte, hold escape sequences, or begin with a byte-order mark. What is shown is a
//! copy: whole lines where they are short, a window around the place where they are long, with one character for
//! one, so that carets stand under the text they mean.

use std::ops::Range;

use super::escape::signs;

/// Longest line that is shown whole, in characters; the printer trims it further to the terminal's width.
const MAX_LINE: usize = 400;
/// What is kept before the place in a longer line, in characters.
const BEFORE: usize = 60;

/// A cut-out of a file.
#[derive(Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// Whole lines, or windows of them.
    pub text: String,
    /// The number of the first one, from 1.
    pub first_line: usize,
    /// Whether a line begins in its middle, so that columns count from there.
    pub is_cut: bool,
    /// Where the given places are in [`text`](Self::text).
    pub places: Vec<Range<usize>>,
}

/// The lines of `text` from the first to the last of `places`, of which there is at least one.
///
/// Of a place that goes over several lines the first line counts: a definition of ten lines is found by it.
pub fn excerpt(text: &str, places: &[Range<usize>]) -> Excerpt {
    let places: Vec<Range<usize>> = places.iter().map(|place| in_one_line(text, place)).collect();
    let first = places.iter().map(|place| place.start).min().unwrap_or(0);
    let last = places.iter().map(|place| place.start).max().unwrap_or(0);
    let start = text[..first].rfind('\n').map_or(0, |at| at + 1).max(mark(text));
    let end = text[last..].find('\n').map_or(text.len(), |at| last + at);

    let first_line = text[..start].matches('\n').count() + 1;
    let mut excerpt = Excerpt { text: String::new(), first_line, is_cut: false, places: vec![0..0; places.len()] };
    let mut at = start;
    for line in text[start..end].split('\n') {
        if at > start {
            excerpt.text.push('\n');
        }
        excerpt.add_line(at, line.strip_suffix('\r').unwrap_or(line), &places);
        at += line.len() + 1;
    }
    excerpt
}

impl Excerpt {
    /// Adds the line that begins at byte `at` of the file, and the places in it.
    fn add_line(&mut self, at: usize, line: &str, places: &[Range<usize>]) {
        let end = at + line.len();
        let is_here = |place: &&Range<usize>| (at..=end).contains(&place.start);
        let window = window(line, places.iter().find(is_here).map_or(0, |place| place.start - at));
        if window.start > 0 {
            self.text.push('…');
            self.is_cut = true;
        }
        let begin = self.text.len();
        let safe = signs(&line[window.clone()]);
        // Counted in characters, since a sign may have another length than what it stands for.
        let shown = |byte: usize| {
            let before = line[window.start..(byte - at).clamp(window.start, window.end)].chars().count();
            begin + safe.char_indices().nth(before).map_or(safe.len(), |(at, _)| at)
        };
        for (place, here) in places.iter().zip(&mut self.places).filter(|(place, _)| is_here(place)) {
            *here = shown(place.start)..shown(place.end.min(end));
        }
        self.text.push_str(&safe);
        if window.end < line.len() {
            self.text.push('…');
        }
    }
}

/// The part of a line that is shown, given the byte of the place that counts most.
fn window(line: &str, place: usize) -> Range<usize> {
    if line.chars().nth(MAX_LINE).is_none() {
        return 0..line.len();
    }
    let start = line[..place].char_indices().rev().nth(BEFORE - 1).map_or(0, |(at, _)| at);
    let end = line[start..].char_indices().nth(MAX_LINE).map_or(line.len(), |(at, _)| start + at);
    start..end
}

/// `place` up to the end of its first line, inside the text and behind a byte-order mark.
fn in_one_line(text: &str, place: &Range<usize>) -> Range<usize> {
    let inside = |at: usize| (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let start = inside(place.start).max(mark(text));
    let end = inside(place.end).max(start);
    let line = text[start..end].find('\n').map_or(end, |length| start + length);
    start..start + text[start..line].trim_end_matches('\r').len()
}

/// How many bytes a byte-order mark takes at the start.
fn mark(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

#[cfg(test)]
#[allow(clippy::single_range_in_vec_init, reason = "a list of one place is meant")]
mod tests {
    use super::*;

    #[track_caller]
    fn shows(text: &str, word: &str, line: usize, shown: &str) {
        let at = text.find(word).expect("the word stands in the text");
        let excerpt = excerpt(text, &[at..at + word.len()]);
        assert_eq!((excerpt.first_line, excerpt.text.as_str()), (line, shown));
        assert_eq!(excerpt.text[excerpt.places[0].clone()], signs(word));
    }

    #[test]
    fn the_line_of_a_place_is_shown_without_its_line_break() {
        shows("a: 1\nb: two\nc: 3\n", "two", 2, "b: two");
        shows("a: 1\r\nb: two\r\n", "two", 2, "b: two");
        shows("\u{feff}a: 1\n", "1", 1, "a: 1");
        shows("größe: \u{1b}[1m漢字\n", "漢字", 1, "größe: ␛[1m漢字");
    }

    #[test]
    fn a_place_in_the_middle_of_a_log_command_is_found() {
        let excerpt = excerpt("a ##[group]", &[3..4]);
        assert_eq!(excerpt.text, "a \u{fffd}#[group]");
        assert_eq!(&excerpt.text[excerpt.places[0].clone()], "#");
    }

    #[test]
    fn all_lines_between_two_places_are_there() {
        let excerpt = excerpt("a\nbb\nccc\nd\n", &[5..8, 2..4]);
        assert_eq!(
            excerpt,
            Excerpt { text: "bb\nccc".to_owned(), first_line: 2, is_cut: false, places: vec![3..6, 0..2] }
        );
    }

    #[test]
    fn a_place_over_several_lines_ends_with_the_first() {
        assert_eq!(excerpt("a: x\r\n  y\n", &[3..9]).places, [3..4]);
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let text = format!("{}漢{}", "é".repeat(5_000), "x".repeat(500_000));
        let excerpt = excerpt(&text, &[10_000..10_003]);
        assert_eq!(excerpt.text.chars().count(), MAX_LINE + 2);
        assert_eq!(&excerpt.text[excerpt.places[0].clone()], "漢");
    }

    #[test]
    fn places_that_do_not_fit_the_text_are_moved_into_it() {
        assert_eq!(excerpt("", &[0..0]).text, "");
        assert_eq!(
            excerpt("\u{feff}", &[0..0]),
            Excerpt { text: String::new(), first_line: 1, is_cut: false, places: vec![0..0] }
        );
        assert_eq!(excerpt("é\n", &[1..99]).places, [0..2]);
        assert_eq!(
            excerpt("a\n", &[2..2]),
            Excerpt { text: String::new(), first_line: 2, is_cut: false, places: vec![0..0] }
        );
    }
}

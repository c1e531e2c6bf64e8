//! The categories as a picture: one below the other, and an arc for each two with links between their terms.
//!
//! Rows stay readable on a phone however many there are, which a circle of labels does not.

use std::cmp::Reverse;

use super::super::super::wrap::shorten;
use super::Map;
use crate::render::view::map::{Arc, Overview, Row};

/// From row to row.
const ROW: i32 = 30;
/// Room for arcs on the right of the dots.
const ARCS: i32 = 154;
/// From a label to the middle of its dot.
const GAP: i32 = 18;
/// How many letters of a label are shown.
const LETTERS: usize = 32;
/// How wide ten letters are.
const TEN_LETTERS: i32 = 64;
/// The most rows; smaller categories are left out.
const ROWS: usize = 40;
/// The thickest arc.
const THICKEST: usize = 9;
const LARGEST_DOT: usize = 10;

/// Draws the categories; none where no link runs between two of them.
pub fn draw(map: &Map<'_>) -> Option<Overview> {
    let most_links = *map.bridges.values().max()?;
    let (shown, rest) = largest(map);
    let titles: Vec<String> = shown.iter().map(|&group| shorten(&map.title(group), LETTERS)).collect();
    let longest = titles.iter().map(|title| title.chars().count()).max().unwrap_or_default();
    let dots = GAP + TEN_LETTERS * i32::try_from(longest).expect("a short label") / 10;
    let most_terms = shown.iter().map(|&group| map.members[group].len()).max().unwrap_or(1);
    let row = |((place, &group), title): ((usize, &usize), String)| Row {
        title,
        href: format!("#{}", map.id(group)),
        label: dots - GAP,
        x: dots,
        y: middle(place),
        radius: radius(map.members[group].len(), most_terms),
    };
    let rows: Vec<Row> = shown.iter().enumerate().zip(titles).map(row).collect();
    let arcs = arcs(map, &shown, most_links, dots);
    Some(Overview { width: dots + ARCS, height: middle(shown.len()) - ROW / 2, rows, arcs, rest })
}

/// The largest groups in the project's order, and how many are left out.
fn largest(map: &Map<'_>) -> (Vec<usize>, usize) {
    let mut shown: Vec<usize> = (0..map.members.len()).filter(|&group| !map.members[group].is_empty()).collect();
    let all = shown.len();
    shown.sort_by_key(|&group| (Reverse(map.members[group].len()), group));
    shown.truncate(ROWS);
    shown.sort_unstable();
    let rest = all - shown.len();
    (shown, rest)
}

fn arcs(map: &Map<'_>, shown: &[usize], most_links: usize, dots: i32) -> Vec<Arc> {
    let place = |group: &usize| shown.binary_search(group).ok();
    let arc = |((one, two), &count): (&(usize, usize), &usize)| {
        let width = i32::try_from((count * THICKEST).div_ceil(most_links)).expect("at most the thickest");
        Some(Arc { path: path(place(one)?, place(two)?, shown.len(), dots), width })
    };
    let mut arcs: Vec<Arc> = map.bridges.iter().filter_map(arc).collect();
    arcs.sort_by_key(|arc| arc.width);
    arcs
}

fn middle(place: usize) -> i32 {
    ROW / 2 + ROW * i32::try_from(place).expect("at most forty rows")
}

/// From dot to dot, the wider the farther they are apart.
fn path(one: usize, two: usize, rows: usize, dots: i32) -> String {
    let reach = (two - one) * 184 / rows.max(2) + 16;
    let bulge = dots + i32::try_from(reach).expect("a short way");
    let (from, to) = (middle(one), middle(two));
    format!("M{dots} {from}C{bulge} {from} {bulge} {to} {dots} {to}")
}

/// The area of a dot speaks for the number of terms.
fn radius(terms: usize, most: usize) -> i32 {
    let area = (terms * LARGEST_DOT * LARGEST_DOT).div_ceil(most);
    i32::try_from(area.isqrt().clamp(3, LARGEST_DOT)).expect("a small number")
}

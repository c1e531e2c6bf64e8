//! A term among its neighbours: broader terms above it, narrower ones below, related ones at its sides.
//!
//! Lengths are in the drawing's own units. It is as wide as a phone, with letters of twelve units, so that its words can
//! be read there and grow a little on a wide screen. The drawing becomes SVG here and not in a template: each page has one, and
//! as values of a template its parts would cost more than all else on the page.

mod svg;

use super::wrap::wrap;
use crate::model::Relation;

/// A term to draw.
#[derive(Clone, Debug)]
pub struct Neighbour<'a> {
    /// Its name.
    pub name: &'a str,
    /// Where it leads; none for the term in the middle.
    pub href: Option<String>,
    /// Whether another term should be used.
    pub is_deprecated: bool,
}

/// How many neighbours of a relation are drawn: one row above, one below, three on each side.
pub fn limit(relation: Relation) -> usize {
    match relation {
        Relation::Broader | Relation::Narrower => 3,
        Relation::Related => 6,
    }
}

/// Where the boxes stand.
#[derive(Debug)]
pub struct Drawing<'a> {
    height: i32,
    middle: Node<'a>,
    around: Vec<Node<'a>>,
}

/// A box with words.
#[derive(Debug)]
struct Node<'a> {
    term: Neighbour<'a>,
    /// The name, in lines.
    words: Vec<String>,
    side: Side,
    x: i32,
    y: i32,
    height: i32,
}

/// Where a box stands, as seen from the term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Middle,
    Above,
    Below,
    Beside,
}

const WIDTH: i32 = 380;
const BOX: i32 = 116;
/// Between the boxes of a row.
const BESIDE: i32 = 16;
/// Between the boxes of one side.
const BETWEEN: i32 = 10;
/// Between the rows, room for lines.
const ABOVE: i32 = 36;
const LINE: i32 = 15;
const PADDING: i32 = 7;
/// So that no border is cut.
const EDGE: i32 = 2;
/// How many letters fit beside each other in a box.
const LETTERS: usize = 16;

/// Draws `term` among its neighbours; none without neighbours. Each list has at most as many as [`limit`] says.
pub fn draw<'a>(term: Neighbour<'a>, around: [Vec<Neighbour<'a>>; 3]) -> Option<Drawing<'a>> {
    if around.iter().all(Vec::is_empty) {
        return None;
    }
    let [broader, narrower, related] = around;
    let (broader, narrower) = (sized(Side::Above, broader), sized(Side::Below, narrower));
    let (left, right) = sides(sized(Side::Beside, related));
    let mut middle = Node::new(Side::Middle, term);
    let band = [middle.height, stack_height(&left), stack_height(&right)].into_iter().max().unwrap_or_default();
    let top = EDGE + row_height(&broader);
    let bottom = top + band + if narrower.is_empty() { 0 } else { ABOVE };
    (middle.x, middle.y) = ((WIDTH - BOX) / 2, top + (band - middle.height) / 2);

    let highest = broader.iter().map(|node| node.height).max().unwrap_or_default();
    let mut around = row(broader, |node| EDGE + highest - node.height);
    around.extend(stack(left, EDGE, top, band));
    around.extend(stack(right, WIDTH - BOX - EDGE, top, band));
    let lowest = narrower.iter().map(|node| node.height).max().unwrap_or_default();
    around.extend(row(narrower, |_| bottom));
    Some(Drawing { height: bottom + lowest + EDGE, middle, around })
}

impl<'a> Node<'a> {
    /// A box around its words, not yet at its place.
    fn new(side: Side, term: Neighbour<'a>) -> Self {
        let words = wrap(term.name, LETTERS, 3);
        let height = 2 * PADDING + LINE * i32::try_from(words.len().max(1)).expect("at most three lines");
        Self { term, words, side, x: 0, y: 0, height }
    }
}

fn sized(side: Side, terms: Vec<Neighbour<'_>>) -> Vec<Node<'_>> {
    terms.into_iter().map(|term| Node::new(side, term)).collect()
}

/// In turn to the left and to the right, so that both sides are as full.
fn sides(related: Vec<Node<'_>>) -> (Vec<Node<'_>>, Vec<Node<'_>>) {
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for (place, node) in related.into_iter().enumerate() {
        if place % 2 == 0 { left.push(node) } else { right.push(node) }
    }
    (left, right)
}

fn stack_height(nodes: &[Node<'_>]) -> i32 {
    nodes.iter().map(|node| node.height + BETWEEN).sum::<i32>() - if nodes.is_empty() { 0 } else { BETWEEN }
}

/// The room that a row above the others takes.
fn row_height(nodes: &[Node<'_>]) -> i32 {
    nodes.iter().map(|node| node.height + ABOVE).max().unwrap_or_default()
}

fn row<'a>(mut nodes: Vec<Node<'a>>, y: impl Fn(&Node<'a>) -> i32) -> Vec<Node<'a>> {
    let count = i32::try_from(nodes.len()).expect("a row is short");
    let beside = if count == 3 { (WIDTH - 2 * EDGE - 3 * BOX) / 2 } else { BESIDE };
    let start = (WIDTH - count * BOX - (count - 1) * beside) / 2;
    for (place, node) in (0..).zip(&mut nodes) {
        (node.x, node.y) = (start + place * (BOX + beside), y(node));
    }
    nodes
}

fn stack(mut nodes: Vec<Node<'_>>, x: i32, top: i32, band: i32) -> Vec<Node<'_>> {
    let mut y = top + (band - stack_height(&nodes)) / 2;
    for node in &mut nodes {
        (node.x, node.y) = (x, y);
        y += node.height + BETWEEN;
    }
    nodes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Neighbour<'_> {
        Neighbour { name, href: Some(String::new()), is_deprecated: false }
    }

    fn drawn(counts: [usize; 3]) -> Drawing<'static> {
        let around = counts.map(|count| vec![named("reinforcement learning from human feedback"); count]);
        draw(named("a"), around).expect("a picture")
    }

    #[test]
    fn without_neighbours_there_is_no_picture() {
        assert!(draw(named("a"), [vec![], vec![], vec![]]).is_none());
    }

    #[test]
    fn boxes_stay_inside_and_apart_whatever_their_number() {
        for counts in [[1, 0, 0], [0, 1, 0], [0, 0, 1], [2, 2, 2], [3, 3, 5], [3, 3, 6], [0, 3, 6]] {
            let drawing = drawn(counts);
            let boxes: Vec<&Node<'_>> = std::iter::once(&drawing.middle).chain(&drawing.around).collect();
            for (place, one) in boxes.iter().enumerate() {
                assert!(one.x >= 1 && one.y >= 1, "{counts:?}");
                assert!(one.x + BOX < WIDTH && one.y + one.height < drawing.height, "{counts:?}");
                let is_apart = |other: &&Node<'_>| {
                    one.x + BOX < other.x
                        || other.x + BOX < one.x
                        || one.y + one.height < other.y
                        || other.y + other.height < one.y
                };
                assert!(boxes[place + 1..].iter().all(is_apart), "{counts:?}: {drawing:?}");
            }
        }
    }

    #[test]
    fn broader_terms_stand_above_and_narrower_ones_below() {
        let drawing = drawn([1, 1, 0]);
        let [above, below] = &drawing.around[..] else { panic!("two boxes around the term") };
        assert!(above.y < drawing.middle.y && drawing.middle.y < below.y);
    }
}

//! A term among its neighbours: broader terms above it, narrower ones below, related ones at its sides.
//!
//! Lengths are in the drawing's own units. It is as wide as a phone, with letters of twelve units, so that its words can
//! be read there and grow a little on a wide screen.

use super::wrap::wrap;
use crate::model::Relation;
use crate::render::view::picture::{Line, Node, Picture, Words};

/// A term to draw.
#[derive(Clone, Debug)]
pub struct Neighbour {
    /// Its name.
    pub name: String,
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
pub fn draw(term: &Neighbour, around: &[Vec<Neighbour>; 3], caption: String) -> Option<Picture> {
    if around.iter().all(Vec::is_empty) {
        return None;
    }
    let [broader, narrower, related] = Relation::ALL
        .map(|relation| around[relation as usize].iter().map(|term| sized(relation.key(), term)).collect::<Vec<_>>());
    let mut middle = sized("self", term);
    let (left, right) = sides(related);
    let band = [middle.height, stack_height(&left), stack_height(&right)].into_iter().max().unwrap_or_default();
    let top = EDGE + row_height(&broader);
    let bottom = top + band + if narrower.is_empty() { 0 } else { ABOVE };
    let y = top + (band - middle.height) / 2;
    move_to(&mut middle, (WIDTH - BOX) / 2, y);

    let mut boxes: Vec<Node> = Vec::new();
    let highest = broader.iter().map(|node| node.height).max().unwrap_or_default();
    boxes.extend(row(broader, |node| EDGE + highest - node.height));
    boxes.extend(stack(left, EDGE, top, band));
    boxes.extend(stack(right, WIDTH - BOX - EDGE, top, band));
    let lowest = narrower.iter().map(|node| node.height).max().unwrap_or_default();
    boxes.extend(row(narrower, |_| bottom));
    let lines = boxes.iter().map(|node| line(&middle, node)).collect();
    boxes.insert(0, middle);
    Some(Picture { width: WIDTH, height: bottom + lowest + EDGE, caption, lines, boxes })
}

/// A box around its words, not yet at its place.
fn sized(kind: &'static str, term: &Neighbour) -> Node {
    let lines = wrap(&term.name, LETTERS, 3);
    let height = 2 * PADDING + LINE * i32::try_from(lines.len().max(1)).expect("at most three lines");
    let words = lines.into_iter().map(|text| Words { x: 0, y: 0, text }).collect();
    let (href, is_deprecated) = (term.href.clone(), term.is_deprecated);
    Node { kind, href, is_deprecated, x: 0, y: 0, width: BOX, height, words }
}

fn move_to(node: &mut Node, x: i32, y: i32) {
    (node.x, node.y) = (x, y);
    for (line, words) in (0..).zip(&mut node.words) {
        (words.x, words.y) = (x + BOX / 2, y + PADDING + 11 + LINE * line);
    }
}

/// In turn to the left and to the right, so that both sides are as full.
fn sides(related: Vec<Node>) -> (Vec<Node>, Vec<Node>) {
    let (left, right): (Vec<_>, Vec<_>) = related.into_iter().enumerate().partition(|(index, _)| index % 2 == 0);
    let nodes = |side: Vec<(usize, Node)>| side.into_iter().map(|(_, node)| node).collect();
    (nodes(left), nodes(right))
}

fn stack_height(nodes: &[Node]) -> i32 {
    nodes.iter().map(|node| node.height + BETWEEN).sum::<i32>() - if nodes.is_empty() { 0 } else { BETWEEN }
}

/// The room that a row above the others takes.
fn row_height(nodes: &[Node]) -> i32 {
    nodes.iter().map(|node| node.height + ABOVE).max().unwrap_or_default()
}

fn row(mut nodes: Vec<Node>, y: impl Fn(&Node) -> i32) -> Vec<Node> {
    let count = i32::try_from(nodes.len()).expect("a row is short");
    let beside = if count == 3 { (WIDTH - 2 * EDGE - 3 * BOX) / 2 } else { BESIDE };
    let start = (WIDTH - count * BOX - (count - 1) * beside) / 2;
    for (place, node) in (0..).zip(&mut nodes) {
        let y = y(node);
        move_to(node, start + place * (BOX + beside), y);
    }
    nodes
}

fn stack(mut nodes: Vec<Node>, x: i32, top: i32, band: i32) -> Vec<Node> {
    let mut y = top + (band - stack_height(&nodes)) / 2;
    for node in &mut nodes {
        move_to(node, x, y);
        y += node.height + BETWEEN;
    }
    nodes
}

/// From the middle to a neighbour: out of the nearest side of the one, into the nearest side of the other.
fn line(middle: &Node, node: &Node) -> Line {
    let center = |node: &Node| (node.x + BOX / 2, node.y + node.height / 2);
    let ((middle_x, middle_y), (x, y)) = (center(middle), center(node));
    let path = match node.kind {
        "related" => {
            let (start, end) = if x < middle_x { (middle.x, node.x + BOX) } else { (middle.x + BOX, node.x) };
            let half = (start + end) / 2;
            format!("M{start} {middle_y}C{half} {middle_y} {half} {y} {end} {y}")
        }
        kind => {
            let (start, end) =
                if kind == "broader" { (middle.y, node.y + node.height) } else { (middle.y + middle.height, node.y) };
            let half = (start + end) / 2;
            format!("M{middle_x} {start}C{middle_x} {half} {x} {half} {x} {end}")
        }
    };
    Line { kind: node.kind, path }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Neighbour {
        Neighbour { name: name.to_owned(), href: Some(String::new()), is_deprecated: false }
    }

    fn drawn(counts: [usize; 3]) -> Picture {
        let around = counts.map(|count| vec![named("reinforcement learning from human feedback"); count]);
        draw(&named("a"), &around, String::new()).expect("a picture")
    }

    #[test]
    fn without_neighbours_there_is_no_picture() {
        assert!(draw(&named("a"), &[vec![], vec![], vec![]], String::new()).is_none());
    }

    #[test]
    fn boxes_stay_inside_and_apart_whatever_their_number() {
        for counts in [[1, 0, 0], [0, 1, 0], [0, 0, 1], [2, 2, 2], [3, 3, 5], [3, 3, 6], [0, 3, 6]] {
            let picture = drawn(counts);
            for (place, one) in picture.boxes.iter().enumerate() {
                assert!(one.x >= 1 && one.y >= 1, "{counts:?}");
                assert!(one.x + one.width < picture.width && one.y + one.height < picture.height, "{counts:?}");
                let is_apart = |other: &Node| {
                    one.x + one.width < other.x
                        || other.x + other.width < one.x
                        || one.y + one.height < other.y
                        || other.y + other.height < one.y
                };
                assert!(picture.boxes[place + 1..].iter().all(is_apart), "{counts:?}: {picture:?}");
            }
        }
    }

    #[test]
    fn broader_terms_stand_above_and_narrower_ones_below() {
        let picture = drawn([1, 1, 0]);
        let [middle, above, below] = &picture.boxes[..] else { panic!("three boxes") };
        assert_eq!([above.kind, middle.kind, below.kind], ["broader", "self", "narrower"]);
        assert!(above.y < middle.y && middle.y < below.y);
    }
}

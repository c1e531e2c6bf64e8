//! The drawing as SVG. Colours and letters are the stylesheet's.

use std::fmt::Write;

use super::{BOX, Drawing, LINE, Node, PADDING, Side, WIDTH};
use crate::render::body::escape_html_into;

const INFALLIBLE: &str = "a text takes everything";

impl Drawing<'_> {
    /// The drawing, for the eye and the pointer: programs that read aloud have the lists beside it.
    pub fn to_svg(&self) -> String {
        let mut out = String::with_capacity(4096);
        let height = self.height;
        let size = format_args!("viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\"");
        writeln!(out, "<svg {size} aria-hidden=\"true\">").expect(INFALLIBLE);
        // Lines stand behind the boxes.
        self.around.iter().for_each(|node| push_line(&self.middle, node, &mut out));
        push_box(&self.middle, &mut out);
        self.around.iter().for_each(|node| push_box(node, &mut out));
        out.push_str("</svg>");
        out
    }
}

/// From the middle to a neighbour: out of the nearest side of the one, into the nearest side of the other.
fn push_line(middle: &Node<'_>, node: &Node<'_>, out: &mut String) {
    let center = |node: &Node<'_>| (node.x + BOX / 2, node.y + node.height / 2);
    let ((middle_x, middle_y), (x, y)) = (center(middle), center(node));
    if node.side == Side::Beside {
        let (start, end) = if x < middle_x { (middle.x, node.x + BOX) } else { (middle.x + BOX, node.x) };
        let half = (start + end) / 2;
        let path = format_args!("M{start} {middle_y}C{half} {middle_y} {half} {y} {end} {y}");
        writeln!(out, "<path class=\"edge edge-related\" d=\"{path}\"/>").expect(INFALLIBLE);
    } else {
        let is_above = node.side == Side::Above;
        let (start, end) = if is_above { (middle.y, node.y + node.height) } else { (middle.y + middle.height, node.y) };
        let half = (start + end) / 2;
        let path = format_args!("M{middle_x} {start}C{middle_x} {half} {x} {half} {x} {end}");
        writeln!(out, "<path class=\"edge\" d=\"{path}\"/>").expect(INFALLIBLE);
    }
}

fn push_box(node: &Node<'_>, out: &mut String) {
    let Node { term, words, side, x, y, height } = node;
    match &term.href {
        Some(href) => {
            out.push_str("<a href=\"");
            escape_html_into(href, out);
            out.push_str("\" tabindex=\"-1\"");
        }
        None => out.push_str("<g"),
    }
    out.push_str(" class=\"node");
    out.push_str(if *side == Side::Middle { " node-self" } else { "" });
    out.push_str(if term.is_deprecated { " is-old" } else { "" });
    write!(out, "\"><rect x=\"{x}\" y=\"{y}\" width=\"{BOX}\" height=\"{height}\" rx=\"6\"/><text>").expect(INFALLIBLE);
    for (line, words) in (0..).zip(words) {
        write!(out, "<tspan x=\"{}\" y=\"{}\">", x + BOX / 2, y + PADDING + 11 + LINE * line).expect(INFALLIBLE);
        escape_html_into(words, out);
        out.push_str("</tspan>");
    }
    out.push_str(if term.href.is_some() { "</text></a>\n" } else { "</text></g>\n" });
}

#[cfg(test)]
mod tests {
    use super::super::{Neighbour, draw};

    #[test]
    fn names_and_addresses_are_text() {
        let term = |name, href: Option<&str>| Neighbour { name, href: href.map(str::to_owned), is_deprecated: false };
        let svg =
            draw(term("<b>", None), [vec![term("R&D", Some("a\"b"))], vec![], vec![]]).expect("a drawing").to_svg();
        assert!(svg.contains(">&lt;b&gt;</tspan></text></g>"), "{svg}");
        assert!(svg.contains("<a href=\"a&quot;b\"") && svg.contains(">R&amp;D</tspan></text></a>"), "{svg}");
    }
}

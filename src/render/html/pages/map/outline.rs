//! Terms as a tree, written as lines: what opens and closes at each.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::resolve::TermId;

/// One term of the outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// The term.
    pub term: TermId,
    /// Whether its children follow, one level deeper.
    pub opens: bool,
    /// How many levels end after it.
    pub closes: usize,
}

/// The deepest level. What lies deeper stands on it: a browser stops nesting somewhere, and a phone is narrow.
const DEEPEST: usize = 8;

/// `terms` in the order in which they come, each below its parent, at most `limit` of them.
///
/// A ring of parents has no top, so what no top leads to starts a tree of its own.
pub fn of(terms: &[TermId], parent: impl Fn(TermId) -> Option<TermId>, limit: usize) -> Vec<Line> {
    let mut children: FxHashMap<TermId, Vec<TermId>> = FxHashMap::default();
    for &term in terms {
        if let Some(parent) = parent(term) {
            children.entry(parent).or_default().push(term);
        }
    }
    let mut walk = Walk { children, seen: FxHashSet::default(), levels: Vec::new() };
    let tops = terms.iter().filter(|&&term| parent(term).is_none());
    for &top in tops.chain(terms) {
        walk.down_from(top);
    }
    walk.levels.truncate(limit);
    lines(&walk.levels)
}

struct Walk {
    children: FxHashMap<TermId, Vec<TermId>>,
    seen: FxHashSet<TermId>,
    /// The terms so far, with the level of each.
    levels: Vec<(TermId, usize)>,
}

impl Walk {
    // A stack of our own: a chain of broader terms can be as long as the glossary.
    fn down_from(&mut self, top: TermId) {
        let mut stack = vec![(top, 0)];
        while let Some((term, level)) = stack.pop() {
            if !self.seen.insert(term) {
                continue;
            }
            self.levels.push((term, level));
            let below = self.children.get(&term).into_iter().flatten().rev();
            stack.extend(below.map(|&child| (child, (level + 1).min(DEEPEST))));
        }
    }
}

fn lines(levels: &[(TermId, usize)]) -> Vec<Line> {
    let after = levels.iter().skip(1).map(|&(_, level)| level).chain(std::iter::once(0));
    let line = |(&(term, level), next): (&(TermId, usize), usize)| Line {
        term,
        opens: next > level,
        closes: level.saturating_sub(next),
    };
    levels.iter().zip(after).map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The outline of terms 0, 1, 2 … as text: their numbers, with brackets around children.
    fn outline(parents: &[Option<usize>], limit: usize) -> String {
        let terms: Vec<TermId> = (0..parents.len()).map(TermId::at).collect();
        let lines = of(&terms, |term| parents[term.index()].map(TermId::at), limit);
        let text = |line: &Line| {
            let open = if line.opens { "(" } else { " " };
            format!("{}{}{open}", line.term.index(), ")".repeat(line.closes)).replace(") ", ")")
        };
        lines.iter().map(text).collect::<String>().trim_end().to_owned()
    }

    #[test]
    fn children_stand_below_their_parents_and_once() {
        assert_eq!(outline(&[None, Some(0), Some(1), Some(0), None], 9), "0(1(2)3)4");
        assert_eq!(outline(&[], 9), "");
    }

    #[test]
    fn a_ring_is_shown_from_its_first_term() {
        assert_eq!(outline(&[Some(1), Some(0), None], 9), "2 0(1)");
        assert_eq!(outline(&[Some(0)], 9), "0");
    }

    #[test]
    fn what_is_cut_leaves_no_list_open() {
        assert_eq!(outline(&[None, Some(0), Some(1), Some(1)], 3), "0(1(2))");
    }

    #[test]
    fn a_long_chain_does_not_nest_for_ever() {
        let chain: Vec<Option<usize>> = (0..50_000_usize).map(|term| term.checked_sub(1)).collect();
        let text = outline(&chain, usize::MAX);
        assert_eq!(text.matches('(').count(), DEEPEST);
        assert!(text.ends_with(&")".repeat(DEEPEST)));
    }
}

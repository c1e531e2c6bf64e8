//! "Did you mean …?": the one good guess, or none.

/// The candidate that `typed` was most likely meant to be.
///
/// None when nothing is close, or when two candidates are equally close: a wrong guess costs an
/// editor more than no guess. Case, spaces, `-` and `_` do not count as differences.
pub fn nearest<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    Candidates::of(candidates).nearest(typed)
}

/// Many candidates, made ready once for many questions.
pub struct Candidates<'a>(Vec<Candidate<'a>>);

struct Candidate<'a> {
    name: &'a str,
    plain: String,
    length: usize,
    letters: u64,
}

impl<'a> Candidates<'a> {
    /// The candidates, in an order that does not matter.
    pub fn of(names: impl IntoIterator<Item = &'a str>) -> Self {
        Self(names.into_iter().map(Candidate::of).collect())
    }

    /// See [`nearest`].
    pub fn nearest(&self, typed: &str) -> Option<&'a str> {
        let typed = Candidate::of(typed);
        let allowed = match typed.length {
            0..=2 => 0,
            3..=5 => 1,
            6..=10 => 2,
            _ => 3,
        };
        let mut best: Option<(usize, &str)> = None;
        let mut tied = false;
        for candidate in self.0.iter().filter(|candidate| candidate.may_be_within(allowed, &typed)) {
            let distance = strsim::osa_distance(&typed.plain, &candidate.plain);
            if distance > allowed {
                continue;
            }
            match best {
                Some((least, _)) if distance > least => {}
                Some((least, same)) if distance == least => tied |= same != candidate.name,
                _ => (best, tied) = (Some((distance, candidate.name)), false),
            }
        }
        best.filter(|_| !tied).map(|(_, candidate)| candidate)
    }

    /// At most `most` candidates that a reader who typed this may want, best first, each once: those that are spelled much alike,
    /// then those that have the typed words in them.
    pub fn closest(&self, typed: &str, most: usize) -> Vec<&'a str> {
        let typed = Candidate::of(typed);
        let allowed = (typed.length / 3).max(1);
        let rank = |candidate: &Candidate<'a>| {
            let alike = candidate.may_be_within(allowed, &typed);
            let distance = alike.then(|| strsim::osa_distance(&typed.plain, &candidate.plain));
            let holds = typed.length > 2 && candidate.plain.contains(&typed.plain);
            distance.filter(|&distance| distance <= allowed).or(holds.then_some(allowed + 1))
        };
        let mut ranked: Vec<_> = self.0.iter().filter_map(|found| Some((rank(found)?, found.name))).collect();
        ranked.sort_unstable();
        ranked.dedup();
        ranked.into_iter().take(most).map(|(_, name)| name).collect()
    }
}

impl<'a> Candidate<'a> {
    fn of(name: &'a str) -> Self {
        let plain = name.trim().to_lowercase().replace(['-', '_'], " ");
        let letters = plain.chars().fold(0, |letters, letter| letters | 1 << (u32::from(letter) % 64));
        Self { name, length: plain.chars().count(), letters, plain }
    }

    /// A cheap test that no close candidate fails: one edit changes the length by one, and brings or takes two letters.
    fn may_be_within(&self, edits: usize, other: &Self) -> bool {
        self.length.abs_diff(other.length) <= edits && (self.letters ^ other.letters).count_ones() as usize <= 2 * edits
    }
}

/// "did you mean `x`?", where there is one good guess.
pub fn did_you_mean<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(typed, candidates).map(|guess| format!("did you mean `{guess}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_close_candidate_is_suggested() {
        assert_eq!(nearest("enginering", ["engineering", "legal"]), Some("engineering"));
        assert_eq!(nearest("Data Science", ["data_science", "policy"]), Some("data_science"));
    }

    #[test]
    fn the_closest_names_come_first_and_then_those_that_hold_the_words() {
        let names = Candidates::of(["warm handoff", "human handoff", "hand off", "legal"]);
        assert_eq!(names.closest("handoff", 3), ["hand off", "human handoff", "warm handoff"]);
        assert_eq!(names.closest("human-hand-off", 3), ["human handoff"]);
        assert_eq!(names.closest("finance", 3), [""; 0]);
    }

    #[test]
    fn nothing_close_or_two_equally_close_is_no_suggestion() {
        assert_eq!(nearest("finance", ["engineering", "legal"]), None);
        assert_eq!(nearest("cat", ["bat", "hat"]), None);
    }
}

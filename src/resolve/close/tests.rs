//! The ranking and its suggestions on glossaries small enough for a reader to judge.

use super::*;
use crate::diagnostic::Diagnostics;
use crate::parse::{parse_node, read_term};
use crate::resolve::{Parsed, resolve};
use crate::settings::LinkSettings;
use crate::source::SourceId;

/// Terms by name, each with the rest of its file.
fn glossary(terms: &[(&str, &str)]) -> Glossary {
    let read = |(name, rest): &(&str, &str)| {
        let mut found = Diagnostics::default();
        let node = parse_node(SourceId::default(), &format!("term: {name}\n{rest}\n"), &mut found).expect("YAML");
        read_term(&node, &mut found).expect("a term")
    };
    resolve(
        Parsed { terms: terms.iter().map(read).map(Into::into).collect(), ..Parsed::default() },
        &LinkSettings::default(),
    )
}

fn id(glossary: &Glossary, name: &str) -> TermId {
    glossary.names.meaning(name).term().expect("a term of the test")
}

fn names(glossary: &Glossary, ids: impl Iterator<Item = TermId>) -> Vec<&str> {
    ids.map(|id| glossary.term(id).name.as_str()).collect()
}

fn neighbours<'a>(glossary: &'a Glossary, name: &str) -> Vec<&'a str> {
    names(glossary, close(glossary)[id(glossary, name).index()].iter().map(|similar| similar.term))
}

fn suggested<'a>(glossary: &'a Glossary, name: &str) -> Vec<&'a str> {
    names(glossary, suggest(glossary, id(glossary, name)).into_iter().map(|suggestion| suggestion.term))
}

/// Rain and snow belong together, and so do bread and dough.
const KITCHEN_AND_WEATHER: &[(&str, &str)] = &[
    ("bread", "short_def: Baked food of flour, made from dough."),
    ("dough", "short_def: Flour and water before they go into a hot oven."),
    ("oven", "short_def: Hot chamber in which bread is baked."),
    ("rain", "short_def: Drops of water that fall from clouds."),
    ("snow", "short_def: Frozen rain that falls from clouds in winter."),
];

#[test]
fn a_term_is_close_to_what_it_mentions_and_what_shares_its_words() {
    let glossary = glossary(KITCHEN_AND_WEATHER);
    assert_eq!(neighbours(&glossary, "bread")[..2], ["oven", "dough"]);
    assert_eq!(neighbours(&glossary, "snow")[0], "rain");
    assert_eq!(neighbours(&glossary, "rain")[0], "snow");
}

#[test]
fn terms_with_nothing_in_common_are_not_close() {
    let glossary = glossary(KITCHEN_AND_WEATHER);
    assert!(!neighbours(&glossary, "snow").contains(&"oven"));
    assert!(close(&resolve(Parsed::default(), &LinkSettings::default())).is_empty());
}

#[test]
fn relationships_do_not_count_since_the_ranking_is_measured_by_them() {
    let related = "short_def: Frozen rain that falls from clouds in winter.\nrelationships: {related: [oven]}";
    let mut terms = KITCHEN_AND_WEATHER.to_vec();
    terms[4].1 = related;
    let (with, without) = (glossary(&terms), glossary(KITCHEN_AND_WEATHER));
    assert_eq!(close(&with), close(&without));
}

#[test]
fn stop_words_alone_make_no_neighbours() {
    let glossary = glossary(&[("rain", "short_def: It is what it is."), ("oven", "short_def: That is what it is.")]);
    assert!(neighbours(&glossary, "rain").is_empty());
}

#[test]
fn of_equal_scores_the_earlier_comes_first_and_scores_stay_between_none_and_all() {
    let same = "short_def: Sweet fruit of a tree.";
    let glossary = glossary(&[("apple", same), ("pear", same), ("plum", same)]);
    assert_eq!(neighbours(&glossary, "plum"), ["apple", "pear"]);
    for similar in close(&glossary).iter().flatten() {
        assert!(similar.score > 0.0 && similar.score <= 1.0, "{similar:?}");
    }
}

#[test]
fn what_is_close_and_not_yet_related_is_suggested_with_its_reasons() {
    let glossary = glossary(KITCHEN_AND_WEATHER);
    let first = &suggest(&glossary, id(&glossary, "snow"))[0];
    assert_eq!(glossary.term(first.term).name.as_str(), "rain");
    assert_eq!((first.reasons.mentions, first.reasons.mentioned_by), (1, 0));
    assert_eq!(first.reasons.common_words, ["rain", "falls", "clouds"]);
    assert_eq!(first.score, close(&glossary)[4][0].score);
}

#[test]
fn terms_mentioned_by_a_third_one_are_a_reason() {
    let glossary = glossary(&[
        ("flour", "short_def: Ground grain."),
        ("yeast", "short_def: What grain dough needs to rise."),
        ("bread", "short_def: Flour and yeast, baked."),
        ("rain", "short_def: Drops."),
    ]);
    let first = &suggest(&glossary, id(&glossary, "flour"))[0];
    let yeast = Closeness::of(&glossary).reasons(id(&glossary, "flour"), id(&glossary, "yeast"));
    assert_eq!(names(&glossary, yeast.mentioned_together_by.into_iter()), ["bread"]);
    assert_eq!(glossary.term(first.term).name.as_str(), "bread");
}

#[test]
fn nothing_is_suggested_that_is_related_above_below_or_deprecated() {
    let bread =
        |relations: &str| format!("short_def: Baked food of flour, made from dough.\nrelationships: {relations}");
    let rest = &KITCHEN_AND_WEATHER[1..];
    for (relations, gone) in [("{related: [dough]}", "dough"), ("{narrower: [oven]}", "oven")] {
        let glossary = glossary(&[&[("bread", bread(relations).as_str())], rest].concat());
        assert!(!suggested(&glossary, "bread").contains(&gone), "{relations}");
        assert!(!suggested(&glossary, gone).contains(&"bread"), "{relations}, seen from `{gone}`");
    }
    let grandparent = "short_def: Flour and water before they go into a hot oven.\nrelationships: {broader: [oven]}";
    let chain = glossary(&[("bread", bread("{broader: [dough]}").as_str()), ("dough", grandparent), rest[1]]);
    assert!(suggested(&chain, "bread").is_empty());
    let old = "short_def: Flour and water before they go into a hot oven.\nstatus: deprecated";
    let deprecated = glossary(&[KITCHEN_AND_WEATHER[0], ("dough", old), rest[1]]);
    assert_eq!(suggested(&deprecated, "bread"), ["oven"]);
}

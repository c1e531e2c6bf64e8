//! Measures time on a made-up glossary of any size: words as rare and as common as in a real one, subjects with words of
//! their own, seven mentions a term.
//!
//! ```text
//! RAYON_NUM_THREADS=2 cargo run --release --example close_at_scale -- 20000 20001 100000
//! ```
//!
//! From the second size on it says how much of the first eight is as before. Between 20,000 terms, which are searched exactly, and one
//! more, that is what pruning loses.

#![expect(clippy::print_stdout, reason = "what it prints is what it is for")]

use std::error::Error;
use std::fmt::Write;
use std::time::Instant;

use glossbook::diagnostic::Diagnostics;
use glossbook::model::Term;
use glossbook::parse::{parse_node, read_term};
use glossbook::resolve::close::close;
use glossbook::resolve::similar::{Similar, similar};
use glossbook::resolve::{Glossary, Parsed, resolve};
use glossbook::source::SourceId;
use rayon::prelude::*;

type Ranking = Vec<Vec<Similar>>;

fn main() -> Result<(), Box<dyn Error>> {
    let (mut by_wording, mut by_meaning) = (Vec::new(), Vec::new());
    for argument in std::env::args().skip(1) {
        let terms: u64 = argument.parse()?;
        let glossary = glossary(terms);
        println!("{terms} terms, {} threads", rayon::current_num_threads());
        by_wording = timed("`similar`", similar, &glossary, &by_wording);
        by_meaning = timed("`close`", close, &glossary, &by_meaning);
    }
    Ok(())
}

fn timed(name: &str, method: fn(&Glossary) -> Ranking, glossary: &Glossary, before: &Ranking) -> Ranking {
    let start = Instant::now();
    let ranking = method(glossary);
    println!("{name}: {:.1} s, {:.3} as before", start.elapsed().as_secs_f64(), as_before(&ranking, before));
    ranking
}

/// The share of neighbours that both rankings have, of those that the one before has.
fn as_before(ranking: &Ranking, before: &Ranking) -> f64 {
    let had = |near: &[Similar], similar: &Similar| near.iter().any(|other| other.term == similar.term);
    let pairs = ranking.iter().zip(before);
    let same: usize = pairs.map(|(now, before)| before.iter().filter(|similar| had(now, similar)).count()).sum();
    let all: usize = before.iter().take(ranking.len()).map(Vec::len).sum();
    same as f64 / all.max(1) as f64
}

/// Terms that share a subject.
const SUBJECT: u64 = 50;

fn glossary(terms: u64) -> Glossary {
    let terms = (0..terms).into_par_iter().map(|number| term(number, terms).into()).collect();
    resolve(Parsed { terms, ..Parsed::default() }, &Default::default())
}

fn term(number: u64, terms: u64) -> Term {
    let mut dice = Dice(number.wrapping_mul(0x9E37_79B9_7F4A_7C15) + 1);
    let category = number / SUBJECT % 40;
    let (short, long) = (dice.text(number, 15), dice.text(number, 110));
    let (exec, engineer, good, bad, risk) = (
        dice.text(number, 20),
        dice.text(number, 20),
        dice.text(number, 12),
        dice.text(number, 12),
        dice.text(number, 15),
    );
    let mut mentions = String::new();
    for _ in 0..7 {
        // Most mentions stay within the subject, some go to a few terms that everybody mentions.
        let near = number / SUBJECT * SUBJECT + dice.roll(SUBJECT);
        let other = if dice.roll(3) == 0 { dice.zipf(terms) } else { near.min(terms - 1) };
        write!(mentions, "and {} ", name(other)).expect("a string can be written to");
    }
    let text = format!(
        "term: {}\naliases: [alias{number} thing]\ncategories: [category {category}]\nroles: [product]\npart_of_speech: noun\n\
         short_def: {short}\nlong_def: {long} {mentions}\naudiences:\n  exec: {exec}\n  engineer: {engineer}\n\
         examples:\n  do: [{good}]\n  dont: [{bad}]\ngovernance:\n  risk_notes: {risk}\n",
        name(number)
    );
    let node = parse_node(SourceId::default(), &text, &mut Diagnostics::default()).expect("plain YAML");
    read_term(&node, &mut Diagnostics::default()).expect("a term")
}

fn name(number: u64) -> String {
    format!("name{} of{}", number % 1009, number / 1009)
}

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    /// Small numbers often, great ones seldom: the first as often as the second and third together, and so on.
    fn zipf(&mut self, sides: u64) -> u64 {
        let share = self.roll(1 << 20) as f64 / f64::from(1 << 20);
        ((sides as f64).powf(share) - 1.0) as u64
    }

    /// Half of the words from the language, half from the subject, of which there are 400.
    fn text(&mut self, number: u64, words: usize) -> String {
        let mut text = String::new();
        for _ in 0..words {
            let subject = number / SUBJECT;
            let word = match self.roll(2) {
                0 => self.zipf(200_000),
                _ => 1000 + (subject * 7919 + self.zipf(400) * 31) % 200_000,
            };
            write!(text, "w{word:x}q ").expect("a string can be written to");
        }
        text
    }
}

//! Measures rankings by what they find of the editors' own relationships: the table in the documentation of
//! `glossbook::resolve::close`.
//!
//! ```text
//! cargo run --release --example recall -- . [OTHER_PROJECT…]
//! ```
//!
//! For each project: links found among the first eight, the share, and the same for every other term and for the rest, so that one sees
//! how much of a difference is chance.

#![expect(clippy::print_stdout, reason = "what it prints is what it is for")]

use std::error::Error;
use std::time::Instant;

use glossbook::discover::Layout;
use glossbook::model::ReviewDate;
use glossbook::pipeline;
use glossbook::resolve::Glossary;
use glossbook::resolve::close::{Closeness, FieldWeights, Recipe, recall};
use glossbook::resolve::similar::{Similar, similar};

type Ranking = Vec<Vec<Similar>>;
type Method = Box<dyn Fn(&Glossary) -> Ranking>;

fn main() -> Result<(), Box<dyn Error>> {
    let roots: Vec<String> = std::env::args().skip(1).collect();
    let today = ReviewDate::parse("2026-11-22").map_err(|_| "no date")?;
    for root in if roots.is_empty() { vec![".".to_owned()] } else { roots } {
        let glossary = pipeline::check(&Layout::new(&root), today)?.glossary;
        println!("\n{root}: {} terms\n", glossary.terms.len());
        println!("| method | found | recall@8 | even | odd | seconds |\n|---|---|---|---|---|---|");
        for (name, method) in methods() {
            print_row(&glossary, name, &method);
        }
    }
    Ok(())
}

fn print_row(glossary: &Glossary, name: &str, method: &Method) {
    let start = Instant::now();
    let ranking = method(glossary);
    let seconds = start.elapsed().as_secs_f64();
    let half = |rest| recall(glossary, &ranking, glossary.ids().filter(|id| id.index() % 2 == rest)).share();
    let (all, even, odd) = (recall(glossary, &ranking, glossary.ids()), half(0), half(1));
    let found = format!("{} of {}", all.found, all.wanted);
    println!("| {name} | {found} | {:.3} | {even:.3} | {odd:.3} | {seconds:.3} |", all.share());
}

fn methods() -> Vec<(&'static str, Method)> {
    let close = Recipe::default();
    let without_mentions = Recipe { mention: 0.0, mutual: 0.0, ..close };
    let without_words = Recipe { wording: 0.0, fields: FieldWeights::default(), ..close };
    let labels = |categories, labels| FieldWeights { categories, tags: labels, roles: labels, ..close.fields };
    let flat = FieldWeights {
        name: 1.0,
        aliases: 1.0,
        short_def: 1.0,
        long_def: 1.0,
        categories: 1.0,
        ..without_words.fields
    };
    let linear = Recipe { fields: flat, saturation: f64::INFINITY, ..without_mentions };
    let mut methods: Vec<(&'static str, Method)> = vec![("TF-IDF (`related.json`)", Box::new(similar))];
    let mut add =
        |name, recipe| methods.push((name, Box::new(move |glossary: &Glossary| Closeness::by(glossary, recipe).all())));
    add("TF-IDF, stop words and plurals", linear);
    add("BM25F: names and texts", Recipe { fields: labels(0.0, 0.0), ..without_mentions });
    add("BM25F: and categories", without_mentions);
    add("BM25F: and tags and roles", Recipe { fields: labels(1.0, 1.0), ..without_mentions });
    add("mentions", Recipe { mutual: 0.0, ..without_words });
    add("mentions, mutual", without_words);
    add("BM25F, mentions", Recipe { mutual: 0.0, ..close });
    let of_mentions = |weight| Recipe { mention: weight, mutual: weight, ..close };
    add("the same, mentions at 0.05", of_mentions(0.05));
    add("BM25F, mentions, mutual: `close`", close);
    add("the same, mentions at 0.2", of_mentions(0.2));
    add("the same, mentions at 0.4", of_mentions(0.4));
    methods
}

//! What the preview can bear, and how soon a saved file is on the page.
//!
//!     cargo build --release --bin glossbook --example corpus --example load
//!     cargo run --release --example load
//!     cargo run --release --example load -- --requests 100000 --terms 120
//!
//! Starts `glossbook serve` on made-up glossaries (see `corpus`), asks for one page over many connections, each request
//! as soon as the answer to the last one is whole, and watches the memory of the server meanwhile. How long answers take
//! says most at a steady rate, so it is measured at the goal of requests a second as well. Then it edits one
//! term again and again, and takes the time from the save to the event that tells an open page to reload.
//! It ends after `--seconds` at the latest, whatever the machine.

#![allow(clippy::print_stdout, reason = "it prints what it measured")]

mod client;
mod edits;
mod preview;

use std::error::Error;
use std::time::Duration;

use clap::Parser;

use client::{Load, Pace, Taken};
use preview::Preview;

/// Requests a second that the preview should bear.
const GOAL: u32 = 20_000;

/// Measures the preview
#[derive(Parser)]
struct Args {
    /// How many requests
    #[arg(long, default_value_t = 1_000_000)]
    requests: usize,
    /// How many connections at once
    #[arg(long, default_value_t = 200)]
    connections: usize,
    /// When to stop asking, however many requests that were
    #[arg(long, default_value_t = 120)]
    seconds: u64,
    /// Sizes of the glossaries that are edited
    #[arg(long, default_value = "120,10000", value_delimiter = ',')]
    terms: Vec<u32>,
    /// How often one of them is edited
    #[arg(long, default_value_t = 15)]
    edits: usize,
}

fn main() -> Result<(), Box<dyn Error>> {
    let args = Args::parse();
    for (index, &terms) in args.terms.iter().enumerate() {
        let preview = Preview::start(terms)?;
        println!("{terms} terms; the machine's load is {}", preview::load_of_the_machine());
        if index == 0 {
            load(&preview, &args)?;
        }
        edit(&preview, &args)?;
    }
    Ok(())
}

fn load(preview: &Preview, args: &Args) -> Result<(), Box<dyn Error>> {
    let ask = |requests, time, pace| {
        let (address, path, connections) = (preview.address, preview.page(), args.connections);
        client::run(&Load { address, path, connections, requests, time, pace })
    };
    // Memory is compared from the time when every buffer is there.
    ask(args.requests / 10, Duration::from_secs(args.seconds) / 10, Pace::FullSpeed)?;
    let before = preview.memory();
    let taken = ask(args.requests, Duration::from_secs(args.seconds), Pace::FullSpeed)?;
    let after = preview.memory();
    println!("  {} requests of {} bytes over {} connections", taken.requests(), taken.bytes, args.connections);
    println!("  at full speed {:.0} requests a second (goal: {GOAL}); {}", taken.rate(), latencies(&taken));
    let paced = ask(args.requests / 5, Duration::from_secs(args.seconds), Pace::Rate(f64::from(GOAL)))?;
    println!("  at {:.0} requests a second {} (goal: 99 % within 10 ms)", paced.rate(), latencies(&paced));
    println!("  memory {before:.1} MB before, {after:.1} MB after; goal: the same");
    Ok(())
}

fn latencies(taken: &Taken) -> String {
    let [half, most, all] = [50.0, 99.0, 100.0].map(|percent| taken.percentile(percent));
    format!("half within {half:.2} ms, 99 % within {most:.2} ms, all within {all:.2} ms")
}

fn edit(preview: &Preview, args: &Args) -> Result<(), Box<dyn Error>> {
    let mut took = edits::run(preview, args.edits)?;
    took.sort();
    let milliseconds = |time: Option<&Duration>| time.map_or(0.0, |time| time.as_secs_f64() * 1000.0);
    let goal = if preview.terms <= 120 { 100 } else { 300 };
    let (median, worst) = (milliseconds(took.get(took.len() / 2)), milliseconds(took.last()));
    println!("  save to reload: {median:.0} ms, at worst {worst:.0} ms of {} edits; goal: {goal}", took.len());
    println!("  memory {:.0} MB", preview.memory());
    Ok(())
}

//! What a build costs that remembers the one before it, part by part, with one term changed.
//!
//!     cargo run --release --example corpus -- 10000 DIR
//!     cargo run --release --example one_edit -- DIR

#![expect(clippy::print_stdout, reason = "what it prints is what it is for")]

use std::time::{Duration, Instant};

use glossbook::discover::{Inputs, Layout};
use glossbook::model::ReviewDate;
use glossbook::pipeline::{self, Memory};
use glossbook::render::{MemorySink, OUTPUTS};
use glossbook::source::SourceMap;

fn main() {
    let root = std::env::args().nth(1).expect("the folder of a project");
    let (inputs, reading) = timed(|| pipeline::read(&Layout::new(&root)).expect("a readable project"));
    let mut run = Run { memory: Memory::default(), last: MemorySink::default(), reading, only: None };
    let middle = inputs.terms.len() / 2;
    println!("{:34} {:>9} {:>9} {:>9} {:>9}", "milliseconds", "reading", "check", "build", "both");
    run.build("everything", inputs.clone());
    run.build("nothing changed", inputs.clone());
    for (number, what) in ["a sentence", "another one", "a third one"].into_iter().enumerate() {
        run.build(what, edited(&inputs, middle, "long_def:", &format!("Sentence {number} is new here.")));
    }
    run.build("the definition in one phrase", edited(&inputs, middle, "short_def:", "New and"));
    run.build("the name", edited(&inputs, middle, "term:", "new"));
    run.write_down();
    println!("a sentence, each output alone");
    for output in OUTPUTS {
        let only = Some([output.name.to_owned()]);
        let mut run = Run { memory: Memory::default(), last: MemorySink::default(), reading, only };
        run.build(output.name, inputs.clone());
        run.build("", edited(&inputs, middle, "long_def:", "A sentence is new here."));
    }
}

struct Run {
    memory: Memory,
    last: MemorySink,
    reading: Duration,
    only: Option<[String; 1]>,
}

impl Run {
    fn build(&mut self, what: &str, inputs: Inputs) {
        let today = ReviewDate::parse("2026-11-22").expect("a date");
        let (checked, check) = timed(|| pipeline::check_again(inputs, today, &mut self.memory));
        let (sink, only) = (MemorySink::after(&self.last), self.only.as_ref().map(<[String; 1]>::as_slice));
        let (built, build) = timed(|| pipeline::build_again(&checked, only, &mut self.memory, &sink));
        built.expect("it renders");
        self.last = sink;
        println!("{what:34} {} {} {} {}", ms(self.reading), ms(check), ms(build), ms(check + build));
    }

    fn write_down(&self) {
        let (bytes, writing) = timed(|| self.memory.to_bytes());
        let (memory, reading) = timed(|| Memory::from_bytes(&bytes));
        assert!(memory.is_some(), "it was just written");
        println!("the memory has {} kB: {} to write, {} to read", bytes.len() / 1000, ms(writing), ms(reading));
    }
}

/// The same project with words put before the value of one field.
fn edited(inputs: &Inputs, term: usize, field: &str, words: &str) -> Inputs {
    let mut sources = SourceMap::default();
    for source in inputs.sources.ids() {
        let mut text = inputs.sources.text(source).to_owned();
        if source == inputs.terms[term] {
            let value = text.find(field).expect("the field is there") + field.len();
            // A block begins on the next line.
            let is_block = text[value..].trim_start_matches(' ').starts_with(['>', '|']);
            let at = if is_block { value + text[value..].find("\n  ").expect("a block has lines") + 2 } else { value };
            text.insert_str(at, &format!(" {words}"));
        }
        sources.add(inputs.sources.path(source), text);
    }
    inputs.with_sources(sources)
}

fn timed<T>(run: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    (run(), start.elapsed())
}

fn ms(duration: Duration) -> String {
    format!("{:9.1}", duration.as_secs_f64() * 1000.0)
}

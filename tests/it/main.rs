//! The integration tests, in one binary. A new file is one `mod` line here.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod again;
mod cases;
mod close;
mod content;
mod determinism;
mod fix;
mod fuzz;
mod html;
mod mend;
mod mentions;
mod printers;
mod project;
mod properties;
mod readme;
mod rule_docs;
mod rules;
mod schema;
mod seed;
mod site;
mod tidy;
mod write;

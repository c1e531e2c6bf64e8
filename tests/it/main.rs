//! The integration tests, in one binary. A new file is one `mod` line here.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod again;
mod api;
mod broken_yaml;
mod cases;
mod close;
mod content;
mod determinism;
mod fix;
mod fuzz;
mod governance;
mod html;
mod machines;
mod mend;
mod mentions;
mod page_links;
mod printers;
mod project;
mod properties;
mod readme;
mod rule_docs;
mod rules;
mod schema;
mod search;
mod seed;
mod serve;
mod site;
mod templates;
mod tidy;
mod write;

//! Any text read as a term.

#![no_main]

#[path = "../../tests/it/fuzz/entry.rs"]
#[allow(dead_code, reason = "each target uses one of the entry points")]
mod entry;

libfuzzer_sys::fuzz_target!(|text: &str| {
    entry::parse(text);
});

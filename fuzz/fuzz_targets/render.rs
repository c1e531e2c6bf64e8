//! Any text built as the one term of a project.

#![no_main]

#[path = "../../tests/it/fuzz/entry.rs"]
#[allow(dead_code, reason = "each target uses one of the entry points")]
mod entry;

libfuzzer_sys::fuzz_target!(|text: &str| {
    entry::render(text);
});

//! What people type and see: each `tests/cases/<command>/<what-is-special>.md` is a transcript, with the project that it runs in beside
//! it (`.in/`) and the files that it leaves (`.out/`). Update them with `TRYCMD=overwrite cargo test`, and read what changed.

#[test]
fn transcripts() {
    trycmd::TestCases::new().env("NO_COLOR", "1").env("COLUMNS", "80").case("tests/cases/*/*.md");
}

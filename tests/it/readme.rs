//! The README shows what the program really says.

use std::path::Path;
use std::process::Command;

use snapbox::{Assert, Data};

/// The block of the README that holds the help. `SNAPSHOTS=overwrite cargo test` brings it up to date.
#[test]
fn the_readme_shows_the_help_of_the_program() {
    let output = Command::new(env!("CARGO_BIN_EXE_glossbook"))
        .arg("--help")
        .env("COLUMNS", "100")
        .output()
        .expect("the program runs");
    let help = String::from_utf8(output.stdout).expect("help is text");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(&path).expect("the README is there");
    let (before, rest) =
        readme.split_once("## The commands\n\n```text\n").expect("the README has a block with the help");
    let (_, after) = rest.split_once("```\n").expect("the block ends");
    let wanted = format!("{before}## The commands\n\n```text\n{}\n```\n{after}", help.trim_end());
    Assert::new().action_env("SNAPSHOTS").eq(wanted, Data::read_from(&path, None).raw());
}

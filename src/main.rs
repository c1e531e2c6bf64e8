//! The `glossbook` program: everything it does is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    glossbook::cli::main()
}

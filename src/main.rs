//! The `glossbook` program: everything it does is in the library.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// A build makes and drops many small values on all threads: with the system's allocator it needs a fifth more processor time.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    glossbook::cli::main()
}

//! The `trustpress` program; everything it does is in the library.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// Documents are made of many small texts, by all cores at once.
#[global_allocator]
static MEMORY: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    trustpress::cli::main()
}

//! The `trustpress` program; everything it does is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    trustpress::cli::main()
}

//! The program `gknb`; see [`cli`].

mod cli;
mod disk;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main()
}

//! The program `gknb`; see [`cli`].

mod args;
mod cli;
mod disk;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main()
}

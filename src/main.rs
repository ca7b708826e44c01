//! The program `gknb`; see [`cli`].

mod args;
mod cli;
mod disk;
mod proof;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main()
}

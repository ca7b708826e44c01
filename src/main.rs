//! The program `gknb`; see [`cli`].

mod args;
mod cli;
mod disk;
mod proof;
mod rolling;
mod shelf;
mod verifying;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main()
}

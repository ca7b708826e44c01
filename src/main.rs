//! The program `gknb`; see [`cli`].

mod args;
mod cli;
mod disk;
mod ending;
mod outbox;
mod parcel;
mod prepared;
mod proof;
mod rolling;
mod shelf;
mod terminal;
mod verifying;
mod watch;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main()
}

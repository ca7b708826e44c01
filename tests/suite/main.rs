//! All tests that see the crate from outside, in one binary.
#![allow(clippy::unwrap_used, missing_docs)]

mod cli;
mod form;
mod founding;
mod house;
mod maker;
mod real;
mod report;
mod settings;
mod write;

//! All tests that see the crate from outside, in one binary.
#![allow(clippy::unwrap_used, missing_docs)]

mod blank;
mod cli;
mod form;
mod founding;
mod house;
mod maker;
mod marked;
mod page;
mod real;
mod report;
mod rules;
mod settings;
mod write;

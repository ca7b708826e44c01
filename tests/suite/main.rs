//! All tests that see the crate from outside, in one binary.
#![allow(clippy::unwrap_used, missing_docs)]

mod audit;
mod bench;
mod blank;
mod body;
mod cli;
mod diff;
mod faults;
mod form;
mod founding;
mod hostile;
mod house;
mod maker;
mod marked;
mod office;
mod page;
mod paper;
mod program;
mod real;
mod report;
mod rollup;
mod rules;
mod settings;
mod tamper;
mod units;
mod write;

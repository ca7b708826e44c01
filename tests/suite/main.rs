//! Tests of the whole, in one binary.
#![allow(clippy::unwrap_used, missing_docs)]

mod form;
//! All tests that see the crate from outside, in one binary.

mod cli;
mod settings;

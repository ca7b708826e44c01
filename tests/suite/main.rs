//! Tests of the whole, in one binary.
#![allow(clippy::unwrap_used, missing_docs)]

mod cli;
mod form;
mod settings;
mod write;

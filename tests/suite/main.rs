//! Tests of the whole, in one binary.
#![allow(clippy::unwrap_used, missing_docs)]

mod form;
mod write;

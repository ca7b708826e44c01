//! The test suite.

mod maker;
mod real;

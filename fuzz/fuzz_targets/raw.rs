//! Any bytes: what they are is told by the reader.
#![no_main]

use gknb_fuzz::{laws, only_our_panics};
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: only_our_panics(), |input: &[u8]| {
    laws::reads("a.xlsx", input);
});

//! xls: the records of its stream, inside a compound file that holds together.
#![no_main]

use gknb_fuzz::{compound, laws, only_our_panics};
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: only_our_panics(), |input: &[u8]| {
    laws::reads("a.xls", &compound(input));
});

//! Web pages under the name of a workbook.
#![no_main]

use gknb_fuzz::{laws, only_our_panics};
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: only_our_panics(), |input: &[u8]| {
    laws::reads("a.xls", &[b"<html>", input].concat());
});

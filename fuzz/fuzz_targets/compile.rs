//! The whole compile: several files, settings, last year's report.
#![no_main]

use gknb_fuzz::folder::folder;
use gknb_fuzz::{laws, only_our_panics};
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: only_our_panics(), |input: &[u8]| {
    let folder = folder(input);
    laws::compiles(&folder.settings, &folder.files, folder.previous.as_ref());
});

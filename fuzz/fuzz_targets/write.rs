//! Everything that is written of a compilation: it reads back as it was meant, and no text becomes a formula.
#![no_main]

use gknb_fuzz::folder::folder;
use gknb_fuzz::{laws, only_our_panics};
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: only_our_panics(), |input: &[u8]| {
    let folder = folder(input);
    if let Some(compilation) =
        laws::compiles(&folder.settings, &folder.files, folder.previous.as_ref())
    {
        laws::writes(&compilation, &folder.files);
    }
});

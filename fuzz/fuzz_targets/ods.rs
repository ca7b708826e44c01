//! ods: the XML of its parts, inside a package that holds together.
#![no_main]

use gknb_fuzz::{laws, only_our_panics, package, parts};
use libfuzzer_sys::fuzz_target;

const USUAL: &[(&str, &str)] = &[("mimetype", "application/vnd.oasis.opendocument.spreadsheet")];

fuzz_target!(init: only_our_panics(), |input: &[u8]| {
    laws::reads("a.ods", &package(&parts(input), USUAL));
});

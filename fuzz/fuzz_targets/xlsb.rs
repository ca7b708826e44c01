//! xlsb: the records of its parts, inside a package that holds together.
#![no_main]

use gknb_fuzz::{laws, only_our_panics, package, parts};
use libfuzzer_sys::fuzz_target;

const USUAL: &[(&str, &str)] = &[(
    "xl/_rels/workbook.bin.rels",
    r#"<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.bin"/></Relationships>"#,
)];

fuzz_target!(init: only_our_panics(), |input: &[u8]| {
    laws::reads("a.xlsb", &package(&parts(input), USUAL));
});

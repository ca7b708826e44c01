//! XML Spreadsheet 2003.
#![no_main]

use gknb_fuzz::{laws, only_our_panics};
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: only_our_panics(), |input: &[u8]| {
    const HEAD: &[u8] = br#"<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">"#;
    laws::reads("a.xls", &[HEAD, input].concat());
});

//! Finished reports: web pages, Markdown, Word documents, workbooks, and what was handed over.
#![no_main]

use gknb::finding::Place;
use gknb::verify::report;
use gknb::{handover, write};
use gknb_fuzz::laws::origin;
use gknb_fuzz::{only_our_panics, package, parts};
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: only_our_panics(), |input: &[u8]| {
    let (name, bytes) = file(input);
    let report = report::read(name, &bytes);
    let again = report::read(name, &bytes);
    assert_eq!(format!("{report:?}"), format!("{again:?}"));
    assert!(report.form().is_some() || !report.findings.is_empty(), "nothing found, nothing read");
    for finding in &report.findings {
        if let Place::Cell(at) = finding.at {
            assert!(at.row > 0, "{finding:?}");
        }
    }
    let words = write::reports::words(&report);
    assert!(!words.is_empty());
    let json = write::reports::json(&[report]);
    assert!(json.ends_with('\n'));
    let _ = handover::tables(&origin(name, bytes.clone()));
    let _ = handover::json(&origin(name, bytes));
});

/// A package of the parts, where the input has parts with names; else the bytes as they are.
fn file(input: &[u8]) -> (&'static str, Vec<u8>) {
    let parts = parts(input);
    let has = |name: &str| parts.iter().any(|(n, _)| n == name);
    if has("word/document.xml") {
        (
            "年报.docx",
            package(&parts, &[("[Content_Types].xml", "<Types/>")]),
        )
    } else if parts.len() > 1 {
        (
            "年报.xlsx",
            package(&parts, &[("[Content_Types].xml", "<Types/>")]),
        )
    } else if input.starts_with(b"<") {
        ("年报.html", input.to_vec())
    } else {
        ("年报.md", input.to_vec())
    }
}

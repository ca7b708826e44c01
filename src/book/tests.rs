//! Laws of the whole stage.

use proptest::prelude::*;

use super::testing::{codes, read};
use super::{RULES, Row};
use crate::finding::Severity;

const FIXTURES: &[&str] = &[
    "xlwt.xls",
    "台账.et",
    "1904.xls",
    "libreoffice.ods",
    "openpyxl.xlsx",
    "locked.xlsx",
];

fn bytes(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/files/book/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).expect("the fixture is there")
}

fn ascends(rows: &[Row]) -> bool {
    rows.iter().all(|row| {
        !row.cells.is_empty()
            && row
                .cells
                .windows(2)
                .all(|pair| pair[0].column < pair[1].column)
    })
}

#[test]
fn rows_that_are_crossed_out_are_marked_in_every_format() {
    for name in ["struck.xlsx", "struck.xls", "struck.ods", "struck.html"] {
        let read = read(name, &bytes(&format!("struck/{name}")));
        let struck = read.rows.iter().filter(|row| row.struck);
        let struck: Vec<u32> = struck.map(|row| row.number).collect();
        assert_eq!(struck, [3, 4], "{name}");
        assert!(read.findings.is_empty(), "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn damaged_bytes_never_panic_and_never_pass_in_silence(
        fixture in 0..FIXTURES.len(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        cut in any::<Option<prop::sample::Index>>(),
    ) {
        let mut bytes = bytes(FIXTURES[fixture]);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        let read = read(FIXTURES[fixture], &bytes);
        prop_assert!(ascends(&read.rows));
        prop_assert!(!read.rows.is_empty() || !read.sheets.is_empty() || !read.findings.is_empty());
    }

    #[test]
    fn any_text_is_read_without_losing_a_line(lines in prop::collection::vec("[a-c,\"甲 ]{0,8}", 1..12)) {
        let text = format!("x,y,z\n{}\nlast,line,here\n", lines.join("\n"));
        let read = read("a.csv", text.as_bytes());
        prop_assert!(ascends(&read.rows));
        let quiet = read.findings.is_empty();
        let last = read.rows.last().map(|row| row.number);
        // Without a finding, only a field that is quoted as it should be may hold several lines.
        if quiet && !text.contains('"') {
            prop_assert_eq!(last, Some(lines.len() as u32 + 2));
        }
        prop_assert!(read.rows.len() <= lines.len() + 2);
    }
}

#[test]
fn every_rule_has_a_code_of_its_own_and_says_what_to_do() {
    let mut seen = std::collections::BTreeSet::new();
    for rule in RULES {
        assert!(rule.code.starts_with('B') && rule.code.len() == 4);
        assert!(seen.insert(rule.code), "{} twice", rule.code);
        for words in [
            rule.title,
            rule.checks,
            rule.basis,
            rule.example,
            rule.remedy,
        ] {
            assert!(!words.is_empty());
        }
    }
}

#[test]
fn a_picture_under_the_name_of_a_table_is_named() {
    let found = read("台账.xlsx", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    assert_eq!(codes(&found), ["B003"]);
    assert!(found.findings[0].message.contains("PNG"));
    assert!(found.recognised.is_none());
}

#[test]
fn an_empty_file_is_an_error() {
    assert_eq!(codes(&read("二季度.csv", b"")), ["B004"]);
    assert_eq!(super::EMPTY.severity, Severity::Error);
}

#[test]
fn a_panic_of_the_visitor_is_passed_on() {
    let outcome = std::panic::catch_unwind(|| {
        let mut findings = Vec::new();
        super::read(
            0,
            "a.csv",
            &mut std::io::Cursor::new(b"a,b\n"),
            &mut findings,
            &mut |_| panic!("the visitor's own"),
        )
    });
    assert!(outcome.is_err());
}

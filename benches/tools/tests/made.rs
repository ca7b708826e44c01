//! The made ledgers are the same on every machine, and days are counted as Excel counts them.

use std::io::Cursor;

use gknb_benches::applications::Applications;
use gknb_benches::day::Day;
use gknb_benches::publications::Publications;
use gknb_benches::text::{self, Encoding};
use gknb_benches::{Cell, Ledger, xlsx};

#[test]
fn days_are_counted_as_excel_counts_them() {
    assert_eq!(Day::of(1900, 3, 1).0, 61);
    assert_eq!(Day::of(2022, 4, 29).0, 44_680);
    for day in 61..60_000 {
        let (year, month, of_month) = Day(day).parts();
        assert!(Day::of(year, month, of_month) == Day(day));
    }
    assert_eq!(Day::of(2024, 2, 28).plus(1).dashed(), "2024-02-29");
}

#[test]
fn a_seed_makes_one_ledger_and_another_seed_another() {
    let csv = |seed| {
        let mut out = Vec::new();
        text::write(&mut Applications::year(seed, 500), Encoding::Utf8, &mut out).unwrap();
        out
    };
    assert!(csv(1) == csv(1));
    assert!(csv(1) != csv(2));
    let book = |seed| {
        let mut out = Cursor::new(Vec::new());
        xlsx::write(&mut Publications::year(seed, 500), &mut out).unwrap();
        out.into_inner()
    };
    assert!(book(1) == book(1));
    assert!(book(1) != book(2));
}

#[test]
fn what_a_quarter_leaves_pending_begins_the_next_with_its_answer() {
    let quarter = |q, first, before| Applications::quarter(7 + q as u64, q, first, 44, before);
    let rows = |mut ledger: Applications| {
        let mut rows = Vec::new();
        let mut row = Vec::new();
        while ledger.next(&mut row) {
            let Cell::Once(number) = &row[0] else {
                panic!("an application has a number")
            };
            rows.push((number.clone(), matches!(row[8], Cell::Blank)));
        }
        rows
    };
    let first = rows(quarter(0, 1, None));
    let second = rows(quarter(1, 45, Some(quarter(0, 1, None))));
    let pending: Vec<_> = first
        .iter()
        .filter(|(_, pending)| *pending)
        .map(|(number, _)| number)
        .collect();
    assert!(!pending.is_empty());
    let carried: Vec<_> = second[..pending.len()]
        .iter()
        .map(|(number, _)| number)
        .collect();
    assert_eq!(pending, carried);
    assert!(second[..pending.len()].iter().all(|(_, pending)| !pending));
    assert_eq!(second.len(), 44 + pending.len());
}

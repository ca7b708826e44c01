//! Words: every cell of a ledger of each kind holds whatever was typed.
#![no_main]

use std::sync::Arc;

use gknb::address::Address;
use gknb::book::{Cell, Row, Value};
use gknb::column::{Field, Kind, Names, Table};
use gknb::entry::{self, Reading, Words};
use gknb::settings::Settings;
use gknb_fuzz::only_our_panics;
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: only_our_panics(), |input: &str| {
    let words = Words::new(&Settings::default(), Vec::new());
    let reading = Reading {
        words: &words,
        key: &[],
        units: None,
        office: Some("某县教育局"),
    };
    let mut lines = input.lines();
    let name = lines.next().unwrap_or_default().to_owned();
    let cells: Vec<Cell> = (0..)
        .zip(lines)
        .filter(|(_, text)| !text.is_empty())
        .map(|(column, text)| Cell {
            column,
            value: Value::Text(text.into()),
            word: None,
            anchor: None,
        })
        .collect();
    let row = Row {
        number: 2,
        hidden: false,
        struck: false,
        cells,
    };
    for kind in Kind::ALL {
        let fields = Field::words().filter_map(Field::of);
        let columns = (0..).zip(fields).map(|(at, field)| (field, (at, field.word().to_owned())));
        let at = Address {
            file: 0,
            sheet: 0,
            row: 1,
            column: None,
        };
        let table = Arc::new(Table {
            at,
            kind,
            last_header_row: 1,
            columns: columns.collect(),
            ticked: Vec::new(),
            headings: Vec::new(),
            names: Names::new(None, &name, None),
            period: gknb::period::of([name.as_str()], Some(2022)),
            year: Some(2022),
            money: gknb::number::Money::within(&name),
            date1904: false,
            held: Vec::new(),
        });
        let one = entry::read(&reading, &table, &row, None);
        assert_eq!(one.record().at.row, 2);
        let again = entry::read(&reading, &table, &row, None);
        assert_eq!(format!("{one:?}"), format!("{again:?}"));
        for day in entry::days(&table, &row) {
            assert!(gknb::date::is_of_records(day), "{day}");
        }
    }
});

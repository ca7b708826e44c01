//! Headers: a sheet of text cells, cut into tables and columns.
#![no_main]

use gknb::book::{Cell, Row, Sheet, Value};
use gknb::column::{Headings, Line, Reader, Setting};
use gknb_fuzz::only_our_panics;
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: only_our_panics(), |input: &str| {
    let headings = Headings::new(&Default::default(), Some(2022));
    let setting = Setting {
        folder: None,
        file: 0,
        path: "2022年一季度/依申请公开台账.xlsx",
        year: Some(2022),
        headings: &headings,
    };
    let sheet = Sheet {
        index: 0,
        name: Some("台账".to_owned()),
        hidden: false,
        date1904: false,
    };
    let mut reader = Reader::new(setting, sheet);
    let mut findings = Vec::new();
    let mut rows = 0;
    // each row is told once, in the order of the sheet
    let mut told = Vec::new();
    let mut tell = |line: Line<'_>| match line {
        Line::Summed(_) => {}
        Line::Table(_) => {}
        Line::Record(row, _) => told.push(row.number),
        Line::Aside(row, _) => told.push(row),
    };
    for (number, line) in (1..).zip(input.lines().take(300)) {
        let cells: Vec<Cell> = (0..).zip(line.split('\t')).filter_map(cell).collect();
        if cells.is_empty() {
            continue;
        }
        rows += 1;
        let mut row = Row {
            number,
            hidden: false,
            struck: false,
            cells,
        };
        reader.row(&mut row, &mut findings, &mut tell);
    }
    reader.end(&mut findings, &mut tell);
    assert_eq!(told.len(), rows, "{told:?}");
    assert!(told.windows(2).all(|w| w[0] < w[1]), "{told:?}");
});

/// `^` says that the cell is merged with the one to its left, `#` that it is a number.
fn cell((column, text): (u16, &str)) -> Option<Cell> {
    let (anchor, text) = match text.strip_prefix('^') {
        Some(rest) => (column.checked_sub(1).map(|c| (1, c)), rest),
        None => (None, text),
    };
    let value = match text.strip_prefix('#').and_then(|n| n.parse::<f64>().ok()) {
        Some(number) if number.is_finite() => Value::Number(number),
        _ if text.is_empty() => return None,
        _ => Value::Text(text.into()),
    };
    Some(Cell {
        column,
        value,
        word: None,
        anchor,
    })
}

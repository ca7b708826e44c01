//! The address reported opens the very cell, whatever stands before it: read back with the libraries of the
//! files' own formats, not with ours.

use std::io::Cursor;

use calamine::{Data, Reader, open_workbook_auto_from_rs};
use gknb::address::Address;
use gknb::compile;
use gknb::finding::Place;
use proptest::prelude::*;

use super::ground::Ground;
use super::{Fault, plant, rows};
use crate::maker::Made;
use crate::maker::exports::Ledger;
use crate::maker::files::Format;
use crate::maker::table::Value;
use crate::maker::words::headings;

/// Formats that a library other than ours reads.
const READ_ELSEWHERE: [Format; 5] = [
    Format::Xlsx,
    Format::XlsxAsXls,
    Format::Ods,
    Format::CsvUtf8,
    Format::CsvGb18030,
];

/// What a file's own library finds at an address: none where there is no text.
fn opened(
    made: &Made,
    format: Format,
    file: &str,
    sheet: Option<&str>,
    at: Address,
) -> Option<String> {
    let (_, bytes) = made.files.iter().find(|(path, _)| path == file)?;
    let (row, column) = (at.row as usize - 1, usize::from(at.column?));
    if format.sheets() {
        let mut book = open_workbook_auto_from_rs(Cursor::new(bytes.clone())).expect("a workbook");
        let range = book.worksheet_range(sheet?).expect("its sheet");
        let place = (u32::try_from(row).ok()?, u32::try_from(column).ok()?);
        return match range.get_value(place)? {
            Data::String(text) => Some(text.clone()),
            Data::Error(error) => Some(error.to_string()),
            _ => None,
        };
    }
    let text = match format {
        Format::CsvUtf8 => String::from_utf8(bytes.clone()).expect("UTF-8"),
        _ => encoding_rs::GB18030.decode(bytes).0.into_owned(),
    };
    let mut records = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let record = records.records().nth(row)?.expect("a record");
    record.get(column).map(str::to_owned)
}

/// Compiles and opens what the rule reports. The findings of a rule about words, dates and numbers carry what
/// stands in the cell.
fn opens_the_cell(fault: &Fault, format: Format, seed: u64) -> Result<(), TestCaseError> {
    let Some(case) = plant(fault, format, seed) else {
        return Ok(());
    };
    let Some(value) = &case.planted.value else {
        return Ok(());
    };
    let compilation = compile(&case.made.job(1)).expect("it compiles");
    let mut seen = 0;
    for finding in compilation
        .findings
        .iter()
        .filter(|f| f.rule.code == fault.code)
    {
        let Place::Cell(address) = finding.at else {
            continue;
        };
        let file = compilation.names.file(address);
        let sheet = compilation.names.sheet(address);
        let there = opened(&case.made, format, file, sheet, address);
        prop_assert_eq!(
            there.as_deref().map(str::trim),
            Some(value.trim()),
            "{} {:?} seed {}: {}",
            fault.code,
            format,
            case.seed,
            compilation.names.show(address)
        );
        seen += 1;
    }
    prop_assert!(
        seen > 0,
        "{} {format:?} seed {}: nothing",
        fault.code,
        case.seed
    );
    Ok(())
}

/// A text that is nowhere else, in one cell or in two that are merged.
const MERGED: Fault = super::fault("E106", |ground| {
    let at = ground.answered(|ground: &Ground, at| {
        let table = &ground.draft.exports[at.export].table;
        let next = table.records.get(at.row + 1);
        let year = ground.year();
        let this = next.is_some_and(|n| ground.request(*n).received.year() == year);
        this && ground.class_alone(at)
    })?;
    debug_assert_eq!(ground.draft.exports[at.export].ledger, Ledger::Requests);
    let column = ground.column(at.export, headings::CLASS)?;
    let planted = ground.write(at, headings::CLASS, Value::text("外星人"))?;
    let table = ground.table(at.export);
    table.tight = true;
    table.columns[column].mergeable = false;
    table.rows[at.row + 1][column] = Value::Blank;
    table.merged.push((at.row, at.row + 1, column));
    Some(planted)
});

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_address_reported_opens_the_very_cell(
        seed in 0u64..1_000_000,
        format in 0..READ_ELSEWHERE.len(),
        fault in 0usize..1_000,
    ) {
        // rules whose finding is about the very text that was planted
        let about: Vec<&Fault> = rows::FAULTS
            .iter()
            .filter(|f| ["E101", "E102", "E103", "E104", "E106", "E107", "E108", "E109", "E110"].contains(&f.code))
            .collect();
        opens_the_cell(about[fault % about.len()], READ_ELSEWHERE[format], seed)?;
    }

    #[test]
    fn the_address_of_a_merged_cell_opens_its_first_cell(seed in 0u64..1_000_000, format in 0usize..3) {
        opens_the_cell(&MERGED, READ_ELSEWHERE[format], seed)?;
    }
}

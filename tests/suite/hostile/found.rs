//! Files that fuzzing found something with (`fuzz/README.md`), each read and compiled again.

use std::io::Cursor;
use std::path::Path;

use gknb::book::{self, Event, Kind, Value, limits};
use gknb::finding::Place;
use gknb::verify::report;
use gknb::{Job, Origin, compile, settings};

/// Reads a file: rows ascend within a sheet's bounds, cells within their row, numbers are numbers, findings point
/// into the file, and nothing is silent. The places of all cells, row and column.
fn lawful(name: &str, bytes: &[u8]) -> Vec<(u32, u16)> {
    let mut findings = Vec::new();
    let (mut sheets, mut last) = (0u16, 0u32);
    let mut places = Vec::new();
    let mut input = Cursor::new(bytes);
    let recognised = book::read(
        0,
        name,
        &mut input,
        &mut findings,
        &mut |event| match event {
            Event::Sheet(sheet) => {
                assert_eq!(sheet.index, sheets, "{name}");
                sheets += 1;
                last = 0;
            }
            Event::Row(row) => {
                assert!(sheets > 0, "{name}: a row before any sheet");
                assert!(row.number > last, "{name}: {} after {last}", row.number);
                last = row.number;
                assert!(last <= limits::ROWS, "{name}: row {last}");
                let ascend = row.cells.windows(2).all(|w| w[0].column < w[1].column);
                assert!(ascend && !row.cells.is_empty(), "{name}: row {last}");
                for cell in &row.cells {
                    assert!(u32::from(cell.column) < limits::COLUMNS, "{name}");
                    if let Value::Number(number) = cell.value {
                        assert!(number.is_finite(), "{name}: {last} {}", cell.column);
                    }
                    places.push((row.number, cell.column));
                }
            }
        },
    );
    assert!(recognised.is_some() || !findings.is_empty(), "{name}");
    assert_ne!(recognised.map(|r| r.kind), Some(Kind::Text), "{name}");
    for finding in &findings {
        let inside = match &finding.at {
            Place::File(0) => true,
            Place::Sheet(0, sheet) => *sheet < sheets.max(1),
            Place::Cell(at) => {
                at.file == 0 && at.sheet < sheets && (1..=limits::ROWS).contains(&at.row)
            }
            _ => false,
        };
        assert!(inside, "{name}: {finding:?}");
    }
    places
}

/// Compiles files beside one another: every row that was read has its fate. The rows that count.
fn compiled(files: &[(&str, &[u8])]) -> u64 {
    let files = files.iter().map(|(name, bytes)| {
        let bytes = bytes.to_vec();
        Origin {
            file: (*name).to_owned(),
            open: Box::new(move || Ok(Box::new(Cursor::new(bytes.clone())))),
        }
    });
    let compilation = compile(&Job {
        settings: settings::read("year = 2022\nagency = \"某局\"\n".as_bytes()).unwrap(),
        files: files.collect(),
        previous: None,
        jobs: 1,
    })
    .unwrap();
    let rows = &compilation.rows;
    let excluded: u64 = rows.excluded.values().sum();
    assert_eq!(
        rows.read,
        rows.counted + rows.merged + excluded + rows.faulty
    );
    rows.counted
}

const LEDGER: &str =
    "申请编号,收到日期,申请人类型,办理结果,答复日期\nA-1,2022-01-05,自然人,予以公开,2022-01-20\n";

#[test]
fn files_that_fuzzing_found_faults_with_are_read_by_the_laws() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/files/hostile"));
    let mut names: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names.len(), 12, "{names:?}");
    for name in &names {
        let bytes = std::fs::read(folder.join(name)).unwrap();
        lawful(name, &bytes);
        let read = report::read(name, &bytes);
        assert!(!read.findings.is_empty(), "{name} is no report");
        let counted = compiled(&[("台账.csv", LEDGER.as_bytes()), (name, &bytes)]);
        assert_eq!(counted, 1, "{name}: the good ledger counts");
    }
}

#[test]
fn a_record_that_its_stream_breaks_off_is_refused() {
    // read on into the zeros behind the stream, its cell would be in column 8,224
    let bytes = include_bytes!("../../files/hostile/overhanging.xls");
    assert_eq!(lawful("overhanging.xls", bytes), []);
}

#[test]
fn a_numeral_of_years_beside_one_of_quarters_is_no_panic() {
    for name in ["200一-三季度", "200一三季度0"] {
        let path = format!("{name}/{name}.csv");
        assert_eq!(compiled(&[(&path, LEDGER.as_bytes())]), 1, "{name}");
    }
}

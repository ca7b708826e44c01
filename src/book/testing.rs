//! What the tests of this stage share: a file read into memory, and shown as text.

use std::fmt::Write as _;
use std::io::Cursor;

use super::{Decoding, Event, Kind, Recognised, Row, Sheet, Value, number_text};
use crate::address::{cell_name, column_name};
use crate::finding::{self, Finding, Place};

/// Everything that was told of a file.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) recognised: Option<Recognised>,
    pub(super) sheets: Vec<Sheet>,
    /// The rows of all sheets.
    pub(super) rows: Vec<Row>,
    pub(super) findings: Vec<Finding>,
    shown: String,
}

impl Read {
    pub(super) fn kind(&self) -> Option<Kind> {
        self.recognised.as_ref().map(|it| it.kind)
    }

    pub(super) fn decoding(&self) -> Option<Decoding> {
        self.recognised.as_ref().and_then(|it| it.decoding)
    }
}

/// Reads bytes under a name.
pub(super) fn read(name: &str, bytes: &[u8]) -> Read {
    read_by(|findings, visit| super::read(0, name, &mut Cursor::new(bytes), findings, visit))
}

/// Keeps everything that a reader tells.
pub(super) fn read_by(
    reader: impl FnOnce(&mut Vec<Finding>, &mut dyn FnMut(Event<'_>)) -> Option<Recognised>,
) -> Read {
    let mut read = Read {
        recognised: None,
        sheets: Vec::new(),
        rows: Vec::new(),
        findings: Vec::new(),
        shown: String::new(),
    };
    let Read {
        sheets,
        rows,
        findings,
        shown,
        ..
    } = &mut read;
    let recognised = reader(findings, &mut |event| match event {
        Event::Sheet(sheet) => {
            if let Some(name) = &sheet.name {
                let hidden = if sheet.hidden { " (hidden)" } else { "" };
                writeln!(shown, "[{name}]{hidden}").expect("memory takes it");
            }
            sheets.push(sheet);
        }
        Event::Row(row) => {
            show(row, shown);
            rows.push(row.clone());
        }
    });
    read.recognised = recognised;
    finding::sort(&mut read.findings);
    read
}

/// Reads a fixture of `tests/files/book`.
pub(super) fn fixture(name: &str) -> Read {
    let path = format!("{}/tests/files/book/{name}", env!("CARGO_MANIFEST_DIR"));
    let bytes = std::fs::read(&path).expect("the fixture is there");
    read(name, &bytes)
}

/// All rows as text: `2: A=1 B=张三^A2`, where `^` names the anchor; a hidden row's number has a `*`, that
/// of one crossed out a `~`.
pub(super) fn rows(read: &Read) -> &str {
    &read.shown
}

fn show(row: &Row, out: &mut String) {
    let hidden = if row.hidden { "*" } else { "" };
    let struck = if row.struck { "~" } else { "" };
    write!(out, "{}{hidden}{struck}:", row.number).expect("memory takes it");
    for cell in &row.cells {
        let value = match &cell.value {
            Value::Text(text) => text.replace('\n', "⏎"),
            Value::Number(number) => format!("{}#", number_text(*number)),
            Value::Date(date) => format!("@{date}"),
            Value::Bool(truth) => format!("{truth}?"),
            Value::Error(error) => format!("!{error}"),
        };
        write!(out, " {}={value}", column_name(cell.column)).expect("memory takes it");
        if let Some((row, column)) = cell.anchor {
            write!(out, "^{}{row}", column_name(column)).expect("memory takes it");
        }
    }
    out.push('\n');
}

/// The numbers of all rows.
pub(super) fn row_numbers(read: &Read) -> Vec<u32> {
    read.rows.iter().map(|row| row.number).collect()
}

/// The findings as `B007 B2`, the cell left out where the file or a sheet is meant.
pub(super) fn codes(read: &Read) -> Vec<String> {
    read.findings
        .iter()
        .map(|finding| match finding.at {
            Place::Cell(address) => format!("{} {}", finding.rule.code, cell_name(address)),
            Place::Sheet(..) => format!("{} sheet", finding.rule.code),
            _ => finding.rule.code.to_owned(),
        })
        .collect()
}

/// A zip of these parts.
pub(super) fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let parts: Vec<(&str, &[u8])> = parts
        .iter()
        .map(|(name, content)| (*name, content.as_bytes()))
        .collect();
    package_of_bytes(&parts)
}

/// A zip of these parts.
pub(super) fn package_of_bytes(parts: &[(&str, &[u8])]) -> Vec<u8> {
    use std::io::Write as _;
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default())
            .expect("memory takes it");
        zip.write_all(content).expect("memory takes it");
    }
    zip.finish().expect("memory takes it").into_inner()
}

//! 工作簿: bytes → rows of addressed cells, whatever the file really is.
//!
//! In: one file's bytes and its name. Out: for each sheet its [`Sheet`] and then its rows in ascending
//! order, through a visitor, so that no stage holds a whole sheet. Rows without any value are not
//! reported. What a cell *means* is left to [`crate::column`] and [`crate::entry`].

use std::io::{Read, Seek};

use jiff::civil::DateTime;

use crate::finding::{Finding, Rule};

/// What can be read from: a file, or bytes in memory.
pub trait Input: Read + Seek {}
impl<T: Read + Seek> Input for T {}

/// What the file really is, by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// xlsx, xlsm.
    Xlsx,
    /// xlsb.
    Xlsb,
    /// xls of Excel 97–2003 and WPS et.
    Xls,
    /// ods.
    Ods,
    /// An HTML page with tables, under whatever name.
    Html,
    /// XML Spreadsheet 2003.
    SpreadsheetMl,
    /// Delimited text: csv, tsv, txt.
    Text,
}

/// How a text file was decoded; said in the working paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decoding {
    /// UTF-8 with a byte order mark.
    Utf8Bom,
    /// UTF-8, strictly valid.
    Utf8,
    /// UTF-16 with a byte order mark.
    Utf16,
    /// GB18030 (GBK, GB2312).
    Gb18030,
}

/// One sheet, told before its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Position in the file, from 0.
    pub index: u16,
    /// Its name; none for a text file.
    pub name: Option<String>,
    /// Hidden or very hidden in the program that wrote it.
    pub hidden: bool,
    /// Bare numbers in date columns count from 1904 instead of 1900.
    pub date1904: bool,
}

/// One row that has at least one value.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// As Excel counts, from 1; the record's number for a text file, blank records included.
    pub number: u32,
    /// Hidden by the user or a filter; it counts all the same.
    pub hidden: bool,
    /// Cells with a value, by ascending column.
    pub cells: Vec<Cell>,
}

/// One cell that has a value, its own or that of the merged area it lies in.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// From 0 (A).
    pub column: u16,
    /// What it holds.
    pub value: Value,
    /// The top left cell (row from 1, column from 0) of the merged area whose value this is, when that
    /// is another cell than this one.
    pub anchor: Option<(u32, u16)>,
}

/// A cell's value as the file has it.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Text as written, never empty (may be white space).
    Text(String),
    /// A number not shown as a date.
    Number(f64),
    /// A number that the file shows as a date, or a date of its own type.
    Date(DateTime),
    /// TRUE or FALSE.
    Bool(bool),
    /// `#N/A`, `#VALUE!` …, as Excel writes them.
    Error(String),
}

/// What a reader tells, in this order: a sheet, its rows, the next sheet.
pub enum Event {
    /// A sheet begins.
    Sheet(Sheet),
    /// A row of the sheet last named.
    Row(Row),
}

/// What was learned of the file as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognised {
    /// What it really is.
    pub kind: Kind,
    /// For text: how it was decoded.
    pub decoding: Option<Decoding>,
}

/// The rules of this stage.
pub const RULES: &[&Rule] = &[];

/// Reads a file. What is wrong with it (cannot be read, wrong name, unclosed quote, decoding losses)
/// becomes findings, at the cell where there is one; what could be read before a fault is still told.
/// `file` is the file's position in the sources, `name` its name (for its ending only). Never panics: a
/// panic of a library becomes a finding.
pub fn read(
    file: u32,
    name: &str,
    input: &mut dyn Input,
    findings: &mut Vec<Finding>,
    visit: &mut dyn FnMut(Event),
) -> Option<Recognised> {
    let _ = (file, name, input, findings, visit);
    None
}

impl Value {
    /// The value as a person sees it: a date as `2022-04-29` (with its time when it has one), a number with
    /// Excel's 15 digits.
    pub fn text(&self) -> std::borrow::Cow<'_, str> {
        match self {
            Value::Text(text) | Value::Error(text) => text.as_str().into(),
            Value::Number(number) => number_text(*number).into(),
            Value::Date(at) if at.time() == jiff::civil::Time::midnight() => at.date().to_string().into(),
            Value::Date(at) => format!("{} {}", at.date(), at.time().strftime("%H:%M:%S")).into(),
            Value::Bool(true) => "TRUE".into(),
            Value::Bool(false) => "FALSE".into(),
        }
    }
}

/// x
pub fn number_text(n: f64) -> String {
    n.to_string()
}

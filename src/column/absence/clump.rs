//! 未分列: rows whose cells all stand in one: text with delimiters pasted into a column, or a text file parted by what
//! no table is parted by.
//!
//! In: the rows of a sheet without a header. Out: the error that names the cell and the step that parts the columns.

use std::collections::BTreeSet;

use super::super::header::{distinct, is_core};
use super::super::{Field, Headings, Kind, rules, squeezed};
use crate::address::{Address, column_name};
use crate::book::{Cell, Row, Value};
use crate::finding::{Finding, Place};

/// A cell that holds a header, and what stands below it.
#[derive(Debug)]
pub(super) struct Clump {
    row: u32,
    column: u16,
    parted: Parted,
    headings: Vec<String>,
    /// The kind of ledger whose fields most of them name.
    kind: Kind,
    /// Rows below that are parted in the same way: the first, and how many there are.
    below: Option<(u32, usize)>,
}

/// By what the texts in a cell are parted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Parted {
    By(char),
    /// One or more blanks.
    Blank,
}

/// Whatever parts columns in the texts of programs and people, the usual ones first.
const PARTED: [Parted; 11] = [
    Parted::By(','),
    Parted::By('\t'),
    Parted::By(';'),
    Parted::By('|'),
    Parted::By('，'),
    Parted::By('；'),
    Parted::By('｜'),
    Parted::By('^'),
    Parted::By('、'),
    Parted::By('/'),
    Parted::Blank,
];

impl Parted {
    fn parts(self, text: &str) -> Vec<&str> {
        match self {
            Parted::By(c) => text.split(c).map(str::trim).collect(),
            Parted::Blank => text.split_whitespace().collect(),
        }
    }

    fn words(self) -> String {
        match self {
            Parted::By('\t') => "制表符".to_owned(),
            Parted::By(c) => format!("「{c}」"),
            Parted::Blank => "空格".to_owned(),
        }
    }
}

/// Bytes of a text that may be a header.
const LONGEST: usize = 3_000;

/// Headings of a cell that name fields of a ledger, at least, and of these those that a ledger is known by.
const LEAST: (usize, usize) = (3, 2);

impl Clump {
    /// A header in one cell, if a row is one.
    pub(super) fn of(row: &Row, headings: &Headings) -> Option<Self> {
        let (cell, text) = alone(row).filter(|(_, text)| text.len() <= LONGEST)?;
        PARTED.iter().find_map(|parted| {
            let parts = parted.parts(text);
            if parts.len() < LEAST.0 {
                return None;
            }
            let fields = |kind: Kind| -> BTreeSet<Field> {
                let named = parts.iter().filter_map(|part| headings.named(kind, part));
                named.map(|named| named.field).collect()
            };
            let known = |kind: &Kind| fields(*kind).len();
            let kind = Kind::ALL.into_iter().max_by_key(known)?;
            let found = fields(kind);
            let core = found.iter().filter(|field| is_core(kind, **field)).count();
            let tells = found.len() >= LEAST.0 && core >= LEAST.1 && found.len() * 2 >= parts.len();
            tells.then(|| Clump {
                row: row.number,
                column: cell.column,
                parted: *parted,
                headings: parts.iter().map(|part| (*part).to_owned()).collect(),
                kind,
                below: None,
            })
        })
    }

    /// Counts a row below that is parted as the headings are.
    pub(super) fn see(&mut self, row: &Row) {
        let parts = alone(row).map_or(0, |(_, text)| {
            // more of a long content tells no more
            let end = text.floor_char_boundary(LONGEST);
            self.parted.parts(&text[..end]).len()
        });
        // a content may hold what parts the columns, and what stands last may be empty
        if parts * 2 > self.headings.len() {
            let (first, rows) = self.below.unwrap_or((row.number, 0));
            self.below = Some((first, rows + 1));
        }
    }

    /// What is lost, if anything stands below the headings; of a text file or of a sheet of a workbook.
    pub(super) fn explain(&self, (file, sheet): (u32, u16), named: bool) -> Option<Finding> {
        let (first, rows) = self.below?;
        let place = |row: u32| {
            Place::Cell(Address {
                file,
                sheet,
                row,
                column: Some(self.column),
            })
        };
        let (column, by) = (column_name(self.column), self.parted.words());
        let message = format!(
            "{}的表头（{}）都写在 {column} 列一个格里，用{by}隔开，没有分成各列；下面 {rows} 行没有计入任何数字",
            self.kind.word(),
            self.headings.join("、"),
        );
        let step = match named {
            true => format!("请选中 {column} 列，用「数据」里的「分列」按{by}分开，保存后再运行"),
            false => format!(
                "请用 Excel 或 WPS 打开，用「数据」里的「分列」按{by}分开，另存为 xlsx，把原来的文件移走，再运行"
            ),
        };
        let finding = Finding::new(&rules::NO_HEADER, place(self.row), message);
        Some(finding.related(place(first), "下面的第一行").help(step))
    }
}

/// The only cell of a row that holds something, and its text.
fn alone(row: &Row) -> Option<(&Cell, &str)> {
    let mut own = distinct(row).filter(|cell| squeezed(cell).is_some());
    let (cell, more) = (own.next()?, own.next());
    match &cell.value {
        Value::Text(text) if more.is_none() => Some((cell, text)),
        _ => None,
    }
}

//! What stands on sheets beside the tables and the lists: what each sheet says of itself, and the sheets that
//! are held cell by cell.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::book::{self, Row, Value};

/// The sheet of the equations.
pub const CHECKS: &str = "勾稽核对";
/// The list of what was carried in and out.
pub const CARRIED: &str = "结转清单";
/// The last sheet of a publishable workbook.
pub const OVERVIEW: &str = "一、总体情况数据";

/// What the sheets of a workbook say.
#[derive(Debug, Default)]
pub struct Asides {
    /// What stands in A2 of each sheet, on one line.
    pub said: BTreeMap<String, String>,
    /// 勾稽核对, 结转清单, 数据源, 一、总体情况数据, where they are; of a publishable workbook every sheet.
    pub pages: BTreeMap<String, PlainPage>,
}

/// A sheet as it stands.
#[derive(Debug, Default)]
pub struct PlainPage {
    /// By row from 1 and column from 0; a merged value stands in its first cell only.
    cells: BTreeMap<(u32, u16), Value>,
    /// Formulas without a stored result, by row and column.
    uncomputed: BTreeSet<(u32, u16)>,
    /// The sheet is hidden.
    pub hidden: bool,
    /// Rows that are hidden, from 1.
    pub hidden_rows: Vec<u32>,
    /// Columns that are hidden, first and last, from 0.
    pub hidden_columns: Vec<(u16, u16)>,
    /// Headers and footers, as the file has them.
    pub printed: Vec<String>,
    /// Comments, each with its cell.
    pub comments: Vec<(String, String)>,
    /// Pictures, text boxes or charts lie over its cells.
    pub drawn: bool,
}

impl Asides {
    pub(super) fn take(&mut self, sheet: &str, row: &Row) {
        let said = self.said.entry(sheet.to_owned()).or_default();
        if row.number == 2 {
            let first = row.cells.iter().find(|c| c.column == 0);
            *said = first.map_or(String::new(), |c| c.value.text().replace('\n', "　"));
        }
        if [CHECKS, CARRIED, OVERVIEW, super::SOURCES].contains(&sheet) {
            self.keep(sheet, row);
        }
    }

    /// Keeps a row of a sheet as it stands.
    pub(super) fn keep(&mut self, sheet: &str, row: &Row) {
        let page = self.pages.entry(sheet.to_owned()).or_default();
        if row.hidden {
            page.hidden_rows.push(row.number);
        }
        for cell in row.cells.iter().filter(|c| c.anchor.is_none()) {
            let at = (row.number, cell.column);
            match &cell.value {
                Value::Error(error) if **error == *book::NOT_COMPUTED => {
                    page.uncomputed.insert(at);
                }
                value => {
                    page.cells.insert(at, value.clone());
                }
            }
        }
    }
}

impl PlainPage {
    /// Keeps what stands beside its cells.
    pub(super) fn look(&mut self, beside: book::Beside) {
        self.hidden_columns = beside.hidden_columns;
        self.printed = beside.printed;
        self.comments = beside.comments;
        self.drawn = beside.drawn;
    }

    /// The numbers of its rows that hold something, ascending.
    pub fn rows(&self) -> Vec<u32> {
        let mut rows: Vec<u32> = self.cells.keys().map(|at| at.0).collect();
        rows.dedup();
        rows
    }

    /// The cells that hold something, by row and column.
    pub fn places(&self) -> impl Iterator<Item = (u32, u16)> {
        let told = self.cells.iter();
        told.filter(|(_, value)| !value.text().trim().is_empty())
            .map(|(at, _)| *at)
    }

    /// What stands in a cell; empty where nothing does.
    pub fn text(&self, row: u32, column: u16) -> String {
        let value = self.cells.get(&(row, column));
        value.map_or(String::new(), |v| v.text().trim().to_owned())
    }

    /// Whether a cell holds a formula without a stored result: it is computed when the workbook is opened.
    pub fn is_uncomputed(&self, row: u32, column: u16) -> bool {
        self.uncomputed.contains(&(row, column))
    }

    /// The number in a cell.
    pub fn number(&self, row: u32, column: u16) -> Option<Decimal> {
        match self.cells.get(&(row, column))? {
            Value::Number(number) => super::number(&book::number_text(*number)),
            _ => None,
        }
    }
}

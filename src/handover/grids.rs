//! The mandated tables as they stand on sheets, with their formulas.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Reader, Xlsx};
use rust_decimal::Decimal;

use super::{Asides, Figure, Shown};
use crate::address::{column_name, parse_cell};
use crate::book::{self, Row, Value};
use crate::form::{Edition, Form, GridCell, Table};
use crate::text;
use crate::write::publishable::Heading;

/// The cells of the sheets that hold tables, and their formulas.
#[derive(Default)]
pub(super) struct Grids {
    pub(super) sheets: BTreeMap<String, BTreeMap<(u32, u16), Value>>,
    formulas: BTreeMap<String, BTreeMap<(u32, u16), String>>,
}

impl Grids {
    /// Keeps a row, as far as a table reaches; a merged value stands in its first cell only.
    pub(super) fn take(&mut self, sheet: &str, row: &Row) {
        const ROWS: u32 = 100;
        const COLUMNS: u16 = 40;
        if row.number > ROWS {
            return;
        }
        let cells = self.sheets.entry(sheet.to_owned()).or_default();
        for cell in &row.cells {
            if cell.anchor.is_none() && cell.column < COLUMNS {
                cells.insert((row.number - 1, cell.column), cell.value.clone());
            }
        }
    }

    /// Reads the formulas of these sheets; a workbook of another format has none that we know of.
    pub(super) fn formulas(&mut self, bytes: &[u8], names: &[&str]) {
        // a damaged workbook may make the library panic
        let read = catch_unwind(AssertUnwindSafe(|| {
            let mut workbook = Xlsx::new(Cursor::new(bytes)).ok()?;
            let formulas = names.iter().filter_map(|name| {
                let range = workbook.worksheet_formula(name).ok()?;
                let (row, column) = range.start()?;
                let cells = range.used_cells().filter_map(|(r, c, formula)| {
                    let row = row + u32::try_from(r).ok()?;
                    let column = u16::try_from(column).ok()? + u16::try_from(c).ok()?;
                    (!formula.is_empty()).then(|| ((row, column), formula.clone()))
                });
                Some(((*name).to_owned(), cells.collect()))
            });
            Some(formulas.collect())
        }));
        self.formulas = read.ok().flatten().unwrap_or_default();
    }

    /// The tables of the edition whose labels the sheets have.
    pub(super) fn shown(&self, sheet_of: &dyn Fn(&Table) -> String) -> Option<Shown> {
        Edition::ALL.into_iter().rev().find_map(|edition| {
            let form = Form::of(edition);
            let mut shown = Shown {
                form,
                heading: None,
                figures: BTreeMap::new(),
                asides: Asides::default(),
            };
            for table in &form.tables {
                let sheet = sheet_of(table);
                let above = self.above(&sheet, table)?;
                shown.heading = shown.heading.or_else(|| self.heading(&sheet, above));
                self.figures(form, table, &sheet, above, &mut shown.figures);
            }
            Some(shown)
        })
    }

    /// The rows above a table's grid; none when its labels stand nowhere.
    fn above(&self, sheet: &str, table: &Table) -> Option<u32> {
        const MOST: u32 = 8;
        let cells = self.sheets.get(sheet)?;
        let places = table.places();
        (0..MOST).find(|above| {
            let labels = places.iter().filter(|(_, _, cell)| cell.slot.is_none());
            labels.into_iter().all(|(row, column, label)| {
                let cell = cells.get(&(u32::from(*row) + above, *column));
                cell.is_some_and(|value| bare(&value.text()) == bare(&label.text))
            })
        })
    }

    /// What keeps the sheets from being the tables of an edition, of the one that they come nearest to: a sheet that is
    /// lacking, or the first label that is another.
    pub(super) fn unlike(&self, sheet_of: &dyn Fn(&Table) -> String) -> String {
        let of_edition = |edition| {
            let tables = Form::of(edition).tables.iter();
            let told = tables.flat_map(|table| self.others(&sheet_of(table), table));
            told.collect::<Vec<String>>()
        };
        let editions = Edition::ALL.into_iter().rev().map(of_edition);
        let nearest = editions.min_by_key(Vec::len);
        nearest.into_iter().flatten().next().unwrap_or_default()
    }

    /// The labels of a table that stand otherwise on a sheet, below its title and what it says of itself.
    fn others(&self, sheet: &str, table: &Table) -> Vec<String> {
        const ABOVE: u32 = 2;
        let places = table.places();
        let labels = places.iter().filter(|(_, _, cell)| cell.slot.is_none());
        let Some(cells) = self.sheets.get(sheet) else {
            let lacking = format!("没有工作表「{sheet}」");
            return labels.map(|_| lacking.clone()).collect();
        };
        let other = |(row, column, label): &(u16, u16, &GridCell)| {
            let row = u32::from(*row) + ABOVE;
            let found = cells.get(&(row, *column)).map(Value::text);
            let found = found.unwrap_or_default();
            (bare(&found) != bare(&label.text)).then(|| {
                format!(
                    "工作表「{sheet}」的 {} 是{}，应是「{}」",
                    super::cell(row + 1, *column),
                    text::quote(&found),
                    label.text
                )
            })
        };
        labels.filter_map(other).collect()
    }

    fn heading(&self, sheet: &str, above: u32) -> Option<Heading> {
        let cells = self.sheets.get(sheet)?;
        cells
            .range((0, 0)..(above, 0))
            .find_map(|(_, value)| Heading::parse(&value.text()))
    }

    fn figures(
        &self,
        form: &Form,
        table: &Table,
        sheet: &str,
        above: u32,
        figures: &mut BTreeMap<String, Figure>,
    ) {
        for (row, column, cell) in table.places() {
            let Some(slot) = cell.slot else { continue };
            let at = (u32::from(row) + above, column);
            let formula = self.formulas.get(sheet).and_then(|f| f.get(&at)).cloned();
            let figure = Figure {
                sheet: sheet.to_owned(),
                cell: format!("{}{}", column_name(column), at.0 + 1),
                value: self.number(sheet, at),
                computed: formula
                    .as_deref()
                    .and_then(|f| self.sum(sheet, f, DEPTH, &mut { CELLS })),
                formula,
            };
            figures.insert(form.slots[slot].id.clone(), figure);
        }
    }

    fn number(&self, sheet: &str, at: (u32, u16)) -> Option<Decimal> {
        match self.sheets.get(sheet)?.get(&at)? {
            Value::Number(number) => super::number(&book::number_text(*number)),
            _ => None,
        }
    }

    /// What `SUM(D6:I6,D8)` gives; none for any other formula. A sum in it without a stored result is computed as
    /// well, so many deep and as far as `cells` may still be looked at.
    fn sum(&self, sheet: &str, formula: &str, depth: u32, cells: &mut u32) -> Option<Decimal> {
        let within = depth.checked_sub(1)?;
        let formula: String = formula.chars().filter(|&c| c != '$' && c != '=').collect();
        let inner = formula.strip_prefix("SUM(")?.strip_suffix(')')?;
        let mut sum = Decimal::ZERO;
        for area in inner.split(',') {
            let (first, last) = area.split_once(':').unwrap_or((area, area));
            let (first, last) = (parse_cell(first.trim())?, parse_cell(last.trim())?);
            for row in first.0..=last.0 {
                for column in first.1..=last.1 {
                    *cells = cells.checked_sub(1)?;
                    let at = (row - 1, column);
                    let stored = self.number(sheet, at);
                    let formula = || self.formulas.get(sheet)?.get(&at);
                    sum += match (stored, formula()) {
                        (Some(stored), _) => stored,
                        (None, Some(formula)) => self.sum(sheet, formula, within, cells)?,
                        (None, None) => Decimal::ZERO,
                    };
                }
            }
        }
        Some(sum)
    }
}

/// A label without spaces and line breaks.
fn bare(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Cells that are looked at for one sum: the tables have some hundred.
const CELLS: u32 = 10_000;

/// Sums within sums: a total of totals is three.
const DEPTH: u32 = 8;

//! One sheet of a copy: the values as they were, merged areas merged again, the marks in colour and with notes.
//!
//! In: rows as they are read, and the marks of the sheet. Out: a worksheet. Which sheet is shown first is left to
//! [`super::copier`].

use std::collections::{BTreeMap, BTreeSet};

use rust_xlsxwriter::{Format, Note, ObjectMovement, Worksheet, XlsxError};

use super::look::{Kind, Looks, Shade, Spot, put};
use super::marks::{Mark, SheetMarks, graver};
use crate::address::{Address, cell_name};
use crate::book::{Row, Value};
use crate::finding::Severity;
use crate::write::page::width;

/// Notes on one sheet; cells beyond are coloured only, and the last note says so.
const NOTES: usize = 5_000;

/// A merged area: its last cell so far, and its value.
struct Area {
    last: Spot,
    value: Value,
}

/// A sheet being written.
pub(super) struct OpenSheet<'m> {
    sheet: Worksheet,
    marks: Option<&'m SheetMarks>,
    /// Rows of marks that were read.
    read: BTreeSet<u32>,
    areas: BTreeMap<Spot, Area>,
    /// What is to be coloured in the end, with its value.
    coloured: BTreeMap<Spot, (Option<Value>, Mark)>,
    /// The widest texts of each column with their rows.
    widths: Vec<Vec<(u16, u32)>>,
    looks: Looks,
}

impl<'m> OpenSheet<'m> {
    pub(super) fn new(sheet: Worksheet, marks: Option<&'m SheetMarks>) -> Self {
        OpenSheet {
            sheet,
            marks,
            read: BTreeSet::new(),
            areas: BTreeMap::new(),
            coloured: BTreeMap::new(),
            widths: Vec::new(),
            looks: Looks::default(),
        }
    }

    pub(super) fn row(&mut self, row: &Row) -> Result<(), XlsxError> {
        for cell in &row.cells {
            match cell.anchor {
                None => {
                    self.measure(row.number, cell.column, &cell.value);
                    let spot = (row.number, cell.column);
                    put(
                        &mut self.sheet,
                        spot,
                        &cell.value,
                        Shade::None,
                        &mut self.looks,
                    )?;
                }
                Some(anchor) => {
                    let area = self.areas.entry(anchor).or_insert_with(|| Area {
                        last: anchor,
                        value: cell.value.clone(),
                    });
                    area.last = (area.last.0.max(row.number), area.last.1.max(cell.column));
                }
            }
        }
        let marks = self.marks.and_then(|m| m.get(&row.number));
        let Some(marks) = marks else {
            if row.hidden {
                self.sheet.set_row_hidden(row.number - 1)?;
            }
            return Ok(());
        };
        self.read.insert(row.number);
        let first = row.cells.first().map_or(0, |c| c.column);
        for (column, mark) in marks {
            let column = column.unwrap_or(first);
            let cell = row.cells.iter().find(|c| c.column == column);
            let spot = cell.and_then(|c| c.anchor).unwrap_or((row.number, column));
            self.colour((row.number, column), spot, cell.map(|c| &c.value), mark);
        }
        Ok(())
    }

    /// Remembers a mark for a cell; what is found inside a merged area says where.
    fn colour(&mut self, found: Spot, spot: Spot, value: Option<&Value>, mark: &Mark) {
        let (_, here) = self
            .coloured
            .entry(spot)
            .or_insert_with(|| (value.cloned(), Mark::default()));
        for words in &mark.words {
            let words = match found == spot {
                true => words.clone(),
                false => format!("（{}）{words}", name(found)),
            };
            here.add(mark.severity, words);
        }
    }

    fn measure(&mut self, row: u32, column: u16, value: &Value) {
        /// Rows that decide how wide columns are.
        const MEASURED: u32 = 2_000;
        /// Texts of a column that may be titles.
        const KEPT: usize = 6;
        let column = usize::from(column);
        if row > MEASURED || column > 200 {
            return;
        }
        if self.widths.len() <= column {
            self.widths.resize(column + 1, Vec::new());
        }
        let longest = value.text().lines().map(width).max().unwrap_or(0);
        let widest = &mut self.widths[column];
        let after = widest.partition_point(|(w, _)| *w >= longest);
        if after < KEPT {
            widest.insert(after, (longest, row));
            widest.truncate(KEPT);
        }
    }

    /// As wide as the widest text of the column; a title over several columns has room enough.
    fn width_of(&self, column: u16) -> u16 {
        let spreads = |row: u32| {
            let area = self.areas.get(&(row, column));
            area.is_some_and(|area| area.last.1 > column)
        };
        let mut widest = self.widths[usize::from(column)].iter();
        let widest = widest.find(|(_, row)| !spreads(*row));
        widest
            .map_or(0, |(width, _)| *width)
            .saturating_add(2)
            .clamp(8, 36)
    }

    pub(super) fn finish(mut self) -> Result<Worksheet, XlsxError> {
        for (row, marks) in self.marks.into_iter().flatten() {
            if self.read.contains(row) {
                continue;
            }
            for (column, mark) in marks {
                let spot = (*row, column.unwrap_or(0));
                self.colour(spot, spot, None, mark);
            }
        }
        for (column, _) in (0u16..).zip(&self.widths) {
            let width = self.width_of(column);
            self.sheet.set_column_width(column, width)?;
        }
        self.merge()?;
        self.mark()?;
        Ok(self.sheet)
    }

    /// Merges what was merged. Areas that overlap or are beyond all measure come from damaged files and
    /// stay single cells.
    fn merge(&mut self) -> Result<(), XlsxError> {
        const LARGEST: u64 = 20_000;
        let plain = Format::new();
        let mut done: Vec<(Spot, Spot)> = Vec::new();
        for (&first, Area { last, value }) in &self.areas {
            let size = (u64::from(last.0 - first.0) + 1) * (u64::from(last.1 - first.1) + 1);
            let overlaps =
                done.iter().rev().take(2_000).any(|(f, l)| {
                    f.0 <= last.0 && first.0 <= l.0 && f.1 <= last.1 && first.1 <= l.1
                });
            if !(2..=LARGEST).contains(&size) || overlaps {
                continue;
            }
            let merged =
                self.sheet
                    .merge_range(first.0 - 1, first.1, last.0 - 1, last.1, "", &plain);
            if merged.is_ok() {
                done.push((first, *last));
            }
            put(&mut self.sheet, first, value, Shade::None, &mut self.looks)?;
        }
        Ok(())
    }

    fn mark(&mut self) -> Result<(), XlsxError> {
        let total = self.coloured.len();
        let mut gravest: Option<Severity> = None;
        for (nth, (&spot, (value, mark))) in self.coloured.iter().enumerate() {
            let shade = Shade::of(mark.severity);
            let (row, column) = (spot.0 - 1, spot.1);
            match value {
                Some(value) => put(&mut self.sheet, spot, value, shade, &mut self.looks)?,
                None => {
                    let look = self.looks.of(Kind::General, shade);
                    self.sheet.write_blank(row, column, look)?;
                }
            }
            gravest = graver(gravest, mark.severity);
            if nth < NOTES {
                let mut words = mark.words.join("\n\n");
                if nth + 1 == NOTES && total > NOTES {
                    words.push_str(&format!(
                        "\n\n本表另有 {} 处只标颜色，不再加批注",
                        total - NOTES
                    ));
                }
                self.sheet.insert_note(row, column, &note(&words, shade))?;
            }
        }
        if let Some((&(row, column), _)) = self.coloured.iter().next() {
            self.sheet.set_selection(row - 1, column, row - 1, column)?;
            self.sheet.set_top_left_cell(row.saturating_sub(8), 0)?;
            self.sheet.set_tab_color(Shade::of(gravest).ink());
        }
        Ok(())
    }
}

fn name((row, column): Spot) -> String {
    cell_name(Address {
        file: 0,
        sheet: 0,
        row,
        column: Some(column),
    })
}

fn note(words: &str, shade: Shade) -> Note {
    const LONGEST: usize = 8_000;
    let words: String = words.chars().take(LONGEST).collect();
    let lines: usize = words
        .lines()
        .map(|line| usize::from(width(line)).div_ceil(48).max(1))
        .sum();
    let lines = u32::try_from(lines).unwrap_or(u32::MAX).min(24);
    Note::new(words)
        .set_author("公开年报")
        .add_author_prefix(false)
        .set_font_name("宋体")
        .set_font_size(10)
        .set_width(340)
        .set_height(lines * 18 + 14)
        .set_background_color(shade.paper())
        .set_object_movement(ObjectMovement::MoveButDontSizeWithCells)
}

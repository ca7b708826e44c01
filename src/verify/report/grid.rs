//! 版面: a report as grids and paragraphs, whatever its format was.
//!
//! The readers of the formats make a [`Paper`]; what its tables are is left to `tables`. A cell that lies in
//! a merged area holds the area's text and names the area's first cell as its anchor.

use std::collections::BTreeMap;

use crate::address::Address;

/// A whole report.
#[derive(Debug, Default)]
pub(super) struct Paper {
    /// Names of the sheets that addresses count: those of a workbook; of a document 正文 and then 表1, 表2 ….
    pub(super) sheets: Vec<Option<String>>,
    /// Its sheets are tables of a document.
    pub(super) is_document: bool,
    /// Its tables, in order.
    pub(super) grids: Vec<Grid>,
    /// Its text outside of tables, in order.
    pub(super) paragraphs: Vec<Paragraph>,
    /// The printed page of each sheet's row, where it has pages.
    pub(super) pages: BTreeMap<(u16, u32), u32>,
    /// It is printed, and no ruling lines make a table.
    pub(super) unruled: bool,
    /// Pages that are pictures and could not be read.
    pub(super) pictured: Vec<u32>,
}

/// Text outside of tables.
#[derive(Debug)]
pub(super) struct Paragraph {
    /// As shown, on one line.
    pub(super) text: String,
    /// Where it is: the row is its number.
    pub(super) at: Address,
}

/// One table, or one sheet of a workbook.
#[derive(Debug, Default)]
pub(super) struct Grid {
    /// Its position among the sheets.
    pub(super) sheet: u16,
    /// Whether a blank cell is told as one with an empty text. A workbook does not tell it.
    pub(super) tells_blanks: bool,
    /// Its rows, ascending.
    pub(super) rows: Vec<Row>,
}

/// One row.
#[derive(Debug, Default)]
pub(super) struct Row {
    /// From 1.
    pub(super) number: u32,
    /// By ascending column.
    pub(super) cells: Vec<Cell>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cell {
    /// From 0.
    pub(super) column: u16,
    /// As shown; its own or that of its merged area.
    pub(super) text: String,
    /// The first cell of the merged area it lies in, where that is another.
    pub(super) anchor: Option<(u32, u16)>,
}

/// Columns and rows of a table that are kept; no report has more.
pub(super) const COLUMNS: u16 = 256;
/// See [`COLUMNS`].
pub(super) const ROWS: u32 = 20_000;

/// The sheet that paragraphs are on.
pub(super) const BODY: &str = "正文";

impl Paper {
    /// The paper of a document: its text is sheet 0.
    pub(super) fn document() -> Self {
        Paper {
            sheets: vec![Some(BODY.to_owned())],
            is_document: true,
            ..Paper::default()
        }
    }

    /// A paragraph of a document; blank ones are left out but counted by the caller's `number`.
    pub(super) fn paragraph(&mut self, file: u32, number: u32, text: &str) {
        let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{a0}');
        if text.is_empty() {
            return;
        }
        self.paragraphs.push(Paragraph {
            text: text.replace(['\n', '\r'], " "),
            at: Address {
                file,
                sheet: 0,
                row: number,
                column: None,
            },
        });
    }

    /// A table of a document, the next in order.
    pub(super) fn table(&mut self, laid: Laid) {
        let number = self.sheets.len();
        let Ok(sheet) = u16::try_from(number) else {
            return;
        };
        self.sheets.push(Some(format!("表{number}")));
        self.grids.push(Grid {
            sheet,
            tells_blanks: true,
            rows: laid.rows,
        });
    }
}

/// Lays cells with spans into a grid, row by row.
#[derive(Debug, Default)]
pub(super) struct Laid {
    rows: Vec<Row>,
    /// What reaches down from above: by column, the rows still covered, the anchor and its text.
    hanging: Vec<Option<Hanging>>,
}

#[derive(Debug, Clone)]
struct Hanging {
    rows: u32,
    anchor: (u32, u16),
    text: String,
}

impl Laid {
    /// Begins the next row.
    pub(super) fn row(&mut self) {
        self.end_row();
        let number = u32::try_from(self.rows.len()).unwrap_or(u32::MAX) + 1;
        self.rows.push(Row {
            number,
            cells: Vec::new(),
        });
        self.fill();
    }

    /// Puts a cell at the next free column of the row.
    pub(super) fn cell(&mut self, text: &str, rowspan: u32, colspan: u16) {
        let Some(row) = self.rows.last_mut() else {
            return;
        };
        let column = next_column(row);
        if column >= COLUMNS || row.number > ROWS {
            return;
        }
        let anchor = (row.number, column);
        for covered in column..COLUMNS.min(column.saturating_add(colspan.max(1))) {
            row.cells.push(Cell {
                column: covered,
                text: text.to_owned(),
                anchor: (covered != column).then_some(anchor),
            });
            if rowspan > 1 {
                let at = usize::from(covered);
                if self.hanging.len() <= at {
                    self.hanging.resize(at + 1, None);
                }
                self.hanging[at] = Some(Hanging {
                    rows: rowspan,
                    anchor,
                    text: text.to_owned(),
                });
            }
        }
        self.fill();
    }

    /// The next column of the row that is being laid.
    pub(super) fn column(&self) -> u16 {
        self.rows.last().map_or(0, next_column)
    }

    /// The cell at a column of the row before this one.
    pub(super) fn above(&self, column: u16) -> Option<(&Cell, u32)> {
        let row = self.rows.len().checked_sub(2).map(|at| &self.rows[at])?;
        let cell = row.cells.iter().find(|c| c.column == column)?;
        Some((cell, row.number))
    }

    /// Puts a cell that continues the one above it (vMerge).
    pub(super) fn continued(&mut self, colspan: u16) {
        let column = self.column();
        let above = self
            .above(column)
            .map(|(cell, row)| (cell.text.clone(), cell.anchor.unwrap_or((row, cell.column))));
        let Some(row) = self.rows.last_mut() else {
            return;
        };
        for covered in column..COLUMNS.min(column.saturating_add(colspan.max(1))) {
            row.cells.push(Cell {
                column: covered,
                text: above.as_ref().map_or_else(String::new, |a| a.0.clone()),
                anchor: above.as_ref().map(|a| a.1),
            });
        }
    }

    /// What hangs down over the next columns is filled in.
    fn fill(&mut self) {
        let Some(row) = self.rows.last_mut() else {
            return;
        };
        loop {
            let column = next_column(row);
            let Some(Some(hanging)) = self.hanging.get(usize::from(column)) else {
                return;
            };
            if hanging.anchor.0 == row.number {
                return;
            }
            row.cells.push(Cell {
                column,
                text: hanging.text.clone(),
                anchor: Some(hanging.anchor),
            });
        }
    }

    fn end_row(&mut self) {
        for hanging in &mut self.hanging {
            if let Some(some) = hanging {
                some.rows = some.rows.saturating_sub(1);
                if some.rows == 0 {
                    *hanging = None;
                }
            }
        }
    }
}

fn next_column(row: &Row) -> u16 {
    row.cells.last().map_or(0, |c| c.column.saturating_add(1))
}

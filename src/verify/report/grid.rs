//! 版面: a report as grids and paragraphs, whatever its format was.
//!
//! The readers of the formats make a [`Paper`]; what its tables are is left to `tables`. A cell that lies in
//! a merged area holds the area's text and names the area's first cell as its anchor.

use std::collections::BTreeMap;
use std::rc::Rc;

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
    /// Cells of its tables.
    cells: usize,
    /// Its tables have more rows or cells than are kept.
    pub(super) cut: bool,
}

/// Text outside of tables.
#[derive(Debug, Clone)]
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
    /// Paragraphs of the document that stand before it.
    pub(super) after: usize,
    /// Its rows, ascending.
    pub(super) rows: Vec<Row>,
}

/// One row.
#[derive(Debug, Default, Clone)]
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
    /// As shown; its own or that of its merged area, which all cells of the area share.
    pub(super) text: Rc<str>,
    /// The first cell of the merged area it lies in, where that is another.
    pub(super) anchor: Option<(u32, u16)>,
}

/// Columns and rows of a table that are kept; no report has more.
pub(super) const COLUMNS: u16 = 256;
/// See [`COLUMNS`].
pub(super) const ROWS: u32 = 20_000;
/// Cells of all tables of a report that are kept: a cell that spans a whole table takes many.
pub(super) const CELLS: usize = 4_000_000;

/// The sheet that paragraphs are on.
pub(super) const BODY: &str = "正文";

impl Paper {
    /// Of some of another's tables and text.
    pub(super) fn of(grids: Vec<Grid>, paragraphs: Vec<Paragraph>) -> Self {
        Paper {
            grids,
            paragraphs,
            ..Paper::default()
        }
    }

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

    /// A table of a document, the next in order, below the paragraphs so far.
    pub(super) fn table(&mut self, laid: Laid) {
        self.table_below(self.paragraphs.len(), laid);
    }

    /// A table of a document, the next in order, with so many of its paragraphs before it.
    pub(super) fn table_below(&mut self, after: usize, laid: Laid) {
        let number = self.sheets.len();
        let Ok(sheet) = u16::try_from(number) else {
            return;
        };
        self.sheets.push(Some(format!("表{number}")));
        self.cut |= laid.cut;
        let rows = match self.has_room(laid.cells) {
            true => laid.rows,
            false => Vec::new(),
        };
        self.grids.push(Grid {
            sheet,
            tells_blanks: true,
            after,
            rows,
        });
    }

    /// Takes room for so many cells more; where there is none left, it is cut.
    pub(super) fn has_room(&mut self, cells: usize) -> bool {
        let all = self.cells.saturating_add(cells);
        self.cut |= all > CELLS;
        if all <= CELLS {
            self.cells = all;
        }
        all <= CELLS
    }
}

/// Lays cells with spans into a grid, row by row.
#[derive(Debug, Default)]
pub(super) struct Laid {
    rows: Vec<Row>,
    /// What reaches down from above: by column, the rows still covered, the anchor and its text.
    hanging: Vec<Option<Hanging>>,
    /// Cells so far.
    cells: usize,
    /// More rows or cells came than are kept.
    cut: bool,
}

#[derive(Debug, Clone)]
struct Hanging {
    rows: u32,
    anchor: (u32, u16),
    text: Rc<str>,
}

impl Laid {
    /// Begins the next row.
    pub(super) fn row(&mut self) {
        self.end_row();
        if self.rows.len() >= ROWS as usize || self.cells >= CELLS {
            self.cut = true;
            return;
        }
        let number = u32::try_from(self.rows.len()).unwrap_or(u32::MAX) + 1;
        self.rows.push(Row {
            number,
            cells: Vec::new(),
        });
        self.fill();
    }

    /// Puts a cell at the next free column of the row.
    pub(super) fn cell(&mut self, text: &str, rowspan: u32, colspan: u16) {
        let Some(row) = self.rows.last_mut().filter(|_| !self.cut) else {
            return;
        };
        let column = next_column(row);
        if column >= COLUMNS {
            return;
        }
        let text: Rc<str> = text.into();
        let anchor = (row.number, column);
        for covered in column..COLUMNS.min(column.saturating_add(colspan.max(1))) {
            row.cells.push(Cell {
                column: covered,
                text: Rc::clone(&text),
                anchor: (covered != column).then_some(anchor),
            });
            self.cells += 1;
            if rowspan > 1 {
                let at = usize::from(covered);
                if self.hanging.len() <= at {
                    self.hanging.resize(at + 1, None);
                }
                self.hanging[at] = Some(Hanging {
                    rows: rowspan,
                    anchor,
                    text: Rc::clone(&text),
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
        let above = self.above(column).map(|(cell, row)| {
            let anchor = cell.anchor.unwrap_or((row, cell.column));
            (Rc::clone(&cell.text), anchor)
        });
        let Some(row) = self.rows.last_mut().filter(|_| !self.cut) else {
            return;
        };
        let (text, anchor) = above.unzip();
        let text = text.unwrap_or_default();
        for covered in column..COLUMNS.min(column.saturating_add(colspan.max(1))) {
            row.cells.push(Cell {
                column: covered,
                text: Rc::clone(&text),
                anchor,
            });
            self.cells += 1;
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
                text: Rc::clone(&hanging.text),
                anchor: Some(hanging.anchor),
            });
            self.cells += 1;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cells_of_an_area_share_one_text() {
        let mut laid = Laid::default();
        laid.row();
        laid.cell("甲", 3, 2);
        laid.row();
        laid.cell("乙", 1, 1);
        laid.row();
        let texts: Vec<&Rc<str>> = laid
            .rows
            .iter()
            .flat_map(|r| &r.cells)
            .map(|c| &c.text)
            .filter(|t| ***t == *"甲")
            .collect();
        assert_eq!(texts.len(), 6);
        assert!(texts.iter().all(|t| Rc::ptr_eq(t, texts[0])));
    }

    #[test]
    fn a_cell_over_a_whole_table_takes_no_more_than_its_bound() {
        let mut paper = Paper::document();
        for _ in 0..3 {
            let mut laid = Laid::default();
            laid.row();
            laid.cell("甲", u32::MAX, u16::MAX);
            for _ in 0..2 * ROWS {
                laid.row();
            }
            laid.cell("乙", 1, 1);
            let kept: usize = laid.rows.iter().map(|r| r.cells.len()).sum();
            assert!(kept <= CELLS + usize::from(COLUMNS), "{kept}");
            assert!(laid.rows.len() <= ROWS as usize);
            assert!(laid.cut);
            paper.table(laid);
        }
        assert!(paper.cut);
        let kept = paper.grids.iter().flat_map(|g| &g.rows);
        let kept: usize = kept.map(|r| r.cells.len()).sum();
        assert!(kept <= CELLS, "{kept}");
        assert_eq!(paper.sheets.len(), 4, "tables are counted still");
    }
}

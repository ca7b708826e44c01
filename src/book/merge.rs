//! 合并单元格: the value of a merged area, spread over the rows that come by.
//!
//! Areas and rows come in ascending order; an area is live from its first row to its last. Nothing loops
//! over an area: only rows that are told (and a bounded number of rows between them) are filled.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use super::{Cell, Value, limits};

/// The last column of a sheet.
const LAST_COLUMN: u16 = 16_383;
const _: () = assert!(LAST_COLUMN as u32 + 1 == limits::COLUMNS);

/// A merged area: rows from 1, columns from 0, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Area {
    pub(super) top: u32,
    pub(super) left: u16,
    pub(super) bottom: u32,
    pub(super) right: u16,
}

/// The merged areas of one sheet.
#[derive(Debug, Default)]
pub(super) struct Merges {
    /// The one with the first row on top; taken out when that row comes by.
    waiting: BinaryHeap<Reverse<Area>>,
    count: usize,
    /// Areas with a value that reach the current row.
    live: Vec<(Area, Value)>,
    /// Cells filled, and the bytes of their text.
    cells: u32,
    text: usize,
    rows: u32,
    /// A bound was reached and some fills were left out.
    pub(super) exhausted: bool,
}

impl Merges {
    /// Adds an area that begins in a row not yet filled. Areas of one cell are none.
    pub(super) fn add(&mut self, area: Area) {
        if area.bottom < area.top || area.right < area.left {
            return;
        }
        if area.bottom == area.top && area.right == area.left {
            return;
        }
        if self.count >= limits::MERGED_AREAS {
            self.exhausted = true;
            return;
        }
        self.count += 1;
        self.waiting.push(Reverse(area));
    }

    /// The last row that a live area reaches.
    pub(super) fn reach(&self) -> Option<u32> {
        self.live.iter().map(|(area, _)| area.bottom).max()
    }

    /// Whether one more row without a value of its own may be told.
    pub(super) fn take_row(&mut self) -> bool {
        if self.rows >= limits::FILLED_ROWS {
            self.exhausted = true;
            return false;
        }
        self.rows += 1;
        true
    }

    /// Spreads the live areas over a row's cells; areas that begin here take their value from it.
    pub(super) fn fill(&mut self, number: u32, cells: &mut Vec<Cell>) {
        self.live.retain(|(area, _)| area.bottom >= number);
        while let Some(Reverse(area)) = self.waiting.peek().copied() {
            if area.top > number {
                break;
            }
            self.waiting.pop();
            // An area whose first row was never told has no value.
            let first = cells.iter().find(|cell| cell.column == area.left);
            if let (true, Some(cell)) = (area.top == number, first) {
                self.live.push((area, cell.value.clone()));
            }
        }
        if !self.live.is_empty() {
            self.spread(number, cells);
        }
    }

    fn spread(&mut self, number: u32, cells: &mut Vec<Cell>) {
        let mut row: BTreeMap<u16, Cell> =
            cells.drain(..).map(|cell| (cell.column, cell)).collect();
        let mut spent = false;
        'areas: for (area, value) in &self.live {
            let right = area
                .right
                .min(area.left.saturating_add(limits::FILLED_WIDTH - 1))
                .min(LAST_COLUMN);
            let length = value.text_length();
            for column in area.left..=right {
                if number == area.top && column == area.left {
                    continue;
                }
                if self.cells >= limits::FILLED_CELLS || self.text + length > limits::FILLED_TEXT {
                    spent = true;
                    break 'areas;
                }
                self.cells += 1;
                self.text += length;
                let filled = Cell {
                    column,
                    value: value.clone(),
                    word: None,
                    anchor: Some((area.top, area.left)),
                };
                row.insert(column, filled);
            }
        }
        cells.extend(row.into_values());
        if spent {
            // However many areas lie over one another: each fills a cell a row, or is gone.
            self.exhausted = true;
            self.live.clear();
            self.waiting.clear();
        }
    }
}

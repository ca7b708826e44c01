//! Workbooks: rows of the sheets as [`crate::book`] tells them.

use std::io::Cursor;

use super::grid::{COLUMNS, Cell, Grid, Paper, Paragraph, ROWS, Row};
use super::title::is_heading;
use crate::address::Address;
use crate::book::{self, Event};
use crate::finding::Finding;

/// Reads a workbook; what is wrong with the file becomes findings. None when it is none.
pub(super) fn read(
    file: u32,
    name: &str,
    bytes: &[u8],
    findings: &mut Vec<Finding>,
) -> Option<Paper> {
    let mut paper = Paper::default();
    let mut hidden = false;
    let recognised = book::read(
        file,
        name,
        &mut Cursor::new(bytes),
        findings,
        &mut |event| match event {
            Event::Sheet(sheet) => {
                paper.sheets.push(sheet.name);
                hidden = sheet.hidden;
                paper.grids.push(Grid {
                    sheet: sheet.index,
                    ..Grid::default()
                });
            }
            Event::Row(row) if row.number <= ROWS && !hidden => {
                let cells = row.cells.iter().filter(|c| c.column < COLUMNS);
                if !paper.has_room(cells.clone().count()) {
                    return;
                }
                let Some(grid) = paper.grids.last_mut() else {
                    return;
                };
                let cells = cells.map(|cell| Cell {
                    column: cell.column,
                    text: cell.value.text().trim().into(),
                    anchor: cell.anchor,
                });
                grid.rows.push(Row {
                    number: row.number,
                    cells: cells.collect(),
                });
            }
            Event::Row(_) => {}
        },
    );
    recognised?;
    lines(file, &mut paper);
    Some(paper)
}

/// Cells of a line above the tables; a row of more is no such line.
const PARTS: usize = 10;

/// A row that says a single thing, too long for a label or of one cell, is text as well; so is the line above the
/// tables, where each of its parts has a cell.
fn lines(file: u32, paper: &mut Paper) {
    for grid in &paper.grids {
        for row in &grid.rows {
            let own: Vec<&Cell> = row
                .cells
                .iter()
                .filter(|c| c.anchor.is_none_or(|a| a.0 == row.number) && !c.text.is_empty())
                .collect();
            let Some(first) = own.first() else { continue };
            let text = if own.iter().all(|c| c.text == first.text) {
                first.text.to_string()
            } else if own.len() <= PARTS && own.iter().any(|c| is_heading(&c.text)) {
                let parts: Vec<&str> = own.iter().map(|c| &*c.text).collect();
                parts.join("　")
            } else {
                continue;
            };
            paper.paragraphs.push(Paragraph {
                text: text.replace(['\n', '\r'], " "),
                at: Address {
                    file,
                    sheet: grid.sheet,
                    row: row.number,
                    column: Some(first.column),
                },
            });
        }
    }
}

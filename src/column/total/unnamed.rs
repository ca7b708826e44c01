//! 没有写合计的合计行: rows that say just what those above sum up to, and no word for a total.
//!
//! In: a row whose 数量 and 金额 are the sums of the rows above. Out: whether it says nothing else, as a sum set below a
//! column does, and the doubt that tells so.

use super::super::{Field, Table, has_own, is_number, is_of_serials, rules};
use crate::address::Address;
use crate::book::{Cell, Row};
use crate::finding::{Finding, Place};
use crate::text::quote;

/// Whether a row says nothing that a sum does not: nothing but numbers and units.
pub(super) fn is_bare(table: &Table, row: &Row) -> bool {
    let from_above = |cell: &Cell| cell.is_from_above(row.number);
    let mut own = row.cells.iter().filter(|cell| has_own(cell));
    own.all(|cell| is_of_sum(table, cell)) && !row.cells.iter().any(from_above)
}

/// Whether a cell is one that sums have, too; what has its place in the list is one of the rows.
fn is_of_sum(table: &Table, cell: &Cell) -> bool {
    match table.field_of(cell.column) {
        Some(field) => matches!(field, Field::Count | Field::Amount | Field::AmountUnit),
        None => !is_serial(table, cell) && is_number(&cell.value),
    }
}

fn is_serial(table: &Table, cell: &Cell) -> bool {
    let heading = table.heading_of_column(cell.column);
    heading.is_some_and(is_of_serials)
}

/// The doubt that such a row is told by.
pub(super) fn doubt(table: &Table, row: &Row, summed: u32) -> Finding {
    let mut said = Vec::new();
    for field in [Field::Count, Field::Amount] {
        let cell = table.cell(row, field).filter(|cell| has_own(cell));
        said.extend(cell.map(|cell| (field, cell)));
    }
    let (column, value) = said.first().map_or((None, String::new()), |(_, cell)| {
        (Some(cell.column), cell.value.text().into_owned())
    });
    let at = Address {
        row: row.number,
        column,
        ..table.at
    };
    let said: Vec<String> = said
        .iter()
        .map(|(field, cell)| format!("「{}」{}", table.heading(*field), quote(&cell.value.text())))
        .collect();
    let message = format!(
        "这一行没有名称、日期和文号，{}正好等于上面 {summed} 行之和，按合计行没有计入",
        said.join("、")
    );
    Finding::new(&rules::UNNAMED_TOTAL, Place::Cell(at), message).value(value)
}

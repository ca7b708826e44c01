//! 没有写合计的合计行: rows that say just what those above sum up to, and no word for a total.
//!
//! In: a row whose 数量 and 金额 are the sums of the rows above. Out: whether it says nothing else, as a sum set below a
//! column does, and the doubt that tells so.

use super::super::brief::{is_numeral, is_span};
use super::super::{Field, Table, has_own, is_of_serials, rules, squeezed};
use crate::address::Address;
use crate::book::{Cell, Row, Value};
use crate::finding::{Finding, Place};
use crate::number;
use crate::text::quote;

/// Whether a row that says the sums of so many rows says nothing that would make it one of them: its place in the
/// list, numbers, units, or the part of the year that the rows above are the months of.
pub(super) fn says_nothing_else(table: &Table, row: &Row, summed: u32) -> bool {
    let from_above = |cell: &Cell| cell.anchor.is_some_and(|(above, _)| above < row.number);
    let mut own = row.cells.iter().filter(|cell| has_own(cell));
    !row.cells.iter().any(from_above)
        && own.all(|cell| is_of_sum(table, cell) || names_whole(table, cell, summed))
}

/// Whether a cell is one that sums have, too.
fn is_of_sum(table: &Table, cell: &Cell) -> bool {
    let serial = || {
        let heading = table.heading_of_column(cell.column);
        heading.is_some_and(is_of_serials) && squeezed(cell).is_some_and(|key| is_numeral(&key))
    };
    let mut fields = table.columns.iter();
    match fields.find_map(|(field, (at, _))| (*at == cell.column).then_some(*field)) {
        Some(Field::Count | Field::Amount | Field::AmountUnit) => true,
        Some(_) => serial(),
        None => match &cell.value {
            Value::Number(_) => true,
            Value::Text(written) => number::parse(written).is_some(),
            Value::Date(_) | Value::Bool(_) | Value::Error(_) => false,
        },
    }
}

/// Whether a cell names a part of the year that so many rows may be the months of: 「一季度」 below three.
fn names_whole(table: &Table, cell: &Cell, summed: u32) -> bool {
    let Some(key) = squeezed(cell).filter(|key| is_span(key)) else {
        return false;
    };
    // quarters stand in a list of quarters as months do in one of months
    let of_months = || {
        let field = table.columns.values().any(|(at, _)| *at == cell.column);
        !field
            || table
                .heading_of_column(cell.column)
                .is_some_and(|heading| heading.contains('月'))
    };
    match () {
        () if key.ends_with("季度") => summed == 3 && of_months(),
        () => key.ends_with("半年") || key.contains("全年"),
    }
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
        "这一行没有名称、具体日期和文号，{}正好等于上面 {summed} 行之和，按合计行没有计入",
        said.join("、")
    );
    Finding::new(&rules::UNNAMED_TOTAL, Place::Cell(at), message).value(value)
}

//! 上文: what the lines just above a row were, which may make it a part of what one of them counts.

use super::{Field, Table, Why, aside, has_own};
use crate::book::{Cell, Row, Value};

/// What the lines just above were.
#[derive(Debug, Default)]
pub(super) struct Lines {
    /// The last one that is no part of another was a record.
    record: bool,
    /// The column in which it has its running number.
    serial: Option<u16>,
    /// Parts of what it counts follow it.
    pub(super) parts: bool,
    /// Its 类别, as written.
    kind: String,
}

impl Lines {
    /// A record was read; a part of nothing counts as one, and has no parts.
    pub(super) fn told(&mut self, table: &Table, row: &Row, part: bool) {
        const LONGEST: usize = 5;
        let first = row.cells.iter().find(|cell| has_own(cell));
        let serial = |cell: &&Cell| match &cell.value {
            Value::Number(_) => true,
            Value::Text(text) => text.len() <= LONGEST && text.bytes().all(|b| b.is_ascii_digit()),
            _ => false,
        };
        self.record = !part;
        self.serial = first.filter(serial).map(|cell| cell.column);
        self.parts = false;
        // each row tells it: the place is used again
        self.kind.clear();
        if let Some(Value::Text(kind)) = table.cell(row, Field::Category).map(|cell| &cell.value) {
            self.kind.push_str(kind);
        }
    }

    /// Whether a row is a part of the record above because its 类别 says so of the same kind: 「其中：行政许可」.
    pub(super) fn names_part(&self, table: &Table, row: &Row) -> bool {
        let cell = table.cell(row, Field::Category);
        self.record && cell.is_some_and(|cell| aside::is_part_of(cell, &self.kind))
    }

    /// Whether a row without a running number goes on with the parts above it.
    pub(super) fn goes_on(&self, table: &Table, row: &Row) -> bool {
        let has = |column: u16| row.cells.iter().any(|cell| cell.column == column);
        self.parts
            && self.serial.is_some_and(|serial| !has(serial))
            && !table.column(Field::Category).is_some_and(has)
    }

    /// What a row is beside them, by what it is by itself.
    pub(super) fn why(&self, table: &Table, row: &Row, alone: Option<Why>) -> Option<Why> {
        match alone {
            // what nothing above counts is no part of it, and counts nothing that others are parts of
            Some(Why::Part) if !self.record => None,
            None if self.goes_on(table, row) || self.names_part(table, row) => Some(Why::Part),
            why => why,
        }
    }
}

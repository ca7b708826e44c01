//! 几个申请人: rows that name but another applicant of the application above them.
//!
//! In: the rows of a table of applications. Out: whether a row goes on with the one above, and a doubt where its applicant
//! is of another class than the first, by whom the application is counted.

use super::{Field, Kind, Table, cell_at, has_own, is_of_serials, rules};
use crate::address::Address;
use crate::book::{Cell, Row, Text, Value};
use crate::finding::{Finding, Place};
use crate::text::{is_empty, quote, squeeze};

/// What an applicant is told by.
const CLASSES: [Field; 2] = [Field::Class, Field::BodyKind];

/// The class of the first applicant of the application that rows go on with.
#[derive(Debug, Default)]
pub(super) struct Joint {
    /// As it is written, by field: most are short, and kept without a place of their own.
    first: [Option<Text>; 2],
}

impl Joint {
    /// A record was read, with which the rows below may go on.
    pub(super) fn told(&mut self, table: &Table, row: &Row) {
        if table.kind == Kind::Applications {
            self.first = CLASSES.map(|field| written(table, row, field));
        }
    }

    /// A doubt where a row that goes on with the application above is of an applicant of another class.
    pub(super) fn of_another_class(&self, table: &Table, row: &Row) -> Option<Finding> {
        let other = CLASSES.map(|field| written(table, row, field));
        let ((_, first), (field, other)) = (class(&self.first)?, class(&other)?);
        if squeeze(first) == squeeze(other) {
            return None;
        }
        let at = Address {
            row: row.number,
            ..table.at
        };
        let message = format!(
            "这一行与上面是同一件申请（合用一个编号或序号、收到日期），「{}」写的是{}，第一个申请人写的是{}，按第一个计入一件",
            table.heading(field),
            quote(other),
            quote(first)
        );
        let place = Place::Cell(at.at(table.column(field)?));
        Some(Finding::new(&rules::JOINT, place, message).value(other.as_str()))
    }
}

/// The text of a field; none where it is blank or no text.
fn written(table: &Table, row: &Row, field: Field) -> Option<Text> {
    match &cell_at(row, table.column(field)?)?.value {
        Value::Text(written) => Some(written.clone()),
        _ => None,
    }
}

/// The first of the fields that says something.
fn class(told: &[Option<Text>; 2]) -> Option<(Field, &Text)> {
    let mut told = CLASSES.into_iter().zip(told);
    told.find_map(|(field, text)| Some((field, text.as_ref().filter(|t| !is_empty(t))?)))
}

/// Whether a row goes on with the application above it and names but another applicant: all that tells the
/// application is merged down from above, its number or running number and the day it was received too.
pub(super) fn names_another(table: &Table, row: &Row) -> bool {
    if table.kind != Kind::Applications || row.cells.iter().all(|cell| cell.anchor.is_none()) {
        return false;
    }
    let above = |column: u16| {
        let mut cells = row.cells.iter().filter(|cell| cell.column == column);
        cells.any(|cell| cell.is_from_above(row.number))
    };
    let of_person = |cell: &Cell| {
        let field = table.field_of(cell.column);
        let person = matches!(field, Some(Field::Applicant | Field::Private));
        person || field.is_some_and(|field| CLASSES.contains(&field))
    };
    let mut headings = table.headings.iter();
    let numbered = headings.any(|(at, heading)| {
        above(*at) && (is_of_serials(heading) || table.column(Field::Number) == Some(*at))
    });
    let mut own = row.cells.iter().filter(|cell| has_own(cell));
    numbered && table.column(Field::Received).is_some_and(above) && own.all(of_person)
}

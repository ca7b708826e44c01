//! 几个申请人: rows that name but another applicant of the application above them.
//!
//! In: the rows of a table of applications. Out: whether a row goes on with the one above; a doubt where its applicant is
//! of another class than the first, by whom the application is counted; and one where a running number is written again.

use super::{Field, Kind, Table, cell_at, has_own, is_of_serials, rules};
use crate::address::Address;
use crate::book::{Cell, Row, Text, Value};
use crate::finding::{Finding, Place};
use crate::text::{is_empty, quote, squeeze};

/// What an applicant is told by.
const CLASSES: [Field; 2] = [Field::Class, Field::BodyKind];

/// The record above, with which rows may go on.
#[derive(Debug, Default)]
pub(super) struct Joint {
    /// The class of its first applicant as written, by field: most are short, and kept without a place of their own.
    first: [Option<Text>; 2],
    /// The first cell of it: its column, where a running number stands, and what it holds.
    begun: Option<(u16, Value)>,
    received: Option<Value>,
    applicant: Option<Text>,
}

impl Joint {
    /// A record was read, with which the rows below may go on. A doubt where it has the running number and the day of
    /// the one above, but another applicant: there may be one application of both.
    pub(super) fn told(&mut self, table: &Table, row: &Row) -> Option<Finding> {
        if table.kind != Kind::Applications {
            return None;
        }
        let begun = row.cells.first().map(|cell| (cell.column, &cell.value));
        let above = self.begun.as_ref().map(|(column, value)| (*column, value));
        let again = begun.is_some() && begun == above && self.is_numbered_again(table, row);
        let doubt = again.then(|| numbered_again(table, row)).flatten();
        self.first = CLASSES.map(|field| written(table, row, field));
        self.begun = begun.map(|(column, value)| (column, value.clone()));
        self.received = table
            .cell(row, Field::Received)
            .map(|cell| cell.value.clone());
        self.applicant = written(table, row, Field::Applicant);
        doubt
    }

    /// Whether a record whose first cell is that of the one above is told as one more by another applicant alone: it
    /// has no number, the same running number and day, each written for itself.
    fn is_numbered_again(&self, table: &Table, row: &Row) -> bool {
        let received = table.cell(row, Field::Received);
        let same = received.map(|cell| &cell.value) == self.received.as_ref();
        let own = |cell: &Cell| has_own(cell) && !cell.is_from_above(row.number);
        let [one, other] = [&self.applicant, &written(table, row, Field::Applicant)];
        let others =
            matches!((one, other), (Some(one), Some(other)) if squeeze(one) != squeeze(other));
        same && others
            && received.is_some_and(own)
            && row.cells.first().is_some_and(own)
            && !table.cell(row, Field::Number).is_some_and(has_own)
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

/// The doubt about a running number that is written again.
fn numbered_again(table: &Table, row: &Row) -> Option<Finding> {
    let cell = row.cells.first()?;
    let mut headings = table.headings.iter();
    let (_, heading) =
        headings.find(|(at, heading)| *at == cell.column && is_of_serials(heading))?;
    let at = Address {
        row: row.number,
        ..table.at
    };
    let written = cell.value.text();
    let message = format!(
        "「{heading}」{}与上一行相同，收到日期也相同，申请人不同：是几个申请人的一件申请，还是几件，不能断定，按各一件计入",
        quote(&written)
    );
    let place = Place::Cell(at.at(cell.column));
    Some(Finding::new(&rules::NUMBERED_AGAIN, place, message).value(&*written))
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

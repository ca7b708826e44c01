//! 列: rows → a table: header found, each column given its field.
//!
//! In: the rows of one sheet, one by one. Out: [`Line`]s, one for each row: a table begins, a record of it,
//! or a row that is no record and why. Titles above the header, several header rows, merged headings,
//! 合计 rows, footers, a second table below the first are settled here. What a record *says* is left to
//! [`crate::entry`].

use std::borrow::Cow;
use std::sync::Arc;

use crate::book::{Cell, Row, Value};
use crate::finding::Finding;
use crate::number;
use crate::text;

mod absence;
mod aside;
mod brackets;
mod brief;
mod content;
mod fee;
mod field;
mod header;
mod held;
mod joint;
pub(crate) mod legend;
mod lines;
mod lone;
mod names;
mod nearest;
mod nil;
mod parted;
mod reader;
mod refused;
mod rules;
mod sight;
mod summed;
mod table;
mod tick;
mod total;
mod tree;
mod work;

pub use aside::Why;
pub(crate) use aside::is_no_record;
pub(crate) use brackets::is_unit_of_things;
pub use field::{Field, Headings};
pub(crate) use field::{is_heading_of, is_of_serials};
pub use held::Held;
pub use names::Names;
pub use nearest::{Near, choices_in_headings, nearest_headings};
pub use reader::{Reader, Setting};
pub use rules::{FOLLOWED, MISSING, RULES};
pub use summed::Summed;
pub(crate) use table::cell_at;
pub use table::{Columns, Kind, Table, is_summary};
pub use work::{OTHER_WORK, Work};
pub(crate) use work::{ask_for_information, speaks_of_services};

/// How the guide of a blank ledger of ours begins; such a sheet needs no note that it is no ledger.
pub const GUIDE: &str = "gknb 填表说明";

/// What a row of a sheet is.
#[derive(Debug)]
pub enum Line<'r> {
    /// A table begins; the records that follow are its.
    Table(Arc<Table>),
    /// A record of the table last begun, lent; a finding where its cells stand one column beside their headings.
    Record(&'r Row, Option<Box<Finding>>),
    /// No record: its number, and why.
    Aside(u32, Why),
    /// The sheet has no table, and holds figures of the form's own lines.
    Summed(Summed),
}

/// Text of a cell that is not empty, in squeezed form.
fn squeezed(cell: &Cell) -> Option<Cow<'_, str>> {
    match &cell.value {
        _ if !has_own(cell) => None,
        Value::Text(written) => Some(text::key(written)),
        other => Some(other.text()),
    }
}

/// Whether a value is a number, or a text that reads as one.
fn is_number(value: &Value) -> bool {
    match value {
        Value::Number(_) => true,
        Value::Text(written) => number::parse(written).is_some(),
        Value::Date(_) | Value::Bool(_) | Value::Error(_) => false,
    }
}

/// Whether a cell has something of its own.
fn has_own(cell: &Cell) -> bool {
    cell.anchor.is_none()
        && match &cell.value {
            Value::Text(written) => !text::is_empty(written),
            Value::Number(_) | Value::Date(_) | Value::Bool(_) | Value::Error(_) => true,
        }
}

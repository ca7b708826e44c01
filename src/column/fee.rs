//! 收费列: amounts in a ledger of licences, penalties or measures, which count decisions and no fees.
//!
//! In: a table and its records. Out: one doubt where a column says what was charged for them.

use super::work::work_within;
use super::{Field, Kind, Table, cell_at, rules};
use crate::book::Row;
use crate::finding::{Finding, Place};
use crate::number;
use crate::text::quote;

/// What a column of fees that is not read holds.
#[derive(Debug, Default)]
pub(super) struct Fees {
    column: Option<u16>,
    /// The first row that tells an amount.
    first: Option<u32>,
    rows: u32,
}

impl Fees {
    /// Of a table that its names say to list decisions.
    pub(super) fn of(table: &Table) -> Self {
        let decisions = ["行政许可", "行政处罚", "行政强制"];
        let named = table.names.iter().find_map(work_within);
        let lists = table.kind == Kind::Publications
            && !table.has(Field::Category)
            && named.is_some_and(|work| decisions.contains(&work));
        // an amount of a penalty is no fee
        let fees = table.heading(Field::Amount).contains('费');
        Fees {
            column: table.column(Field::Amount).filter(|_| lists && fees),
            ..Fees::default()
        }
    }

    /// A record was read.
    pub(super) fn see(&mut self, row: &Row) {
        let Some(column) = self.column else { return };
        let written = cell_at(row, column).map(|cell| cell.value.text());
        let amount = written.and_then(|written| number::parse(&written));
        if amount.is_some_and(|amount| !amount.value.is_zero()) {
            self.first.get_or_insert(row.number);
            self.rows += 1;
        }
    }

    /// The table ends.
    pub(super) fn tell(&mut self, table: &Table) -> Option<Finding> {
        let Fees {
            column,
            first,
            rows,
        } = std::mem::take(self);
        let at = table.address(first?, Field::Amount).at(column?);
        let heading = table.heading(Field::Amount);
        let work = table.names.iter().find_map(work_within).unwrap_or_default();
        let message = format!(
            "从名称看这张表是{work}台账，{}写着金额的 {rows} 行只计决定件数，金额没有计入行政事业性收费",
            quote(heading)
        );
        let finding = Finding::new(&rules::UNUSED, Place::Cell(at), message).value(heading);
        Some(finding.help("要计入收费的，请把这些金额另外列成一张收费台账，或在 gknb.toml 中用 [[figure]] 填写；已经另外填报的，可用 [[explain]] 说明"))
    }
}

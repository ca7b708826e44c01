//! 不予件数: quantities of refusals beside the quantity that is read, which count decisions as well.
//!
//! In: a table and its records. Out: one doubt where a column says how many were refused.

use rust_decimal::Decimal;

use super::{Field, Kind, Table, cell_at, rules};
use crate::book::Row;
use crate::finding::{Finding, Place};
use crate::number;
use crate::text::{quote, squeeze};

/// What a column of refusals that is not read holds.
#[derive(Debug, Default)]
pub(super) struct Refused {
    column: Option<u16>,
    /// The first row that tells any.
    first: Option<u32>,
    sum: Decimal,
}

impl Refused {
    /// Of a table that counts decisions.
    pub(super) fn of(table: &Table) -> Self {
        let counts = table.kind == Kind::Publications && table.has(Field::Count);
        let mut headings = table.headings.iter().filter(|_| counts);
        let column = headings.find(|(at, heading)| !table.reads(*at) && counts_refusals(heading));
        Refused {
            column: column.map(|(at, _)| *at),
            ..Refused::default()
        }
    }

    /// A record was read.
    pub(super) fn see(&mut self, row: &Row) {
        let Some(column) = self.column else { return };
        let written = cell_at(row, column).map(|cell| cell.value.text());
        let told = written.and_then(|written| number::parse(&written));
        if let Some(told) = told.filter(|told| !told.value.is_zero()) {
            self.first.get_or_insert(row.number);
            self.sum = self.sum.checked_add(told.value).unwrap_or(self.sum);
        }
    }

    /// The table ends.
    pub(super) fn tell(&mut self, table: &Table) -> Option<Finding> {
        let Refused { column, first, sum } = std::mem::take(self);
        let (column, first) = (column?, first?);
        let heading = table.heading_of_column(column)?;
        let read = table.heading(Field::Count);
        let message = format!(
            "按{}计数，{}一列没有用到，共写着 {} 件，没有计入；不予许可、不予处罚的决定要不要计入，请核对",
            quote(read),
            quote(heading),
            sum.normalize()
        );
        let at = table.address(first, Field::Count).at(column);
        let finding = Finding::new(&rules::UNUSED, Place::Cell(at), message).value(heading);
        Some(finding.help(format!(
            "应当计入的，请把这些件数加进「{read}」，或另写成行（同样的列），再删去这一列；已经包含在「{read}」里或不应计入的，可用 [[explain]] 说明"
        )))
    }
}

/// 「不予许可件数」, 「不予处罚决定数」, 「不准予许可数量」
fn counts_refusals(heading: &str) -> bool {
    let key = squeeze(heading);
    let words = key.split('(').next().unwrap_or_default();
    let refuses = [
        "不予",
        "不准",
        "不许可",
        "未准予",
        "驳回",
        "免予处罚",
        "免于处罚",
    ];
    let other = ["受理", "立案", "公开", "告知"];
    let counts = ["数", "数量", "量", "件", "起", "宗"];
    let any = |list: &[&str]| list.iter().any(|word| words.contains(word));
    any(&refuses) && !any(&other) && counts.iter().any(|end| words.ends_with(end))
}

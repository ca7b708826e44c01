//! 逐件登记: sums of a table that are surely those of what another registers one by one.
//!
//! In: the rows of sums of a table and all rows of the others. Out: whether each sum is worth what others register in
//! its span, one of them or all together.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::super::super::Terms;
use super::super::super::rows::Rows;
use super::{Sum, Sums, of_items};
use crate::entry::Category;

/// What a table registers, by its first day and its last.
type Register = BTreeMap<(Date, Date), Decimal>;

/// What tables register one by one.
pub(super) struct Registers(BTreeMap<Category, BTreeMap<usize, Register>>);

/// What a sum is worth at least that is no chance, where it is the only one.
const MUCH: u32 = 10;

impl Registers {
    /// Of all tables, each by its position among them.
    pub(super) fn of(rows: &Rows, tables: &[Sums<'_>], terms: &Terms) -> Self {
        let parts = rows.of_parts(|part| {
            let mut told: BTreeMap<Category, Register> = BTreeMap::new();
            for (row, numbered) in of_items(part, terms) {
                if numbered || row.span.from == row.span.to {
                    let register = told.entry(row.category).or_default();
                    add(register, (row.span.from, row.span.to), row.worth);
                }
            }
            (part.table.at, told)
        });
        let mut all: BTreeMap<Category, BTreeMap<usize, Register>> = BTreeMap::new();
        for (at, told) in parts {
            let position = tables.partition_point(|table| table.table.at < at);
            for (category, register) in told {
                let of_table = all
                    .entry(category)
                    .or_default()
                    .entry(position)
                    .or_default();
                for (span, worth) in register {
                    add(of_table, span, worth);
                }
            }
        }
        Registers(all)
    }

    /// Whether the sums of one category in a table are what others register, one of them or all together, and too many
    /// or too much for chance, unless the table is called one of sums.
    pub(super) fn make(&self, (own, told): (usize, &Sums<'_>), category: Category) -> bool {
        let Some(of_one) = self.0.get(&category) else {
            return false;
        };
        let sums = told.sums.iter();
        let sums = sums.filter(|sum| sum.category == category && !sum.worth.is_zero());
        let sums: Vec<&Sum> = sums.collect();
        let called = || told.table.names.iter().any(|name| name.contains("汇总"));
        let plain = sums.len() >= 2 || sums.iter().any(|sum| sum.worth >= MUCH.into());
        if sums.is_empty() || !plain && !called() {
            return false;
        }
        let others = || of_one.iter().filter(|(at, _)| **at != own).map(|(_, r)| r);
        let alike = |registers: &[&Register]| {
            let worth = |sum: &Sum| {
                let each = registers.iter().map(|register| within(register, sum));
                each.fold(Decimal::ZERO, Decimal::saturating_add)
            };
            sums.iter().all(|sum| worth(sum) == sum.worth)
        };
        others().any(|one| alike(&[one])) || alike(&others().collect::<Vec<_>>())
    }
}

fn add(register: &mut Register, span: (Date, Date), worth: Decimal) {
    let told = register.entry(span).or_default();
    *told = told.saturating_add(worth);
}

/// What is registered in the span of a sum.
fn within(register: &Register, sum: &Sum) -> Decimal {
    let from = (sum.span.from, Date::MIN);
    let begun = register.range(from..=(sum.span.to, Date::MAX));
    let ended = begun.filter(|((_, to), _)| *to <= sum.span.to);
    ended.fold(Decimal::ZERO, |all, (_, worth)| all.saturating_add(*worth))
}

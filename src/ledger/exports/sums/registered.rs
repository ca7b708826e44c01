//! 逐件登记: sums of a table that are surely those of what another registers one by one.
//!
//! In: the rows of sums of all tables and all rows. Out: the tables of which each sum is worth what others register in
//! its span, one of them or all together, where that is no chance.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::super::super::Terms;
use super::super::super::rows::Rows;
use super::{Sum, Sums, of_items};
use crate::entry::Category;

/// What a table registers, by its first day and its last.
type Register = BTreeMap<(Date, Date), Decimal>;

/// What is registered one by one: by category, and by the position of the table.
type Registers = BTreeMap<Category, BTreeMap<usize, Register>>;

/// The tables of which each sum of a category is what others register, and what speaks against chance.
#[derive(Default)]
struct Agreement {
    tables: BTreeSet<usize>,
    rows: usize,
    most: Decimal,
    /// One of them is called one of sums.
    called: bool,
}

/// Rows that agree, at least; or what one is worth, or a name that says so.
const FEWEST: usize = 2;
const MUCH: u32 = 10;

impl Agreement {
    fn is_no_chance(&self) -> bool {
        self.rows >= FEWEST || self.most >= MUCH.into() || self.called
    }
}

/// Which tables sum up what others register.
pub(super) struct Repeated(BTreeMap<Category, Agreement>);

impl Repeated {
    /// Of all tables.
    pub(super) fn of(rows: &Rows, tables: &[Sums<'_>], terms: &Terms) -> Self {
        let registers = registers(rows, tables, terms);
        let mut all: BTreeMap<Category, Agreement> = BTreeMap::new();
        for (at, told) in tables.iter().enumerate() {
            let mut sums: BTreeMap<Category, Vec<&Sum>> = BTreeMap::new();
            for sum in told.sums.iter().filter(|sum| !sum.worth.is_zero()) {
                sums.entry(sum.category).or_default().push(sum);
            }
            for (category, sums) in sums {
                let of_one = registers.get(&category);
                if of_one.is_some_and(|of_one| agree(&sums, at, of_one)) {
                    let agreement = all.entry(category).or_default();
                    agreement.tables.insert(at);
                    agreement.rows += sums.len();
                    let most = sums.iter().map(|sum| sum.worth).max();
                    agreement.most = agreement.most.max(most.unwrap_or_default());
                    let mut names = told.table.names.iter();
                    agreement.called |= names.any(|name| name.contains("汇总"));
                }
            }
        }
        Repeated(all)
    }

    /// Whether the sums of a category in a table are surely what others register.
    pub(super) fn holds(&self, at: usize, category: Category) -> bool {
        let agreement = self.0.get(&category);
        agreement.is_some_and(|told| told.tables.contains(&at) && told.is_no_chance())
    }
}

fn registers(rows: &Rows, tables: &[Sums<'_>], terms: &Terms) -> Registers {
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
    let mut all = Registers::new();
    for (at, told) in parts {
        let position = tables.partition_point(|table| table.table.at < at);
        for (category, register) in told {
            let of_category = all.entry(category).or_default();
            let of_table = of_category.entry(position).or_default();
            for (span, worth) in register {
                add(of_table, span, worth);
            }
        }
    }
    all
}

/// Whether each sum of a table is what one of the others registers in its span, or all of them together.
fn agree(sums: &[&Sum], own: usize, registers: &BTreeMap<usize, Register>) -> bool {
    let others = || {
        registers
            .iter()
            .filter(|(at, _)| **at != own)
            .map(|(_, r)| r)
    };
    let alike = |registers: &[&Register]| {
        let worth = |sum: &Sum| {
            let each = registers.iter().map(|register| within(register, sum));
            each.fold(Decimal::ZERO, Decimal::saturating_add)
        };
        sums.iter().all(|sum| worth(sum) == sum.worth)
    };
    others().any(|one| alike(&[one])) || alike(&others().collect::<Vec<_>>())
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

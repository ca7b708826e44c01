//! 逐件登记: sums of a table that are surely those of what another registers one by one.
//!
//! In: the rows of sums of all tables and all rows. Out: the tables of which each sum is worth what others register in
//! its span, of all items or of its own, one of them or all together, where that is no chance.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::super::super::Terms;
use super::super::super::rows::Rows;
use super::{Sum, Sums, of_items};
use crate::entry::Category;

/// What is worth how much, by its first day and its last.
type Days = BTreeMap<(Date, Date), Decimal>;

/// What a table registers: of all items, and of each by what tells its title.
#[derive(Default)]
struct Register {
    all: Days,
    titled: BTreeMap<u32, Days>,
}

impl Register {
    fn add(&mut self, title: u32, span: (Date, Date), worth: Decimal) {
        let titled = self.titled.entry(title).or_default();
        for days in [&mut self.all, titled] {
            let told = days.entry(span).or_default();
            *told = told.saturating_add(worth);
        }
    }

    /// What is registered in the span of a sum, of its item alone or of all.
    fn within(&self, sum: &Sum, alone: bool) -> Decimal {
        match alone {
            true => self
                .titled
                .get(&sum.title)
                .map_or(Decimal::ZERO, |days| within(days, sum)),
            false => within(&self.all, sum),
        }
    }
}

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
                register.add(row.title, (row.span.from, row.span.to), row.worth);
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
            for (title, days) in register.titled {
                for (span, worth) in days {
                    of_table.add(title, span, worth);
                }
            }
        }
    }
    all
}

/// Whether each sum of a table is what one of the others registers in its span, or all of them together: of all items, or
/// where each sum has an item, of that.
fn agree(sums: &[&Sum], own: usize, registers: &BTreeMap<usize, Register>) -> bool {
    let others = || {
        registers
            .iter()
            .filter(|(at, _)| **at != own)
            .map(|(_, r)| r)
    };
    let titled = sums.iter().all(|sum| sum.title != 0);
    let alike = |registers: &[&Register], alone: bool| {
        let worth = |sum: &Sum| {
            let each = registers.iter().map(|register| register.within(sum, alone));
            each.fold(Decimal::ZERO, Decimal::saturating_add)
        };
        sums.iter().all(|sum| worth(sum) == sum.worth)
    };
    let alike =
        |registers: &[&Register]| alike(registers, false) || titled && alike(registers, true);
    others().any(|one| alike(&[one])) || alike(&others().collect::<Vec<_>>())
}

/// What is registered in the span of a sum.
fn within(days: &Days, sum: &Sum) -> Decimal {
    let from = (sum.span.from, Date::MIN);
    let begun = days.range(from..=(sum.span.to, Date::MAX));
    let ended = begun.filter(|((_, to), _)| *to <= sum.span.to);
    ended.fold(Decimal::ZERO, |all, (_, worth)| all.saturating_add(*worth))
}

//! 登记簿: a table of applications that tells no results, beside one that lists what was answered.
//!
//! In: applications as they are placed, those of which nothing tells how they ended last. Out: which of them are pending
//! since a list has others of their register and not them; a doubt for each register.

use std::collections::{BTreeMap, BTreeSet};

use super::merge::Told as _;
use super::rules;
use crate::address::Address;
use crate::column::{Field, Table};
use crate::entry::Request;
use crate::finding::{Finding, Place};

/// The registers that there are.
#[derive(Default)]
pub(super) struct Registers {
    /// Those of which a list of results has applications.
    listed: BTreeSet<Address>,
    /// By register the applications that no list has.
    pending: BTreeMap<Address, Unlisted>,
}

/// Applications of a register that no list has.
#[derive(Default)]
struct Unlisted {
    /// The first ones: where each has its number, and what it is called.
    named: Vec<(Address, Option<String>)>,
    count: usize,
}

/// Rows of one register that are named, at most.
const NAMED: usize = 3;

/// Whether a table of applications tells no results.
pub(super) fn is_register(table: &Table) -> bool {
    let results = [Field::Result, Field::Detail, Field::Replied, Field::State];
    table.has(Field::Number) && !results.iter().any(|field| table.has(*field))
}

impl Registers {
    /// An application was answered, as its rows tell together.
    pub(super) fn answered(&mut self, rows: &[Request]) {
        if rows.len() > 1 {
            let tables = rows.iter().map(|row| &row.record.table);
            let of_registers = tables.filter(|table| is_register(table));
            self.listed.extend(of_registers.map(|table| table.at));
        }
    }

    /// The last row of an application that stands in registers alone, one of which a list of results knows.
    pub(super) fn pending<'r>(&self, rows: &'r [Request]) -> Option<&'r Request> {
        let mut all = rows.iter().map(|row| &row.record.table);
        let registers = all.clone().all(|table| is_register(table));
        let listed = all.any(|table| self.listed.contains(&table.at));
        rows.last().filter(|_| registers && listed)
    }

    /// It is pending.
    pub(super) fn tell(&mut self, row: &Request) {
        let unlisted = self.pending.entry(row.record.table.at).or_default();
        unlisted.count += 1;
        if unlisted.named.len() < NAMED {
            unlisted
                .named
                .push((row.record.cell(Field::Number), row.called()));
        }
    }

    /// A doubt for each register.
    pub(super) fn doubts(self) -> impl Iterator<Item = Finding> {
        self.pending.into_values().filter_map(Unlisted::doubt)
    }
}

impl Unlisted {
    fn doubt(self) -> Option<Finding> {
        let (first, called) = self.named.first()?;
        let message = format!(
            "这张表没有「{}」「{}」列，其中 {} 件（如{}）在登记了结果的台账里没有，按未办结计",
            Field::Result.word(),
            Field::Replied.word(),
            self.count,
            called.as_deref().unwrap_or_default()
        );
        let finding = Finding::new(&rules::NOT_LISTED, Place::Cell(*first), message);
        let finding = finding.value(self.count.to_string());
        let others = self.named.iter().skip(1);
        Some(others.fold(finding, |finding, (at, _)| {
            finding.related(Place::Cell(*at), "同样没有")
        }))
    }
}

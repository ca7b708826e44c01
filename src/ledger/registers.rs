//! 登记簿: a table of applications that tells no results, beside one that lists what was answered.
//!
//! In: applications as they are placed, those of which nothing tells how they ended last. Out: which of them are pending
//! since a list has others of their register and not them; a doubt for each register.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::merge::Told as _;
use super::super::rules;
use crate::address::Address;
use crate::column::{Field, Table};
use crate::entry::Request;
use crate::finding::{Finding, Place};

/// The registers that there are.
#[derive(Default)]
pub(in crate::ledger) struct Registers {
    /// Those of which a list of results has applications.
    listed: BTreeSet<Address>,
    /// By register the rows of applications that no list has: the first ones, and how many.
    pending: BTreeMap<Address, (Arc<Table>, Vec<(Address, Option<String>)>, usize)>,
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
        let table = &row.record.table;
        let new = || (Arc::clone(table), Vec::new(), 0);
        let (_, named, count) = self.pending.entry(table.at).or_insert_with(new);
        *count += 1;
        if named.len() < NAMED {
            named.push((row.record.cell(Field::Number), row.called()));
        }
    }

    /// A doubt for each register.
    pub(in crate::ledger) fn doubts(self) -> impl Iterator<Item = Finding> {
        self.pending.into_values().filter_map(|(table, named, count)| {
            let (first, called) = named.first()?;
            let message = format!(
                "「{}」没有「{}」「{}」列，有 {count} 件（如{}）在登记了结果的台账里没有，按未办结计",
                table.heading(Field::Number),
                Field::Result.word(),
                Field::Replied.word(),
                called.as_deref().unwrap_or_default()
            );
            let finding = Finding::new(&rules::NOT_LISTED, Place::Cell(*first), message);
            let finding = finding.value(count.to_string());
            let others = named.iter().skip(1);
            Some(others.fold(finding, |finding, (at, _)| {
                finding.related(Place::Cell(*at), "同样没有")
            }))
        })
    }
}

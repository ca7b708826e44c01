//! 承办单位: whose a record is, and the ledger of each unit.
//!
//! In: the settled ledger of all. Out: for each unit the same with what counts for it; rows are shared, not copied.

use std::collections::BTreeMap;

use super::rows::{Id, Rows};
use super::{Ledger, Paper};
use crate::address::Address;
use crate::column::Field;
use crate::entry::Unit;

impl Ledger {
    /// 承办单位 of a record; none where units are not told apart.
    pub fn unit(&self, row: Address) -> Option<&Unit> {
        self.rows.unit(self.rows.find(row.row())?)
    }

    /// The unit that a record counts for: that of the row it was merged into.
    pub fn unit_counted(&self, row: Address) -> Option<&Unit> {
        self.unit_of(self.rows.find(row.row())?)
    }

    fn unit_of(&self, id: Id) -> Option<&Unit> {
        let rows: &Rows = &self.rows;
        rows.unit(rows.into(id).unwrap_or(id))
    }

    /// The units that rows name, in the order of names: how many rows each has, and the cell that names it first.
    pub fn units(&self) -> BTreeMap<Unit, (u64, Address)> {
        let mut found: BTreeMap<Unit, (u64, Address)> = BTreeMap::new();
        for id in self.ids() {
            let Some(unit) = self.rows.unit(id) else {
                continue;
            };
            match found.get_mut(unit) {
                Some(known) => known.0 += 1,
                None => {
                    let row = self.rows.address(id).row;
                    let first = self.rows.table(id).address(row, Field::Unit);
                    found.insert(Unit::clone(unit), (1, first));
                }
            }
        }
        found
    }

    /// The ledger of each unit: what is counted for it, and its rows that are not counted. A thing that stands
    /// with two units is counted for the one of the row that prevails. Rows are shared, not copied.
    pub fn by_unit(&self) -> BTreeMap<Unit, Ledger> {
        let mut of: BTreeMap<Unit, Ledger> = BTreeMap::new();
        for (unit, items) in &self.items_of {
            of.entry(Unit::clone(unit)).or_default().items = items.clone();
        }
        for id in self.ids() {
            let Some(unit) = self.unit_of(id) else {
                continue;
            };
            if !of.contains_key(unit) {
                of.insert(Unit::clone(unit), Ledger::default());
            }
            let Some(ledger) = of.get_mut(unit) else {
                continue;
            };
            ledger.only.get_or_insert_default().push(id);
            ledger.fed.extend(self.rows.subject(id));
            if let Some(at) = self.standing.get(&id) {
                ledger.stand_as(self, id, *at);
            }
        }
        let of_row = |row: Address| self.unit_of(self.rows.find(row)?);
        for paper in self.papers.iter().filter(|p| !self.stands(p)) {
            if let Some(ledger) = of_row(paper.rows[0]).and_then(|unit| of.get_mut(unit)) {
                ledger.papers.push(paper.clone());
            }
        }
        for beside in &self.beside {
            if let Some(ledger) = of_row(beside.row).and_then(|unit| of.get_mut(unit)) {
                ledger.beside.push(beside.clone());
            }
        }
        for (into, merged) in &self.merged {
            if let Some(ledger) = self.unit_of(*into).and_then(|unit| of.get_mut(unit)) {
                ledger.merged.push((*into, *merged));
            }
        }
        for ((id, field), at) in &self.elsewhere {
            if let Some(ledger) = self.unit_of(*id).and_then(|unit| of.get_mut(unit)) {
                ledger.elsewhere.insert((*id, *field), *at);
            }
        }
        for ledger in of.values_mut() {
            ledger.rows = self.rows.clone();
            ledger.year = self.year;
            ledger.only.get_or_insert_default();
        }
        of
    }

    /// A ledger without a row, of a unit that no row names, beside these.
    pub fn of_no_row(&self) -> Ledger {
        Ledger {
            rows: self.rows.clone(),
            only: Some(Vec::new()),
            year: self.year,
            ..Ledger::default()
        }
    }

    /// Whether a row stands for a paper.
    fn stands(&self, paper: &Paper) -> bool {
        let id = self.rows.find(paper.rows[0]);
        id.is_some_and(|id| self.standing.contains_key(&id))
    }

    /// Takes over what stands at a position of the ledger of all.
    fn stand_as(&mut self, all: &Ledger, id: Id, at: usize) {
        let position = match all.rows.document(id) {
            Some(_) => {
                self.papers.extend(all.papers.get(at).cloned());
                self.papers.len() - 1
            }
            None => {
                self.cases.extend(all.cases.get(at).cloned());
                self.cases.len() - 1
            }
        };
        self.standing.insert(id, position);
    }
}

//! 再次导出: an export of applications none of which came in or was answered in its period: a cumulative one of a quiet
//! quarter tells again what earlier ones told, and a file in the wrong place does so as well.
//!
//! In: all rows, and an export. Out: what it tells again.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::super::rows::{Part, Rows};
use super::super::small::number;
use crate::address::Address;
use crate::column::{Kind, Table};
use crate::period::Period;

/// What an export tells again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Again {
    /// What several earlier ones told, or a part of one.
    Several,
    /// All that one earlier export told, and nothing else.
    Copy(Period, Address),
}

/// What the exports of applications tell, gathered when the first of them is asked about.
pub(super) struct Exports<'r> {
    rows: &'r Rows,
    told: OnceCell<Told<'r>>,
}

/// What exports tell of applications, by what tells one from another.
struct Told<'r> {
    by_export: BTreeMap<(Address, Period), BTreeSet<&'r str>>,
    /// The end of the first period in which each is told.
    first: BTreeMap<&'r str, Date>,
}

impl<'r> Exports<'r> {
    pub(super) fn of(rows: &'r Rows) -> Self {
        Exports {
            rows,
            told: OnceCell::new(),
        }
    }

    /// What an export tells again; none where something in it lies outside its period and no earlier one told it.
    pub(super) fn again(&self, table: &Table) -> Option<Again> {
        let period = table.period.filter(|_| table.kind == Kind::Applications)?;
        let parts = self.rows.parts().filter(|part| part.table.at == table.at);
        let own: Option<Vec<BTreeSet<&str>>> = parts.map(outside).collect();
        let own: BTreeSet<&str> = own?.into_iter().flatten().collect();
        let told = self.told.get_or_init(|| Told::of(self.rows));
        let known = |one: &&str| told.first.get(*one).is_some_and(|to| *to < period.to);
        if own.is_empty() || !own.iter().all(known) {
            return None;
        }
        let mut earlier = told.by_export.iter();
        let copy = earlier.find(|((_, other), all)| other.to < period.to && **all == own);
        Some(match copy {
            Some(((at, period), _)) => Again::Copy(*period, *at),
            None => Again::Several,
        })
    }
}

impl<'r> Told<'r> {
    fn of(rows: &'r Rows) -> Self {
        let mut told = Told {
            by_export: BTreeMap::new(),
            first: BTreeMap::new(),
        };
        let of_parts = rows.of_parts(|part| {
            let period = part.table.period?;
            let all = (0..part.len()).filter_map(|at| known(part, at));
            Some(((part.table.at, period), all.collect::<BTreeSet<&str>>()))
        });
        for (of, all) in of_parts.into_iter().flatten() {
            for one in &all {
                let first = told.first.entry(one).or_insert(of.1.to);
                *first = of.1.to.min(*first);
            }
            told.by_export.entry(of).or_default().extend(all);
        }
        told
    }
}

/// The number that tells an application, or where it has none what else does.
fn known(part: &Part, at: u32) -> Option<&str> {
    let identity = part.identity(at)?;
    Some(number(identity).unwrap_or(identity))
}

/// What tells the applications of a part that lie outside its period; none where one of them has nothing that does.
fn outside(part: &Part) -> Option<BTreeSet<&str>> {
    let rows = (0..part.len()).filter(|at| part.days(*at).within() == Some(false));
    rows.map(|at| known(part, at)).collect()
}

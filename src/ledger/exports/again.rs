//! 再次导出: an export of applications none of which came in or was answered in its period: a cumulative one of a quiet
//! quarter tells again what earlier ones told, and a file in the wrong place does so as well.
//!
//! In: all rows, and an export. Out: what it tells again.

use std::collections::{BTreeMap, BTreeSet};

use super::super::rows::{Part, Rows};
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

/// What an export tells again; none where something in it lies outside its period and no earlier one told it.
pub(super) fn told(rows: &Rows, table: &Table) -> Option<Again> {
    let period = table.period.filter(|_| table.kind == Kind::Applications)?;
    let own = rows.of_parts(|part| match part.table.at == table.at {
        true => outside(part),
        false => Some(BTreeSet::new()),
    });
    let own: Option<Vec<BTreeSet<&str>>> = own.into_iter().collect();
    let own: BTreeSet<&str> = own?.into_iter().flatten().collect();
    let mut earlier: BTreeMap<(Address, Period), BTreeSet<&str>> = BTreeMap::new();
    let of_parts = rows.of_parts(|part| {
        let before = part.table.period.filter(|other| other.to < period.to)?;
        let all = (0..part.len()).filter_map(|at| part.identity(at));
        Some(((part.table.at, before), all.collect::<BTreeSet<&str>>()))
    });
    for (of, all) in of_parts.into_iter().flatten() {
        earlier.entry(of).or_default().extend(all);
    }
    let mut known = own.iter();
    if own.is_empty() || !known.all(|one| earlier.values().any(|all| all.contains(one))) {
        return None;
    }
    let copy = earlier.iter().find(|(_, all)| **all == own);
    Some(match copy {
        Some(((at, period), _)) => Again::Copy(*period, *at),
        None => Again::Several,
    })
}

/// What tells the applications of a part that lie outside its period; none where one of them has nothing that does.
fn outside(part: &Part) -> Option<BTreeSet<&str>> {
    let rows = (0..part.len()).filter(|at| part.days(*at).within() == Some(false));
    rows.map(|at| part.identity(at)).collect()
}

//! 谁的报告: the unit of a report, by the names in it and the folders it lies in.

use std::collections::BTreeMap;

use crate::rollup::names::{is_same, is_within, key};
use crate::rollup::submitted::folder;
use crate::rollup::{Submitted, Unit};

/// Whose a report is, by names.
pub(super) struct Owners<'u> {
    units: &'u [Unit],
    by_name: BTreeMap<String, usize>,
}

impl<'u> Owners<'u> {
    pub(super) fn of(units: &'u [Unit]) -> Self {
        let mut by_name = BTreeMap::new();
        for (at, unit) in units.iter().enumerate() {
            for name in unit.former.iter().chain([&unit.name]) {
                by_name.entry(key(name)).or_insert(at);
            }
        }
        Owners { units, by_name }
    }

    /// By the name in the report, the folders it lies in, the name of its file; by a part of a name only
    /// where no other unit has it.
    pub(super) fn owner(&self, report: &Submitted) -> Option<usize> {
        let exact = |name: &str| self.by_name.get(&key(name)).copied();
        let agency = report.agency.as_deref();
        if let Some(unit) = agency.and_then(exact) {
            return Some(unit);
        }
        let folders = folder(&report.file).rsplit('/');
        if let Some(unit) = folders.filter(|f| !f.is_empty()).find_map(exact) {
            return Some(unit);
        }
        let stem = report.file.rsplit('/').next().unwrap_or_default();
        let stem = key(stem.rsplit_once('.').map_or(stem, |s| s.0));
        agency
            .and_then(|agency| self.only(|name| is_within(name, agency)))
            .or_else(|| self.only(|name| agency.is_some_and(|a| is_same(name, a))))
            .or_else(|| self.longest(&stem))
    }

    fn only(&self, is: impl Fn(&str) -> bool) -> Option<usize> {
        let names = |u: &'u Unit| u.former.iter().chain([&u.name]);
        let mut found = (0..self.units.len()).filter(|at| names(&self.units[*at]).any(|n| is(n)));
        match (found.next(), found.next()) {
            (Some(one), None) => Some(one),
            _ => None,
        }
    }

    /// The unit whose name is the longest within a text; none where two are as long.
    fn longest(&self, text: &str) -> Option<usize> {
        let within = self
            .by_name
            .iter()
            .filter(|(name, _)| name.chars().count() >= 2 && text.contains(name.as_str()));
        let mut found: Vec<(usize, usize)> = within
            .map(|(name, at)| (name.chars().count(), *at))
            .collect();
        found.sort_unstable_by(|a, b| b.cmp(a));
        match found.as_slice() {
            [(long, one), (other, two), ..] if long == other && one != two => None,
            [(_, one), ..] => Some(*one),
            [] => None,
        }
    }
}

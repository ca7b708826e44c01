//! 谁的报告: the unit of a report, by the names in it and the folders it lies in.

use std::collections::BTreeMap;

use crate::office::{Fit, fit_of_keys, goes_on_as_office, key};
use crate::rollup::submitted::folder;
use crate::rollup::{Submitted, Unit};

/// Whose a report is, by names.
pub(super) struct Owners {
    by_name: BTreeMap<String, usize>,
}

impl Owners {
    pub(super) fn of(units: &[Unit]) -> Self {
        let mut by_name = BTreeMap::new();
        for (at, unit) in units.iter().enumerate() {
            for name in unit.former.iter().chain([&unit.name]) {
                by_name.entry(key(name)).or_insert(at);
            }
        }
        Owners { by_name }
    }

    /// By the name in the report, the folders it lies in, the name of its file; by a short form only where no
    /// folder tells it.
    pub(super) fn owner(&self, report: &Submitted) -> Option<usize> {
        let exact = |name: &str| self.by_name.get(&key(name)).copied();
        let agency = report.agency.as_deref();
        let folders = || folder(&report.file).rsplit('/').filter(|f| !f.is_empty());
        let stem = report.file.rsplit('/').next().unwrap_or_default();
        let stem = key(stem.rsplit_once('.').map_or(stem, |s| s.0));
        agency
            .and_then(exact)
            .or_else(|| self.fitting(agency?, Fit::Part))
            .or_else(|| folders().find_map(exact))
            .or_else(|| self.fitting(agency?, Fit::Short))
            .or_else(|| self.longest(&stem))
    }

    /// The unit whose name fits that in a report best: of those that are a part of it the longest, none where two
    /// are as good or the report's own name is a part of several.
    fn fitting(&self, agency: &str, least: Fit) -> Option<usize> {
        let agency = key(agency);
        let length = agency.chars().count();
        let fits = self.by_name.iter().filter_map(|(name, at)| {
            let fit = Some(fit_of_keys(name, &agency)).filter(|fit| *fit >= least)?;
            // a name that is longer has more than the report tells
            let told = name.chars().count();
            Some((fit, if told > length { 0 } else { told }, *at))
        });
        let mut fits: Vec<(Fit, usize, usize)> = fits.collect();
        fits.sort_unstable_by(|a, b| b.cmp(a));
        match fits.as_slice() {
            [one, other, ..] if (one.0, one.1) == (other.0, other.1) && one.2 != other.2 => None,
            [one, ..] => Some(one.2),
            [] => None,
        }
    }

    /// The unit whose name is the longest within the name of a file, where what follows it there does not make it
    /// another's; none where two are as long.
    fn longest(&self, text: &str) -> Option<usize> {
        let ends = |name: &str| {
            let mut found = text.match_indices(name);
            found.any(|(at, _)| goes_on_as_office(&text[at + name.len()..]))
        };
        let within = self
            .by_name
            .iter()
            .filter(|(name, _)| name.chars().count() >= 2 && ends(name));
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

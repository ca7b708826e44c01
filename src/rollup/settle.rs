//! 计入与不计入: which reports count, and their sum.

use super::contain::contain;
use super::{Fate, Fault, Rollup, number};
use crate::finding::{Finding, Place, Rule};
use crate::write::show;

mod alike;
mod choose;
mod doubts;
mod one;
mod stand;
mod sum;
mod whose;

/// Decides every report's fate, says what is wrong, and adds up.
pub(super) fn settle(rollup: &mut Rollup) {
    whose::strangers(rollup);
    whose::misplaced(rollup);
    for unit in 0..rollup.units.len() {
        choose::choose(rollup, unit);
    }
    alike::same_files(rollup);
    contain(rollup);
    stand::stand(rollup);
    alike::alike(rollup);
    doubts::doubts(rollup);
    sum::sum(rollup);
}

impl Rollup {
    pub(super) fn found(&mut self, rule: &'static Rule, report: usize, message: String) {
        let finding = Finding::new(rule, Place::File(number(report)), message);
        self.findings.push(finding);
    }

    /// A finding about a unit: at its line of the roster, else at the whole.
    pub(super) fn of_unit(&mut self, rule: &'static Rule, unit: usize, message: String) {
        let unit = &self.units[unit];
        let place = unit.at.map_or(Place::Run, Place::Cell);
        let finding = Finding::new(rule, place, message).value(unit.path.as_str());
        self.findings.push(finding);
    }

    /// A finding about a unit's report: at the unit's line of the roster, else at the report that counts.
    pub(super) fn of_its_report(&mut self, rule: &'static Rule, unit: usize, message: String) {
        self.of_unit(rule, unit, message);
        let mut reports = self.units[unit].reports.iter();
        let counted = reports.find(|r| self.reports[**r].fate == Fate::Counted);
        if let (Some(report), None, Some(finding)) =
            (counted, self.units[unit].at, self.findings.last_mut())
        {
            finding.at = Place::File(number(*report));
        }
    }

    /// A finding about a unit, with a next step of its own.
    pub(super) fn of_unit_helped(
        &mut self,
        rule: &'static Rule,
        unit: usize,
        message: String,
        help: &str,
    ) {
        self.of_unit(rule, unit, message);
        if let Some(finding) = self.findings.last_mut() {
            help.clone_into(&mut finding.help);
        }
    }
}

/// A fault's place in words.
pub(super) fn place(rollup: &Rollup, fault: &Fault) -> String {
    show::place(&fault.at, &rollup.names, Some(rollup.form))
}

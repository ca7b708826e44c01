//! 全部: the whole beside its units: whose each finding is, and what keeps a unit from being published.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{OfUnit, is_of_figures, under};
use crate::column::{Field, Table};
use crate::entry::{Unit, Units};
use crate::finding::{Finding, Place, Severity};
use crate::form::Form;
use crate::ledger::Ledger;
use crate::tally::Tally;

/// The whole, as far as findings are given their units.
pub(crate) struct Whole<'a> {
    pub(crate) form: &'static Form,
    pub(crate) tally: &'a Tally,
    pub(crate) ledger: &'a Ledger,
    pub(crate) tables: &'a [Arc<Table>],
    pub(crate) known: &'a Units,
}

impl Whole<'_> {
    /// The units whose rows a finding names; none where it names no row of any, so that it may touch all.
    pub(super) fn units_at(&self, finding: &Finding) -> BTreeSet<Unit> {
        let related = finding.related.iter().map(|(place, _)| place);
        let places = std::iter::once(&finding.at).chain(related);
        places.filter_map(|place| self.unit_at(place)).collect()
    }

    fn unit_at(&self, place: &Place) -> Option<Unit> {
        let (file, sheet) = match place {
            Place::Cell(at) => {
                if let Some(unit) = self.ledger.unit(*at) {
                    return Some(Unit::clone(unit));
                }
                (at.file, at.sheet)
            }
            Place::Sheet(file, sheet) => (*file, *sheet),
            Place::Run | Place::Setting(_) | Place::File(_) | Place::Slot(_) => return None,
        };
        // a sheet that is one unit's
        let on_sheet = || {
            let tables = self.tables.iter();
            tables.filter(move |t| (t.at.file, t.at.sheet) == (file, sheet))
        };
        let units = on_sheet().map(|table| match table.has(Field::Unit) {
            true => None,
            false => self.known.of_table(table),
        });
        let units: BTreeSet<Option<Unit>> = units.collect();
        match units.len() {
            1 => units.into_iter().next().flatten(),
            _ => None,
        }
    }

    /// Counts for each unit the errors that keep it from being published, and its doubts. An error that
    /// names rows of several units touches each of them, one that names none touches all; so does one about a
    /// figure of the whole, but where units have an error of their own about theirs.
    pub(crate) fn weigh(&self, units: &mut [OfUnit], findings: &[Finding]) {
        let of_units = findings.iter().filter(|f| f.unit.is_some());
        let of_units: BTreeSet<_> = of_units
            .map(|f| (f.rule.code, of_whole(&f.at, f.unit.as_deref())))
            .collect();
        let positions = units.iter().enumerate();
        let positions: BTreeMap<Unit, usize> = positions
            .map(|(at, unit)| (Unit::clone(&unit.name), at))
            .collect();
        let mut common = 0;
        for finding in findings.iter().filter(|f| f.explained.is_none()) {
            let touched = match &finding.unit {
                Some(unit) => BTreeSet::from([Unit::clone(unit)]),
                None if !is_of_figures(finding) => self.units_at(finding),
                None if of_units.contains(&(finding.rule.code, finding.at.clone())) => continue,
                None => BTreeSet::new(),
            };
            let severity = finding.rule.severity;
            common += usize::from(severity == Severity::Error && touched.is_empty());
            for at in touched.iter().filter_map(|unit| positions.get(unit)) {
                match severity {
                    Severity::Error => units[*at].errors += 1,
                    Severity::Warning => units[*at].doubts += 1,
                    Severity::Note => {}
                }
            }
        }
        for unit in units {
            unit.common += common;
        }
    }
}

/// The place in the whole of what is said at a place of a unit.
fn of_whole(at: &Place, unit: Option<&str>) -> Place {
    match (at, unit) {
        (Place::Setting(setting), Some(unit)) => {
            let of_whole = setting.strip_prefix(&under(unit)).unwrap_or(setting);
            Place::Setting(of_whole.to_owned())
        }
        _ => at.clone(),
    }
}

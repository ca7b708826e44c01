//! 上年: what was carried over from last year, as its reports tell it, and of single units the settings too.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{COLUMNS, Case, figures};
use crate::handover::{self, OF_UNITS, OfUnits};
use crate::job::Origin;
use crate::text::same_name;
use crate::units::LastOf;
use crate::verify::report;

/// Figures by slot.
pub(super) type Figures = BTreeMap<String, Decimal>;

/// Documents of which those in force are carried over.
const DOCUMENTS: [&str; 2] = ["规章", "行政规范性文件"];

impl Case<'_> {
    /// The figures of last year's report of the whole; where there is none, what its units carried over.
    pub(super) fn of_last_year(&self) -> Option<Figures> {
        if let Some(origin) = self.handed.previous {
            return Some(of_report(origin).unwrap_or_default());
        }
        if self.handed.units.last.is_empty() {
            return None;
        }
        let name = self.beside_paper(OF_UNITS);
        let list = self.handed.beside.iter().find(|o| o.file == name)?;
        let list = handover::of_units(list).ok()?;
        let units = list.units.lines.iter();
        let units: Vec<String> = units.map(|unit| self.present(&unit.unit)).collect();
        self.of_whole(&units).or_else(|| self.of_all(&list))
    }

    /// The name of a file that goes with the paper.
    pub(super) fn beside_paper(&self, ending: &str) -> String {
        let stem = self.paper.file.strip_suffix(handover::PAPER);
        format!("{}{ending}", stem.unwrap_or_default())
    }

    /// The report of the whole among those of a folder: it bears its name, and no unit does.
    fn of_whole(&self, units: &[String]) -> Option<Figures> {
        let heading = self.paper.shown.heading.as_ref()?;
        let of_folder = self.handed.units.last.iter().filter(|l| l.unit.is_none());
        let mut found = of_folder.filter(|LastOf { report, .. }| {
            let Ok(bytes) = handover::bytes(report) else {
                return false;
            };
            let read = report::read(&report.file, &bytes);
            let told = read.agency.filter(|told| {
                same_name(told, &heading.agency) && !units.contains(&self.present(told))
            });
            let then = read.year.is_none_or(|year| year + 1 == heading.year);
            told.is_some() && then && read.part.is_none()
        });
        of_report(&found.next()?.report)
    }

    /// What the units carried over, added up: each of them tells it, or has none of it this year. What no report tells
    /// is left to the openings.
    fn of_all(&self, list: &OfUnits) -> Option<Figures> {
        let last = self.last_of_units();
        let documents = DOCUMENTS.map(|line| {
            let slot = format!("2.{line}/现行有效件数");
            (slot.clone(), slot, line)
        });
        let requests = COLUMNS.map(|class| (format!("3.4/{class}"), format!("3.2/{class}"), ""));
        let mut sums = Figures::new();
        for (then, now, line) in documents.into_iter().chain(requests) {
            let matrix = list.matrices.iter().find_map(|matrix| {
                let at = matrix.columns.iter().position(|(_, slot)| *slot == now)?;
                Some((matrix, at))
            });
            let Some((matrix, at)) = matrix else {
                continue;
            };
            let (mut sum, mut complete, mut reported) = (Decimal::ZERO, true, false);
            for unit in &matrix.lines {
                let own = self.settings_of(&unit.unit);
                let opening =
                    own.and_then(|o| o.opening.get(line).or_else(|| o.opening.get(&then)));
                let closing = || last.get(&self.present(&unit.unit))?.get(&then);
                reported |= opening.is_none() && closing().is_some();
                let told = opening.or_else(closing);
                let none = unit.figures[at].is_some_and(|figure| figure.is_zero());
                complete &= told.is_some() || none;
                sum += told.copied().unwrap_or_default();
            }
            if complete && reported {
                sums.insert(then, sum);
            }
        }
        Some(sums).filter(|sums| !sums.is_empty())
    }

    /// Figures of units' reports of last year, by the name that the unit has now.
    pub(super) fn last_of_units(&self) -> BTreeMap<String, Figures> {
        let year = self.paper.shown.heading.as_ref().map(|h| h.year);
        let mut last = BTreeMap::new();
        for LastOf { unit, report } in self.handed.units.last {
            let Some(bytes) = handover::bytes(report).ok() else {
                continue;
            };
            let read = report::read(&report.file, &bytes);
            let told = unit.as_ref().or(read.agency.as_ref());
            let then = read.year.is_none_or(|y| Some(y + 1) == year) && read.part.is_none();
            if let Some(told) = told.filter(|_| unit.is_some() || then) {
                let slots = read.slots.iter();
                let slots = slots.filter_map(|(slot, value)| Some((slot.clone(), (*value)?)));
                last.entry(self.present(told))
                    .or_insert_with(|| slots.collect());
            }
        }
        last
    }
}

/// The figures of a report, in whatever form it is; none where it cannot be read.
fn of_report(origin: &Origin) -> Option<Figures> {
    let bytes = handover::bytes(origin).ok()?;
    Some(figures::of_report(origin, &bytes))
}

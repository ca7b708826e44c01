//! 上年报告: last year's figures by unit, and those of the whole.

use std::collections::BTreeMap;

use super::rules::LAST_UNMATCHED;
use super::{Ground, UnitFiles};
use crate::entry::Unit;
use crate::finding::{Finding, Place};
use crate::job::Origin;
use crate::previous::{self, Refused};
use crate::tally::Previous;
use crate::text::{quote, same_name};

/// A unit's report of last year.
pub struct LastOf {
    /// The unit as the settings name it; none where the report itself tells.
    pub unit: Option<String>,
    /// The report.
    pub report: Origin,
}

/// Last year's figures by unit, and those of the whole.
pub(super) fn last_year(
    files: &UnitFiles,
    ground: &Ground<'_>,
    agency: &str,
    order: &[Unit],
    findings: &mut Vec<Finding>,
) -> (BTreeMap<Unit, Previous>, Option<Previous>) {
    let mut last: BTreeMap<Unit, Previous> = BTreeMap::new();
    let mut whole = None;
    for LastOf { unit, report } in &files.previous {
        let mut read = match previous::figures(report, findings) {
            Ok(read) => read,
            // a folder of reports may hold some of half a year
            Err(Refused::Part(message, year)) if unit.is_none() => {
                if year.is_none_or(|year| year == ground.year - 1) {
                    let place = Place::Setting("previous".to_owned());
                    let finding = Finding::new(&LAST_UNMATCHED, place, message);
                    findings.push(finding.value(&*report.file));
                }
                continue;
            }
            Err(Refused::Unreadable(message) | Refused::Part(message, _)) => {
                findings.push(previous::unreadable(message));
                continue;
            }
        };
        if unit.is_none() && read.year.is_some_and(|year| year != ground.year - 1) {
            // a folder of reports may hold those of other years
            continue;
        }
        let told = unit.clone().or_else(|| read.agency.clone());
        let named = told
            .as_deref()
            .and_then(|told| ground.roster.known.named(told));
        let known = named.filter(|named| order.contains(named));
        let mut say = |message: String| {
            let place = Place::Setting("previous".to_owned());
            findings.push(Finding::new(&LAST_UNMATCHED, place, message).value(&*report.file));
        };
        match (known, told) {
            (Some(unit), _) => {
                // under the name that the unit bears now
                read.agency = read.agency.map(|_| unit.to_string());
                if let Some(other) = last.get(&unit) {
                    say(format!(
                        "{} 和 {} 都是{unit}的上年报告，取用前者",
                        other.file, read.file
                    ));
                } else {
                    last.insert(unit, read);
                }
            }
            (None, Some(told)) if same_name(&told, agency) => {
                whole = whole.or(Some(read));
            }
            (None, told) => say(format!(
                "上年报告 {} 的单位{}不是本次的任何一个单位，没有用到",
                read.file,
                told.map_or("没有写明，".to_owned(), |t| quote(&t))
            )),
        }
    }
    (last, whole)
}

//! 无主与放错: reports of nobody on the roster, and reports that are under the name of another unit.

use std::collections::BTreeMap;

use crate::finding::{Finding, Place};
use crate::office::{Fit, fit, is_same, key};
use crate::rollup::contain::inferiors;
use crate::rollup::names::namesake;
use crate::rollup::rules::{MISPLACED, PASSED_OVER, STRANGER};
use crate::rollup::{Fate, Rollup, Told, number};
use crate::text::quote;

/// Reports of nobody on the roster.
pub(super) fn strangers(rollup: &mut Rollup) {
    for at in 0..rollup.reports.len() {
        let report = &mut rollup.reports[at];
        if report.unit.is_some() {
            continue;
        }
        if report.edition.is_none() && report.agency.is_none() {
            report.fate = Fate::NoTables;
            let message = format!("{} 没有法定表格，不是报告", report.file);
            rollup.found(&PASSED_OVER, at, message);
            continue;
        }
        report.fate = Fate::Stranger;
        let name = report.agency.clone();
        let message = match &name {
            Some(name) => format!("名录上没有{}，这份报告没有计入", quote(name)),
            None => "报告没有写明单位，从文件夹和文件名也对不上名录，没有计入".to_owned(),
        };
        let mut finding = Finding::new(&STRANGER, Place::File(number(at)), message);
        finding.value = name;
        rollup.findings.push(finding);
    }
}

/// Reports under the name of another unit: its full name, or one of which a neighbour's name is a part where
/// the unit's own is none. On a roster a name leads to its unit at once.
pub(super) fn misplaced(rollup: &mut Rollup) {
    let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, unit) in rollup.units.iter().enumerate().skip(1) {
        by_name.entry(key(&unit.name)).or_default().push(at);
    }
    for at in 0..rollup.reports.len() {
        let report = &rollup.reports[at];
        let (Some(own), Some(agency)) = (report.unit, &report.agency) else {
            continue;
        };
        let unit = &rollup.units[own];
        let name = key(agency);
        let former = unit.former.iter().any(|f| is_same(f, agency));
        if former || matches!(unit.told, Told::File(_)) || key(&unit.name) == name {
            continue;
        }
        let exact = match by_name.get(&name).map(Vec::as_slice) {
            Some([one]) => Some(*one),
            _ => None,
        };
        let beside = || match is_same(agency, &unit.name) || unit.superior.is_none() {
            true => None,
            false => neighbour(rollup, own, agency),
        };
        let namesake = || namesake(&rollup.units, own, agency);
        let other = exact.or_else(beside).or_else(namesake);
        let Some(other) = other.filter(|other| *other != own) else {
            continue;
        };
        let message = format!(
            "{}的文件夹里是{}的报告（报告上写{}），没有计入",
            quote(&unit.path),
            quote(&rollup.units[other].path),
            quote(agency)
        );
        rollup.reports[at].fate = Fate::Misplaced(other);
        rollup.found(&MISPLACED, at, message);
    }
}

/// The only unit beside another whose name is a part of a name.
fn neighbour(rollup: &Rollup, unit: usize, agency: &str) -> Option<usize> {
    let superior = rollup.units[unit].superior?;
    let mut found = inferiors(rollup, superior)
        .into_iter()
        .filter(|at| *at != unit && fit(&rollup.units[*at].name, agency) >= Fit::Part);
    match (found.next(), found.next()) {
        (Some(one), None) => Some(one),
        _ => None,
    }
}

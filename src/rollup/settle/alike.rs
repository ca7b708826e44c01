//! 雷同: the same file handed in for two units, and units whose figures are all the same.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Finding, Place};
use crate::office::is_same;
use crate::rollup::rules::{SAME_FIGURES, SAME_FILE};
use crate::rollup::sums::{amounts, digest};
use crate::rollup::{Fate, Rollup, number};
use crate::text::quote;

/// Looks for one file that two units handed in: the one whose name it bears keeps it.
pub(super) fn same_files(rollup: &mut Rollup) {
    let counted: Vec<usize> = rollup.counted().collect();
    let mut by_hash: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for report in &counted {
        let hash = rollup.reports[*report].sha256.as_str();
        by_hash.entry(hash).or_default().push(*report);
    }
    let shared: Vec<Vec<usize>> = by_hash.into_values().filter(|r| r.len() > 1).collect();
    for reports in shared {
        let bears = |r: &usize| {
            let it = &rollup.reports[*r];
            let unit = it.unit.map(|u| &rollup.units[u]);
            unit.zip(it.agency.as_deref())
                .is_some_and(|(unit, agency)| is_same(agency, &unit.name))
        };
        let keeps = reports.iter().copied().find(bears).unwrap_or(reports[0]);
        for other in reports.into_iter().filter(|r| *r != keeps) {
            rollup.reports[other].fate = Fate::SameFile(keeps);
            let message = format!(
                "{}交来的与{}的 {} 是同一个文件，没有计入",
                quote(rollup.unit_of(other)),
                quote(rollup.unit_of(keeps)),
                rollup.reports[keeps].file
            );
            let finding = Finding::new(&SAME_FILE, Place::File(number(other)), message)
                .related(Place::File(number(keeps)), "计入的一份");
            rollup.findings.push(finding);
        }
    }
}

/// Units whose figures are all the same.
pub(super) fn alike(rollup: &mut Rollup) {
    /// Fewer figures than this agree by chance.
    const TELLING: usize = 3;
    let mut by_figures: BTreeMap<[u8; 32], Vec<usize>> = BTreeMap::new();
    for (at, report) in rollup.reports.iter().enumerate() {
        if report.fate.is_out() {
            continue;
        }
        let amounts = amounts(rollup.form, report);
        if amounts.iter().filter(|a| !a.is_zero()).count() >= TELLING {
            by_figures.entry(digest(&amounts)).or_default().push(at);
        }
    }
    let alike: Vec<Vec<usize>> = by_figures.into_values().filter(|r| r.len() > 1).collect();
    for reports in alike {
        let names: BTreeSet<&str> = reports.iter().map(|r| rollup.unit_of(*r)).collect();
        let names: Vec<String> = names.into_iter().map(quote).collect();
        let message = format!("{}的数字完全相同", names.join("、"));
        let mut finding = Finding::new(&SAME_FIGURES, Place::File(number(reports[0])), message);
        for other in &reports[1..] {
            finding = finding.related(Place::File(number(*other)), "数字与它相同");
        }
        rollup.findings.push(finding);
    }
}

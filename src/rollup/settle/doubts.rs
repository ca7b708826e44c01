//! 疑点: what is doubtful in the reports that count.

use std::collections::BTreeMap;

use crate::finding::{Finding, Place};
use crate::rollup::rules::DOUBTFUL;
use crate::rollup::sums::listed;
use crate::rollup::{Fault, Rollup, number};
use crate::text::quote;
use crate::verify::report::STANDS_TWICE;

/// Tells the doubts about the reports that count, once for each rule.
pub(super) fn doubts(rollup: &mut Rollup) {
    let mut by_code: BTreeMap<&'static str, Vec<(usize, &Fault)>> = BTreeMap::new();
    for report in rollup.counted() {
        let it = &rollup.reports[report];
        // what other tables say is told of the file (R203)
        let told = |doubt: &&Fault| it.another.is_some() && doubt.code == STANDS_TWICE;
        for doubt in it.doubtful.iter().filter(|doubt| !told(doubt)) {
            by_code.entry(doubt.code).or_default().push((report, doubt));
        }
    }
    let findings: Vec<Finding> = (by_code.iter())
        .filter_map(|(code, doubts)| told(rollup, code, doubts))
        .collect();
    rollup.findings.extend(findings);
}

/// The doubts of one rule.
fn told(rollup: &Rollup, code: &str, doubts: &[(usize, &Fault)]) -> Option<Finding> {
    /// So many have their places beside the first.
    const NAMED: usize = 5;
    let (report, first) = doubts.first()?;
    let mut reports: Vec<usize> = doubts.iter().map(|doubt| doubt.0).collect();
    reports.dedup();
    let units: Vec<String> = (reports.iter())
        .map(|report| quote(rollup.unit_of(*report)))
        .collect();
    let many = match doubts.len() {
        1 => String::new(),
        count => format!("（共 {count} 处，这是第一处）"),
    };
    let message = format!(
        "计入的报告有疑点：{}（{code}）：{}{many}",
        listed(&units, "个单位"),
        first.message
    );
    let mut finding = Finding::new(&DOUBTFUL, place(*report, first), message);
    for (report, doubt) in doubts.iter().skip(1).take(NAMED) {
        let words = format!("{}：{}", quote(rollup.unit_of(*report)), doubt.message);
        finding = finding.related(place(*report, doubt), words);
    }
    Some(finding)
}

/// Where a doubt is: a slot that has no cell is somewhere in its file.
fn place(report: usize, doubt: &Fault) -> Place {
    match &doubt.at {
        Place::Slot(_) | Place::Run | Place::Setting(_) => Place::File(number(report)),
        at => at.clone(),
    }
}

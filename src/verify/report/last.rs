//! 上年的各份报告: many reports of last year, of which each of this year's is held against its own.
//!
//! In: the reports of a folder. Out: for a report the one of the same unit and the year before, by its unit's name or,
//! where one of them names none, by its place in the folder; a doubt where there is none, or several that differ.

use std::collections::BTreeMap;

use super::rules::NOT_HELD;
use super::{Report, connect};
use crate::finding::{self, Finding, Place};
use crate::office;
use crate::text::squeeze;

/// Reports of last year.
#[derive(Debug, Default)]
pub struct LastYear {
    reports: Vec<Report>,
    by_agency: BTreeMap<String, Vec<usize>>,
    by_place: BTreeMap<String, Vec<usize>>,
}

impl LastYear {
    /// Of reports that hold figures of a whole year; what was found in them is let go.
    pub fn of(reports: impl IntoIterator<Item = Report>) -> Self {
        let mut last = LastYear::default();
        for report in reports {
            let at = last.reports.len();
            if let Some(agency) = &report.agency {
                last.by_agency
                    .entry(office::key(agency))
                    .or_default()
                    .push(at);
            }
            last.by_place.entry(place(&report)).or_default().push(at);
            last.reports.push(Report {
                findings: Vec::new(),
                ..report
            });
        }
        last
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.reports.is_empty()
    }

    /// Holds a report against the one of its unit.
    pub fn connect(&self, report: &mut Report) {
        let message = match self.of_unit(report).as_slice() {
            [last] => return connect(report, last),
            [first, rest @ ..] if rest.iter().all(|other| other.slots == first.slots) => {
                return connect(report, first);
            }
            [] => {
                let unit = report.agency.as_deref().unwrap_or("这个单位");
                format!("上年的报告中没有{unit}上一年度的报告，没有核对")
            }
            several => {
                let files: Vec<&str> = several.iter().map(|r| r.file.as_str()).collect();
                let files = files.join("、");
                format!("上年的报告中有几份是这个单位的，数字不同，没有核对：{files}")
            }
        };
        report
            .findings
            .push(Finding::new(&NOT_HELD, Place::File(0), message));
        finding::sort(&mut report.findings);
    }

    /// Those of the unit of a report and the year before; those whose unit is not known are of the unit whose place
    /// they stand in.
    fn of_unit(&self, report: &Report) -> Vec<&Report> {
        let before = |last: &&Report| match (report.year, last.year) {
            (Some(year), Some(last)) => last == year - 1,
            _ => true,
        };
        let all = |found: Option<&Vec<usize>>| -> Vec<&Report> {
            let found = found.into_iter().flatten().map(|at| &self.reports[*at]);
            found.filter(before).collect()
        };
        let agency = report.agency.as_deref().map(office::key);
        let named = all(agency.as_ref().and_then(|a| self.by_agency.get(a)));
        if !named.is_empty() {
            return named;
        }
        let mut there = all(self.by_place.get(&place(report)));
        there.retain(|last| agency.is_none() || last.agency.is_none());
        there
    }
}

/// Where a report stands in its folder, whatever year its names tell: `教育局/年报` of `教育局/2023年报.docx`.
fn place(report: &Report) -> String {
    let file = squeeze(&report.file);
    let stem = file.rsplit_once('.').map_or(&*file, |s| s.0);
    let digit = |c: &char| !c.is_ascii_digit();
    stem.chars().filter(digit).collect()
}

//! 各单位: how each unit stands once the fate of its reports is known, and whose report is missing.

use crate::finding::{Finding, Place};
use crate::rollup::rules::{MISSING, NO_REPORT_OF_ITS_OWN, NOTHING, STAYS_OUT};
use crate::rollup::{Fate, Rollup, Standing, Submitted, Told};
use crate::text::quote;

/// How each unit stands, and whose report is missing.
pub(super) fn stand(rollup: &mut Rollup) {
    for at in 0..rollup.units.len() {
        let unit = &rollup.units[at];
        if matches!(unit.standing, Standing::Contained(_)) {
            continue;
        }
        let fates: Vec<Fate> = unit
            .reports
            .iter()
            .map(|r| rollup.reports[*r].fate)
            .collect();
        let has_inferiors = unit.end > at + 1;
        // another's report that lies here is none of the unit's
        let none = fates
            .iter()
            .all(|f| matches!(f, Fate::Misplaced(_) | Fate::Published));
        let standing = match () {
            () if fates.contains(&Fate::Counted) => Standing::Counted,
            () if unit.told == Told::StaysOut => Standing::StaysOut,
            () if none && has_inferiors => Standing::Group,
            () if none => Standing::Missing,
            () => Standing::LeftOut,
        };
        let path = quote(&unit.path);
        rollup.units[at].standing = standing;
        match standing {
            // the parent itself, alone in a folder of nothing
            Standing::Missing if at == 0 => {}
            Standing::Missing => rollup.of_unit(&MISSING, at, format!("{path}没有报告")),
            // what the report that lies here is taken for is told of it (R215)
            Standing::Group if published(rollup, at).is_some_and(|r| r.scope.is_none()) => {}
            Standing::Group => {
                let held = published(rollup, at).map(|report| report.file.as_str());
                let held = held.map_or(String::new(), |file| {
                    format!("；{file} 是汇总数，只用来核对")
                });
                let message = format!("{path}没有自己的报告，只加了它的下级{held}");
                rollup.of_unit(&NO_REPORT_OF_ITS_OWN, at, message);
            }
            Standing::StaysOut => {
                rollup.of_unit(&STAYS_OUT, at, format!("{path}本年不报送（名录写明）"));
            }
            Standing::Counted | Standing::Contained(_) | Standing::LeftOut => {}
        }
    }
    if rollup.counted().next().is_none() {
        let message = "没有一份报告可以计入汇总数";
        rollup
            .findings
            .push(Finding::new(&NOTHING, Place::Run, message));
    }
}

/// The report of a unit that is what it has published of all.
fn published(rollup: &Rollup, unit: usize) -> Option<&Submitted> {
    let mut reports = rollup.units[unit]
        .reports
        .iter()
        .map(|r| &rollup.reports[*r]);
    reports.find(|r| r.fate == Fate::Published)
}

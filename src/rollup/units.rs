//! 报送单位: who is whose inferior, and whose each report is.
//!
//! Without a roster a folder is a unit, its report lies in it, the folders in it are its inferiors; where there is
//! no folder, the reports themselves name the units. With one, the roster alone says which units there are, wherever
//! their files lie. What stands beside a government and is of its place by its name is below it.

use super::roster::Line;
use super::rules::AGENCY_TAKEN;
use super::{Job, Submitted, Unit};
use crate::finding::{Finding, Place};
use crate::text::quote;

mod folders;
mod listed;
mod owners;
mod places;

pub use folders::{FolderRole, folder_role};

/// The units, the parent first, each before its inferiors; each report is given its unit.
pub(super) fn units(
    job: &Job,
    roster: Option<Vec<Line>>,
    reports: &mut [Submitted],
    findings: &mut Vec<Finding>,
) -> Vec<Unit> {
    let told = |lines: &Vec<Line>| lines.iter().any(|line| line.superior.is_some());
    let by_roster = roster.as_ref().is_some_and(told);
    let mut units = match roster {
        Some(lines) => {
            let units = listed::by_roster(job, lines, reports, findings);
            let owners = owners::Owners::of(&units);
            for report in reports.iter_mut().filter(|r| r.unit.is_none()) {
                report.unit = owners.owner(report);
            }
            units
        }
        None => {
            let mut units = folders::by_folder(job, reports);
            folders::by_their_names(job, &mut units, reports, findings);
            units
        }
    };
    for (at, report) in reports.iter().enumerate() {
        if let Some(unit) = report.unit {
            units[unit].reports.push(at);
        }
    }
    match by_roster {
        true => units,
        false => places::by_places(job, units, reports),
    }
}

/// Tells each unit where its inferiors end.
fn close(units: &mut [Unit]) {
    for at in (0..units.len()).rev() {
        units[at].end = units[at].end.max(at + 1);
        if let Some(superior) = units[at].superior {
            units[superior].end = units[superior].end.max(units[at].end);
        }
    }
}

/// The parent's name: told, or that of the roster, of its own report, of the folder.
pub(super) fn agency(
    job: &Job,
    by_roster: bool,
    units: &[Unit],
    reports: &[Submitted],
    findings: &mut Vec<Finding>,
) -> String {
    if let Some(agency) = &job.agency {
        return agency.clone();
    }
    let mut own = units[0].reports.iter();
    let own = own.find_map(|r| reports[*r].agency.clone());
    let (agency, whence) = match own {
        _ if by_roster && units[0].name != job.folder => {
            (units[0].name.clone(), "名录中最上一级的单位")
        }
        Some(own) => (own, "汇总文件夹里本级报告上的名称"),
        None => (job.folder.clone(), "文件夹名"),
    };
    let agency = match agency.trim() {
        "" => "本单位".to_owned(),
        agency => agency.to_owned(),
    };
    let message = format!("没有指定汇总单位的名称，按{whence}取{}", quote(&agency));
    findings.push(Finding::new(&AGENCY_TAKEN, Place::Run, message));
    agency
}

//! 文件夹: the units that the folders are, and those that reports without folders name.

use std::collections::{BTreeMap, BTreeSet};

use super::close;
use crate::finding::{Finding, Place};
use crate::period::part_alone;
use crate::rollup::names::{is_one, is_same};
use crate::rollup::rules::BY_NAMES;
use crate::rollup::submitted::folder;
use crate::rollup::sums::listed;
use crate::rollup::{Job, Submitted, Unit};
use crate::text::{quote, squeeze};

/// What a folder is, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FolderRole {
    /// A unit.
    Unit,
    /// A part of the folder above: `report`, `2024年`, `2024年上半年`. What lies in it is as if it lay there.
    Part,
    /// Nothing of ours to read: ledgers, attachments, what a browser keeps beside a page.
    Aside,
}

/// What is kept beside reports and holds none.
const ASIDE: &[&str] = &[
    "data",
    "批注",
    "附件",
    "扫描件",
    "图片",
    "照片",
    "备份",
    "存档",
    "归档",
    "旧",
    "作废",
    "台账",
    "__macosx",
];

/// The role of a folder by its name alone.
pub fn folder_role(name: &str) -> FolderRole {
    let key = squeeze(name);
    let year = key.strip_suffix("年度").or(key.strip_suffix('年'));
    let year = year.unwrap_or(&key);
    let is_year = year.len() == 4 && year.starts_with("20") && year.parse::<u16>().is_ok();
    match key.as_str() {
        "report" => FolderRole::Part,
        _ if is_year || part_alone(&key).is_some() => FolderRole::Part,
        key if ASIDE.contains(&key) => FolderRole::Aside,
        key if key.ends_with("_files") || key.ends_with(".files") => FolderRole::Aside,
        _ => FolderRole::Unit,
    }
}

/// The units that the folders are.
pub(super) fn by_folder(job: &Job, reports: &mut [Submitted]) -> Vec<Unit> {
    let mut paths: BTreeSet<Vec<String>> = BTreeSet::new();
    let files = reports.iter().map(|r| folder(&r.file).to_owned());
    for path in job.folders.iter().cloned().chain(files) {
        let path = unit_path(&path);
        for length in 0..=path.len() {
            paths.insert(path[..length].to_vec());
        }
    }
    paths.insert(Vec::new());
    // in this order each stands right before its inferiors
    let mut units: Vec<Unit> = Vec::new();
    let mut at: BTreeMap<&[String], usize> = BTreeMap::new();
    for path in &paths {
        let superior = path.split_last().and_then(|(_, above)| at.get(above));
        let superior = superior.copied();
        at.insert(path, units.len());
        units.push(Unit {
            name: path
                .last()
                .map_or_else(|| job.folder.clone(), |n| n.trim().to_owned()),
            path: path.join("/"),
            superior,
            depth: u16::try_from(path.len()).unwrap_or(u16::MAX),
            ..Unit::default()
        });
    }
    for report in reports {
        let path = unit_path(folder(&report.file));
        report.unit = at.get(path.as_slice()).copied();
    }
    close(&mut units);
    units
}

/// Reports of several units beside each other, with no folder at all: each is of the unit that it names. What
/// names the parent, or nobody, is the parent's own.
pub(super) fn by_their_names(
    job: &Job,
    units: &mut Vec<Unit>,
    reports: &mut [Submitted],
    findings: &mut Vec<Finding>,
) {
    let (Some(parent), [_]) = (&job.agency, units.as_slice()) else {
        return;
    };
    let mut names: Vec<String> = Vec::new();
    let mut of: Vec<(usize, usize)> = Vec::new();
    for (at, report) in reports.iter().enumerate() {
        let agency = report
            .agency
            .as_deref()
            .filter(|_| report.edition.is_some());
        let Some(agency) = agency.filter(|agency| !is_same(agency, parent)) else {
            continue;
        };
        let known = names.iter().position(|name| is_one(name, agency));
        let name = known.unwrap_or(names.len());
        if known.is_none() {
            names.push(agency.to_owned());
        }
        of.push((at, name));
    }
    if names.len() < 2 {
        return;
    }
    for (at, name) in of {
        reports[at].unit = Some(name + 1);
    }
    let shown: Vec<String> = names.iter().map(|name| quote(name)).collect();
    let message = format!(
        "各单位的报告没有分文件夹，按报告上的单位名称认作 {} 个单位：{}",
        names.len(),
        listed(&shown, "个单位")
    );
    findings.push(Finding::new(&BY_NAMES, Place::Run, message));
    units.extend(names.into_iter().map(|name| Unit {
        path: name.clone(),
        name,
        superior: Some(0),
        depth: 1,
        ..Unit::default()
    }));
    close(units);
}

/// The names of the folders that are units on the way to a folder.
fn unit_path(folder: &str) -> Vec<String> {
    let names = folder.split('/').filter(|name| !name.is_empty());
    names
        .filter(|name| folder_role(name) == FolderRole::Unit)
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_units_but_for_what_is_plainly_no_office() {
        for (name, role) in [
            ("教育局", FolderRole::Unit),
            ("01 教育局", FolderRole::Unit),
            ("2024年", FolderRole::Part),
            ("2024年上半年", FolderRole::Part),
            ("一季度", FolderRole::Part),
            ("report", FolderRole::Part),
            ("附件", FolderRole::Aside),
            ("年报_files", FolderRole::Aside),
            ("2024年教育局", FolderRole::Unit),
        ] {
            assert_eq!(folder_role(name), role, "{name}");
        }
    }
}

//! 文件夹: the units that the folders are, and those that reports without folders name.

use std::collections::{BTreeMap, BTreeSet};

use super::close;
use crate::finding::{Finding, Place};
use crate::office::{is_one, is_same};
use crate::period::part_alone;
use crate::rollup::rules::BY_NAMES;
use crate::rollup::submitted::folder;
use crate::rollup::sums::listed;
use crate::rollup::{Job, Submitted, Unit};
use crate::text::{order_of_name, quote, squeeze};

/// What a folder is, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FolderRole {
    /// A unit.
    Unit,
    /// A part of the folder above: `report`, `2024年`, `2024年上半年`, `更正后`. What lies in it is as if it lay
    /// there.
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

/// What tells the form or the version of the reports in a folder, and no unit.
const VERSIONS: &[&str] = &[
    "更正",
    "更正后",
    "更正版",
    "修改",
    "修改后",
    "修改版",
    "修订版",
    "重报",
    "正式",
    "正式稿",
    "正式版",
    "最终",
    "最终稿",
    "最终版",
    "终稿",
    "定稿",
    "最新",
    "最新版",
    "新版",
    "初稿",
    "原稿",
    "原报",
    "盖章",
    "盖章版",
    "盖章件",
    "电子版",
    "word",
    "word版",
    "pdf",
    "pdf版",
    "excel",
    "excel版",
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
        key if VERSIONS.contains(&key) => FolderRole::Part,
        key if ASIDE.contains(&key) => FolderRole::Aside,
        key if key.ends_with("_files") || key.ends_with(".files") => FolderRole::Aside,
        _ => FolderRole::Unit,
    }
}

/// The units that the folders are.
pub(super) fn by_folder(job: &Job, reports: &mut [Submitted]) -> Vec<Unit> {
    let parts = parts(reports);
    let unit_path = |folder: &str| without_parts(unit_path(folder), &parts);
    let mut paths: BTreeSet<Vec<String>> = BTreeSet::new();
    let files = reports.iter().map(|r| folder(&r.file).to_owned());
    for path in job.folders.iter().cloned().chain(files) {
        let path = unit_path(&path);
        for length in 0..=path.len() {
            paths.insert(path[..length].to_vec());
        }
    }
    paths.insert(Vec::new());
    let mut paths: Vec<Vec<String>> = paths.into_iter().collect();
    // as people count, which leaves each right before its inferiors
    paths.sort_by_cached_key(|path| {
        let names = path.iter().map(|name| order_of_name(name));
        names.collect::<Vec<_>>()
    });
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

/// Folders in which all reports name the unit of the folder above and none their own: what lies in them are further
/// reports of that unit.
fn parts(reports: &[Submitted]) -> BTreeSet<Vec<String>> {
    let mut all: BTreeMap<Vec<String>, bool> = BTreeMap::new();
    for report in reports {
        let path = unit_path(folder(&report.file));
        let [.., above, own] = path.as_slice() else {
            continue;
        };
        let of_above = |name: &str| is_same(name, above) && !is_same(name, own);
        let named = report.agency.as_deref().is_some_and(of_above);
        let whole = all.entry(path).or_insert(true);
        *whole &= named;
    }
    all.into_iter()
        .filter(|(_, all)| *all)
        .map(|a| a.0)
        .collect()
}

/// The way to a folder without the folders that are parts of the one above.
fn without_parts(path: Vec<String>, parts: &BTreeSet<Vec<String>>) -> Vec<String> {
    let is_part = |length: &usize| parts.contains(&path[..*length]);
    let kept = (1..=path.len()).filter(|length| !is_part(length));
    kept.map(|length| path[length - 1].clone()).collect()
}

/// Reports of several units beside each other, with no folder at all: each is of the unit that it names, or its
/// file. What names the parent, or nobody, is the parent's own.
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
        let name = report.name().filter(|name| !is_same(name, parent));
        let Some(name) = name else { continue };
        let known = names.iter().position(|known| is_one(known, name));
        of.push((at, known.unwrap_or(names.len())));
        if known.is_none() {
            names.push(name.to_owned());
        }
    }
    if names.len() < 2 {
        return;
    }
    for (at, name) in of {
        reports[at].unit = Some(name + 1);
    }
    let shown: Vec<String> = names.iter().map(|name| quote(name)).collect();
    let message = format!(
        "各单位的报告没有分文件夹，按报告上（没有的按文件名）的单位名称认作 {} 个单位：{}",
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
            ("更正后", FolderRole::Part),
            ("Word版", FolderRole::Part),
            ("附件", FolderRole::Aside),
            ("年报_files", FolderRole::Aside),
            ("2024年教育局", FolderRole::Unit),
        ] {
            assert_eq!(folder_role(name), role, "{name}");
        }
    }
}

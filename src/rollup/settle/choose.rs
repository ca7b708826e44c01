//! 取哪一份: which of a unit's reports counts, as far as the unit alone decides it.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::one::one;
use crate::finding::{Finding, Place};
use crate::form::Form;
use crate::rollup::names::key;
use crate::rollup::rules::{CAME_TWICE, MERGED, OTHER_YEAR, PART_OF_YEAR, PASSED_OVER, SAME_TWICE};
use crate::rollup::sums::listed;
use crate::rollup::{Fate, Rollup, Submitted, Told, number};
use crate::text::quote;

/// Which of a unit's reports counts, as far as the unit alone decides it.
pub(super) fn choose(rollup: &mut Rollup, unit: usize) {
    let mut open: Vec<usize> = rollup.units[unit].reports.clone();
    open.retain(|r| !matches!(rollup.reports[*r].fate, Fate::Misplaced(_)));
    if rollup.units[unit].told == Told::StaysOut {
        for report in open {
            rollup.reports[report].fate = Fate::StaysOut;
        }
        return;
    }
    told_file(rollup, unit, &mut open);
    without_tables(rollup, &mut open);
    of_year(rollup, &mut open);
    of_whole_year(rollup, &mut open);
    for mut same in by_name(rollup, unit, open) {
        same.sort_by_key(|r| std::cmp::Reverse(rank(rollup, *r)));
        let Some((&first, rest)) = same.split_first() else {
            continue;
        };
        twice(rollup, unit, first, rest);
        one(rollup, unit, first);
    }
}

/// The roster names the file: no other counts.
fn told_file(rollup: &mut Rollup, unit: usize, open: &mut Vec<usize>) {
    let Told::File(file) = &rollup.units[unit].told else {
        return;
    };
    let is = |r: &usize| {
        let name = &rollup.reports[*r].file;
        name == file || name.rsplit('/').next() == Some(file)
    };
    let Some(told) = open.iter().copied().find(is) else {
        return;
    };
    let others: Vec<usize> = open.iter().copied().filter(|r| *r != told).collect();
    for other in others {
        rollup.reports[other].fate = Fate::Twice(told);
        let message = format!(
            "名录指定以 {} 为准，这一份没有计入",
            rollup.reports[told].file
        );
        rollup.found(&SAME_TWICE, other, message);
    }
    *open = vec![told];
}

/// Files without tables are passed over where a report lies beside them.
fn without_tables(rollup: &mut Rollup, open: &mut Vec<usize>) {
    let has = |r: &usize| rollup.reports[*r].edition.is_some();
    if !open.iter().any(has) {
        return;
    }
    let without: Vec<usize> = open.iter().copied().filter(|r| !has(r)).collect();
    open.retain(has);
    for report in without {
        rollup.reports[report].fate = Fate::NoTables;
        let why = rollup.reports[report].faults.first();
        let why = why.map_or(String::new(), |f| format!("（{}）", f.message));
        let message = format!("不是报告，没有读取{why}；同一单位另有报告");
        rollup.found(&PASSED_OVER, report, message);
    }
}

/// Reports of other years; an error where there is none of this year.
fn of_year(rollup: &mut Rollup, open: &mut Vec<usize>) {
    let year = rollup.year;
    let is = |r: &usize| rollup.reports[*r].year.is_none_or(|y| y == year);
    let other: Vec<usize> = open.iter().copied().filter(|r| !is(r)).collect();
    open.retain(is);
    for report in other {
        let it = &mut rollup.reports[report];
        it.fate = Fate::OtherYear;
        let told = it.year.unwrap_or_default();
        let (rule, message) = match open.is_empty() {
            true => (
                &OTHER_YEAR,
                format!("这是 {told} 年度的报告，汇总的是 {year} 年度，没有计入"),
            ),
            false => (
                &PASSED_OVER,
                format!("这是 {told} 年度的报告，没有计入；同一单位另有 {year} 年度的"),
            ),
        };
        rollup.found(rule, report, message);
    }
}

/// Reports of a part of the year; an error where there is none of the whole.
fn of_whole_year(rollup: &mut Rollup, open: &mut Vec<usize>) {
    let is = |r: &usize| rollup.reports[*r].part.is_none();
    let parts: Vec<usize> = open.iter().copied().filter(|r| !is(r)).collect();
    open.retain(is);
    for report in parts {
        let it = &mut rollup.reports[report];
        it.fate = Fate::PartOfYear;
        let part = it.part.as_deref().unwrap_or_default();
        let (rule, message) = match open.is_empty() {
            true => (
                &PART_OF_YEAR,
                format!("这份报告是{part}的，汇总的是全年，没有计入"),
            ),
            false => (
                &PASSED_OVER,
                format!("这份报告是{part}的，没有计入；同一单位另有全年的"),
            ),
        };
        rollup.found(rule, report, message);
    }
}

/// A unit's reports by the name they are under. Where the roster knows former names, those under the present
/// name exclude the others; without one of these, each former name has its own.
fn by_name(rollup: &mut Rollup, unit: usize, open: Vec<usize>) -> Vec<Vec<usize>> {
    let it = &rollup.units[unit];
    let former = |report: &Submitted| {
        let agency = key(report.agency.as_deref()?);
        let names = it.former.iter().map(|f| key(f));
        names
            .into_iter()
            .find(|name| *name == agency && agency != key(&it.name))
    };
    let mut now = Vec::new();
    let mut before: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for report in open {
        match former(&rollup.reports[report]) {
            Some(name) => before.entry(name).or_default().push(report),
            None => now.push(report),
        }
    }
    let name = it.path.clone();
    match (now.is_empty(), before.len()) {
        (_, 0) => vec![now],
        (false, _) => {
            for report in before.into_values().flatten() {
                rollup.reports[report].fate = Fate::Merged;
                let message = format!("{}另有现名的报告，这份用曾用名的没有计入", quote(&name));
                rollup.found(&MERGED, report, message);
            }
            vec![now]
        }
        (true, 1) => before.into_values().collect(),
        (true, count) => {
            let groups: Vec<Vec<usize>> = before.into_values().collect();
            let message = format!(
                "{}没有现名的报告，{count} 个曾用名各有一份，相加计入",
                quote(&name)
            );
            let mut finding = Finding::new(&MERGED, Place::File(number(groups[0][0])), message);
            for other in &groups[1..] {
                let place = Place::File(number(other[0]));
                finding = finding.related(place, "也是它的一份");
            }
            rollup.findings.push(finding);
            groups
        }
    }
}

/// By what one of several reports is preferred: none of its errors, our own workbook, words of its name that
/// say that it is a later one, its name.
fn rank(rollup: &Rollup, report: usize) -> (bool, bool, usize, String) {
    const LATER: &[&str] = &[
        "更正", "修订", "修改", "重报", "最终", "终稿", "定稿", "正式", "新",
    ];
    let it = &rollup.reports[report];
    let name = it.file.rsplit('/').next().unwrap_or_default();
    let later = LATER.iter().filter(|w| name.contains(**w)).count();
    (it.errors == 0, it.ours, later, it.file.clone())
}

/// The others of the same unit.
fn twice(rollup: &mut Rollup, unit: usize, first: usize, rest: &[usize]) {
    for &other in rest {
        rollup.reports[other].fate = Fate::Twice(first);
        let (taken, it) = (&rollup.reports[first], &rollup.reports[other]);
        let differ = differing(rollup.form, taken, it);
        let (rule, message) = match differ.as_slice() {
            [] => (
                &SAME_TWICE,
                format!("与同一单位的 {} 数字相同，只计那一份", taken.file),
            ),
            _ => (
                &CAME_TWICE,
                format!(
                    "{}有几份报告，数字不同：{}。暂计 {}",
                    quote(&rollup.units[unit].path),
                    listed(&differ, "格"),
                    taken.file
                ),
            ),
        };
        let mut finding = Finding::new(rule, Place::File(number(other)), message)
            .related(Place::File(number(first)), "暂计的一份");
        let names = taken.agency.as_deref().zip(it.agency.as_deref());
        let others = names.is_some_and(|(one, other)| key(one) != key(other));
        if !differ.is_empty() && (others || unit == 0 && !rollup.by_roster) {
            finding = finding.help(EACH_ITS_OWN);
        }
        rollup.findings.push(finding);
    }
}

/// The next step where several reports of one folder may be those of several units.
const EACH_ITS_OWN: &str = "是同一单位的，请核实以哪一份为准，把另一份移走；是几个单位的，请一个单位放一个文件夹，或在汇总文件夹里放一份单位名录（单位名录.xlsx，列 单位、报告文件）写明哪一份是哪个单位的。";

/// The slots in which two reports differ, each in words.
fn differing(form: &Form, one: &Submitted, other: &Submitted) -> Vec<String> {
    if one.sha256 == other.sha256 {
        return Vec::new();
    }
    if one.edition != other.edition {
        return vec!["格式版本".to_owned()];
    }
    let shown = |value: Option<Decimal>| match value {
        Some(value) => value.normalize().to_string(),
        None => "无数字".to_owned(),
    };
    let slots =
        (0..one.slots.len()).filter(|s| one.slots[*s] != other.slots.get(*s).copied().flatten());
    slots
        .map(|s| {
            let id = form.slots.get(s).map_or("?", |slot| slot.id.as_str());
            let now = other.slots.get(s).copied().flatten();
            format!("{id} {} 与 {}", shown(one.slots[s]), shown(now))
        })
        .collect()
}

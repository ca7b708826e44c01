//! 取哪一份: which of a unit's reports counts, as far as the unit alone decides it.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::one::one;
use crate::finding::{Finding, Place};
use crate::form::Form;
use crate::office::{fit, is_one, is_same, key};
use crate::rollup::rules::{CAME_TWICE, MERGED, OTHER_YEAR, PART_OF_YEAR, PASSED_OVER, SAME_TWICE};
use crate::rollup::sums::listed;
use crate::rollup::{Fate, Rollup, Submitted, Told, number};
use crate::text::{order_of_name, quote};

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
    for same in by_name(rollup, unit, open) {
        let has = |r: &usize| rollup.reports[*r].edition.is_some();
        let (mut read, unread): (Vec<usize>, Vec<usize>) = same.into_iter().partition(has);
        read.sort_by_cached_key(|r| std::cmp::Reverse(rank(rollup, *r)));
        if let Some((&first, rest)) = read.split_first() {
            twice(rollup, unit, first, rest);
            one(rollup, unit, first);
        }
        cannot_be_read(rollup, unit, &unread);
    }
}

/// Reports without tables for which no other stands: of those that name one office the first is told.
fn cannot_be_read(rollup: &mut Rollup, unit: usize, unread: &[usize]) {
    let mut told: Vec<usize> = Vec::new();
    for &report in unread {
        let first = told
            .iter()
            .any(|told| stands_for(rollup, unit, *told, report));
        if first {
            without_tables(rollup, report, "，那一份也读不出");
        } else {
            told.push(report);
            one(rollup, unit, report);
        }
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

/// Reports that cannot count: without tables, of another year, of a part of the year. Where one that can lies beside
/// them, they are passed over; else the first two are told as errors, and a file without tables is left for that.
fn set_aside(rollup: &mut Rollup, unit: usize, open: &mut Vec<usize>, beside: &[usize]) {
    type Is = fn(&Rollup, usize) -> bool;
    type Tell = fn(&mut Rollup, usize, bool);
    let steps: [(Is, Tell); 3] = [
        (
            |rollup, r| rollup.reports[r].edition.is_some(),
            |rollup, r, _| without_tables(rollup, r, ""),
        ),
        (
            |rollup, r| rollup.reports[r].year.is_none_or(|y| y == rollup.year),
            of_year,
        ),
        (|rollup, r| rollup.reports[r].part.is_none(), of_whole_year),
    ];
    let mut beside: Vec<usize> = beside.to_vec();
    for (nth, (is, tell)) in steps.into_iter().enumerate() {
        beside.retain(|r| is(rollup, *r));
        let out: Vec<usize> = open.iter().copied().filter(|r| !is(rollup, *r)).collect();
        for report in out {
            let another = beside
                .iter()
                .any(|other| stands_for(rollup, unit, *other, report));
            if nth == 0 && !another {
                continue;
            }
            open.retain(|r| *r != report);
            tell(rollup, report, another);
        }
    }
}

/// Whether a report is one that another of the same unit stands for: they name one office, or one names none, or
/// the other is plainly the unit's own.
fn stands_for(rollup: &Rollup, unit: usize, own: usize, other: usize) -> bool {
    let names = (rollup.reports[own].name(), rollup.reports[other].name());
    match names {
        (Some(own), Some(other)) => is_one(own, other) || is_same(own, &rollup.units[unit].name),
        _ => true,
    }
}

/// A file without tables beside a report.
fn without_tables(rollup: &mut Rollup, report: usize, another: &str) {
    rollup.reports[report].fate = Fate::NoTables;
    let why = rollup.reports[report].faults.first();
    let why = why.map_or(String::new(), |f| format!("（{}）", f.message));
    let message = format!("不是报告，没有读取{why}；同一单位另有报告{another}");
    rollup.found(&PASSED_OVER, report, message);
}

/// A report of another year; an error where there is none of this year.
fn of_year(rollup: &mut Rollup, report: usize, another: bool) {
    let year = rollup.year;
    let it = &mut rollup.reports[report];
    it.fate = Fate::OtherYear;
    let told = it.year.unwrap_or_default();
    let message = format!("这是 {told} 年度的报告，汇总的是 {year} 年度，没有计入");
    match another {
        false => {
            let several = it.another.is_some();
            rollup.found(&OTHER_YEAR, report, message);
            if let (true, Some(finding)) = (several, rollup.findings.last_mut()) {
                SEVERAL_YEARS.clone_into(&mut finding.help);
            }
        }
        true => passed(
            rollup,
            report,
            &format!("{message}；同一单位另有 {year} 年度的"),
        ),
    }
}

/// The next step where the first of several sets of tables is of another year.
const SEVERAL_YEARS: &str =
    "这个文件里有几套表，读的是前面的一套。请只留本年度的一套，或另存为单独的文件。";

/// A report of a part of the year; an error where there is none of the whole.
fn of_whole_year(rollup: &mut Rollup, report: usize, another: bool) {
    let it = &mut rollup.reports[report];
    it.fate = Fate::PartOfYear;
    let part = it.part.as_deref().unwrap_or_default();
    let message = format!("这份报告是{part}的，汇总的是全年，没有计入");
    match another {
        false => rollup.found(&PART_OF_YEAR, report, message),
        true => passed(rollup, report, &format!("{message}；同一单位另有全年的")),
    }
}

/// A report that is passed over for its time.
fn passed(rollup: &mut Rollup, report: usize, message: &str) {
    let finding = Finding::new(&PASSED_OVER, Place::File(number(report)), message);
    let help = "不必理会；确是本年度全年的报告，请改正标题、文件名或文件夹名里的时间。";
    rollup.findings.push(finding.help(help));
}

/// A unit's reports by the name they are under. Where the roster knows former names, those under the present
/// name exclude the others; without one of these, each former name has its own.
fn by_name(rollup: &mut Rollup, unit: usize, open: Vec<usize>) -> Vec<Vec<usize>> {
    let mut now = Vec::new();
    let mut before: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for report in &open {
        match former(rollup, unit, *report) {
            Some(name) => before.entry(name).or_default().push(*report),
            None => now.push(*report),
        }
    }
    if before.is_empty() {
        set_aside(rollup, unit, &mut now, &open);
        return vec![now];
    }
    set_aside(rollup, unit, &mut now, &open);
    if now.is_empty() {
        for group in before.values_mut() {
            let beside = group.clone();
            set_aside(rollup, unit, group, &beside);
        }
        tell_former(rollup, unit, &before);
        return before.into_values().collect();
    }
    let name = rollup.units[unit].path.clone();
    for report in before.into_values().flatten() {
        rollup.reports[report].fate = Fate::Merged;
        let message = format!("{}另有现名的报告，这份用曾用名的没有计入", quote(&name));
        rollup.found(&MERGED, report, message);
    }
    vec![now]
}

/// The former name that a report is under, by its position, where it fits better than the present one.
fn former(rollup: &Rollup, unit: usize, report: usize) -> Option<usize> {
    let it = &rollup.units[unit];
    let name = rollup.reports[report].name()?;
    let fits = it.former.iter().map(|former| fit(former, name));
    let (best, at) = fits
        .enumerate()
        .map(|(at, fit)| (fit, at))
        .max_by_key(|f| f.0)?;
    (best > fit(&it.name, name)).then_some(at)
}

/// Says that a unit is the sum of those it was made of, and which of them are not in it.
fn tell_former(rollup: &mut Rollup, unit: usize, before: &BTreeMap<usize, Vec<usize>>) {
    let it = &rollup.units[unit];
    let name = quote(&it.path);
    let (with, without): (Vec<usize>, Vec<usize>) =
        (0..it.former.len()).partition(|at| before.contains_key(at));
    let words = |names: &[usize]| {
        let names = names.iter().map(|at| quote(&it.former[*at]));
        names.collect::<Vec<_>>().join("、")
    };
    let firsts = before.values().filter_map(|group| group.first());
    let mut places = firsts.map(|first| Place::File(number(*first)));
    let (message, rest) = match (with.len(), without.len()) {
        (1, 0) => return,
        (_, 0) => {
            let count = with.len();
            (
                format!("{name}没有现名的报告，{count} 个曾用名各有报告，能计入的相加"),
                None,
            )
        }
        (_, _) => {
            let message = format!(
                "{name}没有现名的报告，只有曾用名{}的，没有{}的",
                words(&with),
                words(&without)
            );
            (message, Some(LACKS_FORMER))
        }
    };
    let Some(first) = places.next() else { return };
    let mut finding = Finding::new(&MERGED, first, message);
    for place in places {
        finding = finding.related(place, "也是它的一份");
    }
    if let Some(help) = rest {
        finding = finding.help(help);
    }
    rollup.findings.push(finding);
}

/// The next step where a unit was made of several and not all of them have reported.
const LACKS_FORMER: &str = "由几个单位合并而来、由原单位各报各的，请催要缺的那一份，放在一起；只是先后改名的、或缺的那份已含在这一份里的，请在名录的「曾用名」里只留报告上的名称。";

/// By what one of several reports is preferred: none of its errors, our own workbook, words of its name that
/// say that it is a later one, its name.
fn rank(rollup: &Rollup, report: usize) -> impl Ord + use<> {
    const LATER: &[&str] = &[
        "更正", "修订", "修改", "重报", "最终", "终稿", "定稿", "正式", "新",
    ];
    let it = &rollup.reports[report];
    let name = it.file.rsplit('/').next().unwrap_or_default();
    let later = LATER.iter().filter(|w| name.contains(**w)).count();
    // 年报(2).docx comes after 年报.docx, 第10稿 after 第9稿
    let (stem, ending) = it.file.rsplit_once('.').unwrap_or((&it.file, ""));
    (
        it.errors == 0,
        it.ours,
        later,
        order_of_name(stem),
        ending.to_owned(),
    )
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

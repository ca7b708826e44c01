//! 计入与不计入: which reports count, and their sum.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use sha2::{Digest, Sha256};

use super::contain::{contain, inferiors};
use super::rules::{
    CAME_TWICE, FAULTY, FAULTY_COUNTED, MERGED, MISPLACED, MISSING, NO_REPORT_OF_ITS_OWN,
    NOT_COUNTED_SLOTS, NOTHING, ONE_LINE_COUNTED, OTHER_EDITION, OTHER_NAME, OTHER_YEAR,
    PART_OF_YEAR, PASSED_OVER, RENAMED, SAME_FIGURES, SAME_FILE, SAME_TWICE, STAYS_OUT, STRANGER,
    UNBALANCED, YEAR_UNTOLD,
};
use super::sums::{Sums, amounts, listed};
use super::units::{elsewhere, is_same, key, namesake};
use super::{Fate, Fault, Rollup, Standing, Submitted, Told, number};
use crate::finding::{Finding, Place, Rule};
use crate::form::{Feed, Form};
use crate::tally::{self, Figure, From, Tally};
use crate::text::quote;
use crate::write::show;

/// Decides every report's fate, says what is wrong, and adds up.
pub(super) fn settle(rollup: &mut Rollup) {
    strangers(rollup);
    misplaced(rollup);
    for unit in 0..rollup.units.len() {
        choose(rollup, unit);
    }
    same_files(rollup);
    contain(rollup);
    stand(rollup);
    alike(rollup);
    sum(rollup);
}

impl Rollup {
    pub(super) fn found(&mut self, rule: &'static Rule, report: usize, message: String) {
        let finding = Finding::new(rule, Place::File(number(report)), message);
        self.findings.push(finding);
    }

    /// A finding about a unit: at its line of the roster, else at the whole.
    pub(super) fn of_unit(&mut self, rule: &'static Rule, unit: usize, message: String) {
        let unit = &self.units[unit];
        let place = unit.at.map_or(Place::Run, Place::Cell);
        let finding = Finding::new(rule, place, message).value(unit.path.as_str());
        self.findings.push(finding);
    }

    /// A finding about a unit's report: at the unit's line of the roster, else at the report that counts.
    pub(super) fn of_its_report(&mut self, rule: &'static Rule, unit: usize, message: String) {
        self.of_unit(rule, unit, message);
        let mut reports = self.units[unit].reports.iter();
        let counted = reports.find(|r| self.reports[**r].fate == Fate::Counted);
        if let (Some(report), None, Some(finding)) =
            (counted, self.units[unit].at, self.findings.last_mut())
        {
            finding.at = Place::File(number(*report));
        }
    }

    /// The same with a next step of its own.
    pub(super) fn of_unit_helped(
        &mut self,
        rule: &'static Rule,
        unit: usize,
        message: String,
        help: &str,
    ) {
        self.of_unit(rule, unit, message);
        if let Some(finding) = self.findings.last_mut() {
            help.clone_into(&mut finding.help);
        }
    }
}

/// Reports of nobody on the roster.
fn strangers(rollup: &mut Rollup) {
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
fn misplaced(rollup: &mut Rollup) {
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
            false => neighbour(rollup, own, &name),
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
fn neighbour(rollup: &Rollup, unit: usize, name: &str) -> Option<usize> {
    let superior = rollup.units[unit].superior?;
    let mut found = inferiors(rollup, superior).into_iter().filter(|at| {
        let other = key(&rollup.units[*at].name);
        *at != unit && other.chars().count() > 1 && name.contains(&other)
    });
    match (found.next(), found.next()) {
        (Some(one), None) => Some(one),
        _ => None,
    }
}

/// Which of a unit's reports counts, as far as the unit alone decides it.
fn choose(rollup: &mut Rollup, unit: usize) {
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
        let others = names.is_some_and(|(one, other)| !is_same(one, other));
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

/// Errors of a report that stand beside the finding about it; all are in 报告错误 and in the JSON.
const NAMED: usize = 5;

/// The one report of a unit (or of one of its former names).
fn one(rollup: &mut Rollup, unit: usize, report: usize) {
    let form = rollup.form;
    let (it, name) = (&rollup.reports[report], &rollup.units[unit]);
    let other_edition = it.edition.is_some_and(|e| e != form.edition);
    let counts = it.errors == 0 || (rollup.include_faulty && it.edition.is_some());
    let fate = match (other_edition, counts) {
        (true, _) => Fate::OtherEdition,
        (false, true) => Fate::Counted,
        (false, false) => Fate::Faulty,
    };
    let mut found: Vec<(&'static Rule, String)> = Vec::new();
    match fate {
        Fate::OtherEdition => {
            let used = it.edition.map_or("?", |e| Form::of(e).id.as_str());
            let message = format!(
                "{}用的是 {used} 版格式，{} 年度应用 {} 版，没有计入",
                quote(&name.path),
                rollup.year,
                form.id
            );
            found.push((&OTHER_EDITION, message));
        }
        Fate::Faulty => found.push((&FAULTY, faults(rollup, report, "没有计入"))),
        _ if it.errors > 0 => {
            found.push((
                &FAULTY_COUNTED,
                faults(rollup, report, "按 --include-faulty 计入"),
            ));
            found.extend(incomplete(rollup, report));
        }
        _ => {}
    }
    if fate == Fate::Counted && it.year.is_none() {
        let message = format!(
            "{}的报告没有写明年度，按 {} 年度计入",
            quote(&name.path),
            rollup.year
        );
        found.push((&YEAR_UNTOLD, message));
    }
    found.extend(named_otherwise(rollup, unit, it));
    rollup.reports[report].fate = fate;
    for (rule, message) in found {
        let mut finding = Finding::new(rule, Place::File(number(report)), message);
        if fate == Fate::Faulty && rollup.reports[report].edition.is_none() {
            finding = finding.help("没有读到法定表格，无数可加。请向该单位索取能读取的报告（Word 的 docx、工作簿、发布的网页或由原稿另存的 PDF），放在同一文件夹。");
        }
        if std::ptr::eq(rule, &FAULTY) || std::ptr::eq(rule, &FAULTY_COUNTED) {
            let file = Place::File(number(report));
            let it = &rollup.reports[report];
            let faults = it.faults.iter().filter(|f| f.at != file);
            let named = match faults.clone().count() {
                few @ 0..=NAMED => few,
                _ => NAMED - 1,
            };
            for fault in faults.take(named) {
                let words = format!("{} {}", fault.code, fault.message);
                finding = finding.related(fault.at.clone(), words);
            }
            if named == NAMED - 1 && it.errors > NAMED {
                let rest = it.errors - named;
                let words = format!("其余 {rest} 处见汇总底稿的「报告错误」");
                finding = finding.related(file, words);
            }
        }
        rollup.findings.push(finding);
    }
}

/// The errors of a report in one sentence.
fn faults(rollup: &Rollup, report: usize, what: &str) -> String {
    let it = &rollup.reports[report];
    let first = it.faults.first().map_or("", |f: &Fault| f.message.as_str());
    let unit = quote(rollup.unit_of(report));
    let more = match it.errors {
        1 => String::new(),
        n => format!("等 {n} 处"),
    };
    format!("{unit}的报告有错误，{what}：{first}{more}")
}

/// What a counted report with errors cannot give.
fn incomplete(rollup: &Rollup, report: usize) -> Vec<(&'static Rule, String)> {
    let (it, form) = (&rollup.reports[report], rollup.form);
    let unit = quote(rollup.unit_of(report));
    let mut found = Vec::new();
    let lost: Vec<String> = (0..form.slots.len())
        .filter(|s| !matches!(form.slots[*s].feed, Feed::Sum(_)))
        .filter(|s| it.amount(form, *s).is_none())
        .map(|s| form.slots[s].id.clone())
        .collect();
    if !lost.is_empty() {
        let message = format!(
            "{unit}的报告这些格没有数字，没有可加的：{}",
            listed(&lost, "格")
        );
        found.push((&NOT_COUNTED_SLOTS, message));
    }
    let whole: Vec<String> = it
        .undivided
        .iter()
        .filter(|(_, value)| !value.is_zero())
        .map(|(head, value)| format!("{head} {}", value.normalize()))
        .collect();
    if !whole.is_empty() {
        let message = format!(
            "{unit}的报告（六）其他处理只有一行，记在 3.3.6.3：{}",
            listed(&whole, "格")
        );
        found.push((&ONE_LINE_COUNTED, message));
    }
    found
}

/// A report under another name than its unit's, or under that of another place's office.
fn named_otherwise(
    rollup: &Rollup,
    unit: usize,
    report: &Submitted,
) -> Option<(&'static Rule, String)> {
    let agency = report.agency.as_deref()?;
    let it = &rollup.units[unit];
    let same = || is_same(agency, &it.name) && elsewhere(&rollup.units, unit, agency).is_none();
    if it.superior.is_none() || same() {
        return None;
    }
    let message = format!("报告上的单位是{}，这里是{}", quote(agency), quote(&it.path));
    match it.former.iter().any(|f| is_same(agency, f)) {
        true => Some((&RENAMED, message)),
        false => Some((&OTHER_NAME, message)),
    }
}

/// The same file for two units: the one whose name it bears keeps it.
fn same_files(rollup: &mut Rollup) {
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

/// How each unit stands, and whose report is missing.
fn stand(rollup: &mut Rollup) {
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

/// Units whose figures are all the same.
fn alike(rollup: &mut Rollup) {
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

/// Figures as few bytes, the same for the same figures.
pub(super) fn digest(amounts: &[Decimal]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for amount in amounts {
        // the bytes of an amount depend on its decimals and on the sign of a zero
        let amount = match amount.is_zero() {
            true => Decimal::ZERO,
            false => amount.normalize(),
        };
        hash.update(amount.serialize());
    }
    hash.finalize().into()
}

/// Adds up what counts, works out the totals, and holds them against the form.
fn sum(rollup: &mut Rollup) {
    let form = rollup.form;
    let mut sum = vec![Decimal::ZERO; form.slots.len()];
    for report in rollup.counted() {
        for (to, value) in sum.iter_mut().zip(amounts(form, &rollup.reports[report])) {
            *to = to.saturating_add(value);
        }
    }
    rollup.tally = Tally {
        figures: with_totals(form, sum),
        ..Tally::default()
    };
    balance(rollup);
}

/// Figures of all slots from those that are no totals.
pub(super) fn with_totals(form: &Form, sums: Sums) -> Vec<Figure> {
    let figure = |value: Decimal| Figure {
        value: value.normalize(),
        from: From::Nothing,
    };
    let mut figures: Vec<Figure> = sums.into_iter().map(figure).collect();
    tally::total(&mut figures, form);
    figures
}

/// The equations of the form.
fn balance(rollup: &mut Rollup) {
    let form = rollup.form;
    let mut findings = Vec::new();
    for identity in &form.identities {
        let of = |slots: &[usize], value: &dyn Fn(usize) -> Decimal| {
            slots.iter().map(|s| value(*s)).sum::<Decimal>()
        };
        let difference = |value: &dyn Fn(usize) -> Decimal| {
            of(&identity.left, value) - of(&identity.right, value)
        };
        let whole = difference(&|s| rollup.value(s));
        if whole.is_zero() {
            continue;
        }
        let broken: Vec<String> = rollup
            .counted()
            .filter_map(|r| {
                let report = &rollup.reports[r];
                let figures = with_totals(form, amounts(form, report));
                let own = difference(&|s| figures[s].value);
                let unit = quote(rollup.unit_of(r));
                (!own.is_zero()).then(|| format!("{unit}差 {}", own.normalize()))
            })
            .collect();
        let left = of(&identity.left, &|s| rollup.value(s)).normalize();
        let right = of(&identity.right, &|s| rollup.value(s)).normalize();
        let message = format!(
            "{}：左边 {left}，右边 {right}，相差 {}；来自{}",
            identity.name,
            whole.normalize(),
            listed(&broken, "个单位")
        );
        let slot = identity.left.first().map(|s| form.slots[*s].id.clone());
        let place = slot.map_or(Place::Run, Place::Slot);
        findings.push(Finding::new(&UNBALANCED, place, message));
    }
    rollup.findings.extend(findings);
}

/// A fault's place in words.
pub(super) fn place(rollup: &Rollup, fault: &Fault) -> String {
    show::place(&fault.at, &rollup.names, Some(rollup.form))
}

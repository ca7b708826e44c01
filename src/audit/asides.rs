//! 旁页: what workbooks say beside their tables and lists, held against what these hold: unit, year and scope on
//! each sheet, 一、总体情况数据, 勾稽核对, 结转清单.
//!
//! A formula without a stored result is computed when the workbook is opened, and is passed over.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::figures::is_total;
use super::last::Figures;
use super::proof::{Check, Fault};
use super::{COLUMNS, Case, show};
use crate::form::{Form, SlotName};
use crate::handover::{
    self, Asides, CARRIED, CHECKS, DETAILS, Detail, OVERVIEW, PlainPage, RowAt, Shown,
};
use crate::write::publishable::Heading;

/// 「　截至：…」 as it should stand; nothing for a whole year.
fn until(heading: &Heading) -> String {
    heading.until.map_or(String::new(), |d| {
        format!("　截至：{}年{}月{}日", d.year(), d.month(), d.day())
    })
}

/// `填报单位：…　年度：…` as it should stand, without 计量单位.
fn due(heading: &Heading) -> String {
    let until = until(heading);
    format!(
        "填报单位：{}　年度：{}年　统计范围：{}{until}",
        heading.agency,
        heading.year,
        heading.scope.word()
    )
}

/// Each sheet says the same unit, year and scope, and the tables what they are counted in.
pub(super) fn said(
    check: &mut Check,
    file: &str,
    asides: &Asides,
    form: &Form,
    heading: Option<&Heading>,
) {
    const OTHERS: [&str; 10] = [
        CHECKS,
        CARRIED,
        "问题清单",
        "数据源",
        "汇总说明",
        "逐格来源",
        "报送情况",
        "报告错误",
        "变动",
        "凭据",
    ];
    let Some(heading) = heading else {
        check.hold(false, || {
            Fault::file(file, "表上没有写明单位、年度和统计范围")
        });
        return;
    };
    let due = due(heading);
    for (sheet, says) in &asides.said {
        let section = ["表二", "表三", "表四"].iter().position(|s| s == sheet);
        let table = form.tables.iter().find(|t| match section {
            Some(nth) => usize::from(t.section) == nth + 2,
            None => t.sheet == *sheet,
        });
        let holds = match table {
            Some(table) => {
                let slots = table.rows.iter().flatten().filter_map(|c| c.slot);
                let mut units: Vec<&str> = Vec::new();
                for slot in slots {
                    let unit = form.slots[slot].unit.as_str();
                    if !units.contains(&unit) {
                        units.push(unit);
                    }
                }
                *says == format!("{due}　计量单位：{}", units.join("、"))
            }
            None if sheet == OVERVIEW => says.starts_with(&format!("{due}　计量单位：")),
            None if OTHERS.contains(&sheet.as_str()) || sheet.starts_with("各单位") => {
                *says == due
            }
            // a sheet that others have added, or that says nothing of itself
            None => continue,
        };
        check.hold(holds, || {
            let message = format!("写的是「{says}」，应是「{due}…」");
            Fault::cell(file, sheet, "A2".to_owned(), message)
        });
    }
}

/// A row's place and number in 结转清单, with all that is said of it.
type Carried = [String; 9];

impl Case<'_> {
    /// See [`said`].
    pub(super) fn said(&self) -> Check {
        let title = "各工作表写明的单位、年度、统计范围一致";
        let mut check = Check::new("said", title, "个工作表");
        let (shown, file) = (&self.paper.shown, &self.paper.file);
        let heading = shown.heading.as_ref();
        said(&mut check, file, &self.paper.asides, shown.form, heading);
        if let Ok((file, tables)) = &self.tables {
            said(&mut check, file, &tables.asides, tables.form, heading);
        }
        let lists = [
            (DETAILS, &self.paper.details.note),
            (handover::FATES, &self.paper.fates.note),
        ];
        let until = heading.map(until).unwrap_or_default();
        for (sheet, note) in lists {
            let told = note.find("　截至：").map_or("", |at| &note[at..]);
            let told = told.split('。').next().unwrap_or_default();
            check.hold(told == until, || {
                let message = format!(
                    "第一行最后一格写的是「{note}」，截至日期应是「{}」",
                    until.trim()
                );
                Fault::sheet(file, sheet, message)
            });
        }
        check
    }

    /// 一、总体情况数据 says what the listed rows say, as far as these tell it.
    pub(super) fn overview(&self) -> Check {
        let title = "「一、总体情况数据」与明细相符，合计相符";
        let mut check = Check::new("overview", title, "格");
        match &self.tables {
            Ok((file, tables)) => {
                months(&mut check, file, tables, &mut self.listed());
                self.named(&mut check, file, tables);
            }
            Err(_) => check.skipped = true,
        }
        check
    }

    /// The lines behind figures that are of rows and no totals.
    pub(super) fn listed(&self) -> impl Iterator<Item = &Detail> {
        let details = self.paper.details.lines.iter();
        details.filter(|d| d.at.is_some() && !is_total(&d.slot))
    }

    /// 勾稽核对 says what the tables and the lists hold.
    pub(super) fn equations(&self) -> Check {
        let mut check = Check::new("equations", "「勾稽核对」的各数与底稿相符", "格");
        let file = self.paper.file.as_str();
        let Some(page) = self.paper.asides.pages.get(CHECKS) else {
            check.hold(false, || {
                Fault::file(file, format!("没有工作表「{CHECKS}」"))
            });
            return check;
        };
        let sheet = Sheet {
            file,
            name: CHECKS,
            page,
        };
        let none = Figures::new();
        let last = self.last.as_ref().unwrap_or(&none);
        let figures = &self.paper.shown.figures;
        let value = |slot: &str| figures.get(slot).and_then(|f| f.seen());
        let mut told: BTreeSet<String> = BTreeSet::new();
        let mut block = String::new();
        for row in page.rows().into_iter().filter(|r| *r > 2) {
            let name = page.text(row, 0);
            if page.text(row, 6) == "结论" {
                block = name;
                continue;
            }
            let sum = |words: &str, of: &dyn Fn(&str) -> Option<Decimal>| {
                words.split(" ＋ ").map(of).sum::<Option<Decimal>>()
            };
            let (left, right) = (page.text(row, 1), page.text(row, 3));
            match block.as_str() {
                "表内勾稽关系" => {
                    told.insert(format!("{left}＝{right}"));
                    let sides = (sum(&left, &value), sum(&right, &value));
                    sheet.equation(&mut check, row, sides.0, sides.1);
                    let of_last = |slot: &str| last.get(slot).copied();
                    let before = (sum(&left, &of_last), sum(&right, &of_last));
                    if let (Some(a), Some(b)) = before {
                        sheet.number(&mut check, (row, 7), Some(a));
                        sheet.number(&mut check, (row, 8), Some(b));
                        sheet.words(&mut check, (row, 9), verdict(a, b));
                    }
                }
                "与上年衔接" => {
                    let now = value(&left);
                    let due = self.connected(&left);
                    sheet.equation(&mut check, row, now, due);
                }
                "每一行的去向" => self.fates_of(&mut check, &sheet, row, &name),
                _ => {
                    told.insert(name.clone());
                    let details = self.paper.details.lines.iter();
                    let of_slot = details.filter(|d| d.slot == name).filter_map(|d| d.count);
                    // a list of one line a row has no lines of totals
                    let listed = match self.paper.details.sheet.is_some() || !is_total(&name) {
                        true => Some(of_slot.sum()),
                        false => value(&name),
                    };
                    sheet.equation(&mut check, row, value(&name), listed);
                    if let Some(before) = last.get(&name) {
                        sheet.number(&mut check, (row, 7), Some(*before));
                        let change = value(&name).map(|now| now - before);
                        sheet.number(&mut check, (row, 8), change);
                    }
                }
            }
        }
        let columns = COLUMNS.into_iter().chain(["总计"]);
        let equations = columns.map(|c| format!("3.1/{c} ＋ 3.2/{c}＝3.3.7/{c} ＋ 3.4/{c}"));
        for due in equations.chain(figures.keys().cloned()) {
            check.hold(told.contains(&due), || {
                Fault::sheet(file, CHECKS, format!("没有「{due}」一行"))
            });
        }
        check
    }

    /// What a figure of this year should be by last year's.
    fn connected(&self, slot: &str) -> Option<Decimal> {
        if let Some(class) = slot.strip_prefix("3.2/") {
            return self.carried_over(&format!("3.4/{class}"));
        }
        let line = slot.strip_suffix("/现行有效件数")?;
        let of = |head: &str| {
            let figure = self.paper.shown.figures.get(&format!("{line}/{head}"));
            figure.and_then(|f| f.seen())
        };
        let before = self.carried_over(slot)?;
        Some(before + of("本年制发件数")? - of("本年废止件数")?)
    }

    /// The rows that were read and what became of them.
    fn fates_of(&self, check: &mut Check, sheet: &Sheet<'_>, row: u32, name: &str) {
        let fates = &self.paper.fates.lines;
        let count = |n: usize| Some(Decimal::from(n));
        match name.split_once("其中：") {
            Some((_, fate)) => {
                let of = fates.iter().filter(|f| f.fate == fate).count();
                sheet.number(check, (row, 4), count(of));
            }
            None => {
                let read = self.paper.sources.lines.iter().filter_map(|s| s.read);
                sheet.equation(check, row, count(read.sum()), count(fates.len()));
            }
        }
    }

    /// 结转清单 lists the applications behind 3.2 and 3.4, and says of them what 来源明细 says.
    pub(super) fn carried(&self) -> Check {
        let mut check = Check::new("carried", "「结转清单」与明细相符", "件申请");
        let file = self.paper.file.as_str();
        let Some(page) = self.paper.asides.pages.get(CARRIED) else {
            check.require(false, || {
                Fault::file(file, format!("没有工作表「{CARRIED}」"))
            });
            return check;
        };
        let mut due = self.carried_due();
        // a list that is too long for the sheet is cut, and says how much is left out
        let mut left: BTreeMap<String, usize> = BTreeMap::new();
        for row in page.rows().into_iter().filter(|r| *r > 3) {
            let line: Carried = [0, 1, 2, 3, 4, 5, 6, 7, 8].map(|c| page.text(row, c));
            if line[1..].iter().all(String::is_empty) || line[1] == "（没有）" {
                continue;
            }
            let more = line[1]
                .strip_prefix("另有 ")
                .and_then(|m| m.split_once(" 件"));
            if let (Some((count, _)), true) = (more, line[7].is_empty()) {
                left.insert(line[0].clone(), count.parse().unwrap_or_default());
                continue;
            }
            let known = due.get_mut(&line).filter(|count| **count > 0);
            let holds = known.is_some();
            if let Some(count) = known {
                *count -= 1;
            }
            check.hold(holds, || {
                let message = format!("「{DETAILS}」里没有这样的一件：{}", line.join("，"));
                Fault::cell(file, CARRIED, row.to_string(), message)
            });
        }
        for caption in ["上年结转", "结转下年度继续办理"] {
            let missing = due.iter().filter(|(line, _)| line[0] == caption);
            let count: usize = missing.clone().map(|(_, count)| count).sum();
            let told = left.get(caption).copied().unwrap_or_default();
            check.require(count == told, || {
                let first = missing.into_iter().find(|(_, count)| **count > 0);
                let first = first.map_or(String::new(), |(line, _)| line.join("，"));
                let message =
                    format!("「{caption}」少列 {count} 件（写明另有 {told} 件）：{first}");
                Fault::sheet(file, CARRIED, message)
            });
        }
        check
    }

    fn carried_due(&self) -> BTreeMap<Carried, usize> {
        let lines = lines_of(&self.paper.details.lines, self.paper.shown.form);
        let mut due: BTreeMap<Carried, usize> = BTreeMap::new();
        let details = self.paper.details.lines.iter();
        for detail in details.filter(|d| !is_total(&d.slot)) {
            let caption = match SlotName::of(&detail.slot) {
                Some(name) if name.is_carried_in() => "上年结转",
                Some(name) if name.is_carried_out() => "结转下年度继续办理",
                _ => continue,
            };
            let Some(at) = &detail.at else { continue };
            let line = lines.get(at).copied();
            let open = |slot: &str| SlotName::of(slot).is_some_and(SlotName::is_carried_out);
            let closed = line.filter(|(slot, _)| !open(slot));
            let state = match closed {
                Some((_, line)) => format!("{} 办结：{line}", detail.words.closed),
                None => "未办结".to_owned(),
            };
            let words = &detail.words;
            let line = [
                caption.to_owned(),
                words.number.clone(),
                words.received.clone(),
                words.class.clone(),
                show(detail.count),
                at.file.clone(),
                at.sheet.clone(),
                at.row.to_string(),
                state,
            ];
            *due.entry(line).or_default() += 1;
        }
        due
    }
}

/// 一、总体情况数据 of a workbook against the rows that it is made of.
pub(super) fn months(
    check: &mut Check,
    file: &str,
    tables: &Shown,
    rows: &mut dyn Iterator<Item = &Detail>,
) {
    let Some(page) = tables.asides.pages.get(OVERVIEW) else {
        check.hold(false, || {
            Fault::file(file, format!("没有工作表「{OVERVIEW}」"))
        });
        return;
    };
    let sheet = Sheet {
        file,
        name: OVERVIEW,
        page,
    };
    let (mut months, mut answered) = ([Decimal::ZERO; 12], Decimal::ZERO);
    // none where that is beyond reckoning
    let mut days = Some(Decimal::ZERO);
    let mut told = true;
    for detail in rows {
        let count = detail.count.unwrap_or_default();
        let day = |text: &str| text.parse::<Date>().ok();
        let Some(name) = SlotName::of(&detail.slot) else {
            continue;
        };
        if name.is_new() {
            match day(&detail.words.received) {
                Some(day) => months[usize::from(day.month().unsigned_abs()) - 1] += count,
                None => told = false,
            }
        } else if name.is_result() || name.is_all_results() {
            let span = day(&detail.words.received).zip(day(&detail.words.closed));
            let span = span.and_then(|(from, to)| to.since(from).ok());
            answered += count;
            match span {
                Some(span) => {
                    let own = count.checked_mul(span.get_days().abs().into());
                    days = days.zip(own).and_then(|(sum, own)| sum.checked_add(own));
                }
                None => told = false,
            }
        }
    }
    for (caption, months) in [
        ("主动公开信息（条）", None),
        ("收到政府信息公开申请（件）", Some(months).filter(|_| told)),
    ] {
        block(check, &sheet, caption, months);
    }
    let row = page
        .rows()
        .into_iter()
        .find(|r| page.text(*r, 0) == "本年度答复（件）");
    let Some(row) = row else {
        check.hold(false, || {
            Fault::sheet(file, OVERVIEW, "没有「本年度答复（件）」一行")
        });
        return;
    };
    sheet.number(check, (row, 1), Some(answered));
    if told {
        match days.and_then(|days| average(days, answered)) {
            Some(average) => sheet.number(check, (row, 11), Some(average)),
            None => sheet.words(check, (row, 11), "—"),
        }
    }
}

/// Days for each of those answered, one decimal, half up; none of nothing, nor of counts that no rows can have.
fn average(days: Decimal, answered: Decimal) -> Option<Decimal> {
    let whole = days.checked_mul(Decimal::from(20))?.checked_add(answered)?;
    let tenths = whole.checked_div(answered.checked_mul(Decimal::TWO)?)?;
    tenths.floor().checked_div(Decimal::TEN)
}

/// The result of each application: its slot, and the line of the form.
fn lines_of<'d>(details: &'d [Detail], form: &'d Form) -> BTreeMap<&'d RowAt, (&'d str, &'d str)> {
    let results = details.iter().filter(|d| {
        SlotName::of(&d.slot)
            .is_some_and(|name| (name.is_result() || name.is_carried_out()) && !name.is_total())
    });
    let lines = results.filter_map(|d| {
        let slot = &form.slots[form.slot(&d.slot)?];
        Some((d.at.as_ref()?, (d.slot.as_str(), slot.line.as_str())))
    });
    lines.collect()
}

fn verdict(a: Decimal, b: Decimal) -> &'static str {
    match a == b {
        true => "平",
        false => "不平",
    }
}

/// A sheet that is held cell by cell.
pub(super) struct Sheet<'s> {
    pub(super) file: &'s str,
    pub(super) name: &'s str,
    pub(super) page: &'s PlainPage,
}

impl Sheet<'_> {
    /// The number in a cell; a formula without a stored result is passed over.
    pub(super) fn number(&self, check: &mut Check, at: (u32, u16), due: Option<Decimal>) {
        let found = self.page.number(at.0, at.1);
        if found.is_none() && self.page.is_uncomputed(at.0, at.1) {
            return;
        }
        check.hold(found == due, || {
            let text = self.page.text(at.0, at.1);
            let found = match found {
                None if text.is_empty() => "空的".to_owned(),
                None => crate::text::quote(&text),
                found => show(found),
            };
            let message = format!("这里是 {found}，应为 {}", show(due));
            Fault::cell(self.file, self.name, handover::cell(at.0, at.1), message)
        });
    }

    fn words(&self, check: &mut Check, at: (u32, u16), due: &str) {
        if self.page.is_uncomputed(at.0, at.1) {
            return;
        }
        let found = self.page.text(at.0, at.1);
        check.hold(found == due, || {
            let message = format!("这里是「{found}」，应为「{due}」");
            Fault::cell(self.file, self.name, handover::cell(at.0, at.1), message)
        });
    }

    /// Both sides, their difference and the verdict.
    fn equation(&self, check: &mut Check, row: u32, left: Option<Decimal>, right: Option<Decimal>) {
        self.number(check, (row, 2), left);
        self.number(check, (row, 4), right);
        if let (Some(left), Some(right)) = (left, right) {
            self.number(check, (row, 5), Some(left - right));
            self.words(check, (row, 6), verdict(left, right));
        }
    }
}

/// A block of months: each line and each column adds up, and the months are those that are known.
fn block(check: &mut Check, sheet: &Sheet<'_>, caption: &str, months: Option<[Decimal; 12]>) {
    let page = sheet.page;
    let rows = page.rows();
    let Some(begin) = rows.iter().position(|r| page.text(*r, 0) == caption) else {
        check.hold(false, || {
            Fault::sheet(sheet.file, sheet.name, format!("没有「{caption}」一块"))
        });
        return;
    };
    let Some(heads) = rows.get(begin + 1).copied() else {
        return;
    };
    let last = (1..40)
        .find(|c| page.text(heads, *c) == "合计")
        .unwrap_or(13);
    let mut sums: BTreeMap<u16, Decimal> = BTreeMap::new();
    for row in rows.into_iter().filter(|r| *r > heads) {
        let whole = page.text(row, 0) == "合计";
        let across: Decimal = (1..last).filter_map(|c| page.number(row, c)).sum();
        for column in 1..last {
            let value = page.number(row, column).unwrap_or_default();
            match whole {
                true => {
                    let sum = sums.get(&column).copied().unwrap_or_default();
                    sheet.number(check, (row, column), Some(sum));
                    let month = months.and_then(|m| m.get(usize::from(column) - 1).copied());
                    if let Some(month) = month {
                        sheet.number(check, (row, column), Some(month));
                    }
                }
                false => *sums.entry(column).or_default() += value,
            }
        }
        sheet.number(check, (row, last), Some(across));
        if whole {
            return;
        }
    }
    check.hold(false, || {
        Fault::sheet(sheet.file, sheet.name, format!("「{caption}」没有合计一行"))
    });
}

/// What the list of details should say in 计入行次 of each row.
pub(super) fn counted_in<'d>(
    details: &'d [Detail],
    form: &Form,
) -> BTreeMap<&'d RowAt, Vec<String>> {
    let given = details.iter().filter(|d| d.at.is_none());
    // lines of the form of which something comes from no row
    let opened: BTreeSet<&str> = given.map(|d| line_of(&d.slot)).collect();
    let mut slots: BTreeMap<&RowAt, Vec<usize>> = BTreeMap::new();
    for detail in details.iter().filter(|d| !is_total(&d.slot)) {
        let slot = form.slot(&detail.slot);
        if let (Some(at), Some(slot)) = (&detail.at, slot) {
            let of = slots.entry(at).or_default();
            if !of.contains(&slot) {
                of.push(slot);
            }
        }
    }
    let words = slots.into_iter().filter_map(|(at, mut of)| {
        of.sort_unstable();
        let last = &form.slots[*of.last()?];
        let heads = |without: &str| {
            let heads = of.iter().map(|s| form.slots[*s].head.as_str());
            let heads: Vec<&str> = heads.filter(|h| *h != without).collect();
            format!("{}—{}", last.line, heads.join("、"))
        };
        let words = match last.id.as_bytes().first() {
            Some(b'3') => vec![last.line.clone()],
            Some(b'4') => vec![format!("{}—{}", last.line, last.head)],
            // what was in force before counts through the opening
            _ if opened.contains(line_of(&last.id)) => vec![heads(""), heads("现行有效件数")],
            _ => vec![heads("")],
        };
        Some((at, words))
    });
    words.collect()
}

/// `2.规章` of `2.规章/现行有效件数`.
fn line_of(slot: &str) -> &str {
    SlotName::of(slot).map_or("", |name| name.line)
}

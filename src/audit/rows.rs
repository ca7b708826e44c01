//! 逐行: the listed rows against the sources and against the fates of all rows.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::figures::is_total;
use super::proof::{Check, Fault};
use super::{COLUMNS, Case, asides, reread};
use crate::book::Value;
use crate::form::SlotName;
use crate::handover::{self, Detail, Fated, RowAt, Words};

impl Case<'_> {
    /// No row stands twice behind a figure, no application twice in one half of the table.
    pub(super) fn once(&self) -> Check {
        let mut check = Check::new("once", "明细没有重复", "行明细");
        let list = &self.paper.details;
        // a document issued and repealed in the year adds and takes away
        let mut rows: BTreeMap<(&str, &RowAt, Option<Decimal>), u32> = BTreeMap::new();
        let mut numbers: BTreeMap<(String, String, [&str; 2]), (&RowAt, u32)> = BTreeMap::new();
        // units that number for themselves say so by a key of 承办单位 and a number, and so does who begins again
        let key = self.handed.settings.key.iter();
        let key: Vec<String> = key.map(|field| crate::text::squeeze(field)).collect();
        let has = |field: &str| key.iter().any(|of| of == field);
        let own_numbers = has("承办单位");
        let by_day = has("申请编号") && has("收到日期");
        let listed = ["申请编号", "收到日期", "承办单位"];
        let by_others = has("申请编号") && key.iter().any(|of| !listed.contains(&of.as_str()));
        for detail in &list.lines {
            let Some(at) = &detail.at else { continue };
            let before = rows.insert((&detail.slot, at, detail.count), detail.line);
            check.hold(before.is_none(), || {
                let message = format!(
                    "{} 在 {} 下列了两次，另一次在第 {} 行",
                    at.show(),
                    detail.slot,
                    before.unwrap_or_default()
                );
                Fault::line(list, detail.line, message).of_slot(&detail.slot)
            });
            let number = detail.words.number.as_str();
            // what else tells numbers apart is not all listed
            let told = !number.is_empty() && !by_others;
            let Some(half) = half(&detail.slot).filter(|_| told) else {
                continue;
            };
            // the same number may be written in another width or case
            let unit = detail.unit.as_str();
            let unit = if own_numbers { unit } else { "" };
            let day = if by_day { &*detail.words.received } else { "" };
            let key = (half, crate::text::squeeze(number), [unit, day]);
            match numbers.get(&key) {
                Some((other, line)) if *other != at => {
                    let message = format!(
                        "编号 {number} 已在第 {line} 行计过一次（{}），同一件不能计两次",
                        other.show()
                    );
                    let fault = Fault::line(list, detail.line, message);
                    check.faults.push(fault.of_slot(&detail.slot));
                }
                _ => {
                    numbers.insert(key, (at, detail.line));
                }
            }
        }
        check
    }

    /// Each application stands once among those to be dealt with and once among the results, in the same
    /// column and with the same count.
    pub(super) fn balance(&self) -> Check {
        let title = "每件申请在收到和办理两边各计一次";
        let mut check = Check::new("balance", title, "件申请");
        let list = &self.paper.details;
        let mut halves: BTreeMap<&RowAt, [Vec<&Detail>; 2]> = BTreeMap::new();
        let details = list.lines.iter();
        for detail in details.filter(|d| !is_total(&d.slot)) {
            let Some(at) = &detail.at else { continue };
            match half(&detail.slot).as_deref() {
                Some("收到") => halves.entry(at).or_default()[0].push(detail),
                Some("办理") => halves.entry(at).or_default()[1].push(detail),
                _ => {}
            }
        }
        let column = |slot: &str| SlotName::of(slot).map(|name| name.head.to_owned());
        for (at, sides) in halves {
            let [Some(left), Some(right)] = sides.each_ref().map(|s| s.first()) else {
                let (missing, there) = match sides[0].first() {
                    None => ("3.1、3.2", &sides[1]),
                    Some(_) => ("3.3、3.4", &sides[0]),
                };
                let line = there.first().map_or(0, |d| d.line);
                check.hold(false, || {
                    let message = format!("{} 没有列入 {missing} 的任何一格", at.show());
                    Fault::line(list, line, message)
                });
                continue;
            };
            let alone = sides.iter().all(|side| side.len() == 1);
            let alike = column(&left.slot) == column(&right.slot) && left.count == right.count;
            check.hold(alone && alike, || {
                let message = format!(
                    "{} 列在 {} 和 {}，两边的栏次或计数不同，或列了不止一次",
                    at.show(),
                    left.slot,
                    right.slot
                );
                Fault::line(list, right.line, message).of_slot(&right.slot)
            });
        }
        check
    }

    /// The days, the class and the line that are listed with a row are those of the slot it is listed in.
    fn misplaced(&self, detail: &Detail) -> Option<String> {
        let words = &detail.words;
        let name = SlotName::of(&detail.slot)?;
        let subject = name.subject();
        let told = match name.section() {
            3 => words.class == name.head,
            2 => words.class == subject || is_of_old_line(&words.class, subject),
            _ => words.class == subject,
        };
        if !told {
            return Some(format!(
                "类型列的是「{}」，不属于 {}",
                words.class, detail.slot
            ));
        }
        let wanted = self.untimely(detail)?;
        Some(format!(
            "{}：{wanted}；列的开始日期是 {}，办结日期是 {}",
            detail.slot,
            or_none(&words.received),
            or_none(&words.closed)
        ))
    }

    /// What the days of a row should be and are not. A period stands for a day where the file tells it.
    fn untimely(&self, detail: &Detail) -> Option<&'static str> {
        let heading = self.paper.shown.heading.as_ref()?;
        let start = Date::new(heading.year, 1, 1).ok()?;
        let year_end = || Date::new(heading.year, 12, 31).ok();
        let end = heading.until.or_else(year_end)?;
        let words = &detail.words;
        let (Ok(received), Ok(closed)) = (span(&words.received), span(&words.closed)) else {
            return Some("日期应是一天或一段时间");
        };
        let inside = |span: Span| span.is_some_and(|(from, to)| start <= from && to <= end);
        let open = closed.is_none_or(|(from, _)| from > end);
        let takes_away = detail.count.is_some_and(|c| c.is_sign_negative());
        let name = SlotName::of(&detail.slot)?;
        let (holds, wanted) = match (name.line, name.head) {
            ("3.1", _) => (inside(received), "收到日期应在统计期内"),
            ("3.2", _) => (
                received.is_some_and(|(_, to)| to < start),
                "收到日期应早于统计期",
            ),
            ("3.4", _) | (_, "尚未审结") => (open, "在统计期内已经办结"),
            // the latter of edition 2019
            (_, "本年制发件数" | "本年新制作数量") => {
                (inside(received), "制发日期应在统计期内")
            }
            (_, "现行有效件数") if !takes_away => (
                received.is_some_and(|(from, _)| from <= end),
                "制发日期应不晚于统计期",
            ),
            _ => (inside(closed), "办结日期应在统计期内"),
        };
        (!holds).then_some(wanted)
    }

    /// See [`Case::misplaced`].
    pub(super) fn placed(&self) -> Check {
        let title = "日期、类型、计入行次与所在的格相符";
        let mut check = Check::new("placed", title, "行明细");
        let list = &self.paper.details;
        for detail in list.lines.iter().filter(|d| !is_total(&d.slot)) {
            if detail.at.is_none() {
                continue;
            }
            let message = self.misplaced(detail);
            check.hold(message.is_none(), || {
                let message = message.clone().unwrap_or_default();
                Fault::line(list, detail.line, message).of_slot(&detail.slot)
            });
        }
        self.lines_said(&mut check);
        check
    }

    /// 计入行次 of each line of the sheet is that of all slots its row is listed in.
    fn lines_said(&self, check: &mut Check) {
        let list = &self.paper.details;
        let due = asides::counted_in(&list.lines, self.paper.shown.form);
        // a list of one line a row has none
        let shown = match list.sheet.is_some() {
            true => &list.lines,
            false => &list.shown,
        };
        for detail in shown {
            let Some(due) = detail.at.as_ref().and_then(|at| due.get(at)) else {
                continue;
            };
            let says = &detail.words.counted_in;
            check.require(due.contains(says), || {
                let message = format!("计入行次列的是「{says}」，应是「{}」", due[0]);
                Fault {
                    sheet: Some(handover::DETAILS.to_owned()),
                    cell: Some(detail.line.to_string()),
                    ..Fault::file(&self.paper.file, message)
                }
                .of_slot(&detail.slot)
            });
        }
    }

    /// Each listed row exists in its source and says what the list says of it.
    pub(super) fn rows(&self) -> Check {
        let mut check = Check::new("rows", "明细所列的行在源文件中存在，内容相符", "行明细");
        let list = &self.paper.details;
        let whole = list.lines.iter().filter(|_| !list.shown.is_empty());
        let known: BTreeSet<String> = whole.map(said).collect();
        for detail in list.shown.iter().filter(|d| !is_total(&d.slot)) {
            check.hold(known.contains(&said(detail)), || Fault {
                sheet: Some(handover::DETAILS.to_owned()),
                cell: Some(detail.line.to_string()),
                ..Fault::file(&self.paper.file, format!("这一行在 {} 里没有", list.file))
            });
        }
        self.emptied(&mut check);
        for (detail, merged) in list.lines.iter().zip(&self.merged) {
            let Some(at) = &detail.at else { continue };
            let fault = |message| Fault::line(list, detail.line, message).of_slot(&detail.slot);
            let mut values: Vec<&Value> = Vec::new();
            let mut missing = Vec::new();
            for row in std::iter::once(Ok(at)).chain(merged.iter().map(Result::as_ref)) {
                match row {
                    Ok(row) => match self.values(row) {
                        Some(found) => values.extend(found),
                        None => missing.push(format!("源文件中没有 {}", row.show())),
                    },
                    Err(text) => missing.push(format!("「{text}」不是源文件中的一行")),
                }
            }
            let values: Vec<Value> = values.into_iter().cloned().collect();
            let gone = missing.is_empty();
            check.hold(gone, || fault(missing.join("；")));
            if !gone {
                continue;
            }
            for (head, listed) in unsaid(detail, &values) {
                let message = format!("{}：{head}列的是「{listed}」，该行中没有", at.show());
                check.faults.push(fault(message));
            }
            let count = detail
                .count
                .filter(|count| !self.counts(&detail.slot, *count, &values));
            if let Some(count) = count {
                let count = count.normalize();
                let message = format!("{}：计数列的是 {count}，该行中没有这个数", at.show());
                check.faults.push(fault(message));
            }
        }
        check
    }

    /// Whether a row says how much it adds to a slot: its money in any unit, or a number of things. One thing need not
    /// be told.
    fn counts(&self, slot: &str, count: Decimal, values: &[Value]) -> bool {
        let form = self.paper.shown.form;
        let unit = form
            .slot(slot)
            .map_or("", |at| form.slots[at].unit.as_str());
        let scales: &[Decimal] = match unit.contains('元') {
            true => &OF_TEN_THOUSAND,
            false if count.abs() == Decimal::ONE => return true,
            false => &[Decimal::ONE],
        };
        scales.iter().any(|scale| {
            let wanted = count.abs().checked_mul(*scale);
            wanted.is_none_or(|wanted| reread::has_number(values, wanted))
        })
    }

    /// The cells of a row with their columns, from 0.
    pub(super) fn cells(&self, at: &RowAt) -> impl Iterator<Item = (u16, &Value)> {
        let source = self.sources.get(at.file.as_str());
        let key = (at.sheet.clone(), at.row);
        let columns = source.and_then(|source| source.columns.get(&key));
        let values = source.and_then(|source| source.values.get(&key));
        let columns = columns.into_iter().flatten().copied();
        columns.zip(values.into_iter().flatten())
    }

    fn values(&self, at: &RowAt) -> Option<&Vec<Value>> {
        let source = self.sources.get(at.file.as_str())?;
        source.values.get(&(at.sheet.clone(), at.row))
    }

    /// Each row of the sources has one fate, and those that count are those listed behind the figures.
    pub(super) fn fates(&self) -> Check {
        let mut check = Check::new("fates", "每一行都有且只有一个去向", "行");
        let list = &self.paper.fates;
        let files = self.paper.files();
        let mut told = Told::new();
        for fated in &list.lines {
            let fault = |message: String| Fault::line(list, fated.line, message);
            let Some(at) = &fated.at else {
                check.faults.push(fault("没有写明是哪一行".to_owned()));
                continue;
            };
            if !["计入", "合并", "排除", "有误"].contains(&fated.fate.as_str()) {
                let message = format!("{}：去向「{}」不在四种之内", at.show(), fated.fate);
                check.faults.push(fault(message));
            }
            let into = fated.why.strip_prefix("并入 ");
            let into = into.and_then(|text| RowAt::parse(text, files.iter().copied()));
            if let Some((other, _)) = told.insert(at, (fated, into)) {
                let message = format!("{} 已在第 {} 行写过去向", at.show(), other.line);
                check.faults.push(fault(message));
            }
        }
        self.covered(&told, &mut check);
        self.matching(&told, &mut check);
        check
    }

    /// The rows with a fate are the rows of the sources.
    fn covered(&self, told: &Told<'_>, check: &mut Check) {
        let mut left: BTreeSet<&RowAt> = told.keys().copied().collect();
        let known: BTreeSet<&str> = told.keys().map(|at| at.file.as_str()).collect();
        for (file, source) in &self.sources {
            if !known.contains(file) {
                let rows: usize = source.rows.values().map(Vec::len).sum();
                check.require(rows == 0, || {
                    let message = format!("{rows} 行都不在「{}」里", handover::FATES);
                    Fault::file(file, message)
                });
                continue;
            }
            for (sheet, rows) in &source.rows {
                let mut at = RowAt {
                    file: (*file).to_owned(),
                    sheet: sheet.clone(),
                    row: 0,
                };
                for row in rows {
                    at.row = *row;
                    check.hold(left.remove(&at), || {
                        Fault::row(&at, format!("这一行在「{}」里没有", handover::FATES))
                    });
                }
            }
        }
        let mut gone: BTreeMap<&str, usize> = BTreeMap::new();
        for at in left {
            if !self.sources.contains_key(at.file.as_str()) {
                *gone.entry(&at.file).or_default() += 1;
                continue;
            }
            let line = told.get(at).map_or(0, |(fated, _)| fated.line);
            let message = format!("源文件中没有 {}", at.show());
            check
                .faults
                .push(Fault::line(&self.paper.fates, line, message));
        }
        for (file, rows) in gone {
            let message = format!("文件不在，「{}」里它的 {rows} 行无从核对", handover::FATES);
            check.faults.push(Fault::file(file, message));
        }
        for source in &self.paper.sources.lines {
            let rows = self.sources.get(source.file.as_str());
            let rows = rows.map(|r| r.rows.get(&source.sheet).map_or(0, Vec::len));
            if let (Some(read), Some(rows)) = (source.read, rows)
                && read != rows
            {
                let message = format!("读取的行写的是 {read}，源文件中有 {rows} 行有内容");
                let fault = Fault::line(&self.paper.sources, source.line, message);
                check.faults.push(fault);
            }
        }
    }

    /// 计入 are the rows behind the figures, 合并 are the other rows of the same things.
    fn matching(&self, told: &Told<'_>, check: &mut Check) {
        let details = &self.paper.details;
        let mut counted: BTreeMap<&RowAt, u32> = BTreeMap::new();
        let mut merged: BTreeMap<&RowAt, u32> = BTreeMap::new();
        for (detail, others) in details.lines.iter().zip(&self.merged) {
            counted.extend(detail.at.as_ref().map(|at| (at, detail.line)));
            merged.extend(others.iter().flatten().map(|at| (at, detail.line)));
        }
        for (rows, fate) in [(&counted, "计入"), (&merged, "合并")] {
            for (at, line) in rows {
                let says = told
                    .get(at)
                    .map_or("没有", |(fated, _)| fated.fate.as_str());
                check.require(says == fate, || {
                    let message = format!(
                        "{} 列为{fate}，「{}」里却是{says}",
                        at.show(),
                        handover::FATES
                    );
                    Fault::line(details, *line, message)
                });
            }
        }
        // a document of earlier years counts through last year's number of those in force
        let mut lines = details.lines.iter();
        let opening = lines.any(|d| SlotName::section_of(&d.slot) == 2 && d.at.is_none());
        let in_opening = |fated: &Fated| opening && fated.why.starts_with("上年已计入");
        for (at, (fated, into)) in told {
            let target = into.as_ref().and_then(|into| told.get(into));
            let (holds, message) = match fated.fate.as_str() {
                "计入" => (
                    counted.contains_key(at) || in_opening(fated),
                    format!("去向是计入，「{}」里却没有", handover::DETAILS),
                ),
                "合并" => (
                    target.is_some_and(|(target, _)| {
                        target.fate == "计入" && (merged.contains_key(at) || in_opening(target))
                    }),
                    format!("去向是合并（{}），那一行却没有计入它", fated.why),
                ),
                _ => continue,
            };
            check.require(holds, || {
                let message = format!("{} {message}", at.show());
                Fault::line(&self.paper.fates, fated.line, message)
            });
        }
    }
}

/// What 万元 is in the units that ledgers have: 亿元, 千万元, 百万元, 万元, 千元, 百元, 元.
const OF_TEN_THOUSAND: [Decimal; 7] = [
    Decimal::from_parts(1, 0, 0, false, 4),
    Decimal::from_parts(1, 0, 0, false, 3),
    Decimal::from_parts(1, 0, 0, false, 2),
    Decimal::ONE,
    Decimal::TEN,
    Decimal::ONE_HUNDRED,
    Decimal::from_parts(10_000, 0, 0, false, 0),
];

/// Each row's line in 每行去向, and the row that it is merged into.
type Told<'a> = BTreeMap<&'a RowAt, (&'a Fated, Option<RowAt>)>;

/// What a thing may stand in only once: one side of the table of applications, one block of section 四.
fn half(slot: &str) -> Option<String> {
    let name = SlotName::of(slot)?;
    match name.section() {
        3 if name.is_new() || name.is_carried_in() => Some("收到".to_owned()),
        3 => Some("办理".to_owned()),
        4 => Some(name.line.to_owned()),
        _ => None,
    }
}

/// What the list says and the row, with the other rows of the same thing, does not.
fn unsaid<'d>(detail: &'d Detail, values: &[Value]) -> Vec<(&'static str, &'d str)> {
    let words = &detail.words;
    let mut unsaid = Vec::new();
    if !words.number.is_empty() && !reread::has_text(values, &words.number) {
        unsaid.push(("编号", words.number.as_str()));
    }
    for (head, listed) in [("收到日期", &words.received), ("办结日期", &words.closed)] {
        // a period instead of a day is told by the file, not by the row
        if day(listed).is_some_and(|d| !reread::has_day(values, d)) {
            unsaid.push((head, listed.as_str()));
        }
    }
    let pieces = words.wrote.split('；').filter(|p| !p.trim().is_empty());
    let mut pieces = pieces.into_iter();
    let whole = words.wrote.is_empty() || reread::has_text(values, &words.wrote);
    // words above ticks stand one below the other
    let stands = |piece: &str| {
        let mut words = piece.split('-');
        reread::has_text(values, piece) || words.all(|word| reread::has_text(values, word))
    };
    if !whole && !pieces.all(stands) {
        unsaid.push(("原文", words.wrote.as_str()));
    }
    // the form's word for a class may stand for the office's own, never for another of the form's
    let class = words.class.as_str();
    let another = || {
        let others = COLUMNS[..5].iter().filter(|c| **c != class);
        others.into_iter().any(|c| reread::has_text(values, c))
    };
    if detail.slot.starts_with('3') && !reread::has_text(values, class) && another() {
        unsaid.push(("类型", class));
    }
    unsaid
}

/// Everything that a line says, wherever it stands.
fn said(detail: &Detail) -> String {
    // 计入行次 says in words what the slot says, and a list of one line a row leaves it out
    let words = Words {
        counted_in: String::new(),
        ..detail.words.clone()
    };
    format!(
        "{:?}",
        Detail {
            line: 0,
            words,
            ..detail.clone()
        }
    )
}

/// The first and the last day of what a list has as a day; none where nothing stands.
type Span = Option<(Date, Date)>;

/// A day or a period as the list has it, `2022-03-05`, `2022-03`, `2022Q1`, `2022`, `2022-01..2022-06`; an error for
/// anything else.
fn span(text: &str) -> Result<Span, ()> {
    if text.is_empty() {
        return Ok(None);
    }
    let months = |year: &str, first: i8, last: i8| {
        let year = year.parse().ok()?;
        let first = Date::new(year, first, 1).ok()?;
        Some((first, Date::new(year, last, 1).ok()?.last_of_month()))
    };
    let part = |text: &str| match text.split_once('-') {
        _ if text.len() == 10 => day(text).map(|day| (day, day)),
        Some((year, month)) => {
            let month = month.parse().ok()?;
            months(year, month, month)
        }
        None => match text.split_once('Q') {
            Some((year, quarter)) => {
                let last: i8 = quarter.parse().ok().filter(|q| (1..=4).contains(q))?;
                months(year, last * 3 - 2, last * 3)
            }
            None => months(text, 1, 12),
        },
    };
    let told = match text.split_once("..") {
        Some((from, to)) => part(from)
            .zip(part(to))
            .map(|((from, _), (_, to))| (from, to)),
        None => part(text),
    };
    told.map(Some).ok_or(())
}

fn day(text: &str) -> Option<Date> {
    match text.len() {
        10 => text.parse().ok(),
        _ => None,
    }
}

fn or_none(text: &str) -> &str {
    match text.is_empty() {
        true => "空",
        false => text,
    }
}

/// Whether a class is what edition 2019 calls by less: 规范性文件 for 行政规范性文件.
fn is_of_old_line(class: &str, line: &str) -> bool {
    class.strip_prefix("行政") == Some(line)
}

//! 复核: what was handed over, proved again by other code.
//!
//! In: the files of a report folder (publishable workbook, its JSON, working paper) and those of the data
//! folder. Out: one [`Check`] a question, each with what does not hold and where; then the same as words
//! ([`human`]) or for programs ([`json`]).
//!
//! **Other code.** A plain second implementation over the rows that the working paper lists. It uses the
//! readers of files, and the form for the places of its cells; none of the stages that recognise, settle and
//! count, and none of the form's equations: those of the mandated tables are written out here once more.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Serialize;

use crate::Origin;
use crate::book::Value;
use crate::handover::{
    self, Detail, Fated, Figure, List, PAPER, Paper, RowAt, Shown, Source, TABLES, Unreadable,
};
use crate::reread::{self, Reread};
use crate::settings::Settings;

/// What was proved, question by question.
#[derive(Debug, Default)]
pub struct Proof {
    /// 报送单位, as the working paper says it.
    pub agency: String,
    /// The report year.
    pub year: Option<i16>,
    /// The questions in the order in which they build upon each other.
    pub checks: Vec<Check>,
}

/// One question and its answer.
#[derive(Debug)]
pub struct Check {
    /// A word for programs: `sources`.
    pub key: &'static str,
    /// The question in words: 源文件与数据源一致.
    pub title: &'static str,
    /// How many things were held against each other.
    pub held: usize,
    /// What they are counted in: 个文件.
    pub counted_in: &'static str,
    /// What does not hold.
    pub faults: Vec<Fault>,
}

/// Something that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file that it shows in.
    pub file: String,
    /// Its sheet; none for a file as a whole or a text file.
    pub sheet: Option<String>,
    /// The cell or the row; none for a file or a sheet as a whole.
    pub cell: Option<String>,
    /// The figure that it touches.
    pub slot: Option<String>,
    /// What was found and what should be.
    pub message: String,
}

impl Proof {
    /// Whether everything holds.
    pub fn holds(&self) -> bool {
        self.checks.iter().all(|c| c.faults.is_empty())
    }
}

impl Check {
    fn new(key: &'static str, title: &'static str, counted_in: &'static str) -> Self {
        Check {
            key,
            title,
            held: 0,
            counted_in,
            faults: Vec::new(),
        }
    }

    /// One more thing held; what is said when it does not hold.
    fn hold(&mut self, holds: bool, fault: impl FnOnce() -> Fault) {
        self.held += 1;
        if !holds {
            self.faults.push(fault());
        }
    }
}

impl Fault {
    fn file(file: &str, message: impl Into<String>) -> Self {
        Fault {
            file: file.to_owned(),
            sheet: None,
            cell: None,
            slot: None,
            message: message.into(),
        }
    }

    fn line<T>(list: &List<T>, line: u32, message: impl Into<String>) -> Self {
        Fault {
            sheet: list.sheet.clone(),
            cell: Some(line.to_string()),
            ..Fault::file(&list.file, message)
        }
    }

    fn row(at: &RowAt, message: impl Into<String>) -> Self {
        Fault {
            sheet: Some(at.sheet.clone()).filter(|s| !s.is_empty()),
            cell: Some(at.row.to_string()),
            ..Fault::file(&at.file, message)
        }
    }

    fn figure(file: &str, slot: &str, figure: &Figure, message: impl Into<String>) -> Self {
        Fault {
            sheet: Some(figure.sheet.clone()),
            cell: Some(figure.cell.clone()),
            slot: Some(slot.to_owned()),
            ..Fault::file(file, message)
        }
    }

    fn of_slot(mut self, slot: &str) -> Self {
        self.slot = Some(slot.to_owned());
        self
    }

    /// `文件!工作表!D7`.
    pub fn place(&self) -> String {
        let parts = [Some(&self.file), self.sheet.as_ref(), self.cell.as_ref()];
        let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
        parts.join("!")
    }
}

/// What was handed over, and what it was made from.
pub struct Handed<'a> {
    /// The working paper.
    pub paper: &'a Origin,
    /// The files of its folder, by their names.
    pub beside: &'a [Origin],
    /// The files of the data folder, by their paths in it.
    pub sources: &'a [Origin],
    /// What the office decided: where its figures by hand and its openings stand.
    pub settings: &'a Settings,
    /// Last year's report.
    pub previous: Option<&'a Origin>,
}

/// Everything that is held against each other.
struct Case<'a> {
    paper: &'a Paper,
    handed: &'a Handed<'a>,
    /// The files of the data folder by name.
    sources: BTreeMap<&'a str, Reread>,
    /// Other rows of the same thing, by the position of the detail.
    merged: Vec<Vec<Result<RowAt, String>>>,
}

/// Proves what was handed over.
///
/// What does not hold becomes a fault; an error means that there is nothing to prove: the working paper
/// cannot be read.
pub fn prove(handed: &Handed<'_>) -> Result<Proof, Unreadable> {
    let paper = handover::paper(handed.paper, handed.beside)?;
    let files = paper.files();
    let merged: Vec<Vec<Result<RowAt, String>>> = paper
        .details
        .lines
        .iter()
        .map(|d| d.merged_rows(files.iter().copied()))
        .collect();
    let listed = paper.details.lines.iter().filter_map(|d| d.at.as_ref());
    let wanted: BTreeSet<RowAt> = listed
        .chain(merged.iter().flatten().flatten())
        .cloned()
        .collect();
    let sources = handed.sources.iter();
    let case = Case {
        paper: &paper,
        handed,
        sources: sources
            .map(|origin| (origin.file.as_str(), reread::read(origin, &wanted)))
            .collect(),
        merged,
    };
    let heading = paper.shown.heading.as_ref();
    Ok(Proof {
        agency: heading.map_or(String::new(), |h| h.agency.clone()),
        year: heading.map(|h| h.year),
        checks: vec![
            case.sources(),
            case.tables(),
            case.json(),
            case.formulas(),
            case.identities(),
            case.sums(),
            case.given(),
            case.once(),
            case.balance(),
            case.rows(),
            case.fates(),
        ],
    })
}

impl Case<'_> {
    /// Each file is the one that was compiled, none is missing, none was added.
    fn sources(&self) -> Check {
        let mut check = Check::new("sources", "源文件与「数据源」一致", "个文件");
        let list = &self.paper.sources;
        let mut told: BTreeMap<&str, &Source> = BTreeMap::new();
        for source in &list.lines {
            if let Some(first) = told.get(source.file.as_str()) {
                if (&first.sha256, first.size) != (&source.sha256, source.size) {
                    let message = format!("与第 {} 行写的 SHA-256 或大小不同", first.line);
                    check.faults.push(Fault::line(list, source.line, message));
                }
                continue;
            }
            told.insert(&source.file, source);
            let found = self.sources.get(source.file.as_str());
            check.hold(found.is_some(), || {
                let message = format!("数据文件夹里没有 {}", source.file);
                Fault::line(list, source.line, message)
            });
            let changed = found.and_then(|found| changed(source, found));
            check
                .faults
                .extend(changed.map(|message| Fault::file(&source.file, message)));
        }
        for file in self.sources.keys().filter(|f| !told.contains_key(**f)) {
            check.hold(false, || {
                Fault::file(file, "是汇编以后增加的文件，「数据源」里没有")
            });
        }
        check
    }

    /// A file of the report folder that goes with the working paper.
    fn beside(&self, ending: &str) -> Result<&Origin, Fault> {
        let stem = self.paper.file.strip_suffix(PAPER).unwrap_or_default();
        let name = format!("{stem}{ending}");
        let found = self.handed.beside.iter().find(|o| o.file == name);
        found.ok_or_else(|| Fault::file(&name, "报告文件夹里没有这个文件"))
    }

    /// The publishable workbook shows the figures of the working paper.
    fn tables(&self) -> Check {
        let mut check = Check::new("tables", "统计表与底稿逐格一致", "格");
        let shown = self.beside(TABLES).and_then(|origin| {
            let unreadable = |e: Unreadable| Fault::file(&e.file, e.why);
            Ok((&origin.file, handover::tables(origin).map_err(unreadable)?))
        });
        let (file, shown) = match shown {
            Ok(shown) => shown,
            Err(fault) => {
                check.faults.push(fault);
                return check;
            }
        };
        let paper = &self.paper.shown;
        let who = |s: &Shown| {
            let h = s.heading.as_ref();
            h.map(|h| (h.agency.clone(), h.year, h.scope, h.until))
        };
        check.hold(who(&shown) == who(paper), || {
            let words = |s: &Shown| s.heading.as_ref().map_or(String::new(), |h| h.show());
            let message = format!("表头是「{}」，底稿是「{}」", words(&shown), words(paper));
            Fault::file(file, message)
        });
        for (slot, meant) in &paper.figures {
            match shown.figures.get(slot) {
                Some(figure) => check.hold(same(figure.value, meant.value), || {
                    let message = format!(
                        "{slot}：统计表是 {}，底稿是 {}",
                        show(figure.value),
                        show(meant.value)
                    );
                    Fault::figure(file, slot, figure, message)
                }),
                None => check.hold(false, || {
                    Fault::file(file, format!("{slot}：统计表里没有这一格")).of_slot(slot)
                }),
            }
        }
        check
    }

    /// The JSON says the figures of the working paper.
    fn json(&self) -> Check {
        let mut check = Check::new("json", "统计表的 JSON 与底稿逐格一致", "格");
        let name = TABLES.replace(".xlsx", ".json");
        let read = self.beside(&name).and_then(|origin| {
            let unreadable = |e: Unreadable| Fault::file(&e.file, e.why);
            Ok((&origin.file, handover::json(origin).map_err(unreadable)?))
        });
        let (file, json) = match read {
            Ok(read) => read,
            Err(fault) => {
                check.faults.push(fault);
                return check;
            }
        };
        let paper = &self.paper.shown;
        if let Some(heading) = &paper.heading {
            let says = (json.agency.as_deref(), json.year);
            check.hold(
                says == (Some(&heading.agency), Some(heading.year.into())),
                || {
                    let (agency, year) = says;
                    let year = year.map_or(String::new(), |y| y.to_string());
                    let agency = agency.unwrap_or_default();
                    let message = format!("写的是 {agency} {year} 年，与底稿的单位、年度不同");
                    Fault::file(file, message)
                },
            );
        }
        check.hold(json.edition.as_ref() == Some(&paper.form.id), || {
            Fault::file(file, format!("edition 应为 {}", paper.form.id))
        });
        for (slot, meant) in &paper.figures {
            let value = json.slots.get(slot).copied().flatten();
            check.hold(same(value, meant.value), || {
                let message = format!(
                    "{slot}：JSON 是 {}，底稿是 {}",
                    show(value),
                    show(meant.value)
                );
                Fault::file(file, message).of_slot(slot)
            });
        }
        for slot in json.slots.keys() {
            check.hold(paper.figures.contains_key(slot), || {
                Fault::file(file, format!("{slot}：报表里没有这一格")).of_slot(slot)
            });
        }
        check
    }

    /// Every total is a live sum that gives what it shows.
    fn formulas(&self) -> Check {
        let mut check = Check::new("formulas", "合计格的公式重新计算后不变", "个公式");
        let tables = self.beside(TABLES).ok();
        let shown = tables.and_then(|o| Some((o.file.as_str(), handover::tables(o).ok()?)));
        let both = [(self.paper.file.as_str(), &self.paper.shown)];
        let both = both.into_iter().chain(shown.iter().map(|(f, s)| (*f, s)));
        for (file, shown) in both {
            for (slot, figure) in &shown.figures {
                let total = is_total(slot);
                match (&figure.formula, figure.computed) {
                    (None, _) if total => check.hold(false, || {
                        let message = format!("{slot}：合计格里没有公式");
                        Fault::figure(file, slot, figure, message)
                    }),
                    (Some(_), Some(computed)) => {
                        check.hold(same(Some(computed), figure.value), || {
                            let message = format!(
                                "{slot}：公式算得 {}，格里存的是 {}",
                                computed.normalize(),
                                show(figure.value)
                            );
                            Fault::figure(file, slot, figure, message)
                        });
                    }
                    (Some(formula), None) if total => check.hold(false, || {
                        let message = format!("{slot}：公式「{formula}」不是求和，无法复核");
                        Fault::figure(file, slot, figure, message)
                    }),
                    _ => {}
                }
            }
        }
        check
    }

    /// The equations of the mandated tables.
    fn identities(&self) -> Check {
        let mut check = Check::new("identities", "勾稽关系与各项总计成立", "个等式");
        let shown = &self.paper.shown;
        let sum = |slots: &[String]| -> Decimal {
            let values = slots.iter().filter_map(|s| shown.figures.get(s)?.value);
            values.sum()
        };
        let mut equal = |slot: &str, left: &[String], right: &[String]| {
            let (a, b) = (sum(left), sum(right));
            check.hold(a == b, || {
                let message = format!(
                    "{} ＝ {}，{} ＝ {}，两边应当相等",
                    joined(left),
                    a.normalize(),
                    joined(right),
                    b.normalize()
                );
                match shown.figures.get(slot) {
                    Some(figure) => Fault::figure(&self.paper.file, slot, figure, message),
                    None => Fault::file(&self.paper.file, message),
                }
            });
        };
        for slot in shown.figures.keys() {
            if let Some(parts) = parts(slot, shown) {
                equal(slot, std::slice::from_ref(slot), &parts);
            }
        }
        for column in COLUMNS.into_iter().chain(["总计"]) {
            let at = |line: &str| format!("{line}/{column}");
            equal(
                &at("3.4"),
                &[at("3.1"), at("3.2")],
                &[at("3.3.7"), at("3.4")],
            );
        }
        let all = "3.3.7/总计";
        let across: Vec<String> = COLUMNS.iter().map(|c| format!("3.3.7/{c}")).collect();
        equal(all, &[all.to_owned()], &across);
        for (slot, figure) in &shown.figures {
            let counts = !slot.starts_with("2.");
            let whole = figure
                .value
                .is_some_and(|v| !counts || v.fract().is_zero() && !v.is_sign_negative());
            check.hold(whole, || {
                let message = match figure.value {
                    Some(value) => format!("{slot}：{value} 不是件数"),
                    None => format!("{slot}：这一格没有数"),
                };
                Fault::figure(&self.paper.file, slot, figure, message)
            });
        }
        check
    }

    /// Each figure is the sum of the rows listed behind it.
    fn sums(&self) -> Check {
        let mut check = Check::new("sums", "各指标等于所列明细之和", "格");
        let shown = &self.paper.shown;
        let list = &self.paper.details;
        let mut sums: BTreeMap<&str, Decimal> = BTreeMap::new();
        for detail in &list.lines {
            if !shown.figures.contains_key(&detail.slot) {
                let message = format!("「{}」不是报表的指标格", detail.slot);
                check.faults.push(Fault::line(list, detail.line, message));
            } else if let Some(count) = detail.count {
                *sums.entry(&detail.slot).or_default() += count;
            } else {
                let fault = Fault::line(list, detail.line, "「计数」不是数");
                check.faults.push(fault.of_slot(&detail.slot));
            }
        }
        for (slot, figure) in &shown.figures {
            let listed = sums.get(slot.as_str()).copied().unwrap_or_default();
            check.hold(same(figure.value, Some(listed)), || {
                let message = format!(
                    "{slot}：表上是 {}，「{}」所列各行合计 {}",
                    show(figure.value),
                    handover::DETAILS,
                    listed.normalize()
                );
                Fault::figure(&self.paper.file, slot, figure, message)
            });
        }
        check
    }

    /// What comes from no row stands in the settings or in last year's report.
    fn given(&self) -> Check {
        let title = "手工数字和期初数在设定或上年报告中有出处";
        let mut check = Check::new("given", title, "处");
        let list = &self.paper.details;
        let mut last = None;
        for detail in list.lines.iter().filter(|d| d.at.is_none()) {
            // a total repeats what its parts have
            if is_total(&detail.slot) {
                continue;
            }
            let (where_, value) = match detail.file.as_str() {
                "gknb.toml" => ("gknb.toml 的 [[figure]]", self.by_hand(&detail.slot)),
                "[opening]" => ("gknb.toml 的 [opening]", self.opening(&detail.slot)),
                "上年报告" => {
                    let last = last.get_or_insert_with(|| self.last_year());
                    ("上年报告", last.get(&detail.slot).copied())
                }
                _ => ("", None),
            };
            check.hold(same(value, detail.count), || {
                let message = match where_ {
                    "" => format!("「{}」：没有写明是哪一行", detail.file),
                    _ => format!(
                        "列的是 {}，{where_} 中{}",
                        show(detail.count),
                        value.map_or("没有这一格".to_owned(), |v| format!(
                            "是 {}",
                            v.normalize()
                        ))
                    ),
                };
                Fault::line(list, detail.line, message).of_slot(&detail.slot)
            });
        }
        check
    }

    fn by_hand(&self, slot: &str) -> Option<Decimal> {
        let mut figures = self.handed.settings.figures.iter();
        Some(figures.find(|f| f.slot == slot)?.value)
    }

    /// `2.规章/现行有效件数` may stand as such or by its line alone.
    fn opening(&self, slot: &str) -> Option<Decimal> {
        let opening = &self.handed.settings.opening;
        let line = slot.split_once('/')?.0.split_once('.')?.1;
        opening.get(line).or_else(|| opening.get(slot)).copied()
    }

    /// The figures of last year's report; none where it cannot be read.
    fn last_year(&self) -> BTreeMap<String, Decimal> {
        let shown = self.handed.previous.and_then(|o| handover::tables(o).ok());
        let figures = shown.map(|s| s.figures).unwrap_or_default();
        let figures = figures.into_iter();
        figures
            .filter_map(|(slot, f)| Some((slot, f.value?)))
            .collect()
    }

    /// No row stands twice behind a figure, no application twice in one half of the table.
    fn once(&self) -> Check {
        let mut check = Check::new("once", "明细没有重复", "行明细");
        let list = &self.paper.details;
        // a document issued and repealed in the year adds and takes away
        let mut rows: BTreeMap<(&str, &RowAt, Option<Decimal>), u32> = BTreeMap::new();
        let mut numbers: BTreeMap<(String, &str), (&RowAt, u32)> = BTreeMap::new();
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
            let Some(half) = half(&detail.slot).filter(|_| !number.is_empty()) else {
                continue;
            };
            match numbers.get(&(half.clone(), number)) {
                Some((other, line)) if *other != at => {
                    let message = format!(
                        "编号 {number} 已在第 {line} 行计过一次（{}），同一件不能计两次",
                        other.show()
                    );
                    let fault = Fault::line(list, detail.line, message);
                    check.faults.push(fault.of_slot(&detail.slot));
                }
                _ => {
                    numbers.insert((half, number), (at, detail.line));
                }
            }
        }
        check
    }

    /// Each application stands once among those to be dealt with and once among the results, in the same
    /// column and with the same count, and its days fit its lines.
    fn balance(&self) -> Check {
        let title = "每件申请在收到和办理两边各计一次，日期与行次相符";
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
        let column = |slot: &str| slot.rsplit_once('/').map(|(_, c)| c.to_owned());
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
            for detail in [left, right] {
                if let Some(message) = self.out_of_time(detail) {
                    let fault = Fault::line(list, detail.line, message);
                    check.faults.push(fault.of_slot(&detail.slot));
                }
            }
        }
        check
    }

    /// What is wrong with the days of an application for the line that it is listed in.
    fn out_of_time(&self, detail: &Detail) -> Option<String> {
        let heading = self.paper.shown.heading.as_ref()?;
        let start = Date::new(heading.year, 1, 1).ok()?;
        let end = heading
            .until
            .or_else(|| Date::new(heading.year, 12, 31).ok())?;
        let inside = |day: Date| (start..=end).contains(&day);
        let received = day(&detail.words.received);
        let closed = day(&detail.words.closed);
        let line = detail.slot.split_once('/').map_or("", |(line, _)| line);
        let (holds, wanted) = match line {
            "3.1" => (received.is_some_and(inside), "收到日期应在统计期内"),
            "3.2" => (received.is_some_and(|d| d < start), "收到日期应早于统计期"),
            "3.4" => (
                closed.is_none_or(|d| d > end),
                "在统计期内已经办结，不应结转",
            ),
            _ => (closed.is_some_and(inside), "办结日期应在统计期内"),
        };
        let words = &detail.words;
        (!holds).then(|| {
            format!(
                "{}：收到 {}，办结 {}；{wanted}",
                detail.slot,
                or_none(&words.received),
                or_none(&words.closed)
            )
        })
    }

    /// Each listed row exists in its source and says what the list says of it.
    fn rows(&self) -> Check {
        let mut check = Check::new("rows", "明细所列的行在源文件中存在，内容相符", "行明细");
        let list = &self.paper.details;
        let whole = list.lines.iter().filter(|_| !list.shown.is_empty());
        let known: BTreeSet<String> = whole.map(said).collect();
        for detail in &list.shown {
            check.hold(known.contains(&said(detail)), || Fault {
                sheet: Some(handover::DETAILS.to_owned()),
                cell: Some(detail.line.to_string()),
                ..Fault::file(&self.paper.file, format!("这一行在 {} 里没有", list.file))
            });
        }
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
        }
        check
    }

    fn values(&self, at: &RowAt) -> Option<&Vec<Value>> {
        let source = self.sources.get(at.file.as_str())?;
        source.values.get(&(at.sheet.clone(), at.row))
    }

    /// Each row of the sources has one fate, and those that count are those listed behind the figures.
    fn fates(&self) -> Check {
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
            let into = fated.why.strip_prefix("并入");
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
        for (file, source) in &self.sources {
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
        for at in left {
            let line = told.get(at).map_or(0, |(fated, _)| fated.line);
            let message = format!("源文件中没有 {}", at.show());
            check
                .faults
                .push(Fault::line(&self.paper.fates, line, message));
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
                check.hold(says == fate, || {
                    let message = format!(
                        "{} 列为{fate}，「{}」里却是{says}",
                        at.show(),
                        handover::FATES
                    );
                    Fault::line(details, *line, message)
                });
            }
        }
        for (at, (fated, into)) in told {
            let target = into.as_ref().and_then(|into| told.get(into));
            let (holds, message) = match fated.fate.as_str() {
                "计入" => (
                    counted.contains_key(at) || self.stands_in_opening(fated),
                    format!("去向是计入，「{}」里却没有", handover::DETAILS),
                ),
                "合并" => (
                    target.is_some_and(|(target, _)| {
                        target.fate == "计入"
                            && (merged.contains_key(at) || self.stands_in_opening(target))
                    }),
                    format!("去向是合并（{}），那一行却没有计入它", fated.why),
                ),
                _ => continue,
            };
            check.hold(holds, || {
                let message = format!("{} {message}", at.show());
                Fault::line(&self.paper.fates, fated.line, message)
            });
        }
    }

    /// Whether a document of earlier years counts through last year's number of those in force.
    fn stands_in_opening(&self, fated: &Fated) -> bool {
        let mut details = self.paper.details.lines.iter();
        fated.why.starts_with("上年已计入")
            && details.any(|d| d.slot.starts_with("2.") && d.at.is_none())
    }
}

/// Each row's line in 每行去向, and the row that it is merged into.
type Told<'a> = BTreeMap<&'a RowAt, (&'a Fated, Option<RowAt>)>;

/// How a source differs from what was compiled.
fn changed(source: &Source, found: &Reread) -> Option<String> {
    let trouble = found.trouble.as_ref();
    let trouble = trouble.map_or(String::new(), |t| format!("；现在{t}"));
    if found.sha256 != source.sha256 {
        Some(format!(
            "文件已改动：SHA-256 现为 {}，汇编时为 {}{trouble}",
            found.sha256, source.sha256
        ))
    } else if source.size.is_some_and(|size| size != found.size) {
        Some(format!(
            "大小是 {} 字节，与「数据源」第 {} 行不同",
            found.size, source.line
        ))
    } else {
        None
    }
}

/// The columns of section 三 that are added up.
const COLUMNS: [&str; 6] = [
    "自然人",
    "商业企业",
    "科研机构",
    "社会公益组织",
    "法律服务机构",
    "其他",
];

/// The columns of section 四 that are added up.
const VERDICTS: [&str; 4] = ["结果维持", "结果纠正", "其他结果", "尚未审结"];

/// The slots that a total adds up; none for a slot that is no total. 总计 adds its line, （七）总计 the results
/// of its column.
fn parts(slot: &str, shown: &Shown) -> Option<Vec<String>> {
    let (line, column) = slot.rsplit_once('/').filter(|_| is_total(slot))?;
    let of = |columns: &[&str]| columns.iter().map(|c| format!("{line}/{c}")).collect();
    if line == "3.3.7" {
        let results = shown.figures.keys().filter(|s| {
            s.rsplit_once('/')
                .is_some_and(|(l, c)| l.starts_with("3.3.") && l != "3.3.7" && c == column)
        });
        return Some(results.cloned().collect());
    }
    Some(match line.starts_with('3') {
        true => of(&COLUMNS),
        false => of(&VERDICTS),
    })
}

/// Whether a slot is a total.
fn is_total(slot: &str) -> bool {
    slot.starts_with("3.3.7/") || !slot.starts_with("2.") && slot.ends_with("/总计")
}

/// What a thing may stand in only once: one side of the table of applications, one block of section 四.
fn half(slot: &str) -> Option<String> {
    let (line, _) = slot.rsplit_once('/')?;
    match line {
        "3.1" | "3.2" => Some("收到".to_owned()),
        _ if line.starts_with('3') => Some("办理".to_owned()),
        _ if line.starts_with('4') => Some(line.to_owned()),
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
    if !whole && !pieces.all(|p| reread::has_text(values, p)) {
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
    let line = 0;
    format!(
        "{:?}",
        Detail {
            line,
            ..detail.clone()
        }
    )
}

fn day(text: &str) -> Option<Date> {
    match text.len() {
        10 => text.parse().ok(),
        _ => None,
    }
}

fn same(a: Option<Decimal>, b: Option<Decimal>) -> bool {
    a.is_some() && a == b
}

fn show(value: Option<Decimal>) -> String {
    value.map_or("空".to_owned(), |v| v.normalize().to_string())
}

fn or_none(text: &str) -> &str {
    match text.is_empty() {
        true => "空",
        false => text,
    }
}

/// The slots of one side of an equation, the first few of many.
fn joined(slots: &[String]) -> String {
    const SHOWN: usize = 6;
    let more = if slots.len() > SHOWN { "＋…" } else { "" };
    let slots: Vec<&str> = slots.iter().take(SHOWN).map(String::as_str).collect();
    format!("{}{more}", slots.join("＋"))
}

/// The proof in words.
pub fn human(proof: &Proof) -> String {
    const SHOWN: usize = 20;
    let mut text = String::new();
    if let Some(year) = proof.year {
        text.push_str(&format!("{} {year} 年\n\n", proof.agency));
    }
    for check in &proof.checks {
        let Check { title, held, .. } = check;
        if check.faults.is_empty() {
            text.push_str(&format!("通过  {title}（{held} {}）\n", check.counted_in));
            continue;
        }
        text.push_str(&format!("不符  {title}：{} 处\n", check.faults.len()));
        for fault in check.faults.iter().take(SHOWN) {
            text.push_str(&format!("      {}  {}\n", fault.place(), fault.message));
        }
        if check.faults.len() > SHOWN {
            let more = check.faults.len() - SHOWN;
            text.push_str(&format!("      另有 {more} 处，用 --json 查看全部\n"));
        }
    }
    let broken = proof.checks.iter().filter(|c| !c.faults.is_empty()).count();
    text.push_str(&match broken {
        0 => format!("\n{} 项全部通过。\n", proof.checks.len()),
        n => format!("\n{} 项中有 {n} 项不符。\n", proof.checks.len()),
    });
    text
}

#[derive(Serialize)]
struct Document<'a> {
    version: u8,
    agency: &'a str,
    year: Option<i16>,
    holds: bool,
    checks: Vec<PublicCheck<'a>>,
}

#[derive(Serialize)]
struct PublicCheck<'a> {
    check: &'a str,
    title: &'a str,
    holds: bool,
    held: usize,
    faults: Vec<PublicFault<'a>>,
}

#[derive(Serialize)]
struct PublicFault<'a> {
    at: PublicPlace<'a>,
    message: &'a str,
}

#[derive(Serialize)]
struct PublicPlace<'a> {
    file: &'a str,
    sheet: Option<&'a str>,
    cell: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    slot: Option<&'a str>,
}

/// The proof for programs, version 1.
pub fn json(proof: &Proof) -> String {
    let checks = proof.checks.iter().map(|check| PublicCheck {
        check: check.key,
        title: check.title,
        holds: check.faults.is_empty(),
        held: check.held,
        faults: check.faults.iter().map(public_fault).collect(),
    });
    let document = Document {
        version: 1,
        agency: &proof.agency,
        year: proof.year,
        holds: proof.holds(),
        checks: checks.collect(),
    };
    let mut text = serde_json::to_string_pretty(&document).expect("strings and numbers only");
    text.push('\n');
    text
}

fn public_fault(fault: &Fault) -> PublicFault<'_> {
    PublicFault {
        at: PublicPlace {
            file: &fault.file,
            sheet: fault.sheet.as_deref(),
            cell: fault.cell.as_deref(),
            slot: fault.slot.as_deref(),
        },
        message: &fault.message,
    }
}

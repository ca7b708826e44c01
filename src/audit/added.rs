//! 汇总底稿: a roll-up proved by the reports that it added up.
//!
//! Each report is read again, the files being those whose hashes the paper keeps; their figures are added up
//! plainly, totals aside, and held against the paper's tables and sheets of units.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rust_decimal::Decimal;

use super::figures::{self, is_total};
use super::proof::{Check, Fault, Proof};
use super::{Published, asides, closed, published, same, show, unreadable};
use crate::digest;
use crate::form::Form;
use crate::handover::{self, Matrix, OVERVIEW, ROLLED, Rolled, Standing, TABLES, Unreadable};
use crate::job::Origin;

/// What was handed over of a roll-up, and what it was added up from.
pub struct HandedSum<'a> {
    /// The working paper.
    pub paper: &'a Origin,
    /// The files of its folder, by their names.
    pub beside: &'a [Origin],
    /// Files that may be reports, by their paths in the folder that was rolled up.
    pub reports: &'a [Origin],
    /// Working papers that lie among them.
    pub papers: &'a [Origin],
}

/// The reports, read again.
struct Children<'c> {
    by_file: BTreeMap<&'c str, Child>,
    /// Where each slot stands among the figures of a report.
    at: BTreeMap<&'c str, usize>,
}

/// A report, read again.
struct Child {
    sha256: String,
    /// One for each slot of the paper's form; none where there is no number.
    figures: Vec<Option<Decimal>>,
}

impl Children<'_> {
    /// What a report adds to a slot.
    fn adds(&self, standing: &Standing, slot: &str) -> Option<Decimal> {
        let child = self.by_file.get(standing.file.as_str())?;
        *child.figures.get(*self.at.get(slot)?)?
    }
}

/// Proves a roll-up. An error means that its working paper cannot be read.
pub fn prove_sum(handed: &HandedSum<'_>) -> Result<Proof, Unreadable> {
    let paper = handover::rolled(handed.paper)?;
    let form = paper.shown.form;
    let reports = handed.reports.par_iter();
    let read = reports.filter_map(|o| Some((o.file.as_str(), child(o, form).ok()?)));
    let slots = form.slots.iter().map(|s| s.id.as_str());
    let children = Children {
        by_file: read.collect(),
        at: slots.zip(0..).collect(),
    };
    let counted: Vec<&Standing> = paper.standings.lines.iter().filter(|s| counts(s)).collect();
    let heading = paper.shown.heading.as_ref();
    let mut checks = vec![sources(handed, &paper, &children)];
    let goes =
        |ending: &str| super::beside(handed.beside, (&paper.file, ROLLED), ending, paper.errors);
    let shown = published(goes(TABLES));
    let of_json = goes(&TABLES.replace(".xlsx", ".json"));
    checks.extend(alike(&paper, &shown, of_json));
    checks.push(sums(&paper, &counted, &children));
    checks.push(units(&paper, &counted, &children));
    checks.push(standings(&paper, &counted));
    checks.extend(said(&paper, &shown, &counted));
    Ok(Proof {
        agency: heading.map_or(String::new(), |h| h.agency.clone()),
        year: heading.map(|h| h.year),
        checks,
    })
}

/// Whether a report is added: not one that a superior's contains.
fn counts(standing: &Standing) -> bool {
    standing.fate.starts_with("计入")
}

fn child(origin: &Origin, form: &Form) -> Result<Child, Unreadable> {
    let bytes = handover::bytes(origin)?;
    let mut figures = figures::of_report(origin, &bytes);
    Ok(Child {
        sha256: digest::of_bytes(&bytes),
        figures: form.slots.iter().map(|s| figures.remove(&s.id)).collect(),
    })
}

/// Each file is the one that was added up, none is missing, none was added.
fn sources(handed: &HandedSum<'_>, paper: &Rolled, children: &Children<'_>) -> Check {
    let mut check = Check::new("sources", "各单位的文件与「凭据」一致", "个文件");
    let list = &paper.proofs;
    let papers: BTreeMap<&str, &Origin> =
        handed.papers.iter().map(|o| (o.file.as_str(), o)).collect();
    for proved in &list.lines {
        let found = match proved.what.as_str() {
            // it was replaced, and its file is gone
            "以前的报告" => continue,
            "核对底稿" => {
                let origin = papers.get(proved.file.as_str());
                let bytes = origin.and_then(|o| handover::bytes(o).ok());
                bytes.map(|bytes| digest::of_bytes(&bytes))
            }
            _ => {
                let child = children.by_file.get(proved.file.as_str());
                child.map(|c| c.sha256.clone())
            }
        };
        check.hold(found.as_ref() == Some(&proved.sha256), || {
            let message = match &found {
                None => format!("文件夹里没有 {}，或者打不开", proved.file),
                Some(now) => format!(
                    "{} 已改动：SHA-256 现为 {now}，汇总时为 {}",
                    proved.file, proved.sha256
                ),
            };
            Fault::line(list, proved.line, message)
        });
    }
    for file in children.by_file.keys() {
        let known = list.lines.iter().any(|p| p.file == *file) || paper.is_published(file);
        if !known {
            let message = "是汇总以后增加的文件，「凭据」里没有";
            check.faults.push(Fault::file(file, message));
        }
    }
    for standing in paper.standings.lines.iter().filter(|s| counts(s)) {
        let known = list.lines.iter().any(|p| p.file == standing.file);
        if !known {
            let message = format!("{} 计入了，「凭据」里没有它", standing.file);
            let fault = Fault::line(&paper.standings, standing.line, message);
            check.faults.push(fault);
        }
    }
    check
}

/// The publishable workbook and its JSON against the paper; totals and equations of all of them.
fn alike(paper: &Rolled, shown: &Published<'_>, of_json: Result<&Origin, Fault>) -> [Check; 5] {
    let mut closed = Check::new("closed", closed::TITLE, "个工作表");
    let mut tables = Check::new("tables", "统计表与底稿逐格一致", "格");
    let mut json = Check::new("json", "统计表的 JSON 与底稿逐格一致", "格");
    let mut formulas = Check::new("formulas", "合计格的公式重新计算后不变", "个公式");
    let mut identities = Check::new("identities", "勾稽关系与各项总计成立", "个等式");
    match shown {
        Ok((file, shown)) => {
            figures::alike(&mut tables, (file, shown), &paper.shown);
            figures::formulas(&mut formulas, file, shown);
            closed::tables(&mut closed, file, shown, &closed::of_sum);
        }
        Err(fault) => tables.faults.push(fault.clone()),
    }
    match of_json.and_then(|o| Ok((o, handover::json(o).map_err(unreadable)?))) {
        Ok((origin, read)) => {
            figures::json(&mut json, (&origin.file, &read), &paper.shown, "底稿");
        }
        Err(fault) => json.faults.push(fault),
    }
    figures::formulas(&mut formulas, &paper.file, &paper.shown);
    figures::identities(&mut identities, &paper.file, &paper.shown);
    [tables, closed, json, formulas, identities]
}

/// Each figure is the sum of the reports that count.
fn sums(paper: &Rolled, counted: &[&Standing], children: &Children<'_>) -> Check {
    let mut check = Check::new("sums", "各指标等于计入的各份报告之和", "格");
    let slots = paper.shown.figures.iter();
    for (slot, figure) in slots.filter(|(slot, _)| !is_total(slot)) {
        let values = counted.iter().filter_map(|s| children.adds(s, slot));
        let sum: Decimal = values.sum();
        check.hold(same(figure.seen(), Some(sum)), || {
            let message = format!(
                "{slot}：表上是 {}，计入的 {} 份报告合计 {}",
                show(figure.seen()),
                counted.len(),
                sum.normalize()
            );
            Fault::figure(&paper.file, slot, figure, message)
        });
    }
    check
}

/// The sheets of units show the figures of the reports, and their sum.
fn units(paper: &Rolled, counted: &[&Standing], children: &Children<'_>) -> Check {
    let mut check = Check::new("units", "「各单位」各表与各份报告一致", "格");
    for matrix in &paper.matrices {
        super::units::heads(&mut check, &paper.file, matrix, paper.shown.form);
        for (nth, standing) in counted.iter().enumerate() {
            let line = matrix.lines.get(nth);
            let names = names_of(standing);
            let Some(line) = line.filter(|l| names.contains(&l.unit)) else {
                let message = format!("第 {} 行应是「{}」", nth + 1, standing.unit);
                check.hold(false, || Fault::sheet(&paper.file, &matrix.sheet, message));
                break;
            };
            for ((column, slot), value) in matrix.columns.iter().zip(&line.figures) {
                let meant = children.adds(standing, slot);
                check.hold(*value == meant, || {
                    let message = format!(
                        "{}：这里是 {}，它的报告 {} 是 {}",
                        standing.unit,
                        show(*value),
                        standing.file,
                        show(meant)
                    );
                    let cell = handover::cell(line.row, *column);
                    Fault::cell(&paper.file, &matrix.sheet, cell, message).of_slot(slot)
                });
            }
        }
        whole(paper, matrix, counted.len(), &mut check);
    }
    check
}

/// What the sheets of units call a unit: its name, with the report's own where the unit has several.
fn names_of(standing: &Standing) -> [String; 2] {
    let Standing { unit, agency, .. } = standing;
    [unit.clone(), format!("{unit}（{agency}）")]
}

/// Whether 凭据 calls a report's unit by its name, the last of a path of names.
fn is_named(path: &str, standing: &Standing) -> bool {
    let (unit, superior) = (standing.unit.as_str(), standing.superior.as_str());
    if unit == "（对不上单位）" {
        return path == standing.agency || standing.agency.is_empty() && path == "单位不明";
    }
    let unit = unit.strip_suffix("（本级）").unwrap_or(unit);
    let below = format!("{superior}/{unit}");
    path == unit || path == below || path.ends_with(&format!("/{below}"))
}

/// What counts is said alike in 报送情况, 凭据 and the sheets of units.
fn standings(paper: &Rolled, counted: &[&Standing]) -> Check {
    let title = "「各单位」各表、「凭据」所写的单位、计入与「报送情况」一致";
    let mut check = Check::new("standings", title, "处");
    let fate = |file: &str| paper.standings.lines.iter().find(|s| s.file == file);
    let is_in = |s: &Standing| counts(s) || s.fate.starts_with("已含");
    let mut unit = "";
    for proved in &paper.proofs.lines {
        let standing = fate(&proved.file);
        // what belongs to a report follows it
        let named = match standing.filter(|_| !["以前的报告", "核对底稿"].contains(&&*proved.what))
        {
            Some(standing) => is_named(&proved.unit, standing),
            None => proved.unit == unit,
        };
        unit = &proved.unit;
        check.hold(named, || {
            let message = format!("{}：单位写的是「{unit}」，与「报送情况」不同", proved.file);
            Fault::line(&paper.proofs, proved.line, message)
        });
        let due = match proved.what.as_str() {
            "以前的报告" => "以前",
            // it stands only beside a report that is in the sum
            "核对底稿" => continue,
            _ if fate(&proved.file).is_some_and(is_in) => "计入",
            _ => "没有",
        };
        check.hold(proved.counts == due, || {
            let message = format!(
                "{}：计入写的是「{}」，应是「{due}」",
                proved.file, proved.counts
            );
            Fault::line(&paper.proofs, proved.line, message)
        });
    }
    for matrix in &paper.matrices {
        let mut say = |row: u32, found: &str, due: &[&str]| {
            check.hold(due.contains(&found), || {
                let message = format!("情况写的是「{found}」，应是「{}」", due.join("」或「"));
                let cell = handover::cell(row, 1);
                Fault::cell(&paper.file, &matrix.sheet, cell, message)
            });
        };
        if let Some(whole) = matrix.above.get("合计") {
            say(
                whole.row,
                &whole.standing,
                &[&format!("计入 {} 份", counted.len())],
            );
        }
        for (line, standing) in matrix.lines.iter().zip(counted) {
            let due = match standing.fate.as_str() {
                "计入" => "计入",
                _ => "计入，有误",
            };
            say(line.row, &line.standing, &[due]);
        }
        let others = matrix.lines.iter().skip(counted.len());
        for line in others.filter(|l| l.figures.iter().any(Option::is_some)) {
            say(line.row, &line.standing, &["已含", "未计入"]);
        }
    }
    check
}

/// What each sheet says of unit, year and scope; and 一、总体情况数据.
fn said(paper: &Rolled, shown: &Published<'_>, counted: &[&Standing]) -> [Check; 2] {
    let title = "各工作表写明的单位、年度、统计范围一致";
    let mut said = Check::new("said", title, "个工作表");
    let heading = paper.shown.heading.as_ref();
    asides::said(
        &mut said,
        &paper.file,
        &paper.asides,
        paper.shown.form,
        heading,
    );
    let title = "「一、总体情况数据」与底稿相符";
    let mut overview = Check::new("overview", title, "格");
    let Ok((name, shown)) = shown else {
        return [said, overview];
    };
    asides::said(&mut said, name, &shown.asides, shown.form, heading);
    let Some(page) = shown.asides.pages.get(OVERVIEW) else {
        let message = format!("没有工作表「{OVERVIEW}」");
        overview.hold(false, || Fault::file(name, message));
        return [said, overview];
    };
    let sheet = asides::Sheet {
        file: name,
        name: OVERVIEW,
        page,
    };
    let of = |slot: &str| paper.shown.figures.get(slot).and_then(|f| f.seen());
    let reports = Some(Decimal::from(counted.len()));
    for (words, due) in [
        ("计入的报告（份）", reports),
        ("本年新收政府信息公开申请（件）", of("3.1/总计")),
        ("上年结转政府信息公开申请（件）", of("3.2/总计")),
        ("本年度办理结果（件）", of("3.3.7/总计")),
        ("结转下年度继续办理（件）", of("3.4/总计")),
    ] {
        match page.rows().into_iter().find(|r| page.text(*r, 0) == words) {
            Some(row) => sheet.number(&mut overview, (row, 1), due),
            None => {
                let message = format!("没有「{words}」一行");
                overview.hold(false, || Fault::sheet(name, OVERVIEW, message));
            }
        }
    }
    units_counted(&mut overview, &sheet, paper);
    [said, overview]
}

/// 汇总单位: a unit whose reports are under several former names has a line for each, `市卫健委（市卫生局）`.
fn units_counted(check: &mut Check, sheet: &asides::Sheet<'_>, paper: &Rolled) {
    let lines = paper.standings.lines.iter();
    let lines: Vec<&str> = lines
        .filter(|s| counts(s) || s.fate.starts_with("已含"))
        .map(|s| s.unit.as_str())
        .collect();
    let bare = |unit: &'_ str| {
        unit.rsplit_once('（')
            .map_or(unit.len(), |(name, _)| name.len())
    };
    let mut least: Vec<&str> = lines.iter().map(|unit| &unit[..bare(unit)]).collect();
    least.dedup();
    let page = sheet.page;
    let row = page
        .rows()
        .into_iter()
        .find(|r| page.text(*r, 0) == "汇总单位（个）");
    let found = row.and_then(|row| page.number(row, 1));
    let holds =
        found.is_some_and(|n| Decimal::from(least.len()) <= n && n <= Decimal::from(lines.len()));
    check.hold(holds, || {
        let message = format!(
            "汇总单位写的是 {}，「报送情况」里计入的有 {} 行",
            show(found),
            lines.len()
        );
        Fault::sheet(sheet.file, sheet.name, message)
    });
}

/// 合计 of a sheet of units.
fn whole(paper: &Rolled, matrix: &Matrix, counted: usize, check: &mut Check) {
    let Some(whole) = matrix.above.get("合计") else {
        let message = "没有「合计」一行";
        check.hold(false, || Fault::sheet(&paper.file, &matrix.sheet, message));
        return;
    };
    for (at, (column, slot)) in matrix.columns.iter().enumerate() {
        let lines = matrix.lines.iter().take(counted);
        let sum: Decimal = lines.filter_map(|l| l.figures[at]).sum();
        check.hold(same(whole.figures[at], Some(sum)), || {
            let message = format!(
                "合计是 {}，下面计入的 {counted} 行之和是 {}",
                show(whole.figures[at]),
                sum.normalize()
            );
            let cell = handover::cell(whole.row, *column);
            Fault::cell(&paper.file, &matrix.sheet, cell, message).of_slot(slot)
        });
    }
}

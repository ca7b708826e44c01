//! 分单位: the tables of single units against the rows that are listed for them.
//!
//! A unit's figure is what the rows of its name add up to, with what is given for it by hand; 现行有效 is its
//! opening with what was issued and repealed in its own tables. Where neither rows nor openings are told for a
//! unit alone, nothing is held.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::figures::{self, is_total};
use super::last::Figures;
use super::proof::{Check, Fault};
use super::{Case, asides, closed, same, show};
use crate::form::Form;
use crate::handover::{
    self, Detail, Matrix, OF_UNITS, OfUnits, Shown, TABLES, UnitSaid, Unreadable,
};
use crate::job::Origin;
use crate::rollup::roster;
use crate::settings::{Scope, UnitSettings};
use crate::text::squeeze;
use crate::units::LastOf;

/// What was handed over of single units, and what tells of them beside the ledgers.
#[derive(Default, Clone, Copy)]
pub struct Units<'a> {
    /// The files of `分单位`, by their names in the report folder.
    pub files: &'a [Origin],
    /// 单位名录.
    pub roster: Option<&'a Origin>,
    /// Reports of last year.
    pub last: &'a [LastOf],
}

/// The present name of each name of the roster, as names are compared.
pub(super) fn names(units: &Units<'_>) -> BTreeMap<String, String> {
    let lines = units
        .roster
        .map(|origin| roster::read(origin, 0, &mut Vec::new(), &mut Vec::new()));
    let mut names = BTreeMap::new();
    for line in lines.unwrap_or_default() {
        let present = squeeze(&line.unit);
        for name in &line.former {
            names.insert(squeeze(name), present.clone());
        }
        names.insert(present.clone(), present);
    }
    names
}

/// What is listed of each unit.
type ByUnit<'p> = BTreeMap<&'p str, Listed<'p>>;

/// What is listed of one unit.
#[derive(Default)]
struct Listed<'p> {
    lines: Vec<&'p Detail>,
    /// What they add up to, by slot.
    sums: BTreeMap<&'p str, Decimal>,
}

/// What is told beside the rows.
struct Given<'p> {
    /// Figures of units' reports of last year, by the name that the unit has now.
    last: BTreeMap<String, Figures>,
    /// Slots for which something is given for the whole.
    whole: BTreeSet<&'p str>,
}

/// One unit's workbook as read.
struct Written<'c> {
    origin: &'c Origin,
    shown: Shown,
}

/// What can be told of a figure of a unit.
enum Due {
    Figure(Decimal),
    /// The paper does not tell it for this unit alone.
    Untold,
}

/// What can be told of each slot of a unit.
type Dues<'d> = &'d dyn Fn(&str) -> Due;

impl Case<'_> {
    /// The checks of single units; none where rows are not told apart by units.
    pub(super) fn units(&self) -> Vec<Check> {
        let details = self.paper.details.lines.iter();
        let told = details.clone().any(|d| !d.unit.is_empty());
        let beside = self.handed.beside.iter();
        let name = self.beside_paper(OF_UNITS);
        let list = beside.clone().find(|o| o.file == name);
        if !told && list.is_none() {
            return Vec::new();
        }
        let mut check = Check::new("units", "各单位的统计表等于该单位所列明细之和", "格");
        let list = match list.map(handover::of_units) {
            Some(Ok(list)) => list,
            Some(Err(Unreadable { file, why })) => {
                check.hold(false, || Fault::file(&file, why));
                return vec![check];
            }
            None => {
                check.hold(false, || Fault::file(&name, "报告文件夹里没有这个文件"));
                return vec![check];
            }
        };
        let mut rows: ByUnit<'_> = BTreeMap::new();
        for detail in self.listed() {
            let unit = rows.entry(detail.unit.as_str()).or_default();
            unit.lines.push(detail);
            *unit.sums.entry(detail.slot.as_str()).or_default() += detail.count.unwrap_or_default();
        }
        self.complete(&list, &rows, &mut check);
        let title = "各单位的统计表自身平衡，没有别的内容，与明细、JSON 一致";
        let mut own = Check::new("units_tables", title, "处");
        let mut sheet = Check::new("units_matrix", "分单位核对表与各单位的统计表一致", "格");
        self.rows_of_units(&list, &mut sheet);
        let given = details.filter(|d| d.at.is_none() && d.file != "各单位");
        let given = Given {
            last: self.last_of_units(),
            whole: given.map(|d| d.slot.as_str()).collect(),
        };
        let whole = &self.paper.shown;
        asides::said(
            &mut sheet,
            &list.file,
            &list.asides,
            whole.form,
            whole.heading.as_ref(),
        );
        for matrix in &list.matrices {
            heads(&mut sheet, &list.file, matrix, whole.form);
        }
        for (nth, unit) in list.units.lines.iter().enumerate() {
            let written = match self.written(&unit.tables) {
                None => None,
                Some(Ok(written)) => Some(written),
                Some(Err(message)) => {
                    let fault = Fault::line(&list.units, unit.line, message);
                    check.hold(false, || fault);
                    None
                }
            };
            let nothing = Listed::default();
            let rows = rows.get(unit.unit.as_str()).unwrap_or(&nothing);
            let due = |slot: &str| self.due(&unit.unit, slot, rows, &given);
            if let Some(Written { origin, shown }) = &written {
                self.heading(&unit.unit, origin, shown, &mut check);
                let says = shown.heading.as_ref();
                asides::said(&mut check, &origin.file, &shown.asides, shown.form, says);
                held(origin, shown, &due, &mut check);
                closed::tables(&mut own, &origin.file, shown, &closed::of_months);
                let mut lines = rows.lines.iter().copied();
                asides::months(&mut own, &origin.file, shown, &mut lines);
                self.named(&mut own, &origin.file, shown);
                figures::formulas(&mut own, &origin.file, shown);
                figures::identities(&mut own, &origin.file, shown);
                self.json_of(origin, shown, &mut own);
            }
            let shown = written.as_ref().map(|w| &w.shown);
            for matrix in &list.matrices {
                line(&list, matrix, (nth, &unit.unit), shown, &due, &mut sheet);
            }
        }
        self.sums_of_units(&list, &mut sheet);
        vec![check, own, sheet]
    }

    /// Every unit of the rows is listed, and every file is one of those that were written.
    fn complete(&self, list: &OfUnits, rows: &ByUnit<'_>, check: &mut Check) {
        let listed = |unit: &str| list.units.lines.iter().any(|l| l.unit == unit);
        for unit in rows.keys() {
            check.hold(listed(unit), || {
                let message = match unit.is_empty() {
                    true => "有的明细没有写明承办单位".to_owned(),
                    false => format!("「{}」里没有单位「{unit}」", handover::UNITS),
                };
                Fault::file(&list.file, message)
            });
        }
        let year = self.paper.shown.heading.as_ref().map_or(0, |h| h.year);
        let ending = format!("{year}年{TABLES}");
        let files = self.handed.units.files.iter();
        for origin in files.filter(|o| o.file.ends_with(&ending)) {
            let known = list.units.lines.iter().any(|l| l.tables == origin.file);
            check.hold(known, || {
                Fault::file(&origin.file, "不是这次汇编写出的，是以前留下的")
            });
        }
    }

    /// The workbook of a unit; none where none was written.
    fn written(&self, name: &str) -> Option<Result<Written<'_>, String>> {
        if name.is_empty() {
            return None;
        }
        let mut files = self.handed.units.files.iter();
        let Some(origin) = files.find(|o| o.file == name) else {
            return Some(Err(format!("报告文件夹里没有 {name}")));
        };
        let shown = handover::tables(origin).map_err(|e| e.to_string());
        Some(shown.map(|shown| Written { origin, shown }))
    }

    fn heading(&self, unit: &str, origin: &Origin, shown: &Shown, check: &mut Check) {
        let whole = self.paper.shown.heading.as_ref();
        let whole = whole.map(|h| (h.year, h.until));
        let own = shown.heading.as_ref();
        let is = own.is_some_and(|h| {
            h.agency == unit && h.scope == Scope::Own && Some((h.year, h.until)) == whole
        });
        check.hold(is, || {
            let words = own.map_or(String::new(), |h| h.show());
            let message = format!("表头是「{words}」，应是「{unit}」同一年度的本机关统计表");
            Fault::file(&origin.file, message)
        });
    }

    fn json_of(&self, origin: &Origin, shown: &Shown, check: &mut Check) {
        let name = origin.file.replace(".xlsx", ".json");
        let mut files = self.handed.units.files.iter();
        match files.find(|o| o.file == name).map(handover::json) {
            Some(Ok(json)) => figures::json(check, (&name, &json), shown, "统计表"),
            Some(Err(unreadable)) => {
                check.hold(false, || Fault::file(&unreadable.file, unreadable.why));
            }
            None => check.hold(false, || Fault::file(&name, "报告文件夹里没有这个文件")),
        }
    }

    /// What a figure of a unit should be, totals aside.
    fn due(&self, unit: &str, slot: &str, rows: &Listed<'_>, given: &Given<'_>) -> Due {
        let listed = |slot: &str| rows.sums.get(slot).copied().unwrap_or_default();
        let own = self.settings_of(unit);
        let by_hand = own.and_then(|own| own.figures.iter().find(|f| f.slot == slot));
        if let Some(figure) = by_hand {
            return Due::Figure(listed(slot) + figure.value);
        }
        let of_whole = given.whole.contains(slot);
        let Some((line, _)) = slot.split_once("/现行有效件数") else {
            // given for the whole by hand: the rows of the units are not listed
            return match of_whole {
                false => Due::Figure(listed(slot)),
                true => Due::Untold,
            };
        };
        let name = line.split_once('.').map_or(line, |l| l.1);
        let opening = own.and_then(|o| o.opening.get(name).or_else(|| o.opening.get(slot)));
        let before = || given.last.get(&self.present(unit))?.get(slot);
        match (opening.or_else(before), of_whole) {
            (Some(opening), _) => {
                let of = |head: &str| self.due(unit, &format!("{line}/{head}"), rows, given);
                match (of("本年制发件数"), of("本年废止件数")) {
                    (Due::Figure(issued), Due::Figure(repealed)) => {
                        Due::Figure(*opening + issued - repealed)
                    }
                    _ => Due::Untold,
                }
            }
            (None, false) => Due::Figure(listed(slot)),
            // the whole has an opening, so that older documents are not listed
            (None, true) => Due::Untold,
        }
    }

    pub(super) fn settings_of(&self, unit: &str) -> Option<&UnitSettings> {
        let unit = self.present(unit);
        let mut units = self.handed.settings.units.iter();
        units
            .find(|(name, _)| self.present(name) == unit)
            .map(|(_, own)| own)
    }

    /// A unit's name as it is compared: the present one.
    pub(super) fn present(&self, name: &str) -> String {
        let name = squeeze(name);
        self.names.get(&name).cloned().unwrap_or(name)
    }

    /// 分单位情况 counts the rows that 每行去向 tells of each unit, by what became of them.
    fn rows_of_units(&self, list: &OfUnits, check: &mut Check) {
        let mut counts: BTreeMap<(&str, &str), u64> = BTreeMap::new();
        for fated in &self.paper.fates.lines {
            for head in [UnitSaid::ROWS[0], fated.fate.as_str()] {
                *counts.entry((fated.unit.as_str(), head)).or_default() += 1;
            }
        }
        for unit in &list.units.lines {
            for (head, found) in UnitSaid::ROWS.into_iter().zip(&unit.rows) {
                let due = counts.get(&(unit.unit.as_str(), head)).copied();
                let due = due.unwrap_or_default().to_string();
                check.hold(*found == due, || {
                    let message = format!(
                        "{}：{head}写的是「{found}」，「{}」里是 {due} 行",
                        unit.unit,
                        handover::FATES
                    );
                    Fault::line(&list.units, unit.line, message)
                });
            }
        }
    }

    /// 全部 are the figures of the paper, 各单位之和 those of the units together.
    fn sums_of_units(&self, list: &OfUnits, check: &mut Check) {
        for matrix in &list.matrices {
            for (at, (column, slot)) in matrix.columns.iter().enumerate() {
                let cell = |row: u32| handover::cell(row, *column);
                let figure = |line: &str| {
                    let line = matrix.above.get(line)?;
                    Some((line.row, line.figures.get(at).copied().flatten()))
                };
                let meant = self.paper.shown.figures.get(slot).and_then(|f| f.seen());
                let units = matrix.lines.iter().filter_map(|l| l.figures[at]);
                let sum = Some(units.sum::<Decimal>());
                let apart = meant.zip(sum).map(|(whole, units)| whole - units);
                for (head, meant) in [("全部", meant), ("各单位之和", sum), ("相差", apart)]
                {
                    let Some((row, value)) = figure(head) else {
                        let message = format!("没有「{head}」一行");
                        check.hold(false, || Fault::sheet(&list.file, &matrix.sheet, message));
                        return;
                    };
                    check.hold(same(value, meant), || {
                        let message = format!("{head}是 {}，应为 {}", show(value), show(meant));
                        Fault::cell(&list.file, &matrix.sheet, cell(row), message).of_slot(slot)
                    });
                }
            }
        }
    }
}

/// A unit's tables against what they should show.
fn held(origin: &Origin, shown: &Shown, due: Dues<'_>, check: &mut Check) {
    for (slot, figure) in shown.figures.iter().filter(|(slot, _)| !is_total(slot)) {
        if let Due::Figure(due) = due(slot) {
            check.hold(same(figure.seen(), Some(due)), || {
                let message = format!(
                    "{slot}：表上是 {}，「{}」所列该单位各行合计 {}",
                    show(figure.seen()),
                    handover::DETAILS,
                    due.normalize()
                );
                Fault::figure(&origin.file, slot, figure, message)
            });
        }
    }
}

/// Every slot of the sheet's table has one column of a sheet of units × slots, and the words above it are its own.
pub(super) fn heads(check: &mut Check, file: &str, matrix: &Matrix, form: &Form) {
    let section = ["二", "三", "四"]
        .iter()
        .position(|s| matrix.sheet.ends_with(s));
    let tables = form.tables.iter();
    let table = tables.filter(|t| section.is_some_and(|nth| usize::from(t.section) == nth + 2));
    let cells = table.flat_map(|t| t.rows.iter().flatten());
    for slot in cells.filter_map(|cell| Some(&form.slots[cell.slot?].id)) {
        let columns = matrix.columns.iter().filter(|(_, of)| of == slot).count();
        check.hold(columns == 1, || {
            let message = match columns {
                0 => format!("「指标格」一行里没有 {slot}"),
                n => format!("「指标格」一行里 {slot} 有 {n} 栏"),
            };
            Fault::sheet(file, &matrix.sheet, message).of_slot(slot)
        });
    }
    for ((column, slot), found) in matrix.columns.iter().zip(&matrix.heads) {
        let Some(of) = form.slot(slot).map(|at| &form.slots[at]) else {
            let cell = handover::cell(6, *column);
            let message = format!("「{slot}」不是报表的指标格");
            check.hold(false, || Fault::cell(file, &matrix.sheet, cell, message));
            continue;
        };
        let bare = |number: &str| of.line.strip_prefix(number).unwrap_or(&of.line).to_owned();
        let (over, own) = match slot.as_bytes().first() {
            Some(b'2') => (bare("二、"), of.head.clone()),
            Some(b'3') => (of.head.clone(), bare("三、")),
            _ => (bare("四、"), of.head.clone()),
        };
        check.hold((&found.0, &found.1) == (&over, &own), || {
            let message = format!(
                "这一栏是 {slot}，表头写的是「{}」「{}」，应是「{over}」「{own}」",
                found.0, found.1
            );
            let cell = handover::cell(4, *column);
            Fault::cell(file, &matrix.sheet, cell, message).of_slot(slot)
        });
    }
}

/// A unit's line of a sheet of units × slots against its tables, or against its rows where it has none.
fn line(
    list: &OfUnits,
    matrix: &Matrix,
    (nth, unit): (usize, &str),
    shown: Option<&Shown>,
    due: Dues<'_>,
    check: &mut Check,
) {
    let Some(line) = matrix.lines.get(nth).filter(|l| l.unit == unit) else {
        let message = format!("第 {} 个单位应是「{unit}」", nth + 1);
        check.hold(false, || Fault::sheet(&list.file, &matrix.sheet, message));
        return;
    };
    for ((column, slot), value) in matrix.columns.iter().zip(&line.figures) {
        let meant = match (shown, is_total(slot)) {
            (Some(shown), _) => shown.figures.get(slot).and_then(|f| f.seen()),
            (None, true) => continue,
            (None, false) => match due(slot) {
                Due::Figure(due) => Some(due),
                Due::Untold => continue,
            },
        };
        check.hold(same(*value, meant), || {
            let message = format!("{unit}：这里是 {}，应为 {}", show(*value), show(meant));
            let cell = handover::cell(line.row, *column);
            Fault::cell(&list.file, &matrix.sheet, cell, message).of_slot(slot)
        });
    }
}

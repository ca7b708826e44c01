//! 别无其他: a publishable workbook holds what is written into one and nothing else, and hides none of it.
//!
//! What is written may be told from its place: a table's cells are those of the form, those of
//! 一、总体情况数据 follow from its captions.

use std::collections::BTreeSet;

use super::proof::{Check, Fault};
use crate::address::column_name;
use crate::form::Table;
use crate::handover::{self, OVERVIEW, PlainPage, Shown};
use crate::text::quote;

/// The question.
pub(super) const TITLE: &str = "统计表里没有增加、隐藏的内容";

/// Rows over a table: its title, and what it speaks of.
const ABOVE: u32 = 2;

/// The cells of a page by row and column that are written there, as far as what they say is as it should be.
type Written<'w> = &'w dyn Fn(&PlainPage) -> BTreeSet<(u32, u16)>;

/// Every sheet is a table of the form or 一、总体情况数据, bears its title, holds nothing but what is written there,
/// and is shown whole.
pub(super) fn tables(check: &mut Check, file: &str, shown: &Shown, overview: Written<'_>) {
    for (name, page) in &shown.asides.pages {
        let table = shown.form.tables.iter().find(|t| t.sheet == *name);
        let (title, written) = match table {
            Some(table) => (table.title.as_str(), of_table(table)),
            None if name == OVERVIEW => (OVERVIEW, overview(page)),
            None => {
                check.hold(false, || Fault::sheet(file, name, "多出的工作表"));
                continue;
            }
        };
        check.hold(!page.hidden, || {
            Fault::sheet(file, name, "这张工作表被隐藏了")
        });
        for row in &page.hidden_rows {
            let cell = row.to_string();
            check.hold(false, || {
                Fault::cell(file, name, cell, "这一行被隐藏了（或行高为 0）")
            });
        }
        around(check, file, name, page);
        let found = page.text(1, 0);
        check.hold(found == title, || {
            let message = format!("标题是{}，应是「{title}」", quote(&found));
            Fault::cell(file, name, "A1".to_owned(), message)
        });
        let top = [(1, 0), (2, 0)];
        let others = page.places().filter(|at| !top.contains(at));
        for at in others.filter(|at| !written.contains(at)) {
            check.hold(false, || {
                let message = format!("多出的内容：{}", quote(&page.text(at.0, at.1)));
                Fault::cell(file, name, handover::cell(at.0, at.1), message)
            });
        }
    }
}

/// Nothing is hidden in columns, printed around the page, noted on its cells or laid over them.
fn around(check: &mut Check, file: &str, name: &str, page: &PlainPage) {
    for (first, last) in &page.hidden_columns {
        let mut held = page.places().map(|at| at.1);
        let holds = held.any(|column| (*first..=*last).contains(&column));
        let columns = format!("{}:{}", column_name(*first), column_name(*last));
        if holds {
            let message = "这几列被隐藏了（或列宽为 0）";
            check.faults.push(Fault::cell(file, name, columns, message));
        }
    }
    for printed in &page.printed {
        check.hold(false, || {
            let message = format!("多出的页眉、页脚：{}", quote(printed));
            Fault::sheet(file, name, message)
        });
    }
    for (cell, words) in &page.comments {
        check.hold(false, || {
            let message = format!("多出的批注：{}", quote(words));
            Fault::cell(file, name, cell.clone(), message)
        });
    }
    if page.drawn {
        let fault = Fault::sheet(file, name, "多出的图片、文本框或图表");
        check.faults.push(fault);
    }
}

/// The cells of a table.
fn of_table(table: &Table) -> BTreeSet<(u32, u16)> {
    let places = table.places();
    let cells = places.iter();
    cells
        .map(|(row, column, _)| (u32::from(*row) + ABOVE + 1, *column))
        .collect()
}

/// The cells of a compilation's 一、总体情况数据: two blocks of months, the line of answers, the remark.
pub(super) fn of_months(page: &PlainPage) -> BTreeSet<(u32, u16)> {
    let mut written = BTreeSet::new();
    let mut rows = page.rows().into_iter().filter(|r| *r > ABOVE).peekable();
    for caption in ["主动公开信息（条）", "收到政府信息公开申请（件）"] {
        let Some(row) = rows.next_if(|r| page.text(*r, 0) == caption) else {
            return written;
        };
        written.insert((row, 0));
        let Some(heads) = rows.next() else {
            return written;
        };
        let months = (1..=12).map(|month| format!("{month}月"));
        let ends = [&["合计"][..], &["未分月", "合计"]];
        let fits = |ends: &&&[&str]| {
            let due = months.clone().chain(ends.iter().map(ToString::to_string));
            (1..).zip(due).all(|(c, due)| page.text(heads, c) == due)
        };
        let Some(ends) = ends.iter().find(fits) else {
            return written;
        };
        let last = 12 + u16::try_from(ends.len()).unwrap_or_default();
        written.extend((0..=last).map(|c| (heads, c)));
        for row in rows.by_ref() {
            // names, and numbers only
            let numbers = (1..=last).filter(|c| page.number(row, *c).is_some());
            written.extend([0].into_iter().chain(numbers).map(|c| (row, c)));
            if page.text(row, 0) == "合计" {
                break;
            }
        }
    }
    if let Some(row) = rows.next_if(|r| page.text(*r, 0) == "答复政府信息公开申请") {
        written.insert((row, 0));
    }
    if let Some(row) = rows.next_if(|r| page.text(*r, 0) == "本年度答复（件）") {
        written.extend([(row, 0), (row, 1), (row, 11)]);
        if page.text(row, 5) == "从收到申请到答复平均天数（自然日）" {
            written.insert((row, 5));
        }
    }
    let remark = "说明：本表供撰写年度报告第一部分使用，不属于法定表格。平均天数自收到申请之日起至答复之日止，\
                  按自然日计，不扣除补正、征求意见等时间。";
    written.extend(remarked(page, rows.next(), remark));
    written
}

/// The cells of a roll-up's: a line for each number, and the remark.
pub(super) fn of_sum(page: &PlainPage) -> BTreeSet<(u32, u16)> {
    const LINES: [&str; 6] = [
        "汇总单位（个）",
        "计入的报告（份）",
        "本年新收政府信息公开申请（件）",
        "上年结转政府信息公开申请（件）",
        "本年度办理结果（件）",
        "结转下年度继续办理（件）",
    ];
    let mut written = BTreeSet::new();
    let mut rows = page.rows().into_iter().filter(|r| *r > ABOVE).peekable();
    let is_head = |r: &u32| page.text(*r, 0) == "项目" && page.text(*r, 1) == "数";
    if let Some(row) = rows.next_if(is_head) {
        written.extend([(row, 0), (row, 1)]);
    }
    for due in LINES {
        if let Some(row) = rows.next_if(|r| page.text(*r, 0) == due) {
            written.extend([(row, 0), (row, 1)]);
        }
    }
    let remark = "说明：本表供撰写年度报告第一部分使用，不属于法定表格。下级的法定表格里没有按渠道、\
                  月份的公开条数和答复天数，所以这里没有。";
    written.extend(remarked(page, rows.next(), remark));
    written
}

/// The cell of the remark, where it says what it should.
fn remarked(page: &PlainPage, row: Option<u32>, remark: &str) -> Option<(u32, u16)> {
    let row = row.filter(|row| page.text(*row, 0) == remark)?;
    Some((row, 0))
}

//! 分单位核对表: units × slots, with the whole and the sum of the units over them.
//!
//! In: a [`Compilation`] by unit. Out: a document: `分单位情况`, one line a unit; `各单位二` `各单位三`
//! `各单位四`, a column for each slot. No text of any row stands in it, but figures that may not be published
//! yet: it is internal.

use std::sync::Arc;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::OfUnit;
use crate::address::column_name;
use crate::compilation::Compilation;
use crate::form::Table;
use crate::rollup::paper::matrix::{self, NAME, NAMES, STANDING, across, labels, parts};
use crate::write::in_file_name;
use crate::write::page::{Answer, Area, Body, Cell, Content, Document, Page, Role, Row, width};
use crate::write::paper::{MARK, heads, line, number, text};
use crate::write::publishable::{Heading, Statement};

/// The sheet of units.
pub const UNITS: &str = "分单位情况";

/// The folder of the units' tables.
pub const FOLDER: &str = "分单位";

/// `{agency}{year}年分单位核对表`; the ending is to follow.
pub fn name(compilation: &Compilation) -> String {
    let agency = in_file_name(&compilation.agency);
    format!("{agency}{}年分单位核对表", compilation.year)
}

/// The document; `files` are the units' publishable workbooks as written, in the order of units.
pub fn document(compilation: &Compilation, files: &[Option<String>]) -> Document {
    let mut pages = vec![units(compilation, files)];
    let lines: Arc<Vec<Line>> = Arc::new(compilation.units.iter().map(Line::of).collect());
    let tables = compilation.form.tables.iter();
    pages.extend(tables.map(|t| page(compilation, t, &lines)));
    for page in &mut pages {
        page.mark = Some(MARK.to_owned());
    }
    let year_end = Date::new(compilation.year, 12, 31).unwrap_or(Date::MAX);
    Document {
        title: name(compilation),
        date: compilation.until.unwrap_or(year_end),
        pages,
    }
}

fn heading(compilation: &Compilation) -> String {
    let heading = Heading::stated(&Statement::of(compilation), "").show();
    let heading = heading.split_once("　计量单位");
    heading.map_or(String::new(), |h| h.0.to_owned())
}

fn top(name: &str, remark: String, wide: u16) -> Vec<Row> {
    let line = |height, role, text: String| Row {
        height,
        cells: vec![Cell::text(0, role, text).spanning(1, wide)],
    };
    vec![
        line(34, Role::Title, format!("{name}（{MARK}）")),
        line(22, Role::Remark, remark),
    ]
}

/// One line a unit: its rows, what was found, its tables.
fn units(compilation: &Compilation, files: &[Option<String>]) -> Page {
    const HEADS: [&str; 11] = [
        "序号",
        "单位",
        "登记行",
        "计入",
        "合并",
        "排除",
        "有误",
        "错误",
        "疑点",
        "统计表",
        "说明",
    ];
    let columns = vec![6, 30, 9, 9, 9, 9, 9, 8, 8, 44, 30];
    let wide = u16::try_from(columns.len()).unwrap_or(u16::MAX);
    let hint = "后面三张表每行一个单位，「各单位之和」是公式，「相差」应全部为 0。";
    let remark = format!("{}　{hint}", heading(compilation));
    let mut rows = top(UNITS, remark, wide);
    rows.push(heads(&HEADS));
    let mut lines = Vec::new();
    let strict = compilation.settings.strict;
    let files = files.iter().chain(std::iter::repeat(&None));
    for ((nth, unit), file) in (1u32..).zip(&compilation.units).zip(files) {
        let counted = &unit.rows;
        let excluded: u64 = counted.excluded.values().sum();
        let (place, why) = match file {
            Some(file) => (format!("{FOLDER}/{file}"), ""),
            None if unit.errors > 0 => (String::new(), "有错误，没有写出"),
            None if unit.common > 0 => (String::new(), "有分不清单位的错误，没有写出"),
            None if strict && unit.doubts > 0 => (String::new(), "有疑点（--strict），没有写出"),
            None => (String::new(), "没有写出"),
        };
        let why = match (why, counted.read) {
            ("", 0) => "台账里没有登记，各数为 0",
            (why, _) => why,
        };
        let mut row = line(vec![
            number(nth),
            text(&unit.name),
            number(counted.read),
            number(counted.counted),
            number(counted.merged),
            number(excluded),
            number(counted.faulty),
            number(u64::try_from(unit.errors).unwrap_or(u64::MAX)),
            number(u64::try_from(unit.doubts).unwrap_or(u64::MAX)),
            text(&place),
            text(why),
        ]);
        if !unit.publishable(strict) {
            for at in [7, 10] {
                row.cells[at].role = Role::Alarm;
            }
        }
        lines.push(row);
    }
    let make = move |nth: usize| lines[nth].clone();
    let mut page = Page {
        name: UNITS.to_owned(),
        body: Some(Body::made(compilation.units.len(), columns.clone(), make)),
        columns,
        rows,
        landscape: true,
        repeated: 3,
        frozen: 3,
        filtered: Some(2),
        ..Page::default()
    };
    page.fit_heights();
    page
}

/// Rows above the first unit: title, remark, blocks, heads, 全部, 各单位之和, 相差, slots.
const ABOVE: u32 = 8;
/// The rows of 全部, 各单位之和 and 相差, from 0.
const WHOLE: u32 = 4;
const SUM: u32 = 5;

fn page(compilation: &Compilation, table: &Table, lines: &Arc<Vec<Line>>) -> Page {
    let form = compilation.form;
    let section = table.section;
    let mut blocks: Vec<(&str, Vec<usize>)> = Vec::new();
    for slot in table.rows.iter().flatten().filter_map(|c| c.slot) {
        let (block, _) = labels(&form.slots[slot], section);
        match blocks.iter_mut().find(|b| b.0 == block) {
            Some(known) => known.1.push(slot),
            None => blocks.push((block, vec![slot])),
        }
    }
    // the totals first: they are looked at first
    blocks.sort_by_key(|b| b.0 != "总计");
    let widest = blocks.iter().flat_map(|b| &b.1).map(|slot| {
        let value = compilation.tally.figures[*slot].value.normalize();
        width(&value.to_string()) + 3
    });
    let each = widest.max().unwrap_or(0).max(8);
    let blocks = parts(blocks, each);
    let slots: Vec<usize> = blocks.iter().flat_map(|b| b.1.iter().copied()).collect();
    let mut columns = vec![NAME, STANDING];
    columns.extend(slots.iter().map(|_| each));
    let name = match section {
        2 => "各单位二",
        3 => "各单位三",
        _ => "各单位四",
    };
    let title = format!("{name}（{MARK}）");
    let across = across(&blocks, each);
    let wide = matrix::first_sheet(Some(&across), &columns);
    let mut rows = matrix::top(title, &heading(compilation), HINT, wide).to_vec();
    rows.extend(head_rows(compilation, &blocks, section));
    let below = head_ids(compilation, &slots);
    rows.extend(sums(compilation, &slots));
    rows.push(below);
    let lines = Arc::clone(lines);
    let count = lines.len();
    let make = move |nth: usize| unit_row(&lines[nth], &slots);
    let mut page = Page {
        name: name.to_owned(),
        body: Some(Body::made(count, columns.clone(), make)),
        columns,
        rows,
        landscape: true,
        one_sheet: false,
        repeated: ABOVE,
        frozen: ABOVE,
        mark: None,
        filtered: Some(ABOVE - 1),
        across: Some(across),
    };
    page.fit_heights();
    page
}

/// How to read the sheets of figures.
const HINT: &str = "每行一个单位；「各单位之和」与「相差」是公式，「相差」应全部为 0。";

/// Blocks and heads.
fn head_rows(compilation: &Compilation, blocks: &[(&str, Vec<usize>)], section: u8) -> [Row; 2] {
    let mut above = vec![
        Cell::text(0, Role::Head, "单位").spanning(2, 1),
        Cell::text(1, Role::Head, "情况").spanning(2, 1),
    ];
    let mut below = Vec::new();
    let mut column = NAMES;
    for (block, slots) in blocks {
        let count = u16::try_from(slots.len()).unwrap_or(1);
        above.push(Cell::text(column, Role::Head, *block).spanning(1, count));
        for slot in slots {
            let (_, head) = labels(&compilation.form.slots[*slot], section);
            below.push(Cell::text(column, Role::Head, head));
            column += 1;
        }
    }
    let row = |cells| Row { height: 24, cells };
    [row(above), row(below)]
}

/// The names of slots, by which the units below are filtered.
fn head_ids(compilation: &Compilation, slots: &[usize]) -> Row {
    let mut cells = vec![
        Cell::text(0, Role::Head, "指标格"),
        Cell::text(1, Role::Head, ""),
    ];
    cells.extend((NAMES..).zip(slots).map(|(column, slot)| {
        let slot = &compilation.form.slots[*slot];
        Cell::text(column, Role::Head, slot.id.as_str())
    }));
    Row { height: 20, cells }
}

/// 全部, 各单位之和 and what they differ by.
fn sums(compilation: &Compilation, slots: &[usize]) -> [Row; 3] {
    let count = u32::try_from(compilation.units.len()).unwrap_or(u32::MAX);
    let last = ABOVE + count.max(1) - 1;
    let head = |words: &str, beside: String| {
        vec![
            Cell::text(0, Role::Total, words),
            Cell::text(1, Role::Total, beside),
        ]
    };
    let mut whole = head("全部", String::new());
    let mut sum = head("各单位之和", format!("{count} 个"));
    let mut apart = head("相差", String::new());
    for (column, slot) in (NAMES..).zip(slots) {
        let all = compilation.tally.figures[*slot].value.normalize();
        let units = compilation.units.iter();
        let added: Decimal = units.map(|u| u.tally.figures[*slot].value).sum();
        let added = added.normalize();
        let area = Area {
            first: (ABOVE, column),
            last: (last, column),
        };
        let letters = column_name(column);
        let formula = format!("=ROUND({letters}{}-{letters}{},6)", WHOLE + 1, SUM + 1);
        let difference = (all - added).normalize();
        let role = match difference.is_zero() {
            true => Role::Total,
            false => Role::Alarm,
        };
        whole.push(Cell::new(column, Role::Total, Content::Number(all)));
        sum.push(Cell::new(column, role, Content::Sum(vec![area], added)));
        let answer = Answer::Number(difference);
        apart.push(Cell::new(column, role, Content::Formula(formula, answer)));
    }
    let row = |cells| Row { height: 24, cells };
    [row(whole), row(sum), row(apart)]
}

/// A unit as the sheets of figures show it.
struct Line {
    name: Arc<str>,
    role: Role,
    standing: &'static str,
    /// One for each slot of the form.
    figures: Vec<Decimal>,
}

impl Line {
    fn of(unit: &OfUnit) -> Self {
        let (role, standing) = match (unit.errors, unit.common, unit.doubts) {
            (0, 0, 0) => (Role::Label, ""),
            (0, 0, _) => (Role::Label, "有疑点"),
            (0, ..) => (Role::Alarm, "未定"),
            _ => (Role::Alarm, "有错误"),
        };
        let figures = unit.tally.figures.iter();
        Line {
            name: Arc::clone(&unit.name),
            role,
            standing,
            figures: figures.map(|f| f.value.normalize()).collect(),
        }
    }
}

fn unit_row(line: &Line, slots: &[usize]) -> Row {
    let mut cells = vec![
        Cell::new(0, Role::Label, text(&line.name)),
        Cell::text(1, line.role, line.standing),
    ];
    cells.extend((NAMES..).zip(slots).map(|(column, slot)| {
        let value = Content::Number(line.figures[*slot]);
        Cell::new(column, Role::Figure, value)
    }));
    Row { height: 20, cells }
}

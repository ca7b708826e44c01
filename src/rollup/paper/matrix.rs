//! 各单位二、三、四: units × slots, and the sum of those that count.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::{Desk, all_reports};
use crate::form::{Slot, Table};
use crate::rollup::Fate;
use crate::write::page::{Across, Area, Body, Cell, Content, Page, Role, Row, width};
use crate::write::paper::text;

/// Where a slot's sum and the figures below it stand.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Place {
    /// The sheet's section.
    pub(super) section: u8,
    /// The column, from 0.
    pub(super) column: u16,
    /// The row of the sum, from 0.
    pub(super) total: u32,
    /// The row of the first report that counts, from 0.
    pub(super) first: u32,
}

/// The sheet of a section.
pub(super) fn sheet(section: u8) -> &'static str {
    match section {
        2 => "各单位二",
        3 => "各单位三",
        _ => "各单位四",
    }
}

/// 单位, 情况.
pub(crate) const NAMES: u16 = 2;
pub(crate) const NAME: u16 = 26;
pub(crate) const STANDING: u16 = 10;

/// Links that a sheet may hold; Excel has 65,530.
const LINKS: usize = 60_000;

/// Letters of column width that surely fit on a lying sheet of A4, in whatever font stands in.
const LYING: u16 = 92;

/// Percent below which print is too small to be read.
const LEAST: u16 = 55;

/// The sheets, and where each slot stands on them.
pub(super) fn pages(desk: &Arc<Desk>) -> (Vec<Page>, Vec<Place>) {
    let mut places = vec![Place::default(); desk.form.slots.len()];
    let tables = desk.form.tables.iter();
    let pages = tables.map(|table| page(desk, table, &mut places)).collect();
    (pages, places)
}

/// What a slot is printed under: the block that goes on one sheet of paper, and its own head.
pub(crate) fn labels(slot: &Slot, section: u8) -> (&str, &str) {
    let line = slot.line.as_str();
    match section {
        // 三、 is the sheet's own number where a result's follows it
        3 => (&slot.head, line.strip_prefix("三、").unwrap_or(line)),
        2 => (line.strip_prefix("二、").unwrap_or(line), &slot.head),
        _ => (line.strip_prefix("四、").unwrap_or(line), &slot.head),
    }
}

/// The slots of a table in blocks that belong together.
fn blocks(desk: &Desk, table: &Table) -> Vec<(&'static str, Vec<usize>)> {
    let mut blocks: Vec<(&str, Vec<usize>)> = Vec::new();
    let form = desk.form;
    for slot in table.rows.iter().flatten().filter_map(|c| c.slot) {
        let (block, _) = labels(&form.slots[slot], table.section);
        match blocks.iter_mut().find(|b| b.0 == block) {
            Some(known) => known.1.push(slot),
            None => blocks.push((block, vec![slot])),
        }
    }
    // the totals first: they are looked at first
    blocks.sort_by_key(|b| b.0 != "总计");
    blocks
}

fn page(desk: &Arc<Desk>, table: &Table, places: &mut [Place]) -> Page {
    let section = table.section;
    let blocks = blocks(desk, table);
    let slots: Vec<usize> = blocks.iter().flat_map(|b| b.1.iter().copied()).collect();
    let counted: Vec<usize> = desk.rollup.counted().collect();
    let others: Vec<usize> = all_reports(&desk.rollup)
        .into_iter()
        .filter(|r| {
            let it = &desk.rollup.reports[*r];
            it.fate != Fate::Counted && it.edition == Some(desk.form.edition)
        })
        .collect();
    let widest = slots.iter().map(|s| {
        let sum = desk.rollup.value(*s).normalize();
        width(&sum.to_string()) + 3
    });
    let each = widest.max().unwrap_or(0).max(8);
    let mut columns = vec![NAME, STANDING];
    columns.extend(slots.iter().map(|_| each));
    let blocks = parts(blocks, each);
    let across = across(&blocks, each);
    let mut page = Page {
        name: sheet(section).to_owned(),
        columns,
        rows: Vec::new(),
        body: None,
        landscape: true,
        one_sheet: false,
        repeated: HEADS,
        frozen: HEADS,
        mark: None,
        filtered: Some(HEADS - 1),
        across: Some(across),
    };
    head_rows(desk, &mut page, &blocks, section);
    let links = links(desk, &slots, counted.iter().chain(&others)) <= LINKS;
    let begin = HEADS;
    for (column, slot) in (NAMES..).zip(&slots) {
        places[*slot] = Place {
            section,
            column,
            total: TOTAL,
            first: begin,
        };
    }
    totals(desk, &mut page, &slots, &counted, begin);
    let mut lines: Vec<Line> = counted.into_iter().map(Line::Report).collect();
    if lines.is_empty() {
        lines.push(Line::Nothing);
    }
    if !others.is_empty() {
        lines.push(Line::Others);
        lines.extend(others.into_iter().map(Line::Report));
    }
    page.fit_heights();
    let (desk, count) = (Arc::clone(desk), lines.len());
    let make = move |nth: usize| row_of(&desk, &lines[nth], &slots, links);
    page.body = Some(Body::made(count, page.columns.clone(), make));
    page
}

/// A line below the heads.
enum Line {
    /// A report.
    Report(usize),
    /// No report counts.
    Nothing,
    /// What follows does not count.
    Others,
}

fn row_of(desk: &Desk, line: &Line, slots: &[usize], links: bool) -> Row {
    match line {
        Line::Report(report) => unit_row(desk, *report, slots, links),
        Line::Nothing => {
            let words = "（没有计入的报告）";
            let mut cells = vec![Cell::text(0, Role::Label, words).spanning(1, NAMES)];
            cells.extend(
                (NAMES..)
                    .zip(slots)
                    .map(|(c, _)| Cell::text(c, Role::Figure, "")),
            );
            Row { height: 20, cells }
        }
        Line::Others => {
            let words = "以下各份没有加进合计（原因见「报送情况」）";
            Row {
                height: 22,
                cells: vec![Cell::text(0, Role::Head, words).spanning(1, NAMES)],
            }
        }
    }
}

/// Rows of heads: title, remark, blocks, heads, 合计, slots.
const HEADS: u32 = 6;
const TOTAL: u32 = 4;

fn head_rows(desk: &Desk, page: &mut Page, blocks: &[(&str, Vec<usize>)], section: u8) {
    let hint = "每行一份报告；「合计」是公式，只加计入的各行。带下划线的数可以点击，打开该单位报告的那一格。";
    let title = format!("{}（{}）", sheet(section), super::MARK);
    let wide = first_sheet(page.across.as_ref(), &page.columns);
    page.rows.extend(top(title, &desk.heading(), hint, wide));
    let mut block_row = vec![
        Cell::text(0, Role::Head, "单位").spanning(2, 1),
        Cell::text(1, Role::Head, "情况").spanning(2, 1),
    ];
    let mut heads = Vec::new();
    let mut ids = vec![
        Cell::text(0, Role::Head, "指标格"),
        Cell::text(1, Role::Head, ""),
    ];
    let mut column = NAMES;
    for (block, slots) in blocks {
        let count = u16::try_from(slots.len()).unwrap_or(1);
        block_row.push(Cell::text(column, Role::Head, *block).spanning(1, count));
        for slot in slots {
            let slot = &desk.form.slots[*slot];
            let (_, head) = labels(slot, section);
            heads.push(Cell::text(column, Role::Head, head));
            ids.push(Cell::text(column, Role::Head, slot.id.as_str()));
            column += 1;
        }
    }
    for (height, cells) in [(24, block_row), (24, heads), (24, Vec::new()), (20, ids)] {
        page.rows.push(Row { height, cells });
    }
}

/// Title and what the sheet speaks of, over the columns that stay on the screen and that every printed sheet
/// repeats, so that both can be read whole on all of them; beside them, as far as the first printed sheet goes,
/// how to read it.
pub(crate) fn top(title: String, heading: &str, hint: &str, wide: u16) -> [Row; 2] {
    let over = |role, words: &str| Cell::text(0, role, words).spanning(1, NAMES);
    let lines = heading.replace('　', "\n");
    let mut below = vec![over(Role::Remark, &lines)];
    if !hint.is_empty() {
        let hint = Cell::text(NAMES, Role::Remark, hint).spanning(1, wide - NAMES);
        below.push(hint);
    }
    let row = |height, cells| Row { height, cells };
    [row(34, vec![over(Role::Title, &title)]), row(22, below)]
}

/// The column after the last one of the first printed sheet.
pub(crate) fn first_sheet(across: Option<&Across>, columns: &[u16]) -> u16 {
    let all = u16::try_from(columns.len()).unwrap_or(u16::MAX);
    across
        .and_then(|a| a.breaks.first())
        .copied()
        .unwrap_or(all)
}

/// Columns of figures that fit on a printed sheet before print is too small to be read.
fn fitting(each: u16) -> usize {
    let letters = u32::from(LYING) * 100 / u32::from(LEAST);
    let columns = letters.saturating_sub(u32::from(NAME + STANDING)) / u32::from(each);
    usize::try_from(columns.max(1)).unwrap_or(1)
}

/// Blocks as they go on printed sheets: all on one where they fit, else each on one or more of its own, in
/// even parts.
pub(crate) fn parts<'f>(
    blocks: Vec<(&'f str, Vec<usize>)>,
    each: u16,
) -> Vec<(&'f str, Vec<usize>)> {
    let fitting = fitting(each);
    let part = |(block, slots): (&'f str, Vec<usize>)| {
        let count = slots.len().div_ceil(fitting).max(1);
        let size = slots.len().div_ceil(count).max(1);
        let parts: Vec<_> = slots.chunks(size).map(|p| (block, p.to_vec())).collect();
        parts
    };
    blocks.into_iter().flat_map(part).collect()
}

/// How the sheet is printed.
pub(crate) fn across(parts: &[(&str, Vec<usize>)], each: u16) -> Across {
    let scale = |columns: usize| {
        let columns = u32::try_from(columns).unwrap_or(u32::MAX);
        let letters = columns.saturating_mul(each.into()) + u32::from(NAME + STANDING);
        let scale = (u32::from(LYING) * 100 / letters.max(1)).clamp(u32::from(LEAST), 100);
        u16::try_from(scale).unwrap_or(100)
    };
    let all: usize = parts.iter().map(|p| p.1.len()).sum();
    if all <= fitting(each) {
        return Across {
            repeated: NAMES,
            breaks: Vec::new(),
            scale: scale(all),
        };
    }
    let sheets = sheets(parts, fitting(each));
    let mut column = usize::from(NAMES);
    let mut breaks = Vec::new();
    for columns in &sheets {
        column += columns;
        breaks.extend(u16::try_from(column));
    }
    breaks.pop();
    Across {
        repeated: NAMES,
        breaks,
        scale: scale(sheets.into_iter().max().unwrap_or(1)),
    }
}

/// How many columns go on each printed sheet: whole parts, on as few sheets as will do, and as even as they can be.
fn sheets(parts: &[(&str, Vec<usize>)], fitting: usize) -> Vec<usize> {
    let filled = |most: usize| {
        let mut sheets: Vec<usize> = Vec::new();
        for (_, slots) in parts {
            match sheets.last_mut() {
                Some(sheet) if *sheet + slots.len() <= most => *sheet += slots.len(),
                _ => sheets.push(slots.len()),
            }
        }
        sheets
    };
    let few = filled(fitting);
    let even = (1..fitting).map(filled).find(|s| s.len() == few.len());
    even.unwrap_or(few)
}

/// Links that these rows would hold.
fn links<'r>(desk: &Desk, slots: &[usize], reports: impl Iterator<Item = &'r usize>) -> usize {
    let of = |report: &usize| {
        let it = &desk.rollup.reports[*report];
        let figures = || {
            let values = slots.iter().filter_map(|s| it.amount(desk.form, *s));
            values.filter(|v| !v.is_zero()).count()
        };
        1 + if it.ours { figures() } else { 0 }
    };
    reports.map(of).sum()
}

fn totals(desk: &Desk, page: &mut Page, slots: &[usize], counted: &[usize], begin: u32) {
    let count = u32::try_from(counted.len()).unwrap_or(u32::MAX);
    let last = begin + count.max(1) - 1;
    let mut cells = vec![
        Cell::text(0, Role::Total, "合计"),
        Cell::text(1, Role::Total, format!("计入 {count} 份")),
    ];
    for (column, slot) in (NAMES..).zip(slots) {
        let values = counted.iter();
        let values = values.filter_map(|r| desk.rollup.reports[*r].amount(desk.form, *slot));
        let sum = values.sum::<Decimal>().normalize();
        // totals of reports with errors need not add up to the total of the sum
        let role = match sum == desk.rollup.value(*slot) {
            true => Role::Total,
            false => Role::Alarm,
        };
        let area = Area {
            first: (begin, column),
            last: (last, column),
        };
        cells.push(Cell::new(column, role, Content::Sum(vec![area], sum)));
    }
    if let Some(row) = page.rows.get_mut(TOTAL as usize) {
        row.cells = cells;
    }
}

fn unit_row(desk: &Desk, report: usize, slots: &[usize], links: bool) -> Row {
    let it = &desk.rollup.reports[report];
    let standing = match it.fate {
        Fate::Counted if it.errors > 0 => "计入，有误",
        Fate::Counted => "计入",
        Fate::Contained(_) => "已含",
        _ => "未计入",
    };
    let role = match standing {
        "计入" | "已含" => Role::Label,
        _ => Role::Alarm,
    };
    let mut cells = vec![
        Cell::new(0, Role::Label, text(&desk.indented(report)))
            .linked(desk.to_report(report, None)),
        Cell::text(1, role, standing),
    ];
    for (column, slot) in (NAMES..).zip(slots) {
        let value = it.amount(desk.form, *slot).map(|v| v.normalize());
        let cell = match value {
            Some(value) => {
                let linked = links && it.ours && !value.is_zero();
                let link = linked
                    .then(|| desk.to_report(report, Some(*slot)))
                    .flatten();
                Cell::new(column, Role::Figure, Content::Number(value)).linked(link)
            }
            None => Cell::text(column, Role::Alarm, "无数字"),
        };
        cells.push(cell);
    }
    Row { height: 20, cells }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn narrow_parts_share_a_printed_sheet() {
        let parts = |sizes: &[usize]| -> Vec<(&str, Vec<usize>)> {
            sizes.iter().map(|n| ("", vec![0; *n])).collect()
        };
        for (sizes, fitting, columns) in [
            (&[3, 3, 1, 1, 1, 1][..], 9, &[6, 4][..]),
            (&[3, 3, 1, 1, 1, 1], 10, &[10]),
            (&[14, 14, 14, 14], 16, &[14, 14, 14, 14]),
            (&[5, 5, 5], 12, &[10, 5]),
        ] {
            assert_eq!(sheets(&parts(sizes), fitting), columns, "{sizes:?}");
        }
    }
}

//! 统计表: the mandated tables and the overview as pages for publication.
//!
//! In: a [`Statement`], which a [`Compilation`] or a roll-up makes. Out: one page a table, its grid cell by
//! cell that of the form from A3 down, and 一、总体情况数据 last. Of the rows that were read, only channels'
//! and ways' names come this far.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::page::{Area, Cell, Content, Document, Page, Role, Row, width};
use crate::compilation::Compilation;
use crate::form::{Feed, Form, Table};
use crate::settings::Scope;
use crate::tally::{Months, Overview, Tally};

/// Rows above a table's grid: the title, and what the table speaks of.
pub const ABOVE: u16 = 2;

/// The sheet with the figures for the prose of section 一.
pub const OVERVIEW: &str = "一、总体情况数据";

/// What is published: whose figures these are, and the figures.
#[derive(Debug, Clone, Copy)]
pub struct Statement<'a> {
    /// 报送单位.
    pub agency: &'a str,
    /// The report year.
    pub year: i16,
    /// 统计范围.
    pub scope: Scope,
    /// 截至.
    pub until: Option<Date>,
    /// The form of the year.
    pub form: &'static Form,
    /// Its figures.
    pub tally: &'a Tally,
}

impl<'a> Statement<'a> {
    /// What a compilation publishes.
    pub fn of(compilation: &'a Compilation) -> Self {
        Statement {
            agency: &compilation.agency,
            year: compilation.year,
            scope: compilation.scope,
            until: compilation.until,
            form: compilation.form,
            tally: &compilation.tally,
        }
    }
}

/// The publishable workbook of a compilation.
pub fn document(compilation: &Compilation) -> Document {
    stated(&Statement::of(compilation))
}

/// The publishable workbook of figures whose overview tells of publications and applications.
pub fn stated(statement: &Statement<'_>) -> Document {
    let heading = Heading::stated(statement, "条、件、天");
    let overview = overview(&statement.tally.overview, &heading);
    workbook(statement, overview)
}

/// The mandated tables and, last, the page for section 一.
pub fn workbook(statement: &Statement<'_>, overview: Page) -> Document {
    let form = statement.form;
    let tables = form.tables.iter().map(|table| {
        let heading = Heading::stated(statement, &units(form, table));
        tabular(form, table, statement.tally, &heading)
    });
    let year_end = Date::new(statement.year, 12, 31).unwrap_or(Date::MAX);
    Document {
        title: super::tables_title(statement.agency, statement.year),
        date: statement.until.unwrap_or(year_end),
        pages: tables.chain([overview]).collect(),
    }
}

/// What a sheet's second row says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 填报单位.
    pub agency: String,
    /// The report year.
    pub year: i16,
    /// 统计范围.
    pub scope: Scope,
    /// 截至.
    pub until: Option<Date>,
    /// 计量单位.
    pub unit: String,
}

impl Heading {
    pub(super) fn of(compilation: &Compilation, unit: &str) -> Self {
        Heading::stated(&Statement::of(compilation), unit)
    }

    /// The heading of a sheet whose figures are counted in `unit`.
    pub fn stated(statement: &Statement<'_>, unit: &str) -> Self {
        Heading {
            agency: statement.agency.to_owned(),
            year: statement.year,
            scope: statement.scope,
            until: statement.until,
            unit: unit.to_owned(),
        }
    }

    /// `填报单位：…　年度：2022年　统计范围：本机关　截至：2022年6月30日　计量单位：件`.
    pub fn show(&self) -> String {
        let until = until_words(self.until);
        format!(
            "填报单位：{}　年度：{}年　统计范围：{}{until}　计量单位：{}",
            self.agency,
            self.year,
            self.scope.word(),
            self.unit
        )
    }

    /// What [`Heading::show`] wrote; none for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().strip_prefix("填报单位：")?;
        // From the end: an agency's name may hold anything.
        let (text, unit) = text.rsplit_once("　计量单位：")?;
        let (text, scope) = text.rsplit_once("　统计范围：")?;
        let (agency, year) = text.rsplit_once("　年度：")?;
        let (scope, until) = match scope.split_once("　截至：") {
            Some((scope, date)) => (scope, Some(parse_date(date)?)),
            None => (scope, None),
        };
        Some(Heading {
            agency: agency.to_owned(),
            year: year.strip_suffix('年')?.parse().ok()?,
            scope: Scope::of(scope)?,
            until,
            unit: unit.to_owned(),
        })
    }
}

/// 「　截至：2022年6月30日」; nothing for a whole year.
pub(super) fn until_words(until: Option<Date>) -> String {
    until.map_or(String::new(), |date| {
        format!(
            "　截至：{}年{}月{}日",
            date.year(),
            date.month(),
            date.day()
        )
    })
}

fn parse_date(text: &str) -> Option<Date> {
    let (year, rest) = text.split_once('年')?;
    let (month, day) = rest.strip_suffix('日')?.split_once('月')?;
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// What a table's figures are counted in: `件、万元`.
pub(crate) fn units(form: &Form, table: &Table) -> String {
    let mut units: Vec<&str> = Vec::new();
    for slot in table.rows.iter().flatten().filter_map(|c| c.slot) {
        let unit = form.slots[slot].unit.as_str();
        if !units.contains(&unit) {
            units.push(unit);
        }
    }
    units.join("、")
}

/// Letters of column width on a sheet of A4, upright and lying.
const UPRIGHT: u16 = 98;
const LYING: u16 = 144;

/// The narrowest column of figures: 「商业企业」 stays on one line.
const FOUR_CHARACTERS: u16 = 9;

/// A table of the form with its figures.
pub(crate) fn tabular(form: &Form, table: &Table, tally: &Tally, heading: &Heading) -> Page {
    let places = table.places();
    let landscape = table.section == 4;
    let least = match table.section {
        3 => 20,
        _ => 34,
    };
    let mut page = headed(
        Page {
            name: table.sheet.clone(),
            columns: column_widths(table, tally, if landscape { LYING } else { UPRIGHT }),
            landscape,
            one_sheet: true,
            repeated: u32::from(ABOVE + table.header_rows),
            frozen: u32::from(ABOVE + table.header_rows),
            ..Page::default()
        },
        &table.title,
        heading,
    );
    page.rows.extend(table.rows.iter().map(|_| Row {
        height: least,
        cells: Vec::new(),
    }));
    // Where each figure stands on the page.
    let mut at = vec![(0u32, 0u16); form.slots.len()];
    for &(row, column, cell) in &places {
        if let Some(slot) = cell.slot {
            at[slot] = (u32::from(row + ABOVE), column);
        }
    }
    for (row, column, cell) in places {
        let (role, content) = match cell.slot {
            Some(slot) => figure(form, tally, slot, &at),
            None => {
                let head = row < table.header_rows
                    || cell.rowspan > 1
                    || cell.colspan == table.columns
                    || !table.rows[usize::from(row)]
                        .iter()
                        .any(|c| c.slot.is_some());
                let role = if head { Role::Head } else { Role::Label };
                (role, Content::Text(cell.text.clone()))
            }
        };
        page.rows[usize::from(row + ABOVE)]
            .cells
            .push(Cell::new(column, role, content).spanning(cell.rowspan, cell.colspan));
    }
    page.fit_heights();
    page
}

fn figure(form: &Form, tally: &Tally, slot: usize, at: &[(u32, u16)]) -> (Role, Content) {
    let value = tally.figures[slot].value.normalize();
    match &form.slots[slot].feed {
        Feed::Sum(parts) => {
            let parts: Vec<(u32, u16)> = parts.iter().map(|&p| at[p]).collect();
            (Role::Total, Content::Sum(areas(&parts), value))
        }
        _ => (Role::Figure, Content::Number(value)),
    }
}

/// Neighbours along a row or down a column become one area: `D6:I6`.
fn areas(cells: &[(u32, u16)]) -> Vec<Area> {
    let mut areas: Vec<Area> = Vec::new();
    for &cell in cells {
        if let Some(area) = areas.last_mut() {
            let rightwards =
                area.first.0 == cell.0 && area.last == (cell.0, cell.1.wrapping_sub(1));
            let downwards = area.first.1 == cell.1 && area.last == (cell.0.wrapping_sub(1), cell.1);
            if rightwards || downwards {
                area.last = cell;
                continue;
            }
        }
        areas.push(Area {
            first: cell,
            last: cell,
        });
    }
    areas
}

/// Labels as wide as their text wants, figures sharing the rest of the paper; wider than the paper rather
/// than too narrow for a number, since the sheet is scaled down in print.
fn column_widths(table: &Table, tally: &Tally, paper: u16) -> Vec<u16> {
    let places = table.places();
    let figures = || places.iter().filter(|(_, _, cell)| cell.slot.is_some());
    let labels = figures().map(|(_, column, _)| *column).min().unwrap_or(0);
    let mut widths: Vec<u16> = (0..labels)
        .map(|column| match labels - column {
            1 => 30,
            2 => 9,
            _ => 6,
        })
        .collect();
    let numbers = figures().map(|(_, _, cell)| {
        let value = cell.slot.map_or(Decimal::ZERO, |s| tally.figures[s].value);
        (width(&value.normalize().to_string()) + 2).div_ceil(cell.colspan)
    });
    let count = table.columns - labels;
    let share = paper.saturating_sub(widths.iter().sum()) / count.max(1);
    let each = numbers.max().unwrap_or(0).max(share).max(FOUR_CHARACTERS);
    widths.extend((0..count).map(|_| each));
    widths
}

/// A page with its title and its second row.
pub(crate) fn headed(mut page: Page, title: &str, heading: &Heading) -> Page {
    let columns = u16::try_from(page.columns.len()).unwrap_or(u16::MAX);
    page.rows.push(Row {
        height: 34,
        cells: vec![Cell::text(0, Role::Title, title).spanning(1, columns)],
    });
    page.rows.push(Row {
        height: 22,
        cells: vec![Cell::text(0, Role::Remark, heading.show()).spanning(1, columns)],
    });
    page
}

/// The months of the overview's columns, between a name and a sum.
const MONTHS: u16 = 12;

fn overview(overview: &Overview, heading: &Heading) -> Page {
    let blocks = [
        ("主动公开信息（条）", "公开渠道", &overview.channels),
        ("收到政府信息公开申请（件）", "申请方式", &overview.ways),
    ];
    let all = || {
        blocks
            .iter()
            .flat_map(|(_, _, lines)| lines.iter())
            .map(|(_, months)| months)
    };
    // a column for what is dated by a longer period, where there is any
    let last = MONTHS + 1 + u16::from(all().any(|m| m.untold > 0));
    let widest = all()
        .map(Months::total)
        .max()
        .map_or(0, |most| width(&most.to_string()) + 3);
    let mut columns = vec![24];
    columns.extend((1..last).map(|_| widest.max(9)));
    columns.push(widest.max(12));
    let mut page = headed(
        Page {
            name: OVERVIEW.to_owned(),
            columns,
            landscape: true,
            one_sheet: true,
            repeated: u32::from(ABOVE),
            frozen: u32::from(ABOVE),
            ..Page::default()
        },
        OVERVIEW,
        heading,
    );
    for (caption, head, lines) in blocks {
        by_month(&mut page, caption, head, lines, last);
    }
    answered(&mut page, overview.answered, last);
    page.rows.push(Row {
        height: 22,
        cells: vec![
            Cell::text(
                0,
                Role::Remark,
                "说明：本表供撰写年度报告第一部分使用，不属于法定表格。平均天数自收到申请之日起至答复之日止，\
                 按自然日计，不扣除补正、征求意见等时间。",
            )
            .spanning(1, last + 1),
        ],
    });
    page.fit_heights();
    page
}

/// A block of the overview: a line for each name, months across, sums both ways.
fn by_month(page: &mut Page, caption: &str, head: &str, lines: &[(String, Months)], last: u16) {
    let row = |cells| Row { height: 24, cells };
    page.rows.push(row(vec![
        Cell::text(0, Role::Head, caption).spanning(1, last + 1),
    ]));
    let mut heads = vec![Cell::text(0, Role::Head, head)];
    heads.extend((1..=MONTHS).map(|m| Cell::text(m, Role::Head, format!("{m}月"))));
    heads.extend((MONTHS + 1..last).map(|column| Cell::text(column, Role::Head, "未分月")));
    heads.push(Cell::text(last, Role::Head, "合计"));
    page.rows.push(row(heads));

    let nothing = [("（无记录）".to_owned(), Months::default())];
    let lines = if lines.is_empty() { &nothing } else { lines };
    let counts = |months: &Months| -> Vec<u64> {
        months.by_month.into_iter().chain([months.untold]).collect()
    };
    let first = row_number(page);
    for (name, months) in lines {
        let number = row_number(page);
        let mut cells = vec![Cell::text(0, Role::Label, name.as_str())];
        let counts = counts(months);
        cells.extend((1..last).zip(&counts).map(|(column, &n)| {
            Cell::new(column, Role::Figure, Content::Number(Decimal::from(n)))
        }));
        cells.push(sum(
            (number, 1),
            (number, last - 1),
            last,
            counts.iter().copied(),
        ));
        page.rows.push(row(cells));
    }
    let bottom = row_number(page) - 1;
    let mut cells = vec![Cell::text(0, Role::Head, "合计")];
    for (column, month) in (1..last).zip(0..) {
        let parts = lines.iter().map(|(_, months)| counts(months)[month]);
        cells.push(sum((first, column), (bottom, column), column, parts));
    }
    cells.push(sum(
        (first, last),
        (bottom, last),
        last,
        lines.iter().map(|(_, months)| months.total()),
    ));
    page.rows.push(row(cells));
}

fn sum(first: (u32, u16), last: (u32, u16), column: u16, parts: impl Iterator<Item = u64>) -> Cell {
    let value = parts.map(Decimal::from).sum();
    Cell::new(
        column,
        Role::Total,
        Content::Sum(vec![Area { first, last }], value),
    )
}

fn row_number(page: &Page) -> u32 {
    u32::try_from(page.rows.len()).unwrap_or(u32::MAX)
}

/// How many applications were answered, and how long it took on average.
fn answered(page: &mut Page, (answered, days): (u64, u64), last: u16) {
    page.rows.push(Row {
        height: 24,
        cells: vec![Cell::text(0, Role::Head, "答复政府信息公开申请").spanning(1, last + 1)],
    });
    let average = if answered == 0 {
        Content::Text("—".to_owned())
    } else {
        // One decimal, half up, in whole numbers all the way.
        let tenths = (u128::from(days) * 20 + u128::from(answered)) / (u128::from(answered) * 2);
        Content::Number(Decimal::new(i64::try_from(tenths).unwrap_or(i64::MAX), 1))
    };
    page.rows.push(Row {
        height: 24,
        cells: vec![
            Cell::text(0, Role::Label, "本年度答复（件）"),
            Cell::new(1, Role::Figure, Content::Number(Decimal::from(answered))).spanning(1, 4),
            Cell::text(5, Role::Label, "从收到申请到答复平均天数（自然日）").spanning(1, 6),
            Cell::new(11, Role::Figure, average).spanning(1, last - 10),
        ],
    });
}

//! 汇总底稿: the working paper of a roll-up, from which each figure of the parent can be followed to the
//! reports that it was added from.
//!
//! In: a [`Rollup`]. Out: a document of these sheets:
//!
//! - `汇总说明`: what was added up, and what was not
//! - `表二` `表三` `表四`: the form as published; each figure is a formula over the sheets of units, and leads
//!   there
//! - `各单位二` `各单位三` `各单位四`: units × slots; each figure leads to its cell in the unit's own report
//! - `逐格来源`: slot by slot the units that add to it
//! - `报送情况`: every unit and every report that came; `报告错误`: what `verify` found in them
//! - `问题清单`: findings; `变动`: since the last roll-up; `与公布数核对`: what the parent has published;
//!   `凭据`: hashes of the reports and of the working papers beside them

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::{Fate, Rollup, Standing, Submitted};
use crate::form::Form;
use crate::write::in_file_name;
use crate::write::page::{Body, Cell, Document, Link, Page, Role, Row};
use crate::write::paper::{MARK, heads, text};
use crate::write::publishable::{ABOVE, Heading};

mod lists;
pub(crate) mod matrix;
mod overview;
mod sources;
mod summary;
mod tables;

pub use overview::overview;

/// The way from the paper to a report, with `/`; none where it leads nowhere on another machine.
pub type Ways<'a> = &'a dyn Fn(&str) -> Option<String>;

/// The sheet of section 二, 三 or 四.
fn table_sheet(section: u8) -> &'static str {
    match section {
        2 => "表二",
        3 => "表三",
        _ => "表四",
    }
}

/// What all sheets are made from. Rows of long lists are made from it when they are written.
struct Desk {
    rollup: Arc<Rollup>,
    /// The way to each report.
    ways: Vec<Option<String>>,
    /// Where each slot stands on 表二, 表三, 表四: sheet, row and column from 0.
    at: Vec<(&'static str, (u32, u16))>,
    /// Where each slot stands in our own workbooks: sheet, row and column from 0.
    own: Vec<(&'static str, (u32, u16))>,
    /// The form.
    form: &'static Form,
}

/// The working paper.
pub fn document(rollup: &Arc<Rollup>, ways: Ways<'_>) -> Document {
    let form = rollup.form;
    let mut at = vec![("", (0, 0)); form.slots.len()];
    let mut own = at.clone();
    for table in &form.tables {
        for (row, column, cell) in table.places() {
            if let Some(slot) = cell.slot {
                let place = (u32::from(row + ABOVE), column);
                at[slot] = (table_sheet(table.section), place);
                own[slot] = (table.sheet.as_str(), place);
            }
        }
    }
    let desk = Arc::new(Desk {
        rollup: Arc::clone(rollup),
        ways: rollup.reports.iter().map(|r| ways(&r.file)).collect(),
        at,
        own,
        form,
    });
    let (matrices, places) = matrix::pages(&desk);
    let mut pages = vec![summary::summary(&desk)];
    pages.extend(tables::pages(&desk, &places));
    pages.extend(matrices);
    pages.push(sources::sources(&desk, &places));
    pages.push(lists::standings(&desk));
    pages.push(lists::faults(&desk));
    pages.push(lists::findings(&desk));
    pages.extend(rollup.last.as_ref().map(|last| lists::changes(&desk, last)));
    pages.extend(rollup.held.as_ref().map(|held| lists::held(&desk, held)));
    pages.push(lists::proofs(&desk));
    for page in &mut pages {
        page.mark = Some(MARK.to_owned());
    }
    let year_end = Date::new(rollup.year, 12, 31).unwrap_or(Date::MAX);
    Document {
        title: format!("{}{}年汇总底稿", in_file_name(&rollup.agency), rollup.year),
        date: year_end,
        pages,
    }
}

impl Desk {
    /// `填报单位：…　年度：…　统计范围：汇总`.
    fn heading(&self) -> String {
        let heading = Heading::stated(&self.rollup.statement(), "").show();
        let heading = heading.split_once("　计量单位");
        heading.map_or(String::new(), |h| h.0.to_owned())
    }

    /// A link to a report, at a slot's cell where it is known.
    fn to_report(&self, report: usize, slot: Option<usize>) -> Option<Link> {
        // longer ones are refused by Excel
        const LONGEST: usize = 1000;
        let it = &self.rollup.reports[report];
        let path = self.ways[report].as_deref()?;
        if path.contains('#') || path.len() > LONGEST {
            return None;
        }
        let cell = match slot {
            Some(slot) if it.ours => {
                let (sheet, (row, column)) = self.own[slot];
                let column = crate::address::column_name(column);
                format!("#'{sheet}'!{column}{}", row + 1)
            }
            _ => String::new(),
        };
        Some(Link::Outside(format!("{path}{cell}")))
    }

    /// A unit's name moved in by its depth below the parent.
    fn indented(&self, report: usize) -> String {
        let it = &self.rollup.reports[report];
        match it.unit {
            Some(unit) => {
                let name = self.unit_name(unit);
                let many = self.rollup.units[unit].reports.iter();
                let counted = many.filter(|r| self.rollup.reports[**r].fate == Fate::Counted);
                match (counted.count() > 1, &it.agency) {
                    (true, Some(agency)) => format!("{name}（{agency}）"),
                    _ => name,
                }
            }
            None => it.agency.clone().unwrap_or_else(|| it.file.clone()),
        }
    }

    fn unit_name(&self, unit: usize) -> String {
        let it = &self.rollup.units[unit];
        match unit {
            0 => format!("{}（本级）", it.name),
            _ => "　".repeat(usize::from(it.depth.saturating_sub(1)).min(6)) + &it.name,
        }
    }
}

/// A sheet with a title, the line that says what it speaks of, and a line that says how to read it.
fn titled(desk: &Desk, name: &str, columns: &[u16], hint: &str) -> Page {
    let last = u16::try_from(columns.len()).unwrap_or(u16::MAX);
    let line = |height, role, text: &str| Row {
        height,
        cells: vec![Cell::text(0, role, text).spanning(1, last)],
    };
    let mut rows = vec![
        line(34, Role::Title, &format!("{name}（{MARK}）")),
        line(22, Role::Remark, &desk.heading()),
    ];
    if !hint.is_empty() {
        rows.push(line(22, Role::Remark, hint));
    }
    Page {
        name: name.to_owned(),
        columns: columns.to_vec(),
        rows,
        landscape: true,
        ..Page::default()
    }
}

/// A list: a titled sheet whose heads stay, repeat and filter.
fn list(desk: &Desk, name: &str, columns: &[(&str, u16)], hint: &str) -> Page {
    let widths: Vec<u16> = columns.iter().map(|c| c.1).collect();
    let names: Vec<&str> = columns.iter().map(|c| c.0).collect();
    let mut page = titled(desk, name, &widths, hint);
    page.rows.push(heads(&names));
    let count = u32::try_from(page.rows.len()).unwrap_or(u32::MAX);
    page.repeated = count;
    page.frozen = count;
    page.filtered = Some(count - 1);
    page
}

/// A list with nothing in it says so.
fn or_nothing(page: &mut Page, words: &str) {
    if page.filtered == u32::try_from(page.rows.len()).ok().map(|n| n - 1) {
        let last = u16::try_from(page.columns.len()).unwrap_or(u16::MAX);
        page.filtered = None;
        page.rows.push(Row {
            height: 22,
            cells: vec![Cell::new(0, Role::Label, text(words)).spanning(1, last)],
        });
    }
    page.fit_heights();
}

/// Fills a list with lines that are made when they are asked for; one with nothing in it says so.
fn fill(
    page: &mut Page,
    count: usize,
    nothing: &str,
    make: impl Fn(usize) -> Row + Send + Sync + 'static,
) {
    if count > 0 {
        page.body = Some(Body::made(count, page.columns.clone(), make));
        page.fit_heights();
    } else {
        or_nothing(page, nothing);
    }
}

/// The reports to be shown, in the order of units, those of nobody last.
fn all_reports(rollup: &Rollup) -> Vec<usize> {
    let placed = rollup.units.iter().flat_map(|u| u.reports.iter().copied());
    let unplaced = (0..rollup.reports.len()).filter(|r| rollup.reports[*r].unit.is_none());
    placed.chain(unplaced).collect()
}

/// How many units stand how, by the words of it.
fn standings(rollup: &Rollup) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for (at, unit) in rollup.units.iter().enumerate() {
        if at > 0 || !matches!(unit.standing, Standing::Missing | Standing::Group) {
            *counts.entry(unit.standing.word()).or_default() += 1;
        }
    }
    counts
}

/// How many units stand how, in words: `单位 12 个：计入 10，没有报告 2`.
pub fn units_words(rollup: &Rollup) -> String {
    let counts = standings(rollup);
    let each: Vec<String> = counts
        .iter()
        .map(|(word, n)| format!("{word} {n}"))
        .collect();
    let all: usize = counts.values().sum();
    format!("单位 {all} 个：{}", each.join("，"))
}

fn blank_row(height: u16) -> Row {
    Row {
        height,
        cells: Vec::new(),
    }
}

/// A link on a short cell: programs do not wrap the text of one.
fn link(row: &mut Row, cell: usize, to: Option<Link>) {
    if let Some(cell) = row.cells.get_mut(cell) {
        cell.link = to.map(Box::new);
    }
}

/// Whether a report does not count, or counts with errors.
fn remarkable(report: &Submitted) -> bool {
    report.fate != Fate::NoTables && (report.fate.is_out() || report.errors > 0)
}

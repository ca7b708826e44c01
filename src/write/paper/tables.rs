//! 表二、表三、表四: the form again, every figure leading to its rows.

use super::{DETAILS, Desk, mark_title};
use crate::form::Form;
use crate::write::page::{Cell, Link, Page, Role, Row};
use crate::write::publishable::{self, ABOVE, Heading};

/// The sheet of each section.
fn sheet(section: u8) -> &'static str {
    match section {
        2 => "表二",
        3 => "表三",
        _ => "表四",
    }
}

/// Where each slot stands: its sheet, row and column from 0.
pub(super) fn places(form: &Form) -> Vec<(&'static str, (u32, u16))> {
    let mut at = vec![("", (0, 0)); form.slots.len()];
    for table in &form.tables {
        for (row, column, cell) in table.places() {
            if let Some(slot) = cell.slot {
                at[slot] = (sheet(table.section), (u32::from(row + ABOVE), column));
            }
        }
    }
    at
}

/// The tables; `first` is the row, from 0, where the rows behind each slot begin in 来源明细.
pub(super) fn pages(desk: &Desk<'_>, first: &[Option<u32>]) -> Vec<Page> {
    let form = desk.compilation.form;
    let mut pages: Vec<Page> = form
        .tables
        .iter()
        .map(|table| {
            let heading = Heading::of(desk.compilation, &publishable::units(form, table));
            let mut page = publishable::tabular(form, table, &desk.compilation.tally, &heading);
            page.name = sheet(table.section).to_owned();
            let hint =
                "带下划线的数字可以点击，看它由「来源明细」中的哪些行组成；总计是公式，可以重算。";
            page.rows.push(Row {
                height: 22,
                cells: vec![Cell::text(0, Role::Remark, hint).spanning(1, table.columns)],
            });
            page
        })
        .collect();
    pages.iter_mut().for_each(mark_title);
    for ((name, (row, column)), first) in desk.at.iter().zip(first) {
        let page = pages.iter_mut().find(|p| p.name == *name);
        let row = page.and_then(|p| p.rows.get_mut(usize::try_from(*row).ok()?));
        let cell = row.and_then(|r| r.cells.iter_mut().find(|c| c.column == *column));
        if let (Some(cell), Some(first)) = (cell, first) {
            cell.link = Some(Box::new(Link::Inside(DETAILS.to_owned(), (*first, 0))));
        }
    }
    pages
}

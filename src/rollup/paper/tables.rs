//! 表二、表三、表四: the form again, every figure a formula over the units.

use super::matrix::{self, Place};
use super::{Desk, table_sheet};
use crate::address::column_name;
use crate::form::Feed;
use crate::write::page::{Answer, Cell, Content, Link, Page, Role, Row};
use crate::write::paper::mark_title;
use crate::write::publishable::{self, Heading};

/// The tables; `places` is where the sum of each slot stands.
pub(super) fn pages(desk: &Desk, places: &[Place]) -> Vec<Page> {
    let (form, rollup) = (desk.form, &*desk.rollup);
    let statement = rollup.statement();
    let mut pages: Vec<Page> = form
        .tables
        .iter()
        .map(|table| {
            let heading = Heading::stated(&statement, &publishable::units(form, table));
            let mut page = publishable::tabular(form, table, &rollup.tally, &heading);
            page.name = table_sheet(table.section).to_owned();
            let words = format!(
                "各数是公式，取自「{}」的合计，点击可以看各单位的数；总计由本表各项相加。{}",
                matrix::sheet(table.section),
                left_out(desk)
            );
            page.rows.push(Row {
                height: 22,
                cells: vec![Cell::text(0, Role::Remark, words).spanning(1, table.columns)],
            });
            page
        })
        .collect();
    pages.iter_mut().for_each(mark_title);
    for (slot, (name, (row, column))) in desk.at.iter().enumerate() {
        let page = pages.iter_mut().find(|p| p.name == *name);
        let row = page.and_then(|p| p.rows.get_mut(usize::try_from(*row).ok()?));
        let cell = row.and_then(|r| r.cells.iter_mut().find(|c| c.column == *column));
        let Some(cell) = cell else { continue };
        let place = places[slot];
        let sheet = matrix::sheet(place.section);
        if !matches!(form.slots[slot].feed, Feed::Sum(_)) {
            let formula = format!(
                "='{sheet}'!{}{}",
                column_name(place.column),
                place.total + 1
            );
            cell.content = Content::Formula(formula, Answer::Number(rollup.value(slot)));
        }
        let link = Link::Inside(sheet.to_owned(), (place.total, place.column));
        cell.link = Some(Box::new(link));
    }
    for page in &mut pages {
        page.fit_heights();
    }
    pages
}

/// What does not count, in a few words.
fn left_out(desk: &Desk) -> String {
    use crate::rollup::Standing;
    let count = |standing: &dyn Fn(Standing) -> bool| {
        let units = desk.rollup.units.iter().skip(1);
        units.filter(|u| standing(u.standing)).count()
    };
    let out = count(&|s| s == Standing::LeftOut);
    let missing = count(&|s| s == Standing::Missing);
    let faulty = desk.rollup.counted();
    let faulty = faulty
        .filter(|r| desk.rollup.reports[*r].errors > 0)
        .count();
    let mut words = Vec::new();
    if out > 0 {
        words.push(format!("有 {out} 个单位的报告没有计入"));
    }
    if missing > 0 {
        words.push(format!("有 {missing} 个单位没有报告"));
    }
    if faulty > 0 {
        words.push(format!("计入了 {faulty} 份有错误的报告"));
    }
    match words.is_empty() {
        true => String::new(),
        false => format!("注意：{}，见「报送情况」。", words.join("，")),
    }
}

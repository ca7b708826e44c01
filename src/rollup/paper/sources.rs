//! 逐格来源: slot by slot, the units that add to it.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::matrix::{self, Place};
use super::{Desk, fill, link, list};
use crate::address::column_name;
use crate::form::Feed;
use crate::write::page::{Answer, Area, Content, Link, Page, Role, Row};
use crate::write::paper::{line, nothing, number, text};

/// Lines of 逐格来源; what is beyond stands in the sheets of units.
const SOURCES: usize = 20_000;

/// 逐格来源: slot by slot, the units that add to it, the greatest first. Of very many only the greatest are
/// listed and the rest stands in one line, so that the lines of a slot always add up to its sum.
pub(super) fn sources(desk: &Arc<Desk>, places: &[Place]) -> Page {
    let columns = [
        ("指标格", 36),
        ("行次", 52),
        ("栏次", 16),
        ("汇总数", 14),
        ("核对", 8),
        ("单位", 40),
        ("该单位的数", 14),
    ];
    let hint = "每格列出不为 0 的单位，点该单位的数可以看它在「各单位」表中的一格；汇总数是这些行之和（公式），「核对」与「各单位」表的合计相比。各单位都是 0 的格没有列出。";
    let mut page = list(desk, "逐格来源", &columns, hint);
    let (form, rollup) = (desk.form, &*desk.rollup);
    let slots: Vec<usize> = (0..form.slots.len())
        .filter(|s| !matches!(form.slots[*s].feed, Feed::Sum(_)))
        .collect();
    let counted: Vec<usize> = rollup.counted().collect();
    let most = (SOURCES / slots.len().max(1)).max(1);
    let mut lines: Vec<Adds> = Vec::new();
    for slot in slots {
        let mut adds: Vec<(Decimal, Option<(u32, usize)>)> = (0u32..)
            .zip(&counted)
            .filter_map(|(nth, report)| {
                let value = rollup.reports[*report].amount(form, slot)?.normalize();
                (!value.is_zero()).then_some((value, Some((nth, *report))))
            })
            .collect();
        adds.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        let rest = adds.split_off(adds.len().min(most));
        if !rest.is_empty() {
            adds.push((rest.iter().map(|r| r.0).sum(), None));
        }
        let first = page.rows.len() + lines.len();
        let whole = (u32::try_from(first).unwrap_or(u32::MAX), adds.len());
        let rest = rest.len();
        lines.extend((0..).zip(adds).map(|(nth, (value, report))| Adds {
            slot,
            whole: (nth == 0).then_some(whole),
            value,
            report,
            rest,
        }));
    }
    let (desk, places) = (Arc::clone(desk), places.to_vec());
    fill(
        &mut page,
        lines.len(),
        "（各单位的数都是 0）",
        move |nth| source_row(&desk, &lines[nth], &places),
    );
    page
}

/// A line of 逐格来源.
struct Adds {
    slot: usize,
    /// Of a slot's first line: the row of that line, from 0, and how many the slot has.
    whole: Option<(u32, usize)>,
    /// What is added.
    value: Decimal,
    /// Who adds it: the position among those that count, and the report; none for the many that add less.
    report: Option<(u32, usize)>,
    /// How many these are.
    rest: usize,
}

/// The sum of a slot's lines, and whether it is that of the sheet of units.
fn whole(desk: &Desk, slot: usize, place: Place, first: u32, count: usize) -> [Content; 2] {
    let value = desk.rollup.value(slot);
    let last = first + u32::try_from(count).unwrap_or(u32::MAX) - 1;
    let area = Area {
        first: (first, 6),
        last: (last, 6),
    };
    let total = format!(
        "'{}'!{}{}",
        matrix::sheet(place.section),
        column_name(place.column),
        place.total + 1
    );
    let check = format!("=IF(ROUND(D{}-{total},6)=0,\"平\",\"不平\")", first + 1);
    [
        Content::Sum(vec![area], value),
        Content::Formula(check, Answer::Text("平".to_owned())),
    ]
}

fn source_row(desk: &Desk, adds: &Adds, places: &[Place]) -> Row {
    let it = &desk.form.slots[adds.slot];
    let place = places[adds.slot];
    let [sum, check] = match adds.whole {
        Some((first, count)) => whole(desk, adds.slot, place, first, count),
        None => [nothing(), nothing()],
    };
    let unit = match adds.report {
        Some((_, report)) => text(desk.indented(report).trim()),
        None => text(&format!("其余 {} 个单位", adds.rest)),
    };
    let mut row = line(vec![
        text(&it.id),
        text(&it.line),
        text(&it.head),
        sum,
        check,
        unit,
        number(adds.value),
    ]);
    if adds.whole.is_some() {
        let (sheet, at) = desk.at[adds.slot];
        row.cells[3].role = Role::Total;
        row.cells[3].link = Some(Box::new(Link::Inside(sheet.to_owned(), at)));
    }
    let to = adds.report.map(|(nth, _)| {
        let sheet = matrix::sheet(place.section).to_owned();
        Link::Inside(sheet, (place.first + nth, place.column))
    });
    link(&mut row, 6, to);
    row
}

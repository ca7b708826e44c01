//! 两种列法: tables that tell the same sums, one by the month and another by the item, or one of the whole beside those of
//! its parts.
//!
//! In: the rows of sums of all tables. Out: doubts at tables whose every item is worth what others tell of it together, and
//! errors where these are surely its parts: the quarters of a year.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::super::super::rows::{Id, Rows};
use super::super::super::rules;
use super::Sums;
use crate::entry::Category;
use crate::finding::{Finding, Place};
use crate::period::Period;

/// What a table tells of one category by sums alone.
struct View {
    /// The position of the table.
    table: usize,
    first: Id,
    span: Period,
    /// By title.
    worth: BTreeMap<u32, Decimal>,
}

/// Views of one category that are held against one another, at most.
const MOST: usize = 200;
/// Items that agree, at least.
const FEWEST: usize = 2;

pub(super) fn judge(rows: &Rows, tables: &[Sums<'_>], findings: &mut Vec<Finding>) {
    let mut views: BTreeMap<Category, Vec<View>> = BTreeMap::new();
    for (at, told) in tables.iter().enumerate() {
        for (category, view) in views_of(at, told) {
            views.entry(category).or_default().push(view);
        }
    }
    for of_one in views
        .values()
        .filter(|views| (2..=MOST).contains(&views.len()))
    {
        let mut said: BTreeSet<usize> = BTreeSet::new();
        for view in of_one.iter().rev() {
            let table = tables[view.table].table;
            let sheet = (table.at.file, table.at.sheet);
            let Some(other) = repeated(view, of_one).filter(|other| !said.contains(&other.table))
            else {
                continue;
            };
            said.insert(view.table);
            let place = Place::Cell(rows.address(view.first));
            let items = view.worth.len();
            let finding = match are_parts(view, of_one) {
                true => {
                    findings.retain(|finding| !is_told(finding, sheet));
                    let message = format!(
                        "这张表里 {items} 项的数，每一项都正好是各期的表里同名各行之和，相加就重复了"
                    );
                    Finding::new(&rules::SUMS_OTHERS, place, message).help(
                        "请把这张表移出数据文件夹，或把工作表隐藏（隐藏的不读取）；它和各期的表是一回事",
                    )
                }
                false if findings.iter().any(|finding| is_told(finding, sheet)) => continue,
                false => {
                    let message = format!(
                        "这张表里 {items} 项的数，每一项都正好是另外的表里同名各行之和，像是同一些登记的另一种列法，相加可能重复"
                    );
                    Finding::new(&rules::CUMULATIVE, place, message)
                }
            };
            let other = Place::Cell(rows.address(other.first));
            findings.push(finding.related(other, "另外的表"));
        }
    }
}

/// Whether it is said of a sheet already that its rows are told twice.
fn is_told(finding: &Finding, sheet: (u32, u16)) -> bool {
    let at = match &finding.at {
        Place::Cell(at) => (at.file, at.sheet),
        Place::Sheet(file, sheet) => (*file, *sheet),
        _ => return false,
    };
    at == sheet && [rules::CUMULATIVE.code, rules::SUMS_OTHERS.code].contains(&finding.rule.code)
}

fn views_of(at: usize, told: &Sums<'_>) -> BTreeMap<Category, View> {
    let mut found: BTreeMap<Category, View> = BTreeMap::new();
    let sums = told.sums.iter();
    for sum in sums.filter(|sum| !told.singles.contains_key(&sum.category)) {
        let view = found.entry(sum.category).or_insert_with(|| View {
            table: at,
            first: sum.id,
            span: sum.span,
            worth: BTreeMap::new(),
        });
        view.span.from = view.span.from.min(sum.span.from);
        view.span.to = view.span.to.max(sum.span.to);
        let worth = view.worth.entry(sum.title).or_default();
        *worth = worth.checked_add(sum.worth).unwrap_or(Decimal::MAX);
    }
    found
}

/// Whether the others of a view, of which it is the sum, are several and each of a shorter time.
fn are_parts(view: &View, all: &[View]) -> bool {
    let others = || of_its_span(view, all);
    others().count() > 1 && others().all(|other| other.span != view.span)
}

/// The other views within the span of one.
fn of_its_span<'v>(view: &View, all: &'v [View]) -> impl Iterator<Item = &'v View> {
    let (table, span) = (view.table, view.span);
    let others = all.iter().filter(move |other| other.table != table);
    others.filter(move |other| other.span.within(span))
}

/// The first of those that lie within the span of a view, where all of them together tell each of its items alike.
fn repeated<'v>(view: &View, all: &'v [View]) -> Option<&'v View> {
    let titled = view
        .worth
        .iter()
        .filter(|(title, worth)| **title != 0 && !worth.is_zero());
    if titled.count() < FEWEST {
        return None;
    }
    let others = || of_its_span(view, all);
    let mut together: BTreeMap<u32, Decimal> = BTreeMap::new();
    for (title, worth) in others().flat_map(|other| &other.worth) {
        let sum = together.entry(*title).or_default();
        *sum = sum.checked_add(*worth)?;
    }
    (together == view.worth).then(|| others().next()).flatten()
}

//! 各项: rows of no item that sum up rows of several: 登记费, 工本费 and a blank one of the same month or year.
//!
//! In: the rows of a table that have no item and are no sum of others without one, and those of every item. Out: an
//! error where one is surely the sum of those of all items, a doubt where its span contains theirs.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::super::super::rows::Rows;
use super::super::super::rules;
use super::{Category, Parts, Shortest, Sum, contains, tells_all};
use crate::column::{Field, Table};
use crate::finding::{Finding, Place};

/// What the rows of each item of a category tell.
type Items = BTreeMap<(Category, u32), Shortest>;

/// A row of no item, and those whose spans lie in its own or are it.
struct Whole<'s> {
    sum: &'s Sum,
    /// Of no item either, in a shorter span.
    blank: Option<Parts>,
    /// Of all items.
    items: Option<Parts>,
}

impl Whole<'_> {
    /// The rows of items, alone or with those of none, of which it is the sum.
    fn summed(&self, least: usize) -> Option<Parts> {
        let items = self.items?;
        let both = self.blank.map(|blank| join(items, blank));
        let worth = Some(self.sum.worth).filter(|worth| !worth.is_zero());
        let mut ways = [Some(items), both].into_iter().flatten();
        ways.find(|parts| parts.rows >= least && worth.is_some() && parts.worth == worth)
    }
}

/// Judges the rows of no item.
pub(super) fn judge(
    rows: &Rows,
    (table, shortest): (&Table, &Items),
    of_no_item: &[&Sum],
    findings: &mut Vec<Finding>,
) {
    let wholes = of_no_item.iter().map(|sum| Whole {
        sum,
        blank: shortest[&(sum.category, 0)].within(sum.span),
        items: of_items(shortest, sum),
    });
    let wholes: Vec<Whole<'_>> = wholes.collect();
    // where one sums up several, another sums up the only one of its span
    let summing = wholes.iter().any(|whole| whole.summed(2).is_some());
    let least = if summing { 1 } else { 2 };
    let certain = tells_all(table);
    for whole in &wholes {
        let contained = whole.blank.or(whole.items.filter(|items| items.shorter));
        match (whole.summed(least), contained) {
            (Some(parts), _) => findings.push(sums(rows, table, (whole.sum, &parts), certain)),
            (None, Some(parts)) => findings.push(contains(rows, whole.sum, &parts, certain)),
            (None, None) => {}
        }
    }
}

/// The rows of all items of a category that lie in the span of one of none.
fn of_items(shortest: &Items, whole: &Sum) -> Option<Parts> {
    let items = shortest.range((whole.category, 1)..=(whole.category, u32::MAX));
    let parts = items.filter_map(|(_, of_one)| of_one.up_to(whole.span));
    parts.reduce(join)
}

/// Both together.
fn join(one: Parts, other: Parts) -> Parts {
    let add = |(one, other): (Decimal, Decimal)| one.checked_add(other);
    Parts {
        first: one.first.min(other.first),
        rows: one.rows + other.rows,
        worth: one.worth.zip(other.worth).and_then(add),
        shorter: one.shorter || other.shorter,
    }
}

/// What is said of a row of no item that is the sum of rows of items.
fn sums(rows: &Rows, table: &Table, (whole, parts): (&Sum, &Parts), certain: bool) -> Finding {
    let (rule, end) = match certain {
        true => (&rules::SUMS_OTHERS, "不能再加一次"),
        false => (&rules::CUMULATIVE, "逐行相加可能重复"),
    };
    let heading = table.heading(Field::Title);
    let message = format!(
        "这一行没有写「{heading}」，正好是同一张表里同期（{}）{} 行之和，{end}",
        whole.span, parts.rows
    );
    let help = format!(
        "是合计的，请删去这一行，或在它的第一格写上“合计”；是另外一项的，请填上「{heading}」"
    );
    let finding = Finding::new(rule, Place::Cell(rows.address(whole.id)), message).help(help);
    finding.related(Place::Cell(rows.address(parts.first)), "其中的一行")
}

//! 汇总: rows that stand for what other rows tell as well: a half year beside its quarters, months beside single
//! decisions.
//!
//! In: all rows. Out: an error where a row is surely the sum of others in its table, doubts where rows of one
//! table seem to sum up those of another.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::super::rows::{Id, Part, Rows};
use super::super::{Terms, rules};
use crate::column::{Field, Kind, Table};
use crate::entry::Category;
use crate::finding::{Finding, Place};
use crate::period::Period;
use crate::text::squeeze;

/// A row without a 文号 that stands for a span of time.
struct Sum {
    id: Id,
    category: Category,
    /// What tells whether two titles are the same.
    title: u32,
    span: Period,
    worth: Decimal,
}

/// What the publications of a part tell.
struct Told<'r> {
    table: &'r Table,
    /// Single decisions and fees: the first day and the last, by category.
    singles: BTreeMap<Category, (Date, Date)>,
    sums: Vec<Sum>,
}

/// Rows of sums that are looked at, at most: a table of months has some hundred.
const MOST: usize = 2_000;

impl<'r> Told<'r> {
    fn of(part: &'r Part, terms: &Terms) -> Self {
        let mut told = Told {
            table: &part.table,
            singles: BTreeMap::new(),
            sums: Vec::new(),
        };
        if part.table.kind != Kind::Publications {
            return told;
        }
        let summed = part.table.has(Field::Count) || part.table.has(Field::Amount);
        for at in 0..part.len() {
            let Some(item) = part.item(at) else { continue };
            let Some(category) = item.category.filter(|c| c.counts_by_date()) else {
                continue;
            };
            let year = terms.year;
            let inside = |span: &Period| span.from <= year.end && span.to >= year.start;
            let Some(span) = item.dated.filter(inside) else {
                continue;
            };
            if item.number().is_some() || span.from == span.to {
                let (first, last) = (told.singles.entry(category)).or_insert((span.from, span.to));
                *first = span.from.min(*first);
                *last = span.to.max(*last);
            } else if summed && told.sums.len() < MOST {
                told.sums.push(Sum {
                    id: part.id(at),
                    category,
                    title: item.title,
                    span,
                    worth: item.amount.unwrap_or_else(|| item.count.into()),
                });
            }
        }
        told
    }
}

pub(super) fn judge(rows: &Rows, terms: &Terms, findings: &mut Vec<Finding>) {
    if !terms.section_two {
        return;
    }
    let mut tables: Vec<Told<'_>> = Vec::new();
    for told in rows.of_parts(|part| Told::of(part, terms)) {
        match tables.last_mut().filter(|t| t.table.at == told.table.at) {
            Some(before) => {
                before.sums.extend(told.sums);
                for (category, (first, last)) in told.singles {
                    let known = before.singles.entry(category).or_insert((first, last));
                    *known = (known.0.min(first), known.1.max(last));
                }
            }
            None => tables.push(told),
        }
    }
    for told in &tables {
        within(rows, told, findings);
        beside(rows, told, &tables, findings);
    }
}

/// Rows of a table whose span contains those of others.
fn within(rows: &Rows, told: &Told<'_>, findings: &mut Vec<Finding>) {
    let certain = tells_all(told.table);
    let sums = &told.sums;
    let mut alike: BTreeMap<(Category, u32), Vec<&Sum>> = BTreeMap::new();
    for sum in sums {
        alike
            .entry((sum.category, sum.title))
            .or_default()
            .push(sum);
    }
    let holds = |one: &Sum, other: &Sum| {
        one.id != other.id && one.span != other.span && other.span.within(one.span)
    };
    for of_one in alike.values() {
        let plain: Vec<&Sum> = of_one
            .iter()
            .filter(|sum| !of_one.iter().any(|other| holds(sum, other)))
            .copied()
            .collect();
        for whole in of_one {
            let parts: Vec<&Sum> = plain.iter().filter(|p| holds(whole, p)).copied().collect();
            let Some(first) = parts.first() else { continue };
            let mut sum = Decimal::ZERO;
            for part in &parts {
                sum = sum.checked_add(part.worth).unwrap_or(Decimal::MAX);
            }
            let (rule, end) = match parts.len() >= 2 && sum == whole.worth && certain {
                true => (&rules::SUMS_OTHERS, "正好是它们之和，不能再加一次"),
                false => (&rules::CUMULATIVE, "逐行相加可能重复"),
            };
            let message = format!(
                "这一行的期间（{}）包含同一张表里 {} 行同类登记的期间，{end}",
                whole.span,
                parts.len()
            );
            let finding = Finding::new(rule, Place::Cell(rows.address(whole.id)), message);
            findings.push(finding.related(Place::Cell(rows.address(first.id)), "其中的一行"));
        }
    }
}

/// Whether all that tells rows of a table apart is read from it: no column of items or departments beside.
fn tells_all(table: &Table) -> bool {
    let read = |column: u16| table.columns.values().any(|(at, _)| *at == column);
    let serial =
        |heading: &str| matches!(squeeze(heading).as_str(), "序号" | "编号" | "no" | "no.");
    let mut headings = table.headings.iter();
    !table.has(Field::Unit) && headings.all(|(at, heading)| read(*at) || serial(heading))
}

/// Rows of a table that sum up what another registers one by one.
fn beside(rows: &Rows, told: &Told<'_>, tables: &[Told<'_>], findings: &mut Vec<Finding>) {
    let mut said: Vec<Category> = Vec::new();
    for sum in &told.sums {
        if said.contains(&sum.category) {
            continue;
        }
        let single = |other: &&Told<'_>| {
            // a day that lies outside the period of its own table is another matter
            let period = other.table.period;
            other.table.at != told.table.at
                && period.is_none_or(|p| p.from <= sum.span.to && p.to >= sum.span.from)
                && other
                    .singles
                    .get(&sum.category)
                    .is_some_and(|(first, last)| *first <= sum.span.to && *last >= sum.span.from)
        };
        let Some(other) = tables.iter().find(single) else {
            continue;
        };
        said.push(sum.category);
        let message = format!(
            "{}在这张表里按期间汇总填写，另一张表又逐件登记了同期同类的，相加可能重复",
            sum.category.word()
        );
        let place = Place::Cell(rows.address(sum.id));
        let related = Place::Sheet(other.table.at.file, other.table.at.sheet);
        let finding = Finding::new(&rules::CUMULATIVE, place, message);
        findings.push(finding.related(related, "逐件登记的表"));
    }
}

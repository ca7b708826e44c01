//! 总数行: rows that are what other rows of their table are together: a month below its days, a row of nothing but a sum.
//!
//! In: the rows of sums of a table, and the others, looked at again. Out: an error where a row is surely the sum of
//! others, doubts where it seems to be.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::super::super::rows::{Id, Rows};
use super::super::super::{Terms, rules};
use super::{Sum, Sums, of_items, tells_all};
use crate::column::Field;
use crate::entry::Category;
use crate::finding::{Finding, Place, Rule};
use crate::period::Period;

/// The rows of one category.
#[derive(Default)]
struct OfOne<'s> {
    /// Of a span of time, or of a day without anything that tells what it was.
    sums: Vec<&'s Sum>,
    /// In the order of rows, those of sums too.
    all: Vec<Sum>,
    /// What each and those before it are worth; none where that is beyond reckoning.
    worths: Vec<Option<Decimal>>,
    singles: Singles,
}

/// Decisions and fees told one by one.
#[derive(Default)]
struct Singles {
    /// In the order of days.
    each: Vec<(Date, Id)>,
    /// What each and those before it are worth; none where that is beyond reckoning.
    worths: Vec<Option<Decimal>>,
    /// The title of all of them; none where they differ.
    title: Option<u32>,
}

impl Singles {
    fn of<'s>(rows: impl Iterator<Item = &'s Sum>) -> Self {
        let mut rows: Vec<&Sum> = rows.collect();
        rows.sort_by_key(|row| (row.span.from, row.id));
        let title = rows.first().map(|row| row.title);
        Singles {
            each: rows.iter().map(|row| (row.span.from, row.id)).collect(),
            title: title.filter(|title| rows.iter().all(|row| row.title == *title)),
            worths: running(rows.iter().copied()),
        }
    }

    /// Those of a span: the rows, and what they are worth.
    fn within(&self, span: Period) -> (&[(Date, Id)], Option<Decimal>) {
        let from = self.each.partition_point(|(day, _)| *day < span.from);
        let to = self.each.partition_point(|(day, _)| *day <= span.to);
        let up_to = |at: usize| match at.checked_sub(1) {
            Some(last) => self.worths[last],
            None => Some(Decimal::ZERO),
        };
        let both = up_to(to).zip(up_to(from));
        let worth = both.and_then(|(all, less)| all.checked_sub(less));
        (&self.each[from..to.max(from)], worth)
    }
}

/// What each of some rows and those before it are worth together.
fn running<'s>(rows: impl Iterator<Item = &'s Sum>) -> Vec<Option<Decimal>> {
    let mut worth = Some(Decimal::ZERO);
    let so_far = rows.map(|row| {
        worth = worth.and_then(|worth| worth.checked_add(row.worth));
        worth
    });
    so_far.collect()
}

/// Findings of a table; of the rows in `told` all is said.
pub(super) fn judge(
    rows: &Rows,
    table: &Sums<'_>,
    (told, terms): (&[Place], &Terms),
    findings: &mut Vec<Finding>,
) {
    if table.sums.is_empty() && table.bare.is_empty() {
        return;
    }
    for of_one in of_categories(table, terms).values() {
        let said = |id: Id| told.contains(&Place::Cell(rows.address(id)));
        for whole in of_one.sums.iter().filter(|sum| !said(sum.id)) {
            let found = match whole.span.from == whole.span.to {
                true => above(of_one, whole),
                false => of_days(table, of_one, whole).or_else(|| of_rest(of_one, whole)),
            };
            let Some((rule, message, part)) = found else {
                continue;
            };
            let finding = Finding::new(rule, Place::Cell(rows.address(whole.id)), message);
            findings.push(finding.related(Place::Cell(rows.address(part)), "其中的一行"));
        }
        let each = of_each_span(of_one).filter(|(whole, ..)| !said(*whole));
        findings.extend(each.map(|(whole, message, part)| {
            let place = Place::Cell(rows.address(whole));
            let finding = Finding::new(&rules::CUMULATIVE, place, message);
            finding.related(Place::Cell(rows.address(part)), "其中的一行")
        }));
    }
}

/// The rows of a table that has some of sums, by category.
fn of_categories<'s>(table: &'s Sums<'_>, terms: &Terms) -> BTreeMap<Category, OfOne<'s>> {
    let mut found: BTreeMap<Category, OfOne<'s>> = BTreeMap::new();
    for sum in table.sums.iter().chain(&table.bare) {
        found.entry(sum.category).or_default().sums.push(sum);
    }
    for part in &table.parts {
        for (row, _) in of_items(part, terms) {
            if let Some(of_one) = found.get_mut(&row.category) {
                of_one.all.push(row);
            }
        }
    }
    for of_one in found.values_mut() {
        let bare: BTreeSet<Id> = of_one.sums.iter().map(|sum| sum.id).collect();
        let single = |row: &&Sum| row.span.from == row.span.to && !bare.contains(&row.id);
        of_one.singles = Singles::of(of_one.all.iter().filter(single));
        of_one.worths = running(of_one.all.iter());
    }
    found
}

/// A rule, what is to be said by it, and a row that a whole has in it.
type Found = (&'static Rule, String, Id);

/// A row of a span of time beside single days in it.
fn of_days(table: &Sums<'_>, of_one: &OfOne<'_>, whole: &Sum) -> Option<Found> {
    let (days, worth) = of_one.singles.within(whole.span);
    let (_, first) = *days.first()?;
    let titled = table.table.has(Field::Title);
    let bare = titled && whole.title == 0;
    let exact = worth == Some(whole.worth) && !whole.worth.is_zero();
    let alike = whole.title == 0 || of_one.singles.title == Some(whole.title);
    let apart = exact && {
        let outside = |below: bool| days.iter().all(|(_, id)| (whole.id > *id) == below);
        outside(true) || outside(false)
    };
    let (span, count) = (whole.span, days.len());
    let sums = |end: &str| {
        format!("这一行（{span}）的数正好是同一张表里这一期间逐笔登记的 {count} 行之和，{end}")
    };
    let several = count >= 2;
    // small quantities are often alike by chance, and so is what a row without a day stands for
    let fee = whole.category == Category::Fee;
    let stated = bare || Some(span) != table.table.period;
    if exact && several && apart && alike && stated && (bare || tells_all(table.table)) {
        return Some((&rules::SUMS_OTHERS, sums("不能再加一次"), first));
    }
    if exact && (fee && several && apart || bare) {
        return Some((&rules::CUMULATIVE, sums("相加可能重复"), first));
    }
    (bare && several && (fee || Some(span) != table.table.period)).then(|| {
        let message = format!(
            "这一行（{span}）没有写是哪一项，同一张表里这一期间又逐笔登记了 {count} 行，相加可能重复"
        );
        (&rules::CUMULATIVE, message, first)
    })
}

/// Rows that a whole is made of, at least, where nothing but their sum tells it.
const FEWEST: usize = 3;

/// The first or the last row of rows that are of no single days, where it is what all others are together.
fn of_rest(of_one: &OfOne<'_>, whole: &Sum) -> Option<Found> {
    let all = &of_one.all;
    let (first, last) = (all.first()?, all.last()?);
    if !of_one.singles.each.is_empty() || ![first.id, last.id].contains(&whole.id) {
        return None;
    }
    let others = || all.iter().filter(|row| row.id != whole.id);
    let worth = others().try_fold(Decimal::ZERO, |sum, row| sum.checked_add(row.worth))?;
    let telling = others().filter(|row| !row.worth.is_zero()).count();
    let within = others().all(|row| row.span.within(whole.span));
    (worth == whole.worth && telling >= FEWEST && within).then(|| {
        let count = others().count();
        let message = format!(
            "这一行的数正好是同一张表里其余 {count} 行同类登记之和，像是合计，相加可能重复"
        );
        (
            &rules::CUMULATIVE,
            message,
            others().next().map_or(whole.id, |row| row.id),
        )
    })
}

/// Rows of one span of time.
struct OfSpan {
    /// What they are worth together; none where that is beyond reckoning.
    worth: Option<Decimal>,
    /// How many are worth anything.
    telling: usize,
    /// How many rows a title has, and what the last of them is worth.
    titles: BTreeMap<u32, (usize, Decimal)>,
}

impl OfSpan {
    fn of(rows: &[&Sum]) -> Self {
        let mut titles: BTreeMap<u32, (usize, Decimal)> = BTreeMap::new();
        for row in rows {
            let (count, worth) = titles.entry(row.title).or_default();
            (*count, *worth) = (*count + 1, row.worth);
        }
        let mut worths = rows.iter().map(|row| row.worth);
        OfSpan {
            telling: worths.clone().filter(|worth| !worth.is_zero()).count(),
            worth: worths.try_fold(Decimal::ZERO, Decimal::checked_add),
            titles,
        }
    }

    /// Whether the only row of a title is what all others are together, of which some are worth anything.
    fn has_whole(&self, title: u32) -> bool {
        let Some((1, worth)) = self.titles.get(&title) else {
            return false;
        };
        let others = self.telling - usize::from(!worth.is_zero());
        let both = worth.checked_add(*worth).zip(self.worth);
        others > 0 && both.is_some_and(|(twice, all)| twice == all)
    }
}

/// The first of the rows of one title that are in each month, or whatever spans there are, what the others are together.
fn of_each_span(of_one: &OfOne<'_>) -> Option<(Id, String, Id)> {
    let mut spans: BTreeMap<Period, Vec<&Sum>> = BTreeMap::new();
    for row in &of_one.all {
        spans.entry(row.span).or_default().push(row);
    }
    if spans.len() < 2 || !of_one.singles.each.is_empty() {
        return None;
    }
    let told: Vec<OfSpan> = spans.values().map(|rows| OfSpan::of(rows)).collect();
    let first = spans.values().next()?;
    // a title is asked of no more spans than it stands in, but one
    let whole = first
        .iter()
        .find(|row| told.iter().all(|span| span.has_whole(row.title)))?;
    let others = of_one.all.iter().filter(|row| row.title != whole.title);
    (others.filter(|row| !row.worth.is_zero()).count() >= FEWEST).then(|| {
        let message = format!(
            "{} 个期间里，与这一行同名的行都正好是这一期间其余各行之和，像是合计，相加可能重复",
            spans.len()
        );
        let part = first.iter().find(|row| row.id != whole.id);
        (whole.id, message, part.map_or(whole.id, |part| part.id))
    })
}

/// A row of a day that does not tell what it was, where it is what all rows above it are together.
fn above(of_one: &OfOne<'_>, whole: &Sum) -> Option<Found> {
    if whole.category != Category::Fee {
        return None;
    }
    let count = of_one.all.partition_point(|row| row.id < whole.id);
    let worth = of_one.worths.get(count.checked_sub(1)?)?;
    let first = of_one.all.first()?.id;
    (*worth == Some(whole.worth) && count >= 2).then(|| {
        let message = format!(
            "这一行没有写是哪一项，它的数正好是上面 {count} 行之和，像是合计，相加可能重复"
        );
        (&rules::CUMULATIVE, message, first)
    })
}

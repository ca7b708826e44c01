//! 汇总: rows that stand for what other rows tell as well: a half year beside its quarters, months beside single
//! decisions.
//!
//! In: all rows. Out: an error where a row is surely the sum of others in its table, doubts where rows of one
//! table seem to sum up those of another.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::super::rows::{Id, Part, Rows};
use super::super::{Terms, rules};
use crate::column::{Field, Kind, Table, is_of_serials};
use crate::entry::{Category, Upshot};
use crate::finding::{Finding, Place};
use crate::period::Period;
use registered::Repeated;

mod items;
mod published;
mod registered;
mod views;
mod wholes;

/// A row without a 文号 that stands for a span of time.
struct Sum {
    id: Id,
    category: Category,
    /// What tells whether two titles are the same.
    title: u32,
    span: Period,
    worth: Decimal,
}

/// What the publications of a table tell.
struct Sums<'r> {
    table: &'r Table,
    parts: Vec<&'r Part>,
    /// Single decisions and fees: the first day and the last, by category.
    singles: BTreeMap<Category, (Date, Date)>,
    sums: Vec<Sum>,
    /// Rows of a day that tell neither a 文号 nor what it was, though their table has a column for that.
    bare: Vec<Sum>,
}

/// Rows of sums of a table that are looked at, at most: one of months has some hundred.
const MOST: usize = 2_000;

/// The decisions and fees of a part that lie in the year, as if each were a sum, and whether it has a 文号.
fn of_items<'p>(part: &'p Part, terms: &'p Terms) -> impl Iterator<Item = (Sum, bool)> + 'p {
    let year = terms.year;
    let inside = move |span: &Period| span.from <= year.end && span.to >= year.start;
    (0..part.len()).filter_map(move |at| {
        let item = part.item(at)?;
        let category = item.category.filter(|_| item.upshot == Upshot::Made)?;
        if !category.counts_by_date() || !terms.lines.feed(category) {
            return None;
        }
        let sum = Sum {
            id: part.id(at),
            category,
            title: item.title,
            span: item.dated.filter(inside)?,
            worth: item.amount.unwrap_or_else(|| item.count.into()),
        };
        Some((sum, item.number().is_some()))
    })
}

impl<'r> Sums<'r> {
    fn of(part: &'r Part, terms: &Terms) -> Self {
        let mut told = Sums {
            table: &part.table,
            parts: vec![part],
            singles: BTreeMap::new(),
            sums: Vec::new(),
            bare: Vec::new(),
        };
        if part.table.kind != Kind::Publications {
            return told;
        }
        let summed = part.table.has(Field::Count) || part.table.has(Field::Amount);
        let titled = part.table.has(Field::Title);
        for (row, numbered) in of_items(part, terms) {
            let (category, span) = (row.category, row.span);
            let single = span.from == span.to;
            if numbered || single {
                let (first, last) = (told.singles.entry(category)).or_insert((span.from, span.to));
                *first = span.from.min(*first);
                *last = span.to.max(*last);
            }
            let kept = match single {
                true => &mut told.bare,
                false => &mut told.sums,
            };
            let bare = titled && row.title == 0;
            if !numbered && summed && (bare || !single) && kept.len() < MOST {
                kept.push(row);
            }
        }
        told
    }

    /// Together with the part that comes after it.
    fn add(&mut self, after: Sums<'r>) {
        self.parts.extend(after.parts);
        for (kept, more) in [(&mut self.sums, after.sums), (&mut self.bare, after.bare)] {
            let room = MOST - kept.len();
            kept.extend(more.into_iter().take(room));
        }
        for (category, (first, last)) in after.singles {
            let known = self.singles.entry(category).or_insert((first, last));
            *known = (known.0.min(first), known.1.max(last));
        }
    }
}

pub(super) fn judge(rows: &Rows, terms: &Terms, findings: &mut Vec<Finding>) {
    let mut tables: Vec<Sums<'_>> = Vec::new();
    for told in rows.of_parts(|part| Sums::of(part, terms)) {
        match tables.last_mut().filter(|t| t.table.at == told.table.at) {
            Some(before) => before.add(told),
            None => tables.push(told),
        }
    }
    published::judge(&tables, findings);
    let singles = singles(&tables);
    let repeated = OnceCell::new();
    let repeated = || repeated.get_or_init(|| Repeated::of(rows, &tables, terms));
    for (at, told) in tables.iter().enumerate() {
        let before = findings.len();
        within(rows, told, findings);
        let said = findings[before..].iter().map(|finding| finding.at.clone());
        let said: Vec<Place> = said.collect();
        wholes::judge(rows, told, (&said, terms), findings);
        beside(rows, (at, told), (&singles, &repeated), findings);
    }
    views::judge(rows, &tables, findings);
}

/// What rows of one category and title tell of the spans that contain no other one.
#[derive(Default)]
struct Shortest {
    /// In the order of time, the first days as well as the last.
    spans: Vec<Period>,
    /// The first row of each.
    firsts: Vec<Id>,
    /// Of each how many rows it and those before it have, and what these are worth together; the worth is none
    /// where it is beyond reckoning.
    sums: Vec<(usize, Option<Decimal>)>,
}

impl Shortest {
    fn of(of_one: &[&Sum]) -> Self {
        let mut sorted = of_one.to_vec();
        // those of one last day from the shortest on, and those of one span in the order of rows
        sorted.sort_by_key(|sum| (sum.span.to, std::cmp::Reverse(sum.span.from), sum.id));
        let mut shortest = Shortest::default();
        let mut latest: Option<Date> = None;
        let mut so_far = (0, Some(Decimal::ZERO));
        for of_span in sorted.chunk_by(|one, other| one.span == other.span) {
            let span = of_span[0].span;
            if latest.is_some_and(|from| from >= span.from) {
                continue;
            }
            latest = Some(span.from);
            for sum in of_span {
                let worth = so_far.1.and_then(|worth| worth.checked_add(sum.worth));
                so_far = (so_far.0 + 1, worth);
            }
            shortest.spans.push(span);
            shortest.firsts.push(of_span[0].id);
            shortest.sums.push(so_far);
        }
        shortest
    }

    /// Of those that lie in another span; none where no other lies in it.
    fn within(&self, span: Period) -> Option<Parts> {
        self.up_to(span).filter(|parts| parts.shorter)
    }

    /// Of those that lie in a span or are it; none where there is none.
    fn up_to(&self, span: Period) -> Option<Parts> {
        let from = self.spans.partition_point(|s| s.from < span.from);
        let to = self.spans.partition_point(|s| s.to <= span.to);
        let first = *self.spans.get(from).filter(|_| from < to)?;
        let before = from.checked_sub(1).map(|at| self.sums[at]);
        let (before, less) = before.unwrap_or((0, Some(Decimal::ZERO)));
        let (rows, worth) = self.sums[to - 1];
        let worth = worth
            .zip(less)
            .and_then(|(all, less)| all.checked_sub(less));
        Some(Parts {
            first: self.firsts[from],
            rows: rows - before,
            worth,
            shorter: first != span,
        })
    }
}

/// Rows whose spans lie in that of another.
#[derive(Debug, Clone, Copy)]
struct Parts {
    first: Id,
    rows: usize,
    /// What they are worth together; none where it is beyond reckoning.
    worth: Option<Decimal>,
    /// The spans of some are shorter than that of the other.
    shorter: bool,
}

impl Parts {
    /// Whether another is surely their sum, as far as its worth tells.
    fn make(&self, whole: &Sum) -> bool {
        self.rows >= 2 && self.worth == Some(whole.worth)
    }
}

/// Rows of a table whose span contains those of others.
fn within(rows: &Rows, told: &Sums<'_>, findings: &mut Vec<Finding>) {
    let certain = tells_all(told.table);
    let mut alike: BTreeMap<(Category, u32), Vec<&Sum>> = BTreeMap::new();
    for sum in &told.sums {
        alike
            .entry((sum.category, sum.title))
            .or_default()
            .push(sum);
    }
    let shortest = alike.iter();
    let shortest = shortest.map(|(one, of_one)| (*one, Shortest::of(of_one)));
    let shortest: BTreeMap<_, _> = shortest.collect();
    let mut open: Vec<&Sum> = Vec::new();
    for (one, of_one) in &alike {
        for whole in of_one {
            let parts = shortest[one].within(whole.span);
            if whole.title == 0 && parts.is_none_or(|parts| !parts.make(whole)) {
                open.push(whole);
                continue;
            }
            if let Some(parts) = parts {
                findings.push(contains(rows, whole, &parts, certain));
            }
        }
    }
    items::judge(rows, (told.table, &shortest), &open, findings);
}

/// What is said of a row whose span contains those of others of its title.
fn contains(rows: &Rows, whole: &Sum, parts: &Parts, certain: bool) -> Finding {
    let (rule, end) = match certain && parts.make(whole) {
        true => (&rules::SUMS_OTHERS, "正好是它们之和，不能再加一次"),
        false => (&rules::CUMULATIVE, "逐行相加可能重复"),
    };
    let message = format!(
        "这一行的期间（{}）包含同一张表里 {} 行同类登记的期间，{end}",
        whole.span, parts.rows
    );
    let finding = Finding::new(rule, Place::Cell(rows.address(whole.id)), message);
    finding.related(Place::Cell(rows.address(parts.first)), "其中的一行")
}

/// Whether all that tells rows of a table apart is read from it: no column of items or departments beside.
fn tells_all(table: &Table) -> bool {
    let read = |column: u16| table.columns.values().any(|(at, _)| *at == column);
    let mut headings = table.headings.iter();
    !table.has(Field::Unit) && headings.all(|(at, heading)| read(*at) || is_of_serials(heading))
}

/// The tables that register decisions or fees of one category one by one.
#[derive(Default)]
struct Singles<'r> {
    /// In the order of the first days: the first day, the last, and the table with its position.
    each: Vec<(Date, Date, (usize, &'r Table))>,
    /// Of each and those before it the two of the latest last days, as positions here.
    latest: Vec<(usize, Option<usize>)>,
}

/// Of each category.
fn singles<'r>(tables: &[Sums<'r>]) -> BTreeMap<Category, Singles<'r>> {
    let mut singles: BTreeMap<Category, Singles<'r>> = BTreeMap::new();
    for (at, told) in tables.iter().enumerate() {
        for (category, (first, last)) in &told.singles {
            // a day that lies outside the period of its own table is another matter
            let period = told.table.period;
            let from = period.map_or(*first, |p| p.from.max(*first));
            let to = period.map_or(*last, |p| p.to.min(*last));
            let of_one = singles.entry(*category).or_default();
            of_one.each.push((from, to, (at, told.table)));
        }
    }
    for of_one in singles.values_mut() {
        let Singles { each, latest } = of_one;
        each.sort_by_key(|(from, _, (at, _))| (*from, *at));
        for at in 0..each.len() {
            let later = |one: usize, other: usize| each[one].1 > each[other].1;
            latest.push(match latest.last() {
                None => (at, None),
                Some((first, _)) if later(at, *first) => (at, Some(*first)),
                Some((first, second)) if second.is_none_or(|s| later(at, s)) => (*first, Some(at)),
                Some(before) => *before,
            });
        }
    }
    singles
}

impl<'r> Singles<'r> {
    /// A table but that of a position that registers some in a span, the first of them.
    fn beside(&self, span: Period, own: usize) -> Option<&'r Table> {
        let begun = self.each.partition_point(|(from, ..)| *from <= span.to);
        let (first, second) = self.latest[begun.checked_sub(1)?];
        let other = |at: &usize| self.each[*at].2.0 != own && self.each[*at].1 >= span.from;
        [Some(first), second].into_iter().flatten().find(other)?;
        let of_span = (0..begun).filter(other).map(|at| self.each[at].2);
        let (_, table) = of_span.min_by_key(|(at, _)| *at)?;
        Some(table)
    }
}

/// Rows of a table that sum up what another registers one by one: an error where they surely do.
fn beside<'s>(
    rows: &Rows,
    (at, told): (usize, &Sums<'_>),
    (singles, repeated): (&BTreeMap<Category, Singles<'_>>, &dyn Fn() -> &'s Repeated),
    findings: &mut Vec<Finding>,
) {
    let mut said: Vec<Category> = Vec::new();
    for sum in &told.sums {
        if said.contains(&sum.category) {
            continue;
        }
        let of_one = singles.get(&sum.category);
        let Some(other) = of_one.and_then(|singles| singles.beside(sum.span, at)) else {
            continue;
        };
        said.push(sum.category);
        let word = sum.category.word();
        let place = Place::Cell(rows.address(sum.id));
        let finding = match repeated().holds(at, sum.category) {
            true => {
                let message = format!(
                    "{word}在这张表里汇总填写，每一行的数都正好是同期（同一项目）逐件登记的之和，相加就重复了"
                );
                Finding::new(&rules::SUMS_OTHERS, place, message).help(
                    "请把这张表移出数据文件夹，或把工作表隐藏（隐藏的不读取）；它和逐件登记的表是一回事",
                )
            }
            false => {
                let message = format!(
                    "{word}在这张表里按期间汇总填写，另一张表又逐件登记了同期同类的，相加可能重复"
                );
                Finding::new(&rules::CUMULATIVE, place, message)
            }
        };
        let related = Place::Sheet(other.at.file, other.at.sheet);
        findings.push(finding.related(related, "逐件登记的表"));
    }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan as _;
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn sum(id: usize, (from, days, worth): (i32, i32, u32)) -> Sum {
        let from = date(2022, 1, 1).saturating_add(from.days());
        let to = from.saturating_add(days.days());
        Sum {
            id: u32::try_from(id).unwrap(),
            category: Category::Fee,
            title: 0,
            span: Period { to, from },
            worth: worth.into(),
        }
    }

    /// Each row held against each.
    fn slowly(of_one: &[&Sum], whole: &Sum) -> Option<(usize, Decimal)> {
        let holds = |one: &Sum, other: &Sum| one.span != other.span && other.span.within(one.span);
        let shortest = |sum: &&&Sum| !of_one.iter().any(|other| holds(sum, other));
        let parts = of_one.iter().filter(shortest);
        let parts: Vec<_> = parts.filter(|part| holds(whole, part)).collect();
        let worth = parts.iter().map(|part| part.worth).sum();
        (!parts.is_empty()).then_some((parts.len(), worth))
    }

    proptest! {
        #[test]
        fn spans_within_others_are_those_that_each_row_held_against_each_tells(
            told in proptest::collection::vec((0..12, 0..8, 0u32..100), 0..20)
        ) {
            let sums: Vec<Sum> = told.into_iter().enumerate().map(|(id, t)| sum(id, t)).collect();
            let of_one: Vec<&Sum> = sums.iter().collect();
            let shortest = Shortest::of(&of_one);
            for whole in &of_one {
                let quickly = shortest.within(whole.span);
                let quickly = quickly.map(|parts| (parts.rows, parts.worth.unwrap()));
                prop_assert_eq!(quickly, slowly(&of_one, whole));
            }
        }
    }
}

//! Fees held against one another: 元 taken for 万元 or the reverse shows in the order of magnitude.
//!
//! In: all rows. Out: doubts, each with its row. Its rules, E118 and E119, have the letter of entries, whose cells they
//! point at: a code is what offices write in `[[explain]]` and does not change.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::rows::{Id, ItemGlance, Rows};
use super::{Terms, rules};
use crate::address::Address;
use crate::column::{Field, Table};
use crate::entry::{self, Category, Upshot};
use crate::finding::{Finding, Place};
use crate::number::Money;

mod against;

/// One fee of the year.
#[derive(Debug, Clone, Copy)]
struct Fee<'t> {
    id: Id,
    table: &'t Table,
    row: u32,
    /// In 万元, more than 0.
    amount: Decimal,
    /// What tells whether two titles are the same; 0 for none.
    title: u32,
}

/// About ten thousand times: the bounds of the ratio.
const LEAST: u32 = 2_000;
const MOST: u32 = 50_000;
/// How far the other fees of a table may lie apart.
const CLOSE: u32 = 30;

/// Doubts about the order of magnitude of fees, each with its row.
pub(super) fn judge(rows: &Rows, terms: &Terms) -> Vec<(Id, Finding)> {
    let year = terms.year;
    let fees = rows.of_parts(|part| {
        let fees = (0..part.len()).filter_map(|at| {
            let item = part.item(at)?;
            // what another year charged decides nothing, and nothing is said of its rows
            let inside = item
                .dated
                .is_none_or(|dated| dated.from <= year.end && dated.to >= year.start);
            let amount = item.amount.filter(|a| !a.is_zero() && a.is_sign_positive());
            let made = item.upshot == Upshot::Made;
            (item.category == Some(Category::Fee) && inside && made).then_some(Fee {
                id: part.first + at,
                table: item.table,
                row: item.row,
                amount: amount?,
                title: item.title,
            })
        });
        fees.collect::<Vec<_>>()
    });
    compare(&fees.concat())
}

/// Negative fees that take back what a void row of their sheet charged, each with a doubt: neither of the two counts.
pub(super) fn reversals(rows: &Rows) -> (BTreeSet<Id>, Vec<Finding>) {
    let told = rows.of_parts(|part| {
        let each = (0..part.len()).filter_map(|at| {
            let item = part
                .item(at)
                .filter(|i| i.category == Some(Category::Fee))?;
            let amount = item.amount?;
            let negative = item.upshot == Upshot::Made && amount < Decimal::ZERO;
            let void = item.upshot == Upshot::Void && amount > Decimal::ZERO;
            let of = (item.export(), amount.abs());
            (negative || void).then_some((of, negative, part.id(at), item))
        });
        each.collect::<Vec<_>>()
    });
    let mut void: BTreeMap<_, Vec<_>> = BTreeMap::new();
    let mut negative = Vec::new();
    for (of, is_negative, id, item) in told.into_iter().flatten() {
        match is_negative {
            true => negative.push((of, id, item)),
            false => void.entry(of).or_default().push(item),
        }
    }
    for charged in void.values_mut() {
        charged.reverse();
    }
    let mut reversals = BTreeSet::new();
    let mut findings = Vec::new();
    for (of, id, item) in negative {
        let Some(charged) = void.get_mut(&of).and_then(Vec::pop) else {
            continue;
        };
        let place =
            |item: &ItemGlance<'_>| Place::Cell(item.table.address(item.row, Field::Amount));
        let message = "这一行的负数冲的是本表写明作废（红冲）、没有计入的一行，两行都不计入";
        let finding = Finding::new(&entry::NOT_MADE, place(&item), message);
        let help = "请核对；冲的是另一笔的，请把写明作废的那一行从台账中去掉";
        findings.push(
            finding
                .help(help)
                .related(place(&charged), "没有计入的一行"),
        );
        reversals.insert(id);
    }
    (reversals, findings)
}

/// A doubt for each fee of 10⁴ times, or a 10⁴th of, the fees around it, and for the first fee of a table
/// whose fees are all so; each with the fee's `id`.
fn compare(fees: &[Fee<'_>]) -> Vec<(Id, Finding)> {
    let mut tables: BTreeMap<Address, Vec<&Fee<'_>>> = BTreeMap::new();
    for fee in fees {
        tables.entry(fee.table.at).or_default().push(fee);
    }
    for fees in tables.values_mut() {
        fees.sort_by_key(|fee| order(fee));
    }
    let mut doubts = Vec::new();
    for fees in tables.values().filter(|fees| fees.len() >= 5) {
        outliers(fees, &mut doubts);
    }
    let medians = tables.values().filter_map(|fees| {
        let first = fees.iter().min_by_key(|fee| fee.id)?;
        Some((*first, median(fees), fees.len() >= 3))
    });
    let medians: Vec<(&Fee<'_>, Decimal, bool)> = medians.collect();
    let large = medians.iter().filter(|(.., large)| *large);
    let large: Vec<_> = large.map(|(fee, middle, _)| (*fee, *middle)).collect();
    units(&large, &mut doubts);
    if medians.len() > large.len() {
        small(&medians, &tables, &mut doubts);
    }
    doubts
}

/// Tables of one or two fees, of which each is 10⁴ times those of the same name in two other tables that agree, or a
/// 10⁴th of them: a quarter told in 元 among others in 万元.
fn small(
    medians: &[(&Fee<'_>, Decimal, bool)],
    tables: &BTreeMap<Address, Vec<&Fee<'_>>>,
    doubts: &mut Vec<(Id, Finding)>,
) {
    let mut by_title: BTreeMap<u32, Vec<&Fee<'_>>> = BTreeMap::new();
    for fees in tables.values().filter(|fees| fees.len() < 3) {
        for fee in fees {
            by_title.entry(fee.title).or_default().push(fee);
        }
    }
    for of_one in by_title.values_mut() {
        of_one.sort_by_key(|fee| order(fee));
    }
    let seldom = medians.iter().filter(|(.., large)| !large);
    for (first, middle, _) in seldom {
        let Some(fees) = tables.get(&first.table.at) else {
            continue;
        };
        // the middle one of the others of its name, where these agree
        let others = |fee: &Fee<'_>| {
            let of_one = by_title.get(&fee.title)?;
            let own = fees.iter().filter(|own| own.title == fee.title);
            let own = own.map(|own| of_one.partition_point(|fee| order(fee) < order(own)));
            let own: Vec<usize> = own.collect();
            let count = of_one.len() - own.len();
            let nth = |nth: usize| of_one.get(past(nth, &own)).copied();
            let (least, most) = (nth(0)?.amount, nth(count.checked_sub(1)?)?.amount);
            let agree = (least.checked_mul(Decimal::from(CLOSE))).is_some_and(|far| most <= far);
            (agree && count >= 2).then(|| nth(count / 2)).flatten()
        };
        let told: Option<Vec<&Fee<'_>>> = fees.iter().map(|fee| others(fee)).collect();
        let Some(other) = told.as_ref().and_then(|told| told.first()).copied() else {
            continue;
        };
        let against = |(fee, other): (&&Fee<'_>, &&Fee<'_>)| {
            ten_thousandfold(fee.amount, other.amount) || ten_thousandfold(other.amount, fee.amount)
        };
        if told.iter().all(|told| fees.iter().zip(told).all(against)) {
            doubts.push(of_units((first, *middle), (other, other.amount)));
        }
    }
}

/// Fees are sorted by it.
fn order(fee: &Fee<'_>) -> (Decimal, Id) {
    (fee.amount, fee.id)
}

/// The position among all of the `nth` that is none of some positions, which ascend.
fn past(nth: usize, some: &[usize]) -> usize {
    let before = |at: usize, some: &usize| at + usize::from(*some <= at);
    some.iter().fold(nth, before)
}

/// The middle one of sorted fees.
fn median(fees: &[&Fee<'_>]) -> Decimal {
    fees[fees.len() / 2].amount
}

/// Whether `great` is about 10⁴ times `small`.
fn ten_thousandfold(great: Decimal, small: Decimal) -> bool {
    let times = |n: u32| small.checked_mul(Decimal::from(n));
    times(LEAST).is_some_and(|least| least <= great) && times(MOST).is_none_or(|most| great <= most)
}

/// The fees of one table that fit in once their unit is taken for the other: a few, or as many as half where they are of
/// the same names.
fn outliers(fees: &[&Fee<'_>], doubts: &mut Vec<(Id, Finding)>) {
    let of_money = fees.first().and_then(|fee| fee.table.money);
    let Some((plain, astray)) = parted(fees, of_money) else {
        return;
    };
    let (Some(least), Some(most)) = (plain.first(), plain.last()) else {
        return;
    };
    let (least, most) = (least.amount, most.amount);
    let times = |amount: Decimal, times: u32| amount.checked_mul(Decimal::from(times));
    // where fees differ much by themselves, one more order of magnitude proves nothing
    if times(least, CLOSE).is_none_or(|far| most > far) {
        return;
    }
    let few = astray.len() * 5 <= fees.len();
    let titles: BTreeSet<u32> = plain.iter().map(|fee| fee.title).collect();
    if !few && !astray.iter().all(|fee| titles.contains(&fee.title)) {
        return;
    }
    let middle = median(&plain);
    for fee in astray {
        let amount = fee.amount;
        let much = amount > middle;
        let factor = Decimal::from(10_000);
        let mended = match much {
            true => amount.checked_div(factor),
            false => amount.checked_mul(factor),
        };
        // several of them may lie a little beside the others
        let beside = if few { 1 } else { BESIDE };
        let fits = mended.is_some_and(|mended| {
            let up = times(most, beside).is_some_and(|most| mended <= most);
            up && times(mended, beside).is_some_and(|mended| mended >= least)
        });
        // the next ordinary fee lies far off
        let apart = match much {
            true => times(most, APART).is_some_and(|far| far <= amount),
            false => times(amount, APART).is_some_and(|far| far <= least),
        };
        let Some(mended) = mended.filter(|_| fits && apart) else {
            continue;
        };
        let message = format!(
            "这一笔折合 {} 万元，同表其他 {} 笔在 {} 至 {} 万元之间；如果单位是{}，就是 {} 万元",
            amount.normalize(),
            plain.len(),
            least.normalize(),
            most.normalize(),
            if much { "元" } else { "万元" },
            mended.normalize()
        );
        let finding = Finding::new(
            &rules::FEE_MAGNITUDE,
            Place::Cell(fee.table.address(fee.row, Field::Amount)),
            message,
        )
        .value(amount.normalize().to_string());
        doubts.push((fee.id, finding));
    }
}

/// How far the nearest fee of another order of magnitude lies off, at least.
const APART: u32 = 100;
/// How far several fees that are mended may lie beside the others.
const BESIDE: u32 = 3;

/// Sorted fees in two groups, the ordinary ones first: those about 10⁴ times the middle one or a 10⁴th of it, and the
/// rest. Where half are so, those are ordinary that fit the unit of the table better: 元 are more.
fn parted<'f, 't>(
    fees: &[&'f Fee<'t>],
    money: Option<Money>,
) -> Option<(Vec<&'f Fee<'t>>, Vec<&'f Fee<'t>>)> {
    let of = |middle: Decimal| -> (Vec<&'f Fee<'t>>, Vec<&'f Fee<'t>>) {
        let astray =
            |amount: Decimal| ten_thousandfold(amount, middle) || ten_thousandfold(middle, amount);
        fees.iter().partition(|fee| !astray(fee.amount))
    };
    let (plain, astray) = of(median(fees));
    if astray.is_empty() {
        return None;
    }
    if plain.len() > astray.len() {
        return Some((plain, astray));
    }
    let great = plain.first()?.amount > astray.first()?.amount;
    let of_yuan = money.is_some_and(|money| money != Money::TenThousand);
    let half = plain.len() == astray.len();
    half.then_some(match great == of_yuan {
        true => (plain, astray),
        false => (astray, plain),
    })
}

/// Tables whose middle fees are 10⁴ times those of another: the one that stands against most others, or the
/// later one, is named.
fn units(medians: &[(&Fee<'_>, Decimal)], doubts: &mut Vec<(Id, Finding)>) {
    let told: Vec<(Id, Decimal)> = medians.iter().map(|(fee, m)| (fee.id, *m)).collect();
    let named = against::most(&told).into_iter();
    doubts.extend(named.map(|(at, first)| of_units(medians[at], medians[first])));
}

/// A table whose fees are 10⁴ times those of another.
fn of_units(
    (fee, middle): (&Fee<'_>, Decimal),
    (first, its): (&Fee<'_>, Decimal),
) -> (Id, Finding) {
    let heading = |fee: &Fee<'_>| {
        let table = fee.table;
        let at = table
            .column(Field::Amount)
            .map_or(table.at, |c| table.at.at(c));
        (at, table.heading(Field::Amount).to_owned())
    };
    let (place, told) = heading(fee);
    let (other, other_told) = heading(first);
    let message = format!(
        "这张表（「{told}」）的收费折合后中位数是 {} 万元，另一张（「{other_told}」）是 {} 万元，相差约一万倍",
        middle.normalize(),
        its.normalize()
    );
    let finding = Finding::new(&rules::FEE_UNITS, Place::Cell(place), message)
        .value(told)
        .related(Place::Cell(other), "另一张收费台账");
    (fee.id, finding)
}

#[cfg(test)]
mod tests {
    use super::past;

    #[test]
    fn positions_are_counted_past_others() {
        for some in [&[][..], &[0], &[2], &[4], &[0, 1], &[1, 3], &[3, 4]] {
            let left: Vec<usize> = (0..5).filter(|at| !some.contains(at)).collect();
            let counted: Vec<usize> = (0..left.len()).map(|nth| past(nth, some)).collect();
            assert_eq!(counted, left, "{some:?}");
        }
    }
}

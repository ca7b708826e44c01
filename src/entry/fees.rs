//! Fees held against one another: 元 taken for 万元 or the reverse shows in the order of magnitude.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Category, Entry, rules};
use crate::address::Address;
use crate::column::Field;
use crate::finding::{Finding, Place};
use crate::period::Period;

/// About ten thousand times: the bounds of the ratio.
const LEAST: u32 = 2_000;
const MOST: u32 = 50_000;
/// How far the other fees of a table may lie apart.
const CLOSE: u32 = 30;

/// Adds a doubt to each fee of 10⁴ times, or a 10⁴th of, the fees around it, and to the first fee of a table
/// whose fees are all so.
pub fn compare(entries: &mut [Entry], year: Period) {
    let mut tables: BTreeMap<Address, Vec<(usize, Decimal)>> = BTreeMap::new();
    for (at, entry) in entries.iter().enumerate() {
        if let Entry::Publication(publication) = entry
            && publication.category == Some(Category::Fee)
            && let Some(amount) = publication.amount.filter(|a| *a > Decimal::ZERO)
            // what another year charged decides nothing, and nothing is said of its rows
            && publication
                .dated
                .is_none_or(|dated| dated.from <= year.to && dated.to >= year.from)
        {
            tables
                .entry(publication.record.table.at)
                .or_default()
                .push((at, amount));
        }
    }
    for fees in tables.values_mut() {
        fees.sort_by_key(|(at, amount)| (*amount, *at));
    }
    for fees in tables.values().filter(|fees| fees.len() >= 5) {
        outliers(entries, fees);
    }
    let medians: Vec<(usize, Decimal)> = tables
        .values()
        .filter(|fees| fees.len() >= 3)
        .filter_map(|fees| {
            let first = fees.iter().map(|(at, _)| *at).min()?;
            Some((first, median(fees)))
        })
        .collect();
    units(entries, &medians);
}

/// The middle one of sorted fees.
fn median(fees: &[(usize, Decimal)]) -> Decimal {
    fees[fees.len() / 2].1
}

/// Whether `great` is about 10⁴ times `small`.
fn ten_thousandfold(great: Decimal, small: Decimal) -> bool {
    let times = |n: u32| small.checked_mul(Decimal::from(n));
    times(LEAST).is_some_and(|least| least <= great) && times(MOST).is_none_or(|most| great <= most)
}

/// The fees of one table that fit in once their unit is taken for the other.
fn outliers(entries: &mut [Entry], fees: &[(usize, Decimal)]) {
    let middle = median(fees);
    let astray =
        |amount: Decimal| ten_thousandfold(amount, middle) || ten_thousandfold(middle, amount);
    let plain: Vec<Decimal> = fees
        .iter()
        .map(|(_, amount)| *amount)
        .filter(|a| !astray(*a))
        .collect();
    let (Some(least), Some(most)) = (plain.first(), plain.last()) else {
        return;
    };
    // where fees differ much by themselves, one more order of magnitude proves nothing
    let close = least
        .checked_mul(Decimal::from(CLOSE))
        .is_some_and(|far| *most <= far);
    if !close || (fees.len() - plain.len()) * 5 > fees.len() {
        return;
    }
    for (at, amount) in fees.iter().filter(|(_, amount)| astray(*amount)) {
        let factor = Decimal::from(10_000);
        let (mended, much) = if *amount > middle {
            (amount.checked_div(factor), true)
        } else {
            (amount.checked_mul(factor), false)
        };
        let fits = mended.is_some_and(|m| (*least..=*most).contains(&m));
        // the next ordinary fee lies far off
        let apart = if much {
            most.checked_mul(Decimal::from(100))
                .is_some_and(|far| far <= *amount)
        } else {
            amount
                .checked_mul(Decimal::from(100))
                .is_some_and(|far| far <= *least)
        };
        let Some(mended) = mended.filter(|_| fits && apart) else {
            continue;
        };
        let record = entries[*at].record_mut();
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
            Place::Cell(record.cell(Field::Amount)),
            message,
        )
        .value(amount.normalize().to_string());
        record.troubles.push(finding);
    }
}

/// Tables whose middle fees are 10⁴ times those of another: the one that stands against most others, or the
/// later one, is named.
fn units(entries: &mut [Entry], medians: &[(usize, Decimal)]) {
    let against = |(at, middle): &(usize, Decimal)| -> Vec<(usize, Decimal)> {
        medians
            .iter()
            .filter(|(other, m)| {
                other != at && (ten_thousandfold(*m, *middle) || ten_thousandfold(*middle, *m))
            })
            .copied()
            .collect()
    };
    let counted: Vec<Vec<(usize, Decimal)>> = medians.iter().map(against).collect();
    for ((at, middle), others) in medians.iter().zip(&counted) {
        let Some((first, its)) = others.first() else {
            continue;
        };
        let fewer = others.iter().all(|(other, _)| {
            let theirs = medians
                .iter()
                .zip(&counted)
                .find(|((o, _), _)| o == other)
                .map_or(0, |(_, against)| against.len());
            theirs < others.len() || theirs == others.len() && other < at
        });
        if !fewer {
            continue;
        }
        let heading = |entry: &Entry| {
            let record = entry.record();
            let at = record
                .table
                .column(Field::Amount)
                .map_or(record.table.at, |c| record.table.at.at(c));
            (at, record.table.heading(Field::Amount).to_owned())
        };
        let (place, told) = heading(&entries[*at]);
        let (other, other_told) = heading(&entries[*first]);
        let message = format!(
            "这张表（「{told}」）的收费折合后中位数是 {} 万元，另一张（「{other_told}」）是 {} 万元，相差约一万倍",
            middle.normalize(),
            its.normalize()
        );
        let finding = Finding::new(&rules::FEE_UNITS, Place::Cell(place), message)
            .value(told)
            .related(Place::Cell(other), "另一张收费台账");
        entries[*at].record_mut().troubles.push(finding);
    }
}

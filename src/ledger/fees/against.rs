//! 相对: which of many amounts stand ten thousandfold against others.
//!
//! In: amounts of tables, each with an id of its own. Out: those that stand against most. Sorted, those that one stands
//! against are next to each other, some below it and some above it, so that none is held against each.

use std::cmp::Reverse;
use std::ops::Range;

use rust_decimal::Decimal;

use super::super::rows::Id;
use super::{LEAST, MOST};

/// The positions of those that stand against more others than any of these do, or against as many and have the greater
/// id; each with the first that it stands against.
pub(super) fn most(amounts: &[(Id, Decimal)]) -> Vec<(usize, usize)> {
    let mut sorted: Vec<usize> = (0..amounts.len()).collect();
    sorted.sort_by_key(|at| (amounts[*at].1, *at));
    let values: Vec<Decimal> = sorted.iter().map(|at| amounts[*at].1).collect();
    let against = values.iter().map(|value| against(&values, *value));
    let against: Vec<[Range<usize>; 2]> = against.collect();
    let count = |at: usize| against[at].iter().map(Range::len).sum::<usize>();
    let strength = |at: usize| (count(at), amounts[sorted[at]].0);
    let firsts = Leasts::of(sorted.clone());
    let strongest = Leasts::of((0..sorted.len()).map(|at| Reverse(strength(at))).collect());
    let named = (0..sorted.len()).filter_map(|at| {
        let [below, above] = against[at].clone();
        let first = least(firsts.within(&below), firsts.within(&above))?;
        let other = least(strongest.within(&below), strongest.within(&above))?;
        (other.0 < strength(at)).then_some((sorted[at], first))
    });
    let mut named: Vec<(usize, usize)> = named.collect();
    named.sort_unstable();
    named
}

/// Those of sorted values of which a value is about 10⁴ times, and those that are about 10⁴ times it.
fn against(values: &[Decimal], value: Decimal) -> [Range<usize>; 2] {
    let times = |small: Decimal, n: u32| small.checked_mul(Decimal::from(n));
    let least = |small, great| times(small, LEAST).is_some_and(|least| least <= great);
    let most = |small, great| times(small, MOST).is_none_or(|most| great <= most);
    let below = values.partition_point(|small| !most(*small, value))
        ..values.partition_point(|small| least(*small, value));
    let above = values.partition_point(|great| !least(value, *great))
        ..values.partition_point(|great| most(value, *great));
    [below, above].map(|range| range.start..range.end.max(range.start))
}

fn least<T: Ord>(one: Option<T>, other: Option<T>) -> Option<T> {
    one.into_iter().chain(other).min()
}

/// The least of any neighbours among values: row `k` has the least of each 2^k of them.
struct Leasts<T>(Vec<Vec<T>>);

impl<T: Ord + Copy> Leasts<T> {
    fn of(values: Vec<T>) -> Self {
        let mut rows = vec![values];
        while let Some(last) = rows.last() {
            let length = 1 << (rows.len() - 1);
            if last.len() <= length {
                break;
            }
            let pairs = last.iter().zip(&last[length..]);
            rows.push(pairs.map(|(one, other)| *one.min(other)).collect());
        }
        Leasts(rows)
    }

    fn within(&self, range: &Range<usize>) -> Option<T> {
        let power = range.len().checked_ilog2()? as usize;
        let row = self.0.get(power)?;
        let last = range.end - (1 << power);
        Some(row[range.start].min(row[last]))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::ten_thousandfold;
    use super::*;

    /// Each held against each.
    fn slowly(amounts: &[(Id, Decimal)]) -> Vec<(usize, usize)> {
        let stands = |one: Decimal, other: Decimal| {
            ten_thousandfold(one, other) || ten_thousandfold(other, one)
        };
        let against = |at: usize| -> Vec<usize> {
            let others = 0..amounts.len();
            others
                .filter(|other| stands(amounts[at].1, amounts[*other].1))
                .collect()
        };
        let strength = |at: usize| (against(at).len(), amounts[at].0);
        let named = (0..amounts.len()).filter_map(|at| {
            let first = *against(at).first()?;
            let strongest = against(at).iter().all(|o| strength(*o) < strength(at));
            strongest.then_some((at, first))
        });
        named.collect()
    }

    proptest! {
        #[test]
        fn those_that_stand_against_most_are_found_as_by_holding_each_against_each(
            told in prop::collection::vec((0u32..8, 1i64..60), 0..30)
        ) {
            let amount = |(power, digits): (u32, i64)| {
                Decimal::new(digits, 3) * Decimal::from(10i64.pow(power))
            };
            let amounts: Vec<(Id, Decimal)> = (0..).zip(told.into_iter().map(amount)).collect();
            prop_assert_eq!(most(&amounts), slowly(&amounts));
            let turned: Vec<(Id, Decimal)> = amounts.into_iter().rev().collect();
            prop_assert_eq!(most(&turned), slowly(&turned));
        }
    }
}

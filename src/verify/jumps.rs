//! Figures that are several times last year's, or a fraction of them.

use rust_decimal::Decimal;

use super::{Year, rules};
use crate::finding::{Finding, Place};
use crate::form::{Feed, Slot};
use crate::tally::{Previous, names_of};

/// A doubt for each figure that jumped: three times or a third, and ten or more; of fees ten times or a
/// tenth. Of the applications and cases the totals are compared. What was 0 last year jumps nowhere.
pub(super) fn from_last_year(year: &Year<'_>, previous: &Previous, findings: &mut Vec<Finding>) {
    for (slot, figure) in year.form.slots.iter().zip(&year.tally.figures) {
        let (times, least) = match &slot.feed {
            Feed::Issued(_) | Feed::Repealed(_) | Feed::InForce(_) | Feed::Decided(_) => (3, 10),
            Feed::Charged => (10, 1),
            Feed::Sum(_) if slot.id.ends_with("/总计") && is_total(&slot.id) => (3, 10),
            _ => continue,
        };
        let Some(last) = previous.slots.get(&slot.id).copied() else {
            continue;
        };
        let now = figure.value;
        if last <= Decimal::ZERO || (now - last).abs() < Decimal::from(least) {
            continue;
        }
        // the office has confirmed that there is none
        if now.is_zero() && is_confirmed(slot, year) {
            continue;
        }
        let times = Decimal::from(times);
        let many = |small: Decimal, great: Decimal| {
            small.checked_mul(times).is_some_and(|far| far <= great)
        };
        if !many(last, now) && !many(now, last) {
            continue;
        }
        let (last, now) = (last.normalize(), now.normalize());
        let mut message = format!(
            "「{}」本年 {now}，{} 年度 {last}（{}），{}",
            slot.id,
            year.year - 1,
            previous.file,
            change(last, now)
        );
        if slot.feed == Feed::Charged && (many_thousand(now, last) || many_thousand(last, now)) {
            message.push_str("；相差约一万倍，可能是元与万元混用");
        }
        findings.push(
            Finding::new(&rules::JUMP, Place::Slot(slot.id.clone()), message)
                .value(format!("{last}→{now}")),
        );
    }
}

/// How a figure stands to last year's, which is more than 0.
fn change(last: Decimal, now: Decimal) -> String {
    let shown = |number: Decimal| number.round_dp(1).normalize();
    let times = now.checked_div(last);
    match now > last {
        _ if now.is_zero() => "降到了 0".to_owned(),
        true => times.map_or("是上年的很多倍".to_owned(), |times| {
            format!("是上年的 {} 倍", shown(times))
        }),
        false => {
            let share = times.and_then(|times| times.checked_mul(Decimal::from(100)));
            share.map_or("比上年小很多".to_owned(), |share| {
                format!("只有上年的 {}%", shown(share))
            })
        }
    }
}

/// Whether the office has confirmed, by any name of its line, that a figure is 0; of a total, that each part is.
fn is_confirmed(slot: &Slot, year: &Year<'_>) -> bool {
    let none = &year.settings.none;
    let parts = match &slot.feed {
        Feed::Sum(parts) => parts.as_slice(),
        _ => &[],
    };
    let of_part = |part: &usize| is_confirmed(&year.form.slots[*part], year);
    names_of(slot).iter().any(|name| none.contains(name))
        || !parts.is_empty() && parts.iter().all(of_part)
}

/// The totals that tell how much there was to do; others follow from them.
fn is_total(id: &str) -> bool {
    id.starts_with("4.")
        || ["3.1/", "3.3.7/", "3.4/"]
            .iter()
            .any(|line| id.starts_with(line))
}

/// Whether one amount is some ten thousand times another, as where 元 was written for 万元.
pub(super) fn many_thousand(great: Decimal, small: Decimal) -> bool {
    let times = |n: u32| small.checked_mul(Decimal::from(n));
    times(2_000).is_some_and(|least| least <= great)
        && times(50_000).is_none_or(|most| great <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_told_of_whatever_may_be_read() {
        let told = |last: &str, now: &str| change(last.parse().unwrap(), now.parse().unwrap());
        assert_eq!(told("8", "24"), "是上年的 3 倍");
        assert_eq!(told("24", "8"), "只有上年的 33.3%");
        assert_eq!(told("24", "0"), "降到了 0");
        let least = "0.0000000000000000000000000001";
        assert_eq!(told(least, "8"), "是上年的很多倍");
        assert_eq!(told(least, "-1000000000000000"), "比上年小很多");
        assert_eq!(told("1000000000000000", least), "只有上年的 0%");
    }
}

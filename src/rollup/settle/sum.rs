//! 合计: what counts added up, its totals worked out, and held against the equations of the form.

use rust_decimal::Decimal;

use crate::finding::{Finding, Place};
use crate::rollup::Rollup;
use crate::rollup::rules::UNBALANCED;
use crate::rollup::sums::{amounts, listed, with_totals};
use crate::tally::Tally;
use crate::text::quote;

/// Adds up what counts, works out the totals, and holds them against the form.
pub(super) fn sum(rollup: &mut Rollup) {
    let form = rollup.form;
    let mut sum = vec![Decimal::ZERO; form.slots.len()];
    for report in rollup.counted() {
        for (to, value) in sum.iter_mut().zip(amounts(form, &rollup.reports[report])) {
            *to = to.saturating_add(value);
        }
    }
    rollup.tally = Tally {
        figures: with_totals(form, sum),
        ..Tally::default()
    };
    balance(rollup);
}

/// The equations of the form.
fn balance(rollup: &mut Rollup) {
    let form = rollup.form;
    let mut findings = Vec::new();
    for identity in &form.identities {
        let of = |slots: &[usize], value: &dyn Fn(usize) -> Decimal| {
            slots.iter().map(|s| value(*s)).sum::<Decimal>()
        };
        let difference = |value: &dyn Fn(usize) -> Decimal| {
            of(&identity.left, value) - of(&identity.right, value)
        };
        let whole = difference(&|s| rollup.value(s));
        if whole.is_zero() {
            continue;
        }
        let broken: Vec<String> = rollup
            .counted()
            .filter_map(|r| {
                let report = &rollup.reports[r];
                let figures = with_totals(form, amounts(form, report));
                let own = difference(&|s| figures[s].value);
                let unit = quote(rollup.unit_of(r));
                (!own.is_zero()).then(|| format!("{unit}差 {}", own.normalize()))
            })
            .collect();
        let left = of(&identity.left, &|s| rollup.value(s)).normalize();
        let right = of(&identity.right, &|s| rollup.value(s)).normalize();
        let message = format!(
            "{}：左边 {left}，右边 {right}，相差 {}；来自{}",
            identity.name,
            whole.normalize(),
            listed(&broken, "个单位")
        );
        let slot = identity.left.first().map(|s| form.slots[*s].id.clone());
        let place = slot.map_or(Place::Run, Place::Slot);
        findings.push(Finding::new(&UNBALANCED, place, message));
    }
    rollup.findings.extend(findings);
}

//! What reports add to each slot, and lists in few words.

use rust_decimal::Decimal;

use super::Submitted;
use crate::form::{Feed, Form};

/// Figures by slot, without totals: of one report, or of a unit with all its inferiors.
pub(super) type Sums = Vec<Decimal>;

/// What a report adds to each slot; 0 for totals.
pub(super) fn amounts(form: &Form, report: &Submitted) -> Sums {
    let amount = |slot: usize| match form.slots[slot].feed {
        Feed::Sum(_) => Decimal::ZERO,
        _ => report.amount(form, slot).unwrap_or_default(),
    };
    (0..form.slots.len()).map(amount).collect()
}

/// The first of a list, and how many there are, counted in a word: `格`, `个单位`.
pub(super) fn listed(all: &[String], counted_in: &str) -> String {
    const SHOWN: usize = 6;
    let first = all[..all.len().min(SHOWN)].join("，");
    match all.len() > SHOWN {
        true => format!("{first} 等 {} {counted_in}", all.len()),
        false => first,
    }
}

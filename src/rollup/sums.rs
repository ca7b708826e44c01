//! What reports add to each slot, and lists in few words.

use rust_decimal::Decimal;
use sha2::{Digest, Sha256};

use super::Submitted;
use crate::form::{Feed, Form};
use crate::tally::{self, Figure, From};

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

/// Figures of all slots from those that are no totals.
pub(super) fn with_totals(form: &Form, sums: Sums) -> Vec<Figure> {
    let figure = |value: Decimal| Figure {
        value: value.normalize(),
        from: From::Nothing,
    };
    let mut figures: Vec<Figure> = sums.into_iter().map(figure).collect();
    tally::total(&mut figures, form);
    figures
}

/// Figures as few bytes, the same for the same figures.
pub(super) fn digest(amounts: &[Decimal]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for amount in amounts {
        // the bytes of an amount depend on its decimals and on the sign of a zero
        let amount = match amount.is_zero() {
            true => Decimal::ZERO,
            false => amount.normalize(),
        };
        hash.update(amount.serialize());
    }
    hash.finalize().into()
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

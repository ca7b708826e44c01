//! 并排: a ledger of its own beside another, parted from it by columns that are empty in every row.
//!
//! In: a header that was found, and the rows below it. Out: the same header without the fields of the other ledger, which
//! [`super::beside`] tells. What has the same headings twice is left to [`super::columns`].

use std::collections::BTreeSet;

use super::super::{Field, Headings, Kind, squeezed};
use super::around::Around;
use super::path::{self, Headed};
use super::score::{is_core, score};
use super::{Found, beside};
use crate::address::Address;
use crate::book::Row;

impl Found {
    /// Takes the fields from the columns of ledgers beside that with the most of them.
    pub(super) fn leave_out_ledgers(&mut self, rows: &[Row], headings: &Headings) {
        let stretches = self.stretches(&rows[self.first..]);
        if stretches.len() < 2 {
            return;
        }
        let below = &rows[(self.last + 1).min(rows.len())..];
        let named = |stretch: &&Vec<u16>| self.of(stretch).filter(|(.., n)| n.is_some()).count();
        let Some(main) = stretches.iter().rev().max_by_key(named).cloned() else {
            return;
        };
        for other in stretches.into_iter().filter(|stretch| *stretch != main) {
            if !self.is_ledger((&main, &other), below, headings) {
                continue;
            }
            let before = self.columns.clone();
            let columns = self.columns.iter_mut();
            let of_other = columns.filter(|(at, ..)| other.contains(at));
            of_other.for_each(|(.., named)| *named = None);
            // where nothing would tell of it, it is read as before
            let at = Address {
                file: 0,
                sheet: 0,
                row: 0,
                column: None,
            };
            if beside(at, self, headings).is_none() {
                self.columns = before;
            }
        }
    }

    fn of<'f>(&'f self, stretch: &'f [u16]) -> impl Iterator<Item = &'f Headed> {
        self.columns.iter().filter(|(at, ..)| stretch.contains(at))
    }

    /// Whether the columns of a stretch make a ledger by themselves beside those of another that make one, too; not where
    /// both may be halves of one.
    fn is_ledger(
        &self,
        (main, other): (&[u16], &[u16]),
        below: &[Row],
        headings: &Headings,
    ) -> bool {
        let alone = |kind: Kind, stretch: &[u16]| -> Option<BTreeSet<Field>> {
            let columns: Vec<Headed> = (self.of(stretch))
                .map(|(at, text, _)| path::named(kind, *at, std::slice::from_ref(text), headings))
                .collect();
            score(kind, &columns, &Around::default())?;
            let named = columns.iter().filter_map(|(.., named)| *named);
            Some(named.map(|named| named.field).collect())
        };
        let Some(first) = alone(self.kind, main) else {
            return false;
        };
        let ragged = || are_ragged((main, other), below);
        Kind::ALL.into_iter().any(|kind| {
            let second = alone(kind, other);
            second.is_some_and(|second| {
                kind != self.kind || is_of_its_own(kind, (&first, &second), &ragged)
            })
        })
    }
}

/// Whether columns that make a ledger of the kind are no half of the ledger beside them: they tell again what tells one
/// record from another.
fn is_of_its_own(
    kind: Kind,
    (first, second): (&BTreeSet<Field>, &BTreeSet<Field>),
    ragged: &dyn Fn() -> bool,
) -> bool {
    let both = |field: &Field| first.contains(field) && second.contains(field);
    match kind {
        Kind::Publications => {
            let charges = [Field::Title, Field::Charged, Field::Amount];
            let fees = |one: &BTreeSet<Field>, other: &BTreeSet<Field>| {
                charges.iter().all(|field| one.contains(field)) && !other.contains(&Field::Amount)
            };
            // the number and the day of what was paid go with a penalty
            let decides = |one: &BTreeSet<Field>| {
                let days = [Field::Decided, Field::Issued];
                days.iter().any(|field| one.contains(field)) && !one.contains(&Field::Amount)
            };
            both(&Field::Title)
                || fees(first, second)
                || fees(second, first)
                || both(&Field::DocumentNumber) && (decides(second) || ragged())
        }
        Kind::Applications | Kind::Disputes => {
            let again = second
                .iter()
                .filter(|field| both(field) && is_core(kind, **field));
            again.count() >= 2
        }
    }
}

/// Whether some rows stand in one of two stretches alone.
fn are_ragged((one, other): (&[u16], &[u16]), below: &[Row]) -> bool {
    let within = |row: &Row, stretch: &[u16]| {
        let mut cells = row.cells.iter();
        cells.any(|cell| stretch.contains(&cell.column) && squeezed(cell).is_some())
    };
    below
        .iter()
        .any(|row| within(row, one) != within(row, other))
}

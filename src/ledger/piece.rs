//! Pieces of a ledger, for work on several cores.
//!
//! In: a settled ledger. Out: its rows in pieces of some thousands, and what is worked out of each, joined in the order
//! of rows.

use std::ops::Range;

use rayon::prelude::*;

use super::{Application, Fate, Ledger, Thing};

/// Some of a ledger's rows, one behind the other.
#[derive(Debug, Clone)]
pub struct Piece<'l> {
    ledger: &'l Ledger,
    positions: Range<usize>,
}

impl<'l> Piece<'l> {
    /// What every counted row of it stands for, in the order of rows.
    pub fn things(&self) -> impl Iterator<Item = Thing<'l>> {
        let ledger = self.ledger;
        let each = ledger.each_of(self.positions.clone());
        each.filter_map(|(part, at)| ledger.thing_of(part, at))
    }

    /// What became of each of them.
    pub fn fates(&self) -> impl Iterator<Item = Fate> {
        let ledger = self.ledger;
        let each = ledger.each_of(self.positions.clone());
        each.map(|(part, at)| ledger.rows.fate_in(part, at))
    }

    /// Its applications that the year counts.
    pub fn applications(&self) -> impl Iterator<Item = Application<'l>> {
        let ledger = self.ledger;
        let each = ledger.each_of(self.positions.clone());
        each.filter_map(|(part, at)| ledger.application(part, at))
    }
}

impl Ledger {
    /// Its rows in pieces, for work on several cores: what is worked out of each is joined in their order.
    pub fn pieces<'l, T: Send>(&'l self, of: impl Fn(Piece<'l>) -> T + Sync + Send) -> Vec<T> {
        let mut all = Vec::new();
        self.pieces_joined(of, |of_piece| all.push(of_piece));
        all
    }

    /// Its rows in pieces, for results that are large: a few pieces are worked out at a time and handed over in their order.
    pub fn pieces_joined<'l, T: Send>(
        &'l self,
        of: impl Fn(Piece<'l>) -> T + Sync + Send,
        mut join: impl FnMut(T),
    ) {
        const ROWS: usize = 1 << 15;
        let pieces = self.records().div_ceil(ROWS);
        let piece = |nth: usize| {
            of(Piece {
                ledger: self,
                positions: nth * ROWS..((nth + 1) * ROWS).min(self.records()),
            })
        };
        let together = 8 * rayon::current_num_threads();
        for first in (0..pieces).step_by(together) {
            let some = first..pieces.min(first + together);
            let made: Vec<T> = some.into_par_iter().map(piece).collect();
            made.into_iter().for_each(&mut join);
        }
    }
}

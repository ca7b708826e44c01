//! 列中内容: what the first rows below a heading hold, and whether it is what a field asks for.

use super::content::{self, Look};
use super::{Field, Kind, cell_at, is_number};
use crate::book::{Row, Value};

/// What the first rows below a heading hold.
#[derive(Debug, Clone, Copy, Default)]
pub struct Held {
    cells: u8,
    dates: u8,
    numbers: u8,
    /// Words that leave no doubt of one kind or another.
    words: [u8; WORDED.len()],
}

/// Rows that are looked at: enough to tell days, numbers and words apart.
const FIRST: usize = 12;

/// The fields of which some words leave no doubt.
pub(super) const WORDED: [Field; 5] = [
    Field::Class,
    Field::Result,
    Field::Category,
    Field::CaseKind,
    Field::Verdict,
];

impl Held {
    /// What the first rows hold below each heading that is asked for.
    pub(super) fn below(
        kind: Kind,
        columns: impl Iterator<Item = u16>,
        rows: &[Row],
    ) -> Vec<(u16, Held)> {
        let held = columns.map(|column| {
            let mut held = Held::default();
            for cell in rows
                .iter()
                .take(FIRST)
                .filter_map(|row| cell_at(row, column))
            {
                held.see(kind, &cell.value);
            }
            (column, held)
        });
        held.collect()
    }

    fn see(&mut self, kind: Kind, value: &Value) {
        let Some(look) = content::look(kind, value) else {
            return;
        };
        self.cells += 1;
        self.dates += u8::from(look == Look::Date);
        self.numbers += u8::from(is_number(value));
        for (words, field) in self.words.iter_mut().zip(WORDED) {
            *words += u8::from(content::is_look_of(field, look));
        }
    }

    /// Whether they hold what a field asks for; none where that cannot be told.
    pub(super) fn fits(&self, field: Field) -> Option<bool> {
        let most = |count: u8| count * 2 > self.cells;
        if self.cells == 0 {
            return None;
        }
        if content::holds_dates(field) {
            return Some(most(self.dates));
        }
        if matches!(field, Field::Amount | Field::Count) {
            return Some(most(self.numbers) && !most(self.dates));
        }
        let others = most(self.dates) || most(self.numbers);
        match WORDED.iter().position(|worded| *worded == field) {
            _ if others => Some(false),
            Some(at) if self.words[at] > 0 => Some(true),
            _ => None,
        }
    }
}

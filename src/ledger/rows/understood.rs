//! 通常含义: words of a row that are understood by their usual reading, kept so that rows that say the same are alike.

use crate::address::Address;
use crate::column::Field;
use crate::entry::{Assumed, Record};

/// A word understood by its usual reading; of rows that say it alike only the column is told.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Understood {
    field: Field,
    word: Box<str>,
    meaning: Box<str>,
    /// The cell, where it is not in the row itself.
    elsewhere: Option<Address>,
    column: Option<u16>,
}

/// The words understood by their usual reading, with their places told as far as they differ between rows.
pub(super) fn understood(record: &mut Record) -> Vec<Understood> {
    let row = record.at;
    std::mem::take(&mut record.assumed)
        .into_iter()
        .map(|assumed| Understood {
            field: assumed.field,
            word: assumed.word.into(),
            meaning: assumed.meaning.into(),
            elsewhere: (assumed.at.row() != row.row()).then_some(assumed.at),
            column: assumed.at.column,
        })
        .collect()
}

/// The words understood with their places, in a row that stands at `place`.
pub(super) fn assumed(words: &[Understood], place: Address) -> Vec<Assumed> {
    let each = words.iter().map(|word| Assumed {
        field: word.field,
        word: word.word.to_string(),
        meaning: word.meaning.to_string(),
        at: word.elsewhere.unwrap_or(Address {
            column: word.column,
            ..place
        }),
    });
    each.collect()
}

//! 一字: what is told of a row in one word: the row of the same thing before it, or what became of it.
//!
//! Positions stand from the bottom up, fates and the codes of errors from the top down.

use super::super::Reason;

/// The word of a row that nothing is told of yet.
pub(super) const UNTOLD: u32 = u32::MAX;
pub(super) const COUNTED: u32 = u32::MAX - 1;
pub(super) const OUTSIDE_YEAR: u32 = u32::MAX - 2;
pub(super) const NO_LINE: u32 = u32::MAX - 3;
pub(super) const BY_HAND: u32 = u32::MAX - 4;
pub(super) const NOT_MADE: u32 = u32::MAX - 5;
pub(super) const AFTER_DAY: u32 = u32::MAX - 6;
/// And the codes of errors above it; below it stand positions.
pub(super) const FAULTS: u32 = u32::MAX - 0xffff;

/// The word of a row that is excluded.
pub(super) fn excluded(reason: Reason) -> u32 {
    match reason {
        Reason::NoLine => NO_LINE,
        Reason::ByHand => BY_HAND,
        Reason::NotMade => NOT_MADE,
        Reason::AfterDay => AFTER_DAY,
        Reason::OutsideYear | Reason::Aside(_) => OUTSIDE_YEAR,
    }
}

/// Why the row of such a word is excluded; none where it is not.
pub(super) fn reason(word: u32) -> Option<Reason> {
    match word {
        OUTSIDE_YEAR => Some(Reason::OutsideYear),
        NO_LINE => Some(Reason::NoLine),
        BY_HAND => Some(Reason::ByHand),
        NOT_MADE => Some(Reason::NotMade),
        AFTER_DAY => Some(Reason::AfterDay),
        _ => None,
    }
}

//! 报告年度: the span that a report covers, and what lies in it.
//!
//! In: the report year and the day it is cut at. Out: whether a day or a period lies in it. What an entry's days mean
//! is left to those who ask.

use jiff::civil::{Date, date};

use super::Reason;
use crate::period::Period;

/// The span that a report covers: the report year, or the part of it up to a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Year {
    /// 1 January.
    pub start: Date,
    /// 31 December, or the day of `until`.
    pub end: Date,
}

impl Year {
    /// The report year, cut at a day of it.
    pub fn new(year: i16, until: Option<Date>) -> Self {
        Year {
            start: date(year, 1, 1),
            end: until.unwrap_or(date(year, 12, 31)),
        }
    }

    /// Whether the day lies in it.
    pub fn holds(self, day: Date) -> bool {
        (self.start..=self.end).contains(&day)
    }

    /// From its first day to its last.
    pub fn span(self) -> Period {
        Period {
            from: self.start,
            to: self.end,
        }
    }

    /// Whether what began and ended on these days is none of its: it began after it and did not end before that,
    /// or it ended before it and did not begin after that.
    pub(super) fn leaves_out(self, began: Option<Date>, ended: Option<Date>) -> bool {
        let after = began.is_some_and(|day| day > self.end);
        let before = ended.is_some_and(|day| day < self.start);
        after && ended.is_none_or(|day| day > self.end)
            || before && began.is_none_or(|day| Some(day) <= ended)
    }

    /// Whether it ends before the report year does.
    pub(super) fn is_cut(self) -> bool {
        (self.end.month(), self.end.day()) != (12, 31)
    }

    /// Why what began on a day is none of its.
    pub(super) fn outside(self, began: Option<Date>) -> Reason {
        match began {
            Some(day) if day > self.end && day.year() == self.end.year() => Reason::AfterDay,
            _ => Reason::OutsideYear,
        }
    }

    /// Whether the whole span lies in it.
    pub fn holds_all(self, span: Period) -> bool {
        self.holds(span.from) && self.holds(span.to)
    }
}

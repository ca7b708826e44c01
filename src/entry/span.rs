//! The days of an entry held against the period that its file, sheet or title names.

use jiff::civil::Date;

use super::{Category, rules};
use crate::column::{Field, Table};
use crate::finding::{Finding, Place};
use crate::period::Period;

/// The days that an export of a period tells of, with the fields that hold them.
#[derive(Debug, Clone, Copy)]
pub struct Days<'t> {
    table: &'t Table,
    row: u32,
    told: [Option<(Field, Date)>; 2],
    /// It has not ended.
    pending: bool,
    /// It is a document, which lies in no period: a catalogue lists those of all years.
    listed: bool,
}

impl<'t> Days<'t> {
    /// Of an application: 收到日期, 答复日期.
    pub fn of_request(
        table: &'t Table,
        row: u32,
        received: Option<Date>,
        replied: Option<Date>,
    ) -> Self {
        Days {
            table,
            row,
            told: [
                received.map(|d| (Field::Received, d)),
                replied.map(|d| (Field::Replied, d)),
            ],
            pending: replied.is_none(),
            listed: false,
        }
    }

    /// Of a case: 受理日期, 结案日期.
    pub fn of_dispute(
        table: &'t Table,
        row: u32,
        accepted: Option<Date>,
        concluded: Option<Date>,
    ) -> Self {
        Days {
            table,
            row,
            told: [
                accepted.map(|d| (Field::Accepted, d)),
                concluded.map(|d| (Field::Concluded, d)),
            ],
            pending: concluded.is_none(),
            listed: false,
        }
    }

    /// Of a decision, a fee or a document: its date; of other publications none.
    pub fn of_publication(
        table: &'t Table,
        row: u32,
        category: Option<Category>,
        dated: Option<Period>,
    ) -> Self {
        let fields: &[Field] = match category {
            Some(Category::Decision(_)) => &[Field::Decided, Field::Issued, Field::Published],
            Some(Category::Fee) => &[Field::Charged, Field::Decided, Field::Issued],
            Some(Category::Document(_)) => &[Field::Issued, Field::Published],
            Some(Category::Other) | None => &[],
        };
        let field = fields.iter().find(|f| table.has(**f));
        // a day, not the period that stands in for one
        let day = dated
            .filter(|d| d.from == d.to && Some(*d) != table.period)
            .map(|d| d.from);
        Days {
            table,
            row,
            told: [field.zip(day).map(|(f, d)| (*f, d)), None],
            pending: false,
            listed: matches!(category, Some(Category::Document(_))),
        }
    }

    fn days(&self) -> impl Iterator<Item = (Field, Date)> {
        self.told.into_iter().flatten()
    }

    /// The days that come after the period of the table, and after another day; a doubt each.
    pub fn after_period(&self, after: Date) -> impl Iterator<Item = Finding> {
        let late = self.table.period.into_iter().flat_map(move |period| {
            self.days()
                .filter(move |(field, day)| *day > after && is_late(*field, *day, period))
                .map(move |told| (told, period))
        });
        late.map(|((field, day), period)| {
            let message = format!(
                "「{}」{day} 晚于本表的统计期（{period}，到 {} 为止）",
                self.table.heading(field),
                period.to
            );
            let at = Place::Cell(self.table.address(self.row, field));
            Finding::new(&rules::AFTER_PERIOD, at, message).value(day.to_string())
        })
    }

    /// Whether the entry belongs to the period of its table: it began by the end of it and ended, if it did,
    /// not before its beginning. None where the table names no period or the entry no day, and of a document.
    pub fn within(&self) -> Option<bool> {
        let period = self.table.period.filter(|_| !self.listed)?;
        let first = self.days().map(|(_, d)| d).min()?;
        let last = self.days().map(|(_, d)| d).max()?;
        Some(first <= period.to && (self.pending || last >= period.from))
    }

    /// Whether a span has a day in common with the time from the first of the days to the last.
    pub fn touches(&self, from: Date, to: Date) -> bool {
        let days = || self.days().map(|(_, day)| day);
        days().any(|day| day <= to) && days().any(|day| day >= from)
    }
}

/// Days after the end of a period until an export of it is drawn.
const DRAWN: i64 = 31;

/// An export is drawn some days after the period ends, and holds what was closed by then.
fn is_late(field: Field, day: Date, period: Period) -> bool {
    if day <= period.to {
        return false;
    }
    let closes = matches!(field, Field::Replied | Field::Concluded);
    let grace = jiff::Span::new().days(if closes { DRAWN } else { 0 });
    period.to.checked_add(grace).is_ok_and(|end| day > end)
}

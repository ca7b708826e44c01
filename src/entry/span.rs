//! The days of an entry held against the period that its file, sheet or title names.

use jiff::civil::Date;

use super::{Category, Entry, Request, rules};
use crate::column::Field;
use crate::finding::{Finding, Place};

/// The days that an export of a period tells of, with the fields that hold them. A document's date is none
/// of them: a catalogue lists documents of all years.
fn told(entry: &Entry) -> Vec<(Field, Date)> {
    let table = &entry.record().table;
    let days: Vec<(Field, Option<Date>)> = match entry {
        Entry::Request(Request {
            received, replied, ..
        }) => vec![(Field::Received, *received), (Field::Replied, *replied)],
        Entry::Dispute(dispute) => vec![
            (Field::Accepted, dispute.accepted),
            (Field::Concluded, dispute.concluded),
        ],
        Entry::Publication(publication) => {
            let fields: &[Field] = match publication.category {
                Some(Category::Decision(_)) => &[Field::Decided, Field::Issued, Field::Published],
                Some(Category::Fee) => &[Field::Charged, Field::Decided, Field::Issued],
                Some(Category::Document(_) | Category::Other) | None => &[],
            };
            // a day, not the period that stands in for one
            let day = publication
                .dated
                .filter(|d| d.from == d.to)
                .map(|d| d.from)
                .filter(|_| Some(publication.dated) != Some(table.period));
            let field = fields.iter().find(|f| table.has(**f));
            field.map(|f| (*f, day)).into_iter().collect()
        }
    };
    days.into_iter()
        .filter_map(|(field, day)| Some((field, day?)))
        .collect()
}

/// Days after the end of a period until an export of it is drawn.
const DRAWN: i64 = 31;

/// Days of an entry that come after the period of its table; a doubt each.
pub fn after_period(entry: &Entry) -> Vec<Finding> {
    let record = entry.record();
    let Some(period) = record.table.period else {
        return Vec::new();
    };
    told(entry)
        .into_iter()
        .filter(|(field, day)| {
            // an export is drawn some days after the period ends, and holds what was closed by then
            let closes = matches!(field, Field::Replied | Field::Concluded);
            let grace = jiff::Span::new().days(if closes { DRAWN } else { 0 });
            period.to.checked_add(grace).is_ok_and(|end| *day > end)
        })
        .map(|(field, day)| {
            let message = format!(
                "「{}」{day} 晚于本表的统计期（{period}，到 {} 为止）",
                record.table.heading(field),
                period.to
            );
            Finding::new(
                &rules::AFTER_PERIOD,
                Place::Cell(record.cell(field)),
                message,
            )
            .value(day.to_string())
        })
        .collect()
}

/// Whether an entry belongs to the period of its table: it began by the end of it and ended, if it did,
/// not before its beginning. None where the table names no period or the entry no day.
pub fn within(entry: &Entry) -> Option<bool> {
    let period = entry.record().table.period?;
    let days = told(entry);
    let (first, last) = (
        days.iter().map(|(_, d)| *d).min()?,
        days.iter().map(|(_, d)| *d).max()?,
    );
    let pending = match entry {
        Entry::Request(request) => request.replied.is_none(),
        Entry::Dispute(dispute) => dispute.concluded.is_none(),
        Entry::Publication(_) => false,
    };
    Some(first <= period.to && (pending || last >= period.from))
}

/// Whether one of an entry's days lies in a span.
pub fn touches(entry: &Entry, from: Date, to: Date) -> bool {
    told(entry).iter().any(|(_, day)| (from..=to).contains(day))
}

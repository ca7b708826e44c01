//! 次序: a day whose year is off by one among rows that follow one another by their days.
//!
//! In: the rows of a part, and one of which the day lies outside the report year. Out: the days of the rows before and
//! after it, where with the report year in its place it would stand in order between them.

use jiff::civil::Date;

use super::super::Terms;
use super::super::rows::Part;
use crate::entry::Category;

/// Rows before and after it that must follow one another: by chance they hardly do.
const ROWS: u32 = 3;

/// The days of the row before and of the row after, both of the report year.
pub(super) fn between(part: &Part, at: u32, terms: &Terms) -> Option<(Date, Date)> {
    let astray = day(part, at)?;
    let year = terms.year.start.year();
    if (astray.year() - year).abs() != 1 {
        return None;
    }
    let meant = Date::new(year, astray.month(), astray.day()).ok()?;
    let first = at.checked_sub(ROWS)?;
    let last = at.checked_add(ROWS).filter(|last| *last < part.len())?;
    let days = (first..=last).map(|row| match row == at {
        true => Some(meant),
        false => day(part, row).filter(|day| day.year() == year),
    });
    let mut days: Vec<Date> = days.collect::<Option<_>>()?;
    let ends = (days[0], days[days.len() - 1]);
    let beside = |days: &[Date]| {
        let middle = days.len() / 2;
        (days[middle - 1], days[middle + 1])
    };
    let around = beside(&days);
    // the latest first
    if ends.0 > ends.1 {
        days.reverse();
    }
    (ends.0 != ends.1 && days.is_sorted()).then_some(around)
}

/// The day by which a row may stand in its place: when an application came in, when a decision was made.
fn day(part: &Part, at: u32) -> Option<Date> {
    if let Some(told) = part.glance(at) {
        return told.received;
    }
    let item = part.item(at)?;
    let counts = item.category.is_some_and(|c| c != Category::Other);
    let span = item.dated.filter(|span| counts && span.from == span.to)?;
    Some(span.to)
}

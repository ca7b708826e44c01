//! 相近的表头: the headings of a table that may be those of a field that it lacks.

use super::{Field, Table, content, field, header};
use crate::text;

/// The headings of a table that come nearest to those of a field, the nearest first: what is a day for a day, and
/// what was paid before what is due.
pub fn nearest_headings(table: &Table, field: Field) -> Vec<String> {
    let known = field::of_field(table.kind, field);
    // a state may be the result where no other column is
    let read = table
        .columns
        .iter()
        .filter(|(field, _)| **field != Field::State);
    let taken: Vec<u16> = read.map(|(_, (column, _))| *column).collect();
    let unread = table.headings.iter().filter(|(at, _)| !taken.contains(at));
    let fits = |heading: &str| {
        let day = heading.contains(['日', '期']) || heading.contains("时间");
        (day || !content::holds_dates(field))
            && !header::is_of_another_day(field, heading)
            && !text::nearest(heading, known.iter().copied()).is_empty()
    };
    let near = unread.filter(|(_, heading)| fits(heading));
    let mut near: Vec<(bool, usize, &str)> = near
        .map(|(_, heading)| {
            (
                heading.starts_with('应'),
                strangeness(heading, &known),
                heading.as_str(),
            )
        })
        .collect();
    near.sort_by_key(|(due, strange, _)| (*due, *strange));
    near.into_iter().map(|(.., h)| h.to_owned()).collect()
}

/// How many in a thousand of the pairs of characters in a heading stand in none of those that are known.
fn strangeness(heading: &str, known: &[&str]) -> usize {
    let chars: Vec<char> = text::key(heading).chars().collect();
    let pairs = chars.windows(2).map(|pair| pair.iter().collect::<String>());
    let strange = pairs.filter(|pair| !known.iter().any(|k| k.contains(pair.as_str())));
    strange.count() * 1000 / chars.len().saturating_sub(1).max(1)
}

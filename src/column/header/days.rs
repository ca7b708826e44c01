//! 年月日: a day that stands in three columns, 年, 月 and 日, below one heading or below none.
//!
//! In: the columns of a header, and their headings above one another. Out: the same, the first of such three named as
//! their heading is, the others read together with it; and which columns those are.

use super::super::{Field, Headings, Kind, content, field::Named};
use super::path::{Headed, named};
use crate::book::{Cell, Row};
use crate::text::squeeze;

const PARTS: [&str; 3] = ["年", "月", "日"];

/// Names such columns.
pub(super) fn join(
    kind: Kind,
    columns: &mut [Headed],
    (paths, headings): (&[(u16, Vec<String>)], &Headings),
) {
    let leaf =
        |(column, path): &'_ (u16, Vec<String>)| (*column, path.last().map(|leaf| squeeze(leaf)));
    let leaves: Vec<_> = paths.iter().map(leaf).collect();
    for at in 0..leaves.len() {
        let Some(three) = columns.get_mut(at..at + PARTS.len()) else {
            return;
        };
        let dated = |named: &Named| content::holds_dates(named.field);
        let other = |named: &Named| !dated(named);
        let known = three
            .iter()
            .any(|(.., named)| named.as_ref().is_some_and(other));
        if known || !are_parts(&leaves[at..at + PARTS.len()]) {
            continue;
        }
        // the office may say of one of them what all are
        let own = three.iter().find_map(|(.., named)| *named);
        let above = paths[at].1.split_last().map_or(&[][..], |(_, above)| above);
        let (heading, found) = match above {
            [] => ("年月日".to_owned(), headings.named(kind, "日期")),
            above => {
                let (_, heading, found) = named(kind, three[0].0, above, headings);
                (heading, found)
            }
        };
        (three[0].1, three[0].2) = (heading, own.or(found.filter(dated)));
        for part in &mut three[1..] {
            part.2 = Some(Named {
                field: Field::Unused,
                rank: 0,
            });
        }
    }
}

/// Whether a row has such three headings side by side.
pub(super) fn stand_in(row: &Row) -> bool {
    row.cells.windows(PARTS.len()).any(|three| {
        let leaf = |cell: &Cell| (cell.column, Some(squeeze(&cell.value.text())));
        are_parts(&three.iter().map(leaf).collect::<Vec<_>>())
    })
}

/// The columns of each such three among those of a header.
pub(super) fn of(columns: &[Headed]) -> Vec<[u16; 3]> {
    let unused = |named: &Option<Named>| named.is_some_and(|named| named.field == Field::Unused);
    let three = columns.windows(PARTS.len()).filter_map(|three| {
        let [first, month, day] = three else {
            return None;
        };
        let joined = squeeze(&month.1) == PARTS[1] && squeeze(&day.1) == PARTS[2];
        let joined = joined && unused(&month.2) && unused(&day.2) && !unused(&first.2);
        (joined && first.0 + 1 == month.0).then_some([first.0, month.0, day.0])
    });
    three.collect()
}

/// Whether columns that follow one another are headed so.
fn are_parts(leaves: &[(u16, Option<String>)]) -> bool {
    let first = leaves[0].0;
    let columns = leaves.iter().map(|(column, _)| *column);
    let beside = columns.zip(first..).all(|(column, next)| column == next);
    let mut words = leaves.iter().map(|(_, leaf)| leaf.as_deref());
    beside && PARTS.iter().all(|part| words.next() == Some(Some(*part)))
}

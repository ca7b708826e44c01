//! 重复表头: whether a row below a header is that header again, or the header of another table.
//!
//! In: a table and a row. Out: what the row is; [`Marks`] tell at a glance that a text is no heading.

use super::super::{Headings, Table, content, rules};
use crate::address::Address;
use crate::book::{Row, Value};
use crate::finding::{Finding, Place};
use crate::text;

/// Whether a row below a header is that header again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::column) enum Again {
    /// It is none.
    No,
    /// As at a page break.
    Same,
    /// Most of it, with another heading in a column that has a field, or a field's heading in one that has
    /// none: what follows is to be read by it.
    Altered,
}

/// Whether a row repeats the header of its table.
pub(in crate::column) fn again(table: &Table, row: &Row, headings: &Headings) -> Again {
    let mut same = 0;
    let mut own = 0;
    let mut altered = false;
    for cell in row.cells.iter().filter(|c| c.anchor.is_none()) {
        let Value::Text(written) = &cell.value else {
            return Again::No;
        };
        if text::is_empty(written) {
            continue;
        }
        own += 1;
        let bare = || written.chars().filter(|c| !c.is_whitespace());
        let here = |(column, heading): &(u16, String)| {
            *column == cell.column && heading.split('/').any(|part| part.chars().eq(bare()))
        };
        if table.headings.iter().any(here) {
            same += 1;
        } else if own >= 3 && same == 0 {
            return Again::No;
        } else {
            let has_field = table
                .columns
                .values()
                .any(|(column, _)| *column == cell.column);
            altered |= has_field || headings.known(written);
        }
    }
    match own >= 2 && same * 10 >= own * 6 {
        false => Again::No,
        true if altered => Again::Altered,
        true => Again::Same,
    }
}

/// What the headings of a table begin with.
#[derive(Debug, Default)]
pub(in crate::column) struct Marks(Vec<char>);

impl Marks {
    pub(in crate::column) fn of(table: &Table) -> Self {
        let parts = table.headings.iter().flat_map(|(_, h)| h.split('/'));
        let mut firsts: Vec<char> = parts.filter_map(first).collect();
        firsts.sort_unstable();
        firsts.dedup();
        Marks(firsts)
    }

    /// Whether a text may be one of the headings.
    pub(in crate::column) fn may_repeat(&self, written: &str) -> bool {
        first(written).is_some_and(|first| self.0.contains(&first))
    }
}

fn first(written: &str) -> Option<char> {
    written.chars().find(|c| !c.is_whitespace())
}

/// Whether a text is too long for the heading of another table, or a number.
pub(in crate::column) fn is_no_heading(written: &str) -> bool {
    const LONGEST: usize = 16;
    written.as_bytes().first().is_some_and(u8::is_ascii_digit)
        || written.len() > 4 * LONGEST
        || written.len() > LONGEST && written.chars().nth(LONGEST).is_some()
}

/// Whether a text is the heading of a day: 「通知日期」.
pub(in crate::column) fn names_day(written: &str) -> bool {
    // 「日期」 alone says what kind of column it is
    const SHORTEST: usize = 9;
    const LONGEST: usize = 36;
    let ends = ["日期", "时间"].iter();
    let mut ends = ends.filter(|end| written.trim_end().ends_with(**end));
    (SHORTEST..=LONGEST).contains(&written.trim().len()) && ends.next().is_some()
}

/// Whether a row is the header of a table of which nothing may be known: texts without a digit, and the heading of a day
/// where a day is asked for.
pub(in crate::column) fn heads_days(table: &Table, row: &Row) -> bool {
    const LEAST: usize = 3;
    let mut own = 0;
    let mut days = false;
    for cell in row.cells.iter().filter(|c| c.anchor.is_none()) {
        let Value::Text(written) = &cell.value else {
            return false;
        };
        if text::is_empty(written) {
            continue;
        }
        if is_no_heading(written) || written.contains(|c| text::half_width(c).is_ascii_digit()) {
            return false;
        }
        own += 1;
        let asked = table
            .field_of(cell.column)
            .is_some_and(content::holds_dates);
        days |= asked && names_day(written);
    }
    own >= LEAST && days
}

/// The error of such a row, below which no ledger was recognised.
pub(in crate::column) fn unknown(table: &Table, row: &Row) -> Finding {
    let texts: Vec<_> = (row.cells.iter().map(|cell| cell.value.text()))
        .filter(|written| !text::is_empty(written))
        .collect();
    let at = Address {
        row: row.number,
        column: None,
        ..table.at
    };
    let message = format!(
        "这一行（{}）像是下面另一张表的表头，认不出是哪一种台账；它下面的行还按上面的表读取",
        texts.join("、")
    );
    Finding::new(&rules::NO_HEADER, Place::Cell(at), message).help(
        "是要计入的台账，请移到另一张工作表，或在 gknb.toml 的 [headings] 中写明这些表头的含义；不计入的（如责令改正、检查记录），请把这一行和它下面的行移出工作簿",
    )
}

/// Whether a row is the header of another table below.
pub(in crate::column) fn begins_another(table: &Table, row: &Row, headings: &Headings) -> bool {
    let mut own = 0;
    let mut known = 0;
    let mut same_place = 0;
    for cell in row.cells.iter().filter(|c| c.anchor.is_none()) {
        let Value::Text(written) = &cell.value else {
            return false;
        };
        if is_no_heading(written) {
            return false;
        }
        if text::is_empty(written) {
            continue;
        }
        own += 1;
        if headings.known(written) {
            known += 1;
            let here =
                |(column, heading): &(u16, String)| *column == cell.column && heading == written;
            same_place += usize::from(table.headings.iter().any(here));
        } else if own <= 2 && known == 0 && own == 2 {
            return false;
        }
    }
    known >= 3 && known * 10 >= own * 6 && same_place < known || heads_days(table, row)
}

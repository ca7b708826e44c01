//! 遮盖: what of the sources may be shown in internal papers.
//!
//! Internal papers show the cells that decided how a row was counted, and no other: names, phones, addresses
//! and what an applicant asked for stay in the sources. Columns that nobody knows are not shown either.

use std::borrow::Cow;

use crate::address::Address;
use crate::column::{Field, Table};
use crate::finding::{Finding, Place};

/// What stands for a text that is not shown.
pub const MASKED: &str = "＊＊＊";

/// Whether cells of the field may be shown.
pub fn shown(field: Field) -> bool {
    !matches!(
        field,
        Field::Applicant | Field::Content | Field::Title | Field::Unused | Field::Private
    )
}

/// The field of a column of a table.
pub fn field_of(table: &Table, column: u16) -> Option<Field> {
    let mut columns = table.columns.iter();
    let read = columns.find(|(_, (c, _))| *c == column);
    let ticked = || table.ticked.iter().find(|(c, _)| *c == column);
    read.map(|(field, _)| *field)
        .or_else(|| ticked().map(|(_, field)| *field))
}

/// Whether what a finding says may quote a cell that is not shown. `table` finds the table of a row.
pub fn quotes_hidden<'t>(finding: &Finding, table: impl Fn(Address) -> Option<&'t Table>) -> bool {
    let places = std::iter::once(&finding.at).chain(finding.related.iter().map(|(at, _)| at));
    let mut cells = places.filter_map(|place| match place {
        Place::Cell(at) => Some(*at),
        _ => None,
    });
    cells.any(|at| match (table(at), at.column) {
        // the headings themselves are shown
        (Some(table), Some(column)) if at.row > table.last_header_row => {
            !field_of(table, column).is_some_and(shown)
        }
        _ => false,
    })
}

/// The text with phone numbers and numbers of identity cards masked, wherever they stand.
pub fn numbers(text: &str) -> Cow<'_, str> {
    let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    // most have none; those in full width begin with this byte
    if !text.bytes().any(|b| b.is_ascii_digit() || b == 0xef) {
        return text.into();
    }
    let mut out = String::new();
    let mut rest = text;
    let mut masked = false;
    while let Some(start) = rest.find(digit) {
        let (before, from) = rest.split_at(start);
        out.push_str(before);
        let end = from.find(|c| !digit(c)).unwrap_or(from.len());
        let end = match from[end..].chars().next() {
            Some('x' | 'X') => end + 1,
            _ => end,
        };
        let (run, after) = from.split_at(end);
        if is_personal(run) {
            out.push_str(MASKED);
            masked = true;
        } else {
            out.push_str(run);
        }
        rest = after;
    }
    if !masked {
        return text.into();
    }
    out.push_str(rest);
    out.into()
}

/// A mobile phone's number, or that of an identity card of 15 or 18 digits (GB 11643).
fn is_personal(run: &str) -> bool {
    let digits: Vec<u32> = run
        .chars()
        .map(crate::text::half_width)
        .map(|c| c.to_digit(10).unwrap_or(10))
        .collect();
    let two = |at: usize| digits[at] * 10 + digits[at + 1];
    let born = |month: usize| (1..=12).contains(&two(month)) && (1..=31).contains(&two(month + 2));
    let province = |n: u32| matches!(n, 11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81 | 82);
    match digits.len() {
        11 => digits[0] == 1 && (3..=9).contains(&digits[1]),
        15 => province(two(0)) && born(8),
        18 => province(two(0)) && matches!(two(6), 19 | 20) && born(10),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_and_identity_cards_are_masked_and_other_numbers_are_not() {
        for (text, expected) in [
            ("电话13800001111，周一", "电话＊＊＊，周一"),
            ("11010519491231002X", "＊＊＊"),
            ("430204198001011234", "＊＊＊"),
            ("430204800101123", "＊＊＊"),
            ("１３８００００１１１１", "＊＊＊"),
            ("20220105001", "20220105001"),
            ("202201050000000001", "202201050000000001"),
            ("2022-001号，共 12345678 元", "2022-001号，共 12345678 元"),
            ("", ""),
        ] {
            assert_eq!(numbers(text), expected);
        }
    }
}

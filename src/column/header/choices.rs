//! 选项: choices that head a column each and stand below no heading of their own.
//!
//! In: the columns of a header and the rows below. Out: the headings with that of a field above its choices, where the
//! rows show that they are ticked.

use super::super::{Field, Kind, aside, content, field, has_own};
use super::path::Headed;
use crate::book::{Cell, Row};
use crate::text::yes_no;

/// The fields of a kind of ledger whose choices may stand without a heading above them, and that heading.
fn choosable(kind: Kind) -> &'static [(Field, &'static str)] {
    match kind {
        Kind::Applications => &[(Field::Class, "申请人类型"), (Field::Result, "办理结果")],
        Kind::Publications => &[],
        Kind::Disputes => &[(Field::Verdict, "结果")],
    }
}

/// The headings of a header with that of a field above its choices, where the field has no column, several headings are
/// words of it, and each of the rows below has a mark under one of them at most; none where it is not so.
pub(super) fn headed(
    kind: Kind,
    paths: &[(u16, Vec<String>)],
    columns: &[Headed],
    below: &[Row],
) -> Option<Vec<(u16, Vec<String>)>> {
    let has = |field: Field| {
        let mut fields = columns.iter().filter_map(|(.., named)| *named);
        fields.any(|named| named.field == field)
    };
    let missing = choosable(kind).iter().filter(|(field, _)| !has(*field));
    let mut headed: Option<Vec<(u16, Vec<String>)>> = None;
    for (field, heading) in missing {
        let choices = choices_of(kind, *field, columns);
        if choices.len() < 2 || !are_ticked((kind, *field), &choices, below) {
            continue;
        }
        let paths = headed.get_or_insert_with(|| paths.to_vec());
        for (column, path) in paths {
            if choices.iter().any(|(at, _)| at == column) {
                path.insert(0, (*heading).to_owned());
            }
        }
    }
    headed
}

/// The columns that a field's words head, and those words.
fn choices_of(kind: Kind, field: Field, columns: &[Headed]) -> Vec<(u16, &str)> {
    // 法人或其他组织 heads a field of its own, and choices of the applicant beside 自然人
    let free = |named: Option<field::Named>| {
        named.is_none_or(|named| field == Field::Class && named.field == Field::BodyKind)
    };
    let mut choices: Vec<(u16, &str)> = Vec::new();
    for (column, word, _) in columns.iter().filter(|(.., named)| free(*named)) {
        let beside = choices.last().is_some_and(|(last, _)| last + 1 == *column);
        if content::heads_choice(kind, field, word) || beside && content::heads_rest(word) {
            choices.push((*column, word));
        }
    }
    choices
}

/// Whether records have marks below some words, or a word of the field instead of one, and nothing else; each one at
/// most.
fn are_ticked((kind, field): (Kind, Field), choices: &[(u16, &str)], rows: &[Row]) -> bool {
    /// Cells of a record, at least: a footer has fewer.
    const LEAST: usize = 3;
    let mut ticked = false;
    for row in rows {
        let own: Vec<&Cell> = row.cells.iter().filter(|cell| has_own(cell)).collect();
        let word = |cell: &Cell| choices.iter().find(|(at, _)| *at == cell.column);
        // the header again, as at a page break
        let again = |cell: &&&Cell| word(cell).is_some_and(|(_, word)| cell.value.text() == *word);
        if own.len() < LEAST
            || own.iter().any(|cell| aside::is_total_cell(cell))
            || own.iter().filter(again).count() >= 2
        {
            continue;
        }
        let mut marks = 0;
        for cell in own.into_iter().filter(|cell| word(cell).is_some()) {
            let text = cell.value.text();
            match yes_no(&text) {
                Some(yes) => marks += usize::from(yes),
                None if content::is_word_of(kind, field, &text) => marks += 1,
                None => return false,
            }
        }
        if marks > 1 {
            return false;
        }
        ticked |= marks == 1;
    }
    ticked
}

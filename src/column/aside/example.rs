//! 示例: rows that show how to fill in a table.

use super::super::brief::telling;
use super::super::{Field, Table};
use crate::book::Cell;

/// 「示例」, 「（示例）2022-000」, 「例：2022-001」: what begins so says that it is an example.
pub(super) fn is_example(first: &str) -> bool {
    const WORDS: [&str; 7] = ["填写示例", "示例", "样例", "范例", "举例", "例如", "例"];
    let bare = first.trim_start_matches('(');
    let ends = |c: char| c.is_ascii_digit() || matches!(c, ')' | ':' | ',' | '-' | '.');
    WORDS.iter().any(|word| {
        let after = bare.strip_prefix(word);
        after.is_some_and(|after| after.is_empty() || after.starts_with(ends))
    })
}

/// 「此行为示例，请勿删除」
pub(super) fn says_example(key: &str) -> bool {
    const SAY: [&str; 8] = [
        "此行为示例",
        "本行为示例",
        "此行是示例",
        "此条为示例",
        "本条为示例",
        "仅为示例",
        "此行为样例",
        "示例行",
    ];
    key.contains('例') && SAY.iter().any(|word| key.contains(word))
}

/// Whether a cell says that its row is an example: as a number, as a remark.
pub(super) fn makes_example(table: &Table, cell: &Cell) -> bool {
    let Some(key) = telling(cell).filter(|key| key.contains('例')) else {
        return false;
    };
    match table.field_of(cell.column) {
        Some(Field::Number | Field::DocumentNumber | Field::CaseNumber) => is_example(&key),
        Some(_) => says_example(&key),
        None => {
            says_example(&key)
                || matches!(key.trim_matches(['(', ')']), "示例" | "样例" | "填写示例")
        }
    }
}

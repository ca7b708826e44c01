//! 填写要求: rows below a header that say how its columns are to be filled: names of them in a system, their types, whether
//! they must be filled, what may be chosen.
//!
//! In: a table and a row. Out: whether the row is a part of the header.

use super::super::{Table, has_own};
use crate::book::{Cell, Row, Value};
use crate::text::squeeze;

/// Rows below a header in which it may go on in words that a record may hold as well.
const NEAR: u32 = 4;

/// Whether a cell is a part of the header of a template wherever it stands: 「XK_WSH」, a name of a column in a system, or
/// 「必填项」.
pub(super) fn tells_how_to_fill(cell: &Cell) -> bool {
    let Value::Text(written) = &cell.value else {
        return false;
    };
    let text = written.trim();
    let named = |c: char| c.is_ascii_alphabetic() || c == '_';
    let code = text.contains('_') && text.chars().all(named);
    code || ["必填", "选填", "非必填"]
        .iter()
        .any(|word| text.starts_with(word))
}

/// Whether a row stands so near below the header of a table that it may say in plain words how to fill it.
pub(in crate::column) fn may_prescribe(table: &Table, row: &Row) -> bool {
    row.number <= table.last_header_row.saturating_add(NEAR)
}

/// Whether a row does: most columns have a name in a system, a type, a format, 是 or 否 of being required, and no cell
/// holds anything else.
pub(super) fn prescribes(table: &Table, row: &Row) -> bool {
    let own = || row.cells.iter().filter(|cell| has_own(cell));
    may_prescribe(table, row)
        && own().nth(1).is_some()
        && own().all(|cell| tells_how_to_fill(cell) || is_prescription(cell))
        && own().count() * 10 >= table.headings.len() * 6
}

/// Whether a cell holds a name of a column, a type, a format, 是 or 否.
fn is_prescription(cell: &Cell) -> bool {
    const LONGEST: usize = 200;
    match &cell.value {
        Value::Text(written) if written.len() <= LONGEST => {
            let text = written.trim();
            is_code(text)
                || is_type(text)
                || is_hint(text)
                || matches!(text, "是" | "否" | "√" | "×")
        }
        _ => false,
    }
}

/// `xkWsh`, `BZ`, `docNo`, `name2`: letters, and a number of one or two digits behind them.
fn is_code(text: &str) -> bool {
    let letters = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let named = |c: char| c.is_ascii_alphabetic() || c == '_';
    letters.len() >= 2 && text.len() <= letters.len() + 2 && letters.chars().all(named)
}

/// `文本`, `字符型(100)`, `VARCHAR2(200)`, `DATE`
fn is_type(text: &str) -> bool {
    const TYPES: [&str; 24] = [
        "文本",
        "文本型",
        "长文本",
        "字符",
        "字符型",
        "字符串",
        "字符串型",
        "日期",
        "日期型",
        "日期时间",
        "时间",
        "时间型",
        "数字",
        "数字型",
        "数值",
        "数值型",
        "整数",
        "整型",
        "整数型",
        "浮点型",
        "枚举",
        "枚举型",
        "字典",
        "布尔型",
    ];
    let key = squeeze(text);
    let (name, size) = key.split_once('(').unwrap_or((&key, ")"));
    let sized = size
        .strip_suffix(')')
        .is_some_and(|size| size.chars().all(|c| c.is_ascii_digit() || c == ','));
    sized && (TYPES.contains(&name) || is_code(name))
}

/// 「下拉选择：…」, 「格式：yyyy-MM-dd」
fn is_hint(text: &str) -> bool {
    const BEGINS: [&str; 10] = [
        "下拉",
        "格式",
        "请选择",
        "请填写",
        "请输入",
        "请按",
        "单选",
        "多选",
        "可选",
        "不超过",
    ];
    BEGINS.iter().any(|word| text.starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_types_are_told_from_what_a_record_holds() {
        for text in ["xkWsh", "BZ", "docNo", "XK_WSH", "name1"] {
            assert!(is_code(text), "{text}");
        }
        for text in ["A", "A1", "PN2022001", "12", "甲", "a b"] {
            assert!(!is_code(text), "{text}");
        }
        for text in [
            "文本",
            "字符型(100)",
            "字符型（100）",
            "VARCHAR2(200)",
            "NUMBER(10,2)",
            "DATE",
        ] {
            assert!(is_type(text), "{text}");
        }
        for text in ["甲公司", "许(2022)1号", "罚(12)号"] {
            assert!(!is_type(text), "{text}");
        }
    }
}

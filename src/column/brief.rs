//! 短文: what is short enough to make a row something else than a record, numbers of columns, parts of a year.

use std::borrow::Cow;

use super::squeezed;
use crate::book::{Cell, Value};
use crate::text;

/// Bytes of a text that may make its row something else than a record, at most.
pub(super) const TELLING: usize = 72;

/// The squeezed form of a cell that is so short.
pub(super) fn telling(cell: &Cell) -> Option<Cow<'_, str>> {
    match &cell.value {
        Value::Text(written) if written.len() <= TELLING => squeezed(cell),
        _ => None,
    }
}

/// Whether a text may be the number of a column: 1, (2), 3栏, 甲.
pub(super) fn is_numeral(text: &str) -> bool {
    const LONGEST: usize = 12;
    text.len() <= LONGEST && numeral(&text::key(text)).is_some()
}

/// The number of a column; none within for one of the ten stems or a letter.
#[allow(clippy::option_option)]
pub(super) fn numeral(key: &str) -> Option<Option<u32>> {
    let key = key.trim_matches(|c| matches!(c, '(' | ')' | '栏' | '次' | '.'));
    let mut chars = key.chars();
    match (chars.next(), chars.next()) {
        (Some(circled @ '①'..='⑳'), None) => Some(Some(circled as u32 - '①' as u32 + 1)),
        (Some(letter), None) if letter.is_ascii_lowercase() => Some(None),
        (Some(stem), None) if "甲乙丙丁戊己庚辛壬癸".contains(stem) => Some(None),
        (Some(digit), _) if digit.is_ascii_digit() => key.parse().ok().map(Some),
        _ => None,
    }
}

/// 「3月份」, 「第一季度」, 「2022年上半年」: a part of a year and nothing else.
pub(super) fn is_span(key: &str) -> bool {
    let ends = ["月", "月份", "季度", "半年", "年", "年度"];
    ends.iter().any(|end| key.ends_with(end))
        && key.chars().count() >= 2
        && key.chars().all(|c| {
            c.is_ascii_digit() || "一二三四五六七八九十第上下前半全年度月份季本-~至".contains(c)
        })
}

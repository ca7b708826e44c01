//! 其中: rows of a part of what the row above counts.

use super::super::brief::telling;
use crate::book::Cell;

/// What the form counts besides applications, as labels name it in short.
pub(in crate::column) const COUNTED: [&str; 8] = [
    "许可",
    "处罚",
    "强制",
    "收费",
    "规范性文件",
    "规章",
    "复议",
    "诉讼",
];

/// 「其中：新办」; what names one of the kinds that are counted is no part of one.
pub(super) fn is_part(first: &str) -> bool {
    first.strip_prefix("其中").is_some_and(|after| {
        let marked = after.is_empty() || after.starts_with([':', ',', '(', '、']);
        marked && !COUNTED.iter().any(|kind| after.contains(kind))
    })
}

/// Whether the 类别 of a row names a part of what the row above it counts: 「其中：行政许可」 below 「行政许可」.
pub(in crate::column) fn is_part_of(cell: &Cell, above: &str) -> bool {
    let Some(key) = telling(cell) else {
        return false;
    };
    let kind = |text: &str| COUNTED.iter().position(|kind| text.contains(kind));
    let part = key.trim_start_matches('(').strip_prefix("其中");
    part.is_some_and(|part| kind(part).is_some() && kind(part) == kind(above))
}

pub(super) fn begins_part(cell: &Cell) -> bool {
    telling(cell).is_some_and(|key| is_part(&key))
}

/// Whether a cell begins with 其中, whatever is named behind it: whether that is a part is told by the row above.
pub(super) fn may_begin_part(cell: &Cell) -> bool {
    telling(cell).is_some_and(|key| key.trim_start_matches('(').starts_with("其中"))
}

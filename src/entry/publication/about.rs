//! 关于: tables whose names say that they are about documents or decisions and list none: 规范性文件解读登记,
//! 行政处罚罚款缴纳台账.
//!
//! In: the names of a table, the most specific first. Out: the name that says so.

use super::super::words::{BUILT_IN, apart_from_brackets};
use crate::column::{Field, Table};
use crate::text::squeeze;

/// The kinds by which names tell of documents and decisions.
const KINDS: [&str; 8] = [
    "规范性文件",
    "规章",
    "行政许可",
    "行政处罚",
    "行政强制",
    "许可决定",
    "处罚决定",
    "强制措施",
];

/// The name that says it, up to the first that names what is listed; none where the columns tell of numbers or
/// decisions.
pub(super) fn name<'t>(table: &'t Table, names_kind: &dyn Fn(&str) -> bool) -> Option<&'t str> {
    if table.has(Field::DocumentNumber) || table.has(Field::Decided) {
        return None;
    }
    for name in table.names.iter() {
        if is_about(name) {
            return Some(name);
        }
        if names_kind(name) {
            return None;
        }
    }
    None
}

/// Whether a name is that of a table about documents or decisions, which it may name before that or not at all.
fn is_about(name: &str) -> bool {
    let words = &BUILT_IN.table;
    let (plain, _) = apart_from_brackets(&squeeze(name));
    let has = |text: &str, words: &[String]| words.iter().any(|word| text.contains(word.as_str()));
    let ends = KINDS.iter();
    let ends = ends.filter_map(|kind| Some(plain.rfind(kind)? + kind.len()));
    match ends.max() {
        Some(end) => has(&plain[end..], &words.about) && !has(&plain[end..], &words.both),
        None => words.about.iter().any(|word| bare(&plain) == word),
    }
}

/// A name without its year and what any list is called.
fn bare(plain: &str) -> &str {
    const ENDS: [&str; 6] = ["台账", "目录", "列表", "登记", "统计", "公告"];
    let when = |c: char| c.is_ascii_digit() || "年度第一二三四季月".contains(c);
    let plain = plain.trim_start_matches(when);
    let plain = plain.strip_prefix("政策").unwrap_or(plain);
    let end = ENDS.iter().find_map(|end| plain.strip_suffix(end));
    end.unwrap_or(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_about_what_it_names_only_where_it_lists_none() {
        for (name, about) in [
            ("2024年规范性文件意见征集公告", true),
            ("规范性文件解读登记", true),
            ("2024年行政处罚罚款缴纳台账", true),
            ("行政许可不予受理台账", true),
            ("政策解读", true),
            ("2024年解读", true),
            ("规范性文件及政策解读情况", false),
            ("规范性文件目录（含解读）", false),
            ("规范性文件制定发布解读一览表", false),
            ("12345投诉举报中心行政处罚台账", false),
            ("培训中心", false),
            ("行政处罚台账", false),
        ] {
            assert_eq!(is_about(name), about, "{name}");
        }
    }
}

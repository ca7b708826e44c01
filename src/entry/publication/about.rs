//! 关于: tables whose names say that they are about documents or decisions and list none: 规范性文件解读登记,
//! 行政处罚罚款缴纳台账.
//!
//! In: the names of a table, the most specific first, and its columns: one of numbers or of days of decision tells the
//! decisions themselves. Out: the name that says so.

use super::super::Category;
use super::super::words::{BUILT_IN, apart_from_brackets};
use crate::column::{Field, Names, Table};
use crate::text::squeeze;

/// Documents, as names tell of them.
const DOCUMENTS: [&str; 2] = ["规范性文件", "规章"];

/// Decisions.
const DECISIONS: [&str; 6] = [
    "行政许可",
    "行政处罚",
    "行政强制",
    "许可决定",
    "处罚决定",
    "强制措施",
];

/// The name that says it of what is named of a category, up to the first that names what is listed.
pub(super) fn name<'t>(
    (names, category): (&'t Names, Category),
    names_kind: &dyn Fn(&str) -> bool,
) -> Option<&'t str> {
    for name in names.iter() {
        if is_about(name, category) {
            return Some(name);
        }
        if names_kind(name) {
            return None;
        }
    }
    None
}

/// Whether a table is by its name one of what was published of decisions, 行政处罚信息公开台账, and no column tells the
/// decisions themselves.
pub(in crate::entry) fn publishes(table: &Table) -> bool {
    let shows = |name: &str| {
        let (plain, _) = apart_from_brackets(&squeeze(name));
        let behind = behind(&plain, &DECISIONS).unwrap_or_default();
        behind.contains("公开") || behind.contains("公示")
    };
    !tells_decisions(table) && table.names.iter().any(shows)
}

/// Whether columns tell documents or decisions one from another, or when each was made.
pub(super) fn tells_decisions(table: &Table) -> bool {
    table.has(Field::DocumentNumber) || table.has(Field::Decided)
}

/// What stands behind the last of some kinds in a name.
fn behind<'n>(plain: &'n str, kinds: &[&str]) -> Option<&'n str> {
    let ends = kinds.iter();
    let ends = ends.filter_map(|kind| Some(plain.rfind(kind)? + kind.len()));
    Some(&plain[ends.max()?..])
}

/// Whether a name is that of a table about documents or decisions, which it may name before that or not at all.
fn is_about(name: &str, category: Category) -> bool {
    let words = &BUILT_IN.table;
    let (kinds, about): (&[&str], _) = match category {
        Category::Document(_) => (&DOCUMENTS, &words.documents),
        Category::Decision(_) => (&DECISIONS, &words.decisions),
        Category::Fee | Category::Other => return false,
    };
    let (plain, _) = apart_from_brackets(&squeeze(name));
    let has = |text: &str, words: &[String]| words.iter().any(|word| text.contains(word.as_str()));
    match behind(&plain, kinds) {
        Some(behind) => has(behind, about) && !has(behind, &words.both),
        None => about.iter().any(|word| bare(&plain) == word),
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
    use super::super::super::{Decision, Document};
    use super::*;

    #[test]
    fn a_name_is_about_what_it_names_only_where_it_lists_none() {
        let (documents, decisions) = (
            Category::Document(Document::NormativeDocument),
            Category::Decision(Decision::Licence),
        );
        for (name, category, about) in [
            ("2024年规范性文件意见征集公告", documents, true),
            ("规范性文件解读登记", documents, true),
            ("政策解读", documents, true),
            ("2024年解读", documents, true),
            ("规范性文件及政策解读情况", documents, false),
            ("规范性文件目录（含解读）", documents, false),
            ("规范性文件制定发布解读一览表", documents, false),
            ("培训中心", documents, false),
            ("2024年行政处罚罚款缴纳台账", decisions, true),
            ("行政许可不予受理台账", decisions, true),
            ("行政许可环境影响评估审批", decisions, false),
            ("行政许可培训学校设立台账", decisions, false),
            ("12345投诉举报中心行政处罚台账", decisions, false),
            ("行政处罚台账", decisions, false),
        ] {
            assert_eq!(is_about(name, category), about, "{name}");
        }
    }
}

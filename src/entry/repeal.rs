//! 废止: what the names of a table say of all its documents, 「2022年废止的规范性文件目录」.
//!
//! In: the title next above the rows, the sheet, the titles, the file and its folders. Out: whether the documents are
//! repealed, and when, where a name says that beside the word. A name that speaks of other documents as well says
//! nothing of each of them.

use crate::column::Table;
use crate::period::{self, Period};
use crate::text::squeeze;

/// What the nearest name that speaks of repeal or of force says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Repealed<'t> {
    /// The name as written.
    pub(super) name: &'t str,
    /// When, where a name of the table tells.
    pub(super) when: Option<Period>,
}

const REPEALS: [&str; 2] = ["废止", "失效"];

/// That the documents are repealed; nothing where the nearest name that speaks of it says something else.
pub(super) fn of_names(table: &Table) -> Option<Repealed<'_>> {
    let says = |name: &&str| repeals(name).is_some();
    let name = table.names.iter().find(says)?;
    repeals(name).filter(|all| *all)?;
    let mut all = table
        .names
        .iter()
        .filter(|name| repeals(name) == Some(true));
    let when = all.find_map(|name| when(&squeeze(name)));
    Some(Repealed { name, when })
}

/// Whether a name says that all its documents are repealed; none where it speaks of nothing of the kind.
fn repeals(name: &str) -> Option<bool> {
    /// A longer text is no name.
    const LONGEST: usize = 50;
    // in force, or of several fates, or not yet repealed
    const OTHERS: [&str; 22] = [
        "有效",
        "保留",
        "现行",
        "修改",
        "修订",
        "制定",
        "制发",
        "出台",
        "新增",
        "立改废",
        "生效",
        "未废止",
        "未失效",
        "拟废止",
        "拟失效",
        "建议废止",
        "建议失效",
        "待废止",
        "含",
        "包括",
        "日期",
        "时间",
    ];
    // how to fill in the table
    const ASKS: [&str; 6] = ["请", "填写", "填报", "说明:", "注:", "须"];
    let key = squeeze(name);
    let has = |words: &[&str]| words.iter().any(|word| key.contains(word));
    if key.chars().count() > LONGEST || has(&ASKS) {
        return None;
    }
    match (has(&REPEALS), has(&OTHERS)) {
        (_, true) => Some(false),
        (true, false) => Some(true),
        (false, false) => None,
    }
}

/// 「2022年决定废止…」: the period that stands right before the word; what was repealed by some day was repealed any time.
fn when(key: &str) -> Option<Period> {
    const BETWEEN: [&str; 9] = [
        "决定", "宣布", "公布", "已经", "已", "予以", "清理", "全部", "被",
    ];
    if ["截至", "截止", "以来", "历年", "以前"]
        .iter()
        .any(|word| key.contains(word))
    {
        return None;
    }
    let ends = REPEALS.iter().filter_map(|word| key.find(word));
    let mut before = &key[..ends.min()?];
    while let Some(shorter) = BETWEEN.iter().find_map(|word| before.strip_suffix(word)) {
        before = shorter;
    }
    let told = ["年", "年度", "半年", "季度", "月", "月份"];
    let told = told.iter().any(|end| before.ends_with(end));
    let seen = period::read(before);
    let whole = seen.year.filter(|_| told)?;
    period::of([before], Some(whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_repeals_only_what_it_holds_alone() {
        for (name, all) in [
            ("废止", Some(true)),
            ("某局2022年决定废止的行政规范性文件目录", Some(true)),
            ("2022年废止失效规范性文件目录", Some(true)),
            ("规范性文件清理结果", None),
            ("继续有效", Some(false)),
            ("规范性文件制定、修改、废止情况", Some(false)),
            ("拟废止的规范性文件目录", Some(false)),
            ("规范性文件动态清单（含失效）", Some(false)),
            ("规范性文件失效日期登记表", Some(false)),
            ("注：已废止的不填", None),
        ] {
            assert_eq!(repeals(name), all, "{name}");
        }
    }

    #[test]
    fn when_is_told_beside_the_word_or_not_at_all() {
        let year = |year| Period::months(year, 1, 12);
        for (name, told) in [
            ("2022年决定废止的规范性文件目录", year(2022)),
            ("2021年度废止", year(2021)),
            ("2022年上半年废止的文件", Period::months(2022, 1, 6)),
            ("2022年清理废止的文件", year(2022)),
            ("截至2022年废止的文件", None),
            ("2022年规范性文件废止目录", None),
            ("废止的文件（2022年）", None),
            ("废止", None),
        ] {
            assert_eq!(when(&squeeze(name)), told, "{name}");
        }
    }
}

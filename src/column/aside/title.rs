//! 标题: texts that stand alone: the title of a table, of some of its rows, or a remark.

use super::super::brief::is_span;
use super::super::work::work_within;
use super::super::{Field, Kind, Table, has_own, squeezed};
use super::footer::is_footer;
use super::part::COUNTED;
use crate::book::{Cell, Row, Value};
use crate::text;

/// The texts of a row above a header that may be a title.
pub(in crate::column) fn title_texts(row: &Row) -> Vec<String> {
    row.cells
        .iter()
        .filter(|c| c.anchor.is_none())
        .filter_map(|c| match &c.value {
            Value::Text(written) if !text::is_empty(written) => Some(written.to_string()),
            _ => None,
        })
        .collect()
}

/// Whether a text above a header remarks on the table below it and is no title of it: 「注：行政许可另报」,
/// 「（不含行政强制）」, 「本季度无行政强制」, a sentence.
pub(in crate::column) fn is_remark_on_table(written: &str) -> bool {
    const REMARKS: [&str; 7] = ["注", "说明", "备注", "附注", "注释", "填表说明", "填报说明"];
    const DENIES: [&str; 8] = ["无", "没有", "未", "不含", "不包括", "不包含", "不计", "除"];
    const BETWEEN: [&str; 6] = ["行政", "任何", "发生", "作出", "办理", "实施"];
    const LONGEST: usize = 40;
    let key = text::key(written);
    let title = text::without_item_number(&key);
    let remarks = REMARKS.iter().any(|word| title.starts_with(word)) && is_footer(title);
    // what is denied behind what it names is a title still: 「一、行政许可（本季度无）」
    let work = COUNTED.iter().filter_map(|kind| title.find(kind)).min();
    let denied = work.is_some_and(|at| {
        let mut before = &title[..at];
        while let Some(rest) = BETWEEN.iter().find_map(|word| before.strip_suffix(word)) {
            before = rest;
        }
        DENIES.iter().any(|word| before.ends_with(word))
    });
    let bracketed = title.starts_with('(') && work.is_some() && title.contains(['另', '不']);
    let sentence = title.contains(['。', ';']) || title.chars().count() > LONGEST;
    remarks || bracketed || denied || sentence
}

/// The text of a row that stands alone in it and names what the rows below are about: 「二、行政强制」, 「行政强制决定」.
pub(in crate::column) fn section(table: &Table, row: &Row) -> Option<String> {
    const LONGEST: usize = 20;
    const ENDS: [&str; 12] = [
        "",
        "决定",
        "台账",
        "决定台账",
        "登记",
        "登记台账",
        "明细",
        "情况",
        "统计",
        "部分",
        "类",
        "信息",
    ];
    // a text beside what is merged from above is a record
    let continued = |cell: &Cell| cell.is_from_above(row.number);
    if !is_alone(row) || row.cells.iter().any(continued) {
        return None;
    }
    let cell = row.cells.iter().find(|cell| has_own(cell))?;
    let key = squeezed(cell)?;
    let title = text::without_item_number(&key);
    if table.kind != Kind::Publications {
        let heads = title.chars().count() <= LONGEST && heads_others(table.kind, &key, title);
        return heads.then(|| cell.value.text().into_owned());
    }
    let short = title.chars().count() <= LONGEST;
    let numbered = title.len() < key.len();
    // a record may have no more than its 类别, and a list the title of a publication
    let spread = row.cells.len() > 1;
    let heading = (numbered || spread) && short && work_within(title).is_none();
    if heading && is_of_force(table, title) {
        return Some(cell.value.text().into_owned());
    }
    let kind = work_within(title).filter(|_| short)?;
    let of_record = table.column(Field::Category) == Some(cell.column) && !spread;
    let plain = ENDS.iter().any(|end| title.strip_suffix(end) == Some(kind));
    let same = || table.names.iter().find_map(work_within) == Some(kind);
    let heads = match numbered {
        true => !of_record,
        false => plain && !of_record && !same(),
    };
    heads.then(|| cell.value.text().into_owned())
}

/// 「继续有效的文件」, 「2022年废止的」: whether documents are in force, in a table of documents.
fn is_of_force(table: &Table, title: &str) -> bool {
    let has = |text: &str, words: &[&str]| words.iter().any(|word| text.contains(word));
    let ends = [
        "文件", "目录", "部分", "类", "的", "废止", "失效", "有效", "保留", "修改",
    ];
    let fate = ["废止", "失效", "有效", "保留", "修改", "修订"];
    let of_documents = |name: &str| has(name, &["规范性文件", "规章"]);
    !title.starts_with("关于")
        && has(title, &fate)
        && ends.iter().any(|end| title.ends_with(end))
        && table.names.iter().any(of_documents)
}

/// Whether a lone text of a ledger of applications or cases, with its item number and without, names what the rows
/// below are: 「一、本年新收」, 「3月份」, 「二、行政诉讼案件」.
fn heads_others(kind: Kind, key: &str, title: &str) -> bool {
    // 「1.张三」 may be a record of which nothing else is told
    let numbered = title.len() < key.len()
        && key
            .trim_start_matches('(')
            .starts_with(|c| "一二三四五六七八九十".contains(c));
    let any = |words: &[&str]| words.iter().any(|word| title.contains(word));
    match kind {
        Kind::Applications => {
            is_span(title) || numbered && any(&["新收", "结转", "申请", "收到", "办理", "办结"])
        }
        Kind::Disputes => {
            let case = any(&["复议", "诉讼", "起诉", "应诉"]);
            let ends = ["案件", "复议", "诉讼", "应诉", "起诉", "情况", "台账"];
            case && (numbered || ends.iter().any(|end| title.ends_with(end))) || is_span(title)
        }
        Kind::Publications => false,
    }
}

/// A row with a single text of its own: the title of a next table, a remark, or a record with nothing in it.
pub(in crate::column) fn is_alone(row: &Row) -> bool {
    let mut own = row.cells.iter().filter(|c| has_own(c));
    own.next()
        .is_some_and(|c| matches!(c.value, Value::Text(_)))
        && own.next().is_none()
}

/// Whether a lone text is a remark, once it is known that no other table begins under it.
pub(in crate::column) fn is_remark(table: &Table, row: &Row) -> bool {
    let spread = row
        .cells
        .iter()
        .filter(|c| c.anchor.is_some_and(|(anchor, _)| anchor == row.number))
        .count();
    let merged_from_above = row.cells.iter().any(|c| c.is_from_above(row.number));
    let long = row
        .cells
        .iter()
        .filter_map(squeezed)
        .any(|t| t.chars().count() > 25);
    let deciding = deciding(table.kind);
    let says = row
        .cells
        .iter()
        .filter(|c| has_own(c))
        .any(|c| deciding.iter().any(|f| table.column(*f) == Some(c.column)));
    !merged_from_above
        && (spread >= 2 || long || !says && table.kind != Kind::Publications && spread > 0)
}

fn deciding(kind: Kind) -> &'static [Field] {
    match kind {
        Kind::Applications => &[Field::Received, Field::Class, Field::Result, Field::Replied],
        Kind::Publications => &[
            Field::Category,
            Field::Issued,
            Field::Decided,
            Field::Amount,
            Field::Count,
        ],
        Kind::Disputes => &[
            Field::CaseKind,
            Field::Accepted,
            Field::Concluded,
            Field::Verdict,
        ],
    }
}

//! 表尾: who filled in a table, notes on it, the unit of its amounts, and what begins like them and is a record.

use super::super::brief::telling;
use super::super::{Field, Table, cell_at, content, has_own, squeezed};
use crate::book::{Cell, Row, Value};
use crate::number::Money;
use crate::office::ends_an_office;

pub(super) const FOOTERS: &[&str] = &[
    "填表人",
    "填报人",
    "制表人",
    "制表",
    "审核人",
    "审核",
    "复核人",
    "复核",
    "负责人",
    "单位负责人",
    "统计负责人",
    "分管领导",
    "经办人",
    "联系人",
    "联系电话",
    "填表单位",
    "填报单位",
    "报送单位",
    "填表日期",
    "填报日期",
    "填表时间",
    "填报时间",
    "报送日期",
    "报送时间",
    "制表日期",
    "制表时间",
    "导出时间",
    "导出日期",
    "打印时间",
    "打印日期",
    "统计期",
    "统计时间",
    "统计周期",
    "数据来源",
    "单位",
    "大写",
    "大写金额",
    "签字",
    "盖章",
    "单位盖章",
    "(盖章)",
    "领导签字",
    "领导签名",
    "经办人签字",
    "负责人签字",
    "审核人签字",
    "签名",
    "签章",
    "公章",
    "(公章)",
    "(签章)",
    "(签字)",
    "填表说明",
    "填报说明",
    "说明",
    "注",
    "备注",
    "附注",
    "注释",
];

pub(super) fn is_footer(first: &str) -> bool {
    FOOTERS.iter().any(|word| {
        first.strip_prefix(word).is_some_and(|after| {
            after.starts_with([':', '('])
                || (after.is_empty()
                    && !matches!(*word, "单位" | "审核" | "说明" | "备注" | "复核"))
                || (matches!(*word, "注" | "说明" | "备注")
                    && after.starts_with(|c: char| c.is_ascii_digit() || c == '.'))
        })
    })
}

/// Whether the only text of a row closes a table or a page of it by its words: 「以下空白」, 「第1页 共2页」, 「领导签字：」.
pub(in crate::column) fn closes(row: &Row) -> bool {
    const LONGEST: usize = 24;
    const CLOSE: [&str; 24] = [
        "以下空白",
        "以下为空",
        "以下无正文",
        "以下无内容",
        "以下无",
        "空白",
        "此页空白",
        "完",
        "全文完",
        "完毕",
        "结束",
        "本页完",
        "end",
        "theend",
        "略",
        "下略",
        "以下略",
        "接下页",
        "转下页",
        "续下页",
        "接上页",
        "续上页",
        "续表",
        "章",
    ];
    let mut texts = row.cells.iter().filter_map(squeezed);
    let (Some(key), None) = (texts.next(), texts.next()) else {
        return false;
    };
    if key.chars().count() > LONGEST {
        return false;
    }
    let bare = key.trim_matches(|c: char| !c.is_alphanumeric());
    let printed = FOOTERS.iter().any(|word| {
        let after = bare
            .strip_prefix(word)
            .filter(|_| word.ends_with("时间") || word.ends_with("日期"));
        after.is_some_and(|after| after.starts_with(|c: char| c.is_ascii_digit()))
    });
    let signed = ["签字", "签名", "签章", "盖章", "公章"];
    // 「- 1 -」
    let dashed = key.len() > bare.len() + 1 && key.starts_with('-') && key.ends_with('-');
    let page = dashed && bare.len() <= 3 && bare.bytes().all(|b| b.is_ascii_digit());
    bare.is_empty()
        || page
        || CLOSE.contains(&bare)
        || key.ends_with(':')
        || printed
        || signed.iter().any(|word| bare.contains(word))
        || numbers_pages(bare)
}

/// 「第1页,共2页」, 「共2页」, 「page1of2」
fn numbers_pages(key: &str) -> bool {
    let of_pages =
        |c: char| c.is_ascii_digit() || "第共页码张总计:/,-_()一二三四五六七八九十百".contains(c);
    let counted = key.contains('页') && key.chars().all(of_pages);
    let english = |rest: &str| {
        rest.chars()
            .all(|c| c.is_ascii_digit() || "of/:.".contains(c))
    };
    let digits =
        |part: &str| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let of = key
        .split_once('/')
        .is_some_and(|(page, all)| digits(page) && digits(all));
    counted || of || key.strip_prefix("page").is_some_and(english) || is_page_of(key)
}

/// Whether a text tells the page of a list on a screen and nothing else: 「当前第1页」, 「10条/页」, 「前往1页」, 「第1/1页共2条
/// 记录」.
pub(super) fn is_page_of(key: &str) -> bool {
    const LEADS: [&str; 11] = [
        "第", "共", "每", "当前", "前往", "跳", "/页", "首页", "尾页", "末页", "一页",
    ];
    key.contains('页') && LEADS.iter().any(|lead| key.contains(lead)) && is_of_pages(key)
}

/// Whether a text is made of the words that stand around the pages of a list.
fn is_of_pages(key: &str) -> bool {
    const WORDS: [&str; 24] = [
        "上一页",
        "下一页",
        "首页",
        "尾页",
        "末页",
        "每页",
        "页码",
        "页",
        "当前",
        "前往",
        "跳转",
        "跳至",
        "跳到",
        "总共",
        "总计",
        "共计",
        "合计",
        "共",
        "第",
        "显示",
        "记录",
        "数据",
        "条",
        "到",
    ];
    const LONGEST: usize = 40;
    let mut rest = key;
    while let Some(first) = rest.chars().next() {
        let word = WORDS.iter().find_map(|word| rest.strip_prefix(word));
        rest = match word {
            Some(after) => after,
            None if first.is_alphabetic() => return false,
            None => &rest[first.len_utf8()..],
        };
    }
    key.chars().count() <= LONGEST
}

/// Whether the cells of a row tell the page of a list, each of them: 「第1页/共1页」 beside 「共2条记录」.
pub(super) fn turns_over(row: &Row) -> bool {
    let mut paged = false;
    let mut own = row.cells.iter().filter(|cell| has_own(cell));
    let of_pages = own.all(|cell| match &cell.value {
        Value::Number(_) => true,
        Value::Text(_) => telling(cell).is_some_and(|key| {
            paged |= is_page_of(&key);
            is_of_pages(&key)
        }),
        Value::Date(_) | Value::Bool(_) | Value::Error(_) => false,
    });
    of_pages && paged
}

/// Whether a text is the label of what stands beside it: 「填报日期」, 「监督电话：」.
pub(in crate::column) fn is_label(key: &str) -> bool {
    key.ends_with(':') || FOOTERS.contains(&key)
}

/// Whether a text ends as numbers of files do: 「(2022)3号」, 「2022-001」, 「1」.
pub(in crate::column) fn is_number(text: &str) -> bool {
    let text = text.strip_suffix('号').unwrap_or(text);
    let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
    const LONGEST: usize = 64;
    digits > 0 && text.len() <= LONGEST && !text.contains(':')
}

/// Whether a row has a date where its table has dates, several cells more, and no second footer among them.
pub(super) fn is_dated(table: &Table, row: &Row) -> bool {
    let own = || row.cells.iter().filter(|cell| has_own(cell));
    let dated = table.columns.iter().any(|(field, (column, _))| {
        let cell = cell_at(row, *column);
        content::holds_dates(*field) && cell.is_some_and(|c| content::is_date(&c.value))
    });
    let footer = |cell| squeezed(cell).is_some_and(|text| is_footer(&text) || text.ends_with(':'));
    dated && own().count() >= 3 && !own().skip(1).any(footer)
}

/// Whether a row has a day, a number and most of what its table asks for, as no footer has: a record whose first column reads like
/// one, 「单位：宏达公司」.
pub(super) fn is_full(table: &Table, row: &Row) -> bool {
    const LEAST: usize = 4;
    let asked = table.columns.len();
    let told = table.columns.values().filter(|(column, _)| {
        let cell = cell_at(row, *column);
        cell.is_some_and(has_own)
    });
    let told = told.count();
    let numbers = [Field::Number, Field::DocumentNumber, Field::CaseNumber];
    let mut numbers = numbers.iter().filter_map(|field| table.cell(row, *field));
    let numbered = numbers.any(|cell| squeezed(cell).is_some_and(|key| is_number(&key)));
    told >= LEAST && told * 3 >= asked * 2 && numbered && is_dated(table, row)
}

/// Whether a row is the office and the day that sign a table: of its two cells the first names an office where a day is
/// asked for, and the second is a day.
pub(super) fn signs(table: &Table, row: &Row) -> bool {
    let own: Vec<&Cell> = row.cells.iter().filter(|cell| has_own(cell)).collect();
    let ([office, day], true) = (own.as_slice(), table.is_sparse(own.len())) else {
        return false;
    };
    let named = squeezed(office).is_some_and(|key| {
        let ends = key.ends_with(ends_an_office) || key.ends_with("政府");
        ends && !key.contains(|c: char| c.is_ascii_digit())
    });
    let misplaced = table
        .field_of(office.column)
        .is_some_and(content::holds_dates);
    named && misplaced && content::is_date(&day.value)
}

/// 「单位：万元」 as a cell of its own.
pub(super) fn names_unit(cell: &Cell) -> bool {
    const LONGEST: usize = 14;
    telling(cell).is_some_and(|key| {
        let plain = key.trim_start_matches('(');
        let unit = ["单位:", "金额单位:", "计量单位:", "货币单位:"];
        plain.chars().count() <= LONGEST
            && unit.iter().any(|word| plain.starts_with(word))
            && Money::within(plain).is_some()
    })
}

/// A row of a few texts of which one names the unit of the amounts in the table below it.
pub(in crate::column) fn is_unit_line(row: &Row) -> bool {
    const MOST: usize = 3;
    let own = || row.cells.iter().filter(|cell| has_own(cell));
    let text = |cell: &Cell| matches!(cell.value, Value::Text(_));
    own().count() <= MOST && own().all(text) && own().any(names_unit)
}

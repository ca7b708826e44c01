//! Rows that are no records: titles, totals, footers, blank ones.

use std::borrow::Cow;

use super::brief::{TELLING, is_numeral, is_span, numeral, telling};
use super::work::work_within;
use super::{Field, Kind, Table, cell_at, content, has_own, is_of_serials, nil, squeezed};
use crate::book::{Cell, Row, Value};
use crate::number::{self, Money};
use crate::text;

/// Why a row is no record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// 标题行: above the header.
    Title,
    /// 表头
    Header,
    /// 重复表头, as at a page break.
    RepeatedHeader,
    /// 栏次行: 1, 2, 3 or 甲, 乙, 丙 under the header.
    ColumnNumbers,
    /// 空行: nothing but a running number, spaces or dashes.
    Blank,
    /// 合计行
    Total,
    /// 表尾说明: 填表人, 注 …
    Footer,
    /// 示例行
    Example,
    /// 零报告: a row that says that there was nothing, or stands for none.
    Nil,
    /// 其中行: a part of what the row above counts.
    Part,
    /// 合并单元格的续行: a record that stretches over several rows.
    Continued,
    /// 隐藏工作表
    HiddenSheet,
    /// 非台账
    NoLedger,
}

impl Why {
    /// The words people read, also the reason in the public JSON.
    pub fn word(self) -> &'static str {
        match self {
            Why::Title => "标题行",
            Why::Header => "表头",
            Why::RepeatedHeader => "重复表头",
            Why::ColumnNumbers => "栏次行",
            Why::Blank => "空行",
            Why::Total => "合计行",
            Why::Footer => "表尾说明",
            Why::Example => "示例行",
            Why::Nil => "零报告",
            Why::Part => "其中行",
            Why::Continued => "合并单元格续行",
            Why::HiddenSheet => "隐藏工作表",
            Why::NoLedger => "非台账",
        }
    }
}

const TOTALS: &[&str] = &[
    "合计",
    "总计",
    "小计",
    "共计",
    "累计",
    "总和",
    "合计数",
    "总计数",
];

/// Words for a total that are one only where a row begins with them and nothing else stands in their cell.
const BARE_TOTALS: &[&str] = &["计", "总数", "总件数"];

const FOOTERS: &[&str] = &[
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
    "签字",
    "盖章",
    "单位盖章",
    "(盖章)",
    "填表说明",
    "填报说明",
    "说明",
    "注",
    "备注",
    "附注",
    "注释",
];

/// Why a row below a header is no record; none when it is one (or a lone text).
pub(super) fn why(table: &Table, row: &Row) -> Option<Why> {
    let own = || row.cells.iter().filter(|cell| has_own(cell));
    let Some(first) = own().next().and_then(squeezed) else {
        let repeats_above = row
            .cells
            .iter()
            .any(|c| c.anchor.is_some_and(|(anchor, _)| anchor < row.number));
        return Some(if repeats_above {
            Why::Continued
        } else {
            Why::Blank
        });
    };
    if names_another(table, row) {
        return Some(Why::Continued);
    }
    if own().nth(1).is_some() && own().all(tells_how_to_fill) {
        return Some(Why::Header);
    }
    let first = &*first;
    // what stands to the right of all headings is about something else
    let within = || own().filter(|cell| !is_beyond(table, cell));
    let record = || Told::of(table, row).are_of_record();
    if is_total(first) || within().any(is_total_cell) && !record() {
        return Some(Why::Total);
    }
    // 「注〔2022〕1号」 is a number that begins like a footer
    let numbered = || is_number(first) && is_dated(table, row);
    if begins_total(first, &|| own().count()) && !numbered() {
        return Some(Why::Total);
    }
    if is_footer(first) && !numbered() || is_unit_line(row) {
        return Some(Why::Footer);
    }
    if is_example(first) || own().any(|cell| makes_example(table, cell)) {
        return Some(Why::Example);
    }
    if within().any(begins_part) && !record() {
        return Some(Why::Part);
    }
    if nil::is_nil(table, row) {
        return Some(Why::Nil);
    }
    if is_numeral(first) && are_column_numbers(&own().filter_map(squeezed).collect::<Vec<_>>()) {
        return Some(Why::ColumnNumbers);
    }
    let says_something = table.columns.values().any(|(column, _)| {
        cell_at(row, *column).is_some_and(|c| match &c.value {
            Value::Text(written) => !text::is_empty(written),
            _ => true,
        })
    });
    (!says_something).then_some(Why::Blank)
}

/// Whether a cell stands to the right of all headings of its table.
pub(super) fn is_beyond(table: &Table, cell: &Cell) -> bool {
    let last = table.headings.last();
    last.is_some_and(|(last, _)| cell.column > *last)
}

/// What a row that says 合计 or 其中 tells besides, as a record would.
#[derive(Debug, Default)]
struct Told {
    /// A number of its own, which is not its place in the list.
    numbered: bool,
    /// Days, classes, results: what no total has.
    facts: usize,
    /// A number in the column of 数量 or 金额, as a total has.
    sums: bool,
}

impl Told {
    fn of(table: &Table, row: &Row) -> Self {
        let mut told = Told::default();
        for (field, (column, _)) in table.columns.iter() {
            let cell = cell_at(row, *column).filter(|cell| has_own(cell));
            let Some(key) = cell.and_then(squeezed) else {
                continue;
            };
            match field {
                Field::Number | Field::DocumentNumber | Field::CaseNumber => {
                    told.numbered |= is_number_of_its_own(&key);
                }
                Field::Count | Field::Amount => told.sums |= number::parse(&key).is_some(),
                Field::Class | Field::BodyKind | Field::Result | Field::CaseKind => {
                    told.facts += usize::from(content::is_word_of(table.kind, *field, &key));
                }
                _ if content::holds_dates(*field) => {
                    let day = cell.is_some_and(|cell| content::is_date(&cell.value));
                    told.facts += usize::from(day && !is_span(&key));
                }
                _ => {}
            }
        }
        told
    }

    /// Whether they leave no doubt that the row is a record.
    fn are_of_record(&self) -> bool {
        self.numbered || self.facts >= 3 || self.facts == 2 && !self.sums
    }
}

/// Whether a row that was left out as a total may be a record: one that begins with the word for it tells more than a
/// day.
pub(super) fn may_be_record(table: &Table, row: &Row) -> bool {
    let first = row.cells.iter().find(|cell| has_own(cell));
    let told = Told::of(table, row);
    match first.is_some_and(is_total_cell) {
        true => told.are_of_record(),
        false => told.facts > 0,
    }
}

/// Whether a text is the number of an application, a document or a case, and no quantity.
fn is_number_of_its_own(key: &str) -> bool {
    const SHORTEST: usize = 6;
    let digits = key.bytes().all(|b| b.is_ascii_digit());
    key.len() >= SHORTEST && is_number(key) && (digits || number::parse(key).is_none())
}

/// Whether a cell is a part of the header of a template: 「XK_WSH」, a name of a column in a system, or 「必填项」.
fn tells_how_to_fill(cell: &Cell) -> bool {
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

/// Whether a row goes on with the application above it and names but another applicant: all that tells the
/// application is merged down from above, its running number too.
fn names_another(table: &Table, row: &Row) -> bool {
    if table.kind != Kind::Applications || row.cells.iter().all(|cell| cell.anchor.is_none()) {
        return false;
    }
    let above = |column: u16| {
        let mut cells = row.cells.iter().filter(|cell| cell.column == column);
        cells.any(|cell| cell.anchor.is_some_and(|(anchor, _)| anchor < row.number))
    };
    let person = |column: u16| {
        let mut columns = table.columns.iter();
        columns.any(|(field, (at, _))| {
            *at == column && matches!(field, Field::Applicant | Field::Private)
        })
    };
    let mut headings = table.headings.iter();
    let numbered = headings.any(|(at, heading)| {
        above(*at) && (is_of_serials(heading) || table.column(Field::Number) == Some(*at))
    });
    let mut own = row.cells.iter().filter(|cell| has_own(cell));
    numbered
        && table.column(Field::Received).is_some_and(above)
        && own.all(|cell| person(cell.column))
}

/// Whether a cell may hold a word for a total: all of them have one of two characters.
fn may_be_total(cell: &Cell) -> bool {
    const LONGEST: usize = 32;
    match &cell.value {
        Value::Text(written) => {
            let number = written.starts_with(|c: char| c.is_ascii_digit());
            let short = written.len() <= LONGEST && !number;
            short && sums(written)
        }
        Value::Number(_) | Value::Date(_) | Value::Bool(_) | Value::Error(_) => false,
    }
}

/// Whether a text has a character that all words for totals have.
fn sums(written: &str) -> bool {
    written.contains(['计', '和', '总'])
}

/// Whether a cell may make its row something else than a record wherever it stands: a total, 零报告, the unit of
/// a table below.
pub(super) fn may_alter(cell: &Cell) -> bool {
    match &cell.value {
        Value::Number(number) => *number == 0.0,
        Value::Text(written) => {
            // what all words for it have one of
            let tells = |c: char| {
                matches!(
                    c,
                    '计' | '和' | '总' | '无' | '没' | '未' | '零' | '位' | '其' | '填' | '例'
                )
            };
            if written.len() > TELLING {
                return tells_how_to_fill(cell);
            }
            if written.is_ascii() {
                return nil::is_zero(written) || tells_how_to_fill(cell);
            }
            written.chars().any(tells)
                && (is_total_cell(cell)
                    || nil::says_nothing(cell)
                    || names_unit(cell)
                    || tells_how_to_fill(cell)
                    || may_begin_part(cell)
                    || telling(cell).is_some_and(|key| is_example(&key) || says_example(&key)))
                || nil::is_zero(written)
        }
        Value::Date(_) | Value::Bool(_) | Value::Error(_) => false,
    }
}

/// 「单位：万元」 as a cell of its own.
fn names_unit(cell: &Cell) -> bool {
    const LONGEST: usize = 14;
    telling(cell).is_some_and(|key| {
        let plain = key.trim_start_matches('(');
        let unit = ["单位:", "金额单位:", "计量单位:", "货币单位:"];
        plain.chars().count() <= LONGEST
            && unit.iter().any(|word| plain.starts_with(word))
            && Money::within(plain).is_some()
    })
}

fn begins_part(cell: &Cell) -> bool {
    telling(cell).is_some_and(|key| is_part(&key))
}

/// The same of whatever is named: whether it is a part is told by the row above.
fn may_begin_part(cell: &Cell) -> bool {
    telling(cell).is_some_and(|key| key.trim_start_matches('(').starts_with("其中"))
}

/// Whether the 类别 of a row names a part of what the row above it counts: 「其中：行政许可」 below 「行政许可」.
pub(super) fn is_part_of(cell: &Cell, above: &str) -> bool {
    let Some(key) = telling(cell) else {
        return false;
    };
    let kind = |text: &str| COUNTED.iter().position(|kind| text.contains(kind));
    let part = key.trim_start_matches('(').strip_prefix("其中");
    part.is_some_and(|part| kind(part).is_some() && kind(part) == kind(above))
}

/// What the form counts besides applications, as labels name it in short.
pub(super) const COUNTED: [&str; 8] = [
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
fn is_part(first: &str) -> bool {
    first.strip_prefix("其中").is_some_and(|after| {
        let marked = after.is_empty() || after.starts_with([':', ',', '(', '、']);
        marked && !COUNTED.iter().any(|kind| after.contains(kind))
    })
}

/// A row of a few texts of which one names the unit of the amounts in the table below it.
pub(super) fn is_unit_line(row: &Row) -> bool {
    const MOST: usize = 3;
    let own = || row.cells.iter().filter(|cell| has_own(cell));
    let text = |cell: &Cell| matches!(cell.value, Value::Text(_));
    own().count() <= MOST && own().all(text) && own().any(names_unit)
}

fn bare_total(text: &str) -> &str {
    text.trim_matches(|c| matches!(c, ':' | '(' | ')' | '-' | '.'))
}

fn is_total(text: &str) -> bool {
    TOTALS.contains(&bare_total(text))
}

/// 「合计：12」, 「共12件」, 「本季度合计」: the first cell of a row of so many.
fn begins_total(first: &str, own: &dyn Fn() -> usize) -> bool {
    if !first.starts_with('共') && !first.contains(['计', '和', '总']) {
        return false;
    }
    let counts =
        |after: &str| after.starts_with(|c: char| c == ':' || c == '(' || c.is_ascii_digit());
    let prefixed = |total: &&str| {
        let after = first.strip_prefix(*total);
        let after = after.or_else(|| first.strip_prefix('共').filter(|_| own() <= 2));
        after.is_some_and(counts)
    };
    TOTALS.iter().any(prefixed)
        || BARE_TOTALS.contains(&bare_total(first))
        || first.chars().count() <= 8 && TOTALS.iter().any(|total| first.ends_with(total))
}

/// 「示例」, 「（示例）2022-000」, 「例：2022-001」: what begins so says that it is an example.
fn is_example(first: &str) -> bool {
    const WORDS: [&str; 7] = ["填写示例", "示例", "样例", "范例", "举例", "例如", "例"];
    let bare = first.trim_start_matches('(');
    let ends = |c: char| c.is_ascii_digit() || matches!(c, ')' | ':' | ',' | '-' | '.');
    WORDS.iter().any(|word| {
        let after = bare.strip_prefix(word);
        after.is_some_and(|after| after.is_empty() || after.starts_with(ends))
    })
}

/// 「此行为示例，请勿删除」
fn says_example(key: &str) -> bool {
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
fn makes_example(table: &Table, cell: &Cell) -> bool {
    let Some(key) = telling(cell).filter(|key| key.contains('例')) else {
        return false;
    };
    let mut columns = table.columns.iter();
    let field = columns.find_map(|(field, (at, _))| (*at == cell.column).then_some(*field));
    match field {
        Some(Field::Number | Field::DocumentNumber | Field::CaseNumber) => is_example(&key),
        Some(_) => says_example(&key),
        None => {
            says_example(&key)
                || matches!(key.trim_matches(['(', ')']), "示例" | "样例" | "填写示例")
        }
    }
}

/// Whether a row that begins with a text may be a total, a footer or an example, whatever follows.
pub(super) fn may_begin_other(written: &str) -> bool {
    let beginning = written.trim_start().chars().next().map(text::half_width);
    let plain = beginning.is_some_and(|c| {
        // what the words for them begin with
        let word = matches!(
            c,
            '填' | '制'
                | '审'
                | '复'
                | '负'
                | '单'
                | '统'
                | '分'
                | '经'
                | '联'
                | '报'
                | '导'
                | '打'
                | '数'
                | '签'
                | '盖'
                | '说'
                | '注'
                | '备'
                | '附'
                | '示'
                | '样'
                | '范'
                | '例'
                | '举'
                | '共'
                | '其'
        );
        matches!(c, '\u{4e00}'..='\u{9fff}' | '0'..='9') && !word
    });
    if plain && !sums(written) {
        return false;
    }
    let first = &*text::key(written);
    begins_total(first, &|| 0) || is_footer(first) || is_example(first) || is_part(first)
}

/// Whether a cell makes its row a total.
pub(super) fn is_total_cell(cell: &Cell) -> bool {
    may_be_total(cell) && squeezed(cell).is_some_and(|text| is_total(&text))
}

/// Whether a text ends as numbers of files do: 「(2022)3号」, 「2022-001」, 「1」.
fn is_number(text: &str) -> bool {
    let text = text.strip_suffix('号').unwrap_or(text);
    let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
    const LONGEST: usize = 64;
    digits > 0 && text.len() <= LONGEST && !text.contains(':')
}

/// Whether a row has a date where its table has dates, several cells more, and no second footer among them.
fn is_dated(table: &Table, row: &Row) -> bool {
    let own = || row.cells.iter().filter(|cell| has_own(cell));
    let dated = table.columns.iter().any(|(field, (column, _))| {
        let cell = cell_at(row, *column);
        content::holds_dates(*field) && cell.is_some_and(|c| content::is_date(&c.value))
    });
    let footer = |cell| squeezed(cell).is_some_and(|text| is_footer(&text) || text.ends_with(':'));
    dated && own().count() >= 3 && !own().skip(1).any(footer)
}

fn is_footer(first: &str) -> bool {
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

fn are_column_numbers(own: &[Cow<'_, str>]) -> bool {
    if own.len() < 3 {
        return false;
    }
    let mut last = 0u32;
    own.iter().all(|key| match numeral(key) {
        Some(Some(number)) if number == last + 1 || (last == 0 && number <= 1) => {
            last = number;
            true
        }
        Some(number) => number.is_none(),
        None => false,
    })
}

/// The texts of a row above a header that may be a title.
pub(super) fn title_texts(row: &Row) -> Vec<String> {
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
pub(super) fn is_remark_on_table(written: &str) -> bool {
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
pub(super) fn section(table: &Table, row: &Row) -> Option<String> {
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
    let continued = |cell: &Cell| cell.anchor.is_some_and(|(above, _)| above < row.number);
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
pub(super) fn is_alone(row: &Row) -> bool {
    let mut own = row.cells.iter().filter(|c| has_own(c));
    own.next()
        .is_some_and(|c| matches!(c.value, Value::Text(_)))
        && own.next().is_none()
}

/// Whether a lone text is a remark, once it is known that no other table begins under it.
pub(super) fn is_remark(table: &Table, row: &Row) -> bool {
    let spread = row
        .cells
        .iter()
        .filter(|c| c.anchor.is_some_and(|(anchor, _)| anchor == row.number))
        .count();
    let merged_from_above = row
        .cells
        .iter()
        .any(|c| c.anchor.is_some_and(|(anchor, _)| anchor < row.number));
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

/// Whether a row begins as a note, a total or an example does, wherever it stands.
pub(super) fn heads_note(row: &Row) -> bool {
    let own = || row.cells.iter().filter(|cell| has_own(cell));
    let first = own().next().and_then(squeezed);
    let count = || own().count();
    first.is_some_and(|key| is_footer(&key) || is_example(&key) || begins_total(&key, &count))
}

/// Whether a text is the label of what stands beside it: 「填报日期」, 「监督电话：」.
pub(super) fn is_label(key: &str) -> bool {
    key.ends_with(':') || FOOTERS.contains(&key)
}

/// What a row of a sheet without a table is.
pub(super) fn outside(row: &Row) -> Why {
    if row.cells.iter().any(has_own) {
        Why::NoLedger
    } else {
        Why::Blank
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_begin_another_row_is_told_by_its_beginning() {
        for word in
            TOTALS
                .iter()
                .chain(FOOTERS)
                .chain(&["示例", "（例）", "共12件", "本季度合计", "其中"])
        {
            for written in [
                format!("{word}：张三"),
                format!(" “{word}”"),
                (*word).to_owned(),
            ] {
                let first = text::squeeze(&written);
                let other = begins_total(&first, &|| 1)
                    || is_footer(&first)
                    || is_example(&first)
                    || is_part(&first);
                assert!(may_begin_other(&written) || !other, "{written}");
            }
        }
        for written in [
            "江河依申〔2022〕1号",
            "2022-1",
            "张三",
            "关于养老和医疗的申请",
        ] {
            assert!(!may_begin_other(written), "{written}");
        }
    }

    #[test]
    fn numbers_of_columns_are_told_from_numbers_of_rows() {
        let row = |texts: &[&str]| {
            let keys: Vec<Cow<'_, str>> = texts.iter().map(|t| text::key(t)).collect();
            are_column_numbers(&keys)
        };
        assert!(row(&["甲", "1", "2"]));
        assert!(row(&["（1）", "（2）", "（3）"]));
        assert!(row(&["0", "1", "2栏"]));
        assert!(!row(&["1", "3", "4"]));
        assert!(!row(&["1", "2"]));
        assert!(!row(&["1", "张三", "2"]));
    }
}

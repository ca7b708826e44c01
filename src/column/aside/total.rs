//! 合计: rows that begin with a word for a total, and those of them that tell what a record tells.

use std::borrow::Cow;

use super::super::brief::{is_numeral, is_span};
use super::super::{Field, Table, cell_at, content, has_own, is_of_serials, squeezed};
use super::footer::is_number;
use super::is_beyond;
use crate::book::{Cell, Row, Value};
use crate::number;

pub(super) const TOTALS: &[&str] = &[
    "合计",
    "总计",
    "小计",
    "共计",
    "累计",
    "总和",
    "合计数",
    "总计数",
    "合計",
    "總計",
    "小計",
    "共計",
    "总量",
    "过次页",
    "转次页",
    "承前页",
    "接前页",
    "转下页",
    "接上页",
];

/// What a paper register carries from page to page: sums so far, whatever they are.
const PAGES: &[&str] = &["次页", "前页", "下页", "上页"];

/// Words for a total that are one only where a row begins with them and nothing else stands in their cell.
const BARE_TOTALS: &[&str] = &[
    "计",
    "总数",
    "总件数",
    "总额",
    "总金额",
    "合计金额",
    "合计件数",
    "总收费",
    "总收费额",
    "总收费金额",
    "收费总额",
    "收费总金额",
    "收费总数",
    "累计收费",
    "累计金额",
    "累计件数",
    "共收费",
    "汇总",
    "total",
];

/// Whether the words of a total carry it to another page.
pub(in crate::column) fn turns_page(words: &str) -> bool {
    PAGES.iter().any(|page| words.contains(page))
}

/// Whether a cell may hold a word for a total: all of them have one of a few characters.
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

/// Whether a text has a character that all Chinese words for totals have.
pub(super) fn sums(written: &str) -> bool {
    written.contains(['计', '和', '总', '計', '页'])
}

fn bare_total(text: &str) -> &str {
    text.trim_matches(|c| matches!(c, ':' | '(' | ')' | '-' | '.'))
}

pub(super) fn is_total(text: &str) -> bool {
    TOTALS.contains(&bare_total(text))
}

/// 「合计：12」, 「共12件」, 「本季度合计」: the first cell of a row of so many.
pub(super) fn begins_total(first: &str, own: &dyn Fn() -> usize) -> bool {
    if !first.contains('共') && !first.starts_with('t') && !sums(first) {
        return false;
    }
    let counts =
        |after: &str| after.starts_with(|c: char| c == ':' || c == '(' || c.is_ascii_digit());
    // 「本季度共2件」, alone
    let of_span = |c: char| is_of_span(c) || "本以上".contains(c);
    let counted = || first.trim_start_matches(of_span).strip_prefix('共');
    if counted().is_some_and(counts) && own() == 1 {
        return true;
    }
    let prefixed = |total: &&str| {
        let after = first.strip_prefix(*total);
        let after = after.or_else(|| first.strip_prefix('共').filter(|_| own() <= 2));
        after.is_some_and(counts)
    };
    TOTALS.iter().any(prefixed) || is_bare(first) || ends_total(first)
}

fn is_bare(text: &str) -> bool {
    BARE_TOTALS.contains(&bare_total(text))
}

/// 「本季度合计」, 「2022年第一季度合计」: a short text, but for the part of the year, that ends with a word for a total.
fn ends_total(text: &str) -> bool {
    const LONGEST: usize = 8;
    let short = text.trim_start_matches(is_of_span).chars().count() <= LONGEST;
    short && TOTALS.iter().any(|total| text.ends_with(total))
}

/// A character that parts of a year are written with.
fn is_of_span(c: char) -> bool {
    c.is_ascii_digit() || "第一二三四上下半全年月份季度-~至".contains(c)
}

/// Whether a cell that follows the place of its row in the list may make the row a total: 「3、一季度合计」.
pub(in crate::column) fn names_total(cell: &Cell) -> bool {
    short(cell).is_some_and(|key| {
        is_total(&key) || is_bare(&key) || ends_total(&key) || sums_span(&key) || sums_group(&key)
    })
}

/// The squeezed form of a text that is short and may be a word for a total.
fn short(cell: &Cell) -> Option<Cow<'_, str>> {
    const LONGEST: usize = 48;
    match &cell.value {
        Value::Text(written) if written.len() <= LONGEST && sums(written) => squeezed(cell),
        _ => None,
    }
}

/// Whether a row is the total of a day, a month, a year so far, as account books have them, 「本月合计」, 「本年累计」, 「月计」,
/// or that of a group, as Excel's subtotals are, 「登记费 汇总」, 「自然人 计数」: beside the words nothing stands but sums, and of a
/// span its day.
pub(super) fn is_total_of_part(table: &Table, row: &Row) -> bool {
    let own = || row.cells.iter().filter(|cell| has_own(cell));
    let mut words =
        own().filter(|cell| short(cell).is_some_and(|key| sums_span(&key) || sums_group(&key)));
    let (Some(words), None) = (words.next(), words.next()) else {
        return false;
    };
    let of_span = short(words).is_some_and(|key| sums_span(&key));
    let mut sums = false;
    own()
        .filter(|cell| cell.column != words.column)
        .all(|cell| {
            let field = table.field_of(cell.column);
            let sum = matches!(field, Some(Field::Count | Field::Amount));
            sums |= sum;
            let day =
                of_span && field.is_some_and(content::holds_dates) && content::is_date(&cell.value);
            sum || day
        })
        && sums
}

fn sums_span(key: &str) -> bool {
    let of_span = |c: char| is_of_span(c) || "本当全今截至止到日周旬期间末".contains(c);
    let word = key.trim_start_matches(of_span);
    word.len() < key.len() && (is_total(word) || word == "计")
}

fn sums_group(key: &str) -> bool {
    let groups = ["汇总", "计数"].iter();
    groups
        .filter_map(|word| key.strip_suffix(word))
        .any(|group| !group.is_empty() && !group.contains(':'))
}

/// Whether a row that begins with its place in the list is a total: what follows the place is a word for one, and no
/// day and no number of its own is told.
pub(super) fn is_listed_total(table: &Table, row: &Row) -> bool {
    let mut own = row.cells.iter().filter(|cell| has_own(cell));
    let (Some(serial), Some(word)) = (own.next(), own.next()) else {
        return false;
    };
    let heading = table.heading_of_column(serial.column);
    heading.is_some_and(is_of_serials)
        && squeezed(serial).is_some_and(|key| is_numeral(&key))
        && names_total(word)
        && !is_beyond(table, word)
        && Told::of(table, row).is_of_total()
}

/// Whether a cell makes its row a total.
pub(in crate::column) fn is_total_cell(cell: &Cell) -> bool {
    may_be_total(cell) && squeezed(cell).is_some_and(|text| is_total(&text))
}

/// What a row that says 合计 or 其中 tells besides, as a record would.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// A number of its own, which is not its place in the list.
    numbered: bool,
    /// Days, classes, results: what no total has.
    facts: usize,
    /// A number in the column of 数量 or 金额, as a total has.
    sums: bool,
}

impl Told {
    pub(in crate::column) fn of(table: &Table, row: &Row) -> Self {
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
    pub(in crate::column) fn are_of_record(&self) -> bool {
        self.numbered || self.facts >= 3 || self.facts == 2 && !self.sums
    }

    /// Whether they are no more than a total tells.
    fn is_of_total(&self) -> bool {
        !self.numbered && self.facts == 0
    }
}

/// Whether a row that was left out as a total may be a record: one that begins with the word for it tells more than a
/// day.
pub(in crate::column) fn may_be_record(table: &Table, row: &Row) -> bool {
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

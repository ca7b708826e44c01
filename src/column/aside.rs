//! Rows that are no records: titles, totals, footers, blank ones.
//!
//! In: a table and a row below its header. Out: [`Why`] it is no record. The words that tell it stand each in a module
//! of its own, those for 零报告 in [`super::nil`]; what a total sums up is left to [`super::total`].

use std::borrow::Cow;

use super::brief::{TELLING, is_numeral, numeral, telling};
use super::{Table, cell_at, has_own, joint, nil, squeezed};
use crate::book::{Cell, Row, Value};
use crate::text;
use example::{is_example, makes_example, says_example};
use footer::{is_dated, is_footer, is_full, is_page_of, names_unit, signs, turns_over};
use part::{begins_part, is_part, may_begin_part};
use prescribes::{prescribes, tells_how_to_fill};
use total::{Told, begins_total, is_listed_total, is_total, is_total_of_part, sums};

mod example;
mod footer;
mod part;
mod prescribes;
mod title;
mod total;

pub(super) use footer::{closes, is_label, is_number, is_unit_line};
pub(super) use part::{COUNTED, is_part_of};
pub(super) use prescribes::may_prescribe;
pub(super) use title::{is_alone, is_remark, is_remark_on_table, section, title_texts};
pub(super) use total::{is_total_cell, may_be_record, names_total, turns_page};

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

/// Whether a text closes a list rather than stands in it: a total, a note, who filled it in.
pub(crate) fn is_no_record(first: &str, own: usize) -> bool {
    is_total(first) || begins_total(first, &|| own) || is_footer(first)
}

/// Why a row below a header is no record; none when it is one (or a lone text).
pub(super) fn why(table: &Table, row: &Row) -> Option<Why> {
    let own = || row.cells.iter().filter(|cell| has_own(cell));
    let Some(first) = own().next().and_then(squeezed) else {
        let repeats_above = row.cells.iter().any(|c| c.is_from_above(row.number));
        return Some(if repeats_above {
            Why::Continued
        } else {
            Why::Blank
        });
    };
    if joint::names_another(table, row) {
        return Some(Why::Continued);
    }
    if own().nth(1).is_some() && own().all(tells_how_to_fill) || prescribes(table, row) {
        return Some(Why::Header);
    }
    let first = &*first;
    // what stands to the right of all headings is about something else
    let within = || own().filter(|cell| !is_beyond(table, cell));
    let record = || Told::of(table, row).are_of_record();
    let summed = is_total(first) || within().any(is_total_cell) && !record();
    if summed || is_listed_total(table, row) || is_total_of_part(table, row) {
        return Some(Why::Total);
    }
    // 「注〔2022〕1号」 is a number that begins like a footer
    let numbered = || is_number(first) && is_dated(table, row);
    if begins_total(first, &|| own().count()) && !numbered() {
        return Some(Why::Total);
    }
    let recorded = || numbered() || is_full(table, row);
    let ends = is_footer(first) && !recorded() || is_unit_line(row);
    if ends || turns_over(row) || signs(table, row) {
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
                    '计' | '計'
                        | '和'
                        | '总'
                        | '页'
                        | '无'
                        | '没'
                        | '未'
                        | '零'
                        | '位'
                        | '其'
                        | '填'
                        | '例'
                )
            };
            if written.len() > TELLING {
                return tells_how_to_fill(cell);
            }
            if written.is_ascii() {
                return nil::is_zero(written) || tells_how_to_fill(cell);
            }
            written.chars().any(tells)
                && (names_total(cell)
                    || nil::says_nothing(cell)
                    || names_unit(cell)
                    || tells_how_to_fill(cell)
                    || may_begin_part(cell)
                    || telling(cell).is_some_and(|key| {
                        is_example(&key) || says_example(&key) || is_page_of(&key)
                    }))
                || nil::is_zero(written)
        }
        Value::Date(_) | Value::Bool(_) | Value::Error(_) => false,
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
                | '领'
                | '公'
                | '大'
        );
        matches!(c, '\u{4e00}'..='\u{9fff}' | '0'..='9') && !word
    });
    if plain && !sums(written) {
        return false;
    }
    let first = &*text::key(written);
    begins_total(first, &|| 0) || is_footer(first) || is_example(first) || is_part(first)
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

/// Whether a row begins as a note, a total or an example does, wherever it stands.
pub(super) fn heads_note(row: &Row) -> bool {
    let own = || row.cells.iter().filter(|cell| has_own(cell));
    let first = own().next().and_then(squeezed);
    let count = || own().count();
    first.is_some_and(|key| is_footer(&key) || is_example(&key) || begins_total(&key, &count))
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
    use super::footer::FOOTERS;
    use super::total::TOTALS;
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

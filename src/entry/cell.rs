//! One cell of a record, read as what its column holds.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::flag::Flag;
use super::words::Words;
use super::{Assumed, Record, rules, ticked};
use crate::address::Address;
use crate::book::{Cell, Row, Value};
use crate::column::{Field, Table, is_of_serials, is_unit_of_things, legend};
use crate::date::{self, Fault, Seen};
use crate::finding::{Finding, Place};
use crate::number;
use crate::period::{self, Period};
use crate::text::{self, quote, squeeze};

/// A row being read into an entry.
pub(super) struct Cells<'a> {
    pub(super) record: Record,
    row: &'a Row,
}

impl<'a> Cells<'a> {
    /// The cells of a row of a table.
    pub(super) fn new(table: &std::sync::Arc<Table>, row: &'a Row) -> Self {
        let at = Address {
            row: row.number,
            ..table.at
        };
        let record = Record {
            at,
            table: std::sync::Arc::clone(table),
            troubles: Vec::new(),
            assumed: Vec::new(),
            unit: None,
        };
        Cells { record, row }
    }

    /// The address that opens the cell: of a merged area its first cell.
    pub(super) fn address(&self, field: Field) -> Address {
        let address = self.record.cell(field);
        match self.cell(field) {
            Some(cell) => {
                let (row, column) = cell.anchor.unwrap_or((address.row, cell.column));
                Address {
                    row,
                    column: Some(column),
                    ..address
                }
            }
            None => address,
        }
    }

    /// Notes a trouble at a field's cell.
    pub(super) fn trouble(
        &mut self,
        rule: &'static crate::finding::Rule,
        field: Field,
        message: String,
    ) -> &mut Finding {
        let at = Place::Cell(self.address(field));
        let mut finding = Finding::new(rule, at, message);
        if let Some(cell) = self.record.table.cell(self.row, field) {
            finding.value = Some(cell.value.text().into_owned());
        }
        self.record.troubles.push(finding);
        self.record
            .troubles
            .last_mut()
            .expect("one was just pushed")
    }

    fn cell(&self, field: Field) -> Option<&'a Cell> {
        self.record.table.cell(self.row, field)
    }

    /// The text of a field, as written; none where it is empty. A formula error is a trouble.
    pub(super) fn text(&mut self, field: Field) -> Option<String> {
        let cell = self.cell(field)?;
        if let Some(error) = cell.value.formula_error() {
            let message = format!(
                "「{}」单元格是公式错误 {error}，没有可用的值",
                self.record.table.heading(field)
            );
            self.trouble(&rules::FORMULA_ERROR, field, message);
            return None;
        }
        let written = cell.value.text();
        (!text::is_empty(&written)).then(|| written.trim().to_owned())
    }

    /// The same of a field of words; a code whose word its heading tells is that word, which is said, unless the office
    /// has a meaning of its own for the code.
    pub(super) fn word(&mut self, words: &Words, field: Field) -> Option<String> {
        let written = self.text(field)?;
        let written = ticked::chosen(&written).unwrap_or(written);
        Some(self.told_by_heading(words, field, written))
    }

    /// The same of a field in which an error is passed over.
    pub(super) fn word_of_remark(&mut self, words: &Words, field: Field) -> Option<String> {
        let written = self.remark(field)?.into_string();
        Some(self.told_by_heading(words, field, written))
    }

    fn told_by_heading(&mut self, words: &Words, field: Field, written: String) -> String {
        if !text::is_code(&written) || words.has_own(field, &written) {
            return written;
        }
        let heading = self.record.table.heading(field);
        let Some(told) = legend::meaning(heading, &written) else {
            return written;
        };
        let at = self.address(field);
        self.record.assumed.push(Assumed {
            field,
            word: written,
            meaning: format!("{told}（表头里写明）"),
            at,
        });
        told
    }

    /// The text of a field that decides nothing: errors in it are passed over.
    pub(super) fn remark(&self, field: Field) -> Option<Box<str>> {
        let written = self.cell(field)?.value.text();
        (!text::is_empty(&written)).then(|| written.trim().into())
    }

    /// The texts in columns that no field is read from, from left to right.
    pub(super) fn texts_beside(&self) -> Vec<Beside> {
        let table = &*self.record.table;
        let texts = self.written_beside().map(|(cell, text)| {
            let column = cell.column;
            // of a merged area the first cell opens it
            let row = cell.anchor.map_or(self.record.at.row, |(row, _)| row);
            let place = Address {
                row,
                ..self.record.at
            };
            Beside {
                at: place.at(column),
                heading: table
                    .heading_of_column(column)
                    .unwrap_or_default()
                    .to_owned(),
                text: text.to_string(),
                title: false,
                upshot: table.column(Field::Upshot) == Some(column),
            }
        });
        texts.collect()
    }

    /// Whether one of them is something, before any of them is copied.
    pub(super) fn says_beside(&self, is: &dyn Fn(&str) -> bool) -> bool {
        self.written_beside().any(|(_, text)| is(text))
    }

    fn written_beside(&self) -> impl Iterator<Item = (&Cell, &str)> {
        let table = &*self.record.table;
        let own = |cell: &&Cell| cell.anchor.is_none_or(|(_, column)| column == cell.column);
        let cells = self.row.cells.iter().filter(own);
        cells.filter_map(|cell| match &cell.value {
            Value::Text(text) if !table.reads(cell.column) => Some((cell, text.as_str())),
            _ => None,
        })
    }

    /// What the headings of columns that no field is read from ask of the row, where its cells say that it is so.
    pub(super) fn flags(&self) -> Vec<(Flag, Beside)> {
        let table = &*self.record.table;
        let cells = self.row.cells.iter();
        let unread = cells.filter(|cell| !table.reads(cell.column));
        let flags = unread.filter_map(|cell| {
            let heading = table.heading_of_column(cell.column)?;
            let flag = Flag::of(heading).filter(|flag| flag.holds(&cell.value))?;
            let row = cell.anchor.map_or(self.record.at.row, |(row, _)| row);
            let at = Address {
                row,
                ..self.record.at.at(cell.column)
            };
            let told = Beside {
                at,
                heading: heading.to_owned(),
                text: cell.value.text().trim().to_owned(),
                title: false,
                upshot: false,
            };
            Some((flag, told))
        });
        flags.collect()
    }

    /// The first cell of the columns that no field is read from, below a heading that asks whether something happened,
    /// that says yes or tells a day, and that day.
    pub(super) fn affirmed(&self, asks: &dyn Fn(&str) -> bool) -> Option<(Beside, Option<Date>)> {
        let table = &*self.record.table;
        let unread = self
            .row
            .cells
            .iter()
            .filter(|cell| !table.reads(cell.column));
        unread.into_iter().find_map(|cell| {
            let heading = table.heading_of_column(cell.column).filter(|h| asks(h))?;
            let day = match read_date(&cell.value, table.date1904) {
                Ok(Seen::Day(day)) => Some(day),
                _ => None,
            };
            let text = cell.value.text().trim().to_owned();
            (day.is_some() || text::yes_no(&text) == Some(true)).then(|| {
                let told = Beside {
                    at: self.record.at.at(cell.column),
                    heading: heading.to_owned(),
                    text,
                    title: false,
                    upshot: false,
                };
                (told, day)
            })
        })
    }

    /// The first of them that is something.
    pub(super) fn beside(&self, is: &dyn Fn(&str) -> bool) -> Option<Beside> {
        let mut texts = self.texts_beside().into_iter();
        texts.find(|cell| is(&cell.text))
    }

    /// The title of a row as one of them.
    pub(super) fn title_beside(&self) -> Option<Beside> {
        let title = self.field_beside(Field::Title)?;
        Some(Beside {
            title: true,
            ..title
        })
    }

    /// What a field holds as one of them.
    pub(super) fn field_beside(&self, field: Field) -> Option<Beside> {
        let text = self.remark(field)?.into_string();
        Some(Beside {
            at: self.address(field),
            heading: self.record.table.heading(field).to_owned(),
            text,
            title: false,
            upshot: false,
        })
    }

    /// The first number in a column that no field is read from, whose heading may be that of such numbers: its
    /// address, its heading and the number.
    pub(super) fn number_beside(
        &self,
        may: &dyn Fn(&str) -> bool,
    ) -> Option<(Address, String, String)> {
        let table = &*self.record.table;
        let read = |column: u16| table.columns.values().any(|(at, _)| *at == column);
        self.row.cells.iter().find_map(|cell| {
            let written = cell.value.text();
            let number = match &cell.value {
                Value::Number(_) => true,
                Value::Text(text) => number::parse(text).is_some_and(|n| is_unit_of_count(&n.unit)),
                _ => false,
            };
            let heading = table.heading_of_column(cell.column)?;
            let at = self.record.at.at(cell.column);
            (number && !read(cell.column) && may(heading))
                .then(|| (at, heading.to_owned(), written.trim().to_owned()))
        })
    }

    /// The text of a field that decides nothing, squeezed.
    pub(super) fn squeezed(&self, field: Field) -> Option<Box<str>> {
        let key = squeeze(&self.remark(field)?);
        (!key.is_empty()).then(|| key.into())
    }

    /// Whether a field's value comes from a merged area that begins in a row above.
    pub(super) fn is_repeated(&self, field: Field) -> bool {
        self.cell(field).is_some_and(|c| c.anchor.is_some())
    }

    /// The number that a field holds, without a word where it holds none.
    pub(super) fn amount_of(&self, field: Field) -> Option<Decimal> {
        let read = number::parse(&self.remark(field)?)?;
        Some(read.value)
    }

    /// A number that identifies, squeezed; 15 digits or more stored as a number are a doubt, and what has lost some of
    /// them, or was made a date, identifies nothing.
    pub(super) fn number(&mut self, field: Field) -> Option<Box<str>> {
        /// Digits that Excel keeps of a number.
        const KEPT: usize = 15;
        let cell = self.cell(field)?;
        let digits = cell.value.text();
        let count = digits.chars().filter(char::is_ascii_digit).count();
        if matches!(cell.value, Value::Number(_)) && count >= KEPT {
            let told = match count {
                KEPT => "有 15 位，Excel 只保留前 15 位，末尾数字可能已被改为 0",
                _ => "超过 15 位，Excel 只保留前 15 位，末尾数字已经丢失，不能用来认定同一件",
            };
            let message = format!("{}以数字保存，{told}", quote(&digits));
            self.trouble(&rules::ROUNDED_NUMBER, field, message);
            if count > KEPT {
                return None;
            }
        }
        if cell.value.formula_error().is_some() {
            return self.text(field).map(Into::into);
        }
        if matches!(cell.value, Value::Date(_)) {
            let message = format!(
                "「{}」里是日期 {digits}，像是 Excel 把编号（如 2022-3）改成了日期，原来的编号已经丢失，不能用来认定同一件",
                self.record.table.heading(field)
            );
            self.trouble(&rules::ROUNDED_NUMBER, field, message);
            return None;
        }
        if matches!(cell.value, Value::Text(_)) && is_scientific(&digits) {
            let message = format!(
                "{}是 Excel 把长编号改写成的科学计数，原来的编号已经丢失，不能用来认定同一件",
                quote(&digits)
            );
            self.trouble(&rules::ROUNDED_NUMBER, field, message);
            return None;
        }
        self.squeezed(field)
    }

    /// A number as written, where it is something else than its squeezed form.
    pub(super) fn written(&self, field: Field, squeezed: Option<&str>) -> Option<Box<str>> {
        let written = self.remark(field)?;
        squeezed.filter(|s| *s != &*written).map(|_| written)
    }

    /// A day; a trouble where there is something else.
    pub(super) fn day(&mut self, field: Field) -> Option<Date> {
        match self.seen(field)? {
            Ok(Seen::Day(day)) => Some(day),
            Ok(Seen::MonthDay(month, day)) => self.completed(field, month, day),
            Ok(Seen::Month(..)) => {
                let message = format!("{}只有年月，没有日", self.quoted(field));
                self.trouble(&rules::UNREADABLE_DATE, field, message);
                None
            }
            Err(fault) => {
                self.unreadable(field, fault);
                None
            }
        }
    }

    /// A day of a field that only doubts depend on: anything else in it is passed over.
    pub(super) fn day_if_readable(&self, field: Field) -> Option<Date> {
        full_day(&self.record.table, self.row, field)
    }

    /// A day, a month, or (for 统计期) a part of a year: enough where only the year counts.
    pub(super) fn span(&mut self, field: Field) -> Option<Period> {
        match self.seen(field)? {
            Ok(Seen::Day(day)) => Some(Period::day(day)),
            Ok(Seen::MonthDay(month, day)) => self.completed(field, month, day).map(Period::day),
            Ok(Seen::Month(year, month)) => Period::months(year, month, month),
            Err(fault) => {
                let year = self.year();
                let written = self.cell(field)?.value.text();
                let part = part_of_year(self.record.table.heading(field), &written);
                // a date that the calendar does not have names no period either
                let of_year = |year| match (&part, fault) {
                    (Some(part), _) => period::of([part.as_str()], year),
                    (None, Fault::Unreadable) => period::of_cell(&written, year),
                    (None, _) => None,
                };
                let own = of_year(year);
                let told = own.or_else(|| of_year(year.or(self.record.table.year)));
                match told {
                    // 「一季度」 of a table that tells no year is of the report year, as a folder of that name is
                    Some(period) if own.is_none() => {
                        let quoted = self.quoted(field);
                        let message = format!("{quoted}没有年份，按报告年度取 {period}");
                        self.trouble(&rules::YEARLESS, field, message);
                    }
                    Some(_) => {}
                    // 「1月」 where nothing tells of which year
                    None if year.is_none() && of_year(Some(ANY_YEAR)).is_some() => {
                        self.yearless(field);
                    }
                    None => self.unreadable(field, fault),
                }
                told
            }
        }
    }

    /// The year of a row that does not tell it with its month: that of 年度, or of the table.
    fn year(&self) -> Option<i16> {
        let of_row = self.remark(Field::Year).and_then(|told| year_in(&told));
        of_row.or_else(|| Some(self.record.table.period?.to.year()))
    }

    /// 年度, for a row that tells nothing else of its time; a trouble where it names no year.
    pub(super) fn whole_year(&mut self) -> Option<Period> {
        let written = self.text(Field::Year)?;
        let told = year_in(&written).and_then(|year| Period::months(year, 1, 12));
        if told.is_none() {
            self.unreadable(Field::Year, Fault::Unreadable);
        }
        told
    }

    /// A span of a field that only the overview depends on: anything else in it is passed over.
    pub(super) fn span_if_readable(&self, field: Field) -> Option<Period> {
        let cell = self.cell(field)?;
        match read_date(&cell.value, self.record.table.date1904) {
            Ok(Seen::Day(day)) => Some(Period::day(day)),
            Ok(Seen::Month(year, month)) => Period::months(year, month, month),
            _ => None,
        }
    }

    /// What the cell says of a date, with formula errors as troubles; none where it is empty.
    fn seen(&mut self, field: Field) -> Option<Result<Seen, Fault>> {
        let cell = self.cell(field)?;
        let date1904 = self.record.table.date1904;
        match &cell.value {
            Value::Error(_) => {
                self.text(field);
                None
            }
            Value::Text(written) if text::is_empty(written) => None,
            Value::Text(_) if cell.value.formula_error().is_some() => {
                self.text(field);
                None
            }
            value => Some(read_date(value, date1904)),
        }
    }

    fn completed(&mut self, field: Field, month: i8, day: i8) -> Option<Date> {
        let quoted = self.quoted(field);
        let beside = self.remark(Field::Year).and_then(|told| year_in(&told));
        if let Some(date) = beside.and_then(|year| Date::new(year, month, day).ok()) {
            return Some(date);
        }
        let Some(period) = self.record.table.period else {
            self.yearless(field);
            return None;
        };
        match Date::new(period.to.year(), month, day) {
            Ok(date) => {
                let message = format!("{quoted}没有年份，按该文件的统计期（{period}）取 {date}");
                self.trouble(&rules::YEARLESS, field, message);
                Some(date)
            }
            Err(_) => {
                self.unreadable(field, Fault::Impossible);
                None
            }
        }
    }

    fn yearless(&mut self, field: Field) {
        let quoted = self.quoted(field);
        let message = format!("{quoted}没有年份，从文件、工作表和标题也看不出统计期");
        self.trouble(&rules::YEARLESS_UNKNOWN, field, message);
    }

    fn quoted(&self, field: Field) -> String {
        self.cell(field)
            .map(|c| quote(&c.value.text()))
            .unwrap_or_default()
    }

    fn unreadable(&mut self, field: Field, fault: Fault) {
        let rule = if fault == Fault::Impossible {
            &rules::IMPOSSIBLE_DATE
        } else {
            &rules::UNREADABLE_DATE
        };
        let message = format!(
            "「{}」中的{}{}",
            self.record.table.heading(field),
            self.quoted(field),
            fault.words()
        );
        self.trouble(rule, field, message);
    }

    /// 数量: a positive whole number; none where none is given, and none with a trouble.
    pub(super) fn count(&mut self) -> Option<u32> {
        let written = self.text(Field::Count)?;
        let read = number::read(&written);
        let fault = match &read {
            // more than a row can stand for
            Ok(n) if n.value > Decimal::from(u32::MAX) => number::Fault::TooLarge,
            Ok(_) => number::Fault::Unreadable,
            Err(fault) => *fault,
        };
        let whole = read
            .ok()
            .filter(|n| is_unit_of_count(&n.unit))
            .map(|n| n.value.normalize())
            .filter(|n| n.scale() == 0 && *n > Decimal::ZERO)
            .and_then(|n| u32::try_from(n).ok());
        if whole.is_none() {
            let message = format!(
                "「{}」中的{}{}",
                self.record.table.heading(Field::Count),
                quote(&written),
                fault.words("正整数")
            );
            self.trouble(&rules::NOT_A_COUNT, Field::Count, message);
        } else if self.is_repeated(Field::Count) {
            let message = format!(
                "数量{}在合并单元格里，按规则合并的每一行各计一次",
                quote(&written)
            );
            self.trouble(&rules::REPEATED_NUMBER, Field::Count, message);
        }
        whole
    }

    /// Whether 数量 says that there were none.
    pub(super) fn counts_none(&self) -> bool {
        let cell = self.cell(Field::Count);
        cell.is_some_and(|cell| is_none_counted(&cell.value.text()))
    }

    /// A doubt where a row with a 文号 or 编号 of its own stands for several: 数量 may be that of things.
    pub(super) fn doubt_several(&mut self, count: u32, number: &str) {
        if count < 2 || !is_vague_count(&self.record.table) {
            return;
        }
        let heading = self.record.table.heading(Field::Count);
        let message = format!("这一行有自己的{number}，而「{heading}」大于 1，按所写的数计");
        let help = format!(
            "说的是物品、株数、面积、份数的，请把表头改成“物品数量”一类的写法，这样的行就各计 1 件；一个{number}确有几件的，请把表头改成“件数”"
        );
        self.trouble(&rules::SEVERAL_OF_ONE, Field::Count, message)
            .help = help;
    }

    /// A doubt where the running number in front of a row is merged down from the row above: one entry of the list,
    /// of which each row counts.
    pub(super) fn doubt_merged(&mut self) {
        let table = &self.record.table;
        let serial = self.row.cells.iter().find_map(|cell| {
            let heading = table.heading_of_column(cell.column)?;
            let anchor = cell.anchor.filter(|(row, _)| *row < self.row.number)?;
            is_of_serials(heading).then(|| (heading.to_owned(), anchor))
        });
        let Some((heading, (row, column))) = serial else {
            return;
        };
        let first = Address {
            row,
            ..self.record.at.at(column)
        };
        let message = format!("这一行与上面一行合用一个「{heading}」（合并单元格），各计 1 件");
        let finding = Finding::new(
            &rules::REPEATED_NUMBER,
            Place::Cell(self.record.at),
            message,
        );
        let finding = finding.help(
            "同一件而有几个当事人的，请合成一行；各有决定书、各有申请的，可用 [[explain]] 说明",
        );
        self.record
            .troubles
            .push(finding.related(Place::Cell(first), "合用的一格"));
    }

    /// A doubt where the unit of 数量 is that of things; whether the row is one decision of them, as it is where it has
    /// a 文号.
    pub(super) fn of_things(&mut self, numbered: bool) -> bool {
        // licences are counted so as well
        const COPIES: [&str; 2] = ["本", "册"];
        // units of decisions as well as of things
        const EITHER: [&str; 3] = ["个", "张", "部"];
        let Some(unit) = self.remark(Field::AmountUnit) else {
            return false;
        };
        let key = squeeze(&unit);
        let things = is_unit_of_things(&key)
            || COPIES.contains(&&*key)
            || numbered && EITHER.contains(&&*key);
        if !things || self.remark(Field::Count).is_none() {
            return false;
        }
        let heading = self.record.table.heading(Field::Count);
        let counted = match numbered {
            true => "有文号的一行按 1 件计",
            false => "没有文号，按所写的数计",
        };
        let message = format!(
            "「{heading}」的单位是{}，说的像是物品，不是决定件数，{counted}",
            quote(&unit)
        );
        self.trouble(&rules::SEVERAL_OF_ONE, Field::Count, message)
            .help =
            "确是决定件数的，请把单位写成“件”；说的是物品的，请把表头改成“物品数量”一类的写法"
                .to_owned();
        numbered
    }
}

/// A text that no field is read from, or the title.
#[derive(Debug)]
pub(super) struct Beside {
    pub(super) at: Address,
    pub(super) heading: String,
    pub(super) text: String,
    pub(super) title: bool,
    /// The office says that its column is 办理状态.
    pub(super) upshot: bool,
}

/// Whether what is written as 数量 says that there were none: 「无」, 「/」, 「不涉及」. What is blank says nothing.
pub(super) fn is_none_counted(written: &str) -> bool {
    let key = text::key(written);
    !key.is_empty()
        && (text::is_empty(written) || matches!(&*key, "不涉及" | "未涉及" | "不适用" | "零"))
}

/// The year that fills a cell: 2022, 「2022年」, 「2022年度」.
fn year_in(written: &str) -> Option<i16> {
    let key = squeeze(written);
    let digits = key.trim_end_matches(['年', '度']);
    let year: i16 = (digits.len() == 4).then(|| digits.parse().ok()).flatten()?;
    date::YEARS.contains(&year).then_some(year)
}

/// What a bare number is below 月份 or 季度.
fn part_of_year(heading: &str, written: &str) -> Option<String> {
    let number: u8 = squeeze(written).parse().ok()?;
    let key = squeeze(heading);
    let ends = |end: &str| key.ends_with(end);
    match number {
        1..=12 if ends("月") || ends("月份") => Some(format!("{number}月")),
        1..=4 if ends("季度") => Some(format!("{number}季度")),
        _ => None,
    }
}

/// A year with which a part of a year is a period.
const ANY_YEAR: i16 = 2000;

/// Whether 数量 may be that of things: 件数 and 决定数量 are of decisions and applications.
pub(super) fn is_vague_count(table: &Table) -> bool {
    const PLAIN: [&str; 8] = ["件", "宗", "起", "条", "决定", "办", "申请", "发证"];
    let heading = table.heading(Field::Count);
    !PLAIN.iter().any(|word| heading.contains(word))
}

pub(super) fn is_unit_of_count(unit: &str) -> bool {
    matches!(
        unit,
        "" | "件"
            | "条"
            | "项"
            | "份"
            | "宗"
            | "个"
            | "次"
            | "起"
            | "笔"
            | "家"
            | "户"
            | "人"
            | "篇"
            | "期"
            | "张"
            | "部"
            | "例"
            | "件次"
            | "条次"
            | "人次"
            | "户次"
    )
}

/// `3.50128E+17`: what is left of a long number that went through Excel.
pub(super) fn is_scientific(text: &str) -> bool {
    if !text.contains('+') && !text.contains('＋') {
        return false;
    }
    let text = squeeze(text);
    let Some((digits, exponent)) = text.split_once("e+") else {
        return false;
    };
    let number = |t: &str| !t.is_empty() && t.chars().all(|c| c.is_ascii_digit() || c == '.');
    number(digits) && number(exponent)
}

pub(super) fn read_date(value: &Value, date1904: bool) -> Result<Seen, Fault> {
    match date_within(value, date1904) {
        Ok(Seen::Day(day)) if date::is_zero(day) => Err(Fault::Zero),
        seen => seen,
    }
}

fn date_within(value: &Value, date1904: bool) -> Result<Seen, Fault> {
    match value {
        Value::Date(at) => {
            let day = at.date();
            if date::is_of_records(day) {
                Ok(Seen::Day(day))
            } else {
                Err(Fault::FarYear)
            }
        }
        Value::Number(_) | Value::Text(_) => {
            let written = value.text();
            match (value, written.split_once('.')) {
                // a serial number with the time of day behind the point
                (Value::Number(_), Some((days, _))) if days.len() == 5 => {
                    date::parse(days, date1904)
                }
                (Value::Number(_), Some(_)) => Err(Fault::Unreadable),
                _ => date::parse(&written, date1904),
            }
        }
        _ => Err(Fault::Unreadable),
    }
}

/// A day written in full; none for anything else. No troubles.
pub(super) fn full_day(table: &Table, row: &Row, field: Field) -> Option<Date> {
    let cell = table.cell(row, field)?;
    match read_date(&cell.value, table.date1904) {
        Ok(Seen::Day(day)) => Some(day),
        _ => None,
    }
}

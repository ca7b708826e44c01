//! 平常的行: rows in which nothing is amiss and whose words an earlier row of the table had as well.
//!
//! A million rows are written in some hundred combinations of words. [`request`] and [`publication`] read what a
//! row has for itself (number, dates, names) and collect the cells whose words decide the rest; who has
//! understood the same words once need not do so again. A row with anything out of the ordinary is left to
//! [`super::read`], which tells what is wrong with it.

use std::borrow::Cow;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::cell::{is_none_counted, is_scientific, is_vague_count, read_date};
use super::flag::Flag;
use super::publication::{
    counted_one_by_one, dates_of, is_number, is_of_notice, may_be_of_document, names_several,
    needs_day, number_in_title, stands_in,
};
use super::request::names_several as names_several_requests;
use super::{Category, Reading, Words};
use crate::book::{Cell, Row, Value};
use crate::column::{Field, Table, cell_at, is_of_serials};
use crate::date::Seen;
use crate::number;
use crate::period::Period;
use crate::text;

/// What a row of applications has for itself.
#[derive(Debug)]
pub(crate) struct PlainRequest<'r> {
    /// Its row.
    pub(crate) row: u32,
    /// 申请编号, as written.
    pub(crate) number: Option<Cow<'r, str>>,
    /// 收到日期
    pub(crate) received: Option<Date>,
    /// 答复日期
    pub(crate) replied: Option<Date>,
    /// 申请人, as written.
    pub(crate) applicant: Option<Cow<'r, str>>,
    /// 申请内容, as written.
    pub(crate) content: Option<Cow<'r, str>>,
}

/// What a row of publications has for itself.
#[derive(Debug)]
pub(crate) struct PlainPublication<'r> {
    /// Its row.
    pub(crate) row: u32,
    /// 文号, as written.
    pub(crate) number: Option<Cow<'r, str>>,
    /// 标题, as written.
    pub(crate) title: Option<Cow<'r, str>>,
    /// The date that decides its year.
    pub(crate) dated: Option<Period>,
    /// 公开日期
    pub(crate) published: Option<Period>,
    /// 金额 in 万元.
    pub(crate) amount: Option<Decimal>,
}

/// The cells whose words decide the rest of an application; the last where units are told apart.
const REQUEST: [Field; 10] = [
    Field::Class,
    Field::BodyKind,
    Field::Result,
    Field::Detail,
    Field::State,
    Field::Extended,
    Field::Corrected,
    Field::Count,
    Field::Way,
    Field::Unit,
];

/// The cells whose words decide the rest of a publication; the last where units are told apart.
const PUBLICATION: [Field; 6] = [
    Field::Category,
    Field::Validity,
    Field::Repealed,
    Field::Count,
    Field::Channel,
    Field::Unit,
];

/// Without the unit, where it decides nothing.
fn of_units<'f>(reading: &Reading<'_>, fields: &'f [Field]) -> &'f [Field] {
    let count = fields.len() - usize::from(reading.units.is_none());
    &fields[..count]
}

/// What is kept while the rows of a table are read.
#[derive(Debug, Default)]
pub(crate) struct Desk {
    /// The words of the last row that decide the rest of it: equal bytes mean equal words.
    pub(crate) said: Vec<u8>,
    /// What words are where a day is expected, as far as it was asked.
    dates: Vec<Option<When>>,
    /// Whether words beside the columns that are read tell something of their row, as far as it was asked.
    beside: Vec<Option<bool>>,
    /// Whether they name revenue that is no fee, as far as it was asked.
    revenue: Vec<Option<bool>>,
    /// Columns that are read.
    read: Vec<bool>,
    /// Columns of running numbers.
    serials: Vec<u16>,
    /// The others whose headings ask whether a row stands.
    flags: Vec<(u16, Flag)>,
}

/// What a cell is where a day is expected.
#[derive(Debug, Clone, Copy)]
enum When {
    Empty,
    Seen(Seen),
    Unclear,
}

impl Desk {
    /// Another table begins.
    pub(crate) fn begin(&mut self, table: &Table) {
        self.dates.clear();
        self.beside.clear();
        self.revenue.clear();
        let last = table.headings.last().map_or(0, |(column, _)| *column);
        let read = |column| table.reads(column) && table.column(Field::Title) != Some(column);
        self.read = (0..=last).map(read).collect();
        let serials = table
            .headings
            .iter()
            .filter(|(_, text)| is_of_serials(text));
        self.serials = serials.map(|(column, _)| *column).collect();
        let unread = (table.headings.iter()).filter(|(column, _)| !table.reads(*column));
        self.flags = unread
            .filter_map(|(column, heading)| Some((*column, Flag::of(heading)?)))
            .collect();
    }

    /// Whether a running number of a row is merged: it may be one entry together with the row above.
    fn is_merged(&self, row: &Row) -> bool {
        let cells = self.serials.iter().filter_map(|at| cell_at(row, *at));
        cells.into_iter().any(|cell| cell.anchor.is_some())
    }

    /// Whether a cell beside the columns that are read, or the title, tells something of the row.
    pub(crate) fn tells_beside(&mut self, words: &Words, row: &Row) -> bool {
        let says = |(column, flag): &(u16, Flag)| {
            cell_at(row, *column).is_some_and(|cell| flag.holds(&cell.value))
        };
        self.flags.iter().any(says)
            || beside((&self.read, &mut self.beside), row, |text| {
                words.tells_beside(text)
            })
    }

    /// Whether one of them names revenue that is no fee.
    pub(crate) fn tells_revenue(&mut self, words: &Words, row: &Row) -> bool {
        beside((&self.read, &mut self.revenue), row, |text| {
            words.is_other_revenue(text)
        })
    }

    fn when(&mut self, table: &Table, row: &Row, field: Field) -> When {
        let Some(cell) = table.cell(row, field) else {
            return When::Empty;
        };
        let Some(word) = cell.word else {
            return when(&cell.value, table.date1904);
        };
        let at = word.position();
        if at >= self.dates.len() {
            self.dates.resize(at + 1, None);
        }
        *self.dates[at].get_or_insert_with(|| when(&cell.value, table.date1904))
    }

    /// A day; none within where the cell is empty, none at all where it is no day written in full.
    #[allow(clippy::option_option)]
    fn day(&mut self, table: &Table, row: &Row, field: Field) -> Option<Option<Date>> {
        match self.when(table, row, field) {
            When::Empty => Some(None),
            When::Seen(Seen::Day(day)) => Some(Some(day)),
            When::Seen(_) | When::Unclear => None,
        }
    }

    /// A day or a month; none within where the cell is empty, none at all where it is neither.
    #[allow(clippy::option_option)]
    fn span(&mut self, table: &Table, row: &Row, field: Field) -> Option<Option<Period>> {
        match self.when(table, row, field) {
            When::Empty => Some(None),
            When::Seen(Seen::Day(day)) => Some(Some(Period::day(day))),
            When::Seen(Seen::Month(year, month)) => Period::months(year, month, month).map(Some),
            When::Seen(_) | When::Unclear => None,
        }
    }
}

fn when(value: &Value, date1904: bool) -> When {
    match value {
        Value::Text(text) if text::is_empty(text) => When::Empty,
        value => read_date(value, date1904).map_or(When::Unclear, When::Seen),
    }
}

/// Writes the words that decide the rest of a row of a table, so that equal bytes mean equal words; false
/// where they lie in merged cells or are no words.
fn words(table: &Table, row: &Row, fields: &[Field], words: &mut Vec<u8>) -> bool {
    words.clear();
    fields.iter().all(|field| {
        let Some(cell) = table.cell(row, *field) else {
            words.push(0);
            return true;
        };
        if cell.anchor.is_some() {
            return false;
        }
        if let Some(word) = cell.word {
            words.push(6);
            words.extend(word.number().to_le_bytes());
            return true;
        }
        match &cell.value {
            Value::Text(text) => {
                let Ok(length) = u16::try_from(text.len()) else {
                    return false;
                };
                words.push(1);
                words.extend(length.to_le_bytes());
                words.extend(text.as_bytes());
            }
            Value::Number(number) => {
                words.push(2);
                words.extend(number.to_bits().to_le_bytes());
            }
            Value::Date(at) => {
                let (day, time) = (at.date(), at.time());
                words.push(3);
                words.extend(day.year().to_le_bytes());
                words.extend(day.month().to_le_bytes());
                words.extend(day.day().to_le_bytes());
                words.extend(time.hour().to_le_bytes());
                words.extend(time.minute().to_le_bytes());
                words.extend(time.second().to_le_bytes());
            }
            Value::Bool(truth) => words.push(if *truth { 4 } else { 5 }),
            Value::Error(_) => return false,
        }
        true
    })
}

/// A row of applications, and on the desk the words that decide the rest; none for a row out of the ordinary.
pub(crate) fn request<'r>(
    reading: &Reading<'_>,
    table: &Table,
    row: &'r Row,
    desk: &mut Desk,
) -> Option<PlainRequest<'r>> {
    if !words(table, row, of_units(reading, &REQUEST), &mut desk.said) {
        return None;
    }
    if desk.is_merged(row) {
        return None;
    }
    let number = identity(table.cell(row, Field::Number))?;
    if number.as_deref().is_some_and(names_several_requests) {
        return None;
    }
    if !reading.key.is_empty() {
        return None;
    }
    let blank = |field: Field| written(table, row, field).is_none();
    // other columns may tell how it ended
    if blank(Field::Result) && blank(Field::Detail) {
        return None;
    }
    if number.is_some() && several(table, row) && is_vague_count(table) {
        return None;
    }
    Some(PlainRequest {
        row: row.number,
        number,
        received: desk.day(table, row, Field::Received)?,
        replied: desk.day(table, row, Field::Replied)?,
        applicant: written(table, row, Field::Applicant),
        content: written(table, row, Field::Content),
    })
}

/// The words that decide the rest of a publication; false for a row out of the ordinary.
pub(crate) fn publication_words(
    reading: &Reading<'_>,
    table: &Table,
    row: &Row,
    desk: &mut Desk,
) -> bool {
    words(table, row, of_units(reading, &PUBLICATION), &mut desk.said)
}

/// A row of publications whose words tell that it is of this category; none for a document, and for a row
/// out of the ordinary.
pub(crate) fn publication<'r>(
    words: &Words,
    (table, row): (&Table, &'r Row),
    category: Category,
    desk: &mut Desk,
) -> Option<PlainPublication<'r>> {
    if matches!(category, Category::Document(_)) || desk.is_merged(row) {
        return None;
    }
    let none = |value: &Value| matches!(value, Value::Text(text) if is_none_counted(text));
    if (table.cell(row, Field::Count)).is_some_and(|cell| none(&cell.value)) {
        return None;
    }
    if category == Category::Fee && desk.tells_revenue(words, row) {
        return None;
    }
    let mut dated = None;
    for field in dates_of(Some(category)) {
        dated = desk.span(table, row, *field)?;
        if dated.is_some() && stands_in(table, Some(category), *field) {
            return None;
        }
        if dated.is_some() {
            break;
        }
    }
    if dated.is_none() && table.has(Field::Year) {
        return None;
    }
    let number = written(table, row, Field::DocumentNumber);
    let document = matches!(category, Category::Document(_));
    if number
        .as_deref()
        .is_some_and(|number| !document && !is_number(number))
    {
        return None;
    }
    if category == Category::Other {
        // what tells that it may be counted is told by a row of its own
        let documents = !table.has(Field::Category);
        if number
            .as_deref()
            .is_some_and(|number| number.contains('规'))
            || documents && number.as_deref().is_some_and(may_be_of_document)
            || written(table, row, Field::Amount).is_some()
        {
            return None;
        }
    }
    let title = written(table, row, Field::Title);
    if number.is_none()
        && counted_one_by_one(Some(category))
        && title
            .as_deref()
            .is_some_and(|title| number_in_title(table, title).is_some())
    {
        return None;
    }
    if matches!(category, Category::Decision(_)) && several(table, row) {
        let of_things = written(table, row, Field::AmountUnit).is_some();
        if of_things || number.is_some() && is_vague_count(table) {
            return None;
        }
    }
    if category.counts_by_date() && number.is_none() {
        // what a row of its own would be doubted for
        let counts = written(table, row, Field::Count).is_some();
        let month = dated.is_some_and(|span| span.from != span.to);
        let doubted = table.has(Field::Count)
            || month && matches!(category, Category::Decision(_))
            || dated.is_none() && needs_day(table, Some(category));
        if !counts && doubted {
            return None;
        }
    }
    let out_of_order = |number: &str| names_several(number) || is_of_notice(number);
    if number.as_deref().is_some_and(out_of_order) {
        return None;
    }
    let dated = dated.or(table.period);
    let published = desk.span(table, row, Field::Published).flatten();
    let amount = match category {
        Category::Fee => Some(amount(table, row)?),
        Category::Document(_) | Category::Decision(_) | Category::Other => None,
    };
    Some(PlainPublication {
        row: row.number,
        number,
        title,
        dated,
        published: published.or(match category {
            Category::Other => dated,
            _ => None,
        }),
        amount,
    })
}

/// A number that identifies, as written; none within where there is none, none at all where it may have lost
/// digits.
#[allow(clippy::option_option)]
fn identity(cell: Option<&Cell>) -> Option<Option<Cow<'_, str>>> {
    let Some(cell) = cell else {
        return Some(None);
    };
    match &cell.value {
        Value::Text(text) if text::is_empty(text) => Some(None),
        Value::Text(text) if text.starts_with('#') || is_scientific(text) => None,
        Value::Text(text) => Some(Some(Cow::Borrowed(text.trim()))),
        Value::Number(_) => {
            let digits = cell.value.text();
            (digits.len() < 15).then_some(Some(digits))
        }
        Value::Date(_) | Value::Bool(_) | Value::Error(_) => None,
    }
}

/// A text as written; none where it is empty.
pub(crate) fn written<'r>(table: &Table, row: &'r Row, field: Field) -> Option<Cow<'r, str>> {
    let text = match table.cell(row, field)?.value.text() {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    };
    (!text::is_empty(&text)).then_some(text)
}

/// Whether a text of a row tells, in a column that is not read; each word is asked once.
fn beside(
    (read, asked): (&[bool], &mut Vec<Option<bool>>),
    row: &Row,
    tells: impl Fn(&str) -> bool,
) -> bool {
    row.cells.iter().any(|cell| {
        let Value::Text(text) = &cell.value else {
            return false;
        };
        if read.get(usize::from(cell.column)) == Some(&true) {
            return false;
        }
        let Some(word) = cell.word else {
            return tells(text);
        };
        let at = word.position();
        if at >= asked.len() {
            asked.resize(at + 1, None);
        }
        *asked[at].get_or_insert_with(|| tells(text))
    })
}

/// Whether a row stands for several.
fn several(table: &Table, row: &Row) -> bool {
    let count = written(table, row, Field::Count);
    // 「1件」
    count.is_some_and(|count| count.trim_end_matches(char::is_alphabetic) != "1")
}

/// A bare number in the unit that the table names.
fn amount(table: &Table, row: &Row) -> Option<Decimal> {
    let cell = table.cell(row, Field::Amount)?;
    let bare = cell.anchor.is_none()
        && matches!(cell.value, Value::Number(_) | Value::Text(_))
        && written(table, row, Field::AmountUnit).is_none();
    let read = number::parse(&cell.value.text()).filter(|read| bare && read.unit.is_empty())?;
    let amount = table.money?.in_ten_thousands(read.value)?;
    Some(amount.normalize())
}

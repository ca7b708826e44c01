//! 孤行: rows of a single cell, which are records, headings of some rows, notes or the close of a sheet by what stands
//! around them.
//!
//! In: such a row below a header, and the one that follows it. Out: what it is. What closes a table by its words alone
//! is left to [`super::aside`].

use super::{Field, Kind, Table, aside, content, has_own, rules, squeezed};
use crate::address::Address;
use crate::book::{Cell, Row, Value};
use crate::finding::{Finding, Place};
use crate::text::{self, quote};

/// What was read of a table so far.
#[derive(Debug, Default)]
pub(super) struct Lone {
    /// A record of several cells.
    several: bool,
    /// A note since the last record: what follows it closes the table.
    closing: bool,
}

/// What a row of a single cell is.
#[derive(Debug)]
pub(super) enum Stands {
    /// A record as any.
    Record,
    /// A record that may be none.
    Doubted(Finding),
    /// The heading of the rows below it.
    Heading,
    /// A note, or the close of a sheet.
    Note,
    /// No record that any column would have it.
    Foreign(Finding),
}

impl Lone {
    /// A record of one or several cells was read.
    pub(super) fn told(&mut self, several: bool) {
        self.several |= several;
        self.closing = false;
    }

    /// A note was read.
    pub(super) fn noted(&mut self) {
        self.closing = true;
    }

    /// What a row is, of which nothing else tells that it is no record.
    pub(super) fn stands(&self, table: &Table, row: &Row, next: Option<&Row>) -> Stands {
        let Some((cell, key)) = single(row).and_then(|cell| Some((cell, squeezed(cell)?))) else {
            return Stands::Record;
        };
        let leads = next.is_some_and(is_of_several);
        if !self.several && !leads {
            return Stands::Record;
        }
        let field = table.field_of(cell.column);
        let number = matches!(
            field,
            Some(Field::Number | Field::DocumentNumber | Field::CaseNumber)
        );
        let numbered = number && aside::is_number(&key);
        let signed = !numbered && next.and_then(single).is_some_and(is_day);
        if self.closing && !numbered || signed || closes_with_day(field, cell, &key) {
            return Stands::Note;
        }
        let at = Address {
            row: row.number,
            ..table.at
        };
        let told = || Told {
            at: at.at(cell.column),
            heading: table.heading_of_column(cell.column).unwrap_or_default(),
            written: cell.value.text().into_owned(),
        };
        if next.is_none() && closes_sheet(table, field, (cell, &key)) {
            return Stands::Foreign(told().foreign());
        }
        if leads && heads_rows(&key) {
            return Stands::Heading;
        }
        if number && !numbered {
            return Stands::Foreign(told().foreign());
        }
        match is_left_untold(table, field) {
            true => Stands::Doubted(told().doubted()),
            false => Stands::Record,
        }
    }
}

/// The only cell of a row into which nothing is merged from above.
pub(super) fn single(row: &Row) -> Option<&Cell> {
    let from_above = |cell: &Cell| cell.is_from_above(row.number);
    let mut own = row.cells.iter().filter(|cell| has_own(cell));
    let only = own.next().filter(|_| own.next().is_none())?;
    (!row.cells.iter().any(from_above)).then_some(only)
}

/// Whether a row has several cells.
pub(super) fn is_of_several(row: &Row) -> bool {
    row.cells
        .iter()
        .filter(|cell| has_own(cell))
        .nth(1)
        .is_some()
}

fn is_day(cell: &Cell) -> bool {
    content::is_date(&cell.value)
}

/// 「2022年4月1日」 where no day is asked for, which no number is written like.
fn closes_with_day(field: Option<Field>, cell: &Cell, key: &str) -> bool {
    !field.is_some_and(content::holds_dates) && is_day(cell) && key.contains('日')
}

/// Whether the last row of a table is but the day or the office that signs it, where records tell more.
fn closes_sheet(table: &Table, field: Option<Field>, (cell, key): (&Cell, &str)) -> bool {
    const LEAST: usize = 3;
    const OFFICES: [char; 9] = ['局', '委', '府', '厅', '办', '院', '会', '处', '所'];
    let day = field.is_some_and(content::holds_dates) && is_day(cell);
    let office = key.ends_with(OFFICES) && !key.contains(|c: char| c.is_ascii_digit());
    table.columns.len() >= LEAST && (day || office)
}

/// 「（一）食品类」, 「二、药品」
fn heads_rows(key: &str) -> bool {
    let numeral = |c: char| "一二三四五六七八九十第".contains(c);
    let title = text::without_item_number(key);
    title.len() < key.len() && key.trim_start_matches('(').starts_with(numeral)
}

/// Whether a decision or a fee counts without a doubt that the entries would tell: it has a number or a quantity where
/// its table asks what it was about, or its table asks for neither a day nor a quantity. Where nothing else is asked, a
/// number or a quantity is what a register has of a decision.
fn is_left_untold(table: &Table, field: Option<Field>) -> bool {
    let dated = || {
        let mut fields = table.columns.keys();
        fields.any(|field| content::holds_dates(*field))
    };
    table.kind == Kind::Publications
        && match field {
            Some(Field::DocumentNumber | Field::Count) => table.describes(),
            _ => !dated() && !table.has(Field::Count),
        }
}

/// What a finding tells of such a row.
struct Told<'t> {
    at: Address,
    heading: &'t str,
    written: String,
}

impl Told<'_> {
    fn foreign(self) -> Finding {
        let message = format!(
            "这一行只有{}，不像「{}」，其余各格空着，没有计入",
            quote(&self.written),
            self.heading
        );
        let help = format!(
            "是登记的，请补填「{}」、日期等各格；小标题、落款、说明等不是登记的，请删去这一行，或用 [[explain]] 说明",
            self.heading
        );
        Finding::new(&rules::LONE, Place::Cell(self.at), message)
            .value(self.written)
            .help(help)
    }

    fn doubted(self) -> Finding {
        let message = format!(
            "这一行只有「{}」{}，其余各格空着，照常计入",
            self.heading,
            quote(&self.written)
        );
        Finding::new(&rules::LONE, Place::Cell(self.at), message)
            .value(self.written)
            .help("是登记的，请补填其余各格，或用 [[explain]] 说明；预先编好的空号、合计、说明等不是登记的，请删去这一行")
    }
}

/// Whether a row begins with a value that is no text, alone: a record, or what closes a table.
pub(super) fn is_value_alone(row: &Row) -> bool {
    single(row).is_some_and(|cell| !matches!(cell.value, Value::Text(_)))
}

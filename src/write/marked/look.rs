//! How a cell of a copy looks: its value shown as what it is, its mark as a colour and a border.

use std::collections::BTreeMap;

use rust_xlsxwriter::{ExcelDateTime, Format, FormatBorder, Worksheet, XlsxError};

use crate::book::Value;
use crate::finding::Severity;

/// Where something stands on a sheet: row from 1, column from 0.
pub(super) type Spot = (u32, u16);

/// How a cell is marked; borders tell it without colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shade {
    None,
    Error,
    Warning,
    Note,
    /// A finding elsewhere refers to it.
    Related,
}

impl Shade {
    pub(super) fn of(severity: Option<Severity>) -> Self {
        match severity {
            Some(Severity::Error) => Shade::Error,
            Some(Severity::Warning) => Shade::Warning,
            Some(Severity::Note) => Shade::Note,
            None => Shade::Related,
        }
    }

    /// The cell's colour.
    pub(super) fn paper(self) -> u32 {
        match self {
            Shade::None => 0x00FF_FFFF,
            Shade::Error => 0x00FF_C7CE,
            Shade::Warning => 0x00FF_EB9C,
            Shade::Note => 0x00E4_E4E4,
            Shade::Related => 0x00E3_EEF8,
        }
    }

    /// The colour of its border and of the sheet's tab.
    pub(super) fn ink(self) -> u32 {
        match self {
            Shade::None => 0x0000_0000,
            Shade::Error => 0x00C0_0000,
            Shade::Warning => 0x00BF_8F00,
            Shade::Note => 0x0080_8080,
            Shade::Related => 0x005B_9BD5,
        }
    }

    fn border(self) -> FormatBorder {
        match self {
            Shade::None => FormatBorder::None,
            Shade::Error => FormatBorder::Medium,
            Shade::Warning => FormatBorder::MediumDashed,
            Shade::Note => FormatBorder::Thin,
            Shade::Related => FormatBorder::Dotted,
        }
    }
}

/// How a value is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    General,
    /// Text that someone who edits the cell and leaves it again must not turn into a formula.
    Marked,
    Day,
    Time,
}

/// Formats made so far.
#[derive(Default)]
pub(super) struct Looks(BTreeMap<(Kind, Shade), Format>);

impl Looks {
    pub(super) fn of(&mut self, kind: Kind, shade: Shade) -> &Format {
        self.0
            .entry((kind, shade))
            .or_insert_with(|| look(kind, shade))
    }
}

fn look(kind: Kind, shade: Shade) -> Format {
    let format = match kind {
        Kind::General => Format::new(),
        Kind::Marked => Format::new().set_quote_prefix(),
        Kind::Day => Format::new().set_num_format("yyyy-mm-dd"),
        Kind::Time => Format::new().set_num_format("yyyy-mm-dd hh:mm:ss"),
    };
    match shade {
        Shade::None => format,
        shade => format
            .set_background_color(shade.paper())
            .set_border(shade.border())
            .set_border_color(shade.ink()),
    }
}

/// Writes a value as what it is.
pub(super) fn put(
    sheet: &mut Worksheet,
    (row, column): Spot,
    value: &Value,
    shade: Shade,
    looks: &mut Looks,
) -> Result<(), XlsxError> {
    let row = row - 1;
    match value {
        Value::Text(text) | Value::Error(text) => {
            /// The longest text that xlsx holds, in UTF-16 units.
            const LONGEST: usize = 32_767;
            let mut taken = 0;
            let end = text.char_indices().find_map(|(at, c)| {
                taken += c.len_utf16();
                (taken > LONGEST).then_some(at)
            });
            let text = &text[..end.unwrap_or(text.len())];
            let marked = text.starts_with(['=', '+', '-', '@']);
            let kind = if marked { Kind::Marked } else { Kind::General };
            sheet.write_string_with_format(row, column, text, looks.of(kind, shade))?;
        }
        Value::Number(number) => {
            sheet.write_number_with_format(row, column, *number, looks.of(Kind::General, shade))?;
        }
        Value::Bool(truth) => {
            sheet.write_boolean_with_format(row, column, *truth, looks.of(Kind::General, shade))?;
        }
        Value::Date(at) => match excel_date(at) {
            Ok(date) => {
                let midnight = at.time() == jiff::civil::Time::midnight();
                let kind = if midnight { Kind::Day } else { Kind::Time };
                sheet.write_datetime_with_format(row, column, &date, looks.of(kind, shade))?;
            }
            // before 1900
            Err(_) => {
                let look = looks.of(Kind::General, shade);
                sheet.write_string_with_format(row, column, value.text(), look)?;
            }
        },
    }
    Ok(())
}

fn excel_date(at: &jiff::civil::DateTime) -> Result<ExcelDateTime, XlsxError> {
    let number = |n: i8| u8::try_from(n).unwrap_or_default();
    ExcelDateTime::from_ymd(
        u16::try_from(at.year()).unwrap_or_default(),
        number(at.month()),
        number(at.day()),
    )?
    .and_hms_milli(
        u16::from(number(at.hour())),
        number(at.minute()),
        number(at.second()),
        u16::try_from(at.millisecond()).unwrap_or_default(),
    )
}

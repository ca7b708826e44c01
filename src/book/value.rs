//! Values of the libraries → [`Value`].

use calamine::{Data, DataRef, ExcelDateTime, ExcelDateTimeType};
use jiff::civil::{Date, DateTime};

use super::{Text, Value};

/// What a formula gives whose result was never stored.
pub(crate) const NOT_COMPUTED: &str = "公式未计算";

/// A cell of calamine's streaming readers; none when it has no value.
pub(super) fn from_ref(data: DataRef<'_>) -> Option<Value> {
    match data {
        DataRef::SharedString(text) => from_text(text),
        other => from_data(Data::from(other)),
    }
}

/// A cell of calamine's ranges; none when it has no value.
#[expect(
    clippy::cast_precision_loss,
    reason = "an xls holds integers of 30 bits"
)]
pub(super) fn from_data(data: Data) -> Option<Value> {
    match data {
        Data::Empty => None,
        Data::Int(number) => Some(Value::Number(number as f64)),
        Data::Float(number) => from_number(number),
        Data::Bool(truth) => Some(Value::Bool(truth)),
        Data::String(text) | Data::DurationIso(text) => from_text(text),
        Data::DateTime(serial) => from_excel(serial),
        Data::DateTimeIso(text) => match iso_date(&text) {
            Some(date) => Some(Value::Date(date)),
            None => from_text(text),
        },
        Data::Error(error) => Some(Value::Error(error.to_string().into())),
    }
}

impl Value {
    /// Bytes that its text takes.
    pub(super) fn text_length(&self) -> usize {
        match self {
            Value::Text(text) | Value::Error(text) => text.len(),
            Value::Number(_) | Value::Date(_) | Value::Bool(_) => 0,
        }
    }

    /// The text of a formula error, in whatever form the file has it.
    pub fn formula_error(&self) -> Option<String> {
        const ERRORS: &[&str] = &[
            "#N/A",
            "#VALUE!",
            "#REF!",
            "#DIV/0!",
            "#NAME?",
            "#NUM!",
            "#NULL!",
            "#SPILL!",
            "#CALC!",
            "#FIELD!",
            "#BLOCKED!",
            "#CONNECT!",
            "#UNKNOWN!",
            "#BUSY!",
            "#GETTING_DATA",
        ];
        match self {
            Value::Error(error) => Some(error.to_string()),
            Value::Text(written) => {
                let bare = written.trim();
                let mut errors = ERRORS.iter().filter(|_| bare.starts_with('#'));
                let error = errors.find(|e| e.eq_ignore_ascii_case(bare));
                error.map(|e| (*e).to_owned())
            }
            _ => None,
        }
    }
}

/// Text, unless it is empty.
pub(super) fn from_text(text: impl Into<Text>) -> Option<Value> {
    let text = text.into();
    (!text.is_empty()).then_some(Value::Text(text))
}

/// A number; NaN and infinity, which no spreadsheet shows, are what Excel would say of them.
pub(super) fn from_number(number: f64) -> Option<Value> {
    Some(if number.is_finite() {
        Value::Number(number)
    } else {
        Value::Error("#NUM!".into())
    })
}

/// A number shown as a date.
pub(super) fn from_serial(number: f64, date1904: bool) -> Value {
    let serial = ExcelDateTime::new(number, ExcelDateTimeType::DateTime, date1904);
    from_excel(serial).unwrap_or(Value::Number(number))
}

/// A serial shown as a date. Durations, times of day without a date and what lies outside the calendar
/// stay numbers.
fn from_excel(serial: ExcelDateTime) -> Option<Value> {
    let number = serial.as_f64();
    if serial.is_datetime() && (1.0..2_958_466.0).contains(&number) {
        let (year, month, day, hour, minute, second, milli) = serial.to_ymd_hms_milli();
        let date = calendar(
            year,
            (month, day),
            (hour, minute, second),
            i32::from(milli) * 1_000_000,
        );
        if let Some(date) = date {
            return Some(Value::Date(date));
        }
    }
    from_number(number)
}

fn calendar(
    year: u16,
    (month, day): (u8, u8),
    (hour, minute, second): (u8, u8, u8),
    nanos: i32,
) -> Option<DateTime> {
    DateTime::new(
        i16::try_from(year).ok()?,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
        i8::try_from(hour).ok()?,
        i8::try_from(minute).ok()?,
        i8::try_from(second).ok()?,
        nanos,
    )
    .ok()
}

/// `2022-04-29`, `2022-04-29T10:30:00` with or without a fraction, as the XML formats write dates; one that tells
/// its zone in Beijing time.
pub(super) fn iso_date(text: &str) -> Option<DateTime> {
    if let Some(moment) = crate::date::zoned(text) {
        return Some(moment);
    }
    let text = text.trim().trim_end_matches('Z');
    if text.contains('T') {
        text.parse::<DateTime>().ok()
    } else {
        text.parse::<Date>().ok().map(|date| date.at(0, 0, 0, 0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn serials_become_dates_from_1900_and_from_1904() {
        assert_eq!(
            from_serial(44680.4375, false),
            Value::Date(date(2022, 4, 29).at(10, 30, 0, 0))
        );
        assert_eq!(
            from_serial(43_218.0, true),
            Value::Date(date(2022, 4, 29).at(0, 0, 0, 0))
        );
    }

    #[test]
    fn serials_that_are_no_date_stay_numbers() {
        assert_eq!(from_serial(0.5, false), Value::Number(0.5));
        assert_eq!(from_serial(60.0, false), Value::Number(60.0));
        assert_eq!(from_serial(-1.0, false), Value::Number(-1.0));
        assert_eq!(from_serial(3e9, false), Value::Number(3e9));
        let nothing = Value::Error("#NUM!".into());
        assert_eq!(from_serial(f64::NAN, false), nothing);
        assert_eq!(from_serial(f64::INFINITY, false), nothing);
    }

    #[test]
    fn dates_of_the_xml_formats_are_read() {
        let day = date(2022, 4, 29);
        assert_eq!(iso_date("2022-04-29"), Some(day.at(0, 0, 0, 0)));
        assert_eq!(
            iso_date("2022-04-29T10:30:00.000"),
            Some(day.at(10, 30, 0, 0))
        );
        assert_eq!(iso_date("2022-04-29T10:30:00Z"), Some(day.at(18, 30, 0, 0)));
        assert_eq!(iso_date("2022-04-28T16:30:00Z"), Some(day.at(0, 30, 0, 0)));
        assert_eq!(iso_date("明天"), None);
    }
}

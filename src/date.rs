//! Dates as people type them and as Excel stores them.

use std::borrow::Cow;

use jiff::ToSpan as _;
use jiff::civil::{Date, DateTime, Time, date};

use crate::text::{chinese_number, half_width, is_format};

/// What a cell in a date column says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// A day.
    Day(Date),
    /// A month and a day without a year (`4月29日`).
    MonthDay(i8, i8),
    /// A month without a day (`2022年4月`): enough where only the year counts.
    Month(i16, i8),
}

/// Why a text is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Nothing of a date in it.
    Unreadable,
    /// A date that the calendar does not have (13月, 2月30日).
    Impossible,
    /// `22-4-29`: the century is not told.
    TwoDigitYear,
    /// `200312`: a month of 2003 or a day of 2020.
    SixDigits,
    /// `04/29/2022`, `29.4.2022`: which is the month is not told.
    YearLast,
    /// A year that no record of an office can have.
    FarYear,
    /// 1970-01-01: what systems write for no day at all.
    Zero,
}

impl Fault {
    /// What is wrong, in words that follow the quoted text.
    pub fn words(self) -> &'static str {
        match self {
            Fault::Unreadable => "不是可以识别的日期",
            Fault::Impossible => "不是历法上存在的日期",
            Fault::TwoDigitYear => "年份只有两位，无法确定是哪一年",
            Fault::SixDigits => "可以是年月，也可以是只写了两位年份的年月日，无法确定是哪一个",
            Fault::YearLast => "年份写在最后，月和日的先后无法确定",
            Fault::FarYear => "年份不合常理",
            Fault::Zero => "像是系统没有填日期时留下的，不是真的日期（没有日期的，请清空）",
        }
    }
}

/// Years that a record can have; outside them a number is no date.
pub const YEARS: std::ops::RangeInclusive<i16> = 1949..=2100;

/// The day from which computers count: in a record it stands for none.
const ZERO: Date = jiff::civil::date(1970, 1, 1);

/// Whether a day is that which systems write for none.
pub fn is_zero(day: Date) -> bool {
    day == ZERO
}

/// Whether a record can have this day.
pub fn is_of_records(day: Date) -> bool {
    YEARS.contains(&day.year())
}

/// A year and a month in six digits: `202203`.
///
/// `200312` may as well be 12 March 2020 with two digits of its year, and is neither: it is a day of the report
/// years written short, or a month of 2001 to 2012. From 2013 on the third and fourth digit are no month, so that
/// there is one reading.
pub fn year_and_month(digits: &str) -> Result<(i16, i8), Fault> {
    let part = |range: std::ops::Range<usize>| {
        let part = digits.get(range).filter(|_| digits.len() == 6);
        part.map_or(Err(Fault::Unreadable), number)
    };
    let (year, month) = (part(0..4)?, part(4..6)?);
    match day_of(year, month, 1) {
        Ok(_) if day_of(2000 + part(0..2)?, part(2..4)?, month).is_ok() => Err(Fault::SixDigits),
        Ok(first) => Ok((first.year(), first.month())),
        Err(_) => Err(Fault::TwoDigitYear),
    }
}

/// The serial number of a day in Excel.
pub fn serial(day: Date) -> i64 {
    let since = day.duration_since(date(1899, 12, 30));
    since.as_hours() / 24
}

/// A day from a serial number of Excel; none outside the years of records.
pub fn of_serial(days: i64, date1904: bool) -> Option<Date> {
    let origin = if date1904 {
        date(1904, 1, 1)
    } else {
        date(1899, 12, 30)
    };
    let days = i32::try_from(days).ok()?;
    let day = origin
        .checked_add(jiff::Span::new().try_days(days).ok()?)
        .ok()?;
    is_of_records(day).then_some(day)
}

/// Reads a date as typed: `2022-04-29`, `2022/4/29`, `2022.4.29`, `2022年4月29日`, `20220429`, with a time
/// behind it, with stray spaces, in full width, in Chinese numerals, or the text of a serial number.
pub fn parse(text: &str, date1904: bool) -> Result<Seen, Fault> {
    if let Some(day) = plain_day(text.as_bytes()) {
        return Ok(Seen::Day(day));
    }
    let shown = text.chars().filter(|c| !is_format(*c));
    let plain: String = shown.map(half_width).collect();
    let plain = plain.trim();
    // Excel's mark of a text, which a csv keeps
    let plain = plain.strip_prefix('\'').unwrap_or(plain).trim_start();
    let plain = &*of_new_year(plain);
    if let Some(moment) = zoned(plain) {
        return match is_of_records(moment.date()) {
            true => Ok(Seen::Day(moment.date())),
            false => Err(Fault::FarYear),
        };
    }
    if let Some(seen) = chinese_date(plain).or_else(|| day_first(plain)) {
        return seen;
    }
    let tokens = tokens(plain).ok_or(Fault::Unreadable)?;
    let numbers: Vec<&str> = tokens.iter().map(|t| t.digits.as_str()).collect();
    match numbers.as_slice() {
        [one] if tokens[0].after.is_empty() => digits_only(one, date1904),
        // the text of a serial number with a time: 44680.4375
        [days, _] if days.len() == 5 && tokens[0].after == "." && tokens[1].after.is_empty() => {
            days.parse()
                .ok()
                .and_then(|d| of_serial(d, date1904))
                .map(Seen::Day)
                .ok_or(Fault::Unreadable)
        }
        [joined, ..] if (joined.len() == 8 || joined.len() == 14) && time_follows(&tokens, 0) => {
            digits_only(joined, date1904)
        }
        [year, month]
            if year.len() == 4
                && joins(&tokens[0])
                && (tokens[1].after.is_empty()
                    || tokens[1].after == "月"
                    || tokens[1].after == "月份") =>
        {
            let month = month.parse::<i8>().map_err(|_| Fault::Unreadable)?;
            let year = year.parse::<i16>().map_err(|_| Fault::Unreadable)?;
            day_of(i64::from(year), i64::from(month), 1).map(|_| Seen::Month(year, month))
        }
        [month, day]
            if month.len() <= 2
                && day.len() <= 2
                && joins(&tokens[0])
                && ends_a_day(&tokens[1]) =>
        {
            // a leap year, so that 2月29日 is possible until its year is known
            let (month, day) = (number(month)?, number(day)?);
            day_of(2020, month, day)?;
            Ok(Seen::MonthDay(
                i8::try_from(month).map_err(|_| Fault::Impossible)?,
                i8::try_from(day).map_err(|_| Fault::Impossible)?,
            ))
        }
        [year, month, day, ..] if joins(&tokens[0]) && joins(&tokens[1]) => {
            if tokens.len() > 3 && !time_follows(&tokens, 2) {
                return Err(Fault::Unreadable);
            }
            if tokens.len() == 3 && !ends_a_day(&tokens[2]) {
                return Err(Fault::Unreadable);
            }
            match (year.len(), month.len(), day.len()) {
                (4, 1..=2, 1..=2) => {
                    day_of(number(year)?, number(month)?, number(day)?).map(Seen::Day)
                }
                (1..=2, 1..=2, 4) => Err(Fault::YearLast),
                (2, 1..=2, 1..=2) => Err(Fault::TwoDigitYear),
                _ => Err(Fault::Unreadable),
            }
        }
        _ => Err(Fault::Unreadable),
    }
}

/// With 元月 as 1月.
fn of_new_year(plain: &str) -> Cow<'_, str> {
    match plain.contains("元月") {
        true if plain.contains(|c: char| c.is_ascii_digit()) => plain.replace("元月", "1月").into(),
        true => plain.replace("元月", "一月").into(),
        false => plain.into(),
    }
}

/// A moment that tells its zone, `2021-12-31T16:30:00Z`, `2022-01-01 00:30:00+08:00`, in Beijing time; none for what
/// tells none.
pub fn zoned(text: &str) -> Option<DateTime> {
    /// Hours by which Beijing is before Greenwich.
    const BEIJING: i64 = 8;
    let text = text.trim();
    let clock = text.find(':')?;
    let zone = text[clock..].find(['Z', 'z', '+', '-'])? + clock;
    let (told, zone) = (text[..zone].trim_end(), &text[zone..]);
    let (day, time) = told.split_once(['T', 't', ' '])?;
    let time: Time = time.trim_start().parse().ok()?;
    // 「10:30-12:00」 is a span of a day
    let seconds = told.matches(':').count() == 2;
    let minutes = match zone.as_bytes()[0] {
        b'Z' | b'z' => zone[1..].is_empty().then_some(0)?,
        b'-' if !seconds => return None,
        sign => {
            let offset: String = zone[1..].chars().filter(|c| *c != ':').collect();
            let digits = offset.bytes().all(|b| b.is_ascii_digit());
            let (hours, minutes) = match (digits, offset.len()) {
                (true, 2) => (offset.as_str(), "0"),
                (true, 4) => offset.split_at(2),
                _ => return None,
            };
            let minutes = hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?;
            if sign == b'-' { -minutes } else { minutes }
        }
    };
    let moment = plain_day(day.as_bytes())?.to_datetime(time);
    let later = (BEIJING * 60 - minutes).minutes();
    moment.checked_add(later).ok()
}

/// `2022-04-29`, `2022/4/29`, `2022.4.29`: what most dates are, read at once; none for anything else.
fn plain_day(text: &[u8]) -> Option<Date> {
    if !(8..=10).contains(&text.len()) {
        return None;
    }
    let join = *text.get(4)?;
    let after = text[5..].iter().position(|b| *b == join)? + 5;
    let number = |digits: &[u8]| {
        let all = !digits.is_empty() && digits.iter().all(u8::is_ascii_digit);
        all.then(|| {
            digits
                .iter()
                .fold(0i16, |n, d| n * 10 + i16::from(d - b'0'))
        })
    };
    if !matches!(join, b'-' | b'/' | b'.') || after > 7 || text.len() - after > 3 {
        return None;
    }
    let year = number(&text[..4])?;
    let month = i8::try_from(number(&text[5..after])?).ok()?;
    let day = i8::try_from(number(&text[after + 1..])?).ok()?;
    Date::new(year, month, day)
        .ok()
        .filter(|d| is_of_records(*d))
}

/// A run of digits and what stands between it and the next.
struct Token {
    digits: String,
    after: String,
}

fn tokens(plain: &str) -> Option<Vec<Token>> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut in_digits = false;
    for c in plain.chars() {
        if c.is_ascii_digit() {
            if !in_digits {
                tokens.push(Token {
                    digits: String::new(),
                    after: String::new(),
                });
            }
            tokens.last_mut()?.digits.push(c);
            in_digits = true;
        } else {
            in_digits = false;
            // anything before the first digit makes it no date
            let last = tokens.last_mut()?;
            if !c.is_whitespace() {
                last.after.push(match c {
                    '—' | '–' | '−' | '－' => '-',
                    '。' | '．' | '·' | '、' => '.',
                    '\\' => '/',
                    '號' => '号',
                    c => c,
                });
            }
        }
    }
    (!tokens.is_empty()).then_some(tokens)
}

fn joins(token: &Token) -> bool {
    matches!(token.after.as_str(), "-" | "/" | "." | "年" | "月" | "年度")
}

fn ends_a_day(token: &Token) -> bool {
    let rest = token.after.trim_start_matches(['日', '号']);
    let rest = rest.trim_matches(|c| c == '(' || c == ')' || c == '.' || c == ',' || c == ';');
    rest.is_empty()
        || ["星期", "周", "礼拜"].iter().any(|w| rest.starts_with(w))
        || matches!(rest, "上午" | "下午" | "am" | "pm" | "AM" | "PM" | "Z")
}

/// Whether the tokens after `last` are a time of day: `10:30:00`, `T10:30:00.63`, `10时30分`.
fn time_follows(tokens: &[Token], last: usize) -> bool {
    let lead = tokens[last].after.trim_start_matches(['日', '号']);
    let starts = matches!(lead, "" | "T" | "t" | "上午" | "下午" | "," | "_")
        || ["星期", "周", "("].iter().any(|w| lead.starts_with(w))
        // a hyphen between date and time, as some systems export
        || (lead == "-" && tokens.get(last + 1).is_some_and(|t| t.after == ":"));
    let rest = &tokens[last + 1..];
    if rest.is_empty() {
        return lead.is_empty() || ends_a_day(&tokens[last]);
    }
    let clock = |after: &str| {
        matches!(
            after,
            ":" | "时"
                | "点"
                | "分"
                | "秒"
                | "."
                | ""
                | "AM"
                | "PM"
                | "am"
                | "pm"
                | "上午"
                | "下午"
                | "-"
        ) || after.starts_with("时")
    };
    // 「2022-04-2 9」 is a day of two digits parted in the middle
    let parted = lead.is_empty() && tokens[last].digits.len() == 1 && rest[0].after.is_empty();
    starts && !parted && rest[0].digits.len() <= 2 && rest.iter().all(|t| clock(&t.after))
}

fn digits_only(digits: &str, date1904: bool) -> Result<Seen, Fault> {
    match digits.len() {
        8 | 14 => {
            let part = |range: std::ops::Range<usize>| {
                digits.get(range).map_or(Err(Fault::Unreadable), number)
            };
            day_of(part(0..4)?, part(4..6)?, part(6..8)?).map(Seen::Day)
        }
        5 => digits
            .parse()
            .ok()
            .and_then(|d| of_serial(d, date1904))
            .map(Seen::Day)
            .ok_or(Fault::Unreadable),
        6 => year_and_month(digits).map(|(year, month)| Seen::Month(year, month)),
        13 => digits
            .parse()
            .ok()
            .and_then(of_milliseconds)
            .map(Seen::Day)
            .ok_or(Fault::Unreadable),
        _ => Err(Fault::Unreadable),
    }
}

/// The day in Beijing of a moment in milliseconds since 1970, as Java counts; none before 1990 or after 2100.
fn of_milliseconds(moment: i64) -> Option<Date> {
    const PLAUSIBLE: std::ops::RangeInclusive<i16> = 1990..=2100;
    let since = date(1970, 1, 1).at(8, 0, 0, 0);
    let at = since.checked_add(moment.milliseconds()).ok()?;
    PLAUSIBLE.contains(&at.year()).then_some(at.date())
}

fn number(digits: &str) -> Result<i64, Fault> {
    digits.parse().map_err(|_| Fault::Unreadable)
}

fn day_of(year: i64, month: i64, day: i64) -> Result<Date, Fault> {
    let year = i16::try_from(year).map_err(|_| Fault::FarYear)?;
    if !YEARS.contains(&year) {
        return Err(Fault::FarYear);
    }
    let month = i8::try_from(month).map_err(|_| Fault::Impossible)?;
    let day = i8::try_from(day).map_err(|_| Fault::Impossible)?;
    Date::new(year, month, day).map_err(|_| Fault::Impossible)
}

/// `二〇二二年四月二十九日`.
fn chinese_date(plain: &str) -> Option<Result<Seen, Fault>> {
    let compact: String = plain.chars().filter(|c| !c.is_whitespace()).collect();
    let (year, rest) = compact.split_once('年')?;
    let (month, rest) = rest.split_once('月')?;
    let day = rest.trim_end_matches(['日', '号']);
    if year.chars().any(|c| c.is_ascii_digit()) {
        return None;
    }
    let year = chinese_number(year).filter(|_| year.chars().count() == 4)?;
    Some(
        day_of(
            i64::from(year),
            i64::from(chinese_number(month)?),
            i64::from(chinese_number(day)?),
        )
        .map(Seen::Day),
    )
}

/// `25-12月-21`, `25-十二月-2021 10.22.31 上午`: the day first, as Oracle writes a date in a Chinese session; none for
/// anything else.
fn day_first(plain: &str) -> Option<Result<Seen, Fault>> {
    let (day, rest) = plain.split_once(['-', '/', ' '])?;
    let (month, rest) = rest.split_once('月')?;
    let rest = rest.strip_prefix(['-', '/', ' '])?;
    let end = rest.find(|c: char| !c.is_ascii_digit());
    let (year, time) = rest.split_at(end.unwrap_or(rest.len()));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let short = |text: &str| (1..=2).contains(&text.len()) && digits(text);
    let of_clock = |c: char| c.is_ascii_digit() || " .:,上下午amp".contains(c.to_ascii_lowercase());
    if !short(day) || !(time.is_empty() || time.starts_with(' ') && time.chars().all(of_clock)) {
        return None;
    }
    let month = match short(month) {
        true => month.parse().ok()?,
        false => chinese_number(month)?,
    };
    match year.len() {
        2 => Some(Err(Fault::TwoDigitYear)),
        4 => Some(
            number(year)
                .and_then(|year| day_of(year, i64::from(month), number(day)?).map(Seen::Day)),
        ),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_the_vocabulary_to_write_a_date_is_read() {
        let day = Ok(Seen::Day(date(2022, 4, 29)));
        for typed in [
            "2022-04-29",
            "2022/4/29",
            "2022.4.29",
            "2022年4月29日",
            "20220429",
            "2022-04-29 10:30:00",
            "2022-04-29T10:30:00.63",
            "2022- 04- 29 14: 58: 15",
            "２０２２－０４－２９",
            "44680",
            "44680.4375",
            "2022年4月29号",
            "2022年 4 月 29 日",
            "2022.04.29.",
            "2022/4/29 0:00",
            "20220429103000",
            "二〇二二年四月二十九日",
            "2022-04-29 星期五",
            "2022年4月29日（周五）",
            "2022年4月29日 10时30分",
            "2022-4-29 上午",
            "2022—04—29",
            "2022。4。29",
            "2022-04-29T10:30:00Z",
            "2022-04-29T10:30:00+08:00",
            "2022-04-29T00:30:00.000+0800",
            "2022-04-28T16:30:00Z",
            "2022-04-28 16:30:00.123+00:00",
            "2022-04-28T16:00Z",
            "2022-04-29T15:59:59Z",
            "2022-04-28T11:30:00-05:00",
            "2022-04-29 10:30-12:00",
            "2022-04-29 9",
            "2022-4-29 9:05",
            " 2022-04-29 ",
            "2022\\4\\29",
            "20220429 10:30",
            "29-4月-2022",
            "29-04月-2022 10.22.31.000000 上午",
            "29-四月-2022",
            "29/4月/2022",
            "'2022-04-29",
            "'2022-04-29 10:30:00",
            "'44680",
            "1651161600000",
            "1651247999999",
        ] {
            assert_eq!(parse(typed, false), day, "{typed}");
        }
    }

    #[test]
    fn what_is_no_date_says_why() {
        for (typed, fault) in [
            ("2022.13.1", Fault::Impossible),
            ("2022-02-30", Fault::Impossible),
            ("200312", Fault::SixDigits),
            ("201212", Fault::SixDigits),
            ("220429", Fault::TwoDigitYear),
            ("202213", Fault::TwoDigitYear),
            ("20221301", Fault::Impossible),
            ("22-4-29", Fault::TwoDigitYear),
            ("22年4月29日", Fault::TwoDigitYear),
            ("29-4月-22", Fault::TwoDigitYear),
            ("29-04月-22 10.22.31 上午", Fault::TwoDigitYear),
            ("29/4月/22", Fault::TwoDigitYear),
            ("29-四月-22", Fault::TwoDigitYear),
            ("05-11月-12", Fault::TwoDigitYear),
            ("31-2月-2022", Fault::Impossible),
            ("1月-3月", Fault::Unreadable),
            ("9951161600000", Fault::Unreadable),
            ("0051161600000", Fault::Unreadable),
            ("04/29/2022", Fault::YearLast),
            ("29.4.2022", Fault::YearLast),
            ("待定", Fault::Unreadable),
            ("约2022-04-29", Fault::Unreadable),
            ("2022-04-29至2022-05-01", Fault::Unreadable),
            ("1022-04-29", Fault::FarYear),
            ("2022-04-2 9", Fault::Unreadable),
            ("2022/4/2 9 10:30", Fault::Unreadable),
            ("2022-04-29T10:30:00 UTC", Fault::Unreadable),
            ("2022-04-29 10:30:00+8", Fault::Unreadable),
            ("12", Fault::Unreadable),
            ("2022", Fault::Unreadable),
        ] {
            assert_eq!(parse(typed, false), Err(fault), "{typed}");
        }
    }

    #[test]
    fn the_first_month_has_a_name_of_its_own() {
        for typed in ["2022年元月5日", "2022年 元月 5日", "二〇二二年元月五日"] {
            assert_eq!(
                parse(typed, false),
                Ok(Seen::Day(date(2022, 1, 5))),
                "{typed}"
            );
        }
        assert_eq!(parse("2022年元月", false), Ok(Seen::Month(2022, 1)));
    }

    #[test]
    fn a_date_without_year_or_day_is_told_as_such() {
        for typed in ["4月29日", "4-29", "04/29", "4月29号"] {
            assert_eq!(parse(typed, false), Ok(Seen::MonthDay(4, 29)), "{typed}");
        }
        for typed in ["2022年4月", "2022-04", "2022/4", "202204", "2022年4月份"] {
            assert_eq!(parse(typed, false), Ok(Seen::Month(2022, 4)), "{typed}");
        }
        for (typed, year) in [("200004", 2000), ("201304", 2013), ("199904", 1999)] {
            assert_eq!(parse(typed, false), Ok(Seen::Month(year, 4)), "{typed}");
        }
    }

    #[test]
    fn serial_numbers_count_from_the_epoch_of_their_file() {
        assert_eq!(of_serial(44680, false), Some(date(2022, 4, 29)));
        assert_eq!(of_serial(43218, true), Some(date(2022, 4, 29)));
        assert_eq!(of_serial(12, false), None);
    }
}

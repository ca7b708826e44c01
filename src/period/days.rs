//! Full dates in a text, and the text without them.

use jiff::civil::Date;

use super::steps::JOINTS;
use crate::date::{Seen, parse};

/// Full dates in a text, and the text with a gap in their place. The second of a span may leave out the year:
/// `2022年1月1日至3月31日`.
pub(super) fn take_dates(chars: &[char]) -> (Vec<Date>, Vec<char>) {
    let mut dates = Vec::new();
    let mut rest = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let starts = chars[at].is_ascii_digit() && (at == 0 || !chars[at - 1].is_ascii_digit());
        let begun = dates.last().filter(|_| is_joined(&rest));
        let of_year = |day: &Date| day_of_year_at(&chars[at..], day.year());
        let found = || date_at(&chars[at..]).or_else(|| begun.and_then(of_year));
        match starts.then(found).flatten() {
            Some((day, length)) => {
                dates.push(day);
                rest.push('|');
                at += length;
            }
            None => {
                rest.push(chars[at]);
                at += 1;
            }
        }
    }
    (dates, rest)
}

/// A date of year, month and day at the beginning, and its length.
fn date_at(chars: &[char]) -> Option<(Date, usize)> {
    let digits = |from: usize| {
        chars[from.min(chars.len())..]
            .iter()
            .take_while(|c| c.is_ascii_digit())
            .count()
    };
    if digits(0) != 4 {
        return None;
    }
    let month_at = 5;
    let month = digits(month_at);
    let day_at = month_at + month + 1;
    let day = digits(day_at);
    let (first, second) = (*chars.get(4)?, *chars.get(month_at + month)?);
    let joined = matches!(
        (first, second),
        ('年', '月') | ('-', '-') | ('/', '/') | ('.', '.')
    );
    if !joined || !(1..=2).contains(&month) || !(1..=2).contains(&day) {
        return None;
    }
    let length = day_at + day;
    let text: String = chars[..length].iter().collect();
    let length = length + usize::from(matches!(chars.get(length), Some('日' | '号')));
    match parse(&text, false) {
        Ok(Seen::Day(day)) => Some((day, length)),
        _ => None,
    }
}

/// Whether a text ends with a date, taken out of it, and what stands between the two dates of a span.
fn is_joined(rest: &[char]) -> bool {
    let Some((joint, before)) = rest.split_last() else {
        return false;
    };
    let before = before.strip_suffix(&['起']).unwrap_or(before);
    JOINTS.contains(joint) && before.ends_with(&['|'])
}

/// A day of a year that is told before, at the beginning: `3月31日`, `03.31`; and its length.
fn day_of_year_at(chars: &[char], year: i16) -> Option<(Date, usize)> {
    let (month, day, length) = month_and_day_at(chars)?;
    Some((Date::new(year, month, day).ok()?, length))
}

/// A month, a day of it and their length, at the beginning.
fn month_and_day_at(chars: &[char]) -> Option<(i8, i8, usize)> {
    let number = |from: usize| -> Option<(i8, usize)> {
        let digits = chars.get(from..)?.iter().take_while(|c| c.is_ascii_digit());
        let text: String = digits.take(3).collect();
        let end = from + text.len();
        (text.len() <= 2).then(|| Some((text.parse().ok()?, end)))?
    };
    let (month, at) = number(0)?;
    let parted = *chars.get(at)?;
    let (day, at) = number(at + 1)?;
    let behind = chars.get(at).copied();
    let end = match (parted, behind) {
        ('月', Some('日' | '号')) => at + 1,
        ('月', _) => at,
        ('.' | '/', _) if !behind.is_some_and(char::is_alphanumeric) => at,
        _ => return None,
    };
    Some((month, day, end))
}

/// `1月1日至3月31日`, of whatever year: whole months; none within where what is told is no whole months.
#[allow(clippy::option_option)]
pub(super) fn span_in(chars: &[char]) -> Option<Option<(i8, i8)>> {
    (0..chars.len()).find_map(|at| {
        let digit = |at: usize| chars[at].is_ascii_digit();
        if !digit(at) || at > 0 && digit(at - 1) {
            return None;
        }
        let written = |at: usize| {
            let told = month_and_day_at(chars.get(at..)?);
            told.filter(|(_, _, length)| chars[at + length - 1] == '日')
        };
        let (from, first, length) = written(at)?;
        let joint = at + length + usize::from(chars.get(at + length) == Some(&'起'));
        if !chars.get(joint).is_some_and(|c| JOINTS.contains(c)) {
            return None;
        }
        let (to, last, _) = written(joint + 1)?;
        // of a leap year or another
        let ends = [2023, 2024]
            .iter()
            .any(|year| Date::new(*year, to, 1).is_ok_and(|day| day.last_of_month().day() == last));
        Some((first == 1 && ends && (1..=to).contains(&from)).then_some((from, to)))
    })
}

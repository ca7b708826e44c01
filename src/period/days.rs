//! Full dates in a text, and the text without them.

use jiff::civil::Date;

use crate::date::{Seen, parse};

/// Full dates in a text, and the text with a gap in their place.
pub(super) fn take_dates(chars: &[char]) -> (Vec<Date>, Vec<char>) {
    let mut dates = Vec::new();
    let mut rest = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let starts = chars[at].is_ascii_digit() && (at == 0 || !chars[at - 1].is_ascii_digit());
        match starts.then(|| date_at(&chars[at..])).flatten() {
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

//! Months: `1-3月`, `1、2月`, `前11个月`, `12月`.

use jiff::civil::Date;

use super::Part;
use super::steps::{Joint, is_month_char, span_of};
use crate::text::chinese_number;

/// `1、2月`, `1月和2月`: months told one by one; like quarters, those that are no span are no period, and a number
/// before a month may be that of a heading.
pub(super) fn months_told_in(chars: &[char]) -> Option<Part> {
    (0..chars.len()).find_map(|start| {
        let before = start.checked_sub(1).map(|at| chars[at]);
        let alone = is_month_char(chars[start]) && !before.is_some_and(is_month_char);
        let told = alone.then(|| months_at(&chars[start..])).flatten()?;
        (told.len() > 1)
            .then(|| span_of(&told).map_or(Part::Unread, |(from, to)| Part::Months(from, to)))
    })
}

/// Months that begin a text, up to the last 月.
fn months_at(chars: &[char]) -> Option<Vec<(i8, Joint)>> {
    let (mut at, mut told, mut closed) = (0, Vec::new(), 0);
    let script = chars.first()?.is_ascii_digit();
    loop {
        let same = |c: &&char| is_month_char(**c) && c.is_ascii_digit() == script;
        let end = at + chars[at..].iter().take_while(same).count();
        let Some(month) = month_of(&chars[at..end]).filter(|_| end > at) else {
            break;
        };
        told.push((month, Joint::And));
        at = end;
        if chars.get(at) == Some(&'月') {
            at += 1;
            at += usize::from(chars.get(at) == Some(&'份'));
            // a day of the month
            match chars.get(at).is_some_and(|c| is_month_char(*c)) {
                true => break,
                false => closed = told.len(),
            }
        }
        match chars.get(at) {
            Some('、' | ',' | '和' | '及' | '与') => at += 1,
            _ => break,
        }
    }
    told.truncate(closed);
    (closed > 0).then_some(told)
}

/// `1-3月`, `1月至3月`, `一至三月`: with a 月 behind the last one. `2022.1-3` and `202201-202203` are left to `points`.
pub(super) fn month_range_in(chars: &[char]) -> Option<(i8, i8)> {
    for at in 1..chars.len() {
        if !matches!(chars[at], '-' | '~' | '至' | '到' | '～') {
            continue;
        }
        let Some((from, _)) = month_before(chars, at) else {
            continue;
        };
        let Some((to, end)) = month_after(chars, at + 1) else {
            continue;
        };
        let of_a_day = chars.get(end + 1).is_some_and(char::is_ascii_digit);
        let closes = chars.get(end) == Some(&'月') && (!of_a_day || is_year(chars, end + 1));
        if closes && from <= to {
            return Some((from, to));
        }
    }
    None
}

/// `2021年10月-2022年3月`: months of two years.
pub(super) fn years_and_months_in(chars: &[char]) -> Option<(Date, Date)> {
    let year_at = |start: usize| -> Option<i16> {
        let year = chars.get(start..start + 5)?;
        let digits: String = year[..4].iter().filter(|c| c.is_ascii_digit()).collect();
        (digits.len() == 4 && year[4] == '年').then(|| digits.parse().ok())?
    };
    (1..chars.len())
        .filter(|&at| matches!(chars[at], '-' | '~' | '至' | '到' | '～' | '—'))
        .find_map(|at| {
            let (from, start) = month_before(chars, at)?;
            let (to, end) = month_after(chars, at + 1)?;
            let (first, last) = (year_at(start.checked_sub(5)?)?, year_at(at + 1)?);
            let closes = chars.get(end) == Some(&'月');
            (closes && first < last).then(|| {
                Some((
                    Date::new(first, from, 1).ok()?,
                    Date::new(last, to, 1).ok()?.last_of_month(),
                ))
            })?
        })
}

/// `前11个月`, `前三月`: the last of the first months of a year; not those of 提前.
pub(super) fn first_months_in(chars: &[char]) -> Option<i8> {
    let begins =
        (0..chars.len()).filter(|at| chars[*at] == '前' && !chars[..*at].ends_with(&['提']));
    begins.map(|at| at + 1).find_map(|begins| {
        let digits = chars[begins..].iter().take_while(|c| is_month_char(**c));
        let end = begins + digits.count();
        let closes = ["个月", "月"].iter().any(|word| {
            let mut rest = chars[end..].iter();
            word.chars().all(|c| rest.next() == Some(&c))
        });
        closes.then(|| month_of(&chars[begins..end]))?
    })
}

/// Whether a year of four digits stands at a place: `2022年`.
fn is_year(chars: &[char], at: usize) -> bool {
    let year = chars.get(at..at + 5);
    year.is_some_and(|year| year[..4].iter().all(char::is_ascii_digit) && year[4] == '年')
}

/// `12月`, `3月份`, `十二月`; not the month of a day (`4月29日`).
pub(super) fn month_in(chars: &[char]) -> Option<(i8, i8)> {
    for at in 1..chars.len() {
        let of_a_day = chars.get(at + 1).is_some_and(|c| is_month_char(*c));
        if chars[at] != '月' || of_a_day && !is_year(chars, at + 1) {
            continue;
        }
        if let Some((month, _)) = month_before(chars, at) {
            return Some((month, month));
        }
        // not the 元 of money
        let before = at.checked_sub(2).map(|at| chars[at]);
        if chars[at - 1] == '元' && before.is_none_or(|c| c == '年' || c.is_ascii_digit()) {
            return Some((1, 1));
        }
    }
    None
}

fn month_of(text: &[char]) -> Option<i8> {
    let text: String = text.iter().collect();
    // 202203; six bytes may be other characters as well
    let text = match text.get(4..6) {
        Some(month) if text.len() == 6 && text.starts_with("20") => month,
        _ => text.as_str(),
    };
    let number = if text.chars().all(|c| c.is_ascii_digit()) && text.len() <= 2 {
        text.parse().ok()?
    } else {
        i8::try_from(chinese_number(text)?).ok()?
    };
    (1..=12).contains(&number).then_some(number)
}

fn month_before(chars: &[char], end: usize) -> Option<(i8, usize)> {
    let end = if chars[..end].ends_with(&['月']) {
        end - 1
    } else {
        end
    };
    let start = (0..end)
        .rev()
        .take_while(|&i| is_month_char(chars[i]))
        .last()?;
    Some((month_of(&chars[start..end])?, start))
}

fn month_after(chars: &[char], start: usize) -> Option<(i8, usize)> {
    // 2022年1月-2022年3月 names the year twice
    let mut start = start;
    if let Some(year) = chars.get(start..start + 5)
        && year[..4].iter().all(char::is_ascii_digit)
        && year[4] == '年'
    {
        start += 5;
    }
    let end = start
        + chars
            .get(start..)?
            .iter()
            .take_while(|c| is_month_char(**c))
            .count();
    Some((month_of(chars.get(start..end)?)?, end))
}

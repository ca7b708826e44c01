//! Points of time without a word for what they are, `2022.01`, `202201`, `20220101`, and what stands between two.

use jiff::civil::Date;

use super::Part;
use super::steps::JOINTS;
use super::years::{in_names, runs};
use crate::date as dates;

/// What makes a number behind a point something else than a month.
const COUNTED: [char; 12] = [
    '号', '日', '季', '件', '批', '期', '次', '个', '周', '旬', '年', '版',
];

/// A point of time and where it ends.
struct Point {
    when: When,
    end: usize,
}

#[derive(Clone, Copy)]
enum When {
    Day(Date),
    /// A year and a month, and whether that is of two digits.
    Month(i16, i8, bool),
    Year(i16),
}

/// `2022.01-2022.03`, `2022-1至2022-3`, `202201-03`, `20220101-20220331`, `2021-2022年度`.
pub(super) fn range_in(chars: &[char]) -> Option<Part> {
    runs(chars).into_iter().find_map(|(start, _)| {
        let first = point_at(chars, start)?;
        let joints = chars[first.end..].iter().take_while(|c| JOINTS.contains(c));
        let joints = joints.count();
        let begins = first.end + joints;
        if joints == 0 || !chars.get(begins)?.is_ascii_digit() {
            return None;
        }
        if let Some(second) = point_at(chars, begins) {
            return between(first.when, second.when).filter(|_| closes(chars, second.end));
        }
        let When::Month(year, from, _) = first.when else {
            return None;
        };
        let (to, end) = month_at(chars, begins)?;
        closes(chars, end)
            .then(|| between(When::Month(year, from, true), When::Month(year, to, true)))?
    })
}

/// `2022.05`, `2022-11`: a month of two digits; of one it may be a number of things, but in a name that says nothing
/// else, as the tabs `2022.1` to `2022.12` do.
pub(super) fn month_in(chars: &[char]) -> Option<Part> {
    runs(chars).into_iter().find_map(|(start, end)| {
        let point = point_at(chars, start)?;
        // a year and a month in one word is told elsewhere, and 「2022年3」 is no month
        let told = end - start == 4 && chars.get(end) != Some(&'年') && closes(chars, point.end);
        let alone = start == 0 && point.end == chars.len();
        match point.when {
            When::Month(_, month, two) if told && (two || alone) => {
                Some(Part::Months(month, month))
            }
            When::Month(..) if told => Some(Part::Unread),
            _ => None,
        }
    })
}

fn between(first: When, last: When) -> Option<Part> {
    let day = |year: i16, month: i8| Date::new(year, month, 1).ok();
    let (from, to) = match (first, last) {
        (When::Day(from), When::Day(to)) => (from, to),
        (When::Month(year, from, _), When::Month(same, to, _)) if year == same && from <= to => {
            return Some(Part::Months(from, to));
        }
        (When::Month(first, from, _), When::Month(last, to, _)) => {
            (day(first, from)?, day(last, to)?.last_of_month())
        }
        (When::Year(first), When::Year(last)) => (day(first, 1)?, day(last, 12)?.last_of_month()),
        _ => return None,
    };
    Some(match from <= to {
        true => Part::Days(from, to),
        false => Part::Unread,
    })
}

fn digits(chars: &[char], from: usize) -> usize {
    let rest = chars.get(from..).unwrap_or_default();
    rest.iter().take_while(|c| c.is_ascii_digit()).count()
}

/// A point that begins with the run of digits at a place.
fn point_at(chars: &[char], start: usize) -> Option<Point> {
    let length = digits(chars, start);
    let end = start + length;
    let text: String = chars[start..end].iter().collect();
    let when = match length {
        8 => match dates::parse(&text, false) {
            Ok(dates::Seen::Day(day)) if in_names(day.year()) => When::Day(day),
            _ => return None,
        },
        6 => {
            let (year, month) = dates::year_and_month(&text).ok()?;
            in_names(year).then_some(When::Month(year, month, true))?
        }
        4 => return of_year(chars, text.parse().ok()?, end),
        _ => return None,
    };
    Some(Point { when, end })
}

/// A year, with a month behind it where there is one.
fn of_year(chars: &[char], year: i16, end: usize) -> Option<Point> {
    if !in_names(year) {
        return None;
    }
    let parted = matches!(chars.get(end), Some('年' | '.' | '-' | '/'));
    if let Some((month, after)) = parted.then(|| month_at(chars, end + 1)).flatten() {
        let two = digits(chars, end + 1) == 2;
        return Some(Point {
            when: When::Month(year, month, two),
            end: after,
        });
    }
    Some(Point {
        when: When::Year(year),
        end: behind_year(chars, end),
    })
}

/// Where a year of digits ends, with the 年 or 年度 behind it.
fn behind_year(chars: &[char], end: usize) -> usize {
    match chars.get(end..) {
        Some(['年', '度', ..]) => end + 2,
        Some(['年', ..]) => end + 1,
        _ => end,
    }
}

/// `2023年、2024年`, `2023和2024年度`: years told one by one. Those that follow one another are a span; with a part of a
/// year beside them, and where one is left out between, what they are is not read.
pub(super) fn years_in(chars: &[char]) -> Option<Part> {
    let found = runs(chars).into_iter().find_map(|(start, _)| {
        let mut years = Vec::new();
        let mut at = start;
        while digits(chars, at) == 4 {
            let text: String = chars[at..at + 4].iter().collect();
            let Some(year) = text.parse().ok().filter(|year| in_names(*year)) else {
                break;
            };
            years.push(year);
            let end = behind_year(chars, at + 4);
            if !matches!(chars.get(end), Some('、' | ',' | '和' | '及' | '与' | '/')) {
                return (years.len() > 1).then_some((years, start, end));
            }
            at = end + 1;
        }
        None
    });
    let (mut years, start, end) = found?;
    years.sort_unstable();
    years.dedup();
    let (first, last) = (*years.first()?, *years.last()?);
    let follow = years.windows(2).all(|pair: &[i16]| pair[0] + 1 == pair[1]);
    let rest = [
        &chars[..start],
        &['|'],
        chars.get(end..).unwrap_or_default(),
    ]
    .concat();
    let whole = follow && super::part_in(&rest).is_none();
    Some(match whole {
        true => between(When::Year(first), When::Year(last))?,
        false => Part::Unread,
    })
}

/// A month of one or two digits, with the 月 behind it.
fn month_at(chars: &[char], start: usize) -> Option<(i8, usize)> {
    let length = digits(chars, start);
    if !(1..=2).contains(&length) {
        return None;
    }
    let text: String = chars[start..start + length].iter().collect();
    let month = text.parse().ok().filter(|m| (1..=12).contains(m))?;
    let mut end = start + length;
    end += usize::from(chars.get(end) == Some(&'月'));
    Some((month, end))
}

/// Whether nothing behind a point makes it something else.
fn closes(chars: &[char], end: usize) -> bool {
    let next = chars.get(end);
    !next.is_some_and(|c| {
        c.is_ascii_digit() || COUNTED.contains(c) && !chars[end..].starts_with(&['年', '度'])
    })
}

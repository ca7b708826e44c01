//! 年份、起止: the years and the spans of days and months that a report's text names, however they are written.

use crate::text;

/// What people type for the 〇 of a year.
pub(super) const ZEROS: [char; 7] = ['〇', '○', '◯', '零', 'O', 'o', '0'];

/// `统计期限为2023年度`, `统计时间：2023年1月至12月`.
pub(super) fn year_told(line: &str) -> Option<i16> {
    const WORDS: [&str; 3] = ["统计期限", "统计时间", "数据期限"];
    let words = WORDS.iter().find(|w| line.contains(**w))?;
    let told = line.split(words).nth(1)?;
    if let Some((from, to)) = range(told) {
        let whole = (from.month, to.month) == (1, 12) && from.year == to.year;
        return whole.then_some(from.year);
    }
    let told = told.trim_start_matches(['为', '是', '：', ':', '自', ' ']);
    let year = *years(told).first()?;
    let whole = [
        format!("{year}年度"),
        format!("{year}年全年"),
        format!("{year}年"),
    ];
    let told = told.trim_end_matches(['。', '，', ' ']);
    whole.iter().any(|w| w == told).then_some(year)
}

/// The first and the last year of a period that goes over the end of a year: `统计期限自2025年1月1日起至2026年12月31日止`.
pub(super) fn years_told(line: &str) -> Option<(i16, i16)> {
    let (from, to) = range(line)?;
    (from.year < to.year).then_some((from.year, to.year))
}

/// An end of a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct End {
    pub(super) year: i16,
    pub(super) month: i8,
    pub(super) day: Option<i8>,
}

impl std::fmt::Display for End {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}年{}月", self.year, self.month)?;
        match self.day {
            Some(day) => write!(f, "{day}日"),
            None => Ok(()),
        }
    }
}

/// The first span of a text, whose end may leave out its year: `2024年1月1日起至6月30日`, `2024年1—6月`.
pub(super) fn range(text: &str) -> Option<(End, End)> {
    let chars = days_alike(text);
    let year = chars
        .windows(5)
        .position(|w| w[4] == '年' && w[..4].iter().all(char::is_ascii_digit))?;
    let mut rest = &chars[year..];
    let from_year = counted(&mut rest, "年")?;
    let month = counted(&mut rest, "月");
    let day = counted(&mut rest, "日");
    let month = month.or_else(|| counted(&mut rest, ""))?;
    skip(&mut rest, &['份', '起', ',']);
    if skip(&mut rest, DASHES) == 0 {
        return None;
    }
    let to_year = counted(&mut rest, "年");
    let to_month = counted(&mut rest, "月")?;
    let to_day = counted(&mut rest, "日");
    let end = |year: i16, month: i16, day: Option<i16>| {
        Some(End {
            year: Some(year).filter(|y| (2000..2100).contains(y))?,
            month: i8::try_from(month).ok().filter(|m| (1..=12).contains(m))?,
            day: day.and_then(|day| i8::try_from(day).ok()),
        })
    };
    let from = end(from_year, month, day)?;
    let to = end(to_year.unwrap_or(from_year), to_month, to_day)?;
    ((from.year, from.month) <= (to.year, to.month)).then_some((from, to))
}

/// Takes a number with its unit, if one stands here.
fn counted(rest: &mut &[char], unit: &str) -> Option<i16> {
    let length = rest.iter().take_while(|c| c.is_ascii_digit()).count();
    let (digits, behind) = rest.split_at(length);
    let value = digits.iter().collect::<String>().parse().ok()?;
    let follows =
        unit.chars().zip(behind).all(|(a, b)| a == *b) && behind.len() >= unit.chars().count();
    if !follows {
        return None;
    }
    *rest = &behind[unit.chars().count()..];
    Some(value)
}

/// Passes over characters; gives how many.
fn skip(rest: &mut &[char], chars: &[char]) -> usize {
    let length = rest.iter().take_while(|c| chars.contains(c)).count();
    *rest = &rest[length..];
    length
}

/// Between the ends of a span.
const DASHES: &[char] = &['至', '到', '-', '—', '–', '~', '～'];

/// `统计期限为2023年1月1日至2023年12月31日`.
pub(super) fn span(line: &str) -> Option<i16> {
    let (from, to) = range(line)?;
    let whole = (from.month, from.day, to.month, to.day) == (1, Some(1), 12, Some(31));
    (whole && from.year == to.year).then_some(from.year)
}

/// A text whose days are all written alike, without white space: `2023-01-01`, `2023.1.1`, `二〇二三年一月一日` as
/// 2023年1月1日.
fn days_alike(text: &str) -> Vec<char> {
    let numeral = |c: char| "〇○零一二三四五六七八九十".contains(c);
    let typed: Vec<char> = text
        .chars()
        .map(text::half_width)
        .filter(|c| !c.is_whitespace())
        .collect();
    let mut chars = Vec::new();
    let mut rest = typed.as_slice();
    while let Some((&first, behind)) = rest.split_first() {
        let length = rest.iter().take_while(|c| numeral(**c)).count();
        let unit = rest.get(length).filter(|c| matches!(c, '年' | '月' | '日'));
        let digits: String = rest[..length].iter().collect();
        let digits = digits.replace(ZEROS, "〇");
        let number = unit.and_then(|_| text::chinese_number(&digits));
        let dotted = dotted(rest).filter(|_| !chars.last().is_some_and(char::is_ascii_digit));
        match (number, dotted) {
            (Some(number), _) if length > 0 => {
                chars.extend(number.to_string().chars());
                rest = &rest[length..];
            }
            (_, Some((day, length))) => {
                chars.extend(day.chars());
                rest = &rest[length..];
            }
            _ => {
                chars.push(first);
                rest = behind;
            }
        }
    }
    chars
}

/// A day in numbers alone, and its length: `2023-01-01`, `2023.1.1`, `2023/1/1`.
fn dotted(chars: &[char]) -> Option<(String, usize)> {
    let mut rest = chars;
    let year = counted(&mut rest, "").filter(|y| (2000..2100).contains(y))?;
    let sign = *rest.first().filter(|c| matches!(c, '-' | '.' | '/'))?;
    rest = &rest[1..];
    let month = counted(&mut rest, &sign.to_string()).filter(|m| (1..=12).contains(m))?;
    let day = counted(&mut rest, "").filter(|d| (1..=31).contains(d))?;
    Some((
        format!("{year}年{month}月{day}日"),
        chars.len() - rest.len(),
    ))
}

/// The years that a text names: `2022年`, `二〇二二年`.
pub(super) fn years(text: &str) -> Vec<i16> {
    let chars: Vec<char> = text.chars().map(text::half_width).collect();
    let mut years = Vec::new();
    for (at, c) in chars.iter().enumerate() {
        if *c != '年' || at < 4 {
            continue;
        }
        let digits: String = chars[at - 4..at].iter().collect();
        let year = digits.parse::<i16>().ok().or_else(|| {
            let plain = digits.replace(ZEROS, "〇");
            text::chinese_number(&plain).and_then(|y| i16::try_from(y).ok())
        });
        let alone = at < 5 || !chars[at - 5].is_ascii_digit();
        years.extend(year.filter(|y| alone && (2000..2100).contains(y)));
    }
    years
}

/// Years of a file's name without 年: `某局2024`, `2024-年报`; no part of a longer number.
pub(super) fn bare_years(name: &str) -> Vec<i16> {
    let numbers = name.split(|c: char| !text::half_width(c).is_ascii_digit());
    let numbers = numbers.map(|n| n.chars().map(text::half_width).collect::<String>());
    let four = numbers
        .filter(|n| n.len() == 4)
        .filter_map(|n| n.parse().ok());
    let mut years: Vec<i16> = four.filter(|y| (2000..2100).contains(y)).collect();
    years.dedup();
    years
}

/// A year in 汉字: `二〇二三`.
pub(super) fn chinese(year: i16) -> String {
    let digit = |c: char| {
        let at = c.to_digit(10).unwrap_or(0) as usize;
        "〇一二三四五六七八九".chars().nth(at).unwrap_or('〇')
    };
    year.to_string().chars().map(digit).collect()
}

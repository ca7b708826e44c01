//! 统计期: the span of time that an export covers, read from names and titles.

use std::fmt;

use jiff::civil::{Date, date};

pub use self::cell::of_cell;

use self::days::take_dates;
use self::years::{runs, stamp_in, year_in};
use crate::date::is_of_records;
use crate::text::squeeze;

mod cell;
mod days;
mod months;
mod points;
mod quarters;
mod steps;
mod years;

/// A span of days, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// Last day; first in order, so that the later period is the greater one.
    pub to: Date,
    /// First day.
    pub from: Date,
}

impl Period {
    /// The months of a year, both included; none outside the years that records can have.
    pub fn months(year: i16, from: i8, to: i8) -> Option<Self> {
        let from = Date::new(year, from, 1)
            .ok()
            .filter(|d| is_of_records(*d))?;
        let to = Date::new(year, to, 1).ok()?.last_of_month();
        (from <= to).then_some(Period { to, from })
    }

    /// One day.
    pub fn day(day: Date) -> Self {
        Period { to: day, from: day }
    }

    /// Whether it lies within another.
    pub fn within(self, other: Period) -> bool {
        other.from <= self.from && self.to <= other.to
    }
}

impl fmt::Display for Period {
    /// `2022Q1`, `2022`, `2022-03`, or `2022-01..2022-06`; with days where it does not end with a month, and one
    /// day as such.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (from, to) = (self.from, self.to);
        let whole_months = from.day() == 1 && to == to.last_of_month();
        let same_year = from.year() == to.year();
        match (from.month(), to.month()) {
            _ if from == to => write!(f, "{from}"),
            (1, 12) if whole_months && same_year => write!(f, "{}", from.year()),
            (a, b) if whole_months && same_year && a % 3 == 1 && b == a + 2 => {
                write!(f, "{}Q{}", from.year(), b / 3)
            }
            (a, b) if whole_months && same_year && a == b => write!(f, "{}-{a:02}", from.year()),
            (a, b) if whole_months => write!(f, "{}-{a:02}..{}-{b:02}", from.year(), to.year()),
            _ => write!(f, "{from}..{to}"),
        }
    }
}

/// What one text says of a period: a year, a part of a year, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Seen {
    /// The year, if it is told.
    pub year: Option<i16>,
    /// First and last month of a part of a year.
    pub months: Option<(i8, i8)>,
    /// 全年 or 年度: the whole year is meant.
    pub whole: bool,
    /// Two full dates.
    pub days: Option<(Date, Date)>,
    /// A part of a year is told in a way that is not read, so that its year is not all of it.
    pub unread: bool,
}

/// The period of a sheet from the texts that may name it, the most specific first (sheet name, titles,
/// file name, folders). The year of the first text that has one completes a part of a year; `year` does
/// where none has.
pub fn of<'a>(texts: impl IntoIterator<Item = &'a str>, year: Option<i16>) -> Option<Period> {
    let seen: Vec<Seen> = texts.into_iter().map(read).collect();
    if let Some((from, to)) = seen.iter().find_map(|s| s.days) {
        return Some(Period { to, from });
    }
    let part = seen.iter().find(|s| s.months.is_some());
    let told = part
        .and_then(|s| s.year)
        .or_else(|| seen.iter().find_map(|s| s.year));
    match part.and_then(|s| s.months) {
        Some((from, to)) => Period::months(told.or(year)?, from, to),
        None if seen.iter().any(|s| s.unread) => None,
        None if told.is_some() => Period::months(told?, 1, 12),
        None if seen.iter().any(|s| s.whole) => Period::months(year?, 1, 12),
        None => None,
    }
}

/// The year that the texts name, if any.
pub fn year_of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Option<i16> {
    let seen: Vec<Seen> = texts.into_iter().map(read).collect();
    seen.iter()
        .find_map(|s| s.days.map(|(_, to)| to.year()))
        .or_else(|| {
            seen.iter()
                .find(|s| s.months.is_some())
                .and_then(|s| s.year)
        })
        .or_else(|| seen.iter().find_map(|s| s.year))
}

/// Reads one text: `第一季度`, `2022Q1`, `2022年1-3月`, `上半年`, `12月`, `2022年度`,
/// `2022年1月1日至2022年3月31日`.
pub fn read(text: &str) -> Seen {
    let key = squeeze(without_heading_number(text));
    let mut seen = Seen::default();
    // 填表日期 says when the form was filled, not what it covers
    if [
        "填表日期",
        "填报日期",
        "填表时间",
        "填报时间",
        "导出时间",
        "导出日期",
        "打印时间",
        "打印日期",
        "制表日期",
        "制表时间",
        "报送日期",
        "报送时间",
    ]
    .iter()
    .any(|w| key.contains(w))
    {
        return seen;
    }
    let chars: Vec<char> = key.chars().collect();
    let (dates, rest) = take_dates(&chars);
    match dates.as_slice() {
        [from, to] if from <= to => seen.days = Some((*from, *to)),
        [] => match months::years_and_months_in(&rest) {
            // what reaches back before all records tells no period, nor does a part of it
            Some((from, to)) if !is_of_records(from) || !is_of_records(to) => return seen,
            days => seen.days = days,
        },
        [to] if key.contains("截至") || key.contains("截止") => {
            seen.days = Some((date(to.year(), 1, 1), *to))
        }
        _ => {}
    }
    seen.year = year_in(&rest);
    match part_in(&rest) {
        Some(Part::Months(from, to)) => seen.months = Some((from, to)),
        Some(Part::Days(from, to)) => seen.days = seen.days.or(Some((from, to))),
        Some(Part::Unread) => seen.unread = seen.days.is_none(),
        None => {}
    }
    // 截至6月 reaches from the beginning of the year
    if key.contains("截至") || key.contains("截止") {
        seen.months = seen.months.map(|(_, to)| (1, to));
    }
    if seen.year.is_none()
        && let Some((year, month)) = stamp_in(&rest)
    {
        seen.year = Some(year);
        seen.months = seen.months.or(Some((month, month)));
    }
    seen.whole = key.contains("全年") || key.contains("年度");
    seen
}

/// A text without the number of a heading that a space parts from the rest: of 「一、 二季度」 the second quarter.
fn without_heading_number(text: &str) -> &str {
    let numbered = text.trim_start().split_once('、');
    let rest = numbered.filter(|(number, rest)| {
        number.chars().all(steps::is_month_char) && rest.starts_with(char::is_whitespace)
    });
    rest.map_or(text, |(_, rest)| rest)
}

/// The months of a name that is a part of a year and nothing else: `2024年上半年`, `一季度`; one month alone may be
/// that in which something was done.
pub fn part_alone(name: &str) -> Option<(i8, i8)> {
    let key = squeeze(name);
    let told = key.chars().all(is_of_period);
    let months = read(&key).months.filter(|(from, to)| from < to)?;
    (told && months != (1, 12)).then_some(months)
}

/// Whether a name tells a period and nothing else: `2022年`, `2022年一季度`, `3月`.
pub fn is_period(name: &str) -> bool {
    let key = squeeze(name);
    let told = read(&key);
    (told.year.is_some() || told.months.is_some()) && key.chars().all(is_of_period)
}

/// Whether a character stands in the name of a period.
fn is_of_period(c: char) -> bool {
    c.is_ascii_digit() || "一二三四五六七八九十上下前第半年季度月份至到-~q".contains(c)
}

/// A text, squeezed, with a mark in the place of each full date.
pub fn without_dates(text: &str) -> String {
    let chars: Vec<char> = squeeze(text).chars().collect();
    take_dates(&chars).1.into_iter().collect()
}

/// What a text says of a part of a year, or of several years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// First and last month.
    Months(i8, i8),
    /// Whole days, of more than one year or that begin within a month.
    Days(Date, Date),
    /// Something that is not read.
    Unread,
}

fn part_in(chars: &[char]) -> Option<Part> {
    if let Some(years) = points::years_in(chars) {
        return Some(years);
    }
    let text: String = chars.iter().collect();
    for (words, (from, to)) in [
        (&["上半年", "h1", "1h"][..], (1, 6)),
        (&["下半年", "h2", "2h"][..], (7, 12)),
        (&["前三季度", "前3季度"][..], (1, 9)),
        (&["前两季度", "前二季度", "前2季度"][..], (1, 6)),
    ] {
        if words.iter().any(|w| found_alone(&text, w)) {
            return Some(Part::Months(from, to));
        }
    }
    quarters::quarters_in(chars)
        .or_else(|| quarters::quarters_of_q(chars).map(|(from, to)| Part::Months(from, to)))
        .map(|quarters| match quarters {
            Part::Months(from, to) => Part::Months(from * 3 - 2, to * 3),
            other => other,
        })
        .or_else(|| {
            days::span_in(chars).map(|told| match told {
                Some((from, to)) => Part::Months(from, to),
                None => Part::Unread,
            })
        })
        .or_else(|| months::month_range_in(chars).map(|(from, to)| Part::Months(from, to)))
        .or_else(|| points::range_in(chars))
        .or_else(|| months::first_months_in(chars).map(|last| Part::Months(1, last)))
        .or_else(|| months::months_told_in(chars))
        .or_else(|| months::month_in(chars).map(|(from, to)| Part::Months(from, to)))
        .or_else(|| points::month_in(chars))
        .or_else(|| years::short_stamp_in(chars).map(|(_, month)| Part::Months(month, month)))
        .or_else(|| half_in(chars).map(|(from, to)| Part::Months(from, to)))
        .or_else(|| week_in(chars).then_some(Part::Unread))
}

/// `2022上`, `2022年下`: a half of the year whose last words are left out; not the first of 上报.
fn half_in(chars: &[char]) -> Option<(i8, i8)> {
    let bare = chars.strip_suffix(&[')']).unwrap_or(chars);
    let (half, before) = bare.split_last()?;
    let months = match half {
        '上' => (1, 6),
        '下' => (7, 12),
        _ => return None,
    };
    let year = before.strip_suffix(&['年']).unwrap_or(before);
    let ends = runs(year)
        .last()
        .is_some_and(|(start, end)| *end == year.len() && end - start == 4);
    (ends && year_in(year).is_some()).then_some(months)
}

/// `第13周`, `上旬`: parts that are not read.
fn week_in(chars: &[char]) -> bool {
    (1..chars.len()).any(|at| match chars[at] {
        '周' => chars[at - 1].is_ascii_digit() && !matches!(chars.get(at + 1), Some('年' | '岁')),
        '旬' => matches!(chars[at - 1], '上' | '中' | '下'),
        _ => false,
    })
}

/// Latin words must not be part of a longer one.
fn found_alone(text: &str, word: &str) -> bool {
    if !word.is_ascii() {
        return text.contains(word);
    }
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        let first_is_digit = word.starts_with(|c: char| c.is_ascii_digit());
        !before.is_some_and(|c| c.is_ascii_alphabetic() || (first_is_digit && c.is_ascii_digit()))
            && !after.is_some_and(|c| c.is_ascii_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read_from_names_and_titles() {
        for (text, shown) in [
            ("2022年第一季度", "2022Q1"),
            ("2022Q1", "2022Q1"),
            ("2022年1季度依申请台账", "2022Q1"),
            ("申请台账_2022-Q3.xlsx", "2022Q3"),
            ("2022年3Q", "2022Q3"),
            ("2022年1-3月", "2022Q1"),
            ("1-3月2022年", "2022Q1"),
            ("3月2022年", "2022-03"),
            ("2022Q2v2", "2022Q2"),
            ("2022Q2Sheet1", "2022Q2"),
            ("2022年1-一季度", "2022Q1"),
            ("2022年4-四季度", "2022Q4"),
            ("2022年1-二季度", "2022-01..2022-06"),
            ("2022年1月至6月", "2022-01..2022-06"),
            ("2022年1月—2022年3月", "2022Q1"),
            ("2021年10月-2022年3月处罚台账", "2021-10..2022-03"),
            ("2021年11月至2022年2月", "2021-11..2022-02"),
            ("2022年上半年", "2022-01..2022-06"),
            ("2022年前三季度", "2022-01..2022-09"),
            ("2022年全年", "2022"),
            ("2022年度", "2022"),
            ("2022年12月", "2022-12"),
            ("2022年3月份", "2022-03"),
            ("2022", "2022"),
            ("202203", "2022-03"),
            ("2022年1月1日至2022年3月31日", "2022Q1"),
            ("2022年1月1日至3月31日", "2022Q1"),
            ("统计时间：2022年4月1日起至6月30日止", "2022Q2"),
            ("2022年1月1日—3月31日", "2022Q1"),
            ("2022.01.01-03.31", "2022Q1"),
            ("2022年（1月1日至6月30日）", "2022-01..2022-06"),
            ("2022年度Ⅳ季度", "2022Q4"),
            ("2022年9月5日—9月30日", "2022-09-05..2022-09-30"),
            ("统计期：2022-01-01至2022-03-31", "2022Q1"),
            ("截至2022年6月30日", "2022-01..2022-06"),
            ("2022年第四季度（10-12月）", "2022Q4"),
            ("2022年一、二季度", "2022-01..2022-06"),
            ("2022年1-2季度", "2022-01..2022-06"),
            ("2022年二、三季度", "2022-04..2022-09"),
            ("2022三四季度", "2022-07..2022-12"),
            ("2022年第一至二季度", "2022-01..2022-06"),
            ("2022年第一季度至第三季度", "2022-01..2022-09"),
            ("2022年1、2季度", "2022-01..2022-06"),
            ("2022年1—3季度", "2022-01..2022-09"),
            ("2022年一季度、二季度", "2022-01..2022-06"),
            ("2022年一季度和二季度", "2022-01..2022-06"),
            ("2022年一二三季度", "2022-01..2022-09"),
            ("2022Q1-Q2", "2022-01..2022-06"),
            ("2022-1季度", "2022Q1"),
            ("2022年二季度（一）", "2022Q2"),
            ("二、二季度（2022年）", "2022Q2"),
            ("三、一季度（2022年）", "2022Q1"),
            ("一、 二季度（2022年）", "2022Q2"),
            ("一、二季度（2022年）", "2022-01..2022-06"),
            ("一季度、2022年", "2022Q1"),
            ("2022.01-2022.03", "2022Q1"),
            ("2022-1至2022-3", "2022Q1"),
            ("2022年01月-03月", "2022Q1"),
            ("2022.04—06", "2022Q2"),
            ("2022年1至3", "2022Q1"),
            ("202201-03", "2022Q1"),
            ("202201-202203", "2022Q1"),
            ("202210-202303", "2022-10..2023-03"),
            ("20220101-20220331", "2022Q1"),
            ("20220105至20220331", "2022-01-05..2022-03-31"),
            ("2022.05", "2022-05"),
            ("台账2022-11", "2022-11"),
            ("2022年前11个月", "2022-01..2022-11"),
            ("2022年前三个月", "2022Q1"),
            ("2022年1、2月", "2022-01..2022-02"),
            ("2022年1月、2月和3月", "2022Q1"),
            ("2022年一、二月", "2022-01..2022-02"),
            ("三、二月（2022年）", "2022-02"),
            ("1、2022年3月", "2022-03"),
            ("2022年元月", "2022-01"),
            ("2022上", "2022-01..2022-06"),
            ("2022年下", "2022-07..2022-12"),
            ("2021-2022年度", "2021-01..2022-12"),
            ("2021年度-2022年度", "2021-01..2022-12"),
            ("2021年、2022年行政处罚台账", "2021-01..2022-12"),
            ("2022年和2021年行政处罚台账", "2021-01..2022-12"),
            ("2021、2022年度", "2021-01..2022-12"),
            ("2022.1", "2022-01"),
            ("2022-9", "2022-09"),
            ("22年四季度", "2022Q4"),
            ("22年", "2022"),
            ("22.12", "2022-12"),
            ("2021年至2022年", "2021-01..2022-12"),
            ("二〇二二年第二季度", "2022Q2"),
            ("二〇二二年度", "2022"),
            ("截至2022年6月", "2022-01..2022-06"),
            ("2022年截至9月底", "2022-01..2022-09"),
            ("2022年上报", "2022"),
            ("单位万元月报2022年", "2022"),
            ("2022-001", "2022"),
            ("2022年3号", "2022"),
        ] {
            assert_eq!(
                of([text], None).map(|p| p.to_string()).as_deref(),
                Some(shown),
                "{text}"
            );
        }
    }

    #[test]
    fn a_part_of_a_year_takes_its_year_from_another_text_or_from_the_report() {
        assert_eq!(
            of(["台账", "一季度.xlsx", "2022年"], None)
                .unwrap()
                .to_string(),
            "2022Q1"
        );
        assert_eq!(
            of(["Sheet1", "二季度"], Some(2022)).unwrap().to_string(),
            "2022Q2"
        );
        assert_eq!(of(["12月"], Some(2022)).unwrap().to_string(), "2022-12");
        assert_eq!(of(["二季度"], None), None);
        assert_eq!(of(["Sheet1", "台账"], Some(2022)), None);
    }

    #[test]
    fn what_names_no_period_gives_none() {
        for text in [
            "填表日期：2022年4月5日",
            "Sheet1",
            "株国资〔2021〕75号",
            "20220429导出",
            "4月29日",
            "Q10",
            "12季度",
            "一、三季度",
            "1000年1月-2022年12月行政处罚台账",
            "200312",
            "FAQ1号",
            "2022年一、三季度",
            "2022年1、3月",
            "2022.03-2022.01",
            "2022年第13周",
            "行政处罚台账2022.1",
            "2020年、2022年",
            "2021年、2022年一季度",
            "近22年行政处罚台账",
            "22年以来",
            "3.12",
            "2022年（3月5日至3月9日）",
        ] {
            assert_eq!(of([text], None), None, "{text}");
        }
    }

    #[test]
    fn of_odd_characters_the_last_month_is_read_or_none() {
        for (text, months) in [
            ("200M一三\u{23}-䣦0", None),
            ("20一3-4月", Some((4, 4))),
            ("20一0月-5月", Some((5, 5))),
            ("2一三0-12月", Some((12, 12))),
        ] {
            let expected = Seen {
                months,
                ..Seen::default()
            };
            assert_eq!(read(text), expected, "{text}");
        }
    }
}

//! 单元格里的统计期: a period that is the whole text of a cell, not one that is found in it.
//!
//! In: what a cell of a date column holds, and the year that completes a part of one. Out: the period, if the cell tells
//! one and nothing else.

use super::{Period, of};
use crate::text::squeeze;

/// The period that a cell is: `2022年一季度`, `1-3月`, `2022年1月1日至3月31日`; none where something else stands beside it,
/// where it is told from another year (`上年四季度`), or where a number in it is none of a period's (`21Q4`).
pub fn of_cell(written: &str, year: Option<i16>) -> Option<Period> {
    const LONGEST: usize = 120;
    if written.len() > LONGEST {
        return None;
    }
    let chars: Vec<char> = squeeze(written).chars().collect();
    let whole = chars.iter().all(|c| is_of_period(*c)) && halves(&chars) && numbers(&chars);
    whole.then(|| of([written], year)).flatten()
}

/// Whether a character may stand in a cell that is a period.
fn is_of_period(c: char) -> bool {
    c.is_ascii_digit()
        || "年度季月份日号旬半个第全本当元正腊冬〇零一二三四五六七八九十ⅰⅱⅲⅳⅠⅡⅢⅣ".contains(c)
        || "上下中前初末底起止至到和及与截统计期时间、,;.:/~()-qhiv".contains(c)
}

/// Whether 上, 下 and 前 are of a part of a year, 「上半年」, 「前三季度」, and of no other year: 「上年」, 「上季度」.
fn halves(chars: &[char]) -> bool {
    let next = |at: usize| chars.get(at + 1).copied();
    (0..chars.len()).all(|at| match chars[at] {
        '上' | '下' => matches!(next(at), None | Some('半' | '旬' | ')')),
        '前' => next(at).is_some_and(|c| {
            c == '半' || c.is_ascii_digit() || "一二两三四五六七八九十".contains(c)
        }),
        _ => true,
    })
}

/// Whether each number is that of a year, a month, a quarter or a day: two digits that are no month, 「21Q4」, are a year
/// only where 年 follows, and a day only where something stands before it and nothing of a period behind.
fn numbers(chars: &[char]) -> bool {
    let digit = |c: &char| c.is_ascii_digit();
    let quarters = chars.iter().any(|c| matches!(c, 'q' | '季'));
    let mut rest = chars;
    let mut first = true;
    while let Some(start) = rest.iter().position(digit) {
        let run = rest[start..].iter().take_while(|c| digit(c)).count();
        let (number, after) = rest[start..].split_at(run);
        let value: u32 = number
            .iter()
            .fold(0, |n, c| n.saturating_mul(10) + c.to_digit(10).unwrap_or(0));
        let day = matches!(
            after.first(),
            None | Some('日' | '号' | '-' | '/' | '.' | '至' | '~' | '起' | '止' | ')')
        );
        let fits = match run {
            1 | 2 if value <= 12 => true,
            1 | 2 => after.first() == Some(&'年') || !first && !quarters && value <= 31 && day,
            4 | 6 | 8 => true,
            _ => false,
        };
        if !fits {
            return false;
        }
        rest = after;
        first = false;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_that_is_a_period_is_read() {
        for (text, shown) in [
            ("12月", "2022-12"),
            ("12月份", "2022-12"),
            ("十二月", "2022-12"),
            ("一季度", "2022Q1"),
            ("第四季度", "2022Q4"),
            ("2022年第四季度（10-12月）", "2022Q4"),
            ("4季度", "2022Q4"),
            ("Q4", "2022Q4"),
            ("2022Q4", "2022Q4"),
            ("1-3月", "2022Q1"),
            ("2022年1-3月", "2022Q1"),
            ("上半年", "2022-01..2022-06"),
            ("2022年度", "2022"),
            ("2021年12月", "2021-12"),
            ("2022年1月1日至3月31日", "2022Q1"),
            ("2022.01.01-2022.03.31", "2022Q1"),
            ("前三季度", "2022-01..2022-09"),
        ] {
            let read = of_cell(text, Some(2022)).map(|period| period.to_string());
            assert_eq!(read.as_deref(), Some(shown), "{text}");
        }
    }

    #[test]
    fn a_period_among_other_words_or_of_another_year_is_none() {
        for text in [
            "去年12月",
            "12月（上年）",
            "上年四季度",
            "上季度",
            "21Q4",
            "Q4-21",
            "辛丑年十二月",
            "12月补缴",
            "25-12月-21",
            "25/12月/21",
            "25-DEC-21",
            "许可证2022年12月",
        ] {
            assert_eq!(of_cell(text, Some(2022)), None, "{text}");
        }
    }
}

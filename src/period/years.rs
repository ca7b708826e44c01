//! Years in a text: four digits that stand alone, `二〇二二年`, the year of `202203`.

use crate::date;
use crate::text::chinese_number;

/// A year of four digits that stands alone or before 年, Q, 第 …
pub(super) fn year_in(chars: &[char]) -> Option<i16> {
    runs(chars)
        .into_iter()
        .find_map(|(start, end)| {
            if end - start != 4 {
                return None;
            }
            let year: i16 = chars[start..end].iter().collect::<String>().parse().ok()?;
            // 〔2003〕5号 is the year of a document
            let bracketed = start > 0
                && chars[start - 1] == '('
                && chars.get(end) == Some(&')')
                && chars[end..].contains(&'号');
            (in_names(year) && !bracketed).then_some(year)
        })
        .or_else(|| chinese_year_in(chars))
}

/// `二〇二二年`.
fn chinese_year_in(chars: &[char]) -> Option<i16> {
    let ends = chars.iter().position(|c| *c == '年')?;
    let digits: String = chars[ends.checked_sub(4)?..ends].iter().collect();
    let figures = digits
        .chars()
        .all(|c| "〇零○一二三四五六七八九".contains(c));
    let year = i16::try_from(chinese_number(&digits).filter(|_| figures)?).ok()?;
    in_names(year).then_some(year)
}

/// Whether a number of four digits in a name is a year: fewer than those of records, for 「1949年以来」 tells no period
/// and 1998 may be a number of things.
pub(super) fn in_names(year: i16) -> bool {
    (2000..=2099).contains(&year)
}

/// `202203`: a year and a month.
pub(super) fn stamp_in(chars: &[char]) -> Option<(i16, i8)> {
    runs(chars).into_iter().find_map(|(start, end)| {
        let text: String = chars[start..end].iter().collect();
        let told = date::year_and_month(&text).ok()?;
        in_names(told.0).then_some(told)
    })
}

pub(super) fn runs(chars: &[char]) -> Vec<(usize, usize)> {
    let mut runs = Vec::new();
    let mut start = None;
    for (at, c) in chars.iter().enumerate() {
        match (c.is_ascii_digit(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                runs.push((from, at));
                start = None;
            }
            _ => {}
        }
    }
    if let Some(from) = start {
        runs.push((from, chars.len()));
    }
    runs
}

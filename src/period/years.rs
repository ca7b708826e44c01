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
        .or_else(|| short_year_in(chars))
}

/// `23年四季度`, `23.12`: a year of two digits, which in a name is one of [`SHORT`]; 「近20年」 and 「满20年」 are none.
fn short_year_in(chars: &[char]) -> Option<i16> {
    if let Some((year, _)) = short_stamp_in(chars) {
        return Some(year);
    }
    runs(chars).into_iter().find_map(|(start, end)| {
        let before = start.checked_sub(1).map(|at| chars[at]);
        let lasting = before.is_some_and(|c| "近满第共前后逾超达每历约".contains(c));
        let after = chars.get(end + 1);
        let counted = after.is_some_and(|c| "以来内间期后前限多".contains(*c));
        let named = chars.get(end) == Some(&'年') && !lasting && !counted;
        named.then(|| short_year(&chars[start..end]))?
    })
}

/// Years that two digits in a name may be.
const SHORT: std::ops::RangeInclusive<i16> = 15..=40;

fn short_year(digits: &[char]) -> Option<i16> {
    let year: i16 = digits.iter().collect::<String>().parse().ok()?;
    (digits.len() == 2 && SHORT.contains(&year)).then_some(2000 + year)
}

/// `23.12`, `23-1` as a whole name: a year of two digits and a month.
pub(super) fn short_stamp_in(chars: &[char]) -> Option<(i16, i8)> {
    let [(0, end), (from, to)] = runs(chars)[..] else {
        return None;
    };
    let parted = from == end + 1 && to == chars.len() && matches!(chars[end], '.' | '-' | '/');
    let month: String = chars[from..to].iter().collect();
    let month = month
        .parse()
        .ok()
        .filter(|month| (1..=12).contains(month))?;
    Some((short_year(&chars[..end]).filter(|_| parted)?, month))
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

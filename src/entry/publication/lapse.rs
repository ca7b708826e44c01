//! 何时废止: the day on which a document was repealed, written beside its 有效性: 「否（2022.6.1废止）」, 「已废止（2022-08-01）」,
//! 「2022年8月1日废止」.
//!
//! In: the text of 有效性. Out: its word without the day, and the day, month or year; nothing where the text says more.

use crate::date::{self, Seen};
use crate::period::Period;
use crate::text::squeeze;

/// What a text says besides a date.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Lapse {
    /// Its word: 否, 已废止.
    pub(super) word: String,
    pub(super) when: Period,
}

/// A word and the time beside it.
pub(super) fn of(written: &str) -> Option<Lapse> {
    let key = squeeze(written);
    let begins = key.find(|c: char| c.is_ascii_digit())?;
    let dated = |c: char| c.is_ascii_digit() || "年月日.-/".contains(c);
    let rest = &key[begins..];
    let length = rest.find(|c| !dated(c)).unwrap_or(rest.len());
    let when = time(&rest[..length])?;
    let before = key[..begins].trim_end_matches(|c| "(:;,.-于自从在已被".contains(c));
    let behind = rest[length..].trim_start_matches(|c| "起)".contains(c));
    let behind = behind.trim_end_matches([')', '。']);
    let word = match (before, repeals(behind)) {
        ("", true) => behind,
        (before, true) => before,
        (before, false) if behind.is_empty() => before,
        _ => return None,
    };
    (!word.is_empty()).then(|| Lapse {
        word: word.to_owned(),
        when,
    })
}

/// Whether a text says that something ends, and no more.
fn repeals(text: &str) -> bool {
    const BEFORE: [&str; 8] = ["已", "被", "予以", "正式", "宣布", "决定", "公布", "自动"];
    let mut rest = text;
    while let Some(shorter) = BEFORE.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = shorter;
    }
    matches!(
        rest,
        "废止" | "失效" | "停止执行" | "到期" | "到期失效" | "期满失效"
    )
}

/// A day, a month or a year.
fn time(text: &str) -> Option<Period> {
    let text = text.trim_end_matches(['.', '-', '/']);
    let whole = text.strip_suffix('年').unwrap_or(text);
    if whole.len() == 4 {
        return Period::months(whole.parse().ok()?, 1, 12);
    }
    match date::parse(text, false).ok()? {
        Seen::Day(day) => Some(Period::day(day)),
        Seen::Month(year, month) => Period::months(year, month, month),
        Seen::MonthDay(..) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_day_beside_a_word_is_told_apart_from_it() {
        let day = Period::day(date(2022, 6, 1));
        for (written, word, when) in [
            ("否（2022.6.1废止）", "否", day),
            ("否(2022年6月1日废止)", "否", day),
            ("否 2022-06-01", "否", day),
            ("否，自2022年6月1日起废止", "否", day),
            ("已废止（2022-06-01）", "已废止", day),
            ("2022年6月1日宣布失效", "宣布失效", day),
            (
                "否（2021年失效）",
                "否",
                Period::months(2021, 1, 12).unwrap(),
            ),
            (
                "失效（2021年6月）",
                "失效",
                Period::months(2021, 6, 6).unwrap(),
            ),
        ] {
            let word = word.to_owned();
            assert_eq!(of(written), Some(Lapse { word, when }), "{written}");
        }
        for none in [
            "否",
            "2022-06-01",
            "否（被某规〔2022〕8号替代）",
            "否（2022年8号文替代）",
            "是（2022.6.1起施行）",
            "废止2018年的",
        ] {
            assert_eq!(of(none), None, "{none}");
        }
    }
}

//! 括号: whether a word in a bracket behind a heading makes its column another's: 「收费金额（上年）」, 「答复日期（法定期限）」.
//!
//! In: a field and what stands in a bracket, or a whole heading. Out: whether its column is of something else. Which
//! words say so is told in `brackets.toml`; of which field a heading is, is left to [`super::field`].

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::Field;
use super::content::holds_dates;
use crate::text::squeeze;

/// Words by the field, or the sort of fields, of whose columns they say that they are another's.
static WORDS: LazyLock<BTreeMap<String, Vec<String>>> = LazyLock::new(|| {
    let words: BTreeMap<String, Vec<String>> =
        toml::from_str(include_str!("brackets.toml")).expect("brackets.toml is tested");
    let squeezed = words.into_iter().map(|(of, words)| {
        let words = words.iter().map(|word| squeeze(word));
        (of, words.collect())
    });
    squeezed.collect()
});

fn list(of: &str) -> &'static [String] {
    WORDS.get(of).map_or(&[], Vec::as_slice)
}

/// Whether a bracket behind a heading of a field, squeezed, says that its column is of something else: of another
/// time, of what was planned, of things. A year is another's unless it is the one that is reported.
pub(super) fn is_of_another(field: Field, bracket: &str, year: Option<i16>) -> bool {
    if !matters(field) || within("说明", bracket) {
        return false;
    }
    let alone = |of: &str| list(of).iter().any(|word| word == bracket);
    says(field, bracket)
        || alone("单独")
        || field == Field::Count && alone("物品")
        || year.is_some_and(|year| names_other_year(bracket, year))
}

/// Whether a bracket, squeezed, only explains: a unit, a format, a note.
pub(super) fn only_explains(bracket: &str) -> bool {
    within("说明", bracket) || within("无碍", bracket)
}

/// Whether a heading, squeezed, says by itself or in its bracket that it is of something else than what a field asks
/// for: 「累计金额」, 「答复日期（应）」. Of a year nothing is said.
pub(super) fn makes_another(field: Field, heading: &str) -> bool {
    let number = matches!(field, Field::Count | Field::Amount);
    let bracket = heading.strip_suffix(')').and_then(|h| h.rsplit_once('('));
    let explained = bracket.is_some_and(|(_, said)| only_explains(said));
    let (plain, _) = bracket.filter(|_| explained).unwrap_or((heading, ""));
    number && says(field, plain)
        || bracket.is_some_and(|(_, said)| is_of_another(field, said, None))
}

/// Whether a word, squeezed, is a unit of things.
pub(crate) fn is_unit_of_things(word: &str) -> bool {
    list("物品").iter().any(|unit| unit == word)
}

/// Whether a text holds a word that makes a column of a field another's.
fn says(field: Field, text: &str) -> bool {
    let number = matches!(field, Field::Count | Field::Amount);
    within("各列", text)
        || within(field.word(), text)
        || holds_dates(field) && within("日期", text)
        || number && within("数字", text)
}

fn within(of: &str, text: &str) -> bool {
    list(of).iter().any(|word| text.contains(word.as_str()))
}

/// Fields of which another column would change a figure.
fn matters(field: Field) -> bool {
    let others = [
        Field::Class,
        Field::BodyKind,
        Field::Result,
        Field::Detail,
        Field::Count,
        Field::Amount,
        Field::Validity,
        Field::Verdict,
    ];
    holds_dates(field) || others.contains(&field)
}

/// Whether a text names years, and the one that is reported is none of them.
fn names_other_year(text: &str, reported: i16) -> bool {
    let digits = text.split(|c: char| !c.is_ascii_digit());
    let years = digits.filter(|run| run.len() == 4 && run.starts_with("20"));
    let years: Vec<i16> = years.filter_map(|run| run.parse().ok()).collect();
    let named = text.contains('年') || years.len() == 1 && text.len() == 4;
    named && !years.is_empty() && !years.contains(&reported)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_bracket_says_tells_whether_a_column_is_of_the_field() {
        let other = |field, bracket: &str| is_of_another(field, &squeeze(bracket), Some(2022));
        for (field, bracket) in [
            (Field::Amount, "上年"),
            (Field::Amount, "应收"),
            (Field::Amount, "2021年"),
            (Field::Count, "累计"),
            (Field::Count, "株"),
            (Field::Replied, "法定期限"),
            (Field::Replied, "应"),
            (Field::Decided, "拟"),
            (Field::Class, "代理人"),
            (Field::Result, "拟"),
        ] {
            assert!(other(field, bracket), "{bracket}");
        }
        for (field, bracket) in [
            (Field::Amount, "单位：万元"),
            (Field::Amount, "含上年结转"),
            (Field::Amount, "2022年"),
            (Field::Amount, "实收"),
            (Field::Count, "件"),
            (Field::Replied, "年月日"),
            (Field::Replied, "必填"),
            (Field::Replied, "格式：2021-01-01"),
            (Field::Accepted, "收到应诉通知书"),
            (Field::Result, "盖章"),
            (Field::Title, "拟"),
        ] {
            assert!(!other(field, bracket), "{bracket}");
        }
    }

    #[test]
    fn every_list_of_the_file_is_of_a_field_or_known() {
        let known = ["各列", "日期", "数字", "单独", "物品", "说明", "无碍"];
        for (of, words) in WORDS.iter() {
            let field = Field::of(of).is_some();
            assert!(field || known.contains(&of.as_str()), "{of}");
            assert!(words.iter().all(|word| !word.is_empty()), "{of}");
        }
    }
}

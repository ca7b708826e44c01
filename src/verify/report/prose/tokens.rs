//! A sentence as numbers, the words that say what they count, and the words that say how.

use rust_decimal::Decimal;

use super::words::{Key, MEANINGS};
use crate::text::half_width;

/// A part of a sentence that matters.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    /// What is counted.
    Key(Key),
    /// How many.
    Number(Number),
    /// A year that what follows is said of.
    Year(i16),
    /// 分别
    Respectively,
    /// 均、都
    All,
    /// 共、合计
    Together,
    /// 同比、增长、约, which make the next number another thing than a figure.
    Change,
    /// 未发生、没有收到
    Not,
    /// A comma.
    Comma,
    /// A bracket opens: an aside of its own.
    Open,
    /// It closes, and what was said before it goes on.
    Close,
}

/// A number with its unit.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Number {
    /// As written, without 万 and 亿.
    pub(super) value: Decimal,
    /// What 万 or 亿 make of it; in 元 for money.
    pub(super) factor: Decimal,
    /// 元
    pub(super) money: bool,
    /// As written with its unit.
    pub(super) text: String,
}

/// What things of the tables are counted in.
const UNITS: &[&str] = &["件", "宗", "起", "份", "部", "项", "个", "例", "条", "元"];

const MARKS: &[(&str, Token)] = &[
    ("分别", Token::Respectively),
    ("均", Token::All),
    ("合计", Token::Together),
    ("共计", Token::Together),
    ("总计", Token::Together),
    ("累计", Token::Together),
    ("共", Token::Together),
    ("同比", Token::Change),
    ("增长", Token::Change),
    ("增加", Token::Change),
    ("上升", Token::Change),
    ("下降", Token::Change),
    ("减少", Token::Change),
    ("多于", Token::Change),
    ("少于", Token::Change),
    ("超过", Token::Change),
    ("平均", Token::Change),
    ("约", Token::Change),
    ("未发生", Token::Not),
    ("没有发生", Token::Not),
    ("未产生", Token::Not),
    ("未收到", Token::Not),
    ("没有收到", Token::Not),
    ("未出现", Token::Not),
    ("未引发", Token::Not),
    ("未接到", Token::Not),
    ("未曾收到", Token::Not),
    ("未提起", Token::Not),
    ("未涉及", Token::Not),
    ("没有因", Token::Not),
    ("，", Token::Comma),
    (",", Token::Comma),
    ("(", Token::Open),
    (")", Token::Close),
];

/// What 无 denies when it stands before it; elsewhere it is part of a word.
const DENIED: &[&str] = &[
    "因政府信息公开",
    "因信息公开",
    "政府信息公开行政",
    "政府信息公开申请",
    "依申请公开",
    "行政复议",
    "行政诉讼",
];

/// The tokens of a sentence, in order. `year` is the report's.
pub(super) fn tokens(sentence: &str, year: Option<i16>) -> Vec<Token> {
    let chars: Vec<char> = sentence
        .chars()
        .map(half_width)
        .filter(|c| !c.is_whitespace())
        .collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if let Some((token, length)) = carried(&chars, at, year) {
            tokens.push(token);
            at += length;
        } else if let Some((token, length)) = of_year(&chars, at, year) {
            tokens.push(token);
            at += length;
        } else if let Some((key, length)) = longest(&chars, at) {
            tokens.push(Token::Key(key));
            at += length;
        } else if chars[at] == '无' && DENIED.iter().any(|d| starts(&chars, at + 1, d)) {
            tokens.push(Token::Not);
            at += 1;
        } else if let Some((words, mark)) = MARKS.iter().find(|m| starts(&chars, at, m.0)) {
            tokens.push(mark.clone());
            at += words.chars().count();
        } else if let Some((token, length)) = number(&chars, at) {
            tokens.extend(token);
            at += length;
        } else {
            at += 1;
        }
    }
    tokens
}

fn starts(chars: &[char], at: usize, words: &str) -> bool {
    let mut rest = chars[at..].iter();
    words.chars().all(|c| rest.next() == Some(&c))
}

/// The longest words that mean something here.
fn longest(chars: &[char], at: usize) -> Option<(Key, usize)> {
    MEANINGS
        .iter()
        .filter(|(words, not_before, _)| {
            let after = at + words.chars().count();
            starts(chars, at, words)
                && !not_before
                    .iter()
                    .any(|n| after <= chars.len() && starts(chars, after, n))
        })
        .max_by_key(|(words, ..)| words.len())
        .map(|(words, _, key)| (*key, words.chars().count()))
}

/// Words for what is carried out of the year, when the next one follows.
const CARRIED_OUT: &[&str] = &["顺延", "转入", "转至", "转到", "延至", "延续", "留待"];

/// 结转, into the year or out of it: `上年结转`, `2022年结转`, `结转下年`, `结转至2024年`, `顺延到下年度`.
fn carried(chars: &[char], at: usize, year: Option<i16>) -> Option<(Token, usize)> {
    let both = starts(chars, at, "结转");
    if !both && !CARRIED_OUT.iter().any(|w| starts(chars, at, w)) {
        return None;
    }
    let before: String = chars[at.saturating_sub(8)..at].iter().collect();
    let before = before
        .rsplit([',', '、', '。', '(', ')'])
        .next()
        .unwrap_or_default()
        .to_owned();
    let after: String = chars[at..chars.len().min(at + 14)].iter().collect();
    let after = after
        .split([',', '、', ')'])
        .next()
        .unwrap_or_default()
        .to_owned();
    let names = |text: &str, words: &[&str], other: Option<i16>| {
        words.iter().any(|w| text.contains(w))
            || other.is_some_and(|y| text.contains(&format!("{y}年")))
    };
    let last = year.and_then(|y| y.checked_sub(1));
    let next = year.and_then(|y| y.checked_add(1));
    let of_last = names(&before, &["上年", "上一年", "去年"], last);
    if both && (of_last || after.starts_with("结转上年")) {
        return Some((Token::Key(Key::Line(&["3.2"], true)), 2));
    }
    if names(&after, &["下年", "下一年", "次年", "明年", "来年"], next) {
        // the year that it goes to counts nothing
        let length = after
            .find('年')
            .map_or(2, |end| after[..end].chars().count() + 1);
        // so does what is to be done there: 度继续办理
        let rest = chars[at + length..].iter().take(8);
        let length = length
            + rest
                .take_while(|c| "度继续再办理答复结".contains(**c))
                .count();
        return Some((Token::Key(Key::Line(&["3.4"], true)), length));
    }
    None
}

/// 上年 and 本年, said of what follows; 上年结转 is of this year.
fn of_year(chars: &[char], at: usize, year: Option<i16>) -> Option<(Token, usize)> {
    const LAST: &[&str] = &["上一年度", "上一年", "上年度", "上年", "去年"];
    const THIS: &[&str] = &["本年度", "本年", "今年"];
    let year = year?;
    let word = |words: &[&str]| {
        words
            .iter()
            .find(|w| starts(chars, at, w))
            .map(|w| w.chars().count())
    };
    if let Some(length) = word(THIS) {
        return Some((Token::Year(year), length));
    }
    let length = word(LAST)?;
    let near: String = chars[at + length..].iter().take(12).collect();
    let clause = near.split([',', '、']).next().unwrap_or_default();
    (!clause.contains("结转")).then_some((Token::Year(year.checked_sub(1)?), length))
}

/// A number at this place: its token, if it counts something, and its length.
fn number(chars: &[char], at: usize) -> Option<(Option<Token>, usize)> {
    let first = chars[at];
    if first.is_ascii_digit() {
        let mut end = at;
        while end < chars.len()
            && (chars[end].is_ascii_digit()
                || (matches!(chars[end], ',' | '.')
                    && chars.get(end + 1).is_some_and(char::is_ascii_digit)))
        {
            end += 1;
        }
        let digits: String = chars[at..end].iter().filter(|c| **c != ',').collect();
        if chars.get(end) == Some(&'年') {
            let year = digits.parse().ok().filter(|y| (2000..2100).contains(y));
            return Some((year.map(Token::Year), end - at + 1));
        }
        let value = digits.parse().ok();
        return Some(counted(chars, at, end, value, true));
    }
    if !is_numeral(first) || (at > 0 && matches!(chars[at - 1], '第' | '唯' | '每' | '同')) {
        return None;
    }
    let mut end = at;
    while end < chars.len() && is_numeral(chars[end]) {
        end += 1;
    }
    // 万 before a unit is a unit
    let numeral: String = chars[at..end].iter().collect();
    Some(counted(chars, at, end, chinese(&numeral), false))
}

fn counted(
    chars: &[char],
    from: usize,
    end: usize,
    value: Option<Decimal>,
    arabic: bool,
) -> (Option<Token>, usize) {
    let mut after = end;
    let mut factor = Decimal::ONE;
    if arabic && matches!(chars.get(after), Some('万' | '亿')) {
        factor = match chars[after] {
            '万' => Decimal::from(10_000),
            _ => Decimal::from(100_000_000),
        };
        after += 1;
    }
    let unit = UNITS.iter().find(|u| starts(chars, after, u));
    let more = |words: &[&str]| {
        let after = after + 1;
        after < chars.len() && words.iter().any(|w| starts(chars, after, w))
    };
    // 5个工作日, 3件次
    let counts = unit.is_some() && !more(&["工作日", "百分点", "月", "次", "单位", "部门"]);
    let bare = unit.is_none()
        && from > 0
        && chars[from - 1] == '为'
        && (from < 2 || !matches!(chars[from - 2], '率' | '例' | '比'))
        && chars
            .get(after)
            .is_none_or(|c| matches!(c, ',' | '、' | '。' | ';' | ')'));
    let length = after - from + usize::from(unit.is_some());
    let token = value.filter(|_| counts || bare).map(|value| {
        Token::Number(Number {
            value,
            factor,
            money: unit == Some(&"元"),
            text: chars[from..(from + length).min(chars.len())]
                .iter()
                .collect(),
        })
    });
    (token, length.max(1))
}

fn is_numeral(c: char) -> bool {
    "零〇一二两三四五六七八九十百千万".contains(c)
}

/// 一百三十四, 两千零五, 三万; 〇五 digit by digit.
fn chinese(numeral: &str) -> Option<Decimal> {
    let (mut total, mut section, mut digit) = (0u64, 0u64, None);
    for c in numeral.chars() {
        let place = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1_000,
            '万' => 10_000,
            c => {
                let value = "零一二三四五六七八九".chars().position(|d| d == c);
                let value = value.or(match c {
                    '〇' => Some(0),
                    '两' => Some(2),
                    _ => None,
                })?;
                let before = digit.filter(|d| *d != 0);
                if before.is_some() {
                    return None;
                }
                digit = Some(value as u64);
                continue;
            }
        };
        let count = digit.take().filter(|d| *d != 0);
        if place == 10_000 {
            section += count.unwrap_or(0);
            total = section.checked_mul(10_000)?;
            section = 0;
        } else {
            section += count.unwrap_or(1).checked_mul(place)?;
        }
    }
    Some(Decimal::from(total + section + digit.unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_numerals_are_numbers() {
        for (text, value) in [
            ("零", 0),
            ("十", 10),
            ("十二", 12),
            ("一百三十四", 134),
            ("两千零五", 2005),
            ("一百零三", 103),
            ("三万二千", 32_000),
        ] {
            assert_eq!(chinese(text), Some(Decimal::from(value)), "{text}");
        }
        assert_eq!(chinese("二三"), None);
    }

    #[test]
    fn dates_shares_and_ordinals_count_nothing() {
        for text in [
            "占比12.5%",
            "5个工作日内",
            "3月15日",
            "第三件",
            "12人次",
            "〔2023〕3号",
        ] {
            let numbers = tokens(text, Some(2023));
            assert!(
                !numbers.iter().any(|t| matches!(t, Token::Number(_))),
                "{text} {numbers:?}"
            );
        }
        let tokens = tokens("办结1,234件", Some(2023));
        let Some(Token::Number(number)) = tokens.last() else {
            panic!("{tokens:?}");
        };
        assert_eq!(number.value, Decimal::from(1234));
    }
}

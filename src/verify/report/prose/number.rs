//! A number in a sentence: how it is written, what it is counted in, how exactly it is meant.

use rust_decimal::Decimal;

use crate::number::LARGEST;

/// A number with its unit.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Number {
    /// As written, without 万 and 亿.
    pub(super) value: Decimal,
    /// What 万 or 亿 make of it; in 元 for money.
    pub(super) factor: Decimal,
    /// 件, 元; none where a list or 为 needs none.
    pub(super) unit: Option<&'static str>,
    /// How exactly it is meant.
    pub(super) about: About,
    /// Nothing but a list tells that it counts anything.
    pub(super) bare: bool,
    /// What is left of it without what the sentence takes away from it: 44件，剔除重复申请2件.
    pub(super) left: Option<Decimal>,
    /// What it is together with what the sentence tells apart from it: 予以公开19件，已主动公开1件.
    pub(super) joined: Option<Decimal>,
    /// Whether it counts all that the words name is not certain: another number is no more than a doubt.
    pub(super) unsure: bool,
    /// As written with its unit.
    pub(super) text: String,
}

/// How exactly a number is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum About {
    /// 42件
    Exactly,
    /// 逾40件, 40余件, 40件以上
    Above,
    /// 近50件, 不足50件
    Below,
    /// 约40件, 40件左右
    Around,
}

/// How a number stands to the table's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// It is the table's.
    Same,
    /// It is said so roughly that it may be the table's.
    Rough,
    /// It is another.
    Other,
}

/// What things of the tables are counted in.
const UNITS: &[&str] = &[
    "件次", "件(次)", "件/次", "次", "件", "宗", "起", "份", "部", "项", "个", "例", "条", "封",
    "元",
];

/// Before a number.
const BEFORE: &[(&str, About)] = &[
    ("不少于", About::Above),
    ("不低于", About::Above),
    ("至少", About::Above),
    ("超过", About::Above),
    ("突破", About::Above),
    ("逾", About::Above),
    ("超", About::Above),
    ("不超过", About::Below),
    ("不足", About::Below),
    ("不到", About::Below),
    ("将近", About::Below),
    ("接近", About::Below),
    ("近", About::Below),
    ("大约", About::Around),
    ("大概", About::Around),
    ("约", About::Around),
];

/// Between a number and its unit.
const WITHIN: &[(&str, About)] = &[
    ("余", About::Above),
    ("多", About::Above),
    ("来", About::Around),
];

/// After the unit.
const AFTER: &[(&str, About)] = &[
    ("以上", About::Above),
    ("有余", About::Above),
    ("以内", About::Below),
    ("以下", About::Below),
    ("左右", About::Around),
    ("上下", About::Around),
];

impl Number {
    /// 没有
    pub(super) fn none() -> Self {
        Number {
            value: Decimal::ZERO,
            factor: Decimal::ONE,
            unit: None,
            about: About::Exactly,
            bare: false,
            left: None,
            joined: None,
            unsure: false,
            text: "没有".to_owned(),
        }
    }

    /// 没有 said of money, of which the tables count in 万元.
    pub(super) fn no_money() -> Self {
        Number {
            // not one fen
            value: Decimal::new(0, 6),
            factor: Decimal::from(10_000),
            unit: Some("元"),
            ..Number::none()
        }
    }

    /// 元
    pub(super) fn is_money(&self) -> bool {
        self.unit == Some("元")
    }

    /// Whether it counts times rather than things, which may be more: 件次.
    pub(super) fn is_of_times(&self) -> bool {
        self.unit.is_some_and(|unit| unit.contains('次'))
    }

    /// Whether other things than requests are counted so, too.
    pub(super) fn is_of_things(&self) -> bool {
        matches!(self.unit, Some("个" | "项" | "份" | "条" | "部" | "封"))
    }

    /// How it stands to the table's number, as exactly as the text has it. Money in the tables is in 万元.
    pub(super) fn fit(&self, table: Decimal) -> Fit {
        let other = |value: Option<Decimal>| value.is_some() && value == self.of_table(table);
        if other(self.left) || other(self.joined) {
            return Fit::Same;
        }
        let Some(whole) = self.of_table(table) else {
            return Fit::Other;
        };
        if self.about != About::Exactly {
            return self.rough(whole);
        }
        let places = self.value.scale();
        let same = whole.round_dp(places) == self.value.normalize()
            || whole.trunc_with_scale(places) == self.value;
        match same {
            true => Fit::Same,
            false => Fit::Other,
        }
    }

    /// 100余 are 100 to 200, 近50 are 38 to 50; what is far from that and yet true is rough.
    fn rough(&self, whole: Decimal) -> Fit {
        let said = self.value;
        let mut round = Decimal::ONE;
        // what is read is below LARGEST, and so are its tens
        while !said.is_zero() && (said % (round * Decimal::TEN)).is_zero() {
            round *= Decimal::TEN;
        }
        let room = said / Decimal::from(4);
        let (low, high, is_true) = match self.about {
            About::Above => (said, said + room.max(round), whole >= said),
            About::Below => (said - room, said, whole <= said),
            About::Around | About::Exactly => (said - room, said + room, false),
        };
        let (less, more) = (whole.min(said), whole.max(said));
        let near = less
            .checked_mul(Decimal::new(15, 1))
            .is_some_and(|less| more <= less);
        match (low..=high).contains(&whole) {
            true => Fit::Same,
            false if is_true || near => Fit::Rough,
            false => Fit::Other,
        }
    }

    /// The table's number in the unit of the text.
    fn of_table(&self, table: Decimal) -> Option<Decimal> {
        let table = if self.is_money() {
            table.checked_mul(Decimal::from(10_000))?
        } else {
            table
        };
        table.checked_div(self.factor)
    }

    /// How far it is from the table's, in the unit of the text.
    pub(super) fn difference(&self, table: Decimal) -> Decimal {
        let table = self.of_table(table).unwrap_or(table);
        let difference = self.value.checked_sub(table);
        difference.unwrap_or(table).abs()
    }
}

/// A number at this place with the words that make it a rough one, if it counts something, and the length; none
/// where there are no digits.
pub(super) fn number(chars: &[char], at: usize) -> Option<(Option<Number>, usize)> {
    let before = BEFORE.iter().find(|(words, _)| starts(chars, at, words));
    let (skipped, about) = match before {
        Some((words, about)) => (words.chars().count(), *about),
        None => (0, About::Exactly),
    };
    let (mut number, length) = plain(chars, at + skipped)?;
    if let Some((words, _)) = before {
        // 超期, 近年 are words
        let number = number.as_mut()?;
        number.about = about;
        number.text.insert_str(0, words);
    }
    Some((number, length + skipped))
}

fn plain(chars: &[char], at: usize) -> Option<(Option<Number>, usize)> {
    let first = *chars.get(at)?;
    let mut end = at;
    // 第1件, 前10件; 30至40件
    let before = |back: usize| at.checked_sub(back).map(|at| chars[at]);
    let ordinal = before(1).is_some_and(|c| "第唯每同前".contains(c));
    let range = before(1).is_some_and(|c| "至到-—–~～".contains(c))
        && before(2).is_some_and(|c| c.is_ascii_digit() || is_numeral(c));
    if first.is_ascii_digit() {
        while end < chars.len()
            && (chars[end].is_ascii_digit()
                || (matches!(chars[end], ',' | '.')
                    && chars.get(end + 1).is_some_and(char::is_ascii_digit)))
        {
            end += 1;
        }
        let digits: String = chars[at..end].iter().filter(|c| **c != ',').collect();
        let value = digits.parse().ok();
        let value = value.filter(|value| !ordinal && !range && *value < LARGEST);
        return Some(counted(chars, at, end, value, true));
    }
    if !is_numeral(first) {
        return None;
    }
    while end < chars.len() && is_numeral(chars[end]) {
        end += 1;
    }
    // 万 before a unit is a unit
    let numeral: String = chars[at..end].iter().collect();
    let value = chinese(&numeral);
    let value = value.filter(|value| !ordinal && !range && *value < LARGEST);
    Some(counted(chars, at, end, value, false))
}

fn counted(
    chars: &[char],
    from: usize,
    end: usize,
    value: Option<Decimal>,
    arabic: bool,
) -> (Option<Number>, usize) {
    let mut after = end;
    let mut about = About::Exactly;
    let mut rough = |after: &mut usize, words: &[(&str, About)]| {
        if let Some((word, how)) = words.iter().find(|(w, _)| starts(chars, *after, w)) {
            about = *how;
            *after += word.chars().count();
        }
    };
    rough(&mut after, WITHIN);
    let mut factor = Decimal::ONE;
    if arabic && matches!(chars.get(after), Some('万' | '亿')) {
        factor = match chars[after] {
            '万' => Decimal::from(10_000),
            _ => Decimal::from(100_000_000),
        };
        after += 1;
        rough(&mut after, WITHIN);
    }
    let unit = UNITS.iter().find(|u| starts(chars, after, u)).copied();
    // 5个工作日, 3件次, 一件事
    let more = ["工作日", "百分点", "月", "次", "单位", "部门", "事"];
    let length = unit.map_or(0, |unit| unit.chars().count());
    let counts = unit.is_some() && !more.iter().any(|w| starts(chars, after + length, w));
    let ends = chars
        .get(after)
        .is_none_or(|c| matches!(c, ',' | '、' | '。' | ';' | ')'));
    let said = from > 0
        && matches!(chars[from - 1], '为' | '别' | '是')
        && (from < 2 || !matches!(chars[from - 2], '率' | '例' | '比'));
    let listed = from > 0 && matches!(chars[from - 1], '、' | '和' | '及' | '与');
    let ends_or_joins = ends || matches!(chars.get(after), Some('和' | '及' | '与'));
    let goes_on = chars.get(after + 1).is_some_and(char::is_ascii_digit);
    let alone = unit.is_none() && ends && said && !goes_on;
    let bare = unit.is_none() && ends_or_joins && (said || listed);
    after += length;
    if counts {
        rough(&mut after, AFTER);
    }
    let number = Number {
        value: value.unwrap_or_default(),
        factor,
        unit,
        about,
        bare: bare && !alone,
        left: None,
        joined: None,
        unsure: false,
        text: chars[from..after].iter().collect(),
    };
    let number = value.filter(|_| counts || alone || bare).map(|_| number);
    (number, (after - from).max(1))
}

pub(super) fn starts(chars: &[char], at: usize, words: &str) -> bool {
    let mut rest = chars.get(at..).unwrap_or_default().iter();
    words.chars().all(|c| rest.next() == Some(&c))
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

    fn read(text: &str) -> Number {
        let chars: Vec<char> = text.chars().collect();
        let (number, length) = number(&chars, 0).expect("a number");
        assert_eq!(length, chars.len(), "{text}");
        number.expect("it counts")
    }

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
    fn digits_without_bound_are_no_number() {
        for text in [
            "约79228162514264337593543950335件",
            "近10000000000000000000000000000件",
            "1000000000000000件",
        ] {
            let chars: Vec<char> = text.chars().collect();
            let read = number(&chars, 0).map(|(number, _)| number);
            assert!(!matches!(read, Some(Some(_))), "{text}");
        }
        let most = read("约999999999999999件");
        assert_eq!(most.fit(Decimal::MAX), Fit::Other);
    }

    #[test]
    fn rough_numbers_are_held_as_roughly_as_they_are_said() {
        for (text, table, fit) in [
            ("42件", 42, Fit::Same),
            ("43件", 42, Fit::Other),
            ("40余件", 42, Fit::Same),
            ("40多件", 49, Fit::Same),
            ("一百四十余件", 142, Fit::Same),
            ("140余件", 42, Fit::Other),
            ("逾40件", 42, Fit::Same),
            ("超过10件", 42, Fit::Rough),
            ("逾43件", 42, Fit::Rough),
            ("近50件", 42, Fit::Same),
            ("不足50件", 42, Fit::Same),
            ("不足100件", 42, Fit::Rough),
            ("近20件", 42, Fit::Other),
            ("约40件", 42, Fit::Same),
            ("50件左右", 42, Fit::Same),
            ("40件以上", 42, Fit::Same),
            ("大约400件", 42, Fit::Other),
        ] {
            assert_eq!(read(text).fit(Decimal::from(table)), fit, "{text} {table}");
        }
        assert_eq!(
            read("约91万元").fit(Decimal::from(9)),
            Fit::Other,
            "money is in 万元"
        );
        assert_eq!(read("9116.36万元").fit(Decimal::new(911_636, 2)), Fit::Same);
    }
}

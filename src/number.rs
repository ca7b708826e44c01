//! Counts and amounts as people type them, and their units.

use std::str::FromStr;

use rust_decimal::Decimal;

use crate::text::{half_width, is_format, squeeze};

/// A unit of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Money {
    /// 元
    Yuan,
    /// 百元
    Hundred,
    /// 千元
    Thousand,
    /// 万元
    TenThousand,
    /// 百万元
    Million,
    /// 千万元
    TenMillion,
    /// 亿元
    HundredMillion,
}

impl Money {
    /// The word.
    pub fn word(self) -> &'static str {
        match self {
            Money::Yuan => "元",
            Money::Hundred => "百元",
            Money::Thousand => "千元",
            Money::TenThousand => "万元",
            Money::Million => "百万元",
            Money::TenMillion => "千万元",
            Money::HundredMillion => "亿元",
        }
    }

    /// An amount of this unit in 万元, exactly; none where that is more than a figure can be.
    pub fn in_ten_thousands(self, amount: Decimal) -> Option<Decimal> {
        let amount = match self {
            Money::Yuan => amount.checked_mul(Decimal::new(1, 4)),
            Money::Hundred => amount.checked_mul(Decimal::new(1, 2)),
            Money::Thousand => amount.checked_mul(Decimal::new(1, 1)),
            Money::TenThousand => Some(amount),
            Money::Million => amount.checked_mul(Decimal::from(100)),
            Money::TenMillion => amount.checked_mul(Decimal::from(1_000)),
            Money::HundredMillion => amount.checked_mul(Decimal::from(10_000)),
        };
        amount.filter(|amount| is_possible(*amount))
    }

    /// The unit that a word names: `元`, `人民币万元`, `（万元）`.
    pub fn of(word: &str) -> Option<Self> {
        let key = squeeze(word);
        let key = key.trim_matches(|c| c == '(' || c == ')');
        let key = key.strip_prefix("人民币").unwrap_or(key);
        let key = key
            .strip_suffix("人民币")
            .unwrap_or(key)
            .trim_matches(|c| c == ':' || c == ',');
        // 「100元整」
        let key = key.strip_suffix('整').unwrap_or(key);
        match key {
            "元" | "rmb" | "cny" | "圆" | "¥" | "￥" | "rmb元" => Some(Money::Yuan),
            "百元" => Some(Money::Hundred),
            "千元" => Some(Money::Thousand),
            "百万元" | "百万" => Some(Money::Million),
            "千万元" | "千万" => Some(Money::TenMillion),
            "万元" | "万" => Some(Money::TenThousand),
            "亿元" | "亿" => Some(Money::HundredMillion),
            _ => None,
        }
    }

    /// The unit that stands in brackets in a heading or after 「单位：」 in a line.
    pub fn within(text: &str) -> Option<Self> {
        let key = squeeze(text);
        if let Some((_, after)) = key.rsplit_once("单位") {
            let after = after.trim_start_matches(':');
            // 「单位：件、万元」 names the unit of money among others
            let found = after
                .split(['、', ',', ';', '(', ')', '/'])
                .find_map(Money::of);
            if found.is_some() {
                return found;
            }
        }
        key.split(['(', ')', ':', '/', '-', ','])
            .skip(1)
            .find_map(Money::of)
    }
}

/// A number and what was written behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amount<'a> {
    /// The number, exactly.
    pub value: Decimal,
    /// What stands behind it (`件`, `万元`), empty for nothing.
    pub unit: std::borrow::Cow<'a, str>,
}

/// What a count, an amount in the unit it is written in, or a figure may be at most, and its negative at least: 千万亿.
///
/// No office counts or takes so much. Whatever enters the figures, a cell, a setting, a report, is held to it, and 10^13
/// times as much can be added up exactly, so that no sum of what was read overflows.
pub const LARGEST: Decimal = Decimal::from_parts(2_764_472_320, 232_830, 0, false, 0);

/// Whether a number may be a count, an amount or a figure.
pub fn is_possible(number: Decimal) -> bool {
    number.abs() <= LARGEST
}

/// The number that a program wrote, exactly; none for one that is too large to be a figure.
pub fn written(text: &str) -> Option<Decimal> {
    text.parse().ok().filter(|number| is_possible(*number))
}

/// Why a text is no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It is written as none.
    Unreadable,
    /// Digits stand apart: one number or several.
    Torn,
    /// It is beyond [`LARGEST`].
    TooLarge,
}

/// What is wrong with digits that stand apart.
pub const TORN: &str = "几段数字之间有空白，不知是一个数还是几个数";

impl Fault {
    /// What is wrong, in words that follow the quoted text.
    pub fn words(self, expected: &str) -> String {
        match self {
            Fault::Unreadable => format!("不是{expected}"),
            Fault::Torn => format!("里{TORN}"),
            Fault::TooLarge => "过大，不可能是一个统计数字".to_owned(),
        }
    }
}

/// Reads `1,234.50`, `１２`, `12件`, `￥25.1万元`; none for what is no number, or may be several, or is larger than any
/// can be.
pub fn parse(text: &str) -> Option<Amount<'static>> {
    read(text).ok()
}

/// Reads a count or an amount as [`parse`] does; where there is none, why.
pub fn read(text: &str) -> Result<Amount<'static>, Fault> {
    // what most numbers are
    if (1..=9).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit()) {
        let value = text.parse::<u32>().map_err(|_| Fault::Unreadable)?.into();
        let unit = std::borrow::Cow::Borrowed("");
        return Ok(Amount { value, unit });
    }
    if is_torn(text) {
        return Err(Fault::Torn);
    }
    let plain: String = text
        .chars()
        .map(half_width)
        .filter(|c| !c.is_whitespace() && !is_format(*c))
        .collect();
    let plain = plain.trim_start_matches(['¥', '￥']);
    let plain = plain.strip_prefix("人民币").unwrap_or(plain);
    let (negative, plain) = match plain.strip_prefix(['-', '−', '－']) {
        Some(rest) => (true, rest),
        None => (false, plain.strip_prefix('+').unwrap_or(plain)),
    };
    let end = plain
        .find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ','))
        .unwrap_or(plain.len());
    let (digits, mut unit) = plain.split_at(end);
    if !digits.starts_with(|c: char| c.is_ascii_digit()) || !thousands_are_right(digits) {
        return Err(Fault::Unreadable);
    }
    let mut number: String = digits.chars().filter(|&c| c != ',').collect();
    // 1.2E+05, as Excel exports large numbers to text
    if let Some((exponent, rest)) = scientific(unit) {
        unit = rest;
        number.push_str(&format!("e{exponent}"));
    }
    if unit.chars().any(|c| c.is_ascii_digit()) {
        return Err(Fault::Unreadable);
    }
    let value = value(&number)?;
    if !is_possible(value) {
        return Err(Fault::TooLarge);
    }
    Ok(Amount {
        value: if negative { -value } else { value },
        unit: unit.to_owned().into(),
    })
}

/// Digits, white space, digits, as where a cell holds a number in each of two lines. Separators belong to the digits.
fn is_torn(text: &str) -> bool {
    let mut digits = false;
    let mut gap = false;
    for c in text.chars().map(half_width) {
        match c {
            '0'..='9' if gap => return true,
            '0'..='9' => digits = true,
            '.' | ',' => {}
            c if c.is_whitespace() => gap = digits,
            _ => (digits, gap) = (false, false),
        }
    }
    false
}

/// What digits with a point or an exponent say.
fn value(number: &str) -> Result<Decimal, Fault> {
    let read = match number.contains('e') {
        true => Decimal::from_scientific(number).ok(),
        false => Decimal::from_str_exact(number.trim_end_matches('.'))
            .or_else(|_| Decimal::from_str(number))
            .ok(),
    };
    // what no decimal holds is too large, unless it is hardly more than nothing
    let tiny = number.contains("e-");
    read.ok_or(if tiny {
        Fault::Unreadable
    } else {
        Fault::TooLarge
    })
}

fn scientific(unit: &str) -> Option<(i32, &str)> {
    let rest = unit.strip_prefix(['e', 'E'])?;
    let end = rest
        .find(|c: char| !(c.is_ascii_digit() || c == '+' || c == '-'))
        .unwrap_or(rest.len());
    let exponent = rest[..end].trim_start_matches('+').parse().ok()?;
    Some((exponent, &rest[end..]))
}

/// Separators stand before groups of three (or of four, as 万 are sometimes grouped) of the whole part, or there are
/// none: 「1.234,50」 and 「0,500」 are written with a comma for the point, and 「12,34」 with either.
fn thousands_are_right(digits: &str) -> bool {
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    if decimals.contains(['.', ',']) {
        return false;
    }
    let Some((first, rest)) = whole.split_once(',') else {
        return true;
    };
    let grouped = |length: usize| {
        (1..=length).contains(&first.len()) && rest.split(',').all(|group| group.len() == length)
    };
    !first.starts_with('0') && (grouped(3) || grouped(4))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_with_separators_width_and_units() {
        for (typed, value, unit) in [
            ("1,234.50", "1234.50", ""),
            ("１２", "12", ""),
            ("12件", "12", "件"),
            ("￥25.1万元", "25.1", "万元"),
            ("1，234", "1234", ""),
            ("251000元", "251000", "元"),
            ("-500", "-500", ""),
            ("72701.2578", "72701.2578", ""),
            ("1.2E+05", "120000", ""),
            ("12 件", "12", "件"),
        ] {
            let read = parse(typed).unwrap_or_else(|| panic!("{typed}"));
            assert_eq!(read.value, Decimal::from_str(value).unwrap(), "{typed}");
            assert_eq!(read.unit, unit, "{typed}");
        }
        for typed in [
            "",
            "十二",
            "1.2.3",
            "12,34",
            "元",
            "1-2",
            "3至5件",
            "2022-04-29",
            "1.234,50",
            "1.234.567,50",
            "1.234,567",
            "0,500",
            "1234,567",
            "1,234,56",
            "1,234,",
            "1,23,456",
        ] {
            assert_eq!(read(typed), Err(Fault::Unreadable), "{typed}");
        }
        for typed in [
            "3\n5",
            "1 2",
            "１　２",
            "100\r\n200元",
            "1, 234",
            "1 ,234",
            "1 5000",
            "-1 2",
        ] {
            assert_eq!(read(typed), Err(Fault::Torn), "{typed}");
        }
        for (typed, value) in [
            (" 12 ", "12"),
            ("- 12", "-12"),
            ("12\n", "12"),
            ("1,234,567.5", "1234567.5"),
            ("12,3456", "123456"),
            ("1234,5678", "12345678"),
            ("12.", "12"),
        ] {
            let value = Decimal::from_str(value).unwrap();
            assert_eq!(parse(typed).map(|n| n.value), Some(value), "{typed}");
        }
    }

    #[test]
    fn what_is_larger_than_any_figure_is_none() {
        assert_eq!(LARGEST, Decimal::from(10i64.pow(15)));
        for typed in [
            "1000000000000000",
            "-1,000,000,000,000,000",
            "1E+15",
            "0.0000000000000000000000000000001",
        ] {
            assert!(read(typed).is_ok(), "{typed}");
        }
        for typed in [
            "1000000000000001",
            "-79228162514264337593543950335",
            "7E+28",
            "1E+99",
            "99999999999999999999999999999999999999999",
        ] {
            assert_eq!(read(typed), Err(Fault::TooLarge), "{typed}");
        }
        assert_eq!(Money::HundredMillion.in_ten_thousands(LARGEST), None);
        assert_eq!(written("7E+28"), None);
        assert_eq!(written("70000000000000000"), None);
        assert_eq!(written("-7.5"), Some(Decimal::new(-75, 1)));
    }

    #[test]
    fn money_is_put_into_ten_thousands_exactly() {
        let yuan = Decimal::from_str("727012578").unwrap();
        assert_eq!(
            Money::Yuan
                .in_ten_thousands(yuan)
                .unwrap()
                .normalize()
                .to_string(),
            "72701.2578"
        );
        assert_eq!(
            Money::within("收费金额（单位：万元）"),
            Some(Money::TenThousand)
        );
        assert_eq!(Money::within("实收金额(元)"), Some(Money::Yuan));
        assert_eq!(Money::within("单位：万元"), Some(Money::TenThousand));
        assert_eq!(Money::within("单位：件、元"), Some(Money::Yuan));
        assert_eq!(Money::within("填报单位：市财政局"), None);
        assert_eq!(Money::within("金额"), None);
    }
}

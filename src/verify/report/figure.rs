//! What a cell of a report says as a figure.

use rust_decimal::Decimal;

use super::tables::Told;
use crate::book::NOT_COMPUTED;
use crate::form::{Feed, Slot};
use crate::number::{self, Amount, Fault, Money, is_possible};
use crate::text;

/// A cell, read.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Reading {
    /// A bare number.
    Figure(Decimal),
    /// A number with something beside it, which the sentence tells.
    Annotated(Decimal, String),
    /// Blank, `/`, `-`, 无.
    Blank,
    /// A formula whose result the file does not hold.
    NotComputed,
    /// No number; why.
    Unreadable(String),
}

/// What things are counted in; a figure may carry it.
const COUNTED: &[&str] = &[
    "件", "项", "条", "个", "宗", "份", "次", "件次", "部", "起", "例",
];

/// Reads a cell as the figure of a slot; `units` are those of money that are told of it, the nearest first.
pub(super) fn read(cell: &str, slot: &Slot, units: &[Told]) -> Reading {
    if text::is_empty(cell) {
        return Reading::Blank;
    }
    if cell == NOT_COMPUTED {
        return Reading::NotComputed;
    }
    let plain: String = cell.chars().map(text::half_width).collect();
    let note = |c| matches!(c, '(' | '[' | '〔' | '【') || text::RAISED.contains(&c);
    let (number, note) = match plain.find(note) {
        Some(at) => (plain[..at].trim(), plain[at..].trim()),
        None => (plain.trim(), ""),
    };
    let Amount { value, unit } = match amount(number, slot) {
        Ok(amount) => amount,
        Err(Fault::Unreadable) => return Reading::Unreadable("应为一个阿拉伯数字".to_owned()),
        Err(Fault::Torn) => return Reading::Unreadable(number::TORN.to_owned()),
        Err(Fault::TooLarge) => return too_large(),
    };
    let unit = unit.as_ref();
    let near = units.first().map(|told| told.unit);
    let money = Money::of(&slot.unit);
    let told = Money::of(unit);
    let counted = COUNTED.contains(&unit) || unit == slot.unit;
    let value_of = |from: Money, to: Money| {
        let ten_thousands = from.in_ten_thousands(value)?;
        match to {
            Money::Yuan => ten_thousands.checked_mul(Decimal::from(10_000)),
            _ => Some(ten_thousands),
        }
    };
    let read = match (money, told) {
        (Some(to), Some(from)) => value_of(from, to),
        (Some(to), None) if unit.is_empty() => value_of(near.unwrap_or(to), to),
        (None, None) if unit.is_empty() || counted => Some(value),
        _ => {
            let why = format!("单位「{unit}」不是这一格的单位（{}）", slot.unit);
            return Reading::Unreadable(why);
        }
    };
    let Some(read) = read.filter(|v| is_possible(*v)).map(|v| v.normalize()) else {
        return too_large();
    };
    // units that contradict each other are told by themselves
    let near = near.filter(|_| told.is_none() && contradicts(units).is_none());
    let moved = match (money, told.or(near)) {
        (Some(to), Some(from)) if from != to && !(read.is_zero() && unit.is_empty()) => {
            format!("，按{}读作 {read} {}", from.word(), slot.unit)
        }
        _ => String::new(),
    };
    if unit.is_empty() && note.is_empty() && moved.is_empty() {
        Reading::Figure(read)
    } else {
        let beside = match units.first() {
            Some(told) if unit.is_empty() && note.is_empty() => {
                format!("{}与报表不同", by(told))
            }
            _ => "数字旁还有文字".to_owned(),
        };
        Reading::Annotated(read, format!("{beside}{moved}"))
    }
}

/// What is doubtful about the unit of money of a cell that was read as `value`: none is told where the form tells one,
/// or two are; how it was read.
pub(super) fn doubt(cell: &str, slot: &Slot, units: &[Told], value: Decimal) -> Option<String> {
    let own = number::parse(cell).is_some_and(|amount| Money::of(&amount.unit).is_some());
    if slot.feed != Feed::Charged || own || value.is_zero() {
        return None;
    }
    let read = |unit: Money| format!("按{}读作 {} {}", unit.word(), value.normalize(), slot.unit);
    let Some(near) = units.first() else {
        let of_form = Money::of(&slot.unit)?;
        return Some(format!("表上没有写明金额的单位，{}", read(of_form)));
    };
    let other = contradicts(units)?;
    let (one, two) = (by(near), by(other));
    Some(format!(
        "{one}是{}，{two}是{}，{}",
        near.unit.word(),
        other.unit.word(),
        read(near.unit)
    ))
}

/// The first unit that is not the nearest.
fn contradicts(units: &[Told]) -> Option<&Told> {
    let near = units.first()?;
    units.iter().find(|told| told.unit != near.unit)
}

fn by(told: &Told) -> String {
    format!("{}的单位", told.by)
}

fn too_large() -> Reading {
    Reading::Unreadable("数字过大，不可能是一个统计数字".to_owned())
}

/// The number; for 本年增/减 also 增5, 减少18.
fn amount(number: &str, slot: &Slot) -> Result<Amount<'static>, Fault> {
    if slot.id.ends_with("增/减") {
        for (word, sign) in [("增加", ""), ("增", ""), ("减少", "-"), ("减", "-")] {
            if let Some(rest) = number.strip_prefix(word) {
                return number::read(&format!("{sign}{rest}"));
            }
        }
    }
    number::read(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::{Edition, Form};

    fn of(edition: Edition, slot: &str, cell: &str) -> Reading {
        let form = Form::of(edition);
        read(cell, &form.slots[form.slot(slot).unwrap()], &[])
    }

    #[test]
    fn figures_are_read_with_their_units_and_never_guessed() {
        let fee = |cell: &str| of(Edition::E2021, "2.行政事业性收费/本年收费金额", cell);
        let count = |cell: &str| of(Edition::E2021, "3.1/自然人", cell);
        assert_eq!(count(" 22 "), Reading::Figure(22.into()));
        assert_eq!(count("１２"), Reading::Figure(12.into()));
        assert!(matches!(count("22（其中修订16件）"), Reading::Annotated(v, _) if v == 22.into()));
        assert!(matches!(count("3440¹"), Reading::Annotated(v, _) if v == 3440.into()));
        assert!(matches!(count("3件"), Reading::Annotated(v, _) if v == 3.into()));
        for blank in ["", "-", "/", "—", "无", "\u{a0}"] {
            assert_eq!(count(blank), Reading::Blank, "{blank}");
        }
        for bad in [
            "若干",
            "3至5件",
            "12 3",
            "12\n3（件）",
            "5万元",
            "#VALUE!",
            "○",
            "1.234,50",
            "7E+28",
        ] {
            assert!(matches!(count(bad), Reading::Unreadable(_)), "{bad}");
        }
        assert_eq!(
            fee("72701.2578"),
            Reading::Figure("72701.2578".parse().unwrap())
        );
        assert!(matches!(fee("251000元"), Reading::Annotated(v, _) if v.to_string() == "25.1"));
        let change = of(Edition::E2019, "2.行政处罚/本年增/减", "减少18");
        assert_eq!(change, Reading::Figure((-18).into()));
        let spent = of(Edition::E2019, "2.政府集中采购/采购总金额", "73802895.90元");
        assert!(matches!(spent, Reading::Annotated(v, _) if v.to_string() == "73802895.9"));
    }
}

//! 金额: how much a fee came to.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::super::{cell::Cells, rules};
use crate::column::Field;
use crate::number::{self, Fault, Money};
use crate::text::{self, quote, squeeze};

/// 金额 in 万元, by the unit in the cell, the 单位 column, the heading or the line above the table.
pub(super) fn amount(cells: &mut Cells<'_>) -> Option<Decimal> {
    let table = Arc::clone(&cells.record.table);
    let faults = cells.record.troubles.len();
    let Some(written) = cells.text(Field::Amount) else {
        // a table without the column is told once, in [`crate::ledger`]
        if cells.record.troubles.len() == faults && table.has(Field::Amount) {
            let message = format!("「{}」为空，无法计入收费金额", table.heading(Field::Amount));
            cells.trouble(&rules::NOT_AN_AMOUNT, Field::Amount, message);
        }
        return None;
    };
    let in_brackets = negative_of_accounts(&written);
    let read = match number::read(in_brackets.as_deref().unwrap_or(&written)) {
        Ok(read) => read,
        Err(fault) => {
            let message = format!(
                "「{}」中的{}{}",
                table.heading(Field::Amount),
                quote(&written),
                fault.words("金额")
            );
            cells.trouble(&rules::NOT_AN_AMOUNT, Field::Amount, message);
            return None;
        }
    };
    let of_cell = if read.unit.is_empty() {
        None
    } else {
        Some(read.unit.to_string())
    };
    let of_column = cells.remark(Field::AmountUnit).map(String::from);
    let named = of_cell.or(of_column.filter(|u| Money::of(u).is_some()));
    // 「￥2,000.00」 names its unit where nothing else does
    let signed = table.money.is_none() && written.trim_start().starts_with(['¥', '￥']);
    let named = named.or_else(|| signed.then(|| Money::Yuan.word().to_owned()));
    if let (Some(word), Some(heading)) = (&named, Money::within(table.heading(Field::Amount)))
        && Money::of(word).is_some_and(|unit| unit != heading)
    {
        let message = format!(
            "表头写的单位是{}，这一行写的是{}，按这一行计",
            heading.word(),
            quote(word)
        );
        cells.trouble(&rules::UNITS_DISAGREE, Field::Amount, message);
    }
    let unit = match &named {
        Some(word) => Money::of(word),
        None => table.money,
    };
    let Some(unit) = unit else {
        let other = other_unit(table.heading(Field::Amount));
        let message = match &named {
            Some(word) => format!(
                "金额{}的单位{}不是元、百元、千元、万元、百万元、千万元、亿元",
                quote(&written),
                quote(word)
            ),
            None => match &other {
                Some(other) => format!(
                    "金额{}的单位（表头写的{}）不认识",
                    quote(&written),
                    quote(other)
                ),
                None => format!("金额{}没有单位，无法知道是元还是万元", quote(&written)),
            },
        };
        let heading = text::in_toml(table.heading(Field::Amount));
        let help = match (&named, table.money) {
            (None, None) if other.is_some() => {
                "表头写的单位不是人民币的元、万元一类，请换算成元或万元，并改写表头的单位"
                    .to_owned()
            }
            (Some(_), Some(unit)) => format!(
                "请把这一格改成数字（表上写的单位是{}），或改写成「{}元」「{}万元」的样子",
                unit.word(),
                read.value,
                read.value
            ),
            _ => format!(
                "请在表头写明单位，如「{heading}（元）」或「{heading}（万元）」，或在表上方写「单位：元」；xls、ods 里只由单元格的数字格式显示的单位不读取，也请写明"
            ),
        };
        cells
            .trouble(&rules::NO_MONEY_UNIT, Field::Amount, message)
            .help = help;
        return None;
    };
    if cells.is_repeated(Field::Amount) {
        let message = format!(
            "金额{}在合并单元格里，按规则合并的每一行各计一次",
            quote(&written)
        );
        cells.trouble(&rules::REPEATED_NUMBER, Field::Amount, message);
    }
    let amount = unit.in_ten_thousands(read.value);
    if amount.is_none() {
        let fault = Fault::TooLarge.words("金额");
        let message = format!("金额{}{fault}", quote(&written));
        cells.trouble(&rules::NOT_AN_AMOUNT, Field::Amount, message);
    }
    amount.map(|a| a.normalize())
}

/// A unit of money in the brackets of a heading that is none of ours: 万美元.
fn other_unit(heading: &str) -> Option<String> {
    let key = squeeze(heading);
    let (_, inner) = key.strip_suffix(')')?.rsplit_once('(')?;
    let unit = inner.strip_prefix("单位").unwrap_or(inner);
    let unit = unit.trim_start_matches(':');
    (unit.ends_with('元') && Money::of(unit).is_none()).then(|| unit.to_owned())
}

/// 「(50)」 as accounts write -50; none for anything else.
fn negative_of_accounts(written: &str) -> Option<String> {
    let key = squeeze(written);
    let inner = key.strip_prefix('(')?.strip_suffix(')')?;
    let digits = inner.starts_with(|c: char| c.is_ascii_digit());
    digits.then(|| format!("-{inner}"))
}

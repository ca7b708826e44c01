//! 合计 rows held against the rows that they sum.

use rust_decimal::Decimal;

use super::{Field, Table, cell_at, rules, squeezed};
use crate::book::{self, Row, Value};
use crate::finding::{Finding, Place};
use crate::number;
use crate::text;

/// Sums since the table began and since the last 小计.
#[derive(Debug, Default)]
pub(super) struct Totals {
    since_start: Sums,
    since_subtotal: Sums,
}

#[derive(Debug, Default, Clone)]
struct Sums {
    rows: u32,
    count: Decimal,
    amount: Decimal,
    /// Rows without a 数量, which stand for one each.
    uncounted: u32,
    unreadable: bool,
}

impl Totals {
    /// A record was read.
    pub(super) fn add(&mut self, table: &Table, row: &Row) {
        for sums in [&mut self.since_start, &mut self.since_subtotal] {
            sums.rows += 1;
        }
        for field in [Field::Count, Field::Amount] {
            let Some(column) = table.column(field) else {
                continue;
            };
            let told = cell_at(row, column).map(|c| decimal(&c.value));
            let counted = field == Field::Count;
            for sums in [&mut self.since_start, &mut self.since_subtotal] {
                let sum = match counted {
                    true => &mut sums.count,
                    false => &mut sums.amount,
                };
                match told {
                    Some(Some(value)) => match sum.checked_add(value) {
                        Some(added) => *sum = added,
                        None => sums.unreadable = true,
                    },
                    None if counted => sums.uncounted += 1,
                    Some(None) if counted && is_blank(row, column) => sums.uncounted += 1,
                    Some(None) => sums.unreadable = true,
                    None => {}
                }
            }
        }
    }

    /// A total row was read: what it says of 数量, 金额 or the number of rows must be their sum.
    pub(super) fn compare(&mut self, table: &Table, row: &Row, findings: &mut Vec<Finding>) {
        let words: String = row.cells.iter().filter_map(squeezed).collect();
        let running = words.contains("累计");
        let sub = words.contains("小计");
        let sums = if sub {
            self.since_subtotal.clone()
        } else {
            self.since_start.clone()
        };
        self.since_subtotal = Sums::default();
        if !sub {
            self.since_start = Sums::default();
        }
        if running || sums.rows == 0 || sums.unreadable {
            return;
        }
        for (field, sum, what) in [
            (Field::Count, sums.count, "数量"),
            (Field::Amount, sums.amount, "金额"),
        ] {
            let Some(column) = table.column(field) else {
                continue;
            };
            let Some(told) = cell_at(row, column).and_then(|c| decimal(&c.value)) else {
                continue;
            };
            // a row without a 数量 is one, or nothing to a formula of Excel's
            let counted = sum + Decimal::from(sums.uncounted);
            if told != sum && !(what == "数量" && told == counted) {
                findings.push(differs(table, row, column, told, sum, what, sums.rows));
            }
        }
        if table.has(Field::Count) || table.has(Field::Amount) {
            return;
        }
        // no column to add up: 「合计 12件」 counts rows
        let numbers: Vec<(u16, Decimal)> = row
            .cells
            .iter()
            .filter(|c| c.anchor.is_none())
            .filter_map(|c| {
                let text = c.value.text();
                let digits = text
                    .find(|ch: char| ch.is_ascii_digit())
                    .map(|at| text[at..].to_owned())?;
                number::parse(&digits)
                    .filter(|n| matches!(&*n.unit, "" | "件" | "条" | "项" | "行" | "宗" | "份"))
                    .map(|n| (c.column, n.value))
            })
            .collect();
        if let [(column, told)] = numbers.as_slice()
            && *told != Decimal::from(sums.rows)
        {
            findings.push(differs(
                table,
                row,
                *column,
                *told,
                Decimal::from(sums.rows),
                "行数",
                sums.rows,
            ));
        }
    }
}

fn differs(
    table: &Table,
    row: &Row,
    column: u16,
    told: Decimal,
    sum: Decimal,
    what: &str,
    rows: u32,
) -> Finding {
    let (told, sum) = (told.normalize(), sum.normalize());
    let message = if what == "行数" {
        format!(
            "合计写 {told}，上面共有 {rows} 行登记，相差 {}",
            (told - sum).normalize()
        )
    } else {
        format!(
            "合计行的{what}写 {told}，上面 {rows} 行之和为 {sum}，相差 {}",
            (told - sum).normalize()
        )
    };
    let at = crate::address::Address {
        row: row.number,
        ..table.at
    }
    .at(column);
    Finding::new(&rules::TOTAL_DIFFERS, Place::Cell(at), message).value(told.to_string())
}

fn is_blank(row: &Row, column: u16) -> bool {
    cell_at(row, column).is_none_or(|c| text::is_empty(&c.value.text()))
}

/// The number in a cell, exactly.
fn decimal(value: &Value) -> Option<Decimal> {
    if let Value::Number(number) = value
        && let Some(whole) = book::whole(*number)
    {
        return Some(whole.into());
    }
    match value {
        Value::Number(_) | Value::Text(_) => number::parse(&value.text()).map(|n| n.value),
        _ => None,
    }
}

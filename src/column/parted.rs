//! 年月日: a day that is written in three cells, read as if it stood in the first of them.

use super::cell_at;
use crate::book::{Cell, Row, Value};
use crate::text::squeeze;

const PARTS: [char; 3] = ['年', '月', '日'];

/// Writes the day of three columns into the first of them; what is no day in parts stays as it is.
pub(super) fn join(row: &mut Row, columns: [u16; 3]) {
    let parts = columns.map(|column| {
        let text = cell_at(row, column).map(|cell| squeeze(&cell.value.text()));
        text.unwrap_or_default()
    });
    let Some(day) = day(&parts) else { return };
    row.cells.retain(|cell| !columns.contains(&cell.column));
    let at = row.cells.partition_point(|cell| cell.column < columns[0]);
    let cell = Cell {
        column: columns[0],
        value: Value::Text(day.into()),
        word: None,
        anchor: None,
    };
    row.cells.insert(at, cell);
}

/// 「2024年1月5日」 of 2024, 1 and 5; none where one of them is no number.
fn day(parts: &[String; 3]) -> Option<String> {
    let mut day = String::new();
    for (part, unit) in parts.iter().zip(PARTS) {
        let number = part.strip_suffix(unit).unwrap_or(part);
        if number.is_empty() {
            continue;
        }
        if number.len() > 4 || !number.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        day.push_str(number);
        day.push(unit);
    }
    (!day.is_empty()).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_in_parts_is_joined_and_anything_else_stays() {
        for (parts, joined) in [
            (["2024", "1", "5"], Some("2024年1月5日")),
            (["2024年", "01月", "05日"], Some("2024年01月05日")),
            (["", "1", "5"], Some("1月5日")),
            (["2024", "1", ""], Some("2024年1月")),
            (["2024-01-05", "", ""], None),
            (["合计", "", ""], None),
            (["", "", ""], None),
        ] {
            let parts = parts.map(str::to_owned);
            assert_eq!(day(&parts).as_deref(), joined, "{parts:?}");
        }
    }
}

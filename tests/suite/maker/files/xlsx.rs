//! Excel workbooks.

use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet};

use super::super::table::{Grid, Value};

/// A workbook; the same bytes every time.
pub(super) fn bytes(grids: &[Grid]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_ymd(2020, 1, 1).expect("a date");
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    for grid in grids {
        let sheet = workbook.add_worksheet();
        sheet.set_name(&grid.name).expect("a short name");
        sheet.set_hidden(grid.hidden);
        fill(sheet, grid);
    }
    workbook.save_to_buffer().expect("writing to memory")
}

fn fill(sheet: &mut Worksheet, grid: &Grid) {
    let plain = Format::new();
    let dated = Format::new().set_num_format("yyyy/m/d");
    let row_of = |row: usize| u32::try_from(row).expect("a small sheet");
    let column_of = |column: usize| u16::try_from(column).expect("a small sheet");
    for &(r0, c0, r1, c1) in &grid.merges {
        sheet
            .merge_range(
                row_of(r0),
                column_of(c0),
                row_of(r1),
                column_of(c1),
                "",
                &plain,
            )
            .expect("areas that do not overlap");
    }
    for &row in &grid.hidden_rows {
        sheet.set_row_hidden(row_of(row)).expect("a small sheet");
    }
    for (at, row) in grid.rows.iter().enumerate() {
        for (column, value) in row.iter().enumerate() {
            let (at, column) = (row_of(at), column_of(column));
            match value {
                Value::Blank => continue,
                Value::Text(text) => sheet.write_string(at, column, text),
                Value::Number(number) => {
                    sheet.write_number(at, column, number.to_f64().expect("a small number"))
                }
                Value::Date(date) => {
                    let (y, m, d) = (date.year(), date.month(), date.day());
                    let date = ExcelDateTime::from_ymd(y as u16, m as u8, d as u8).expect("a date");
                    sheet.write_datetime_with_format(at, column, &date, &dated)
                }
            }
            .expect("a small sheet");
        }
    }
}
